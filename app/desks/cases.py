"""The list of a person's cases, and one case: its docket with documents, its parties by label."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.queries import CaseFile, CasePeople, case_file, case_people, docket, page_of_cases
from app.cases.queries.moves import relatives_of
from app.cases.terms import Act
from app.cases.terms.moves import TOGETHER
from app.cases.views import CaseView, EntryView
from app.db.database import Reader
from app.desks.hearings import of_case
from app.filings.queries import court_documents, documents_on_docket, documents_repeated, filings_of
from app.filings.views import FiledDocument, FilingLine
from app.hearings.queries import Look
from app.hearings.views import HearingView
from app.kernel.paging import Page
from app.orders.queries.motions import rulings_in
from app.orders.views import RulingView

Translate = Callable[[str], str]


class CaseLine(BaseModel):
    """A case in a list. `entries`: how many numbered lines its docket has."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    number: str
    about: str
    matter: str
    level: str
    opened_at: datetime
    entries: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the docket with the documents this reader may open, and how the motion in it was decided."""

    entry: EntryView
    documents: tuple[FiledDocument, ...]
    ruling: RulingView | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """The docket of a case that goes along with this one, as this reader reads it there."""

    case: CaseView
    lines: list[Line]
    leads: bool


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """`parties`: (label, part in words); `filings`: the reader's own in this case that are not on the docket."""

    case: CaseView
    lines: list[Line]
    parties: list[tuple[str, str]]
    filings: list[FilingLine]
    together: list[Together]
    hearings: list[HearingView]
    may_file: bool
    books: bool
    moves: bool
    inside: bool
    exhibits: bool


async def my_cases(reader: Reader, principal: Principal, search: str = "", after: str = "") -> Page[CaseLine]:
    """The cases on this person's desk, the newest first, with `search` in number or subject. Raises BadCursor."""
    rows, following = await page_of_cases(reader, principal, search, after)
    fields = set(CaseLine.model_fields)
    lines = [CaseLine(**row.model_dump(include=fields), entries=row.last_entry) for row in rows]
    return Page(items=lines, next=following)


async def case_desk(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> CaseDesk:
    """Everything the page of a case shows this reader; raises CaseNotFound."""
    file = await case_file(reader, case_id, principal)
    lines = await _lines(reader, file)
    inside = file.may(Act.see_people)
    people = await case_people(reader, file.case)
    return CaseDesk(
        case=file.view(),
        lines=lines,
        parties=_parties(people, principal, at, translate) if inside else [],
        filings=await _not_on_docket(reader, file, principal),
        hearings=await of_case(reader, case_id, Look(principal, at, translate)),
        may_file=file.may(Act.prepare_filing),
        together=await _together(reader, file, principal),
        books=file.may(Act.book_hearing),
        moves=file.may(Act.move_case),
        inside=inside,
        exhibits=file.may(Act.see_exhibits),
    )


async def _lines(reader: Reader, file: CaseFile) -> list[Line]:
    entries = await docket(reader, file)
    filed = await documents_on_docket(reader, file, [entry.filing_id for entry in entries if entry.filing_id])
    without = [entry.id for entry in entries if not entry.filing_id]
    others = await documents_repeated(reader, file, without) | await court_documents(reader, file, without)
    rulings: dict[UUID | None, RulingView] = {one.filing_id: one for one in await rulings_in(reader, file)}
    return [
        Line(one, tuple(filed.get(one.filing_id, ()) or others.get(one.id, ())), rulings.get(one.filing_id))
        for one in entries
    ]


async def _together(reader: Reader, file: CaseFile, principal: Principal) -> list[Together]:
    """Of those that go along, the ones this person may read: each stays behind its own walls."""
    found = []
    for one in await relatives_of(reader, file):
        if one.kind in TOGETHER and one.until is None:
            other = await case_file(reader, one.case_id, principal)
            found.append(Together(other.view(), await _lines(reader, other), one.way == "to"))
    return found


async def _not_on_docket(reader: Reader, file: CaseFile, principal: Principal) -> list[FilingLine]:
    own = await filings_of(reader, principal, file.case.id)
    return [line for line in own if line.status not in ("docketed", "served", "withdrawn")]


def _parties(people: CasePeople, principal: Principal, at: datetime, translate: Translate) -> list[tuple[str, str]]:
    viewer = people.viewer(principal)
    labels = [people.label(viewer, person_id, at, translate) for person_id in people.people]
    return [(label.words, label.part) for label in labels if not label.hidden]
