"""The parts beside the usual ones: who acts for somebody, who gives expert evidence, and who plays two parts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.protected import Protected
from app.protection.exposure import audiences, exposure
from app.protection.labels import PARTS, CaseView, Named, label_for
from app.protection.terms import (
    COMPANIONS,
    FULL,
    NOTHING,
    PARTIES,
    STEWARDS,
    WITNESSES,
    Attendee,
    Audience,
    Name,
    Person,
    Preset,
    Restriction,
    Role,
    Rulings,
    Setting,
    Words,
)
from tests.rules.protection.generated import (
    AT,
    BOTH,
    CLERK,
    COMPLAINANT,
    EXPERT,
    GUARDIAN,
    IN_SESSION,
    JUDGE,
    NEXT_FRIEND,
    OTHER,
    PAGE,
    PLAINTIFF,
    PRESS,
    PUBLIC,
    V,
    W,
    X,
    attendees,
    on_floor,
    order,
    restrictions,
    rulings,
    settings_any,
)

NEW = (COMPLAINANT, PLAINTIFF, EXPERT, GUARDIAN, NEXT_FRIEND)


def test_every_part_has_a_neutral_word() -> None:
    assert set(PARTS) == set(Role)
    assert PARTS[Role.COMPLAINANT] == PARTS[Role.VICTIM] == PARTS[Role.WITNESS]


def test_a_complainant_and_an_expert_are_kept_as_witnesses_and_a_plaintiff_is_a_party() -> None:
    assert {Role.COMPLAINANT, Role.EXPERT} <= WITNESSES
    assert Role.PLAINTIFF in PARTIES
    assert {Role.GUARDIAN, Role.NEXT_FRIEND} == STEWARDS <= COMPANIONS


@given(attendees, settings_any, rulings)
def test_whoever_acts_for_nobody_known_gets_nothing_of_others(
    subject: Attendee, setting: Setting, rulings: Rulings
) -> None:
    for role in STEWARDS:
        alone = Attendee(Person(GUARDIAN.id, role))
        if subject.person.id != GUARDIAN.id:
            assert exposure(alone, subject, setting, rulings, AT) == NOTHING


@given(attendees, settings_any, rulings, st.sampled_from((GUARDIAN, NEXT_FRIEND)))
def test_a_guardian_gets_no_more_of_others_than_the_person_they_act_for(
    subject: Attendee, setting: Setting, rulings: Rulings, steward: Person
) -> None:
    (served,) = steward.serves
    if subject.person.id in (steward.id, served.id):
        return
    theirs = exposure(on_floor(steward), subject, setting, rulings, AT)
    assert theirs <= exposure(on_floor(served), subject, setting, rulings, AT)


@pytest.mark.parametrize("viewer", [PUBLIC, PRESS, CLERK], ids=lambda one: one.role)
@pytest.mark.parametrize("preset", [Preset.P3, Preset.P4, Preset.PJ])
def test_the_name_of_a_guardian_tells_nobody_whose_guardian_it_is(viewer: Person, preset: Preset) -> None:
    standing = Rulings((replace(order(preset), protected=V.id),))
    hers = exposure(on_floor(viewer), on_floor(V), PAGE, standing, AT)
    theirs = exposure(on_floor(viewer), on_floor(GUARDIAN), PAGE, standing, AT)
    assert hers.name is not Name.FULL or viewer is CLERK  # a child is known to the clerk
    assert theirs.name <= hers.name
    assert exposure(on_floor(JUDGE), on_floor(GUARDIAN), PAGE, standing, AT).name is Name.FULL
    assert exposure(on_floor(viewer), on_floor(GUARDIAN), PAGE, Rulings(), AT).name is Name.FULL


@given(attendees, settings_any, rulings)
def test_of_somebody_with_two_parts_nobody_gets_more_than_of_either(
    viewer: Attendee, setting: Setting, rulings: Rulings
) -> None:
    for also in Role:
        two = replace(BOTH, role=Role.ACCUSED, also=frozenset({also}))
        got = exposure(viewer, on_floor(two), setting, rulings, AT)
        for role in two.roles if viewer.person.id != BOTH.id else ():
            assert got <= exposure(viewer, on_floor(replace(two, role=role, also=frozenset())), setting, rulings, AT)


@given(restrictions)
def test_an_order_against_one_part_of_a_person_binds_in_all_of_them(standing: Restriction) -> None:
    for also in Role:
        two = replace(BOTH, also=frozenset({also}))
        for role in two.roles:
            assert audiences(replace(two, role=role, also=frozenset()), standing) <= audiences(two, standing)


def test_a_victim_who_is_also_accused_hears_the_evidence_and_keeps_her_protection() -> None:
    standing = Rulings((replace(order(Preset.P3), protected=BOTH.id),))
    assert exposure(on_floor(BOTH), on_floor(V), IN_SESSION, Rulings(), AT) == FULL
    assert exposure(on_floor(BOTH), on_floor(V), IN_SESSION, standing, AT).words is Words.LIVE
    label = label_for(on_floor(PUBLIC), Named(on_floor(BOTH), Protected("Zdenka"), "B4"), CaseView(PAGE, standing, AT))
    assert (label.text, label.part) == ("Witness B4", "witness")  # not that the witness is accused
    assert Audience.PROTECTED_FROM in audiences(BOTH, order(Preset.P2))


def test_another_witness_hears_neither_expert_nor_complainant_before_release() -> None:
    for one in (EXPERT, COMPLAINANT):
        assert exposure(on_floor(OTHER), on_floor(one), IN_SESSION, Rulings(), AT) == NOTHING
        assert exposure(on_floor(one), on_floor(W), IN_SESSION, Rulings(), AT) == NOTHING
    assert exposure(on_floor(X), on_floor(EXPERT), IN_SESSION, Rulings(), AT) == FULL
