"""Law 4: what a person is told about who sees and hears them contains every receiver of their media."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.hearings.floor_plan import SeenBy
from app.hearings.terms import Consent
from app.protection.terms import AUDIENCE, Attendee, Preset, Rulings, Stage
from tests.rules.hearings.scenes import Scene, own_endpoint, peer_of, scene, scenes
from tests.rules.protection.generated import (
    DEFENCE,
    GUARD,
    HER_INTERPRETER,
    JUDGE,
    JUROR,
    OTHER,
    PRESS,
    PUBLIC,
    SUPPORTER,
    W,
    X,
    on_floor,
    order,
)


@given(scenes())
def test_nobody_receives_unlisted(scene: Scene) -> None:
    plan = scene.plan()
    for edge in plan.edges:
        for subject in scene.at(edge.source.peer):
            told = plan.seen_by(subject.person.id)
            seen = edge.source.kind == "video"
            listed = told.see_you if seen else told.hear_you
            public = told.public_sees if seen else told.public_hears
            for receiver in scene.at(edge.listener):
                watching = receiver.person.role in AUDIENCE
                assert public if watching else receiver.person.id in listed


@given(scenes())
def test_the_recorder_is_no_secret_listener(scene: Scene) -> None:
    plan = scene.plan()
    for source in plan.recorded:
        for subject in scene.at(source.peer):
            assert subject.person.role in AUDIENCE or plan.seen_by(subject.person.id).recorded


@given(scenes())
def test_nobody_is_listed_both_as_seeing_and_as_not_seeing(scene: Scene) -> None:
    plan = scene.plan()
    for one in scene.people:
        told = plan.seen_by(one.person.id)
        assert not told.see_you & told.cannot_see_you


def test_she_is_told_in_full_who_sees_hears_and_does_not_see_her() -> None:
    full = scene(W, X, JUDGE, DEFENCE, PUBLIC, HER_INTERPRETER, OTHER)
    assert full.plan().seen_by(W.id) == SeenBy(
        see_you=frozenset({JUDGE.id, DEFENCE.id, HER_INTERPRETER.id}),
        hear_you=frozenset({X.id, JUDGE.id, DEFENCE.id, HER_INTERPRETER.id}),
        follow_you=frozenset({X.id, JUDGE.id, DEFENCE.id, HER_INTERPRETER.id}),
        cannot_see_you=frozenset({X.id}),
        you_see=frozenset({JUDGE.id, DEFENCE.id, HER_INTERPRETER.id}),
        you_hear=frozenset({JUDGE.id, DEFENCE.id, HER_INTERPRETER.id}),
        public_sees=False,
        public_hears=True,
        public_follows=True,
        recorded=True,
    )


def test_the_guard_beside_the_accused_is_listed_too() -> None:
    dock = scene(W, X, JUDGE, GUARD, preset=Preset.P0)
    beside = replace(own_endpoint(X), people=(X.id, GUARD.id))
    told = replace(dock, connected=(*dock.connected[:1], beside, dock.connected[2])).plan().seen_by(W.id)
    assert {X.id, GUARD.id} <= told.see_you & told.hear_you


def test_the_guard_in_the_picture_is_told_who_sees_it() -> None:
    dock = scene(X, JUDGE, DEFENCE, GUARD)
    beside = replace(own_endpoint(X), people=(X.id, GUARD.id))
    plan = replace(dock, connected=(beside, *dock.connected[1:3])).plan()
    assert {JUDGE.id, DEFENCE.id} <= plan.seen_by(GUARD.id).see_you & plan.seen_by(GUARD.id).hear_you


def test_before_her_tap_she_reads_the_list_she_would_be_tapping_for() -> None:
    before = scene(W, X, JUDGE, JUROR)
    before = replace(before, sitting=replace(before.sitting, consents={}), rulings=Rulings((order(Preset.P1),)))
    assert before.plan().seen_by(W.id).see_you == frozenset()
    tapping = replace(before.sitting, consents={W.id: Consent(before.rulings, True)})
    told = replace(before, sitting=tapping).plan().seen_by(W.id)
    assert told.see_you == {X.id, JUDGE.id, JUROR.id}


@pytest.mark.parametrize("stage", [Stage.EXPECTED, Stage.WAITING, Stage.RELEASED])
def test_the_accused_learns_nothing_of_a_witness_who_is_not_on_the_floor(stage: Stage) -> None:
    full = scene(X, JUDGE, PRESS, PUBLIC)
    with_her = replace(
        full,
        people=(*full.people, Attendee(W, stage), on_floor(SUPPORTER)),
        connected=(*full.connected, own_endpoint(W), own_endpoint(SUPPORTER)),
    )
    assert with_her.plan().seen_by(X.id) == full.plan().seen_by(X.id)
    own = [edge for edge in with_her.plan().edges if edge.listener == peer_of(X)]
    assert set(own) == {edge for edge in full.plan().edges if edge.listener == peer_of(X)}
