"""Whom the words of an order may name: every reader of it counts, and the least that one of them may know.

An order for everybody is read by the public and by every party; one for the parties by every party. The clerk reads
both.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from app.auth.models import Person as PersonRow
from app.cases.models import OtherName, Part
from app.cases.queries import GUARDED, PUBLIC_VIEWER, CasePeople
from app.cases.rules import OF_THE_CASE
from app.cases.terms import Level
from app.db.database import Reader
from app.protection.labels import Label, names_to_guard
from app.protection.terms import Attendee, Name, Person, Role

Translate = Callable[[str], str]
_CLERK = Attendee(Person(UUID(int=2), Role.CLERK))  # whoever handles the papers reads them too
_KNOWN = (Name.NOTHING, Name.PSEUDONYM, Name.FULL)
_READERS = frozenset(relation.value for relation in OF_THE_CASE)
_GROUPS: Mapping[str, tuple[Role, ...]] = {
    "judges": (Role.JUDGE,),
    "accused": (Role.ACCUSED,),
    "parties": (Role.PARTY, Role.PLAINTIFF),
    "injured": (Role.VICTIM, Role.COMPLAINANT),
    "prosecution": (Role.PROSECUTOR,),
    "counsel": (Role.DEFENCE_COUNSEL,),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """`labels`: what every reader may know of each person; `closed`: names not all may know; `told`: names all may."""

    people: CasePeople
    labels: Mapping[UUID, Label]
    closed: tuple[str, ...]
    told: tuple[str, ...]

    def fields(self) -> dict[str, str]:
        """The fields of a template that name people; empty where nobody may be named."""
        return {field: "; ".join(self._named(roles)) for field, roles in _GROUPS.items()}

    def words(self, person_id: UUID) -> str:
        """One person under the label of the audience."""
        return self.labels[person_id].words if person_id in self.labels else ""

    def _named(self, roles: Collection[Role]) -> list[str]:
        people = self.people.people.items()
        return [words for one, person in people if person.role in roles and (words := self.labels[one].words)]


async def audience_of(
    reader: Reader, people: CasePeople, level: Level, at: datetime, translate: Translate = str
) -> Audience:
    """Everybody of the case as the readers of an order at this level may all know them."""
    viewers = [people.attendee(one) for one, person in people.people.items() if person.role.value in _READERS]
    if level is Level.public or not viewers:
        viewers.append(PUBLIC_VIEWER)
    if level is not Level.judge:
        viewers.append(_CLERK)
    labels = {
        one: min((people.label(viewer, one, at, translate) for viewer in viewers), key=_known) for one in people.people
    }
    withheld = [one for one, label in labels.items() if label.name is not Name.FULL]
    closed = [people.names[one] for one in withheld]
    told = [people.names[one] for one, label in labels.items() if label.name is Name.FULL]
    gone = select(Part.person_id).where(
        Part.case_id == people.case.id,
        col(Part.role).in_(GUARDED),
        col(Part.person_id).not_in(list(people.people)),
    )
    earlier = await reader.all(select(col(PersonRow.name)).where(col(PersonRow.id).in_(gone)))
    former = await reader.all(
        select(col(OtherName.name)).where(
            or_(col(OtherName.person_id).in_(withheld), col(OtherName.person_id).in_(gone))
        )
    )
    return Audience(people, labels, names_to_guard([*closed, *earlier, *former]), names_to_guard(told))


def _known(label: Label) -> int:
    return -1 if label.hidden else _KNOWN.index(label.name)
