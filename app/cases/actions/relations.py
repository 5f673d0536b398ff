"""A judge says whom they are related to, before any case: they are then not drawn for a case of that person."""

from uuid import UUID

from app.audit.log import append
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.relations import DeclareRelation
from app.cases.errors import OnlyJudgesDeclare, RelationNotFound
from app.cases.events.relations import RelationDeclared, RelationEnded
from app.cases.models.opening import JudgeRelation
from app.cases.queries.relations import name_key
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.protected import Protected


class Relations:
    """What a judge declares, and takes back."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    async def declare(self, command: DeclareRelation, *, by: Principal) -> UUID:
        """Keep a name; gives the id of what was declared. Raises OnlyJudgesDeclare."""
        if by.desk is not Desk.judge:
            raise OnlyJudgesDeclare()
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = JudgeRelation(
                judge_id=by.person_id,
                name=Protected(command.name),
                name_index=name_key(self._index, command.name),
                since=at,
            )
            uow.add(row)
            await uow.flush()
            await append(uow, RelationDeclared(relation_id=row.id, person_id=by.person_id), by=by.by, at=at)
        return row.id

    async def end(self, relation_id: UUID, *, by: Principal) -> None:
        """Take it back; draws from now on count without it. Raises OnlyJudgesDeclare, RelationNotFound."""
        if by.desk is not Desk.judge:
            raise OnlyJudgesDeclare()
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(JudgeRelation, relation_id)
            if row is None or row.judge_id != by.person_id:
                raise RelationNotFound()
            if row.until is None:
                row.until = at
                await append(uow, RelationEnded(relation_id=row.id, person_id=by.person_id), by=by.by, at=at)
