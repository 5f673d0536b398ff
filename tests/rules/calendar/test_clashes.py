"""Nobody is in two hearings at once, and the suggested times keep it so."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.hearings.calendar import CLOSES, OPENS, Booked, Interval, conflicts, free_times
from app.kernel.zones import local

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
JUDGE, OTHER = UUID(int=7), UUID(int=8)


def span(begins: int, lasts: int) -> Interval:
    """From so many minutes after 08:00 UTC, for so many minutes."""
    return Interval(START + timedelta(minutes=begins), START + timedelta(minutes=begins + lasts))


spans = st.builds(span, st.integers(0, 600), st.integers(5, 300))
places = st.builds(Booked, st.sampled_from([JUDGE, OTHER]), st.uuids(), spans)


def test_a_hearing_that_ends_when_another_begins_is_no_clash() -> None:
    booked = [Booked(JUDGE, UUID(int=1), span(0, 60)), Booked(JUDGE, UUID(int=2), span(120, 60))]
    assert conflicts(span(60, 60), [JUDGE], booked) == ()


def test_a_minute_too_much_on_either_side_is_a_clash() -> None:
    booked = [Booked(JUDGE, UUID(int=1), span(0, 60)), Booked(JUDGE, UUID(int=2), span(120, 60))]
    assert [one.hearing_id.int for one in conflicts(span(59, 61), [JUDGE], booked)] == [1]
    assert [one.hearing_id.int for one in conflicts(span(60, 61), [JUDGE], booked)] == [2]
    assert [one.hearing_id.int for one in conflicts(span(59, 62), [JUDGE], booked)] == [1, 2]


def test_somebody_else_s_booking_is_no_clash() -> None:
    assert conflicts(span(0, 60), [JUDGE], [Booked(OTHER, UUID(int=1), span(0, 60))]) == ()


@given(spans, st.lists(places, max_size=8))
def test_there_is_a_clash_exactly_when_some_minute_is_asked_for_twice(wanted: Interval, booked: list[Booked]) -> None:
    def minutes(when: Interval) -> set[int]:
        return set(
            range(int(when.starts_at.timestamp() // 60), int(when.ends_at.timestamp() // 60)),
        )

    twice = [one for one in booked if one.person_id == JUDGE and minutes(one.when) & minutes(wanted)]
    assert sorted(conflicts(wanted, [JUDGE], booked), key=repr) == sorted(twice, key=repr)


@given(spans, spans)
def test_overlapping_is_mutual(one: Interval, other: Interval) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


@given(
    st.dates(date(2026, 11, 20), date(2027, 11, 30)),
    st.integers(5, 600),
    st.lists(st.builds(span, st.integers(0, 8000), st.integers(30, 2000)), max_size=12),
    st.sampled_from(["Europe/Vienna", "America/New_York", "Asia/Kathmandu"]),
)
def test_a_suggested_time_is_free_to_come_and_within_the_court_s_working_day(
    day: date, minutes: int, busy: list[Interval], zone: str
) -> None:
    now = START + timedelta(hours=3)
    found = free_times(day, timedelta(minutes=minutes), zone, busy, now)
    assert len(found) <= 4
    for one in found:
        begins, ends = local(one.starts_at, zone), local(one.ends_at, zone)
        assert not any(one.overlaps(other) for other in busy)
        assert one.starts_at > now
        assert begins.date() >= day
        assert begins.weekday() < 5
        assert begins.time() >= OPENS
        assert ends.time() <= CLOSES
        assert begins.date() == ends.date()


def test_a_free_day_gives_its_first_hour_and_its_first_after_noon() -> None:
    found = free_times(date(2026, 12, 3), timedelta(hours=2), "Europe/Vienna", [], START)
    begins = [local(one.starts_at, "Europe/Vienna") for one in found]
    assert [(one.date().day, one.time()) for one in begins] == [
        (3, time(9)),
        (3, time(13)),
        (4, time(9)),
        (4, time(13)),
    ]


def test_a_busy_morning_moves_the_suggestion_to_its_first_free_quarter() -> None:
    busy = [Interval(datetime(2026, 12, 3, 7, 30, tzinfo=UTC), datetime(2026, 12, 3, 9, 10, tzinfo=UTC))]
    first = free_times(date(2026, 12, 3), timedelta(hours=1), "Europe/Vienna", busy, START)[0]
    assert local(first.starts_at, "Europe/Vienna").time() == time(10, 15)


def test_no_time_is_suggested_for_something_longer_than_the_working_day() -> None:
    assert free_times(date(2026, 12, 3), timedelta(hours=9), "Europe/Vienna", [], START) == ()
