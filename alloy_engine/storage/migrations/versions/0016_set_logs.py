"""Sets as they were done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROLES = "'warmup', 'main', 'accessory', 'finisher', 'conditioning', 'cardio', 'mobility', 'cooldown'"


def upgrade() -> None:
    op.create_table(
        "set_logs",
        sa.Column("program_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("microcycle", sa.SmallInteger, nullable=False),
        sa.Column("day", sa.SmallInteger, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("movement", sa.Text, nullable=False),
        sa.Column("sets", JSONB, nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.PrimaryKeyConstraint("program_id", "microcycle", "day", "role", "movement", name="set_logs_pkey"),
        sa.ForeignKeyConstraint(
            ["program_id", "microcycle", "day"],
            ["sessions.program_id", "sessions.microcycle", "sessions.day"],
            name="set_logs_session_fkey",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(f"role IN ({ROLES})", name="role"),
        sa.CheckConstraint("jsonb_array_length(sets) > 0", name="sets"),
    )


def downgrade() -> None:
    op.drop_table("set_logs")
