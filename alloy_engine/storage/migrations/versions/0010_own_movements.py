"""Movements of the coaches' own, and where a movement is used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_movements",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("cells", JSONB, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
    )
    op.create_index("exercises_movement_idx", "exercises", ["movement", "program_id"])


def downgrade() -> None:
    op.drop_index("exercises_movement_idx")
    op.drop_table("own_movements")
