"""The queue moves from a table of ours to procrastinate's; a status makes legal moves only.

Unfinished programs get their job from the first worker that starts: session rows are the truth, and a
program that is not at its end and has no job is given one.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Whose schema.sql this migration was written for. A newer one needs a migration that runs procrastinate's
# own migration files from this version on.
PROCRASTINATE = "3.10.0"
SCHEMA = "queue"

JOBS_AGAIN = """
CREATE TABLE jobs (
    program_id UUID NOT NULL,
    status TEXT DEFAULT 'todo' NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    run INTEGER DEFAULT 1 NOT NULL,
    not_before TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    lease_until TIMESTAMP WITH TIME ZONE,
    worker TEXT,
    cancel_requested BOOLEAN DEFAULT false NOT NULL,
    enqueued_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    error TEXT,
    CONSTRAINT jobs_pkey PRIMARY KEY (program_id),
    CONSTRAINT jobs_status_check CHECK (status IN ('todo', 'doing', 'done', 'failed')),
    CONSTRAINT jobs_doing_has_lease_check
        CHECK (status <> 'doing' OR (worker IS NOT NULL AND lease_until IS NOT NULL)),
    CONSTRAINT jobs_program_id_fkey FOREIGN KEY(program_id) REFERENCES programs (id) ON DELETE CASCADE
);
CREATE INDEX jobs_waiting_idx ON jobs (enqueued_at) WHERE status IN ('todo', 'doing');
INSERT INTO jobs (program_id, status, attempts, run, enqueued_at, started_at, finished_at, error)
SELECT id,
    CASE WHEN status IN ('pending', 'in_progress') THEN 'todo' WHEN status = 'failed' THEN 'failed' ELSE 'done' END,
    attempts, run, asked_at, started_at, finished_at, error
FROM programs;
DROP TRIGGER programs_status_move ON programs;
DROP TRIGGER sessions_status_move ON sessions;
DROP FUNCTION refuse_illegal_status();
DROP INDEX programs_unfinished_idx;
ALTER TABLE programs DROP COLUMN run, DROP COLUMN attempts, DROP COLUMN asked_at;
ALTER TABLE sessions DROP COLUMN crashes;
DROP SCHEMA queue CASCADE;
"""


def upgrade() -> None:
    _run(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
    _run(f"CREATE SCHEMA {SCHEMA}; COMMENT ON SCHEMA {SCHEMA} IS 'procrastinate {PROCRASTINATE}'")
    before = op.get_bind().exec_driver_sql("SHOW search_path").scalar_one()
    _run(f"SET LOCAL search_path TO {SCHEMA}")
    _run(SchemaManager.get_schema())
    _run(f"SET LOCAL search_path TO {before}")


def downgrade() -> None:
    _run(JOBS_AGAIN)


def _run(statements: str) -> None:
    """Several statements at once, and no placeholders: procrastinate's functions are full of per cent signs."""
    op.get_bind().exec_driver_sql(statements, execution_options={"no_parameters": True})
