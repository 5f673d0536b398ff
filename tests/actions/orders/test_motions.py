"""A motion waits until it is decided, is decided once, and whoever reads the motion reads how."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.auth.errors import ConfirmItIsYou
from app.cases.errors import WordsNameProtected
from app.cases.models import DocketEntry, Part
from app.cases.queries import open_file
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.filings.models import Filing
from app.kernel.clock import SettableClock
from app.orders.commands import BeginOrder, EndorseMotion
from app.orders.errors import (
    MotionDecided,
    MotionNotFound,
    OutcomeMissing,
    PanelDecidesByOrder,
)
from app.orders.models import MotionRuling
from app.orders.queries.motions import readers_of_ruling, rulings_in, undecided
from app.orders.terms import Outcome
from tests.doubles.bench import Bench

PANEL = ("judge", "second", "third")


async def motion(bench: Bench, level: Level = Level.parties, title: str = "Motion to hear the expert") -> UUID:
    """A motion of the prosecution on the docket."""
    at, filer = bench.clock.now(), bench.people["prosecutor"].id
    async with bench.database.begin() as uow:
        filing = Filing(
            case_id=bench.case.id,
            court_id=bench.court.id,
            filer_id=filer,
            side_id=bench.case.id,
            type="motion",
            title=title,
            level=level.value,
            status="docketed",
            received_at=at,
            drafted_at=at,
        )
        uow.add(filing)
        await uow.flush()
        entry = await enter_on_docket(
            uow,
            bench.case.id,
            kind="filing",
            title=title,
            level=level,
            by=None,
            at=at,
            filer_id=filer,
            side_id=bench.case.id,
            filing_id=filing.id,
            received_at=at,
        )
        filing.entry_id = entry.id
        return filing.id


async def alone(bench: Bench) -> None:
    """Let one judge sit in the case."""
    async with bench.database.begin() as uow:
        for row in await uow.all(select(Part).where(Part.role == "judge")):
            if row.person_id != bench.people["judge"].id:
                row.until = bench.clock.now()


async def waiting(bench: Bench, who: str = "judge") -> list[UUID]:
    async with bench.database.read() as reader:
        return [one.id for one in await undecided(reader, bench.principal(who), bench.clock.now())]


async def test_a_motion_waits_on_the_bench_and_for_nobody_else_until_it_is_endorsed(
    bench: Bench, clock: SettableClock
) -> None:
    await alone(bench)
    filing_id = await motion(bench)
    clock.advance(timedelta(days=12))
    async with bench.database.read() as reader:
        (line,) = await undecided(reader, bench.principal("judge"), clock.now())
    assert (line.id, line.days, line.number) == (filing_id, 12, 1)
    assert await waiting(bench, "prosecutor") == []
    said = EndorseMotion(outcome=Outcome.denied, words="The expert was heard.")
    await bench.motions.endorse(filing_id, said, by=bench.principal("judge"))
    assert await waiting(bench) == []
    with pytest.raises(MotionDecided):
        await bench.motions.endorse(filing_id, said, by=bench.principal("judge"))


async def test_a_ruling_is_read_by_whoever_reads_the_motion_and_they_are_told(bench: Bench) -> None:
    await alone(bench)
    filing_id = await motion(bench, Level.filer)
    said = EndorseMotion(outcome=Outcome.in_part, words="In part.")
    await bench.motions.endorse(filing_id, said, by=bench.principal("judge"))
    read = {}
    for who in ("prosecutor", "counsel"):
        async with bench.database.read() as reader:
            file = await open_file(reader, bench.case.id, bench.principal(who))
            read[who] = [one.outcome for one in await rulings_in(reader, file)]
    assert read == {"prosecutor": ["in_part"], "counsel": []}
    async with bench.database.read() as reader:
        row = await reader.first(select(MotionRuling))
        assert row is not None
        entry = await reader.get(DocketEntry, row.entry_id)
        told = await readers_of_ruling(reader, row.id)
    assert entry is not None
    assert (entry.kind, entry.level, entry.title) == ("ruling", "filer", "The motion in entry 1 is granted in part")
    assert told == [bench.people["prosecutor"].id]


async def test_a_panel_decides_by_order_and_the_order_is_the_ruling(bench: Bench) -> None:
    filing_id = await motion(bench)
    with pytest.raises(PanelDecidesByOrder):
        await bench.motions.endorse(filing_id, EndorseMotion(outcome=Outcome.moot), by=bench.principal("judge"))
    with pytest.raises(OutcomeMissing):
        await bench.orders.begin(
            bench.case.id, BeginOrder(title="Order", motion_id=filing_id), by=bench.principal("judge")
        )
    begun = BeginOrder(title="Order", motion_id=filing_id, outcome=Outcome.granted)
    order_id = await bench.orders.begin(bench.case.id, begun, by=bench.principal("judge"))
    await bench.change(order_id, words="The motion is granted.")
    await bench.put(order_id)
    for who in PANEL:
        assert await waiting(bench) == [filing_id]
        await bench.answer(order_id, who)
    assert await waiting(bench) == []


async def test_an_order_on_a_motion_decided_meanwhile_is_not_made(bench: Bench) -> None:
    filing_id = await motion(bench)
    begun = BeginOrder(title="Order", motion_id=filing_id, outcome=Outcome.granted)
    orders = [await bench.orders.begin(bench.case.id, begun, by=bench.principal("judge")) for _ in range(2)]
    for order_id in orders:
        await bench.change(order_id, words="The motion is granted.")
        await bench.put(order_id)
        for who in PANEL[:2]:
            await bench.answer(order_id, who)
    await bench.answer(orders[0], "third")
    with pytest.raises(MotionDecided):
        await bench.answer(orders[1], "third")
    assert (await bench.row(orders[1])).entry_id is None


async def test_two_who_decide_at_once_decide_once(bench: Bench) -> None:
    await alone(bench)
    filing_id = await motion(bench)
    said = [EndorseMotion(outcome=one) for one in (Outcome.granted, Outcome.denied, Outcome.moot)]
    judge = bench.principal("judge")
    done = await asyncio.gather(
        *(bench.motions.endorse(filing_id, one, by=judge) for one in said), return_exceptions=True
    )
    assert [type(one) for one in done].count(MotionDecided) == 2


async def test_deciding_needs_a_fresh_proof_and_a_judge_and_names_nobody_protected(
    bench: Bench, clock: SettableClock
) -> None:
    await alone(bench)
    filing_id, judge = await motion(bench), bench.principal("judge")
    named = EndorseMotion(outcome=Outcome.granted, words="Mirela Voskanova is believed.")
    with pytest.raises(WordsNameProtected):
        await bench.motions.endorse(filing_id, named, by=judge)
    for who in ("prosecutor", "clerk"):
        with pytest.raises(MotionNotFound):
            await bench.motions.endorse(filing_id, EndorseMotion(outcome=Outcome.granted), by=bench.principal(who))
    with pytest.raises(ConfirmItIsYou):
        await bench.motions.endorse(
            filing_id, EndorseMotion(outcome=Outcome.granted), by=replace(judge, proved_at=None)
        )
