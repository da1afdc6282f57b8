"""Athletes and programs belong to somebody. What is stored already is the local user's."""

from __future__ import annotations

from alembic import op

from alloy_engine.storage.migrations.beside import execute_beside

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    execute_beside(__file__)


def downgrade() -> None:
    """Only a database of one owner can go back: an athlete's name is unique again."""
    op.execute("DROP INDEX programs_listing_idx, programs_athlete_idx, athletes_name_key")
    op.execute(
        "ALTER TABLE programs DROP CONSTRAINT programs_athlete_id_owner_fkey,"
        " DROP CONSTRAINT programs_owner_idempotency_key_key, DROP COLUMN owner,"
        " ADD CONSTRAINT programs_athlete_id_fkey FOREIGN KEY (athlete_id) REFERENCES athletes (id),"
        " ADD CONSTRAINT programs_idempotency_key_key UNIQUE (idempotency_key)"
    )
    op.execute("ALTER TABLE athletes DROP CONSTRAINT athletes_id_owner_key, DROP COLUMN owner")
    op.execute("CREATE UNIQUE INDEX athletes_name_key ON athletes (lower(name)) NULLS NOT DISTINCT")
    op.execute("CREATE INDEX programs_athlete_id_idx ON programs (athlete_id)")
    op.execute("CREATE INDEX programs_listing_idx ON programs (archived, created_at, id)")
