"""What the acts about the people of a case share: the person, held, for whoever may keep their names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.models import Person
from app.auth.views import Principal
from app.cases.errors import NotInCase
from app.cases.errors.people import NamesNotYours
from app.cases.models import Part
from app.cases.queries import case_file, case_people
from app.cases.queries.persons import known_part, staff_among
from app.cases.terms import Act
from app.db.database import UnitOfWork
from app.protection.terms import Name


@dataclass(frozen=True, slots=True)
class Kept:
    """A person whose names somebody keeps, reached by their part in a case."""

    person: Person
    part: Part


async def person_to_keep(uow: UnitOfWork, case_id: UUID, part_id: UUID, by: Principal, at: datetime) -> Kept:
    """The person who plays this part, held. Raises CaseNotFound, NotInCase, NamesNotYours."""
    file = await case_file(uow, case_id, by)
    if not file.may(Act.keep_people):
        raise NamesNotYours()
    part = await uow.get(Part, part_id)
    if part is None or part.case_id != case_id or await known_part(uow, part) is None:
        raise NotInCase()
    people = await case_people(uow, file.case)
    label = people.label(people.viewer(by), part.person_id, at)
    if label.hidden:
        raise NotInCase()
    if label.name is not Name.FULL or await staff_among(uow, [part.person_id]):
        raise NamesNotYours()
    return Kept(await uow.lock(Person, part.person_id), part)
