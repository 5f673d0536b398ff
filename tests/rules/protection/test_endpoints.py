"""What passes between endpoints is what everybody at both of them may give and have."""

from datetime import timedelta

import pytest

from app.protection.exposure import NOTHING, Endpoint, Exposure, endpoint_exposure, screened
from app.protection.terms import FULL, Person, Preset, Rulings, Video, Voice
from tests.rules.protection.generated import (
    AT,
    ATTENDANT,
    DEFENCE,
    GUARD,
    HER_INTERPRETER,
    HIS_SUPPORTER,
    IN_SESSION,
    JUDGE,
    PROSECUTOR,
    SUPPORTER,
    W,
    X,
    on_floor,
    order,
)

P2 = Rulings((order(Preset.P2),))


def _at(*people: Person, minutes_ago: int = 0, contradicted: bool = False) -> Endpoint:
    return Endpoint(tuple(map(on_floor, people)), AT - timedelta(minutes=minutes_ago), contradicted)


def _passes(receiving: Endpoint, source: Endpoint) -> Exposure:
    return endpoint_exposure(receiving, source, IN_SESSION, P2, AT)


def test_counsel_apart_sees_her_and_counsel_beside_the_client_does_not() -> None:
    assert _passes(_at(DEFENCE), _at(W)) == FULL
    assert _passes(_at(DEFENCE, X), _at(W)).video is Video.NONE


def test_a_stale_missing_or_contradicted_attestation_gives_and_sends_nothing() -> None:
    unattested = Endpoint((on_floor(JUDGE),))
    for doubtful in (_at(JUDGE, minutes_ago=31), _at(JUDGE, contradicted=True), unattested, _at(minutes_ago=0)):
        assert _passes(doubtful, _at(W)) == NOTHING
        assert _passes(_at(PROSECUTOR), doubtful) == NOTHING
    assert _passes(_at(JUDGE, minutes_ago=30), _at(W)) == FULL


def test_a_supporter_beside_her_does_not_silence_her_and_one_apart_is_never_heard() -> None:
    assert _passes(_at(JUDGE), _at(W, SUPPORTER, ATTENDANT)).voice is Voice.FULL
    assert _passes(_at(JUDGE), _at(SUPPORTER)).voice is Voice.NONE


def test_a_guard_beside_the_accused_changes_nothing_for_him() -> None:
    assert _passes(_at(X, GUARD), _at(JUDGE)) == FULL
    assert _passes(_at(JUDGE), _at(X, GUARD)) == FULL
    assert _passes(_at(X, GUARD), _at(W)).video is Video.NONE


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (W, X, True),
        (SUPPORTER, X, True),
        (W, HIS_SUPPORTER, True),
        (HER_INTERPRETER, GUARD, True),
        (W, JUDGE, False),
        (W, PROSECUTOR, False),
        (X, DEFENCE, False),
    ],
    ids=lambda it: it if isinstance(it, bool) else it.role,
)
def test_who_serves_one_of_a_screened_pair_stands_on_that_side(a: Person, b: Person, apart: bool) -> None:
    assert screened(a, b, P2.restrictions, AT) is apart
    assert screened(b, a, P2.restrictions, AT) is apart


def test_an_open_order_keeps_nobody_apart() -> None:
    assert not screened(W, X, (order(Preset.P0),), AT)
