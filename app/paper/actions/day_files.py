"""The file of one day as one PDF for the bench: each hearing's docket and documents, as far as the reader may read.

Reading is an act: a leaf for each document is committed before a byte is taken out of storage.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.audit.disclosure import Disclosed
from app.audit.log import append
from app.auth.views import Principal
from app.cases.queries import case_file, docket
from app.cases.views import EntryView
from app.db.database import Database, UnitOfWork
from app.documents.events import DocumentRead
from app.documents.steps import whole
from app.filings.queries.whole_file import OnFile, whole_file
from app.hearings.models import Hearing
from app.hearings.queries import Look, hearing_view
from app.hearings.terms import KIND_WORDS
from app.hearings.views import HearingView
from app.kernel.clock import Clock
from app.kernel.errors import N_
from app.kernel.zones import local
from app.paper.errors import DayFileTooLarge
from app.paper.events import FilePrinted
from app.paper.queries import hearings_to_print
from app.pdf.port import PdfTools
from app.pdf.writer import Paper, Rows, Section, Text, write
from app.storage.port import DocumentDamaged, DocumentMissing, Storage

LARGEST = 100 * 1024 * 1024
"""Bytes of documents in one bound file: they are in memory at once, as read and as made."""
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Bound:
    """The PDF under a name made of numbers."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class _Folder:
    """What is printed for one hearing."""

    hearing: HearingView
    entries: list[EntryView]
    documents: list[OnFile]


class DayFiles:
    """Puts together what judges and clerks take along to the hearings of a day."""

    def __init__(self, database: Database, storage: Storage, pdf: PdfTools, clock: Clock) -> None:
        self._database, self._storage, self._pdf, self._clock = database, storage, pdf, clock

    async def print(
        self,
        by: Principal,
        day: date | None,
        hearing_id: UUID | None = None,
        say: Say = str,
        language: str = "en",
    ) -> Disclosed[Bound]:
        """The file of the day, or of one hearing of it. Raises OnlyForTheBench, DayFileTooLarge."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await hearings_to_print(uow, by, day, at, hearing_id)
            folders = [await _folder(uow, row, Look(by, at, say)) for row in found.hearings]
            if sum(one.content.size for folder in folders for one in folder.documents) > LARGEST:
                raise DayFileTooLarge(limit=LARGEST)
            for folder in folders:
                await _record(uow, folder, by, at)
        parts: list[tuple[str, bytes]] = []
        for folder in folders:
            parts += await self._parts(folder, say, language)
        if not parts:
            parts = [(found.court, _nothing(found.court, found.day, say, language))]
        content = await self._bound(parts, say, language)
        return Disclosed(Bound(content, f"hearings-{found.day.isoformat()}.pdf"))

    async def _parts(self, folder: _Folder, say: Say, language: str) -> list[tuple[str, bytes]]:
        cover = await asyncio.to_thread(write, _cover(folder, say, language))
        title = f"{folder.hearing.case_number} · {folder.hearing.wall_time.partition('T')[2]}"
        parts = [(title, cover)]
        for one in folder.documents:
            try:
                content = await whole(self._storage, one.content)
            except (DocumentDamaged, DocumentMissing):
                content = b""  # said at the end, like one that cannot be opened
            parts.append((_title(folder.hearing, one), content))
        return parts

    async def _bound(self, parts: list[tuple[str, bytes]], say: Say, language: str) -> bytes:
        content, left_out = await self._pdf.bind(parts)
        if not left_out:
            return content
        missing = "\n".join(parts[place][0] for place in left_out)
        words = say(N_("These documents could not be opened for printing. Open them from the page of the case."))
        title = say(N_("Not in this file"))
        page = write(Paper(title=title, sections=(Section("", (Text(words), Text(missing))),), language=language))
        kept = [part for place, part in enumerate(parts) if place not in left_out]
        return (await self._pdf.bind([*kept, (title, page)]))[0]


async def _folder(uow: UnitOfWork, row: Hearing, look: Look) -> _Folder:
    file = await case_file(uow, row.case_id, look.principal)
    return _Folder(await hearing_view(uow, row, look), await docket(uow, file), await whole_file(uow, file))


async def _record(uow: UnitOfWork, folder: _Folder, by: Principal, at: datetime) -> None:
    case_id = folder.hearing.case_id
    for one in folder.documents:
        if not one.own:
            read = DocumentRead(case_id=case_id, document_id=one.document.id, rendition=one.variant)
            await append(uow, read, by=by.by, at=at)
    printed = FilePrinted(case_id=case_id, hearing_id=folder.hearing.id, documents=len(folder.documents))
    await append(uow, printed, by=by.by, at=at)


def _cover(folder: _Folder, say: Say, language: str) -> Paper:
    hearing = folder.hearing
    day, _, clock = hearing.wall_time.partition("T")
    people = Rows(
        (say(N_("Name")), say(N_("Part"))), tuple((one.label, one.part) for one in hearing.participants), (2, 1)
    )
    counted = {entry.id: sum(1 for one in folder.documents if one.entry.id == entry.id) for entry in folder.entries}
    lines = Rows(
        (say(N_("No.")), say(N_("Entry")), say(N_("Received")), say(N_("Documents here"))),
        tuple(
            (_number(one.number), one.title, _day(one, hearing.zone), str(counted[one.id])) for one in folder.entries
        ),
        (1, 6, 2, 2),
    )
    return Paper(
        title=f"{hearing.case_number} · {hearing.about}",
        meta=(
            (say(N_("Hearing")), say(KIND_WORDS[hearing.kind])),
            (say(N_("Day")), day),
            (say(N_("Time")), clock),
            (say(N_("The public")), say(N_("open to the public")) if hearing.public else say(N_("in private"))),
        ),
        sections=(Section(say(N_("People")), (people,)), Section(say(N_("Docket")), (lines,))),
        footer=f"{hearing.case_number} · {{page}} / {{pages}}",
        language=language,
    )


def _nothing(court: str, day: date, say: Say, language: str) -> bytes:
    words = Text(say(N_("No hearing of yours stands on this day.")))
    meta = ((say(N_("Court")), court), (say(N_("Day")), day.isoformat()))
    return write(
        Paper(title=say(N_("File of the day")), meta=meta, sections=(Section("", (words,)),), language=language)
    )


def _title(hearing: HearingView, one: OnFile) -> str:
    return f"{hearing.case_number} · {_number(one.entry.number)} · {one.entry.title}"


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _day(entry: EntryView, zone: str) -> str:
    return local(entry.received_at or entry.entered_at, zone).date().isoformat()
