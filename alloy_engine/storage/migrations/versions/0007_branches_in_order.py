"""The first span of a trace keeps the branches in the order they were first taken, each with its moment and phase."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("spans", sa.Column("taken", JSONB))


def downgrade() -> None:
    op.drop_column("spans", "taken")
