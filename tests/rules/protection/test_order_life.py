"""The life of a protection order goes only where its table says, and only a judge rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.protection.errors import (
    EvidenceAwaitsRuling,
    NotInTable,
    OnlyAJudgeRules,
    ReasonsNeeded,
    RulingIncomplete,
    WithdrawalTooLate,
)
from app.protection.exposure import effect
from app.protection.rules.orders import (
    BINDING,
    Ruling,
    advance,
    check_evidence_may_go_on,
    check_ruling,
    check_withdrawal,
    follows_into,
    missing_from,
    review_overdue,
)
from app.protection.terms import Effect, OrderAct, OrderStage, Preset, Role, Rulings
from tests.rules.protection.generated import AT, CAST, IDS, IN_SESSION, on_floor, order

# requested → notified → heard | dispensed with → granted | varied | refused → in force → relaxed | ended
LIFE = {
    "": {"request": "requested", "restrict_at_once": "interim"},
    "requested": {"notify": "notified"},
    "notified": {"hear": "heard", "dispense": "dispensed_with"},
    "heard": {"grant": "granted", "vary": "varied", "refuse": "refused"},
    "dispensed_with": {"grant": "granted", "vary": "varied", "refuse": "refused"},
    "granted": {"take_effect": "in_force"},
    "varied": {"take_effect": "in_force"},
    "in_force": {"relax": "relaxed", "end": "ended"},
    "relaxed": {"relax": "relaxed", "end": "ended"},
    "interim": {"withdraw": "withdrawn", "end": "ended"},
}
RULING_ACTS = {"hear", "dispense", "grant", "vary", "refuse", "relax", "end"}


class OrderLife(RuleBasedStateMachine):
    """Anybody tries anything; the order moves exactly as the table above, and a judge was there when it had to."""

    def __init__(self) -> None:
        super().__init__()
        self.stage: OrderStage | None = None
        self.ruled_by: set[Role] = set()

    @rule(act=st.sampled_from(OrderAct), by=st.sampled_from([Role.JUDGE, Role.JUDGE, *Role]), why=st.booleans())
    def attempt(self, act: OrderAct, by: Role, why: bool) -> None:
        expected = LIFE.get(self.stage or "", {}).get(act)
        try:
            after = advance(self.stage, act, by, "because" if why else " ")
        except NotInTable:
            assert expected is None
        except OnlyAJudgeRules:
            assert by is not Role.JUDGE or act is OrderAct.WITHDRAW
        except ReasonsNeeded:
            assert not why
        else:
            assert after == expected
            if act in RULING_ACTS:
                self.ruled_by.add(by)
            self.stage = after

    @invariant()
    def only_a_judge_has_ruled(self) -> None:
        assert self.ruled_by <= {Role.JUDGE}

    @invariant()
    def what_ended_stays_ended(self) -> None:
        if self.stage in {OrderStage.ENDED, OrderStage.WITHDRAWN, OrderStage.REFUSED}:
            assert self.stage not in BINDING
            with pytest.raises(NotInTable):
                advance(self.stage, OrderAct.TAKE_EFFECT, Role.JUDGE, "because")


TestOrderLife = OrderLife.TestCase


@pytest.mark.parametrize("act", sorted(RULING_ACTS))
def test_nobody_but_a_judge_rules(act: str) -> None:
    stages = [OrderStage(stage) for stage, acts in LIFE.items() if stage and act in acts]
    for stage in stages:
        for role in set(Role) - {Role.JUDGE}:
            with pytest.raises(OnlyAJudgeRules):
                advance(stage, OrderAct(act), role, "because")


def test_dispensing_with_a_hearing_needs_reasons() -> None:
    with pytest.raises(ReasonsNeeded):
        advance(OrderStage.NOTIFIED, OrderAct.DISPENSE, Role.JUDGE)


@given(st.integers(0, 600), st.booleans())
def test_a_clerk_takes_back_a_restriction_within_two_minutes_or_before_any_effect(age: int, had_effect: bool) -> None:
    def withdraw() -> None:
        check_withdrawal(AT, AT if had_effect else None, AT + timedelta(seconds=age))

    if age > 120 and had_effect:
        with pytest.raises(WithdrawalTooLate):
            withdraw()
    else:
        withdraw()


COMPLETE = Ruling(
    Preset.P4,
    legal_basis="§ 162 CCP",
    public_reason="Serious danger.",
    review_on=date(2027, 1, 1),
    counterbalance="Questions in writing; counsel sees her.",
    counsel_may_tell="What she said, not who she is.",
    sole_or_decisive=False,
    adverse_party_has_counsel=True,
)


def test_a_complete_ruling_to_withhold_identity_can_be_saved() -> None:
    check_ruling(COMPLETE)


@pytest.mark.parametrize(
    "lacking",
    [
        {"public_reason": " "},
        {"legal_basis": ""},
        {"counterbalance": ""},
        {"review_on": None},
        {"counsel_may_tell": ""},
        {"sole_or_decisive": None},
        {"adverse_party_has_counsel": False},
    ],
    ids=lambda lacking: next(iter(lacking)),
)
def test_identity_is_not_withheld_while_anything_is_missing(lacking: dict[str, object]) -> None:
    ruling = replace(COMPLETE, **lacking)  # type: ignore[arg-type]
    assert missing_from(ruling) == tuple(lacking)
    with pytest.raises(RulingIncomplete):
        check_ruling(ruling)


def test_a_ruling_for_no_protection_needs_no_review() -> None:
    check_ruling(Ruling(Preset.P0, "§ 1", "Nobody is in danger."))


def test_an_overdue_review_is_told_and_ends_nothing() -> None:
    assert review_overdue(OrderStage.IN_FORCE, date(2026, 11, 22), date(2026, 11, 23))
    assert not review_overdue(OrderStage.ENDED, date(2026, 11, 22), date(2026, 11, 23))
    assert not review_overdue(OrderStage.IN_FORCE, date(2026, 11, 23), date(2026, 11, 23))


def test_evidence_waits_for_a_ruling_and_does_not_go_past_an_interim_measure() -> None:
    with pytest.raises(EvidenceAwaitsRuling):
        check_evidence_may_go_on([], ruled=False)
    with pytest.raises(EvidenceAwaitsRuling):
        check_evidence_may_go_on([(IDS[0], OrderStage.IN_FORCE), (IDS[1], OrderStage.INTERIM)], ruled=True)
    with pytest.raises(EvidenceAwaitsRuling):
        check_evidence_may_go_on([(IDS[0], OrderStage.HEARD)], ruled=True)
    check_evidence_may_go_on([(IDS[0], OrderStage.REFUSED)], ruled=True)


def test_an_order_follows_into_joined_severed_transferred_and_remitted_cases() -> None:
    first, joined, appeal, other = IDS[:4]
    came_from = {joined: (other, first), appeal: (joined,), first: (appeal,)}  # remitted: back again
    assert follows_into(first, appeal, came_from)
    assert not follows_into(joined, other, came_from)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Preset.P0, Preset.P2, Effect.RESTRICTS),
        (Preset.P2, Preset.P1, Effect.RELAXES),
        (Preset.P3, Preset.P3, Effect.NONE),
        (Preset.P4, Preset.PJ, Effect.BOTH),
    ],
)
def test_restrict_or_relax_is_found_by_comparing_exposures(before: Preset, after: Preset, expected: Effect) -> None:
    people = [on_floor(person) for person in CAST]
    assert effect(Rulings((order(before),)), Rulings((order(after),)), people, [IN_SESSION], AT) is expected
