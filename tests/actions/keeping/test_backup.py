"""A backup brings everything back, shows nothing to a thief, and never passes for whole when it is not."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlmodel import select

from app.audit.models import LogLeaf
from app.db.backup import DatabaseNotCopied, is_empty, query
from app.db.memory import MEMORY
from app.documents.models import Document
from app.kernel.clock import SettableClock
from app.keys.file import FileKeys
from app.keys.port import KeyDestroyed
from app.operator.backup.drill import drill
from app.operator.backup.make import POOL, make_backup, newest_in
from app.operator.backup.manifest import BLOBS, CHECKPOINT, DATABASE, MANIFEST, SIGNATURE, BackupUnusable
from app.operator.backup.restore import restore
from app.settings import Settings
from app.wiring import UNFINISHED, Misconfigured, check
from tests.actions.keeping.conftest import everything
from tests.builders import NOW
from tests.doubles.archive import Archive, opened

SECRET = b"She lives at the house behind the mill. " * 4000
NAME = "shelter-of-Ada.pdf"
GROWN = {"log_leaf", "log_node", "log_tile", "log_checkpoint", "outbox"}  # what restoring itself writes


ANY_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing in it depends on the kind


def quiet(_words: str) -> None:
    """Nobody listens."""


async def back_up(archive: Archive, folder: Path, **given: int) -> Path:
    return await make_backup(archive.office, folder, quiet, **given)


async def test_everything_comes_back_and_the_log_holds(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    documents = {await archive.put("case", content): content for content in (SECRET, b"", b"short")}
    place = await back_up(archive, tmp_path / "backup")
    before, said = await everything(archive.office.database), list[str]()
    assert await restore(elsewhere, clock, tmp_path / "backup", said.append) == 0
    async with opened(elsewhere, clock) as office:
        again = Archive(office, archive.court, archive.owner, archive.cases)
        assert {document: await again.content(document) for document in documents} == documents
        after = await everything(office.database)
        assert {name: count for name, count in after.items() if name not in GROWN} == {
            name: count for name, count in before.items() if name not in GROWN
        }
        async with office.database.read() as reader:
            leaf = await reader.first(select(LogLeaf).where(LogLeaf.kind == "audit.backup-restored"))
        assert leaf is not None
        assert leaf.payload["taken_at"] == NOW.isoformat()
    assert any(line.startswith("ok: ") for line in said)
    assert f"{place}: made 2026-11-23 09:00 UTC" in said[0]
    assert any("documents: 6, each whole" in line for line in said)


async def test_what_was_erased_after_the_backup_does_not_come_back(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    gone, kept = await archive.put("gone", SECRET, NAME), await archive.put("kept", b"kept")
    await back_up(archive, tmp_path / "backup")
    archive.office.keys.erase([f"case:{archive.cases['gone'].id}"])
    said: list[str] = []
    assert await restore(elsewhere, clock, tmp_path / "backup", said.append) == 0
    async with opened(elsewhere, clock) as office:
        again = Archive(office, archive.court, archive.owner, archive.cases)
        row = await again.row(gone)
        assert row.wrapped_key == b""
        with pytest.raises(KeyDestroyed):
            await again.content(gone)
        assert not await office.storage.exists(row.blob)
        assert await again.content(kept) == b"kept"
    assert "erased again: 3 fields" in " ".join(said)


async def test_a_stolen_backup_shows_nothing_but_how_much_there_is(archive: Archive, tmp_path: Path) -> None:
    await archive.put("case", SECRET, NAME)
    place = await back_up(archive, tmp_path / "backup")
    words = [
        SECRET[:40],
        NAME.encode(),
        b"Ada Berger",
        archive.cases["case"].number.encode(),
        b"Trafficking",
        b"Lindental",
    ]
    key_file = archive.office.settings.key_ring.read_text()
    secrets = [found.encode() for found in re.findall(r"[A-Za-z0-9+/]{40,}", key_file)]
    found = [
        (file.name, word)
        for file in (tmp_path / "backup").rglob("*")
        if file.is_file()
        for word in (*words, *secrets)
        if word in file.read_bytes()
    ]
    assert found == []
    assert secrets
    assert {file.name for file in place.iterdir()} == {DATABASE, BLOBS, CHECKPOINT, MANIFEST, SIGNATURE}
    assert {oct(file.stat().st_mode & 0o077) for file in (tmp_path / "backup").rglob("*")} == {"0o0"}


DAMAGE: dict[str, Callable[[Path], object]] = {
    DATABASE: lambda backup: flip(backup / DATABASE),
    BLOBS: lambda backup: (backup / BLOBS).write_text(""),
    CHECKPOINT: lambda backup: flip(backup / CHECKPOINT),
    MANIFEST: lambda backup: (backup / MANIFEST).write_text((backup / MANIFEST).read_text().replace("09:00", "08:00")),
    SIGNATURE: lambda backup: (backup / SIGNATURE).unlink(),
    "a document": lambda backup: flip(next((backup.parent / POOL).rglob("??/*"))),
    "a missing document": lambda backup: next((backup.parent / POOL).rglob("??/*")).unlink(),
}


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("what", DAMAGE)
@ANY_DATABASE
async def test_a_damaged_backup_is_refused_with_a_sentence_and_fails_the_drill(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path, what: str
) -> None:
    await archive.put("case", SECRET)
    place = await back_up(archive, tmp_path / "backup")
    DAMAGE[what](place)
    with pytest.raises(BackupUnusable) as refused:
        await restore(elsewhere, clock, place, quiet)
    assert str(refused.value).endswith((".", ". Use another backup."))
    if what.startswith("a "):
        assert await drill(archive.office.settings, place, quiet) == 1
    else:
        with pytest.raises(BackupUnusable):
            await drill(archive.office.settings, place, quiet)


@ANY_DATABASE
async def test_a_backup_of_another_court_or_for_other_keys_is_refused(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    place = await back_up(archive, tmp_path / "backup")
    foreign = elsewhere.model_copy(update={"key_file": tmp_path / "foreign" / "root.json"})
    with pytest.raises(BackupUnusable, match="Put the newest copy"):
        await restore(foreign, clock, place, quiet)
    FileKeys(foreign.key_ring)
    with pytest.raises(BackupUnusable, match="not made with the keys of this court"):
        await restore(foreign, clock, place, quiet)


@ANY_DATABASE
async def test_an_old_copy_of_the_key_file_is_refused_before_it_loses_anything(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    older = tmp_path / "older.json"
    older.touch(0o600)
    older.write_bytes(archive.office.settings.key_ring.read_bytes())
    archive.office.keys.erase(["case:gone"])
    place = await back_up(archive, tmp_path / "backup")
    with pytest.raises(BackupUnusable, match="older copy"):
        await restore(elsewhere.model_copy(update={"key_file": older}), clock, place, quiet)


async def test_nothing_is_ever_overwritten(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    await archive.put("case", SECRET)
    place = await back_up(archive, tmp_path / "backup")
    before = await everything(archive.office.database)
    with pytest.raises(BackupUnusable, match="already"):
        await restore(archive.office.settings, clock, place, quiet)
    assert await everything(archive.office.database) == before
    assert await restore(elsewhere, clock, place, quiet) == 0
    with pytest.raises(BackupUnusable, match="already"):
        await restore(elsewhere, clock, place, quiet)
    with pytest.raises(BackupUnusable, match="of this moment already"):
        await back_up(archive, tmp_path / "backup")


@ANY_DATABASE
async def test_a_checkpoint_kept_outside_tells_how_much_came_after_the_backup(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    place = await back_up(archive, tmp_path / "backup")
    clock.advance(timedelta(hours=1))
    await archive.put("case", b"filed after the backup")
    later = await back_up(archive, tmp_path / "later")
    said: list[str] = []
    assert await restore(elsewhere, clock, place, said.append, kept=later / CHECKPOINT) == 0
    assert any(line.startswith("  3 entries, by the checkpoint") for line in said)


async def test_the_drill_reads_every_document_checks_the_log_and_leaves_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    await archive.put("case", SECRET, NAME)
    await archive.put("gone", b"erased since")
    place, said = await back_up(archive, tmp_path / "backup"), list[str]()
    archive.office.keys.erase([f"case:{archive.cases['gone'].id}"])
    files = {file for file in tmp_path.rglob("*") if file.suffix not in (".db-wal", ".db-shm")}
    assert await drill(archive.office.settings, tmp_path / "backup", said.append) == 0
    assert {file for file in tmp_path.rglob("*") if file.suffix not in (".db-wal", ".db-shm")} == files
    assert not any(f"-{os.getpid()}-" in left.name for left in MEMORY.glob("ejustice-*"))
    assert any("4 read, 0 damaged or missing, 2 erased since" in line for line in said)
    assert any("agree with the checkpoint" in line for line in said)
    assert said[-2] == "This backup would do."
    assert newest_in(tmp_path / "backup") == place
    if archive.office.database.is_postgres:
        left = query(
            make_url(archive.office.database.url), "SELECT count(*) FROM pg_database WHERE datname LIKE '%drill%'"
        )
        assert left == "0"


@ANY_DATABASE
async def test_the_drill_notices_a_document_that_is_not_what_the_record_says(archive: Archive, tmp_path: Path) -> None:
    document, said = await archive.put("case", SECRET), list[str]()
    async with archive.office.database.begin() as uow:
        (await uow.lock(Document, document)).sha256 = "0" * 64
    place = await back_up(archive, tmp_path / "backup")
    assert await drill(archive.office.settings, place, said.append) == 1
    assert any("2 read, 1 damaged or missing" in line for line in said)
    assert said[-2] == "THIS BACKUP WOULD NOT DO."


@ANY_DATABASE
async def test_documents_are_copied_once_and_old_backups_let_go(
    archive: Archive, clock: SettableClock, tmp_path: Path
) -> None:
    folder, said = tmp_path / "backup", list[str]()
    gone = await archive.put("gone", SECRET)
    first = await back_up(archive, folder)
    await archive.office.storage.delete((await archive.row(gone)).blob)
    for _ in range(2):
        clock.advance(timedelta(days=1))
        await archive.put("kept", b"kept")
        await make_backup(archive.office, folder, said.append, keep=2)
    assert [line for line in said if line.startswith("documents:")] == [
        "documents: 3, of them 2 new",
        "documents: 5, of them 2 new",
    ]
    assert len([path for path in folder.iterdir() if path.name != POOL]) == 2
    assert not first.exists()
    assert not any((folder / POOL).rglob((await archive.row(gone)).blob))
    assert await drill(archive.office.settings, folder, quiet) == 1  # the document that storage lost is missed


@ANY_DATABASE
async def test_a_court_does_not_open_on_half_a_restore(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path
) -> None:
    await archive.put("case", SECRET)
    place = await back_up(archive, tmp_path / "backup")
    hidden = next((tmp_path / "backup" / POOL).rglob("??/*"))
    hidden.rename(hidden.with_suffix(".hidden"))
    with pytest.raises(BackupUnusable, match="missing"):
        await restore(elsewhere, clock, place, quiet)
    with pytest.raises(Misconfigured, match="goes on where it stopped"):
        check(elsewhere)
    hidden.with_suffix(".hidden").rename(hidden)
    assert await restore(elsewhere, clock, place, quiet) == 0
    assert not (elsewhere.data_dir / UNFINISHED).exists()
    check(elsewhere)


@ANY_DATABASE
async def test_a_database_that_cannot_be_copied_leaves_no_backup_behind(archive: Archive, tmp_path: Path) -> None:
    missing = archive.office.settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{tmp_path}/none.db"})
    with pytest.raises(DatabaseNotCopied):
        await make_backup(replace(archive.office, settings=missing), tmp_path / "backup", quiet)
    with pytest.raises(BackupUnusable, match="no complete backup"):
        newest_in(tmp_path / "backup")
    await back_up(archive, tmp_path / "backup")
    assert [path.name for path in (tmp_path / "backup").iterdir() if path.name.startswith(".")] == []


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from app.kernel.clock import SystemClock
from app.operator.backup.make import make_backup
from app.operator.backup.restore import restore
from app.settings import Settings
from app.wiring import back_office

what, folder, left = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])

def dying(name):
    real = getattr(os, name)
    def step(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(os, name, step)

async def main():
    clock = SystemClock()
    office = back_office(Settings(), clock) if what == "backup" else None
    for name in ("fsync", "replace", "pwrite"):
        dying(name)
    if office:
        await make_backup(office, folder, print)
        await office.database.close()
    else:
        sys.exit(await restore(Settings(), clock, folder, print))

asyncio.run(main())
"""
FEW, MANY = (9,), tuple(range(1, 40))


@pytest.mark.parametrize("stops", [FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=["few", "many"])
async def test_a_backup_and_a_restore_killed_anywhere_go_on_to_the_end(
    archive: Archive, elsewhere: Settings, clock: SettableClock, tmp_path: Path, stops: tuple[int, ...]
) -> None:
    documents = {await archive.put("case", b"%d" % number * 70_000): number for number in range(3)}
    folder = tmp_path / "backup"
    for what, settings in (("backup", archive.office.settings), ("restore", elsewhere)):
        for stop in (*stops, 100_000):
            child = _child(settings, what, folder, stop)
            if child.returncode == 0:
                break
            assert child.returncode == -9, child.stdout + child.stderr
            if what == "backup":
                if any(folder.glob(f"[0-9]*/{MANIFEST}")):  # killed after it was whole
                    break
                with pytest.raises(BackupUnusable):
                    newest_in(folder)
            elif (settings.data_dir / UNFINISHED).exists():
                with pytest.raises(Misconfigured):
                    check(settings)
            else:  # nothing was begun
                assert is_empty(settings.database)
    assert child.returncode == 0
    async with opened(elsewhere, clock) as office:
        again = Archive(office, archive.court, archive.owner, archive.cases)
        for document, number in documents.items():
            assert await again.content(document) == b"%d" % number * 70_000


def _child(settings: Settings, what: str, folder: Path, stop: int) -> "subprocess.CompletedProcess[str]":
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EJ_")},
        "EJ_DATA_DIR": str(settings.data_dir),
        "EJ_KEY_FILE": str(settings.key_file),
        "EJ_DATABASE_URL": settings.database_url,
    }
    command = [sys.executable, "-c", KILLED, what, str(folder), str(stop)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
