"""The first schema, told in the SQL file beside this one."""

from __future__ import annotations

from alembic import op

from alloy_engine.storage.migrations.beside import execute_beside

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "jobs", "audits", "spans", "decisions", "exercises", "sessions", "microcycles", "programs", "movements",
    "policy_versions", "catalogue_versions", "athletes",
)  # fmt: skip


def upgrade() -> None:
    execute_beside(__file__)


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
