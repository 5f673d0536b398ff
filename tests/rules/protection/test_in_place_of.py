"""A colleague in the place of absent counsel has what that counsel would have, gives what they would, never more."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hearings.floor_plan import missing_for_fairness
from app.hearings.terms import Connected, SittingNow, SittingState
from app.kernel.protected import Protected
from app.protection.exposure import exposure, screened
from app.protection.labels import CaseView, Label, Named, in_place_of, label_for
from app.protection.terms import (
    NOTHING,
    Attendee,
    Name,
    Person,
    Preset,
    ProtectedFrom,
    Restriction,
    Role,
    Rulings,
    Setting,
    Stage,
)
from tests.rules.protection.generated import (
    AT,
    DEFENCE,
    HER_COUNSEL,
    IDS,
    IN_SESSION,
    JUDGE,
    PAGE,
    PROSECUTOR,
    PUBLIC,
    W,
    X,
    attendees,
    on_floor,
    order,
    restrictions,
    rulings,
    settings_any,
    stages,
)

COLLEAGUE = UUID(int=500)
counsel = st.sampled_from([PROSECUTOR, DEFENCE, HER_COUNSEL])


def colleague_of(person: Person) -> Person:
    return replace(person, id=COLLEAGUE, acts_for=person)


@given(counsel, stages | st.none(), attendees, settings_any, rulings)
def test_who_takes_over_has_and_gives_exactly_what_counsel_would(
    absent: Person, stage: Stage | None, other: Attendee, setting: Setting, rulings: Rulings
) -> None:
    if other.person.id == absent.id:
        return
    theirs, instead = Attendee(absent, stage), Attendee(colleague_of(absent), stage)
    assert exposure(instead, other, setting, rulings, AT) == exposure(theirs, other, setting, rulings, AT)
    assert exposure(other, instead, setting, rulings, AT) == exposure(other, theirs, setting, rulings, AT)


@given(counsel, attendees, settings_any, rulings, restrictions, st.frozensets(st.sampled_from(IDS), max_size=2))
def test_whomever_orders_name_the_colleague_never_has_more(
    absent: Person,
    other: Attendee,
    setting: Setting,
    rulings: Rulings,
    naming: Restriction,
    besides: frozenset[UUID],
) -> None:
    if other.person.id == absent.id:
        return
    named = replace(naming, protected_from=ProtectedFrom(persons=besides | {COLLEAGUE}))
    all_of_them = replace(rulings, restrictions=(*rulings.restrictions, named))
    instead, theirs = on_floor(colleague_of(absent)), on_floor(absent)
    assert exposure(instead, other, setting, all_of_them, AT) <= exposure(theirs, other, setting, all_of_them, AT)


def test_an_order_that_names_counsel_keeps_the_colleague_away_too() -> None:
    named = replace(order(Preset.P3), protected_from=ProtectedFrom(persons=frozenset({DEFENCE.id})))
    instead = colleague_of(DEFENCE)
    assert screened(W, DEFENCE, (named,), AT)
    assert screened(W, instead, (named,), AT)
    seen = exposure(on_floor(instead), on_floor(W), IN_SESSION, Rulings((named,)), AT)
    assert seen.video == exposure(on_floor(DEFENCE), on_floor(W), IN_SESSION, Rulings((named,)), AT).video
    assert seen.video < exposure(on_floor(instead), on_floor(W), IN_SESSION, Rulings(), AT).video


@given(attendees, settings_any, rulings)
def test_in_the_place_of_nobody_known_there_is_nothing(other: Attendee, setting: Setting, rulings: Rulings) -> None:
    lost = on_floor(Person(COLLEAGUE, Role.DEFENCE_COUNSEL, (X,), acts_for=Person(UUID(int=0), Role.UNKNOWN)))
    assert exposure(lost, other, setting, rulings, AT) == NOTHING


def test_everybody_reads_with_whose_place_it_is() -> None:
    names = {COLLEAGUE: "Rui Sato", DEFENCE.id: "Ada Reyes"}
    place = CaseView(PAGE, Rulings(), AT)
    for viewer in (JUDGE, PUBLIC, W):
        mine, whose = (
            label_for(on_floor(viewer), Named(Attendee(person), Protected(names[person.id])), place)
            for person in (colleague_of(DEFENCE), DEFENCE)
        )
        assert in_place_of(mine, whose) == Label("Rui Sato", "counsel, in place of Ada Reyes", Name.FULL)
    assert in_place_of(Label("Rui Sato", "counsel", Name.FULL), Label()).hidden


def plan(*here: Attendee) -> set[UUID | None]:
    """Of whom the accused lacks something that counsel owes them."""
    windows = [
        Connected(str(one.person.id), (one.person.id,), attested_at=AT, publishes=frozenset({"audio", "video"}))
        for one in here
    ]
    absent = Attendee(DEFENCE, Stage.EXPECTED)
    people = [*here, *([absent] if all(one.person.id != DEFENCE.id for one in here) else [])]
    missing = missing_for_fairness(
        SittingNow(SittingState.IN_SESSION, public=True), people, Rulings(), windows, AT, private_lines={X.id}
    )
    return {one.of for one in missing if one.need == "counsel"}


def test_absent_counsel_is_not_waited_for_while_the_colleague_is_there() -> None:
    bench, accused = on_floor(JUDGE), on_floor(X)
    instead = on_floor(colleague_of(DEFENCE))
    assert plan(bench, accused) == {DEFENCE.id}
    assert plan(bench, accused, instead) == set()
    assert plan(bench, accused, on_floor(DEFENCE), replace(instead, stage=Stage.LEFT)) == set()
    assert plan(bench, accused, replace(instead, stage=Stage.LEFT)) == {DEFENCE.id}


@pytest.mark.parametrize("absent", [PROSECUTOR, DEFENCE, HER_COUNSEL])
def test_a_colleague_serves_and_stands_as_counsel_does(absent: Person) -> None:
    instead = colleague_of(absent)
    assert (instead.role, instead.serves, instead.side) == (absent.role, absent.serves, absent.side)
