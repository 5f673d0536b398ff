"""Finding out who may be one person, after a name was written down; what people then say about a proposal."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors.people import LikenessNotFound, OnlyTheRegistrarMatches
from app.cases.events.persons import MatchDealtWith, PeopleSetApart
from app.cases.models import Likeness, NameKey
from app.cases.queries.seen import blind, names_of, require_clerk, seen_people
from app.cases.rules.alike import PROPOSED, keys_of, most_alike, words_to_find
from app.cases.terms import Act
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.db.outbox import Handler, OutboxRow
from app.kernel.clock import Clock
from app.kernel.ids import new_id

MATCH = "match-names"
MOST_CANDIDATES = 500


class Likenesses:
    """Whom the register takes for alike. It proposes; nothing here makes two people one."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database, self._index, self._clock = database, index, clock

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What follows from a part that was taken and from a name that was written down."""
        return {MATCH: self._match}

    async def set_apart(self, likeness_id: UUID, *, by: Principal) -> None:
        """They are two people; it is not proposed again. Raises OnlyClerksMerge, LikenessNotFound."""
        require_clerk(by)
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(Likeness, likeness_id)
            ends = {row.one_id, row.other_id} if row else set()
            if row is None or len(await seen_people(uow, by, ends, Act.merge_people)) < len(ends):
                raise LikenessNotFound()
            if row.apart_at is not None:
                return
            row.apart_at, row.apart_by = at, by.person_id
            event = PeopleSetApart(likeness_id=row.id, one_id=row.one_id, other_id=row.other_id)
            await append(uow, event, by=by.by, at=at)

    @as_system
    async def deal_with(self, likeness_id: UUID, *, by: Principal) -> None:
        """The registrar has spoken to those concerned. Raises OnlyTheRegistrarMatches, LikenessNotFound."""
        if by.desk is not Desk.registrar:
            raise OnlyTheRegistrarMatches()
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(Likeness, likeness_id)
            if row is None:
                raise LikenessNotFound()
            if row.told_at is None:
                row.told_at, row.told_by = at, by.person_id
                await append(uow, MatchDealtWith(likeness_id=row.id), by=by.by, at=at)

    async def _match(self, row: OutboxRow) -> None:
        """Keep the keys of a person's names, and note whose names are like theirs. Done again it changes nothing."""
        person_id = UUID(row.payload["person_id"])
        async with self._database.begin() as uow:
            names = (await names_of(uow, [person_id])).get(person_id, ())
            pairs = frozenset(key for name in names for key in keys_of(name))
            words = frozenset(key for name in names for key in words_to_find(name))
            for key in blind(self._index, pairs | words):
                await uow.insert_if_absent(NameKey, key=key, person_id=person_id)
            for other, score in await self._alike(uow, person_id, names, blind(self._index, pairs)):
                one, two = sorted((person_id, other))
                await uow.insert_if_absent(
                    Likeness, id=new_id(), one_id=one, other_id=two, score=score, found_at=self._clock.now()
                )

    async def _alike(
        self, uow: UnitOfWork, person_id: UUID, names: tuple[str, ...], keys: frozenset[bytes]
    ) -> list[tuple[UUID, int]]:
        wanted = select(NameKey.person_id).where(col(NameKey.key).in_(keys), col(NameKey.person_id) != person_id)
        others = await names_of(uow, await uow.all(wanted.distinct().limit(MOST_CANDIDATES)))
        scored = ((other, most_alike(names, theirs)) for other, theirs in others.items())
        return [(other, score) for other, score in scored if score >= PROPOSED]
