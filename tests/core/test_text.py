"""A number that came as text is read strictly: whatever is not one is no number, and never an error."""

import pytest

from journal.core.text import DIGITS, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * DIGITS, 10**DIGITS - 1)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", " 1", "1.0", "1e3", "1_0", "two", "٣", "²", "9" * (DIGITS + 1)])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None
