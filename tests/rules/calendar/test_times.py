"""What a wall time of a court means, and which times no hearing can have."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.hearings.calendar import (
    FARTHEST,
    LONGEST,
    SHORTEST,
    DurationOutOfRange,
    TimeHasPassed,
    TooFarAhead,
    WallTime,
    instants,
)
from app.kernel.zones import TimeDoesNotExist, TimeHappensTwice, local

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONES = ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"]


def wall(day: str, clock: str, zone: str = "Europe/Vienna", second: bool | None = None) -> WallTime:
    return WallTime(date.fromisoformat(day), time.fromisoformat(clock), zone, second)


@pytest.mark.parametrize(
    ("day", "clock", "zone"),
    [
        ("2026-03-29", "02:30", "Europe/Vienna"),
        ("2026-03-29", "02:00", "Europe/Vienna"),
        ("2026-03-08", "02:59", "America/New_York"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe"),
    ],
)
def test_a_time_in_the_hour_that_is_skipped_is_refused(day: str, clock: str, zone: str) -> None:
    with pytest.raises(TimeDoesNotExist):
        instants(wall(day, clock, zone), HOUR, NOW)


def test_the_minutes_around_a_skipped_hour_are_taken_as_they_are() -> None:
    before = instants(wall("2026-03-29", "01:59"), HOUR, NOW)
    after = instants(wall("2026-03-29", "03:00"), HOUR, NOW)
    assert after.starts_at - before.starts_at == timedelta(minutes=1)


@pytest.mark.parametrize(("zone", "apart"), [("Europe/Vienna", 60), ("Australia/Lord_Howe", 30)])
def test_a_time_that_happens_twice_is_asked_about_and_then_means_what_was_answered(zone: str, apart: int) -> None:
    day, clock = ("2026-10-25", "02:30") if zone == "Europe/Vienna" else ("2027-04-04", "01:45")
    with pytest.raises(TimeHappensTwice):
        instants(wall(day, clock, zone), HOUR, NOW)
    first = instants(wall(day, clock, zone, second=False), HOUR, NOW)
    second = instants(wall(day, clock, zone, second=True), HOUR, NOW)
    assert second.starts_at - first.starts_at == timedelta(minutes=apart)


def test_a_hearing_across_a_change_of_clocks_lasts_as_long_as_it_was_booked_for() -> None:
    across = instants(wall("2026-10-25", "00:30"), timedelta(hours=5), NOW)
    assert across.ends_at - across.starts_at == timedelta(hours=5)
    assert local(across.ends_at, "Europe/Vienna").time() == time(4, 30)


@pytest.mark.parametrize("minutes", [-60, 0, 4, 601, 100_000])
def test_a_hearing_of_no_length_or_of_more_than_a_day_s_work_is_refused(minutes: int) -> None:
    with pytest.raises(DurationOutOfRange) as refused:
        instants(wall("2026-06-01", "10:00"), timedelta(minutes=minutes), NOW)
    assert refused.value.data == {"shortest": 5, "longest": 600}


@pytest.mark.parametrize("lasts", [SHORTEST, LONGEST])
def test_the_shortest_and_the_longest_length_are_taken(lasts: timedelta) -> None:
    assert instants(wall("2026-06-01", "10:00"), lasts, NOW).ends_at


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2026-02-28", "23:00"), ("2026-03-01", "09:59"), ("2026-03-01", "10:00"), ("0001-01-01", "00:00")],
)
def test_a_time_that_has_passed_on_the_court_s_own_clock_is_refused(day: str, clock: str) -> None:
    with pytest.raises(TimeHasPassed):
        instants(wall(day, clock), HOUR, NOW)  # 09:00 UTC is 10:00 in Vienna


def test_the_court_s_day_counts_and_not_the_server_s() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # already 2 March in Apia, UTC+13
    with pytest.raises(TimeHasPassed):
        instants(wall("2026-03-01", "23:45", "Pacific/Apia"), HOUR, late)


@pytest.mark.parametrize("day", ["2029-03-06", "9999-12-31"])
def test_the_calendar_ends_three_years_ahead(day: str) -> None:
    with pytest.raises(TooFarAhead):
        instants(wall(day, "10:00"), HOUR, NOW)


@given(
    st.datetimes(min_value=datetime(2026, 3, 3), max_value=datetime(2029, 2, 28)),  # noqa: DTZ001
    st.sampled_from(ZONES),
    st.integers(5, 600),
    st.sampled_from([None, False, True]),
)
def test_whatever_is_accepted_reads_the_same_on_the_court_s_clock(
    at: datetime, zone: str, minutes: int, second: bool | None
) -> None:
    asked = WallTime(at.date(), at.time().replace(second=0, microsecond=0), zone, second)
    try:
        when = instants(asked, timedelta(minutes=minutes), NOW)
    except (TimeDoesNotExist, TimeHappensTwice):
        assume(False)
    here = local(when.starts_at, zone)
    assert (here.date(), here.time()) == (asked.day, asked.clock)
    assert when.ends_at - when.starts_at == timedelta(minutes=minutes)
    assert NOW < when.starts_at <= NOW + FARTHEST + timedelta(days=1)
