"""The court's account statement: each new credit pays the fee its reference names, or waits for somebody to look."""

import asyncio
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.models.fees import Charge
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.paper.commands import ResolveCredit, TakeInStatement
from app.paper.errors import CreditFitsNothing, CreditNotFound, CreditSettled
from app.paper.events import CreditResolved, StatementTakenIn
from app.paper.models import Credit, TransferOrder
from app.paper.queries.fees import standing_of
from app.paper.steps import Arrived, court_of_clerk, receive, require_clerk
from app.paper.terms import CreditState, Method
from app.paper.views import StatementTaken
from app.payments.port import Credit as Booked
from app.payments.port import PaymentProvider


class Statements:
    """Settles transfers. A line is taken in once, however often its statement is sent."""

    def __init__(self, database: Database, provider: PaymentProvider, clock: Clock) -> None:
        self._database, self._provider, self._clock = database, provider, clock

    @as_system
    async def take_in(self, command: TakeInStatement, *, by: Principal) -> StatementTaken:
        """Take in a statement. Raises OnlyTheRegistry, StatementUnreadable."""
        require_clerk(by)
        booked = list(await asyncio.to_thread(self._provider.credits, command.statement))
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await court_of_clerk(uow, by)
            await uow.lock(Court, court.id)  # two clerks with the same statement: the second finds it known
            known = set(await uow.all(_known(court.id, booked)))
            new = list({one.id: one for one in booked if one.id not in known}.values())
            settled = 0
            for one in new:
                settled += await _enter(uow, court, one, by, at)
            await append(uow, StatementTakenIn(court_id=court.id, lines=len(new), settled=settled), by=by.by, at=at)
        return StatementTaken(lines=len(booked), known=len(booked) - len(new), settled=settled, open=len(new) - settled)

    @as_system
    async def resolve(self, credit_id: UUID, command: ResolveCredit, *, by: Principal) -> None:
        """Say which fee an open line pays, or what else it is.

        Raises OnlyTheRegistry, CreditNotFound, CreditSettled, CreditFitsNothing.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            court = await court_of_clerk(uow, by)
            row = await uow.get(Credit, credit_id)
            if row is None or row.court_id != court.id:
                raise CreditNotFound()
            row = await uow.lock(Credit, credit_id)
            if row.state != CreditState.open:
                raise CreditSettled()
            if command.reference or not command.explanation:
                reference = "".join(command.reference.upper().split())
                if not await _pay(uow, court, row, (reference,), by, at):
                    raise CreditFitsNothing()
            else:
                row.state, row.explained = CreditState.explained.value, Protected(command.explanation)
            row.settled_by, row.words = by.person_id, None
            await append(uow, CreditResolved(court_id=court.id, credit_id=row.id, state=row.state), by=by.by, at=at)


def _known(court_id: UUID, booked: list[Booked]) -> Any:
    return select(col(Credit.entry)).where(
        Credit.court_id == court_id, col(Credit.entry).in_([one.id for one in booked])
    )


async def _enter(uow: UnitOfWork, court: Court, one: Booked, by: Principal, at: datetime) -> bool:
    """Keep a new line; whether it paid a fee. What the payer wrote is kept only while somebody has to look."""
    row = Credit(
        court_id=court.id,
        entry=one.id,
        booked_on=one.booked_on,
        cents=one.cents,
        currency=one.currency,
        state=CreditState.open.value,
        taken_in_at=at,
    )
    uow.add(row)
    await uow.flush()
    if await _pay(uow, court, row, one.references, by, at):
        return True
    row.words = Protected(one.words)
    return False


async def _pay(
    uow: UnitOfWork, court: Court, row: Credit, references: tuple[str, ...], by: Principal, at: datetime
) -> bool:
    """Pay the one fee these references name, if it is due with at least so much; more is never taken by itself."""
    named = select(Charge).join(TransferOrder, col(TransferOrder.charge_id) == col(Charge.id))
    found = await uow.all(named.where(col(TransferOrder.reference).in_(references), Charge.court_id == court.id))
    if len(found) != 1:
        return False
    charge = await uow.lock(Charge, found[0].id)
    if charge.currency != row.currency or not 0 < row.cents <= standing_of(charge).due:
        return False
    await receive(uow, charge, court, Arrived(row.cents, Method.transfer, None, row.id), by=by.by, at=at)
    row.state = CreditState.settled.value
    return True
