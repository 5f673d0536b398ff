"""A witness is called when everything is settled, comes in last and by hand, and a protected person leaves first."""

from dataclasses import replace

import pytest

from app.hearings.errors import (
    AdmittedByHandOnly,
    NotReadyToTestify,
    ProtectedLeavesFirst,
    PublicStillThere,
    SummaryOwed,
)
from app.hearings.rules.calling import CallFacts, Check, Promise, check_admission, check_call, missing_before_call
from app.hearings.rules.staging import (
    check_close_of_evidence,
    check_exit,
    check_floor_may_close,
    check_private,
    entry_waves,
    exit_waves,
)
from app.protection.terms import Attendee, OrderStage, Preset, Role, Rulings, Stage
from tests.rules.protection.generated import AT, IDS, JUDGE, OTHER, PROSECUTOR, SUPPORTER, V, W, X, Y, on_floor, order

ORDER = IDS[0]
SETTLED = CallFacts(
    ruled=True,
    orders=((ORDER, OrderStage.IN_FORCE),),
    applied=frozenset({ORDER}),
    identity=Check.RECORDED,
    alone=Check.WAIVED,
    waiver_reasons="The attendant of the assisted site sits in the corridor.",
    promise=Promise.AFFIRMATION,
    interpreter_ordered=True,
    interpreter_present=True,
)
P2 = Rulings((order(Preset.P2),))


def test_a_witness_with_everything_settled_can_be_called_by_the_judge() -> None:
    check_call(SETTLED, Role.JUDGE)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"ruled": False}, "ruling"),
        ({"orders": ((ORDER, OrderStage.INTERIM),)}, "ruling"),
        ({"orders": ((ORDER, OrderStage.REQUESTED),)}, "ruling"),
        ({"orders": ((ORDER, OrderStage.GRANTED),)}, "orders_in_force"),
        ({"applied": frozenset()}, "orders_applied"),
        ({"identity": Check.NONE}, "identity"),
        ({"alone": Check.NONE}, "alone"),
        ({"waiver_reasons": " "}, "waiver_reasons"),
        ({"promise": None}, "promise"),
        ({"interpreter_present": False}, "interpreter"),
    ],
)
def test_nobody_is_called_while_something_is_open(change: dict[str, object], missing: str) -> None:
    facts = replace(SETTLED, **change)  # type: ignore[arg-type]
    assert missing in missing_before_call(facts)
    with pytest.raises(NotReadyToTestify):
        check_call(facts, Role.JUDGE)


def test_only_the_judge_calls() -> None:
    with pytest.raises(NotReadyToTestify):
        check_call(SETTLED, Role.CLERK)


def test_a_ruling_that_no_protection_is_needed_is_a_ruling() -> None:
    check_call(replace(SETTLED, orders=(), applied=frozenset()), Role.JUDGE)


def test_witnesses_and_protected_people_are_let_in_by_hand() -> None:
    protected_party = Rulings((order(Preset.P2, protected=Y),))
    for person, rulings in ((W, Rulings()), (V, Rulings()), (OTHER, Rulings()), (Y, protected_party)):
        waiting = Attendee(person, Stage.WAITING)
        for by in (None, Role.WITNESS, Role.PROSECUTOR):
            with pytest.raises(AdmittedByHandOnly):
                check_admission(waiting, rulings, AT, by=by)
        check_admission(waiting, rulings, AT, by=Role.CLERK)
    check_admission(Attendee(PROSECUTOR, Stage.WAITING), protected_party, AT, by=None)


def test_the_protected_person_comes_last_and_leaves_first_with_those_there_for_her() -> None:
    people = [on_floor(person) for person in (W, JUDGE, SUPPORTER, X)]
    assert entry_waves(people, P2, AT) == ((JUDGE.id, X.id), (W.id, SUPPORTER.id))
    assert exit_waves(people, P2, AT) == ((W.id, SUPPORTER.id), (JUDGE.id, X.id))


def test_the_accused_is_not_let_out_ahead_of_her() -> None:
    people = [on_floor(person) for person in (W, X, JUDGE)]
    with pytest.raises(ProtectedLeavesFirst):
        check_exit(on_floor(X), people, P2, AT)
    check_exit(on_floor(W), people, P2, AT)
    check_exit(on_floor(JUDGE), people, P2, AT)
    check_exit(on_floor(X), [Attendee(W, Stage.LEFT), on_floor(JUDGE)], P2, AT)


def test_the_floor_does_not_close_over_a_protected_person() -> None:
    with pytest.raises(ProtectedLeavesFirst):
        check_floor_may_close([on_floor(W), on_floor(JUDGE)], P2, AT)
    check_floor_may_close([Attendee(W, Stage.RELEASED), on_floor(JUDGE)], P2, AT)


def test_a_sitting_is_private_only_when_the_last_watcher_is_out() -> None:
    for watcher in (Role.PUBLIC, Role.PRESS):
        with pytest.raises(PublicStillThere):
            check_private([Role.JUDGE, watcher])
    check_private([Role.JUDGE, Role.ACCUSED])


def test_a_summary_owed_blocks_the_close_of_evidence() -> None:
    with pytest.raises(SummaryOwed):
        check_close_of_evidence([X.id])
    check_close_of_evidence([])
