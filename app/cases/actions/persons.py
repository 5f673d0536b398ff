"""Keeping the names of the people of a case: the present one, the others, and what kind of person somebody is.

Protections, labels and pseudonyms hang on the person and the case, never on a name: a new name changes none of them.
"""

from uuid import UUID

from app.audit.log import append
from app.auth.models import Person
from app.auth.views import Principal
from app.cases.commands.persons import AddName, DescribePerson, RenamePerson
from app.cases.errors import NameStandsAlready, NotInCase
from app.cases.events.persons import NameAdded, NameEnded, PersonDescribed, PersonRenamed
from app.cases.models import OtherName
from app.cases.queries.persons import other_names
from app.cases.steps.persons import person_to_keep
from app.cases.terms.persons import NameKind
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.protected import Protected


class Persons:
    """What the clerk and the judge of a case do about the names of its people."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def rename(self, case_id: UUID, part_id: UUID, command: RenamePerson, *, by: Principal) -> None:
        """Write down the full name anew; the one before is kept as a former one, or as written by mistake.

        Raises CaseNotFound, NotInCase, NamesNotYours, NameStandsAlready.
        """
        at, name = self._clock.now(), Protected(command.name)
        async with self._database.begin() as uow:
            person = (await person_to_keep(uow, case_id, part_id, by, at)).person
            if person.name == name:
                raise NameStandsAlready()
            kept_as = NameKind.former if command.why == "new" else NameKind.miswritten
            before = OtherName(
                person_id=person.id,
                kind=kept_as.value,
                name=person.name,
                since=person.created_at,
                until=at,
                written_by=by.person_id,
            )
            uow.add(before)
            person.name = name
            await uow.flush()
            event = PersonRenamed(case_id=case_id, person_id=person.id, name_id=before.id, kept_as=kept_as.value)
            await append(uow, event, by=by.by, at=at)

    async def add_name(self, case_id: UUID, part_id: UUID, command: AddName, *, by: Principal) -> UUID:
        """Write down a further name; gives its id. Raises CaseNotFound, NotInCase, NamesNotYours, NameStandsAlready."""
        at, name = self._clock.now(), Protected(command.name)
        async with self._database.begin() as uow:
            person = (await person_to_keep(uow, case_id, part_id, by, at)).person
            for row in await _in_use(uow, person):
                if row.kind == command.kind and row.name == name:
                    raise NameStandsAlready()
            row = OtherName(person_id=person.id, kind=command.kind.value, name=name, since=at, written_by=by.person_id)
            uow.add(row)
            await uow.flush()
            event = NameAdded(case_id=case_id, person_id=person.id, name_id=row.id, name_kind=row.kind)
            await append(uow, event, by=by.by, at=at)
        return row.id

    async def end_name(self, case_id: UUID, part_id: UUID, name_id: UUID, *, by: Principal) -> None:
        """A further name is in use no more. Raises CaseNotFound, NotInCase, NamesNotYours."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            person = (await person_to_keep(uow, case_id, part_id, by, at)).person
            rows = (await other_names(uow, [person.id])).get(person.id, [])
            row = next((one for one in rows if one.id == name_id), None)
            if row is None:
                raise NotInCase()
            if row.until is not None:
                return
            row.until = at
            event = NameEnded(case_id=case_id, person_id=person.id, name_id=row.id)
            await append(uow, event, by=by.by, at=at)

    async def describe(self, case_id: UUID, part_id: UUID, command: DescribePerson, *, by: Principal) -> None:
        """Put right what kind of person somebody is. Raises CaseNotFound, NotInCase, NamesNotYours."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            person = (await person_to_keep(uow, case_id, part_id, by, at)).person
            if person.kind == command.kind:
                return
            person.kind = command.kind.value
            event = PersonDescribed(case_id=case_id, person_id=person.id, person_kind=person.kind)
            await append(uow, event, by=by.by, at=at)


async def _in_use(uow: UnitOfWork, person: Person) -> list[OtherName]:
    return [row for row in (await other_names(uow, [person.id])).get(person.id, []) if row.until is None]
