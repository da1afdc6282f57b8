"""Programs that go wrong on purpose say so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("programs", sa.Column("demo", JSONB))


def downgrade() -> None:
    op.drop_column("programs", "demo")
