"""What a session was planned with and when, and sessions that were replaced: enough to plan any of them again."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE past_sessions")
    op.execute("ALTER TABLE sessions DROP COLUMN planned_with, DROP COLUMN saved")
    op.execute("DROP TABLE materials")
    op.execute("DROP SEQUENCE session_order")
    op.execute("ALTER TABLE policy_versions ALTER COLUMN content TYPE JSONB")
