"""Fields refuse in our own words, and leave the library as it is."""

from datetime import UTC, datetime

import pytest
from marshmallow import Schema, ValidationError, fields

from journal.core.account_fields import Email, NewPassword, Password, PersonName
from journal.core.fields import (
    Choice,
    Country,
    Day,
    Flag,
    Identifier,
    Line,
    Moment,
    Nested,
    Several,
    StrictSchema,
    Text,
    Whole,
)
from journal.core.strict_field import MESSAGES


class Inner(StrictSchema):
    """An object inside another."""

    text = Text(10, required=True)


OURS = {
    "text": Text(10, required=True),
    "line": Line(10, required=True),
    "email": Email(required=True),
    "name": PersonName(required=True),
    "password": Password(required=True),
    "new password": NewPassword(required=True),
    "whole": Whole(0, 10, required=True),
    "flag": Flag(required=True),
    "moment": Moment(required=True),
    "day": Day(required=True),
    "id": Identifier(required=True),
    "choice": Choice(("a", "b"), required=True),
    "country": Country(required=True),
    "several": Several(Nested(Inner), most=2, required=True),
    "nested": Nested(Inner, required=True),
}
TEXTS = ("text", "line", "email", "choice", "country", "moment", "day")
NOT_TEXT = (1, True, [], {}, 1.5)


@pytest.mark.parametrize("name", OURS)
def test_what_is_missing_or_null_is_refused_in_our_words(name: str) -> None:
    schema = StrictSchema.from_dict({name: OURS[name]})()
    for values, message in (({}, MESSAGES["required"]), ({name: None}, MESSAGES["null"])):
        with pytest.raises(ValidationError) as refused:
            schema.load(values)
        assert str(refused.value.messages[name]) == str(message)


def test_the_library_keeps_its_own_messages() -> None:
    assert fields.Field.default_error_messages["required"] == "Missing data for required field."
    assert Schema.error_messages == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((OURS[name], value) for name in TEXTS for value in NOT_TEXT),
        *((OURS["whole"], value) for value in ("2", 2.0, True, -1, 11, [2])),
        *((OURS["flag"], value) for value in ("true", 1, 0, None, "")),
        *((OURS["several"], value) for value in ("ab", {}, [{"text": "a"}] * 3, ["a"], [None], [{"text": ""}])),
        (OURS["text"], "a" * 11),
        (OURS["text"], " \n"),
        *((OURS[name], "\u200b\ufeff\u2060 ") for name in ("text", "line", "name", "password")),
        (OURS["text"], "a\0"),
        (OURS["email"], "ada"),
        (OURS["email"], "ada@"),
        (OURS["email"], "a da@example.org"),
        (OURS["moment"], "2026-05-12T20:14:00"),
        (OURS["moment"], "2026-05-12T20:14:00zz"),
        *((OURS["country"], code) for code in ("", " ", "U", "U1", "é2", "ÄÖ", "\x00", "United States", "😀")),
        (OURS["choice"], "c"),
    ],
)
def test_another_type_or_too_much_is_refused(field: fields.Field, value: object) -> None:
    with pytest.raises(ValidationError):
        field.deserialize(value)


@pytest.mark.parametrize(
    ("field", "value", "loaded"),
    [
        (OURS["text"], "e\u0301\r\nb", "\u00e9\nb"),
        (OURS["text"], "e\u0301" * 10, "\u00e9" * 10),
        (OURS["line"], " a \n b ", "a b"),
        (OURS["email"], " ada@example.org ", "ada@example.org"),
        (OURS["password"], " a b ", " a b "),
        (OURS["new password"], " 2345678901 ", " 2345678901 "),
        (OURS["whole"], 10, 10),
        (OURS["moment"], "2026-05-12T20:14:00z", datetime(2026, 5, 12, 20, 14, tzinfo=UTC)),
        (OURS["moment"], "2026-05-12t20:14:00.5z", datetime(2026, 5, 12, 20, 14, 0, 500_000, tzinfo=UTC)),
        (OURS["country"], " us ", "US"),
        (OURS["country"], "GB", "GB"),
        (OURS["several"], [{"text": "a"}], [{"text": "a"}]),
    ],
)
def test_what_fits_is_loaded(field: fields.Field, value: object, loaded: object) -> None:
    assert field.deserialize(value) == loaded


def test_a_new_password_has_twelve_characters_or_more_and_says_so() -> None:
    with pytest.raises(ValidationError, match=r"^\['Use at least 12 characters\."):
        OURS["new password"].deserialize("x" * 11)
    assert OURS["new password"].deserialize("x" * 12) == "x" * 12
    assert OURS["new password"].metadata["minLength"] == 12


@pytest.mark.parametrize(
    ("given", "meant"), [("UK", "GB"), ("uk", "GB"), ("GBR", "GB"), ("usa", "US"), ("840", "US"), ("YU", "RS, ME")]
)
def test_the_code_of_a_country_that_is_known_to_mean_another_one_is_refused_with_that_one(
    given: str, meant: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        OURS["country"].deserialize(given)
    assert [str(message) for message in refused.value.messages] == [f"Give the country's two letters: {meant}."]
