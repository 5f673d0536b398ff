"""Another court takes a case over: whoever lost it with that loses its room within two seconds, and nobody else."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.auth.models import Account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.moves import AcceptOffer, OfferCase
from app.cases.errors.moves import SomethingUnfinished
from app.cases.models import Case
from app.cases.models.opening import CaseType
from app.hearings.models import Hearing, Sitting
from tests.signalling.room import Client, House

AT_ONCE = 2  # seconds


async def _clerks(court: House) -> tuple[Principal, Principal]:
    """Of the court that has the case, and of another."""
    async with court.services.database.read() as reader:
        case = await reader.first(select(Case).join(Hearing).where(Hearing.id == court.hearing_id))
        assert case is not None
        rows = await reader.all(select(Account).where(Account.desk == Desk.clerk.value))
    found = [Principal(row.person_id, Desk.clerk, row.court_id) for row in rows]
    return (
        next(one for one in found if one.court_id == case.court_id),
        next(one for one in found if one.court_id != case.court_id),
    )


async def _offer(court: House) -> UUID:
    ours, theirs = await _clerks(court)
    assert theirs.court_id is not None
    command = OfferCase(court_id=theirs.court_id, reason="It is nearer to everybody.")
    return await court.services.transfers.offer(UUID(court.case_id), command, by=ours)


async def _accept(court: House, offer_id: UUID) -> None:
    _, theirs = await _clerks(court)
    async with court.services.database.read() as reader:
        kind = await reader.first(select(CaseType.id).where(CaseType.court_id == theirs.court_id))
    assert kind is not None
    await court.services.transfers.accept(offer_id, AcceptOffer(type_id=kind), by=theirs)


async def _is_past(court: House, *, closed: bool) -> None:
    """The hearing was yesterday; its sitting is over, or nobody said so."""
    async with court.services.database.begin() as uow:
        hearing = await uow.lock(Hearing, court.hearing_id)
        hearing.starts_at, hearing.ends_at = hearing.starts_at - timedelta(days=1), hearing.ends_at - timedelta(days=1)
        if closed:
            (await uow.lock(Sitting, court.hearing_id)).closed_at = court.services.clock.now()


async def _out(client: Client) -> None:
    async with asyncio.timeout(AT_ONCE):
        await client.closed()
    assert client.code == 4403


async def test_judge_and_clerk_of_the_court_that_had_it_are_out_and_the_parties_stay(court: House) -> None:
    judge, clerk = await court.open("judge"), await court.open("clerk")
    prosecutor, accused = await court.open("prosecutor"), await court.open("accused")
    await _is_past(court, closed=True)
    await _accept(court, await _offer(court))
    for lost in (judge, clerk):
        await _out(lost)
    for stays in (prosecutor, accused):
        await stays.still_answers()


async def test_a_case_stays_while_a_sitting_of_it_is_not_over(court: House) -> None:
    judge = await court.open("judge")
    await _is_past(court, closed=False)
    with pytest.raises(SomethingUnfinished):
        await _offer(court)
    await judge.still_answers()
