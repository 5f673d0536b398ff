"""Laws 1 and 8: restrictions only take away, in any order, and neither time nor doubt ever adds."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from app.protection.exposure import Endpoint, attested, audiences, endpoint_exposure, exposure
from app.protection.terms import (
    FULL,
    NOTHING,
    UNKNOWN_PERSON,
    Attendee,
    Audience,
    Cap,
    Exposure,
    Leave,
    Measures,
    Restriction,
    Role,
    Rulings,
    Setting,
    Surface,
)
from tests.rules.protection.generated import (
    AT,
    IDS,
    W,
    attendees,
    exposures,
    restrictions,
    rulings,
    settings_any,
    settings_live,
)


def _all(rulings: Rulings, setting: Setting, stages: list[Attendee]) -> list[Exposure]:
    return [exposure(receiver, subject, setting, rulings, AT) for receiver in stages for subject in stages]


casts = st.lists(attendees, min_size=2, max_size=8)


@given(casts, settings_any, rulings, restrictions)
def test_adding_a_restriction_raises_nothing_for_anyone(
    people: list[Attendee], setting: Setting, rulings: Rulings, more: Restriction
) -> None:
    after = replace(rulings, restrictions=(*rulings.restrictions, more))
    assert all(b <= a for a, b in zip(_all(rulings, setting, people), _all(after, setting, people), strict=True))


@given(casts, settings_any, rulings)
def test_the_order_of_rulings_does_not_matter(people: list[Attendee], setting: Setting, rulings: Rulings) -> None:
    expected = _all(rulings, setting, people)
    for shuffled in permutations(rulings.restrictions):
        again = Rulings(shuffled, tuple(reversed(rulings.leaves)))
        assert _all(again, setting, people) == expected


@given(attendees, attendees, settings_any, rulings, exposures)
def test_restrictions_beat_leave(
    receiver: Attendee, subject: Attendee, setting: Setting, rulings: Rulings, most: Exposure
) -> None:
    everywhere = Measures(tuple((audience, Cap(most)) for audience in Audience), Cap(most))
    order = Restriction(W.id, subject.person.id, everywhere, AT)
    generous = Leave(subject.person.id, frozenset(IDS), FULL, AT, AT + timedelta(hours=1))
    with_leave = Rulings((*rulings.restrictions, order), (*rulings.leaves, generous))
    if audiences(receiver.person, order):
        assert exposure(receiver, subject, setting, with_leave, AT) <= most


@given(attendees, attendees, settings_any, rulings, st.integers(0, 10_000))
def test_time_alone_raises_nothing(
    receiver: Attendee, subject: Attendee, setting: Setting, rulings: Rulings, minutes: int
) -> None:
    """No order ends by the clock and every leave does; a review date that passes exposes nobody."""
    standing = Rulings(
        tuple(replace(order, ended=None, review_on=AT.date()) for order in rulings.restrictions),
        tuple(replace(leave, given=AT - timedelta(days=9)) for leave in rulings.leaves),
    )
    later = exposure(receiver, subject, setting, standing, AT + timedelta(minutes=minutes))
    assert later <= exposure(receiver, subject, setting, standing, AT)


@given(attendees, settings_any, rulings)
def test_unknown_is_nothing(somebody: Attendee, setting: Setting, rulings: Rulings) -> None:
    unknown = Attendee(UNKNOWN_PERSON, somebody.stage)
    assert exposure(unknown, somebody, setting, rulings, AT) == NOTHING
    assert exposure(somebody, unknown, setting, rulings, AT) == NOTHING


@given(attendees, attendees, settings_live, rulings)
def test_live_an_unknown_room_or_state_is_nothing(
    receiver: Attendee, subject: Attendee, setting: Setting, rulings: Rulings
) -> None:
    if receiver.person.id != subject.person.id:
        assert exposure(receiver, subject, Setting(Surface.LIVE), rulings, AT) == NOTHING
        assert exposure(receiver, subject, replace(setting, room=None), rulings, AT) == NOTHING


@given(st.lists(attendees, min_size=1, max_size=3), attendees, attendees, settings_live, rulings)
def test_one_more_person_at_an_endpoint_raises_nothing(
    there: list[Attendee], newcomer: Attendee, source: Attendee, setting: Setting, rulings: Rulings
) -> None:
    before, after = Endpoint(tuple(there), AT), Endpoint((*there, newcomer), AT)
    sends = Endpoint((source,), AT)
    assert endpoint_exposure(after, sends, setting, rulings, AT) <= endpoint_exposure(
        before, sends, setting, rulings, AT
    )


@given(st.lists(attendees, min_size=1, max_size=3), attendees, settings_live, rulings, st.integers(0, 90))
def test_an_attestation_that_grows_old_raises_nothing(
    there: list[Attendee], source: Attendee, setting: Setting, rulings: Rulings, age: int
) -> None:
    sends = Endpoint((source,), AT)
    fresh, old = Endpoint(tuple(there), AT), Endpoint(tuple(there), AT - timedelta(minutes=age))
    assert endpoint_exposure(old, sends, setting, rulings, AT) <= endpoint_exposure(fresh, sends, setting, rulings, AT)
    watching = all(one.person.role in {Role.PUBLIC, Role.PRESS} for one in there)
    stale = any(one.person == UNKNOWN_PERSON for one in attested(old, AT))
    assert stale == (age > 30 and not watching)
