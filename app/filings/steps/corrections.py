"""What the acts of correcting share: the entry held, what a correction says of it, and where it would go."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.errors import CaseNotFound, EntryNotFound
from app.cases.models import Case, DocketEntry, Part
from app.cases.queries import CaseFile, case_by_number, case_file, guarded_names, open_file
from app.cases.queries.files import held_by_part
from app.cases.rules import OF_THE_CASE, Actor, Thing, right_to
from app.cases.rules.key_names import key_names
from app.cases.rules.words import check_words
from app.cases.terms import Act
from app.db.database import Reader, UnitOfWork
from app.filings.commands import (
    AskCorrection,
    CorrectCase,
    CorrectDate,
    CorrectParty,
    CorrectSlip,
    CorrectTitle,
    CorrectType,
)
from app.filings.errors import CorrectedCaseUnknown, FilerElsewhere, PartyUnknown
from app.filings.models import Filing
from app.filings.queries.corrections import entered_of
from app.filings.rules.audience import standing
from app.filings.rules.corrections import Change, Entered
from app.filings.terms import CorrectionKind
from app.kernel.protected import Protected

ENTERED_IN_ERROR = "Entered in error"  # what stays of a title that belongs to another case


@dataclass(frozen=True, slots=True)
class OnDocket:
    """An entry with its case and the filing it was made by, if any, for whoever asks."""

    file: CaseFile
    row: DocketEntry
    filing: Filing | None

    @property
    def thing(self) -> Thing:
        return self.file.entry(self.row)

    def kept(self, words: str) -> Protected[str]:
        """Words of this case, to be stored so that erasing the case erases them."""
        case = self.file.case
        keys = key_names(court_id=case.court_id, matter=case.matter, opened_at=case.opened_at, case_id=case.id)
        return Protected(words, keys)

    @property
    def entered(self) -> Entered:
        """As the rules see it."""
        return entered_of(self.row, self.filing.type if self.filing else None)


async def on_docket(uow: UnitOfWork, entry_id: UUID, case_id: UUID, by: Principal | None) -> OnDocket:
    """The entry, held with its filing and its case, if this person may read it; raises CaseNotFound, EntryNotFound.

    `by` None: for the service itself, whoever may read it.
    """
    seen = await case_file(uow, case_id, by) if by else await open_file(uow, case_id, None)
    row = await uow.get(DocketEntry, entry_id)
    if row is None or row.case_id != case_id or (by and not seen.may(Act.read, seen.entry(row))):
        raise EntryNotFound()
    filing = await uow.lock(Filing, row.filing_id) if row.filing_id else None
    await uow.lock(Case, case_id)
    return OnDocket(seen, await uow.lock(DocketEntry, entry_id), filing)


def said(command: AskCorrection) -> tuple[str, str | None]:
    """What is to stand there, as it is kept, and for a slip the words that stand there now."""
    match command:
        case CorrectTitle():
            return command.title, None
        case CorrectSlip():
            return command.reads, command.was
        case CorrectType():
            return command.type.value, None
        case CorrectDate():
            return command.received_at.isoformat(), None
        case CorrectParty():
            return str(command.part_id), None
        case CorrectCase():
            return command.number, None
        case _:
            return "", None


async def change_of(reader: Reader, found: OnDocket, kind: CorrectionKind, after: str) -> Change:
    """The change that was asked for, from how it is kept; raises PartyUnknown."""
    match kind:
        case CorrectionKind.heading:
            return Change(kind, title=after)
        case CorrectionKind.type:
            return Change(kind, type=after)
        case CorrectionKind.date:
            return Change(kind, received_at=datetime.fromisoformat(after))
        case CorrectionKind.party:
            part = await reader.get(Part, UUID(after))
            if part is None or part.case_id != found.row.case_id or part.role not in OF_THE_CASE:
                raise PartyUnknown()
            return Change(kind, person_id=part.person_id, side_id=held_by_part(part).side_id(part.case_id))
        case _:
            return Change(kind)


async def check_said(reader: Reader, case_id: UUID, *words: str) -> None:
    """Raises WordsNameProtected where the new words name somebody of the case."""
    names = await guarded_names(reader, case_id)
    for text in words:
        check_words(text, names)


def kept(found: OnDocket, kind: CorrectionKind, was: str | None = None) -> Protected[str] | None:
    """What stands there now, to be kept with the correction."""
    row, entered = found.row, found.entered
    stands = {
        CorrectionKind.heading: row.title,
        CorrectionKind.case: row.title,
        CorrectionKind.slip: was,
        CorrectionKind.type: entered.type,
        CorrectionKind.date: row.received_at.isoformat() if row.received_at else "",
        CorrectionKind.party: str((row.filer_id if row.kind == "paper" else None) or row.side_id or ""),
    }.get(kind)
    return None if stands is None else found.kept(stands)


async def case_to_go_to(reader: Reader, found: OnDocket, number: str, by: Principal, act: Act) -> CaseFile:
    """The case of this number, if this person may do this there; raises CorrectedCaseUnknown, FilerElsewhere."""
    try:
        there = await case_by_number(reader, number.strip(), by)
    except CaseNotFound as reason:
        raise CorrectedCaseUnknown() from reason
    here = found.file.case
    if not there.may(act) or there.case.id == here.id or there.case.court_id != here.court_id:
        raise CorrectedCaseUnknown()
    if found.filing is not None:
        side_there(there, found.filing, reader.at)
    return there


def side_there(there: CaseFile, filing: Filing, at: datetime) -> UUID:
    """For which side whoever filed something would file it in this case; raises FilerElsewhere."""
    right = right_to(Actor(at, standing(filing.filer_id)), Act.prepare_filing, there.thing)
    if right is None:
        raise FilerElsewhere()
    return right.held.side_id(there.case.id)
