"""Asking for protection and ruling on it: who may, what it must say, what binds, what nobody else learns."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.cases.errors import CaseNotFound
from app.cases.queries import case_rulings, parts_of
from app.db.types import canonical
from app.protection.errors import NotInTable, OnlyAJudgeRules, ReasonsNeeded, RulingIncomplete
from app.protection.events import SealedReasonRead
from app.protection.models import ProtectionOrder
from app.protection.queries import orders_of, ruled_on
from app.protection.terms import OrderStage, Preset, Rulings
from app.testimony.errors import MayNotAsk, NotInThisCase, OrderNotFound
from tests.actions.testimony.conftest import NAME, PSEUDONYM, SEALED, Bench

P4: dict[str, Any] = {
    "preset": Preset.P4,
    "counterbalance": "Counsel examines her without limit.",
    "counsel_may_tell": "What she says, not who she is.",
    "sole_or_decisive": False,
}


@pytest.mark.parametrize("by", ["judge", "clerk", "prosecutor", "defence_counsel", "accused", "victim_counsel"])
async def test_the_court_and_the_parties_may_ask(bench: Bench, by: str) -> None:
    await bench.ask(by)
    assert [(order.status, order.requested_by) for order in await bench.orders()] == [
        (OrderStage.REQUESTED, bench.people[by].id)
    ]


@pytest.mark.parametrize("by", ["interpreter", "support_person", "stranger", "other_judge"])
async def test_nobody_else_asks(bench: Bench, by: str) -> None:
    with pytest.raises(MayNotAsk):
        await bench.ask(by)
    assert await bench.orders() == []


async def test_protection_is_for_people_of_the_case(bench: Bench) -> None:
    with pytest.raises(NotInThisCase):
        await bench.ask(whom="stranger")


async def test_a_request_binds_nobody_and_waits(bench: Bench) -> None:
    await bench.ask()
    (seen,) = await bench.seen("defence_counsel")
    assert (seen.binds, seen.waiting, seen.public_reason) == (False, True, "She is afraid.")


async def test_a_granted_order_is_in_force_at_once_with_what_the_judge_wrote(bench: Bench) -> None:
    await bench.granted()
    (order,) = await bench.orders()
    assert (order.status, order.preset, order.ruled_by) == (OrderStage.IN_FORCE, Preset.P3, bench.people["judge"].id)
    assert (order.defence_heard, order.ruled_at) == (True, bench.clock.now())
    (seen,) = await bench.seen("accused")
    assert (seen.binds, seen.waiting, seen.legal_basis) == (True, False, "Victims' Protection Act § 12")


@pytest.mark.parametrize("by", ["clerk", "prosecutor", "defence_counsel", "accused", "victim_counsel"])
async def test_only_a_judge_of_the_case_rules(bench: Bench, by: str) -> None:
    order_id = await bench.ask()
    for basis in ("§ 12", ""):  # whatever they wrote: who may not rule is not told what a ruling needs
        with pytest.raises(OnlyAJudgeRules):
            await bench.rule(order_id, by, legal_basis=basis)
    assert [order.status for order in await bench.orders()] == [OrderStage.REQUESTED]


@pytest.mark.parametrize("by", ["other_judge", "stranger", "interpreter", "support_person"])
async def test_who_may_not_read_orders_does_not_learn_that_there_is_one(bench: Bench, by: str) -> None:
    order_id = await bench.ask()
    with pytest.raises(OrderNotFound):
        await bench.rule(order_id, by)
    assert await bench.seen(by) == []


async def test_a_closed_case_hides_its_orders_and_itself(bench: Bench) -> None:
    order_id = await bench.ask()
    async with bench.database.begin() as uow:
        (await uow.lock(type(bench.case), bench.case.id)).level = "parties"
    with pytest.raises(OrderNotFound):
        await bench.rule(order_id, "stranger")
    with pytest.raises(CaseNotFound):
        await bench.ask("stranger")


@pytest.mark.parametrize("missing", ["legal_basis", "public_reason", "review_on"])
async def test_a_ruling_without_basis_reasons_or_review_is_not_saved(bench: Bench, missing: str) -> None:
    order_id = await bench.ask()
    with pytest.raises(RulingIncomplete) as refused:
        await bench.rule(order_id, **{missing: None if missing == "review_on" else " "})  # type: ignore[arg-type]
    assert missing in refused.value.data["missing"]  # type: ignore[operator]
    assert [order.status for order in await bench.orders()] == [OrderStage.REQUESTED]


@pytest.mark.parametrize("missing", ["counterbalance", "counsel_may_tell", "sole_or_decisive"])
async def test_withholding_an_identity_needs_all_that_balances_it(bench: Bench, missing: str) -> None:
    order_id = await bench.ask()
    with pytest.raises(RulingIncomplete) as refused:
        await bench.rule(order_id, **{**P4, missing: None if missing == "sole_or_decisive" else ""})
    assert refused.value.data == {"missing": (missing,)}
    await bench.rule(order_id, **P4)
    assert [order.preset for order in await bench.orders()] == [Preset.P4]


async def test_an_identity_is_not_withheld_from_a_party_without_counsel(bench: Bench) -> None:
    order_id = await bench.ask()
    async with bench.database.begin() as uow:
        for part in await parts_of(uow, bench.case.id):
            if part.role == "defence_counsel":
                part.until = bench.clock.now()
    with pytest.raises(RulingIncomplete) as refused:
        await bench.rule(order_id, **P4)
    assert refused.value.data == {"missing": ("adverse_party_has_counsel",)}


async def test_ruling_without_hearing_the_defence_needs_reasons(bench: Bench) -> None:
    order_id = await bench.ask()
    with pytest.raises(ReasonsNeeded):
        await bench.rule(order_id, defence_heard=False)
    await bench.rule(order_id, defence_heard=False, dispense_reason="There is danger in delay.")
    assert [order.defence_heard for order in await bench.orders()] == [False]


async def test_a_request_is_ruled_on_once_even_by_two_clicks_at_one_moment(bench: Bench) -> None:
    order_id = await bench.ask()
    tries = await asyncio.gather(*(bench.rule(order_id) for _ in range(4)), return_exceptions=True)
    assert sorted(str(type(one)) for one in tries) == sorted(str(kind) for kind in [type(None), *[NotInTable] * 3])
    assert len([entry for entry in await bench.docket("judge") if entry.kind == "order"]) == 1


async def test_interim_measures_of_the_profile_bind_until_a_judge_has_ruled(bench: Bench) -> None:
    assert (await bench.label(None)).text == ""
    assert (await bench.label("judge")).text == NAME
    order_id = await bench.ask()
    assert (await bench.label(None)).text == ""
    await bench.rule(order_id, preset=Preset.P0)
    assert (await bench.label(None)).text == NAME


async def test_refusing_a_request_is_a_ruling_too_and_ends_the_interim_measures(bench: Bench) -> None:
    order_id = await bench.ask()
    await bench.rule(order_id, decision="refuse", public_reason="Nothing shows a danger.", review_on=None)
    (order,) = await bench.orders()
    assert order.status == OrderStage.REFUSED
    assert ruled_on([order], bench.people["victim"].id)
    assert (await bench.label(None)).text == NAME


async def test_refusing_a_later_request_leaves_the_order_in_force(bench: Bench) -> None:
    await bench.granted()
    second = await bench.ask(preset=Preset.P4)
    await bench.rule(second, decision="refuse", public_reason="P3 is enough.", review_on=None)
    assert [order.status for order in await bench.orders()] == [OrderStage.IN_FORCE, OrderStage.REFUSED]
    assert (await bench.label(None)).text == PSEUDONYM


async def test_a_ruling_replaces_the_one_that_stood_for_this_person_and_no_other(bench: Bench) -> None:
    first = await bench.granted()
    other = await bench.ask(whom="accused", preset=Preset.P1)
    await bench.rule(other, preset=Preset.P1)
    bench.clock.advance(timedelta(days=1))
    second = await bench.granted(preset=Preset.P2)
    orders = {order.id: order for order in await bench.orders()}
    assert orders[first].status == OrderStage.ENDED
    assert orders[first].ended_at == bench.clock.now()
    assert (orders[second].status, orders[second].replaces_id) == (OrderStage.IN_FORCE, first)
    assert orders[other].status == OrderStage.IN_FORCE


async def test_two_rulings_at_one_moment_leave_one_order_in_force(bench: Bench) -> None:
    requests = [await bench.ask() for _ in range(4)]
    await asyncio.gather(*(bench.rule(one) for one in requests))
    standing = [order.status for order in await bench.orders()]
    assert sorted(standing) == sorted([OrderStage.IN_FORCE, *[OrderStage.ENDED] * 3])


READS: dict[str | None, tuple[str, str, str]] = {
    # who reads: before any ruling (interim), under P3, under P4
    "judge": (NAME, NAME, NAME),
    "prosecutor": (NAME, NAME, NAME),
    "victim_counsel": (NAME, NAME, NAME),
    "accused": (NAME, NAME, PSEUDONYM),
    "defence_counsel": (NAME, NAME, PSEUDONYM),
    "clerk": (NAME, PSEUDONYM, PSEUDONYM),
    "interpreter": (PSEUDONYM, PSEUDONYM, PSEUDONYM),
    None: ("", PSEUDONYM, ""),
}


@pytest.mark.parametrize("viewer", READS)
async def test_each_reads_the_name_the_pseudonym_or_nothing_as_the_order_has_it(
    bench: Bench, viewer: str | None
) -> None:
    interim, under_p3, under_p4 = READS[viewer]
    assert (await bench.label(viewer)).text == interim
    await bench.granted()
    assert (await bench.label(viewer)).text == under_p3
    await bench.granted(**P4)
    assert (await bench.label(viewer)).text == under_p4


async def test_sealed_reasons_are_read_by_judges_on_record_and_leave_no_trace_for_anybody_else(bench: Bench) -> None:
    ids = [await bench.granted(sealed_reason="The safe house is near."), await bench.ask()]
    assert [view.sealed for view in await bench.seen("judge")] == [True, True]
    assert [await bench.sealed_reason("judge", one) for one in ids] == ["The safe house is near.", SEALED]
    async with bench.database.read() as reader:
        read = await reader.all(
            select(LogLeaf).where(col(LogLeaf.kind) == SealedReasonRead.kind).order_by(col(LogLeaf.id))
        )
    assert [leaf.payload["order_id"] for leaf in read] == [str(one) for one in ids]
    assert {leaf.by for leaf in read} == {str(bench.people["judge"].id)}
    for key in ("clerk", "prosecutor", "defence_counsel", "accused", "victim_counsel"):
        assert [view.sealed for view in await bench.seen(key)] == [False, False]
        with pytest.raises(OrderNotFound):
            await bench.sealed_reason(key, ids[0])
    entries = " ".join(entry.model_dump_json() for entry in await bench.docket("judge"))
    assert "safe house" not in entries
    assert "brother" not in entries


async def test_the_log_says_that_it_was_ruled_and_neither_why_nor_who(bench: Bench) -> None:
    await bench.granted()
    async with bench.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(LogLeaf.case_id == bench.case.id))
    said = " ".join(canonical(leaf.payload) for leaf in leaves)
    assert {"protection.requested", "protection.ruled"} <= {leaf.kind for leaf in leaves}
    assert not [word for word in (NAME, SEALED, "She is afraid.", "Her safety") if word in said]


async def test_the_sealed_reason_is_encrypted_in_its_row(bench: Bench) -> None:
    await bench.ask()
    async with bench.database.read() as reader:
        raw = await reader.rows(select(ProtectionOrder.__table__.c.public_reason))  # type: ignore[attr-defined]
        sealed = await reader.all(select(ProtectionOrder))
    assert raw == [("She is afraid.",)]
    assert "brother" not in repr(sealed)


async def test_a_ruling_is_entered_on_the_docket_for_the_parties_and_the_public_does_not_see_it(bench: Bench) -> None:
    await bench.granted()
    order_id = await bench.ask()
    await bench.rule(order_id, decision="refuse", review_on=None)
    titles = [entry.title for entry in await bench.docket("defence_counsel") if entry.kind == "order"]
    assert titles == ["Order on protection", "Protection refused"]
    assert await bench.docket("stranger") == []
    assert await bench.docket("interpreter") == []


async def _rulings(bench: Bench, days: float) -> Rulings:
    async with bench.database.read() as reader:
        parts = await parts_of(reader, bench.case.id)
        orders = await orders_of(reader, bench.case.id)
        return case_rulings(bench.case, parts, orders, as_of=bench.case.opened_at + timedelta(days=days))


async def test_what_bound_on_an_earlier_day_can_be_told_later(bench: Bench) -> None:
    bench.clock.advance(timedelta(days=1))
    first = await bench.granted()
    bench.clock.advance(timedelta(days=1))
    second = await bench.granted(**P4)
    bench.clock.advance(timedelta(days=1))
    interim = (await _rulings(bench, 0.5)).restrictions
    assert [one.id in {first, second} for one in interim] == [False]
    assert [one.id for one in (await _rulings(bench, 1.5)).restrictions] == [first]
    assert [one.id for one in (await _rulings(bench, 2)).restrictions] == [second]
    assert [one.id for one in (await _rulings(bench, 9)).restrictions] == [second]
    assert all(one.ended is None for one in (await _rulings(bench, 1.5)).restrictions)


async def test_a_restriction_the_clerk_made_at_once_is_remembered_after_a_ruling_took_its_place(bench: Bench) -> None:
    at = bench.clock.now()
    async with bench.database.begin() as uow:
        interim = ProtectionOrder(
            case_id=bench.case.id,
            person_id=bench.people["accused"].id,
            status=OrderStage.INTERIM.value,
            preset=Preset.P2.value,
            requested_by=bench.people["clerk"].id,
            requested_at=at,
        )
        uow.add(interim)
    bench.clock.advance(timedelta(days=1))
    order_id = await bench.ask(whom="accused")
    await bench.rule(order_id, preset=Preset.P1)
    before = {one.id for one in (await _rulings(bench, 0.5)).restrictions}
    after = {one.id for one in (await _rulings(bench, 1.5)).restrictions}
    assert interim.id in before
    assert interim.id not in after
    assert order_id in after
