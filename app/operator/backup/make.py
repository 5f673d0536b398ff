"""Makes a backup of a court that works: database, log and documents, readable with the court's keys alone.

One folder holds many backups. Documents lie in it once, each backup is a folder named by its moment and
appears when it is whole. Stopped anywhere, it is run again and does not copy twice.
"""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import func, select

from app.audit.events import BackupMade
from app.audit.kept import export_checkpoint
from app.audit.log import append
from app.audit.queries import latest_checkpoint
from app.db.backup import dump
from app.documents.models import Document
from app.keys.port import Purpose
from app.operator.backup import pool
from app.operator.backup.manifest import BLOBS, CHECKPOINT, DATABASE, MANIFEST, BackupUnusable, Manifest, Part
from app.operator.backup.sealed import write_sealed
from app.storage import durable
from app.wiring import BackOffice
from app.wiring.keyring import log_keys, log_sequencer

POOL = "documents"
_NAME = "%Y-%m-%dT%H-%M-%SZ"
_PART = ".part"
_TELL_EVERY = 500
Say = Callable[[str], None]


async def make_backup(office: BackOffice, folder: Path, say: Say, *, keep: int | None = None) -> Path:
    """Add one backup to a folder, and let go of all but the `keep` newest; gives its place.

    Raises BackupUnusable, DatabaseNotCopied, OSError.
    """
    at = office.clock.now()
    final = folder / at.astimezone(UTC).strftime(_NAME)
    if await asyncio.to_thread(final.exists):
        raise BackupUnusable(f"There is a backup of this moment already: {final}")
    part = await asyncio.to_thread(_begin, folder, final.name)
    size = await _checkpoint(office, part, at)
    say(f"the log: {size} entries")
    sealed = await asyncio.to_thread(write_sealed, part / DATABASE, dump(office.settings.database_owner), office.keys)
    say(f"the database: {sealed.size / 1e6:.1f} MB, encrypted")
    await asyncio.to_thread(_copy_documents, office, folder / POOL, part, say)
    await asyncio.to_thread(_finish, office, part, final, at, size, await _documents(office))
    if keep is not None:
        await asyncio.to_thread(_forget, folder, keep)
    return final


def newest_in(folder: Path) -> Path:
    """The backup at a place, or the newest of those in it; raises BackupUnusable."""
    if (folder / MANIFEST).is_file():
        return folder
    found = _whole(folder)
    if not found:
        raise BackupUnusable(f"There is no complete backup in {folder}.")
    return found[-1]


def _begin(folder: Path, name: str) -> Path:
    """A private place for the new one; what earlier ones left that never became whole goes."""
    durable.folder(folder)
    for left in folder.glob(f".*{_PART}"):
        shutil.rmtree(left)
    return durable.folder(folder / f".{name}{_PART}")


async def _checkpoint(office: BackOffice, part: Path, at: datetime) -> int:
    """Record the backup, and keep the newest checkpoint before the database is copied: the copy has all of it."""
    async with office.database.begin() as uow:
        await append(uow, BackupMade(key_serial=office.keys.serial()), by=None, at=at)
    await log_sequencer(office.settings, office.clock, office.keys, office.database).step()
    async with office.database.read() as reader:
        signed = await latest_checkpoint(reader)
        assert signed is not None
        text = "".join([piece async for piece in export_checkpoint(reader, signed.size)])
    await asyncio.to_thread(durable.replace, part / CHECKPOINT, text.encode())
    return signed.size


def _copy_documents(office: BackOffice, target: Path, part: Path, say: Say) -> None:
    source = Path(office.settings.storage.removeprefix("file:")) / "blobs"
    durable.folder(target)
    lines, copied = [], 0
    for number, blob in enumerate(pool.blobs_in(source), 1):
        try:
            copied += pool.copy(blob, target)
        except FileNotFoundError:  # it was let go of meanwhile: no row of the copy names it, or it was erased
            continue
        lines.append(f"{blob.name}\n")
        if not number % _TELL_EVERY:
            say(f"documents: {number}, of them {copied} new")
    durable.replace(part / BLOBS, "".join(lines).encode())
    say(f"documents: {len(lines)}, of them {copied} new")


def _finish(office: BackOffice, part: Path, final: Path, at: datetime, size: int, documents: int) -> None:
    parts = {name: Part(pool.hash_of(part / name), (part / name).stat().st_size) for name in (DATABASE, BLOBS)}
    parts[CHECKPOINT] = Part(pool.hash_of(part / CHECKPOINT), (part / CHECKPOINT).stat().st_size)
    manifest = Manifest(
        court=log_keys(office.settings, office.keys)[0].name,
        taken_at=at,
        database="postgresql" if office.database.is_postgres else "sqlite",
        key_serial=office.keys.serial(),
        backup_key=max(office.keys.versions(Purpose.BACKUP)),
        log_size=size,
        documents=documents,
        parts=parts,
    )
    manifest.write(part, office.keys)
    durable.sync_folder(part)
    part.rename(final)
    durable.sync_folder(final.parent)


async def _documents(office: BackOffice) -> int:
    async with office.database.read() as reader:
        return await reader.first(select(func.count()).select_from(Document)) or 0


def _whole(folder: Path) -> list[Path]:
    return sorted(manifest.parent for manifest in folder.glob(f"[0-9]*/{MANIFEST}"))


def _forget(folder: Path, keep: int) -> None:
    """Remove older backups, and the documents that no backup names any more."""
    whole = _whole(folder)
    for old in whole[: -max(keep, 1)]:
        old.rename(folder / f".{old.name}{_PART}")
        shutil.rmtree(folder / f".{old.name}{_PART}")
    named = {line for backup in _whole(folder) for line in (backup / BLOBS).read_text().splitlines()}
    for blob in list(pool.blobs_in(folder / POOL)):
        if blob.name not in named:
            blob.unlink()
