"""Law 7: nothing but her own tap starts her camera, and what she is exposed to never rises while it runs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hearings.errors import NotYourStep, OwnTapNeeded
from app.hearings.rules.capture import Capture, Drop, after_drop, after_ruling, end, refuse, resume_fixed, tap
from app.hearings.terms import Consent
from app.protection.exposure import exposure
from app.protection.terms import Person, Preset, Role, Rulings
from tests.rules.hearings.scenes import Scene, scenes
from tests.rules.protection.generated import AT, CAST, IDS, IN_SESSION, JUDGE, W, X, on_floor, order, rulings

P2, P0 = Consent(Rulings((order(Preset.P2),)), True), Consent(Rulings((order(Preset.P0),)), True)
CAPTURING = tap(Capture(W.id), W.id, P2)


@given(rulings, rulings, st.booleans(), st.booleans())
def test_while_she_captures_nobody_ever_gets_more(before: Rulings, after: Rulings, was: bool, becomes: bool) -> None:
    capture = tap(Capture(W.id), W.id, Consent(before, was))
    if after_ruling(capture, W, CAST, Consent(after, becomes), AT) != capture:
        return
    for receiver in map(on_floor, CAST):
        now = exposure(receiver, on_floor(W), replace(IN_SESSION, public=becomes), after, AT)
        then = exposure(receiver, on_floor(W), replace(IN_SESSION, public=was), before, AT)
        assert now <= then


@given(scenes(), rulings, st.booleans())
def test_no_ruling_and_no_opening_adds_an_edge_from_somebody_capturing(
    scene: Scene, later: Rulings, public: bool
) -> None:
    tapped = {one.person.id: Consent(scene.rulings, scene.sitting.public) for one in scene.people}
    before = replace(scene, sitting=replace(scene.sitting, consents=tapped))
    after = replace(before, sitting=replace(before.sitting, public=public), rulings=later)
    raw = {one.peer for one in scene.connected if one.renders is None}
    guarded = after.plan().edges - before.plan().edges
    assert not [edge for edge in guarded if edge.source.peer in raw]


def test_a_ruling_that_relaxes_stops_capture_until_she_has_seen_the_new_list() -> None:
    stopped = after_ruling(CAPTURING, W, CAST, P0, AT)
    assert (stopped.capturing, stopped.suspends) == (False, True)
    assert refuse(stopped, W.id).suspends
    assert tap(stopped, W.id, P0) == Capture(W.id, capturing=True, consent=P0)


def test_a_ruling_that_restricts_lets_her_go_on() -> None:
    capture = tap(Capture(W.id), W.id, P0)
    assert after_ruling(capture, W, CAST, P2, AT) == capture


def test_opening_to_the_public_stops_capture_even_when_no_watcher_has_come() -> None:
    capture = tap(Capture(W.id), W.id, replace(P2, public=False))
    assert not after_ruling(capture, W, (JUDGE, X), P2, AT).capturing


@pytest.mark.parametrize("by", [person for person in CAST if person is not W], ids=lambda one: one.role)
def test_nobody_else_starts_or_refuses_for_her(by: Person) -> None:
    with pytest.raises(OwnTapNeeded):
        tap(Capture(W.id), by.id, P0)
    with pytest.raises(OwnTapNeeded):
        refuse(CAPTURING, by.id)


def test_she_the_judge_and_the_clerk_can_end_it_and_evidence_waits() -> None:
    for who, role in ((W.id, Role.WITNESS), (IDS[5], Role.JUDGE), (IDS[6], Role.CLERK)):
        assert end(CAPTURING, who, role) == Capture(W.id, suspends=True)
    with pytest.raises(NotYourStep):
        end(CAPTURING, X.id, Role.ACCUSED)


@given(st.sampled_from(Drop), st.integers(0, 60), st.booleans())
def test_a_drop_puts_a_guarded_person_back_behind_her_own_tap(drop: Drop, seconds: int, guarded: bool) -> None:
    after = after_drop(CAPTURING, drop, timedelta(seconds=seconds), guarded=guarded)
    blink = drop is Drop.UNREACHABLE and seconds <= 10
    assert after.capturing == (blink or not guarded)
    assert after.suspends == (guarded and not blink)


def test_the_clerk_resumes_a_fixed_endpoint_and_never_a_guarded_person() -> None:
    dock = Capture(X.id, fixed=True)
    assert resume_fixed(dock, Role.CLERK, P2, guarded=False).capturing
    with pytest.raises(OwnTapNeeded):
        resume_fixed(dock, Role.CLERK, P2, guarded=True)
    with pytest.raises(OwnTapNeeded):
        resume_fixed(replace(dock, fixed=False), Role.CLERK, P2, guarded=False)
    with pytest.raises(NotYourStep):
        resume_fixed(dock, Role.DEFENCE_COUNSEL, P2, guarded=False)
