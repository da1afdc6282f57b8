"""The list of programs is read from a place on, and searched by name."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX programs_listing_idx")
    op.execute("CREATE INDEX programs_listing_idx ON programs (archived, created_at, id)")
    op.execute("CREATE INDEX programs_name_idx ON programs USING gin (name gin_trgm_ops)")


def downgrade() -> None:
    op.execute("DROP INDEX programs_name_idx")
    op.execute("DROP INDEX programs_listing_idx")
    op.execute("CREATE INDEX programs_listing_idx ON programs (archived, created_at DESC, id)")
