"""A new job is announced after its transaction, no longer inside it.

PostgreSQL lets one transaction of the whole server at a time commit a notification, its write to the disk
included: whoever created a program waited for everybody who did so at the same moment.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TRIGGER = "procrastinate_jobs_notify_queue_job_inserted_v1"


def upgrade() -> None:
    op.execute(f"ALTER TABLE queue.procrastinate_jobs DISABLE TRIGGER {TRIGGER}")


def downgrade() -> None:
    op.execute(f"ALTER TABLE queue.procrastinate_jobs ENABLE TRIGGER {TRIGGER}")
