"""Exercises remember the sets that balanced coaching would ask for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("exercises", sa.Column("usual_sets", sa.SmallInteger))


def downgrade() -> None:
    op.drop_column("exercises", "usual_sets")
