"""Taking two people for one, and for two again. A merge is a link: every row keeps its person, so un-merging is exact.

From the first moment what protects either protects both (`protection.rules.merges`); un-merging relaxes nothing, and
nobody gets into a case by a merge.
"""

from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.models import Person
from app.auth.views import Principal
from app.cases.commands.persons import MergePeople, UnmergePeople
from app.cases.errors import NotInCase
from app.cases.errors.people import OnePersonAlready
from app.cases.events.persons import PeopleMerged, PeopleUnmerged
from app.cases.models import Part, PersonLink
from app.cases.queries.likenesses import merge_to_end
from app.cases.queries.seen import require_clerk, seen_people
from app.cases.terms import Act
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.protected import Protected


class Merges:
    """What clerks do when two entries of the register are one person, or were not."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def merge(self, command: MergePeople, *, by: Principal) -> UUID:
        """Take two people for one; gives the id of the merge. Raises OnlyClerksMerge, NotInCase, OnePersonAlready."""
        require_clerk(by)
        at = self._clock.now()
        async with self._database.begin() as uow:
            one_id, other_id = sorted([await _person(uow, command.part_id), await _person(uow, command.other_part_id)])
            if len(await seen_people(uow, by, {one_id, other_id}, Act.merge_people)) < len({one_id, other_id}):
                raise NotInCase()
            await uow.lock(Person, one_id)
            same = select(PersonLink).where(PersonLink.one_id == one_id, PersonLink.other_id == other_id)
            links = await uow.all(same)
            if one_id == other_id or any(link.until is None for link in links):
                raise OnePersonAlready()
            link = PersonLink(
                one_id=one_id, other_id=other_id, reason=Protected(command.reason), since=at, made_by=by.person_id
            )
            uow.add(link)
            await uow.flush()
            await append(uow, PeopleMerged(link_id=link.id, one_id=one_id, other_id=other_id), by=by.by, at=at)
        return link.id

    @as_system
    async def unmerge(self, link_id: UUID, command: UnmergePeople, *, by: Principal) -> None:
        """Take them for two again; what protects either goes on protecting both.

        Raises OnlyClerksMerge, MergeNotFound.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            link = await merge_to_end(uow, by, link_id)
            link = await uow.lock(PersonLink, link.id)
            if link.until is not None:
                return
            link.until, link.ended_by, link.ended_because = at, by.person_id, Protected(command.reason)
            event = PeopleUnmerged(link_id=link.id, one_id=link.one_id, other_id=link.other_id)
            await append(uow, event, by=by.by, at=at)


async def _person(uow: UnitOfWork, part_id: UUID) -> UUID:
    part = await uow.get(Part, part_id)
    if part is None:
        raise NotInCase()
    return part.person_id
