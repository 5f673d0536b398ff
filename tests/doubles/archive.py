"""A court with cases and stored documents, as the operator's commands see it: rows, keys, encrypted files, the log."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from app.audit.sequencer import Sequencer
from app.auth.models import Person
from app.cases.models import Case, Court
from app.cases.queries.keys import keys_of_case
from app.db.database import Database
from app.db.outbox import Relay
from app.documents.models import Document
from app.documents.steps import Arrival, keep, keep_rendition, take_in
from app.documents.terms import Variant
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.settings import Settings
from app.wiring import BackOffice, back_office
from app.wiring.keyring import log_sequencer
from tests import builders
from tests.doubles.streams import collected


@dataclass(frozen=True, slots=True)
class Archive:
    """One installation. Cases are called by the words the test gives."""

    office: BackOffice
    court: Court
    owner: Person
    cases: dict[str, Case]

    async def case(self, name: str, **given: str) -> Case:
        """A case of that name."""
        if name not in self.cases:
            self.cases[name] = builders.case(self.court.id, **given)
            async with self.office.database.begin() as uow:
                uow.add(self.cases[name])
        return self.cases[name]

    async def put(self, case: str, content: bytes, name: str = "letter.pdf") -> UUID:
        """A document of a case, with a stamped version; gives its id."""
        case_id, at = (await self.case(case)).id, self.office.clock.now()
        async with self.office.database.read() as reader:
            under = await keys_of_case(reader, case_id)
        stored, stamped = [await keep(self.office.storage, data, under) for data in (content, b"stamped " + content)]
        arrival = Arrival(case_id=case_id, owner_id=self.owner.id, file_name=Protected(name), first_byte_at=at)
        async with self.office.database.begin() as uow:
            row = await take_in(uow, stored, arrival, by=None, at=at)
            await keep_rendition(uow, case_id, row.id, Variant.public, stamped, at=at)
        return row.id

    async def row(self, document_id: UUID) -> Document:
        async with self.office.database.read() as reader:
            found = await reader.first(select(Document).where(Document.id == document_id))
        assert isinstance(found, Document)
        return found

    async def content(self, document_id: UUID) -> bytes:
        """The document as it can be read now."""
        row = await self.row(document_id)
        return await collected(self.office.storage.read(row.blob, row.wrapped_key))

    async def finish(self) -> None:
        """Let what was ordered be done."""
        handlers = {"destroy-keys": self.office.erasures.finish}
        await Relay(self.office.database, handlers, self.office.clock).drain()

    async def sign_log(self) -> None:
        """Let the log be folded, and a checkpoint be signed."""
        await sequencer(self.office).step()


def sequencer(office: BackOffice) -> Sequencer:
    """The one that orders and signs this log."""
    return log_sequencer(office.settings, office.clock, office.keys, office.database)


def settings_in(folder: Path, database_url: str, **given: object) -> Settings:
    """An installation whose data are in `folder/var` and whose keys in `folder/keys`."""
    made = {"data_dir": folder / "var", "key_file": folder / "keys" / "root.json", "database_url": database_url}
    return Settings.model_validate({**made, **given})


@asynccontextmanager
async def open_archive(settings: Settings, clock: Clock) -> AsyncIterator[Archive]:
    """A court without cases, in an empty database."""
    async with opened(settings, clock) as office:
        court, owner = builders.court(), builders.person()
        async with office.database.begin() as uow:
            uow.add(court, owner)
        yield Archive(office, court, owner, {})


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[BackOffice]:
    """An installation that exists, closed afterwards."""
    await asyncio.to_thread(settings.data_dir.mkdir, parents=True, exist_ok=True)
    office = back_office(settings, clock)
    try:
        yield office
    finally:
        await office.database.close()


async def raw(database: Database, document_id: UUID) -> tuple[bytes, bytes]:
    """The wrapped key and the sealed file name of a document, as stored."""
    table = Document.__table__  # type: ignore[attr-defined]
    from sqlalchemy import LargeBinary, type_coerce

    name = type_coerce(table.c.file_name, LargeBinary)
    async with database.read() as reader:
        (found,) = await reader.rows(select(table.c.wrapped_key, name).where(table.c.id == document_id))
    return bytes(found[0]), bytes(found[1])
