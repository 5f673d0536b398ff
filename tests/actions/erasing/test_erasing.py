"""What was erased cannot be read again: not from the database, its journal, the documents, nor yesterday's backup."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import make_url, text
from sqlmodel import select

from app.audit.models import LogLeaf
from app.cases.actions.erasures import Erasures
from app.cases.commands.erasing import Erase
from app.cases.errors import CaseNotFound, NothingToErase
from app.db.backup import dump, load
from app.db.database import Database
from app.documents.errors import DocumentNotFound
from app.documents.models import Document, Upload
from app.kernel.protected import open_protected
from app.keys.file import FileKeys
from app.keys.port import KeyDestroyed, Purpose
from app.storage.disk import DiskStorage
from tests.doubles.archive import Archive, raw
from tests.doubles.streams import collected
from tests.postgres import Postgres, administer

SECRET = b"She lives at the house behind the mill. " * 4000
ORDER = "3 Cg 12/26x"


@pytest.fixture
async def yesterday(archive: Archive, tmp_path: Path, request: pytest.FixtureRequest) -> "Yesterday":
    return Yesterday(archive, tmp_path / "backup", request)


class Yesterday:
    """A plain copy of everything an operator would copy but the keys, and a way to read it with given keys."""

    def __init__(self, archive: Archive, folder: Path, request: pytest.FixtureRequest) -> None:
        self.archive, self.folder, self.request = archive, folder, request
        folder.mkdir()

    def take(self) -> None:
        (self.folder / "database").write_bytes(b"".join(dump(self.archive.office.database.url)))
        shutil.copytree(self.archive.office.settings.data_dir / "blobs", self.folder / "blobs")

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        """The copied database, open."""
        if not self.archive.office.database.is_postgres:
            database = Database(f"sqlite+aiosqlite:///{self.folder}/database")
            yield database
            await database.close()
            return
        server: Postgres = self.request.getfixturevalue("postgres")
        name = f"yesterday_{uuid4().hex}"
        await administer(server, f"CREATE DATABASE {name}")
        load(server.url(name), [(self.folder / "database").read_bytes()])
        database = Database(server.url(name))
        yield database
        await database.close()
        await administer(server, f"DROP DATABASE {name} WITH (FORCE)")

    async def read(self, document_id: UUID, keys: FileKeys) -> tuple[bytes, str]:
        """Content and file name of a document, from the copy alone and these keys."""
        async with self.opened() as database:
            wrapped, name = await raw(database, document_id)
            async with database.read() as reader:
                statement = text("SELECT blob FROM documents WHERE wrapped_key = :key")
                (blob,) = await reader.rows(statement.bindparams(key=wrapped).columns())  # type: ignore[arg-type]
        storage = DiskStorage(self.folder / "blobs", keys.domain(Purpose.COURT))
        content = await collected(storage.read(blob[0], wrapped))
        return content, keys.cipher(Purpose.IDENTITY).open(name).decode()


@pytest.mark.parametrize("what", ["document", "case", "year", "class", "court"])
async def test_what_was_erased_is_gone_from_yesterdays_backup_too(
    archive: Archive, yesterday: Yesterday, what: str
) -> None:
    gone = await archive.put("gone", SECRET, "shelter.pdf")
    kept = await archive.put("kept", b"kept", "kept.pdf") if what in ("case", "document") else None
    yesterday.take()
    keys = archive.office.keys
    assert await yesterday.read(gone, keys) == (SECRET, "shelter.pdf")
    names = {
        "document": str(gone),
        "case": archive.cases["gone"].number,
        "year": "2026",
        "class": "criminal",
        "court": str(archive.court.id),
    }
    await archive.office.erasures.erase(Erase.parse(f"{what}:{names[what]}", ORDER), by=None)
    await archive.finish()
    for later in (keys, FileKeys(archive.office.settings.key_ring)):
        with pytest.raises(KeyDestroyed):
            await yesterday.read(gone, later)
    with pytest.raises(KeyDestroyed):
        await archive.content(gone)
    if kept is not None:
        assert await yesterday.read(kept, keys) == (b"kept", "kept.pdf")
        assert await archive.content(kept) == b"kept"


async def test_wrapped_keys_and_names_are_gone_from_every_file_of_the_database(
    archive: Archive, request: pytest.FixtureRequest
) -> None:
    gone, kept = await archive.put("gone", SECRET, "shelter.pdf"), await archive.put("kept", b"kept")
    database = archive.office.database
    traces, others = await raw(database, gone), await raw(database, kept)
    blob = (await archive.row(gone)).blob
    async with database.begin() as uow:
        (await uow.lock(Document, gone)).report = {"findings": []}
    await _written_out(archive, request)
    assert all(_found(trace, archive, request) for trace in (*traces, *others))
    await archive.office.erasures.erase(Erase.parse(f"case:{archive.cases['gone'].number}", ORDER), by=None)
    await archive.finish()
    await _written_out(archive, request)
    assert [_found(trace, archive, request) for trace in traces] == [[], []]
    assert all(_found(trace, archive, request) for trace in others)
    assert not await archive.office.storage.exists(blob)
    row = await archive.row(gone)
    assert (row.wrapped_key, open_protected(row.file_name), row.report) == (b"", "", None)


async def test_the_erasure_itself_is_in_the_log_with_its_order_and_no_word_of_what_it_was(archive: Archive) -> None:
    document = await archive.put("gone", SECRET)
    await archive.office.erasures.erase(Erase.parse(f"document:{document}", ORDER), by=None)
    async with archive.office.database.read() as reader:
        leaf = await reader.first(select(LogLeaf).where(LogLeaf.kind == "documents.erased"))
    assert leaf is not None
    assert leaf.case_id == archive.cases["gone"].id
    assert leaf.payload["order"] == ORDER
    assert leaf.payload["documents"] == 1


async def test_erasing_twice_or_after_a_crash_changes_nothing_more(archive: Archive) -> None:
    await archive.put("gone", SECRET)
    erase = Erase.parse(f"case:{archive.cases['gone'].number}", ORDER)
    scope = await archive.office.erasures.erase(erase, by=None)
    archive.office.keys.erase(scope.keys)  # killed after the keys, before the rows
    await archive.finish()
    serial = archive.office.keys.serial()
    await archive.office.erasures.destroy(scope.keys)
    assert archive.office.keys.serial() == serial


async def test_an_upload_under_way_in_an_erased_case_never_becomes_a_document(archive: Archive) -> None:
    await archive.put("gone", SECRET)
    storage, case = archive.office.storage, archive.cases["gone"]
    upload = await storage.create_upload(limit=100, under=(f"case:{case.id}",))
    await archive.office.erasures.erase(Erase.parse(f"case:{case.number}", ORDER), by=None)
    await archive.finish()
    with pytest.raises(KeyDestroyed):
        await storage.complete(upload)
    with pytest.raises(KeyDestroyed):
        await archive.put("gone", SECRET)


async def test_a_cleaned_copy_goes_with_its_original_and_with_every_version(archive: Archive) -> None:
    original, copy = await archive.put("gone", SECRET), await archive.put("gone", b"cleaned " + SECRET)
    beside = await archive.put("gone", b"beside")
    async with archive.office.database.begin() as uow:
        (await uow.lock(Document, copy)).cleaned_from = original
    scope = await archive.office.erasures.erase(Erase.parse(f"document:{copy}", ORDER), by=None)
    await archive.finish()
    assert len(scope.blobs) == 4
    for document in (original, copy):
        with pytest.raises(KeyDestroyed):
            await archive.content(document)
    assert await archive.content(beside) == b"beside"


async def test_what_does_not_exist_or_has_no_order_is_refused(archive: Archive) -> None:
    erasures: Erasures = archive.office.erasures
    with pytest.raises(CaseNotFound):
        await erasures.erase(Erase.parse("case:CR-1999-1", ORDER), by=None)
    with pytest.raises(DocumentNotFound):
        await erasures.erase(Erase.parse(f"document:{uuid4()}", ORDER), by=None)
    for what, order in (("case:X", ""), ("everything:now", ORDER), ("document:7", ORDER), ("year:", ORDER)):
        with pytest.raises(NothingToErase):
            Erase.parse(what, order)


async def test_a_backup_that_was_put_back_is_emptied_again(archive: Archive) -> None:
    gone, kept = await archive.put("gone", SECRET, "shelter.pdf"), await archive.put("kept", b"kept", "kept.pdf")
    archive.office.keys.erase([f"case:{archive.cases['gone'].id}"])  # erased after the backup was made
    assert await archive.office.erasures.apply_again() == 3
    row = await archive.row(gone)
    assert (row.wrapped_key, open_protected(row.file_name)) == (b"", "")
    assert open_protected((await archive.row(kept)).file_name) == "kept.pdf"
    assert await archive.content(kept) == b"kept"
    assert not await archive.office.storage.exists(row.blob)


async def _written_out(archive: Archive, request: pytest.FixtureRequest) -> None:
    """Have PostgreSQL put its pages on disk; SQLite has."""
    if archive.office.database.is_postgres:
        await administer(request.getfixturevalue("postgres"), "CHECKPOINT")


def _found(trace: bytes, archive: Archive, request: pytest.FixtureRequest) -> list[str]:
    """The files of the database that hold these bytes; of PostgreSQL the tables, not the journal it expires."""
    return [file.name for file in _files(archive, request) if trace in file.read_bytes()]


def _files(archive: Archive, request: pytest.FixtureRequest) -> Iterator[Path]:
    if archive.office.database.is_postgres:
        server: Postgres = request.getfixturevalue("postgres")
        folder = server.socket / "data" / "base"
    else:
        folder = Path(make_url(archive.office.database.url).database or "").parent
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if file.is_file():
                yield file


def test_uploads_are_swept_like_documents() -> None:
    assert "case_id" in Upload.__table__.columns  # type: ignore[attr-defined]
