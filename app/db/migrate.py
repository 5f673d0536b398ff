"""Brings a database to the shape this version of the service expects, once, whoever starts first.

`python -m app.db.migrate upgrade` migrates the configured database; `revision "message"` writes the next
revision from the models. An upgrade is one transaction behind one lock: PostgreSQL's advisory lock,
SQLite's write lock. Triggers are not history: SQLite drops them whenever a table is rebuilt, so whenever
a revision is applied all triggers are lifted first and those of the present code laid down after it. The same
holds for row-level security on PostgreSQL (`app.db.wall`), which also follows the code where no revision does.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from app.db import wall

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x656A7573  # PostgreSQL locks are numbers; any that nobody else on the server uses


class DatabaseIsNewer(RuntimeError):
    """The database was written by a later version; the sentence tells the operator what to do."""


class DatabaseIsBroken(RuntimeError):
    """The upgrade would leave rows that point nowhere; nothing was changed."""


async def upgrade(database_url: str, revision: str = "head", *, works_as: str = "") -> None:
    """Bring the database to `revision`, or change nothing at all; raises DatabaseIsNewer, RolePassesTheWall.

    Two processes may call it at once: the second waits, then finds nothing to do. `works_as`: the role of
    PostgreSQL that the service works as, where it is another one than that of `database_url`, which then owns all.
    """
    await _locked(database_url, lambda connection, config: _upgrade(connection, config, revision, works_as))


async def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to `revision` ("base" for empty); raises DatabaseIsNewer."""
    await _locked(database_url, lambda connection, config: _downgrade(connection, config, revision))


async def write_revision(message: str, folder: Path = MIGRATIONS) -> None:
    """Write the next numbered revision: what the models have and the revisions so far do not."""
    with tempfile.TemporaryDirectory() as scratch:
        url = f"sqlite+aiosqlite:///{scratch}/models.db"
        await _locked(url, lambda _connection, config: _write_revision(config, message), folder)


async def _locked(url: str, work: Callable[[Connection, Config], object], folder: Path = MIGRATIONS) -> None:
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_run, work, folder)
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    engine = create_async_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=60000")
    connection.execute("PRAGMA foreign_keys=OFF")  # a rebuilt table is dropped for a moment; checked at the end


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _run(connection: Connection, work: Callable[[Connection, Config], object], folder: Path) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    work(connection, config)
    if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DatabaseIsBroken("Some rows point to rows that do not exist. Nothing was changed; restore a backup.")


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    for revision in _heads(connection) - known:
        raise DatabaseIsNewer(
            f"This database was written by a newer version of the service (revision {revision}). "
            "Install that version, or restore the backup made before the upgrade. Nothing was changed."
        )


def _upgrade(connection: Connection, config: Config, revision: str, works_as: str) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if works_as:
        wall.check_role(connection, works_as)
    if _heads(connection) == set(ScriptDirectory.from_config(config).get_heads()):
        if not sqlite:
            command.upgrade(config, revision)  # applies nothing, and says what the present code wants
            wall.renew(connection, config.attributes["wall"], works_as)
        return
    _lift(connection)
    command.upgrade(config, revision)
    for statement in config.attributes["triggers"][connection.dialect.name]:
        connection.exec_driver_sql(statement)
    if not sqlite:
        wall.renew(connection, config.attributes["wall"], works_as)


def _downgrade(connection: Connection, config: Config, revision: str) -> None:
    _lift(connection)
    command.downgrade(config, revision)


def _lift(connection: Connection) -> None:
    _lift_triggers(connection)
    if connection.dialect.name != "sqlite":
        wall.lift(connection)


def _lift_triggers(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        found = "SELECT format('DROP TRIGGER %s', name) FROM sqlite_master WHERE type = 'trigger'"
    else:
        found = (
            "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal"
        )
    for statement in connection.exec_driver_sql(found).scalars().all():
        connection.exec_driver_sql(statement)


def _heads(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _write_revision(config: Config, message: str) -> None:
    command.upgrade(config, "head")
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    config.set_section_option("post_write_hooks", "hooks", "ruff")
    config.set_section_option("post_write_hooks", "ruff.type", "exec")
    config.set_section_option("post_write_hooks", "ruff.executable", str(Path(sys.executable).with_name("ruff")))
    config.set_section_option("post_write_hooks", "ruff.options", "format --quiet REVISION_SCRIPT_FILENAME")
    command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m app.db.migrate", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("upgrade", help="migrate the configured database")
    commands.add_parser("revision", help="write the next revision from the models").add_argument("message")
    chosen = parser.parse_args()
    if chosen.command == "revision":
        asyncio.run(write_revision(chosen.message))
    else:
        from app.settings import Settings

        settings = Settings()
        asyncio.run(upgrade(settings.database_owner, works_as=settings.database_role))


if __name__ == "__main__":
    main()
