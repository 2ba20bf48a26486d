"""What seals and digests are bound to is encoded so that no two things are encoded alike."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto import encoding

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_two_instants_are_never_encoded_alike(one: datetime, other: datetime) -> None:
    assert (encoding.instant(one) == encoding.instant(other)) == (one == other)
    assert len(encoding.instant(one)) == 8


def test_a_microsecond_makes_another_instant_and_a_zone_does_not() -> None:
    assert encoding.instant(NOON) != encoding.instant(NOON + timedelta(microseconds=1))
    assert encoding.instant(NOON) == encoding.instant(NOON.astimezone(ZoneInfo("America/New_York")))


def test_an_encoded_instant_never_changes() -> None:
    assert encoding.instant(NOON).hex() == "0006519d9a421000"
    assert encoding.instant(datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC)).hex() == "f" * 16


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_words_in_a_row_are_encoded_alike_only_when_they_are_the_same(a: str, b: str, c: str, d: str) -> None:
    assert (encoding.word(a) + encoding.word(b) == encoding.word(c) + encoding.word(d)) == ((a, b) == (c, d))


def test_a_word_stands_behind_its_length_in_bytes() -> None:
    assert (encoding.word(""), encoding.word("é!")) == (b"\x00", b"\x03\xc3\xa9!")
    assert encoding.word("x" * 255)[:1] == b"\xff"
    with pytest.raises(ValueError, match="256"):
        encoding.word("x" * 256)
