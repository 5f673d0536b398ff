"""What each preset gives each part of a protected witness who is testifying in public, word for word."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from app.protection.exposure import exposure
from app.protection.rules.presets import DELAYED_TO_PUBLIC, INTERIM, PRESETS, with_cap
from app.protection.terms import (
    FULL,
    NOTHING,
    Audience,
    Exposure,
    Leave,
    Name,
    Person,
    Preset,
    Profile,
    ProtectedFrom,
    Rulings,
    Surface,
    Voice,
    Words,
)
from tests.rules.protection.generated import (
    AT,
    CAST,
    CLERK,
    CONTACT,
    DEFENCE,
    GUARD,
    HER_CLERK,
    HER_COUNSEL,
    IN_SESSION,
    INTERMEDIARY,
    INTERPRETER,
    JUDGE,
    JUROR,
    OPERATOR,
    OTHER,
    PAGE,
    PRESS,
    PROSECUTOR,
    PUBLIC,
    REPORTER,
    SUPPORTER,
    W,
    X,
    Y,
    on_floor,
    order,
)

# picture, voice, words, name: V S -, F A R I -, L D -, N ψ -, and . for hidden altogether
EXPECTED = {
    JUDGE: ["VFLN"] * 6,
    PROSECUTOR: ["VFLN"] * 5 + ["."],
    HER_COUNSEL: ["VFLN"] * 6,
    SUPPORTER: ["VFLN"] * 6,
    INTERMEDIARY: ["VFLN"] * 6,
    DEFENCE: ["VFLN"] * 4 + ["VFLψ", "."],
    X: ["VFLN", "VFLN", "-FLN", "-FLN", "-RLψ", "."],
    Y: ["VFLN", "VFLN", "-FLN", "-FLN", "-RLψ", "."],
    GUARD: ["VFLN", "VFLN", "-FLN", "-FLN", "-RLψ", "."],
    JUROR: ["VFLN", "VFLN", "VFLN", "VFLψ", "VFLψ", "."],
    CLERK: ["VFLN", "VFLN", "VFLN", "-FLψ", "-FLψ", "VFLN"],
    HER_CLERK: ["VFLN", "VFLN", "VFLN", "VFLψ", "VFLψ", "VFLN"],
    INTERPRETER: ["VFLN"] + ["VFLψ"] * 5,
    REPORTER: ["-FLN"] + ["-FLψ"] * 5,
    CONTACT: ["---N"] * 6,
    PUBLIC: ["VFLN", "-FL-", "-FL-", ".", ".", "."],
    PRESS: ["VFLN", "-FL-", "-FL-", ".", ".", "."],
    OTHER: ["."] * 6,
    OPERATOR: ["."] * 6,
}
CASES = [(who, preset, want) for who, row in EXPECTED.items() for preset, want in zip(Preset, row, strict=True)]


def _short(got: Exposure) -> str:
    if got == NOTHING:
        return "."
    voice = {Voice.FULL: "F", Voice.ALTERED: "A", Voice.RE_VOICED: "R", Voice.INTERPRETATION_ONLY: "I"}
    words, name = {Words.LIVE: "L", Words.DELAYED: "D"}, {Name.FULL: "N", Name.PSEUDONYM: "ψ"}
    picture = {"full": "V", "silhouette": "S"}.get(got.video.value, "-")
    return picture + voice.get(got.voice, "-") + words.get(got.words, "-") + name.get(got.name, "-")


@pytest.mark.parametrize(("who", "preset", "want"), CASES, ids=[f"{w.role}-{p}" for w, p, _ in CASES])
def test_each_part_gets_of_her_what_the_preset_says(who: Person, preset: Preset, want: str) -> None:
    assert _short(exposure(on_floor(who), on_floor(W), IN_SESSION, Rulings((order(preset),)), AT)) == want


@pytest.mark.parametrize(
    ("preset", "alone", "with_leave"),
    [
        (Preset.P0, "VFLN", "VFLN"),
        (Preset.P1, "--LN", "-FLN"),
        (Preset.P2, ".", "-FL-"),
        (Preset.P3, ".", "-FL-"),
        (Preset.P4, ".", "."),
        (Preset.PJ, ".", "."),
    ],
)
def test_she_gets_of_the_accused_no_picture_and_his_voice_only_by_leave(
    preset: Preset, alone: str, with_leave: str
) -> None:
    orders = (order(preset),)
    leave = Leave(X.id, frozenset({W.id}), FULL, AT, AT + timedelta(minutes=5))
    later = AT + timedelta(minutes=5)
    assert _short(exposure(on_floor(W), on_floor(X), IN_SESSION, Rulings(orders), AT)) == alone
    assert _short(exposure(on_floor(W), on_floor(X), IN_SESSION, Rulings(orders, (leave,)), AT)) == with_leave
    assert _short(exposure(on_floor(W), on_floor(X), IN_SESSION, Rulings(orders, (leave,)), later)) == alone


@pytest.mark.parametrize(("preset", "name"), [(Preset.P2, Name.NOTHING), (Preset.P3, Name.PSEUDONYM)])
def test_a_public_page_names_a_protected_witness_by_pseudonym_or_not_at_all(preset: Preset, name: Name) -> None:
    assert exposure(on_floor(PUBLIC), on_floor(W), PAGE, Rulings((order(preset),)), AT).name is name


@pytest.mark.parametrize("preset", [Preset.P4, Preset.PJ])
def test_at_the_strictest_presets_a_public_page_does_not_mention_her(preset: Preset) -> None:
    assert exposure(on_floor(PUBLIC), on_floor(W), PAGE, Rulings((order(preset),)), AT) == NOTHING


def test_a_judge_may_give_the_public_a_delayed_reading_and_nobody_gets_it_live() -> None:
    measures = with_cap(PRESETS[Preset.P3], Audience.PUBLIC, DELAYED_TO_PUBLIC)
    rulings = Rulings((replace(order(Preset.P3), measures=measures),))
    assert _short(exposure(on_floor(PUBLIC), on_floor(W), IN_SESSION, rulings, AT)) == "-RDψ"


@pytest.mark.parametrize("profile", [Profile.CHILD, Profile.TRAFFICKING, Profile.SEXUAL_OFFENCE])
def test_from_the_first_day_the_public_gets_nothing_live_and_no_name(profile: Profile) -> None:
    rulings = Rulings((replace(order(Preset.P0), measures=INTERIM[profile]),))
    assert exposure(on_floor(PUBLIC), on_floor(W), IN_SESSION, rulings, AT) == NOTHING
    assert exposure(on_floor(PUBLIC), on_floor(W), PAGE, rulings, AT).name is Name.NOTHING
    assert _short(exposure(on_floor(X), on_floor(W), IN_SESSION, rulings, AT)) == "-FLN"


def test_an_allegation_in_a_family_matter_screens_both_ways() -> None:
    rulings = Rulings((replace(order(Preset.P0, protected=Y), measures=INTERIM[Profile.FAMILY_ALLEGATION]),))
    assert exposure(on_floor(Y), on_floor(X), IN_SESSION, rulings, AT) == NOTHING
    assert _short(exposure(on_floor(X), on_floor(Y), IN_SESSION, rulings, AT)) == "-FLN"


@pytest.mark.parametrize(("one", "other"), list(combinations(Preset, 2)))
def test_two_orders_bind_together_whichever_came_first(one: Preset, other: Preset) -> None:
    first, second = order(one), order(other, number=2)
    for receiver in map(on_floor, CAST):
        for subject in (on_floor(W), on_floor(X)):
            got = exposure(receiver, subject, IN_SESSION, Rulings((first, second)), AT)
            assert got == exposure(receiver, subject, IN_SESSION, Rulings((second, first)), AT)
            alone = [exposure(receiver, subject, IN_SESSION, Rulings((each,)), AT) for each in (first, second)]
            assert all(got <= each for each in alone)


@pytest.mark.parametrize("preset", Preset)
def test_a_review_date_that_has_passed_exposes_nobody(preset: Preset) -> None:
    overdue = replace(order(preset), review_on=AT.date() - timedelta(days=300))
    for receiver in map(on_floor, CAST):
        for setting in (IN_SESSION, PAGE):
            before = exposure(receiver, on_floor(W), setting, Rulings((order(preset),)), AT)
            assert exposure(receiver, on_floor(W), setting, Rulings((overdue,)), AT) == before


def test_an_exception_by_name_frees_that_party_alone() -> None:
    excepting = replace(order(Preset.P2), protected_from=ProtectedFrom(excepted=frozenset({Y.id})))
    assert _short(exposure(on_floor(Y), on_floor(W), IN_SESSION, Rulings((excepting,)), AT)) == "VFLN"
    assert _short(exposure(on_floor(X), on_floor(W), IN_SESSION, Rulings((excepting,)), AT)) == "-FLN"


def test_a_party_who_joins_later_is_covered() -> None:
    newcomer = replace(Y, id=CAST[-1].id)
    assert _short(exposure(on_floor(newcomer), on_floor(W), IN_SESSION, Rulings((order(Preset.P2),)), AT)) == "-FLN"


def test_in_recorded_matter_the_orders_of_its_day_still_bind_unless_a_ruling_names_it() -> None:
    ended = replace(order(Preset.P2), ended=AT - timedelta(hours=1))
    playback = replace(PAGE, surface=Surface.PLAYBACK, made_at=AT - timedelta(hours=2))
    assert exposure(on_floor(X), on_floor(W), playback, Rulings((ended,)), AT).video.value == "none"
    lifted = replace(playback, lifted=frozenset({ended.id}))
    assert exposure(on_floor(X), on_floor(W), lifted, Rulings((ended,)), AT) == FULL
    made_after = replace(playback, made_at=AT - timedelta(minutes=30))
    assert exposure(on_floor(X), on_floor(W), made_after, Rulings((ended,)), AT) == FULL
