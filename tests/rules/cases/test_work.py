"""Work has so many court days of the court it waits at, and changes hands only as everybody saw it stand."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.errors.work import WorkHeldByAnother, WorkNotWithYou, WorkStandsOtherwise
from app.cases.rules.court_days import CourtCalendar
from app.cases.rules.work import Task, check_give, check_give_back, check_take, due_at, due_in, reaches, soon
from app.cases.terms.work import COURT_DAYS, SOON_COURT_DAYS, DueIn, WorkKind

ZONES = st.sampled_from(["Europe/Vienna", "America/Bogota", "Asia/Kathmandu"]).map(ZoneInfo)
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=2500)).map(lambda length: FIRST + length)
KINDS = st.sampled_from(sorted(COURT_DAYS))
DAYS = st.sets(st.dates(date(2024, 1, 1), date(2031, 1, 1)), max_size=40).map(
    lambda chosen: CourtCalendar(holidays=dict.fromkeys(chosen, "Harbour"))
)
ME, OTHER = uuid4(), uuid4()
TASKS = [Task(WorkKind.filing, uuid4()) for _ in range(4)]
HOLDERS = st.fixed_dictionaries({task: st.sampled_from([None, ME, OTHER]) for task in TASKS})


def worked(days: CourtCalendar, since: date, until: date) -> int:
    """How many court days come after one day, up to and with another."""
    return sum(days.works(since + timedelta(days=n)) for n in range(1, (until - since).days + 1))


@given(KINDS, INSTANTS, DAYS, ZONES)
def test_work_is_due_at_the_end_of_the_last_of_its_court_days(
    kind: WorkKind, since: datetime, days: CourtCalendar, zone: ZoneInfo
) -> None:
    due = due_at(kind, since, days, zone).astimezone(zone)
    assert days.works(due.date())
    assert (due.hour, due.minute) == (23, 59)
    assert worked(days, since.astimezone(zone).date(), due.date()) == COURT_DAYS[kind]


@given(KINDS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=400)), DAYS, ZONES)
def test_what_came_in_first_is_never_due_later(
    kind: WorkKind, since: datetime, later: timedelta, days: CourtCalendar, zone: ZoneInfo
) -> None:
    assert due_at(kind, since, days, zone) <= due_at(kind, since + later, days, zone)


@given(KINDS, INSTANTS, DAYS, st.dates(date(2024, 1, 1), date(2031, 1, 1)), ZONES)
def test_a_holiday_more_never_makes_work_due_sooner(
    kind: WorkKind, since: datetime, days: CourtCalendar, holiday: date, zone: ZoneInfo
) -> None:
    more = CourtCalendar(holidays={**days.holidays, holiday: "Another"})
    assert due_at(kind, since, more, zone) >= due_at(kind, since, days, zone)


@given(INSTANTS, DAYS, ZONES)
def test_deadlines_are_work_some_court_days_before_they_end(now: datetime, days: CourtCalendar, zone: ZoneInfo) -> None:
    until = soon(now, days, zone).astimezone(zone)
    assert worked(days, now.astimezone(zone).date(), until.date()) == SOON_COURT_DAYS


def test_a_calendar_without_court_days_still_lets_work_be_listed() -> None:
    closed = CourtCalendar(weekend=frozenset(range(1, 8)))
    due = due_at(WorkKind.filing, datetime(2026, 11, 23, 9, tzinfo=UTC), closed, ZoneInfo("UTC"))
    assert due == datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC)


@given(INSTANTS, INSTANTS, ZONES)
def test_a_day_has_passed_is_today_or_is_later(due: datetime, now: datetime, zone: ZoneInfo) -> None:
    stands = due_in(due, now, zone)
    assert (stands is DueIn.passed) == (due < now)
    assert stands is not DueIn.today or due.astimezone(zone).date() == now.astimezone(zone).date()


@given(HOLDERS)
def test_only_what_nobody_else_has_is_taken(holders: dict[Task, UUID | None]) -> None:
    if OTHER in holders.values():
        with pytest.raises(WorkHeldByAnother) as refused:
            check_take(holders, ME)
        assert refused.value.data == {"held_by": [str(OTHER)]}
    else:
        check_take(holders, ME)


@given(HOLDERS)
def test_only_ones_own_is_given_back(holders: dict[Task, UUID | None]) -> None:
    if set(holders.values()) == {ME}:
        check_give_back(holders, ME)
    else:
        with pytest.raises(WorkNotWithYou):
            check_give_back(holders, ME)


@given(HOLDERS, HOLDERS)
def test_what_changed_hands_since_it_was_seen_is_not_given(
    holders: dict[Task, UUID | None], seen: dict[Task, UUID | None]
) -> None:
    if holders == seen:
        check_give(holders, seen)
    else:
        with pytest.raises(WorkStandsOtherwise) as refused:
            check_give(holders, seen)
        assert set(refused.value.data["held_by"]) <= {str(ME), str(OTHER)}  # type: ignore[call-overload]


def test_units_are_walls_around_cases_and_around_nothing_else() -> None:
    mine, theirs = uuid4(), uuid4()
    assert reaches({mine}, mine, walled=True)
    assert not reaches({mine}, theirs, walled=True)
    assert not reaches({mine}, None, walled=True)
    assert reaches((), theirs, walled=True)
    assert reaches({mine}, None, walled=False)
