"""Traces are found by their program and go with it; the check of each one's session, and its index, are given up."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX traces_program_id_idx ON traces (program_id)")
    op.execute("ALTER TABLE traces DROP CONSTRAINT traces_session_fkey")
    op.execute("DROP INDEX traces_session_idx")


def downgrade() -> None:
    op.execute("CREATE INDEX traces_session_idx ON traces (program_id, microcycle, day)")
    op.execute("""
        ALTER TABLE traces ADD CONSTRAINT traces_session_fkey FOREIGN KEY (program_id, microcycle, day)
            REFERENCES sessions (program_id, microcycle, day) ON DELETE CASCADE
    """)
    op.execute("DROP INDEX traces_program_id_idx")
