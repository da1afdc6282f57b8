"""What Alembic runs around every migration; the connection comes from `alloy_engine.storage.migrate`."""

from __future__ import annotations

from alembic import context

from alloy_engine.storage import tables_aside  # noqa: F401  # declares its tables
from alloy_engine.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
