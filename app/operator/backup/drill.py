"""A restore drill: puts the newest backup into a scratch place, reads every document, checks the log, leaves nothing.

The scratch database is in memory (`/dev/shm`) or a database of its own on the same PostgreSQL server, and
documents are read where they lie in the backup, into memory: nothing readable touches a disk.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import LargeBinary, make_url, select, type_coerce
from sqlmodel import col

from app.db.acting import as_system
from app.db.backup import DatabaseNotCopied, load, query
from app.db.database import Database
from app.db.memory import folder_in_memory
from app.db.migrate import upgrade
from app.documents.models import Document, Rendition
from app.kernel.clock import SettableClock
from app.kernel.errors import Refusal
from app.keys.port import KeyDestroyed, Keys, Purpose
from app.operator.backup import pool
from app.operator.backup.make import POOL, newest_in
from app.operator.backup.manifest import CHECKPOINT, DATABASE
from app.operator.backup.restore import check_backup
from app.operator.backup.sealed import read_sealed
from app.operator.log import check_log
from app.settings import Settings
from app.storage.blob import BATCH_CHUNKS, Blob
from app.wiring.keyring import open_keys

_BATCH = 500
Say = Callable[[str], None]


@as_system
async def drill(settings: Settings, folder: Path, say: Say) -> int:
    """Try out the newest backup of a folder; 0 when it would do, 1 when not. Raises as `restore` does."""
    started = time.monotonic()
    backup, keys = newest_in(folder), open_keys(settings)
    manifest = await asyncio.to_thread(check_backup, backup, keys)
    say(f"{backup}: made {manifest.taken_at:%Y-%m-%d %H:%M} UTC, {manifest.log_size} entries in its log")
    with _scratch(settings) as scratch:
        stream = read_sealed(backup / DATABASE, keys, manifest.backup_key)
        await asyncio.to_thread(load, scratch.database, stream)
        await upgrade(scratch.database)
        say("the database can be restored")
        damaged = await _read_everything(scratch, keys, backup.parent / POOL, say)
        then = SettableClock(manifest.taken_at)  # an entry may have waited for its place when the copy was made
        broken = await check_log(scratch, then, (backup / CHECKPOINT).read_text(), say)
    good = not broken and not damaged
    say("This backup would do." if good else "THIS BACKUP WOULD NOT DO.")
    say(f"It took {time.monotonic() - started:.0f} s; nothing of it is left.")
    return 0 if good else 1


@contextmanager
def _scratch(settings: Settings) -> Iterator[Settings]:
    """The same installation over a database that is gone afterwards, whatever happens."""
    url = make_url(settings.database_owner)
    if url.drivername.startswith("sqlite"):
        with folder_in_memory() as place:
            yield settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{place}/scratch.db"})
        return
    name = f"ejustice_drill_{uuid4().hex}"
    for left in query(url, "SELECT datname FROM pg_database WHERE datname LIKE 'ejustice\\_drill\\_%'").split():
        with suppress(DatabaseNotCopied):  # of a drill that was stopped; one that runs is in use, and stays
            query(url, f"DROP DATABASE {left}")
    query(url, f"CREATE DATABASE {name}")
    try:
        there = url.set(database=name).render_as_string(hide_password=False)
        yield settings.model_copy(update={"database_url": there, "database_owner_url": ""})
    finally:
        query(url, f"DROP DATABASE {name} WITH (FORCE)")


async def _read_everything(scratch: Settings, keys: Keys, documents: Path, say: Say) -> int:
    """Read each document and each version of one, and compare with what the record says; how many differ."""
    database, read, damaged, erased = Database(scratch.database), 0, 0, 0
    try:
        for model in (Document, Rendition):
            async for row in _rows(database, model):
                read += 1
                try:
                    whole = await asyncio.to_thread(_hash, documents, keys, row.blob, bytes(row.wrapped))
                    damaged += whole != row.sha256
                except KeyDestroyed:
                    erased += 1
                except Refusal:
                    damaged += 1
                if not read % _BATCH:
                    say(f"documents: {read} read")
    finally:
        await database.close()
    say(f"documents: {read} read, {damaged} damaged or missing, {erased} erased since")
    return damaged


async def _rows(database: Database, model: type[Document] | type[Rendition]) -> AsyncIterator[Any]:
    wrapped = type_coerce(col(model.wrapped_key), LargeBinary).label("wrapped")
    after = None
    while True:
        wanted = (
            select(col(model.id), col(model.blob), col(model.sha256), wrapped).order_by(col(model.id)).limit(_BATCH)
        )
        async with database.read() as reader:
            rows = await reader.rows(wanted if after is None else wanted.where(col(model.id) > after))
        for row in rows:
            yield row
        if not rows:
            return
        after = rows[-1].id


def _hash(documents: Path, keys: Keys, blob_id: str, wrapped: bytes) -> str:
    """SHA-256 of what is inside, hex; raises what reading a document raises."""
    blob = Blob.open(pool.place(documents, blob_id), keys.unwrap(Purpose.COURT, wrapped, blob_id.encode()))
    digest = sha256()
    try:
        for first in range(0, blob.count, BATCH_CHUNKS):
            digest.update(blob.chunks(first))
    finally:
        os.close(blob.handle)
    return digest.hexdigest()
