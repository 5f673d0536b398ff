"""Witnesses do not hear each other before they are released, and nobody learns who waits."""

from dataclasses import replace

import pytest

from app.protection.exposure import exposure
from app.protection.terms import FULL, NOTHING, Attendee, Person, Presence, Rulings, Stage, Words
from tests.rules.protection.generated import (
    AT,
    CAST,
    CLERK,
    CONTACT,
    HER_COUNSEL,
    IN_SESSION,
    JUDGE,
    OTHER,
    PROSECUTOR,
    V,
    W,
    on_floor,
)

OPEN = Rulings()
PRIVATE = replace(IN_SESSION, public=False)


@pytest.mark.parametrize("subject", [W, JUDGE, PROSECUTOR], ids=lambda one: one.role)
def test_another_witness_gets_nothing_before_release(subject: Person) -> None:
    for stage in set(Stage) - {Stage.RELEASED}:
        assert exposure(Attendee(OTHER, stage), on_floor(subject), IN_SESSION, OPEN, AT) == NOTHING


@pytest.mark.parametrize("witness", [OTHER, V], ids=lambda one: one.role)
def test_a_released_witness_follows_as_the_public_does(witness: Person) -> None:
    released = Attendee(witness, Stage.RELEASED)
    assert exposure(released, on_floor(W), IN_SESSION, OPEN, AT) == FULL
    assert exposure(released, on_floor(W), PRIVATE, OPEN, AT) == NOTHING


def test_two_witnesses_on_the_floor_do_not_hear_each_other() -> None:
    assert exposure(on_floor(V), on_floor(W), IN_SESSION, OPEN, AT) == NOTHING
    assert exposure(on_floor(W), on_floor(V), IN_SESSION, OPEN, AT) == NOTHING
    assert exposure(on_floor(W), on_floor(JUDGE), IN_SESSION, OPEN, AT) == FULL


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.ADMITTED, Stage.TESTIFYING}))
def test_only_bench_clerk_and_those_there_for_her_know_that_she_waits(stage: Stage) -> None:
    know = {JUDGE, CLERK, CONTACT, HER_COUNSEL}
    for person in CAST:
        got = exposure(on_floor(person), Attendee(W, stage), IN_SESSION, OPEN, AT)
        if person is W:
            continue
        may_know = person in know or person.serves_person(W.id)
        assert (got.presence is Presence.SHOWN) == may_know
        assert got.words is Words.NONE
