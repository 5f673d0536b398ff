"""A period ends on a day on which the court works, and the explanation says why it is that day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.rules.court_days import CalendarWithoutDays, CourtCalendar, Outage
from app.cases.rules.deadlines import End, Period, end_of
from app.cases.terms import Because, Unit, Way

VIENNA = ZoneInfo("Europe/Vienna")
CALENDAR = CourtCalendar(holidays={date(2026, 12, 8): "Holiday of the Lady", date(2026, 12, 25): "Christmas"})
PERIODS = st.builds(Period, st.integers(1, 400), st.sampled_from(Unit), st.sampled_from(Way))
EVENTS = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
HOLIDAYS = st.dictionaries(st.dates(date(2023, 1, 1), date(2033, 1, 1)), st.just("Holiday"), max_size=12)


def day(text: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{text}T{clock}").replace(tzinfo=VIENNA)


def ends(length: int, unit: str, event: str, way: str = "after", clock: str = "10:00") -> End:
    return end_of(Period(length, Unit(unit), Way(way)), day(event, clock), CALENDAR, VIENNA)


@pytest.mark.parametrize(
    ("length", "unit", "event", "way", "end"),
    [
        (14, "days", "2026-11-19", "after", "2026-12-03"),
        (14, "days", "2026-11-21", "after", "2026-12-07"),  # would end on Saturday 5 December
        (14, "days", "2026-11-24", "after", "2026-12-09"),  # would end on the holiday
        (1, "days", "2026-11-20", "after", "2026-11-23"),
        (5, "court_days", "2026-12-03", "after", "2026-12-11"),  # a weekend and a holiday are not counted
        (2, "weeks", "2026-11-24", "after", "2026-12-09"),
        (1, "months", "2026-01-31", "after", "2026-03-02"),  # 28 February is a Saturday
        (1, "months", "2026-11-07", "after", "2026-12-07"),
        (1, "years", "2024-02-29", "after", "2025-02-28"),
        (7, "days", "2026-12-15", "before", "2026-12-07"),  # counted back it would be the holiday
        (3, "court_days", "2026-12-10", "before", "2026-12-04"),
    ],
)
def test_periods_end_where_the_rule_says(length: int, unit: str, event: str, way: str, end: str) -> None:
    assert ends(length, unit, event, way).at == datetime.combine(date.fromisoformat(end), time(23, 59, 59), VIENNA)


def test_hours_are_counted_at_once_and_move_to_the_same_hour_of_the_next_court_day() -> None:
    assert ends(48, "hours", "2026-11-23", clock="09:30").at == day("2026-11-25", "09:30")
    assert ends(24, "hours", "2026-11-20", clock="09:30").at == day("2026-11-23", "09:30")


def test_hours_over_the_change_of_the_clocks_are_real_hours() -> None:
    event = datetime(2026, 10, 23, 12, tzinfo=VIENNA)  # the clocks go back on Sunday the 25th
    found = end_of(Period(72, Unit.hours), event, CALENDAR, VIENNA).at
    assert found == datetime(2026, 10, 26, 11, tzinfo=VIENNA)


def test_the_explanation_names_each_day_that_was_passed_over() -> None:
    trace = ends(14, "days", "2026-11-24").trace
    assert [(step.day.isoformat(), step.because, step.name) for step in trace] == [
        ("2026-11-24", Because.begins, ""),
        ("2026-12-08", Because.counted, ""),
        ("2026-12-08", Because.holiday, "Holiday of the Lady"),
        ("2026-12-09", Because.ends, ""),
    ]


def test_an_outage_at_the_last_moment_moves_the_end_to_the_first_court_day_with_filing() -> None:
    down = CourtCalendar(outages=[Outage(day("2026-12-03", "22:00"), day("2026-12-05", "06:00"))])
    found = end_of(Period(14, Unit.days), day("2026-11-19"), down, VIENNA)
    assert found.at.date() == date(2026, 12, 7)  # it ended on Saturday
    assert Because.outage in {step.because for step in found.trace}
    earlier = CourtCalendar(outages=[Outage(day("2026-12-03", "08:00"), day("2026-12-03", "20:00"))])
    assert end_of(Period(14, Unit.days), day("2026-11-19"), earlier, VIENNA).at.date() == date(2026, 12, 3)


def test_a_calendar_without_court_days_is_refused() -> None:
    with pytest.raises(CalendarWithoutDays):
        end_of(Period(1, Unit.days), day("2026-11-19"), CourtCalendar(frozenset(range(1, 8))), VIENNA)


@given(PERIODS, EVENTS, HOLIDAYS)
def test_every_period_ends_on_a_court_day_on_the_right_side_of_its_event(
    period: Period, event: datetime, holidays: dict[date, str]
) -> None:
    days = CourtCalendar(holidays=holidays)
    found = end_of(period, event, days, VIENNA)
    assert days.works(found.at.date())
    on = event.astimezone(VIENNA).date()
    assert found.at.date() >= on if period.way is Way.after else found.at.date() <= on
    assert (found.trace[0].day, found.trace[-1].day) == (on, found.at.date())


@given(PERIODS, EVENTS, HOLIDAYS, st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_a_holiday_declared_later_never_brings_a_deadline_nearer(
    period: Period, event: datetime, holidays: dict[date, str], declared: date
) -> None:
    before = end_of(period, event, CourtCalendar(holidays=holidays), VIENNA).at
    after = end_of(period, event, CourtCalendar(holidays={**holidays, declared: "New"}), VIENNA).at
    assert after >= before if period.way is Way.after else after <= before


@given(st.integers(1, 200), EVENTS, HOLIDAYS)
def test_a_longer_period_never_ends_earlier(length: int, event: datetime, holidays: dict[date, str]) -> None:
    days = CourtCalendar(holidays=holidays)
    for unit in set(Unit) - {Unit.hours}:  # an hour of a Sunday becomes that hour of Monday: the rule has it so
        one, more = (end_of(Period(n, unit), event, days, VIENNA).at for n in (length, length + 1))
        assert one <= more
