"""Exhibits on both databases: numbers without a gap, one chain whoever moves at once, and the court alone sees it."""

import asyncio
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import CaseNotFound, WordsNameProtected
from app.paper.actions.exhibits import Exhibits
from app.paper.commands import MoveExhibit, ReceiveExhibit
from app.paper.errors import ExhibitChangedMeanwhile, ExhibitNotFound, OnlyClerksKeepExhibits
from app.paper.models import Exhibit
from app.paper.queries.exhibits import exhibit_by_code, exhibit_view, exhibits_of
from app.paper.terms import ExhibitAct
from app.paper.views import ExhibitView
from tests.actions.paper.conftest import CashDesk
from tests.doubles.filing_office import PROTECTED_NAME

THING = ReceiveExhibit(description="A grey suitcase, locked", shelf="A 1", from_whom="Police of Varda")


@pytest.fixture
def exhibits(desk: CashDesk) -> Exhibits:
    return Exhibits(desk.office.database, desk.office.clock)


async def seen(desk: CashDesk, exhibit_id: UUID, by: Principal | None = None) -> ExhibitView:
    async with desk.office.database.read() as reader:
        return await exhibit_view(reader, exhibit_id, by or desk.clerk)


async def test_things_taken_in_at_once_have_numbers_without_a_gap(desk: CashDesk, exhibits: Exhibits) -> None:
    case = desk.office.case.id
    await asyncio.gather(*(exhibits.receive(case, THING, by=desk.clerk) for _ in range(12)))
    async with desk.office.database.read() as reader:
        numbers = await reader.all(select(Exhibit.number).order_by(col(Exhibit.number)))
    assert numbers == list(range(1, 13))


async def test_every_move_is_a_link_and_the_thing_is_where_the_last_one_left_it(
    desk: CashDesk, exhibits: Exhibits
) -> None:
    thing = await exhibits.receive(desk.office.case.id, THING, by=desk.clerk)
    moves = (
        MoveExhibit(act=ExhibitAct.lend, to="Institute", version=1),
        MoveExhibit(act=ExhibitAct.take_back, shelf="B 2", version=2),
        MoveExhibit(act=ExhibitAct.give_up, to="Its owner", order_ref="Order of 3 December", version=3),
    )
    for move in moves:
        await exhibits.move(thing, move, by=desk.clerk)
    view = await seen(desk, thing)
    assert [one.act for one in view.moves] == ["receive", "lend", "take_back", "give_up"]
    assert [one.sequence for one in view.moves] == [1, 2, 3, 4]
    assert [one.shelf for one in view.moves] == ["A 1", "", "B 2", ""]
    assert (view.state, view.shelf, view.open_acts) == ("returned", "", [])


async def test_of_two_who_move_it_at_once_one_is_told_to_look_again(desk: CashDesk, exhibits: Exhibits) -> None:
    thing = await exhibits.receive(desk.office.case.id, THING, by=desk.clerk)
    outcomes = await asyncio.gather(
        *(
            exhibits.move(thing, MoveExhibit(act=ExhibitAct.lend, to=whom, version=1), by=by)
            for whom, by in (("One", desk.clerk), ("Two", desk.colleague))
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(one, ExhibitChangedMeanwhile) for one in outcomes) == 1, outcomes
    assert len((await seen(desk, thing)).moves) == 2


async def test_the_court_alone_sees_exhibits_and_clerks_alone_move_them(desk: CashDesk, exhibits: Exhibits) -> None:
    case = desk.office.case.id
    thing = await exhibits.receive(case, THING, by=desk.clerk)
    judge = desk.office.principal("judge")
    assert (await seen(desk, thing, judge)).keeps is False
    with pytest.raises(OnlyClerksKeepExhibits):
        await exhibits.move(thing, MoveExhibit(act=ExhibitAct.lend, to="x", version=1), by=judge)
    with pytest.raises(OnlyClerksKeepExhibits):
        await exhibits.receive(case, THING, by=judge)
    for who in ("prosecutor", "defence_counsel", "accused", "stranger"):
        by = desk.office.principal(who)
        with pytest.raises(ExhibitNotFound):
            await seen(desk, thing, by)
        with pytest.raises(CaseNotFound):
            await exhibits.receive(case, THING, by=by)
        async with desk.office.database.read() as reader:
            with pytest.raises(CaseNotFound):
                await exhibits_of(reader, case, by)
            with pytest.raises(ExhibitNotFound):
                await exhibit_by_code(reader, f"{desk.office.case.number}-X1", by)


async def test_a_label_leads_to_its_thing(desk: CashDesk, exhibits: Exhibits) -> None:
    thing = await exhibits.receive(desk.office.case.id, THING, by=desk.clerk)
    async with desk.office.database.read() as reader:
        assert await exhibit_by_code(reader, f" {desk.office.case.number.lower()}-x1 ", desk.clerk) == thing


async def test_a_description_names_nobody_protected(desk: CashDesk, exhibits: Exhibits) -> None:
    named = ReceiveExhibit(description=f"Telephone of {PROTECTED_NAME}", shelf="A 1")
    with pytest.raises(WordsNameProtected):
        await exhibits.receive(desk.office.case.id, named, by=desk.clerk)
