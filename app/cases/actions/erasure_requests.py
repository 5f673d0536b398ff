"""Erasing for good by two officers: one asks, another looks at what goes and confirms; then nothing brings it back."""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.auth.rules.step_up import require_fresh
from app.auth.views import Principal
from app.cases.commands.erasing import AskErasure, Erase
from app.cases.errors.erasing import ErasureNotFound
from app.cases.events.erasing import ErasureAsked, ErasureDecided
from app.cases.models.erasing import ErasureRequest
from app.cases.queries.erasing import asked_of, reach_of, scope_of
from app.cases.rules.erasing import Reach, check_asking, check_deciding, check_reach, check_withdrawing
from app.cases.terms.erasing import WAITS, Stage
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.documents.events import RecordsErased
from app.kernel.clock import Clock
from app.kernel.errors import NotFound
from app.kernel.protected import Protected


class ErasureRequests:
    """What officers do. They enter no case: what is reached is counted beyond the wall, and nothing of it is shown."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    @as_system
    async def ask(self, command: AskErasure, *, by: Principal) -> UUID:
        """Ask another officer; gives the request's id. Nothing is erased yet.

        Raises OnlyRegistrarsErase, ConfirmItIsYou, NothingToErase, CaseNotFound, DocumentNotFound, NothingReached.
        """
        at, erase = self._clock.now(), command.erase
        check_asking(by.desk)
        require_fresh(by.proved_at, at)
        async with self._database.begin() as uow:
            reach = reach_of(await scope_of(uow, erase))
            check_reach(reach, reach)
            row = ErasureRequest(
                kind=erase.kind,
                name=erase.name,
                order_ref=erase.order,
                reason=Protected(command.reason),
                cases=reach.cases,
                documents=reach.documents,
                asked_by=by.person_id,
                asked_at=at,
                expires_at=at + WAITS,
            )
            uow.add(row)
            await uow.flush()
            event = ErasureAsked(
                request_id=row.id,
                what=f"{row.kind}:{row.name}",
                cases=reach.cases,
                documents=reach.documents,
                order=row.order_ref,
            )
            await append(uow, event, by=by.by, at=at)
        return row.id

    @as_system
    async def confirm(self, request_id: UUID, *, by: Principal) -> None:
        """Erase it, as it was looked at. Keys and rows follow at once; there is no way back.

        Raises OnlyRegistrarsErase, AnotherOfficerErases, ErasureNotFound, ErasureNotWaiting, ConfirmItIsYou,
        NothingReached, ErasureGrew.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, request_id)
            check_deciding(by.desk, by.person_id, asked_of(row), at)
            require_fresh(by.proved_at, at)
            scope = await scope_of(uow, Erase(row.kind, row.name, row.order_ref))  # type: ignore[arg-type]
            check_reach(Reach(row.cases, row.documents), reach_of(scope))
            await _decide(uow, row, Stage.erased, by, at)
            event = RecordsErased(
                case_id=scope.cases[0] if len(scope.cases) == 1 else None,
                keys=scope.keys,
                documents=len(scope.documents),
                order=row.order_ref,
            )
            await append(uow, event, by=by.by, at=at)

    async def refuse(self, request_id: UUID, *, by: Principal) -> None:
        """Say no. Raises OnlyRegistrarsErase, AnotherOfficerErases, ErasureNotFound, ErasureNotWaiting."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, request_id)
            check_deciding(by.desk, by.person_id, asked_of(row), at)
            await _decide(uow, row, Stage.refused, by, at)

    async def withdraw(self, request_id: UUID, *, by: Principal) -> None:
        """Take it back. Raises OnlyRegistrarsErase, ErasureNotFound, ErasureNotWaiting."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, request_id)
            check_withdrawing(by.person_id, asked_of(row), at)
            await _decide(uow, row, Stage.withdrawn, by, at)


async def _held(uow: UnitOfWork, request_id: UUID) -> ErasureRequest:
    try:
        return await uow.lock(ErasureRequest, request_id)
    except NotFound as reason:
        raise ErasureNotFound() from reason


async def _decide(uow: UnitOfWork, row: ErasureRequest, decision: Stage, by: Principal, at: datetime) -> None:
    row.decision, row.decided_by, row.decided_at = decision.value, by.person_id, at
    event = ErasureDecided(request_id=row.id, asked_by=row.asked_by, decision=decision.value)
    await append(uow, event, by=by.by, at=at)
