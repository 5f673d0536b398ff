"""Exhibits come in under the next number of their case, and every move of one is a link of its chain of custody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.queries import CaseFile, case_file, guarded_names
from app.cases.queries.keys import keys_of_case
from app.cases.rules.words import check_words
from app.cases.steps import next_number
from app.cases.terms import Act
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.paper.commands import MoveExhibit, ReceiveExhibit
from app.paper.errors import ExhibitChangedMeanwhile, OnlyClerksKeepExhibits
from app.paper.events import ExhibitMoved
from app.paper.models import Exhibit, ExhibitMove
from app.paper.queries.exhibits import exhibit_for
from app.paper.rules.exhibits import Custody, Move, moved
from app.paper.terms import ExhibitAct, ExhibitState


class Exhibits:
    """What clerks do with the things that are kept in a case."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def receive(self, case_id: UUID, command: ReceiveExhibit, *, by: Principal) -> UUID:
        """Take a thing in under the next number of the case; gives its id.

        Raises CaseNotFound, OnlyClerksKeepExhibits, WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await _keeping(uow, case_id, by)
            check_words(command.description, await guarded_names(uow, case_id))
            number, keys = await next_number(uow, f"{case_id}/E"), await keys_of_case(uow, case_id)
            row = Exhibit(
                case_id=case_id,
                number=number,
                code=f"{file.case.number}-X{number}",
                description=Protected(command.description, keys),
                contraband=command.contraband,
                fragile=command.fragile,
                state=ExhibitState.kept.value,
                shelf=command.shelf,
            )
            uow.add(row)
            await uow.flush()
            first = Move(ExhibitAct.receive, command.shelf, command.from_whom)
            await _link(uow, row, first, by, at)
            return row.id

    async def move(self, exhibit_id: UUID, command: MoveExhibit, *, by: Principal) -> None:
        """Move a thing: to another shelf, into somebody's hands, back, or away for good.

        Raises ExhibitNotFound, OnlyClerksKeepExhibits, ExhibitChangedMeanwhile, ExhibitMoveNotOpen, ExhibitMoveNeeds.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await exhibit_for(uow, exhibit_id, by)
            if not found.file.may(Act.keep_exhibits):
                raise OnlyClerksKeepExhibits()
            row = await uow.lock(Exhibit, exhibit_id)
            if row.version != command.version:
                raise ExhibitChangedMeanwhile()
            move = Move(command.act, command.shelf, command.to, command.order_ref)
            after = moved(Custody(ExhibitState(row.state), row.shelf, row.contraband), move)
            row.state, row.shelf = after.state.value, after.shelf
            await _link(uow, row, move, by, at)


async def _keeping(uow: UnitOfWork, case_id: UUID, by: Principal) -> CaseFile:
    file = await case_file(uow, case_id, by)
    if file.may(Act.keep_exhibits):
        return file
    if file.may(Act.see_exhibits):
        raise OnlyClerksKeepExhibits()
    raise CaseNotFound()


async def _link(uow: UnitOfWork, row: Exhibit, move: Move, by: Principal, at: datetime) -> None:
    """Add a link; the row of the thing is held, or new, so that no two are the next."""
    counted = select(func.count()).select_from(ExhibitMove).where(ExhibitMove.exhibit_id == row.id)
    sequence = int(await uow.first(counted) or 0) + 1
    keys = await keys_of_case(uow, row.case_id)
    uow.add(
        ExhibitMove(
            exhibit_id=row.id,
            sequence=sequence,
            act=move.act.value,
            shelf=move.shelf if move.act is ExhibitAct.receive else row.shelf,
            to=Protected(move.to, keys) if move.to else None,
            order_ref=move.order_ref or None,
            by_id=by.person_id,
            at=at,
        )
    )
    await uow.flush()
    event = ExhibitMoved(case_id=row.case_id, exhibit_id=row.id, sequence=sequence, act=move.act)
    await append(uow, event, by=by.by, at=at)
