"""No sequence of merges and un-merges gives anybody more of anybody, and none forgets what a merge once protected."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.protection.exposure import exposure
from app.protection.rules.merges import Link, ever_one, handed_on, reached
from app.protection.rules.presets import PRESETS
from app.protection.terms import (
    Attendee,
    Exposure,
    Name,
    Person,
    Preset,
    ProtectedFrom,
    Restriction,
    Role,
    Rulings,
    Stage,
)
from tests.rules.protection.generated import AT, IN_SESSION, PAGE

BEGAN = AT - timedelta(days=30)
ROLES = (
    Role.WITNESS,
    Role.ACCUSED,
    Role.VICTIM,
    Role.PARTY,
    Role.EXPERT,
    Role.CLERK,
    Role.DEFENCE_COUNSEL,
    Role.PUBLIC,
)
MOST = 500 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 25
IDS = [UUID(int=500 + number) for number in range(5)]
SETTINGS = (replace(PAGE, public=True), IN_SESSION)
Got = Mapping[tuple[UUID, UUID, int], Exposure]


def _order(number: int, protected: UUID, preset: Preset, persons: set[UUID], excepted: set[UUID]) -> Restriction:
    against = ProtectedFrom(persons=frozenset(persons), excepted=frozenset(excepted))
    return Restriction(UUID(int=900 + number), protected, PRESETS[preset], BEGAN, against)


orders = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from([Preset.P1, Preset.P2, Preset.P3, Preset.P4]),
        st.sets(st.sampled_from(IDS), max_size=2),
        st.sets(st.sampled_from(IDS), max_size=2),
    ),
    min_size=1,
    max_size=4,
)


class Merging(RuleBasedStateMachine):
    """Some people in one case, orders about some of them, and clerks who change their minds."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.now: datetime = BEGAN + timedelta(minutes=1)
        self.people: dict[UUID, Person] = {}
        self.orders: tuple[Restriction, ...] = ()
        self.before: Got = {}

    @initialize(made=orders, roles=st.permutations(ROLES))
    def begin(self, made: list[tuple[UUID, Preset, set[UUID], set[UUID]]], roles: list[Role]) -> None:
        self.orders = tuple(_order(number, *one) for number, one in enumerate(made))
        self.people = {one: Person(one, role) for one, role in zip(IDS, roles, strict=False)}
        self.before = self.got()

    def got(self) -> Got:
        rulings = Rulings(handed_on(self.orders, self.links))
        people = {
            one: replace(
                person, also=frozenset(self.people[other].role for other in ever_one(one, self.links)) - {person.role}
            )
            for one, person in self.people.items()
        }
        seated = {one: Attendee(person, Stage.ADMITTED) for one, person in people.items()}
        return {
            (one, other, place): exposure(seated[one], seated[other], setting, rulings, AT)
            for one in IDS
            for other in IDS
            for place, setting in enumerate(SETTINGS)
        }

    @rule(pair=st.sampled_from(list(combinations(IDS, 2))))
    def merge(self, pair: tuple[UUID, UUID]) -> None:
        self.now += timedelta(minutes=1)
        self.links.append(Link(*pair, self.now))

    @precondition(lambda self: any(link.until is None for link in self.links))
    @rule(data=st.data())
    def unmerge(self, data: st.DataObject) -> None:
        self.now += timedelta(minutes=1)
        at = data.draw(st.sampled_from([n for n, link in enumerate(self.links) if link.until is None]))
        self.links[at] = replace(self.links[at], until=self.now)
        after = self.got()
        assert after == self.before  # nothing is relaxed, and nothing new is taken away
        self.before = after

    @invariant()
    def nobody_gets_more(self) -> None:
        after = self.got() if self.people else {}
        assert all(after[pair] <= self.before[pair] for pair in after)
        self.before = after

    @invariant()
    def everybody_keeps_their_own_part(self) -> None:
        assert [self.people[one].id for one in self.people] == list(self.people)
        assert {order.id for order in self.orders} <= {order.id for order in handed_on(self.orders, self.links)}


TestMerging = Merging.TestCase
TestMerging.settings = settings(TestMerging.settings, max_examples=MOST, stateful_step_count=12)


def _protected() -> Restriction:
    return _order(1, IDS[0], Preset.P3, set(), set())


def test_what_protects_one_protects_the_other_from_the_first_moment() -> None:
    link = Link(IDS[0], IDS[1], BEGAN + timedelta(days=1))
    public, other = Attendee(Person(UUID(int=1), Role.PUBLIC)), Attendee(Person(IDS[1], Role.WITNESS))
    setting = replace(PAGE, public=True)
    for links, name in (([], Name.FULL), ([link], Name.PSEUDONYM)):
        assert exposure(public, other, setting, Rulings(handed_on([_protected()], links)), AT).name is name


def test_what_was_ordered_after_the_end_of_a_merge_reaches_the_one_it_names_alone() -> None:
    link = Link(IDS[0], IDS[1], BEGAN - timedelta(days=2), BEGAN - timedelta(days=1))
    assert {one.protected for one in handed_on([_protected()], [link])} == {IDS[0]}


def test_a_later_merge_hands_nothing_back_over_one_that_ended_before() -> None:
    first = Link(IDS[0], IDS[1], BEGAN + timedelta(days=1), BEGAN + timedelta(days=2))
    second = Link(IDS[1], IDS[2], BEGAN + timedelta(days=3))
    assert set(reached(IDS[0], BEGAN, [first, second])) == set(IDS[:3])
    assert set(reached(IDS[2], BEGAN, [first, second])) == {IDS[1], IDS[2]}


def test_a_ruling_that_ends_the_order_ends_what_was_handed_on() -> None:
    link = Link(IDS[0], IDS[1], BEGAN + timedelta(days=1), BEGAN + timedelta(days=2))
    ended = replace(_protected(), ended=AT - timedelta(hours=1))
    assert not [one for one in handed_on([ended], [link]) if one.binds(AT)]


@given(orders)
def test_an_exception_by_name_ends_when_somebody_who_is_not_excepted_is_taken_for_them(
    made: list[tuple[UUID, Preset, set[UUID], set[UUID]]],
) -> None:
    for number, one in enumerate(made):
        order = _order(number, *one)
        for person_id in order.protected_from.excepted:
            for other in set(IDS) - order.protected_from.excepted:
                (first, *_) = handed_on([order], [Link(person_id, other, BEGAN + timedelta(minutes=1))])
                assert person_id not in first.protected_from.excepted
