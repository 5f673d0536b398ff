"""Law 11: below the floor of fairness a sitting is not in session, and says whose ruling or link stands in the way."""

from dataclasses import replace

import pytest

from app.hearings.floor_plan import Cause, Missing, Need, missing_for_fairness
from app.hearings.terms import Connected
from app.protection.terms import Preset, Rulings, SittingState
from tests.rules.hearings.scenes import Scene, own_endpoint, peer_of, reading_of, scene
from tests.rules.protection.generated import AT, DEFENCE, HER_INTERPRETER, JUDGE, W, X, order


def missing(now: Scene, *, lines: bool = True, removed: bool = False) -> tuple[Missing, ...]:
    return missing_for_fairness(
        now.sitting,
        now.people,
        now.rulings,
        now.connected,
        AT,
        private_lines={X.id} if lines else set(),
        removed={X.id} if removed else set(),
    )


def _without(now: Scene, peer: str) -> Scene:
    return replace(now, connected=tuple(one for one in now.connected if one.peer != peer))


def _changed(now: Scene, peer: str, **changes: object) -> Scene:
    def change(one: Connected) -> Connected:
        return replace(one, **changes) if one.peer == peer else one  # type: ignore[arg-type]

    return replace(now, connected=tuple(map(change, now.connected)))


@pytest.mark.parametrize("preset", [Preset.P0, Preset.P1, Preset.P2, Preset.P3])
@pytest.mark.parametrize("state", [SittingState.OPEN, SittingState.IN_SESSION, SittingState.SUSPENDED_TECHNICAL])
def test_a_screened_trial_with_everybody_there_is_fair(preset: Preset, state: SittingState) -> None:
    assert missing(scene(W, X, JUDGE, DEFENCE, preset=preset, state=state)) == ()


def test_identity_withheld_needs_a_reading_or_an_interpreter_to_be_fair() -> None:
    bare = scene(W, X, JUDGE, DEFENCE, preset=Preset.P4)
    assert missing(bare) == (Missing(X.id, Need.WORDS, W.id, Cause.LINK),)
    assert missing(replace(bare, connected=(*bare.connected, reading_of(W)))) == ()
    assert missing(scene(W, X, JUDGE, DEFENCE, HER_INTERPRETER, preset=Preset.P4)) == ()


def test_a_ruling_that_keeps_her_words_from_him_is_named() -> None:
    heard_apart = scene(W, X, JUDGE, DEFENCE, preset=Preset.PJ)
    assert missing(heard_apart) == (Missing(X.id, Need.WORDS, W.id, Cause.RULING, (order(Preset.PJ).id,)),)


def test_every_link_counts() -> None:
    fair = scene(W, X, JUDGE, DEFENCE)
    words = Missing(X.id, Need.WORDS, W.id, Cause.LINK)
    bench = Missing(X.id, Need.BENCH, JUDGE.id, Cause.LINK)
    counsel = Missing(X.id, Need.COUNSEL, DEFENCE.id, Cause.LINK)
    assert missing(_without(fair, peer_of(W))) == (words,)
    assert missing(_without(fair, peer_of(JUDGE))) == (bench,)
    assert missing(_without(fair, peer_of(DEFENCE))) == (counsel,)
    assert missing(_without(fair, peer_of(X))) == (words, bench, counsel)
    assert missing(_changed(fair, peer_of(X), contradicted=True)) == (words, bench, counsel)
    assert missing(_changed(fair, peer_of(JUDGE), publishes=frozenset({"audio"}))) == (bench,)


def test_the_private_line_is_part_of_it_unless_counsel_sits_beside_him() -> None:
    apart = scene(W, X, JUDGE, DEFENCE)
    assert missing(apart, lines=False) == (Missing(X.id, Need.PRIVATE_LINE, None, Cause.LINK),)
    beside = replace(own_endpoint(X), people=(X.id, DEFENCE.id))
    together = replace(apart, connected=(own_endpoint(W), own_endpoint(JUDGE), beside))
    assert missing(together, lines=False) == ()


def test_without_a_bench_nothing_is_fair() -> None:
    assert missing(scene(W, X, DEFENCE)) == (Missing(X.id, Need.BENCH, None, Cause.LINK),)


def test_a_party_removed_with_reasons_is_owed_a_summary_and_does_not_hold_up_the_sitting() -> None:
    assert missing(scene(W, X, JUDGE, DEFENCE, preset=Preset.PJ), removed=True) == ()


def test_while_she_is_behind_her_own_tap_evidence_is_not_fair() -> None:
    fair = scene(W, X, JUDGE, DEFENCE)
    untapped = replace(fair, sitting=replace(fair.sitting, consents={}), rulings=Rulings((order(Preset.P2),)))
    assert missing(untapped) == (Missing(X.id, Need.WORDS, W.id, Cause.LINK),)
