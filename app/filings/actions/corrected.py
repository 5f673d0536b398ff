"""A correction takes effect: its own line on the docket, the corrected one marked, and what stood there before kept.

What belongs to another case is struck here and docketed there in one transaction, with the time it came in.
"""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.cases.errors import EntryNotFound
from app.cases.models import Case, DocketEntry
from app.cases.queries import guarded_names, open_file
from app.cases.queries.keys import keys_of_case
from app.cases.rules.words import check_words
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.db.database import Database, UnitOfWork
from app.db.outbox import OutboxRow
from app.documents.steps import keep, whole
from app.filings.errors import DocketBusy
from app.filings.events import CorrectionDecided, EntryCorrected
from app.filings.models import Correction, Filing
from app.filings.rules.corrections import Change, check_change, corrected, level_elsewhere
from app.filings.steps import Due, enter, names_somebody, public_copies, review_of
from app.filings.steps.corrections import ENTERED_IN_ERROR, OnDocket, change_of, kept, on_docket, side_there
from app.filings.steps.docketing import Copies
from app.filings.steps.moving import Rewrapped, carry_over, family
from app.filings.terms import Act, CorrectionKind, CorrectionState
from app.filings.views import ReviewView
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.pdf.port import PdfTools
from app.storage.port import Storage

TRIES = 40


class CorrectionsMade:
    """The handler that makes decided corrections."""

    def __init__(self, database: Database, storage: Storage, pdf: PdfTools, clock: Clock) -> None:
        self._database, self._storage, self._pdf, self._clock = database, storage, pdf, clock

    async def run(self, job: OutboxRow) -> None:
        """Make one correction; nothing happens when it was undone or is made already. Raises DocketBusy."""
        correction_id = UUID(job.payload["correction_id"])
        for _ in range(TRIES):
            due = await self._due_elsewhere(correction_id)
            if due is None:
                return await self._make(correction_id)
            if await self._names_somebody_there(due):
                return await self._hold_back(correction_id)
            if await self._move(correction_id, due):
                return None
        raise DocketBusy()

    async def _make(self, correction_id: UUID) -> None:
        """Everything that is no filing in the wrong case."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            held = await _held(uow, correction_id, at)
            if held is None:
                return
            found, row = held
            try:
                change = await change_of(uow, found, CorrectionKind(row.kind), row.after)
                check_change(found.entered, change, at)
                check_words(row.after, await guarded_names(uow, row.case_id))
            except Refusal:
                await _put_back(uow, row, at)
                return
            if row.moved_to is not None:
                await _paper_elsewhere(uow, found, row, at)
            else:
                if row.kind != CorrectionKind.slip:
                    row.before = kept(found, CorrectionKind(row.kind)) or row.before
                after = corrected(found.entered, change)
                entry = found.row
                entry.title, entry.received_at, entry.state = after.title, after.received_at, after.state.value
                entry.filer_id, entry.side_id = after.filer_id, after.side_id
                if found.filing is not None and after.type is not None:
                    found.filing.type, found.filing.side_id = after.type, after.side_id
            await _line(uow, found, row, at)

    async def _due_elsewhere(self, correction_id: UUID) -> Due | None:
        """The filing as it would be entered in the right case; None for every other correction."""
        async with self._database.read() as reader:
            row = await reader.get(Correction, correction_id)
            if row is None or row.moved_to is None or row.filing_id is None or not _is_due(row, self._clock.now()):
                return None
            entry = await reader.get(DocketEntry, row.entry_id)
            here = await reader.get(Case, row.case_id)
            filing = await reader.get(Filing, row.filing_id)
            assert entry is not None
            assert here is not None
            assert filing is not None
            level = level_elsewhere(entry.level, here.level)
            review = ReviewView(decision="accept", title=entry.title, level=level)
            return await review_of(reader, filing, row.moved_to, review)

    async def _names_somebody_there(self, due: Due) -> bool:
        if due.public:
            return await names_somebody(self._pdf, self._storage, due)
        try:
            check_words(due.title, due.terms)
        except Refusal:
            return due.level is Level.parties
        return False

    async def _hold_back(self, correction_id: UUID) -> None:
        at = self._clock.now()
        async with self._database.begin() as uow:
            held = await _held(uow, correction_id, at)
            if held is not None:
                await _put_back(uow, held[1], at)

    async def _move(self, correction_id: UUID, due: Due) -> bool:
        """Strike it here and enter it there; False when another entry took the number its copies bear."""
        rewrapped = await self._rewrapped(due)
        copies = await public_copies(self._pdf, self._storage, due) if due.public else ()
        old = await self._entered_there(correction_id, due, rewrapped, copies)
        unused = [one.blob_id for _, one in (*rewrapped, *copies)] if old is None else old
        for blob in unused:
            await self._storage.delete(blob)
        return old is not None

    async def _rewrapped(self, due: Due) -> Rewrapped:
        """The same bytes under the keys of the right case: what erases one case must not reach into another."""
        async with self._database.read() as reader:
            keys = await keys_of_case(reader, due.case.id)
            rows = await family(reader, due.documents)
        return [(row.id, await keep(self._storage, await whole(self._storage, row), keys)) for row in rows]

    async def _entered_there(
        self, correction_id: UUID, due: Due, rewrapped: Rewrapped, copies: Copies
    ) -> list[str] | None:
        """The blobs nobody needs any more; None when it has to be tried again."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            held = await _held(uow, correction_id, at, due.case.id)
            if held is None:
                return [one.blob_id for _, one in (*rewrapped, *copies)]
            found, row = held
            assert found.filing is not None
            if (await uow.lock(Case, due.case.id)).last_entry + 1 != due.number:
                return None
            there = await open_file(uow, due.case.id, None)
            try:
                side_id = side_there(there, found.filing, at)
            except Refusal:
                await _put_back(uow, row, at)
                return [one.blob_id for _, one in (*rewrapped, *copies)]
            _strike(found, row)
            await _line(uow, found, row, at)
            old = await carry_over(uow, found.filing, due.case.id, rewrapped)
            found.filing.case_id, found.filing.side_id = due.case.id, side_id
            found.filing.reviewer_id = row.decided_by
            row.moved_entry_id = (await enter(uow, found.filing, due, copies, Act.move, at)).id
            return old


def _is_due(row: Correction, at: datetime) -> bool:
    return row.state == CorrectionState.due and row.effective_at is not None and row.effective_at <= at


async def _held(
    uow: UnitOfWork, correction_id: UUID, at: datetime, there: UUID | None = None
) -> tuple[OnDocket, Correction] | None:
    """The correction that is due, held with its entry; cases are held in one order, whoever moves what where."""
    row = await uow.get(Correction, correction_id)
    if row is None:
        raise EntryNotFound()
    for case_id in sorted(one for one in (row.case_id, there or row.moved_to) if one is not None):
        await uow.lock(Case, case_id)
    found = await on_docket(uow, row.entry_id, row.case_id, None)
    row = await uow.lock(Correction, correction_id)
    return (found, row) if _is_due(row, at) else None


def _strike(found: OnDocket, row: Correction) -> None:
    """Its words belong to another case: here nobody reads them any more."""
    entry = found.row
    row.before = found.kept(entry.title)
    change = corrected(found.entered, Change(CorrectionKind.case))
    entry.title, entry.state, entry.filing_id = ENTERED_IN_ERROR, change.state.value, None


async def _paper_elsewhere(uow: UnitOfWork, found: OnDocket, row: Correction, at: datetime) -> None:
    assert row.moved_to is not None
    title = found.row.title
    _strike(found, row)
    entry = await enter_on_docket(
        uow,
        row.moved_to,
        kind=found.row.kind,
        title=title,
        level=level_elsewhere(found.row.level, found.file.case.level),
        by=str(row.decided_by),
        at=at,
        received_at=found.row.received_at,
    )
    row.moved_entry_id = entry.id


async def _line(uow: UnitOfWork, found: OnDocket, row: Correction, at: datetime) -> None:
    """The correcting entry, read by those who read the corrected one."""
    entry, number = found.row, found.row.number
    line = await enter_on_docket(
        uow,
        row.case_id,
        kind="correction",
        title="Correction" if number is None else f"Correction of entry {number}",
        level=Level(entry.level),
        by=str(row.decided_by),
        at=at,
        filer_id=entry.filer_id,
        side_id=entry.side_id,
        corrects_id=entry.id,
    )
    row.state, row.line_id = CorrectionState.made.value, line.id
    event = EntryCorrected(
        case_id=row.case_id,
        correction_id=row.id,
        entry_id=entry.id,
        line_id=line.id,
        what=row.kind,
        moved_to=row.moved_to,
    )
    await append(uow, event, by=str(row.decided_by), at=at)


async def _put_back(uow: UnitOfWork, row: Correction, at: datetime) -> None:
    """It cannot be made as things stand by now: whoever decides looks at it again."""
    row.state, row.decided_by, row.decided_as = CorrectionState.asked.value, None, None
    row.decided_at, row.effective_at = None, None
    event = CorrectionDecided(
        case_id=row.case_id, correction_id=row.id, entry_id=row.entry_id, state=row.state, effective_at=None
    )
    await append(uow, event, by=None, at=at)
