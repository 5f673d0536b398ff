"""Generated casts, rulings and settings for the rules: one fixed cast of a criminal trial, everything else drawn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from app.protection.rules.presets import INTERIM, PRESETS
from app.protection.terms import (
    Attendee,
    Audience,
    Cap,
    Direction,
    Exposure,
    Leave,
    Measures,
    Name,
    Person,
    Presence,
    Preset,
    ProtectedFrom,
    Restriction,
    Role,
    RoomKind,
    Rulings,
    Setting,
    SittingState,
    Stage,
    Surface,
    Video,
    Voice,
    Words,
)

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def _person(number: int, role: Role, *serves: Person, side: str | None = None) -> Person:
    return Person(UUID(int=100 + number), role, serves, side)


W = _person(0, Role.WITNESS)
V = _person(1, Role.VICTIM)
X = _person(2, Role.ACCUSED)
Y = _person(3, Role.PARTY)
JUDGE = _person(4, Role.JUDGE)
JUROR = _person(5, Role.JUROR)
CLERK = _person(6, Role.CLERK)
HER_CLERK = _person(7, Role.CLERK, W)
PROSECUTOR = _person(8, Role.PROSECUTOR)
DEFENCE = _person(9, Role.DEFENCE_COUNSEL, X)
HER_COUNSEL = _person(10, Role.VICTIM_COUNSEL, W)
INTERPRETER = _person(11, Role.INTERPRETER)
HER_INTERPRETER = _person(12, Role.INTERPRETER, W)
HIS_INTERPRETER = _person(13, Role.INTERPRETER, X)
INTERMEDIARY = _person(14, Role.INTERMEDIARY, W)
SUPPORTER = _person(15, Role.SUPPORT_PERSON, W)
HIS_SUPPORTER = _person(16, Role.SUPPORT_PERSON, X)
GUARD = _person(17, Role.GUARD, X)
ATTENDANT = _person(18, Role.ATTENDANT, W)
REPORTER = _person(19, Role.COURT_REPORTER)
CONTACT = _person(20, Role.CONTACT_OFFICER, W)
OPERATOR = _person(21, Role.OPERATOR)
OTHER = _person(22, Role.OTHER_WITNESS)
PRESS = _person(23, Role.PRESS)
PUBLIC = _person(24, Role.PUBLIC)
STRANGER = _person(25, Role.UNKNOWN)
COMPLAINANT = _person(26, Role.COMPLAINANT)
PLAINTIFF = _person(27, Role.PLAINTIFF)
EXPERT = _person(28, Role.EXPERT)
GUARDIAN = _person(29, Role.GUARDIAN, V)
NEXT_FRIEND = _person(30, Role.NEXT_FRIEND, W)
BOTH = replace(_person(31, Role.ACCUSED), also=frozenset({Role.VICTIM}))

CAST = (
    W, V, X, Y, JUDGE, JUROR, CLERK, HER_CLERK, PROSECUTOR, DEFENCE, HER_COUNSEL, INTERPRETER, HER_INTERPRETER,
    HIS_INTERPRETER, INTERMEDIARY, SUPPORTER, HIS_SUPPORTER, GUARD, ATTENDANT, REPORTER, CONTACT, OPERATOR, OTHER,
    PRESS, PUBLIC, STRANGER, COMPLAINANT, PLAINTIFF, EXPERT, GUARDIAN, NEXT_FRIEND, BOTH,
)  # fmt: skip
IDS = [person.id for person in CAST]

exposures = st.builds(
    Exposure,
    st.sampled_from(Video),
    st.sampled_from(Voice),
    st.sampled_from(Words),
    st.sampled_from(Name),
    st.sampled_from(Presence),
)
caps = st.builds(Cap, exposures, exposures)
measures = st.one_of(
    st.sampled_from([*PRESETS.values(), *INTERIM.values()]),
    st.builds(
        Measures,
        st.dictionaries(st.sampled_from(Audience), caps, max_size=4).map(lambda caps: tuple(caps.items())),
        caps,
    ),
)
times = st.integers(-200, 200).map(lambda minutes: AT + timedelta(minutes=minutes))
restrictions = st.builds(
    Restriction,
    id=st.uuids(),
    protected=st.sampled_from([W.id, V.id, Y.id, X.id, BOTH.id]),
    measures=measures,
    starts=times,
    protected_from=st.builds(
        ProtectedFrom,
        st.booleans(),
        st.frozensets(st.sampled_from(IDS), max_size=2),
        st.frozensets(st.sampled_from([X.id, Y.id]), max_size=1),
    ),
    direction=st.sampled_from(Direction),
    review_on=st.none() | st.dates(),
    ended=st.none() | times,
)
leaves = st.builds(
    Leave,
    subject=st.sampled_from(IDS),
    receivers=st.frozensets(st.sampled_from(IDS), min_size=1, max_size=4),
    grants=exposures,
    given=times,
    until=times,
    during_stop=st.booleans(),
)
rulings = st.builds(
    Rulings,
    st.lists(restrictions, max_size=3).map(tuple),
    st.lists(leaves, max_size=3).map(tuple),
)
persons = st.sampled_from(CAST)
stages = st.one_of(st.sampled_from([Stage.ADMITTED, Stage.TESTIFYING]), st.sampled_from(Stage))
attendees = st.builds(Attendee, persons, stages | st.none())
settings_live = st.builds(
    Setting,
    st.just(Surface.LIVE),
    st.just(RoomKind.FLOOR) | st.sampled_from(RoomKind),
    st.just(SittingState.IN_SESSION) | st.sampled_from(SittingState),
    st.booleans(),
    st.none() | st.sampled_from([W.id, V.id]),
    st.booleans(),
)
settings_any = st.one_of(
    settings_live,
    st.builds(
        Setting,
        st.sampled_from([Surface.PLAYBACK, Surface.DOCUMENT, Surface.PAGE]),
        public=st.booleans(),
        made_at=st.none() | times,
    ),
)

IN_SESSION = Setting(Surface.LIVE, RoomKind.FLOOR, SittingState.IN_SESSION, public=True)
PAGE = Setting(Surface.PAGE, public=True)


def on_floor(person: Person) -> Attendee:
    """The person where one may expect them in mid-session: W testifying, everybody else admitted."""
    return Attendee(person, Stage.TESTIFYING if person is W else Stage.ADMITTED)


def order(preset: Preset, protected: Person = W, number: int = 1) -> Restriction:
    """An order of this preset, in force for a day."""
    return Restriction(UUID(int=900 + number), protected.id, PRESETS[preset], AT - timedelta(days=1))
