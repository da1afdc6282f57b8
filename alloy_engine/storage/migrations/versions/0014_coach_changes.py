"""What coaches decided about sessions, and what a session is planned around."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("locks", JSONB, nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "coach_changes",
        sa.Column("program_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("microcycle", sa.SmallInteger, nullable=False),
        sa.Column("day", sa.SmallInteger, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("places", JSONB, nullable=False),
        sa.PrimaryKeyConstraint("program_id", "microcycle", "day", name="coach_changes_pkey"),
        sa.ForeignKeyConstraint(
            ["program_id", "microcycle", "day"],
            ["sessions.program_id", "sessions.microcycle", "sessions.day"],
            name="coach_changes_session_fkey",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("coach_changes")
    op.drop_column("sessions", "locks")
