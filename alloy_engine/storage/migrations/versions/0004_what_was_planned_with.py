"""What a session was planned with and when, and sessions that were replaced: enough to plan any of them again."""

from __future__ import annotations

from alembic import op

from alloy_engine.storage.migrations.beside import execute_beside

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    execute_beside(__file__)


def downgrade() -> None:
    op.execute("DROP TABLE past_sessions")
    op.execute("ALTER TABLE sessions DROP COLUMN planned_with, DROP COLUMN saved")
    op.execute("DROP TABLE materials")
    op.execute("DROP SEQUENCE session_order")
    op.execute("ALTER TABLE policy_versions ALTER COLUMN content TYPE JSONB")
