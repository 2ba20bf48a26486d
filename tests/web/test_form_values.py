"""What is typed into a box for a number is read by the same rule as every other number that comes as text."""

import pytest
from werkzeug.datastructures import MultiDict

from journal.core.fields import StrictSchema, Whole
from journal.core.text import DIGITS
from journal.web import form_values


class CountSchema(StrictSchema):
    """A number, below 0 too."""

    count = Whole(-(10**DIGITS), 10**DIGITS)


def read(text: str) -> object:
    return form_values.read(CountSchema(), MultiDict({"count": text})).get("count")


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), (" 7\n", 7), ("007", 7), ("-7", -7), ("-0", 0), ("9" * DIGITS, 10**DIGITS - 1), ("", None)],
)
def test_plain_digits_are_a_number_and_may_have_a_minus(text: str, number: int | None) -> None:
    assert read(text) == number


@pytest.mark.parametrize("text", ["٣", "-٣", "²", "+7", "--7", "- 7", "1.0", "1e3", "1_0", "two", "9" * (DIGITS + 1)])
def test_anything_else_is_left_for_the_schema_to_refuse(text: str) -> None:
    assert read(text) == text
