"""Law 2: no edge goes beyond exposure, and the plan never moves what may stay where it is."""

from dataclasses import replace

import pytest
from hypothesis import given

from app.hearings.floor_plan import Edge, FloorPlan
from app.hearings.terms import Consent
from app.protection.exposure import exposure
from app.protection.rules.presets import DELAYED_TO_PUBLIC, PRESETS, with_cap
from app.protection.terms import (
    COMPANIONS,
    FULL,
    Attendee,
    Audience,
    Measures,
    Preset,
    Rulings,
    SittingState,
    Stage,
    Video,
    Voice,
    Words,
)
from tests.rules.hearings.scenes import Scene, card_of, peer_of, reading_of, scene, scenes
from tests.rules.protection.generated import (
    AT,
    DEFENCE,
    HER_INTERPRETER,
    HIS_INTERPRETER,
    INTERMEDIARY,
    INTERPRETER,
    JUDGE,
    NEXT_FRIEND,
    PROSECUTOR,
    PUBLIC,
    SUPPORTER,
    W,
    X,
    order,
)


def receivers(plan: FloorPlan, peer: str, kind: str) -> set[str]:
    return {edge.listener for edge in plan.edges if (edge.source.peer, edge.source.kind) == (peer, kind)}


def _within_exposure(scene: Scene, edge: Edge) -> bool:
    """Checked person by person, without anything of the plan's own making."""
    sent = next(one for one in scene.connected if one.peer == edge.source.peer)
    for receiver in scene.at(edge.listener):
        for subject in carried(scene, edge.source.peer):
            allowed = exposure(receiver, subject, scene.sitting.setting(), scene.rulings, AT)
            if edge.source.kind == "video" and not sent.video <= allowed.video:
                return False
            if edge.source.kind == "audio" and not (sent.voice <= allowed.voice and allowed.words is Words.LIVE):
                return False
    return True


def carried(scene: Scene, peer: str) -> list[Attendee]:
    """Whose picture and voice it is: a companion beside the one they serve adds nothing."""
    there = scene.at(peer)
    here = {one.person.id for one in there}
    return [
        one
        for one in there
        if not (one.person.role in COMPANIONS and here & {served.id for served in one.person.serves})
    ]


@given(scenes())
def test_no_edge_goes_beyond_exposure(scene: Scene) -> None:
    assert [edge for edge in scene.plan().edges if not _within_exposure(scene, edge)] == []


@given(scenes())
def test_every_binding_is_a_permitted_edge_in_a_slot_of_its_own(scene: Scene) -> None:
    plan = scene.plan()
    assert {Edge(binding.source, binding.listener) for binding in plan.bindings} <= plan.edges
    taken = [(binding.listener, binding.slot) for binding in plan.bindings]
    assert len(taken) == len(set(taken))
    assert all(int(binding.slot[1:]) < scene.sitting.slots for binding in plan.bindings)
    assert all(binding.slot[0] == binding.source.kind[0] for binding in plan.bindings)


@given(scenes())
def test_planning_again_changes_nothing(scene: Scene) -> None:
    plan = scene.plan()
    assert scene.plan(plan.bindings) == plan


def test_who_joins_or_leaves_moves_nobody_else() -> None:
    full = scene(W, JUDGE, PROSECUTOR, DEFENCE, SUPPORTER)
    before = full.plan()
    fewer = replace(full, connected=full.connected[:2] + full.connected[3:])
    during = fewer.plan(before.bindings)
    assert set(during.bindings) <= set(before.bindings)
    assert set(full.plan(during.bindings).bindings) >= set(during.bindings)


def test_sound_and_picture_of_one_person_share_a_number() -> None:
    plan = scene(W, JUDGE, PROSECUTOR).plan()
    numbers: dict[tuple[str, str], set[str]] = {}
    for binding in plan.bindings:
        numbers.setdefault((binding.listener, binding.source.peer), set()).add(binding.slot[1:])
    assert numbers
    assert all(len(found) == 1 for found in numbers.values())


def test_when_slots_are_few_the_witness_and_the_bench_come_first() -> None:
    crowded = scene(W, JUDGE, PROSECUTOR, DEFENCE, SUPPORTER, INTERPRETER, preset=Preset.P0)
    plan = replace(crowded, sitting=replace(crowded.sitting, slots=2)).plan()
    to_counsel = {binding.source.peer for binding in plan.bindings if binding.listener == peer_of(DEFENCE)}
    assert to_counsel == {peer_of(W), peer_of(JUDGE)}


def test_screened_both_ways_the_accused_gets_sound_alone_and_she_gets_nothing() -> None:
    plan = scene(W, X, JUDGE).plan()
    assert receivers(plan, peer_of(W), "video") == {peer_of(JUDGE)}
    assert receivers(plan, peer_of(W), "audio") == {peer_of(JUDGE), peer_of(X)}
    assert peer_of(W) not in receivers(plan, peer_of(X), "audio") | receivers(plan, peer_of(X), "video")


def test_below_full_exposure_only_a_rendition_is_sent_and_never_the_original() -> None:
    withheld = scene(W, X, JUDGE, preset=Preset.P4)
    treated = replace(withheld, connected=(*withheld.connected, reading_of(W), card_of(W)))
    assert receivers(withheld.plan(), peer_of(W), "audio") == {peer_of(JUDGE)}
    plan = treated.plan()
    assert receivers(plan, "reader", "audio") == {peer_of(X)}
    assert receivers(plan, peer_of(W), "audio") == {peer_of(JUDGE)}
    assert receivers(plan, "card", "video") == set()


def test_a_rendition_stronger_than_exposure_allows_is_not_sent() -> None:
    withheld = scene(W, X, JUDGE, preset=Preset.P4)
    altered = replace(withheld, connected=(*withheld.connected, reading_of(W, Voice.ALTERED)))
    assert receivers(altered.plan(), "reader", "audio") == set()


def _ruled(now: Scene, measures: Measures) -> Scene:
    standing = Rulings((replace(order(Preset.P3), measures=measures),))
    consents = {W.id: Consent(standing, True)}
    return replace(now, rulings=standing, sitting=replace(now.sitting, consents=consents))


def test_where_a_card_is_ordered_the_card_is_sent_and_never_the_picture() -> None:
    card_for_him = with_cap(PRESETS[Preset.P2], Audience.PROTECTED_FROM, replace(FULL, video=Video.SILHOUETTE))
    now = _ruled(scene(W, X, JUDGE), card_for_him)
    plan = replace(now, connected=(*now.connected, card_of(W))).plan()
    assert receivers(plan, "card", "video") == {peer_of(X)}
    assert receivers(plan, peer_of(W), "video") == {peer_of(JUDGE)}


def test_what_is_delayed_is_not_sent_live() -> None:
    delayed = with_cap(PRESETS[Preset.P3], Audience.PUBLIC, DELAYED_TO_PUBLIC)
    now = _ruled(scene(W, X, JUDGE, PUBLIC), delayed)
    plan = replace(now, connected=(*now.connected, reading_of(W))).plan()
    assert not [
        edge
        for edge in plan.edges
        if edge.listener == peer_of(PUBLIC) and edge.source.peer != peer_of(X) and edge.source.peer != peer_of(JUDGE)
    ]


def test_listeners_who_send_nothing_are_each_answered_for_themselves() -> None:
    full = scene(JUDGE, X, W)
    silent = tuple(
        replace(one, publishes=one.publishes if W.id in one.people else frozenset()) for one in full.connected
    )
    plan = replace(full, connected=silent).plan()
    assert receivers(plan, peer_of(W), "video") == {peer_of(JUDGE)}


def test_when_the_original_is_gone_its_rendition_reaches_nobody() -> None:
    withheld = scene(W, X, JUDGE, preset=Preset.P4)
    orphan = replace(withheld, connected=(*withheld.connected[1:], reading_of(W)))
    assert receivers(orphan.plan(), "reader", "audio") == set()


@pytest.mark.parametrize("preset", [Preset.P3, Preset.P4, Preset.PJ])
def test_her_words_do_not_reach_the_public_through_an_interpreter(preset: Preset) -> None:
    plan = scene(W, X, JUDGE, PUBLIC, HER_INTERPRETER, INTERPRETER, INTERMEDIARY, preset=preset).plan()
    for voice in (HER_INTERPRETER, INTERPRETER, INTERMEDIARY):
        assert peer_of(PUBLIC) not in receivers(plan, peer_of(voice), "audio")
        assert peer_of(PUBLIC) not in receivers(plan, peer_of(voice), "video")


def test_his_words_do_not_reach_her_through_his_interpreter() -> None:
    plan = scene(W, X, JUDGE, HIS_INTERPRETER).plan()
    assert peer_of(W) not in receivers(plan, peer_of(HIS_INTERPRETER), "audio")
    assert peer_of(JUDGE) in receivers(plan, peer_of(HIS_INTERPRETER), "audio")


def test_a_language_channel_is_heard_by_those_who_chose_it() -> None:
    base = scene(W, JUDGE, PROSECUTOR, INTERPRETER, preset=Preset.P0)
    tuned = tuple(
        replace(one, channel="fr" if "interpreter" in one.peer else None, listens="fr" if "judge" in one.peer else None)
        for one in base.connected
    )
    plan = replace(base, connected=tuned).plan()
    assert receivers(plan, peer_of(INTERPRETER), "audio") == {peer_of(JUDGE)}


def test_the_supporters_microphone_never_reaches_the_court() -> None:
    plan = scene().plan()
    assert receivers(plan, peer_of(SUPPORTER), "audio") <= {
        peer_of(one)
        for one in (W, HER_INTERPRETER, INTERMEDIARY, NEXT_FRIEND)  # those who are there for her
    } | {peer for peer in receivers(plan, peer_of(SUPPORTER), "audio") if "attendant" in peer}
    assert not any(source.peer == peer_of(SUPPORTER) and source.kind == "audio" for source in plan.recorded)


@pytest.mark.parametrize(
    "state",
    [s for s in SittingState if s not in {SittingState.OPEN, SittingState.IN_SESSION, SittingState.OBJECTION_PENDING}],
)
def test_while_the_sitting_rests_nothing_flows_to_or_from_her(state: SittingState) -> None:
    plan = scene(state=state).plan()
    assert not [edge for edge in plan.edges if peer_of(W) in (edge.source.peer, edge.listener)]
    assert plan.recorded == frozenset()


@given(scenes())
def test_who_waits_has_no_edges_at_all(scene: Scene) -> None:
    waiting = {Stage.EXPECTED, Stage.CHECKING_DEVICES, Stage.WAITING, Stage.IN_CONSULTATION, Stage.LEFT, Stage.CUT_OFF}
    for edge in scene.plan().edges:
        assert not all(one.stage in waiting for one in scene.at(edge.listener))
        assert not all(one.stage in waiting for one in scene.at(edge.source.peer))


def test_without_her_tap_nothing_of_her_flows() -> None:
    untapped = scene(W, JUDGE, SUPPORTER)
    plan = replace(untapped, sitting=replace(untapped.sitting, consents={})).plan()
    assert not [edge for edge in plan.edges if edge.source.peer == peer_of(W)]
    assert not [source for source in plan.recorded if source.peer == peer_of(W)]


def test_a_ruling_that_relaxes_changes_nothing_for_anyone_until_her_own_tap() -> None:
    tapped = scene(W, X, JUDGE, PUBLIC)
    relaxed = replace(tapped, rulings=Rulings((order(Preset.P0),)))
    assert relaxed.plan().edges - {e for e in relaxed.plan().edges if e.listener == peer_of(W)} == (
        tapped.plan().edges - {e for e in tapped.plan().edges if e.listener == peer_of(W)}
    )
    consents = {W.id: Consent(relaxed.rulings, True)}
    after = replace(relaxed, sitting=replace(relaxed.sitting, consents=consents)).plan()
    assert peer_of(X) in receivers(after, peer_of(W), "video")


@given(scenes())
def test_edges_are_within_what_stood_at_the_tap(scene: Scene) -> None:
    for edge in scene.plan().edges:
        for subject in carried(scene, edge.source.peer):
            consent = scene.sitting.consents.get(subject.person.id)
            for receiver in scene.at(edge.listener):
                if consent is None:
                    continue
                then = exposure(receiver, subject, scene.sitting.setting(public=consent.public), consent.rulings, AT)
                assert then.video > Video.NONE if edge.source.kind == "video" else then.voice > Voice.NONE
