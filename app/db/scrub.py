"""Makes the database forget what was overwritten: the pages of the journal, dead rows."""

from sqlalchemy import text

from app.db.database import Database
from app.db.sealed import sealed_columns
from app.kernel.errors import N_, Unavailable

QUICKLY = 256 * 1024 * 1024  # bytes of a table that is written anew within a second or two


class StillRead(Unavailable):
    code = "still-read"
    title = N_("Somebody is still reading an earlier state of the database.")
    hint = N_("It is tried again by itself.")


async def scrub(database: Database) -> None:
    """Take overwritten values of sealed columns out of the files of the database.

    SQLite writes zeros over them (secure_delete) and is asked to empty its journal; raises StillRead while a
    reader needs that. PostgreSQL leaves the bytes of dead rows in their pages, so a table is written anew, or,
    when that would hold everybody up, vacuumed; its journal and any archive of that are the operator's to expire.
    """
    await (_vacuum(database) if database.is_postgres else _empty_journal(database))


async def _vacuum(database: Database) -> None:
    """By the owner of the tables: for anybody else PostgreSQL passes them over with a warning."""
    async with database.owner.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        for name in sorted({sealed.table.name for sealed in sealed_columns()}):
            size = (await connection.execute(text(f"SELECT pg_table_size('{name}')"))).scalar_one()
            await connection.execute(text(f"VACUUM {'' if size > QUICKLY else '(FULL)'} {name}"))


async def _empty_journal(database: Database) -> None:
    async with database.writer.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = await cursor.fetchone()
        await cursor.close()
    if busy:
        raise StillRead()
