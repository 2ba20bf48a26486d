"""The clock runs in UTC, and stands still only where a demo stops it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from journal.core import clock

PAST = datetime(2026, 5, 12, 20, 14, tzinfo=timezone(timedelta(hours=2)))


def test_now_is_an_instant_in_utc() -> None:
    before = datetime.now(UTC)
    now = clock.now()
    assert now.tzinfo is UTC
    assert before <= now <= datetime.now(UTC)


def test_a_frozen_clock_shows_one_instant_until_it_is_left() -> None:
    with clock.frozen(PAST):
        assert clock.now() == PAST
        assert clock.now().tzinfo is UTC
        with clock.frozen(PAST + timedelta(days=1)):
            assert clock.now() == PAST + timedelta(days=1)
        assert clock.now() == PAST
    assert clock.now() > PAST + timedelta(days=1)


def test_a_frozen_clock_runs_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="stop"), clock.frozen(PAST):
        raise ValueError("stop")
    assert clock.now() > PAST
