"""The people of a case with all their names, each as this viewer may read them, by their part in the case."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account, Person
from app.auth.views import Principal
from app.cases.errors import NotInCase
from app.cases.models import OtherName, Part
from app.cases.queries.files import CaseFile
from app.cases.queries.people import CasePeople, case_people, present
from app.cases.queries.register import parts_of, people_of
from app.cases.terms import Act
from app.cases.terms.persons import NameKind
from app.cases.views import InCaseView, OtherNameView
from app.db.database import Reader
from app.protection.labels import PARTS, Label, other_name_for
from app.protection.terms import Name, Role


@dataclass(frozen=True, slots=True)
class Known:
    """The people of a case, and everything beside parts and rulings that decides what is shown of them."""

    people: CasePeople
    parts: list[Part]
    rows: Mapping[UUID, Person]
    names: Mapping[UUID, list[OtherName]]
    staff: frozenset[UUID]

    def first_part(self, person_id: UUID) -> Part:
        """The part by which somebody is addressed in this case: the first they have."""
        return next(part for part in self.parts if part.person_id == person_id)


async def known_in(reader: Reader, file: CaseFile) -> Known:
    """Everybody who takes part now."""
    people, parts = await case_people(reader, file.case), present(await parts_of(reader, file.case.id), reader.at)
    rows = await people_of(reader, file.case.id)
    return Known(people, parts, rows, await other_names(reader, rows), await staff_among(reader, rows))


async def views_in(
    reader: Reader, file: CaseFile, principal: Principal, at: datetime, translate: Callable[[str], str] = str
) -> list[InCaseView]:
    """Everybody whom this reader may know of, in the order in which they came into the case."""
    known = await known_in(reader, file)
    viewer = known.people.viewer(principal)
    labels = {one: known.people.label(viewer, one, at, translate) for one in known.people.people}
    keeps = file.may(Act.keep_people)
    return [_view(known, one, labels, keeps, translate) for one, label in labels.items() if not label.hidden]


async def view_in(
    reader: Reader,
    file: CaseFile,
    part_id: UUID,
    principal: Principal,
    at: datetime,
    translate: Callable[[str], str] = str,
) -> InCaseView:
    """One of them; raises NotInCase."""
    found = await views_in(reader, file, principal, at, translate)
    part = await reader.get(Part, part_id)
    first = await known_part(reader, part) if part and part.case_id == file.case.id else None
    view = next((one for one in found if one.id == first), None)
    if view is None:
        raise NotInCase()
    return view


async def known_part(reader: Reader, part: Part) -> UUID | None:
    """The first part that the same person plays in the same case now."""
    mine = [one for one in await parts_of(reader, part.case_id) if one.person_id == part.person_id]
    return next((one.id for one in present(mine, reader.at)), None)


async def other_names(reader: Reader, people: Collection[UUID]) -> dict[UUID, list[OtherName]]:
    """Every further name of each, the oldest first; those in use no more too."""
    found: dict[UUID, list[OtherName]] = {}
    rows = select(OtherName).where(col(OtherName.person_id).in_(people)).order_by(col(OtherName.id))
    for row in await reader.all(rows):
        found.setdefault(row.person_id, []).append(row)
    return found


async def staff_among(reader: Reader, people: Collection[UUID]) -> frozenset[UUID]:
    """Those who work for a court."""
    rows = select(Account.person_id).where(col(Account.person_id).in_(people), col(Account.court_id).is_not(None))
    return frozenset(await reader.all(rows))


def _view(
    known: Known, person_id: UUID, labels: Mapping[UUID, Label], keeps: bool, translate: Callable[[str], str]
) -> InCaseView:
    label, full = labels[person_id], labels[person_id].name is Name.FULL
    names = [row for row in known.names.get(person_id, ()) if full]
    mine = [part for part in known.parts if part.person_id == person_id]
    roles = [translate(PARTS[Role(part.role)]) for part in mine] if full else [label.part]
    served = {part.for_person_id: None for part in mine if part.for_person_id in labels}
    shown = [one for one in served if one is not None and not labels[one].hidden]
    called = [row for row in names if row.kind == NameKind.called and row.until is None]
    return InCaseView(
        id=known.first_part(person_id).id,
        name=label.words,
        parts=tuple(dict.fromkeys(roles)),
        kind=known.rows[person_id].kind if full else None,
        called=other_name_for(label, called[-1].name) if called else "",
        on_behalf_of=tuple(labels[one].words for one in shown),
        acts_for=tuple(known.first_part(one).id for one in shown),
        names=tuple(
            OtherNameView(
                id=row.id, kind=row.kind, name=other_name_for(label, row.name), since=row.since, until=row.until
            )
            for row in names
            if keeps
        ),
        keeps=keeps and full and person_id not in known.staff,
    )
