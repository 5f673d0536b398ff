"""Local wall time and the instant it means, on the nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.zones import TimeDoesNotExist, TimeHappensTwice, UnknownZone, around, local, resolve_local, zone

VIENNA = "Europe/Vienna"
ZONES = st.sampled_from([VIENNA, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"])


def test_a_wall_time_in_winter_and_summer_means_different_instants() -> None:
    assert resolve_local(date(2026, 12, 3), time(10, 30), VIENNA) == datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    assert resolve_local(date(2026, 7, 3), time(10, 30), VIENNA) == datetime(2026, 7, 3, 8, 30, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(TimeDoesNotExist):
        resolve_local(date(2027, 3, 28), time(2, 30), VIENNA)


def test_a_time_that_comes_twice_is_asked_about_and_both_answers_differ_by_the_change() -> None:
    night = date(2027, 10, 31), time(2, 30), VIENNA
    with pytest.raises(TimeHappensTwice):
        resolve_local(*night)
    assert resolve_local(*night, second=True) - resolve_local(*night, second=False) == timedelta(hours=1)


@pytest.mark.parametrize("name", ["", "Europe/Atlantis", "../../etc/passwd", "/etc/localtime", "\0", "Europe"])
def test_a_zone_that_is_not_in_the_list_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone(name)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), ZONES, st.booleans())  # noqa: DTZ001 (wall times)
def test_the_instant_found_shows_the_wall_time_asked_for(wall: datetime, name: str, second: bool) -> None:
    try:
        instant = resolve_local(wall.date(), wall.time(), name, second=second)
    except TimeDoesNotExist:
        return
    assert local(instant, name).replace(tzinfo=None, fold=0) == wall


@given(day=st.dates(date(1, 1, 4), date(9999, 12, 28)), hour=st.integers(0, 23), where=ZONES)
def test_every_hour_of_a_day_anywhere_lies_around_it(day: date, hour: int, where: str) -> None:
    since, until = around(day)
    assert since <= datetime.combine(day, time(hour), zone(where)).astimezone(UTC) < until


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_days_at_the_ends_of_the_calendar_have_something_around_them(day: date) -> None:
    since, until = around(day)
    assert since < until
