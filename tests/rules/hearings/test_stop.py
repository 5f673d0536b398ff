"""Law 6: Stop leaves her alone with those who are there for her, and only the judge resumes, after her tap."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hearings.errors import NotYourStep, ReadyTapNeeded, StepNotOpen
from app.hearings.rules.stop import Stopping, ready, resume, set_line, stop
from app.hearings.rules.tables import after_a_crash
from app.hearings.terms import SittingState
from app.protection.exposure import exposure
from app.protection.terms import FULL, NOTHING, Leave, Person, Preset, Role, Rulings, Setting, Video, Voice
from tests.rules.hearings.scenes import Scene, peer_of, roles, scene, scenes
from tests.rules.protection.generated import (
    AT,
    CAST,
    DEFENCE,
    HER_CLERK,
    HER_COUNSEL,
    IDS,
    IN_SESSION,
    JUDGE,
    PROSECUTOR,
    SUPPORTER,
    V,
    W,
    X,
    on_floor,
    order,
    rulings,
)

BESIDE_HER = {Role.INTERPRETER, Role.INTERMEDIARY, Role.SUPPORT_PERSON, Role.CLERK}
STATES = [SittingState.STOPPED, SittingState.SUSPENDED_TECHNICAL, SittingState.IN_SESSION]


@given(scenes(), st.sampled_from(STATES), rulings)
def test_after_stop_she_reaches_only_those_there_for_her_and_no_side_reaches_her(
    any_scene: Scene, state: SittingState, rulings: Rulings
) -> None:
    now = replace(any_scene.sitting, state=state, stopped_for=W.id, line_open=False)
    no_leave_in_stop = tuple(replace(leave, during_stop=False) for leave in rulings.leaves)
    stopped = replace(any_scene, sitting=now, rulings=replace(rulings, leaves=no_leave_in_stop))
    plan = stopped.plan()
    hers = {peer.peer for peer in stopped.connected if W.id in peer.people or (peer.renders or "") == peer_of(W)}
    from_her = {edge.listener for edge in plan.edges if edge.source.peer in hers}
    to_her = {edge.source.peer for edge in plan.edges if edge.listener in hers}
    assert roles(stopped, from_her) <= BESIDE_HER
    assert all(one.person.serves_person(W.id) for peer in from_her for one in stopped.at(peer))
    assert roles(stopped, to_her) <= BESIDE_HER | {Role.JUDGE, Role.ATTENDANT}
    assert not any(source.peer in hers for source in plan.recorded)


def _stopped(preset: Preset = Preset.P2, *, line: bool = False) -> Scene:
    full = scene(preset=preset, state=SittingState.STOPPED)
    return replace(full, sitting=replace(full.sitting, stopped_for=W.id, line_open=line))


def _hear_her(now: Scene) -> set[str]:
    return {e.listener for e in now.plan().edges if e.source.peer == peer_of(W) and e.source.kind == "audio"}


def test_on_the_judges_line_prosecution_and_defence_hear_and_cannot_speak_and_the_jury_is_out() -> None:
    on_line = _stopped(line=True)
    assert _hear_her(on_line) - _hear_her(_stopped()) == {peer_of(one) for one in (JUDGE, PROSECUTOR, DEFENCE)}
    to_her = {e.source.peer for e in on_line.plan().edges if e.listener == peer_of(W)}
    assert not to_her & {peer_of(PROSECUTOR), peer_of(DEFENCE), peer_of(X)}
    to_jury = [e for e in on_line.plan().edges if "juror" in e.listener and "juror" not in e.source.peer]
    assert to_jury == []


def test_nothing_is_recorded_across_a_stop_even_before_the_state_has_followed() -> None:
    now = scene()
    assert now.plan().recorded
    held = replace(now, sitting=replace(now.sitting, stopped_for=W.id))
    assert held.plan().recorded == frozenset()


def test_counsel_on_the_line_gets_no_picture() -> None:
    plan = _stopped(Preset.P0, line=True).plan()
    see = {e.listener for e in plan.edges if e.source.peer == peer_of(W) and e.source.kind == "video"}
    assert not see & {peer_of(PROSECUTOR), peer_of(DEFENCE)}


@pytest.mark.parametrize("for_stop", [True, False])
def test_own_counsel_comes_in_by_leave_given_for_the_stop_and_by_no_other(for_stop: bool) -> None:
    setting = replace(IN_SESSION, state=SittingState.STOPPED, stopped_for=W.id)
    leave = Leave(W.id, frozenset(IDS), FULL, AT, AT + timedelta(hours=1), during_stop=for_stop)
    standing = Rulings((order(Preset.P2),), (leave,))
    counsel = exposure(on_floor(HER_COUNSEL), on_floor(W), setting, standing, AT)
    assert counsel.voice is (Voice.FULL if for_stop else Voice.NONE)
    for other in (X, PROSECUTOR, DEFENCE, JUDGE):
        assert exposure(on_floor(other), on_floor(W), setting, standing, AT).voice is Voice.NONE


def test_a_stop_outlives_a_change_of_state() -> None:
    """Whatever the state says, while her Stop stands the pair is cut."""
    for state in SittingState:
        setting = Setting(IN_SESSION.surface, IN_SESSION.room, state, True, W.id)
        got = exposure(on_floor(X), on_floor(W), setting, Rulings(), AT)
        assert got == NOTHING or got.video is Video.NONE


session = Stopping(SittingState.IN_SESSION, question=IDS[0])


@pytest.mark.parametrize("by", [W, SUPPORTER, HER_CLERK, JUDGE], ids=lambda one: one.role)
def test_she_and_those_there_for_her_can_stop_from_anywhere_under_way(by: Person) -> None:
    for state in SittingState:
        if state in {SittingState.NOT_OPEN, SittingState.ADJOURNED, SittingState.CONCLUDED}:
            continue
        stopped = stop(replace(session, state=state), by, W.id)
        assert (stopped.state, stopped.stopped_for) == (SittingState.STOPPED, W.id)
        assert stopped.question == session.question


@pytest.mark.parametrize("by", [X, PROSECUTOR, DEFENCE, V], ids=lambda one: one.role)
def test_nobody_else_stops_for_her(by: Person) -> None:
    with pytest.raises(NotYourStep):
        stop(session, by, W.id)


def test_only_the_judge_resumes_and_only_after_her_own_tap() -> None:
    stopped = stop(session, W, W.id)
    for role in set(Role) - {Role.JUDGE}:
        with pytest.raises(NotYourStep):
            resume(replace(stopped, ready=True), role)
    with pytest.raises(ReadyTapNeeded):
        resume(stopped, Role.JUDGE)
    for person in CAST:
        if person is not W:
            with pytest.raises(NotYourStep):
                ready(stopped, person)
    assert resume(ready(stopped, W), Role.JUDGE) == session


def test_a_new_stop_asks_for_a_new_tap() -> None:
    again = stop(ready(stop(session, W, W.id), W), SUPPORTER, W.id)
    with pytest.raises(ReadyTapNeeded):
        resume(again, Role.JUDGE)


def test_a_crash_does_not_resume_for_her() -> None:
    stopped = stop(session, W, W.id)
    crashed = replace(stopped, state=after_a_crash(stopped.state))
    assert crashed.state is SittingState.SUSPENDED_TECHNICAL
    with pytest.raises(ReadyTapNeeded):
        resume(crashed, Role.JUDGE)


def test_a_second_stop_leaves_the_first_standing() -> None:
    stopped = stop(session, W, W.id)
    assert stop(stopped, V, V.id) == stopped


def test_only_the_judge_opens_the_line_and_only_while_stopped() -> None:
    stopped = stop(session, W, W.id)
    assert set_line(stopped, Role.JUDGE, is_open=True).line_open
    with pytest.raises(NotYourStep):
        set_line(stopped, Role.CLERK, is_open=True)
    with pytest.raises(StepNotOpen):
        set_line(session, Role.JUDGE, is_open=True)
