"""Bringing a database to the newest schema, without a configuration file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

from alloy_engine.errors import StorageError

FOLDER = Path(__file__).parent / "migrations"
# Any number will do, as long as every process takes the same.
MIGRATION_LOCK = 7_140_001


def newest_revision() -> str:
    """Revisions are numbered: versions/0001_….py is revision "0001"."""
    return max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current_revision(connection: Connection) -> str | None:
    """The database's revision, None if it was never migrated."""
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar_one() is None:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def migrate_to_newest(connection: Connection) -> None:
    """Run what is missing, inside the caller's transaction. Raises StorageError if the database is ahead."""
    newest = newest_revision()
    if current_revision(connection) == newest:
        return
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    current = current_revision(connection)
    if current is not None and current > newest:
        raise StorageError(
            f"the database is at revision {current}, this version knows {newest}: "
            "use the newer version that migrated it, or another database"
        )
    if current != newest:
        migrate_to(connection, newest)


def migrate_to(connection: Connection, revision: str) -> None:
    """Run migrations up or down to a revision ("base": none at all), inside the caller's transaction."""
    # Imported here: Alembic takes longer to import than a start with an up-to-date schema takes as a whole.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    down = revision == "base" or revision < (current_revision(connection) or "")
    (command.downgrade if down else command.upgrade)(config, revision)
