"""A treatment's clock, in the person's own zone, through clock changes and to the ends of the calendar."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.clinical.time_points import TIME_POINTS, Placement, day_after, day_of, place, time_point

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"]

zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-14)), BERLIN]))


def berlin(text):
    """Read a time on a Berlin wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("at", "point", "day"),
    [
        ("2026-06-02T10:00", "before", -8),
        ("2026-06-10T14:59", "before", 0),
        ("2026-06-10T15:00", None, 0),
        ("2026-06-10T15:29", None, 0),
        ("2026-06-10T15:30", "resting", 0),
        ("2026-06-10T17:59", "resting", 0),
        ("2026-06-10T18:00", "evening", 0),
        ("2026-06-11T03:59", "evening", 1),
        ("2026-06-11T04:00", "day_1", 1),
        ("2026-06-11T23:59", "day_1", 1),
        ("2026-06-12T00:00", None, 2),
        ("2026-06-13T00:00", "day_3", 3),
        ("2026-06-14T12:00", None, 4),
        ("2026-06-17T00:00", "week_1", 7),
        ("2026-06-23T23:59", "week_1", 13),
        ("2026-06-24T00:00", None, 14),
        ("2026-07-08T00:00", "week_4", 28),
        ("2026-08-11T23:59", "week_4", 62),
        ("2026-08-12T00:00", None, 63),
    ],
)
def test_the_table_of_time_points(at, point, day):
    start = berlin("2026-06-10T15:00")
    assert place(start, berlin(at), BERLIN, treatment_number=4) == Placement(point, day, 4)


def test_a_late_treatment_rests_into_the_night_and_its_evening_ends_at_four():
    start = berlin("2026-06-10T23:00")
    assert time_point(start, berlin("2026-06-11T01:59"), BERLIN) == "resting"
    assert time_point(start, berlin("2026-06-11T03:00"), BERLIN) == "evening"
    assert time_point(start, berlin("2026-06-11T04:00"), BERLIN) == "day_1"


def test_the_day_is_the_person_s_own_and_not_the_server_s():
    start = datetime(2026, 6, 10, 22, tzinfo=UTC)  # 18:00 in New York, midnight in Berlin.
    at = datetime(2026, 6, 11, 21, tzinfo=UTC)
    assert (day_after(start, at, NEW_YORK), day_after(start, at, BERLIN)) == (1, 0)
    assert (time_point(start, at, NEW_YORK), time_point(start, at, BERLIN)) == ("day_1", "evening")


def test_resting_is_counted_in_real_hours_when_the_clocks_change():
    start = berlin("2026-03-29T00:30")  # At 02:00 the clocks jump to 03:00.
    assert time_point(start, berlin("2026-03-29T04:29"), BERLIN) == "resting"
    assert time_point(start, berlin("2026-03-29T04:30"), BERLIN) == "evening"
    assert time_point(start, datetime(2026, 3, 29, 2, 29, tzinfo=UTC), BERLIN) == "resting"
    assert time_point(start, datetime(2026, 3, 29, 2, 30, tzinfo=UTC), BERLIN) == "evening"


def test_a_night_with_an_hour_more_still_ends_at_four_by_the_wall_clock():
    start = berlin("2026-10-24T15:00")
    assert time_point(start, datetime(2026, 10, 25, 2, 59, tzinfo=UTC), BERLIN) == "evening"
    assert time_point(start, datetime(2026, 10, 25, 3, 0, tzinfo=UTC), BERLIN) == "day_1"


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])
def test_days_are_whole_across_a_clock_change(day):
    start = berlin(f"{day}T23:30")
    assert day_after(start, start.astimezone(UTC) + timedelta(hours=1), BERLIN) == 1


@given(instants, instants, zones)
def test_any_two_instants_have_an_answer(starts_at, at, zone):
    assert time_point(starts_at, at, zone) in {None, *TIME_POINTS}
    assert day_after(starts_at, at, zone) == -day_after(at, starts_at, zone)


@pytest.mark.parametrize("zone", [BERLIN, timezone(timedelta(hours=-14)), timezone(timedelta(hours=14))])
def test_the_ends_of_the_calendar_have_an_answer(zone):
    first, last = (end.replace(tzinfo=zone) for end in (datetime.min, datetime.max))
    assert time_point(last, first, zone) == "before"
    assert time_point(first, last, zone) is None
    assert time_point(last, last, zone) is None


@given(instants, st.timedeltas(timedelta(0), timedelta(days=80)), zones)
def test_time_points_follow_each_other_in_their_order(starts_at, later, zone):
    if starts_at.year > 9000:
        return
    earlier, at = (time_point(starts_at, starts_at.astimezone(UTC) + part, zone) for part in (later / 2, later))
    if earlier and at:
        assert TIME_POINTS.index(earlier) <= TIME_POINTS.index(at)


def test_the_same_instant_is_the_same_point_in_whatever_zone_it_was_written():
    start, at = berlin("2026-06-10T15:00"), berlin("2026-06-13T09:00")
    assert place(start.astimezone(UTC), at.astimezone(NEW_YORK), BERLIN) == place(start, at, BERLIN)


def test_a_day_is_read_in_the_zone():
    assert day_of(datetime(2026, 6, 10, 22, tzinfo=UTC), BERLIN).isoformat() == "2026-06-11"
