"""Law 3: no room beside the floor ever holds a screened pair, whoever comes first, moves, or is moved."""

import random

import pytest

from app.hearings.errors import RoomNotForThem
from app.hearings.lobby import Room, check_entry, may_enter, must_leave
from app.protection.terms import Person, Preset, Role, RoomKind, Rulings
from tests.rules.protection.generated import (
    AT,
    ATTENDANT,
    CAST,
    CLERK,
    CONTACT,
    DEFENCE,
    GUARD,
    HER_COUNSEL,
    HER_INTERPRETER,
    HIS_INTERPRETER,
    HIS_SUPPORTER,
    INTERPRETER,
    JUDGE,
    JUROR,
    OPERATOR,
    PROSECUTOR,
    PUBLIC,
    STRANGER,
    SUPPORTER,
    V,
    W,
    X,
    Y,
    order,
)

RULINGS = Rulings((order(Preset.P2), order(Preset.P1, protected=V, number=2)))
HERS = {W, V}
THEIRS = {X, Y, GUARD, HIS_SUPPORTER, HIS_INTERPRETER, DEFENCE}
GROUPS = [(person,) for person in CAST] + [(X, GUARD), (X, DEFENCE), (W, SUPPORTER), (W, ATTENDANT), (V, JUDGE)]


def _rooms(pick: random.Random) -> list[Room]:
    everybody = frozenset(person.id for person in CAST)
    return [
        Room(RoomKind.WAITING, owner=W),
        Room(RoomKind.WAITING, owner=X),
        Room(RoomKind.PRACTICE, owner=W),
        Room(RoomKind.CONSULTATION, invited=everybody),
        Room(RoomKind.CONSULTATION, invited=frozenset(p.id for p in pick.sample(CAST, 8))),
        Room(RoomKind.JUDGES),
        Room(RoomKind.JURY),
    ]


def _enter(room: Room, group: tuple[Person, ...]) -> Room:
    return Room(room.kind, (*room.inside, *group), room.owner, room.invited, room.locked, room.spoken_for)


def _screened_by_hand(inside: tuple[Person, ...]) -> bool:
    """The pairs written out: W and V each kept from the accused, the other party, and all who serve them."""
    there = set(inside)
    return bool(there & HERS) and bool(there & THEIRS)


def test_ten_thousand_random_sequences_never_put_a_screened_pair_in_one_room() -> None:
    pick = random.Random(20261123)
    entered = 0
    for _ in range(10_000):
        rooms = _rooms(pick)
        for group in pick.choices(GROUPS, k=6):
            place = pick.randrange(len(rooms))
            if may_enter(rooms[place], group, RULINGS, AT):
                rooms[place] = _enter(rooms[place], group)
                entered += 1
        assert not any(_screened_by_hand(room.inside) for room in rooms)
    assert entered > 5_000, "the doors were open often enough for this to mean something"


@pytest.mark.parametrize("first_in", [True, False])
def test_the_pair_is_kept_apart_whoever_came_first(first_in: bool) -> None:
    inside, arriving = (W, X) if first_in else (X, W)
    room = Room(RoomKind.CONSULTATION, (inside,), invited=frozenset({W.id, X.id}))
    assert not may_enter(room, (arriving,), RULINGS, AT)
    assert may_enter(room, (arriving,), Rulings((order(Preset.P0),)), AT)


def test_somebody_far_inside_counts_as_much_as_the_last_one() -> None:
    inside = (X, PROSECUTOR, INTERPRETER)
    room = Room(RoomKind.CONSULTATION, inside, invited=frozenset(person.id for person in CAST))
    assert not may_enter(room, (W,), RULINGS, AT)
    assert not may_enter(room, (PROSECUTOR, W), RULINGS, AT)


def test_her_waiting_room_is_hers_even_while_she_is_away() -> None:
    hers = Room(RoomKind.WAITING, owner=W)
    for person in (W, SUPPORTER, HER_COUNSEL, HER_INTERPRETER, ATTENDANT, CONTACT, CLERK):
        assert may_enter(hers, (person,), RULINGS, AT)
    for person in set(CAST) - {W, CLERK} - {one for one in CAST if one.serves_person(W.id)}:
        assert not may_enter(hers, (person,), RULINGS, AT)


def test_an_interpreter_serves_one_sides_private_line_only() -> None:
    invited = frozenset({W.id, INTERPRETER.id, HER_COUNSEL.id})
    fresh = Room(RoomKind.CONSULTATION, (W, HER_COUNSEL), invited=invited)
    used = Room(RoomKind.CONSULTATION, (W, HER_COUNSEL), invited=invited, spoken_for=((INTERPRETER.id, (X,)),))
    assert may_enter(fresh, (INTERPRETER,), RULINGS, AT)
    assert not may_enter(used, (INTERPRETER,), RULINGS, AT)


def test_who_also_serves_the_other_side_does_not_wait_in_her_room() -> None:
    of_both = Person(INTERPRETER.id, Role.INTERPRETER, (W, X))
    assert not may_enter(Room(RoomKind.WAITING, owner=W), (of_both,), RULINGS, AT)
    assert may_enter(Room(RoomKind.WAITING, owner=W), (of_both,), Rulings(), AT)


def test_a_consultation_takes_those_invited_until_it_is_locked() -> None:
    room = Room(RoomKind.CONSULTATION, (X,), invited=frozenset({X.id, DEFENCE.id}))
    assert may_enter(room, (DEFENCE,), RULINGS, AT)
    assert not may_enter(room, (HIS_INTERPRETER,), RULINGS, AT)
    locked = Room(RoomKind.CONSULTATION, (X,), invited=room.invited, locked=True)
    assert not may_enter(locked, (DEFENCE,), RULINGS, AT)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (RoomKind.JUDGES, {Role.JUDGE, Role.CLERK}),
        (RoomKind.JURY, {Role.JUROR}),
        (RoomKind.FLOOR, set(Role) - {Role.OPERATOR, Role.CONTACT_OFFICER, Role.UNKNOWN}),
        (RoomKind.WAITING, {Role.CLERK}),
        (RoomKind.PRACTICE, set[Role]()),
    ],
)
def test_each_room_is_for_its_own_people(kind: RoomKind, roles: set[Role]) -> None:
    assert {person.role for person in CAST if may_enter(Room(kind), (person,), RULINGS, AT)} == roles


@pytest.mark.parametrize("person", [JUDGE, JUROR, PUBLIC, OPERATOR, STRANGER, GUARD], ids=lambda one: one.role)
def test_the_court_the_jury_and_the_public_have_no_place_in_a_private_talk(person: Person) -> None:
    room = Room(RoomKind.CONSULTATION, invited=frozenset({person.id}))
    assert not may_enter(room, (person,), RULINGS, AT)
    assert not may_enter(room, (DEFENCE, person), RULINGS, AT)


def test_a_ruling_made_since_empties_a_room_it_has_made_wrong() -> None:
    room = Room(RoomKind.CONSULTATION, (W, X), invited=frozenset({W.id, X.id}))
    assert must_leave(room, RULINGS, AT)
    assert not must_leave(room, Rulings(), AT)
    assert not must_leave(Room(RoomKind.FLOOR, (W, X)), RULINGS, AT)


def test_a_closed_door_does_not_say_who_is_behind_it() -> None:
    refusals = []
    for inside in ((X,), ()):
        with pytest.raises(RoomNotForThem) as refused:
            check_entry(Room(RoomKind.CONSULTATION, inside), (W,), RULINGS, AT)
        refusals.append((refused.value.code, refused.value.data))
    assert refusals[0] == refusals[1] == ("room-not-possible", {})
