"""Puts a backup back into an empty place, step by step; stopped anywhere, it is run again and goes on.

Nothing is overwritten, and the service does not start on a court that is only half there. What was erased
after the backup was made is erased again, every sign-in ends, and the whole log is checked at the end.
"""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlmodel import col, update

from app.audit.events import BackupRestored
from app.audit.kept import KeptCheckpoint
from app.audit.log import append
from app.auth.models import SignIn
from app.db.acting import as_system
from app.db.backup import is_empty, load
from app.db.migrate import upgrade
from app.kernel.clock import Clock
from app.keys.port import Keys
from app.operator.backup import pool
from app.operator.backup.make import POOL, newest_in
from app.operator.backup.manifest import BLOBS, CHECKPOINT, DATABASE, BackupUnusable, Manifest
from app.operator.backup.sealed import read_sealed
from app.operator.log import check_log
from app.settings import Settings
from app.storage import durable
from app.wiring import UNFINISHED, BackOffice, back_office
from app.wiring.keyring import log_keys, log_sequencer, open_keys

_DATABASE_IS_IN = b"database"
_TELL_EVERY = 500
Say = Callable[[str], None]


@as_system
async def restore(settings: Settings, clock: Clock, folder: Path, say: Say, *, kept: Path | None = None) -> int:
    """Restore the newest backup of a folder, or the one it is; 0 when the log holds, 1 when not.

    `kept` is a checkpoint that was kept outside: it tells how many entries came after the backup. Raises
    BackupUnusable, DatabaseNotCopied, DatabaseIsNewer.
    """
    backup, keys = newest_in(folder), _keys(settings)
    manifest = await asyncio.to_thread(_checked, backup, keys, settings)
    say(f"{backup}: made {manifest.taken_at:%Y-%m-%d %H:%M} UTC, {manifest.log_size} entries in its log")
    mark = settings.data_dir / UNFINISHED
    await asyncio.to_thread(_begin, mark, backup, settings)
    await asyncio.to_thread(_put_documents_back, backup, settings, say)
    if not mark.read_bytes().endswith(_DATABASE_IS_IN):
        stream = read_sealed(backup / DATABASE, keys, manifest.backup_key)
        await asyncio.to_thread(_put_database_back, settings, stream)
        await asyncio.to_thread(durable.replace, mark, mark.read_bytes() + _DATABASE_IS_IN)
        say("the database is in place")
    await upgrade(settings.database_owner, works_as=settings.database_role)
    office = back_office(settings, clock)
    try:
        await _set_right(office, manifest, say)
    finally:
        await office.database.close()
    code = await check_log(settings, clock, (backup / CHECKPOINT).read_text(), say)
    mark.unlink()
    await _tell_what_is_lost(settings, manifest, kept, say)
    return code


def _keys(settings: Settings) -> Keys:
    """The keys that are in place; restoring never makes new ones."""
    if not settings.key_ring.exists():
        raise BackupUnusable(
            f"There is no key file at {settings.key_ring}. Put the newest copy of the court's key file there first: "
            "without it nothing in a backup can be read."
        )
    return open_keys(settings)


def check_backup(backup: Path, keys: Keys) -> Manifest:
    """The manifest of a backup that is ours and whole; raises BackupUnusable. Documents are looked at as they come."""
    manifest = Manifest.read(backup, keys)
    for name, part in manifest.parts.items():
        file = backup / name
        if not file.is_file() or file.stat().st_size != part.size or pool.hash_of(file) != part.sha256:
            raise BackupUnusable(f"{file} is damaged. Use another backup.")
    if manifest.key_serial > keys.serial():
        raise BackupUnusable(
            f"The key file here is an older copy (change {keys.serial()}) than this backup needs (change "
            f"{manifest.key_serial}). Put the newest copy in its place."
        )
    return manifest


def _checked(backup: Path, keys: Keys, settings: Settings) -> Manifest:
    manifest = check_backup(backup, keys)
    if manifest.database != ("sqlite" if settings.database.startswith("sqlite") else "postgresql"):
        raise BackupUnusable(f"This backup is of a court on {manifest.database}; EJ_DATABASE_URL names another kind.")
    return manifest


def _begin(mark: Path, backup: Path, settings: Settings) -> None:
    """Make sure that the place is empty, or that this very restore was begun in it."""
    durable.folder(mark.parent)
    if mark.exists():
        if not mark.read_bytes().startswith(f"{backup.name}\n".encode()):
            raise BackupUnusable(
                "The restore of another backup was begun here. Finish that, or begin in an empty place."
            )
        return
    blobs = Path(settings.storage.removeprefix("file:")) / "blobs"
    if not is_empty(settings.database_owner) or any(pool.blobs_in(blobs)):
        raise BackupUnusable("There is a court in this place already. Restore into an empty one. Nothing was changed.")
    durable.replace(mark, f"{backup.name}\n".encode())


def _put_documents_back(backup: Path, settings: Settings, say: Say) -> None:
    root = durable.folder(Path(settings.storage.removeprefix("file:")))
    target, source = durable.folder(root / "blobs"), backup.parent / POOL
    names = (backup / BLOBS).read_text().splitlines()
    for number, name in enumerate(names, 1):
        try:
            pool.copy(pool.place(source, name), target)
        except FileNotFoundError as reason:
            raise BackupUnusable(f"The encrypted document {name} is missing from {source}.") from reason
        if not number % _TELL_EVERY:
            say(f"documents: {number} of {len(names)}")
    say(f"documents: {len(names)}, each whole")


def _put_database_back(settings: Settings, stream: Iterator[bytes]) -> None:
    """All or nothing; one that a stopped restore had completed is taken as it is."""
    if is_empty(settings.database_owner):
        load(settings.database_owner, stream)


async def _set_right(office: BackOffice, manifest: Manifest, say: Say) -> None:
    """Apply what must not come back: what was erased since, and every sign-in that was open then."""
    emptied, at = await office.erasures.apply_again(), office.clock.now()
    async with office.database.begin() as uow:
        ending = update(SignIn).where(col(SignIn.ended_at).is_(None))
        await uow.execute(ending.values(ended_at=at, ended_because="restored"))
        event = BackupRestored(taken_at=manifest.taken_at, log_size=manifest.log_size, emptied=emptied)
        await append(uow, event, by=None, at=at)
    await log_sequencer(office.settings, office.clock, office.keys, office.database).step()
    say(f"erased again: {emptied} fields; every sign-in was ended")


async def _tell_what_is_lost(settings: Settings, manifest: Manifest, kept: Path | None, say: Say) -> None:
    say(f"What was done after {manifest.taken_at:%Y-%m-%d %H:%M:%S} UTC is not in this backup:")
    say("  filings and hearings since; accounts closed, tokens revoked and rights taken away since stand again;")
    say("  notices that were sent since will be sent once more.")
    if kept is None:
        say("  With a checkpoint that was kept outside (--checkpoint) it can be said how many entries.")
        return
    newest = KeptCheckpoint.open(kept.read_text(), log_keys(settings, open_keys(settings)))
    say(f"  {max(newest.tree.size - manifest.log_size, 0)} entries, by the checkpoint in {kept}.")
    say("  Whoever holds that checkpoint will see the break; publish when and why this court was restored.")
