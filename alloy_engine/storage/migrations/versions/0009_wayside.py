"""Wayside of forks that belong to no stored program."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE wayside_branches (
            fork TEXT NOT NULL,
            branch TEXT NOT NULL,
            times BIGINT NOT NULL,
            last_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT wayside_branches_pkey PRIMARY KEY (fork, branch),
            CONSTRAINT wayside_branches_times_check CHECK (times > 0)
        )
    """)


def downgrade() -> None:
    op.execute("DROP TABLE wayside_branches")
