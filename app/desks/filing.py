"""Pages about filings: who would read one, its receipt with who was served, and the review desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.audit.disclosure import Withheld
from app.auth.views import Principal
from app.cases.queries import CaseFile, CasePeople, case_file, case_people, cases_of, entry
from app.cases.queries.access import names_by_id
from app.cases.terms import Act, Level
from app.cases.views import CaseView
from app.db.database import Reader
from app.filings.queries import (
    OpenFiling,
    audience_of,
    fee_of,
    filing_of,
    filing_view,
    filings_of,
    read_on_record,
    receipt_of,
    review_queue,
    service_of,
)
from app.filings.terms import LEVELS, METHOD_WORDS, ServiceMethod
from app.filings.views import FeeView, FilingLine, FilingView, ReceiptView
from app.kernel.errors import N_
from app.protection.labels import Named, label_for
from app.protection.terms import Attendee, Person

Translate = Callable[[str], str]
_GROUPS = {
    "public": N_("The public"),
    "clerk": N_("The clerks of this court"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader in the table of who sees what; `at`: the levels at which they read everything."""

    label: str
    part: str
    at: frozenset[Level]


@dataclass(frozen=True, slots=True)
class FileDesk:
    """Where a filing is written. `readers`: who sees what at each level; `levels`: those that can be chosen."""

    filing: FilingView
    case: CaseView
    readers: list[Reading]
    levels: tuple[Level, ...]
    fee: FeeView


@dataclass(frozen=True, slots=True)
class FilingDesk:
    """A filing after it was sent. `served`: (label, method, when told); `own`: the viewer files it.

    `signed_for`: (who signed, for whom) where somebody acted for the filer.
    """

    filing: FilingView
    case: CaseView
    receipt: ReceiptView | None
    entry_number: int | None
    served: list[tuple[str, str, datetime | None]]
    own: bool
    signed_for: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A filing in the queue, with the filer's label and how long it has waited."""

    filing: FilingLine
    filer: str
    waiting: timedelta


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """A filing under review. `next_id`: the next one in the queue."""

    filing: FilingView
    case: CaseView
    filer: str
    next_id: UUID | None
    waiting: int


async def cases_to_file_in(reader: Reader, principal: Principal) -> list[tuple[str, str]]:
    """(id, number and subject) of the cases this person can file in, the newest first."""
    found = await cases_of(reader, principal, Act.prepare_filing)
    return [(str(case.id), f"{case.number} · {case.about}") for case in found]


async def unfinished(reader: Reader, principal: Principal) -> list[FilingLine]:
    """Drafts and returned filings of this person, the newest first."""
    return [line for line in await filings_of(reader, principal) if line.status in ("draft", "returned")]


async def file_desk(
    reader: Reader, filing_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> FileDesk:
    """A draft or returned filing for its filer; raises FilingNotFound."""
    found = await filing_of(reader, filing_id, principal)
    view = await filing_view(reader, found)
    readers = await _readers(reader, found, principal, at, translate)
    fee = await fee_of(reader, found.file.court, view.type, view.fee_waiver)
    return FileDesk(view, found.file.view(), readers, LEVELS, fee)


async def filing_desk(
    reader: Reader, filing_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> Withheld[FilingDesk]:
    """A filing with its receipt, for its filer and the court; raises FilingNotFound."""
    found = await filing_of(reader, filing_id, principal)
    people = await case_people(reader, found.file.case)
    records = await service_of(reader, filing_id)
    served = [
        (
            _label(people, principal, record.person_id, at, translate),
            translate(METHOD_WORDS[ServiceMethod(record.method)]),
            record.notified_at,
        )
        for record in records
    ]
    desk = FilingDesk(
        filing=await filing_view(reader, found),
        case=found.file.view(),
        receipt=await receipt_of(reader, found),
        entry_number=await _entry_number(reader, found.file, found.filing.entry_id),
        served=served,
        own=found.own,
        signed_for=await _signed_for(reader, found, people, principal, at, translate),
    )
    return read_on_record(found, desk, "receipt")


async def queue_desk(reader: Reader, principal: Principal, at: datetime, translate: Translate = str) -> list[QueueLine]:
    """What waits for a clerk, the longest waiting first, each filer by label."""
    lines, people = [], dict[UUID, CasePeople]()
    for line in await review_queue(reader, principal):
        if line.case_id not in people:
            file = await case_file(reader, line.case_id, principal)
            people[line.case_id] = await case_people(reader, file.case)
        label = _label(people[line.case_id], principal, line.filer_id, at, translate)
        lines.append(QueueLine(line, label, at - (line.received_at or at)))
    return lines


async def review_desk(
    reader: Reader, filing_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> Withheld[ReviewDesk]:
    """One filing beside the queue it comes from; raises FilingNotFound."""
    found = await filing_of(reader, filing_id, principal)
    people = await case_people(reader, found.file.case)
    queue = [line.id for line in await review_queue(reader, principal) if line.status != "accepted"]
    others = [other for other in queue if other != filing_id]
    desk = ReviewDesk(
        filing=await filing_view(reader, found),
        case=found.file.view(),
        filer=_label(people, principal, found.filing.filer_id, at, translate),
        next_id=others[0] if others else None,
        waiting=len(others),
    )
    return read_on_record(found, desk, "envelope")


async def _readers(
    reader: Reader, found: OpenFiling, principal: Principal, at: datetime, translate: Translate
) -> list[Reading]:
    people = await case_people(reader, found.file.case)
    viewer, rows = people.viewer(principal), []
    for reads in await audience_of(reader, found.file, found.filing.filer_id, found.filing.side_id):
        if isinstance(reads.who, str):
            rows.append(Reading(translate(_GROUPS[reads.who]), "", reads.at))
        elif not (shown := people.label(viewer, reads.who, at, translate)).hidden:
            rows.append(Reading(shown.words, shown.part, reads.at))
    return rows


async def _signed_for(
    reader: Reader, found: OpenFiling, people: CasePeople, principal: Principal, at: datetime, translate: Translate
) -> tuple[str, str] | None:
    """Both names, where a colleague or an assistant signed: shown to those who may read the filer's."""
    signed_by, filer_id = found.filing.signed_by, found.filing.filer_id
    if signed_by is None or signed_by == filer_id or filer_id not in people.people:
        return None
    viewer, role = people.viewer(principal), people.people[filer_id].role
    name = (await names_by_id(reader, [signed_by]))[signed_by]
    label = label_for(viewer, Named(Attendee(Person(signed_by, role)), name), people.place(at), translate)
    return label.words, people.label(viewer, filer_id, at, translate).words


async def _entry_number(reader: Reader, file: CaseFile, entry_id: UUID | None) -> int | None:
    return None if entry_id is None else (await entry(reader, file, entry_id)).number


def _label(people: CasePeople, principal: Principal, person_id: UUID, at: datetime, translate: Translate) -> str:
    """The label of somebody in the case; those who have left it are no longer named."""
    if person_id not in people.people:
        return translate(N_("Somebody who has left the case"))
    return people.label(people.viewer(principal), person_id, at, translate).words
