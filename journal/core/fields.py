"""The kinds of value that every schema is made of: strict for JSON, and with words that say what to do.

JSON's "2" is no number here and true is no 1; a form's "2" becomes 2 in web/intake.py before it comes to a schema.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeAlias
from unicodedata import combining, normalize

from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, validate

from journal.clinical.time_points import FIRST, LAST

Values: TypeAlias = Mapping[str, Any]  # what a schema loads: values by the name of their field

FEW = 12  # choices that a message can name
MARKS = 30  # on one letter
MOST_FOLDED = 4  # characters that may fold into one

fields.Field.default_error_messages |= {
    "required": _("This is needed."),
    "null": _("This cannot be left empty."),
}


class Shape(Schema):
    """What every schema is: it takes the fields it names, and no other."""

    error_messages = {
        "unknown": _("There is no such field here. Leave it out."),
        "type": _("Send an object with named fields."),
    }


_UNWRITABLE = re.compile("[\0\ud800-\udfff]")  # NUL and lone surrogates


def _piled_up(text: str) -> bool:
    """Tell whether marks are piled on one letter, as no language does: folding them takes the square of their number.

    Source: Unicode Standard Annex #15, section 13 (Stream-Safe Text Format).
    """
    if text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if combining(character) else 0
        if run > MARKS:
            return True
    return False


class Words(fields.String):
    """Text that a person wrote: NFC, line ends folded to a line feed, never blank, at most `limit` characters."""

    def __init__(self, limit: int, **kwargs: Any) -> None:
        super().__init__(metadata={"minLength": 1, "maxLength": limit}, **kwargs)
        self.limit = limit

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([_("Write this as text.")])
        if len(value) > MOST_FOLDED * self.limit:
            raise ValidationError([self._too_long()])
        if _UNWRITABLE.search(value) or _piled_up(value):
            raise ValidationError([_("One character here cannot be kept. Take it out and send it again.")])
        text = fold(value)
        if not text.strip():
            needed, optional = _("No words here yet. Write some."), _("No words here yet. Write some, or leave it out.")
            raise ValidationError([needed if self.required else optional])
        if len(text) > self.limit:
            raise ValidationError([self._too_long()])
        return text

    def _too_long(self) -> Any:
        return _(
            "This is longer than %(limit)s characters. Make it shorter, or keep it in two parts.",
            limit=f"{self.limit:,}",
        )


class Line(Words):
    """Words on one line, with no white space around them."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        return " ".join(super()._deserialize(value, attr, data, **kwargs).split())


class Whole(fields.Integer):
    """A whole number from `low` to `high`, both included."""

    def __init__(self, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(low, high), **kwargs)
        self.low, self.high = low, high

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise ValidationError([_("Give a whole number from %(low)s to %(high)s.", low=self.low, high=self.high)])
        return value


class Flag(fields.Boolean):
    """Yes or no, as JSON says it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError([_("Say true or false.")])
        return value


class Moment(fields.AwareDateTime):
    """An instant with a zone, RFC 3339; not at the very ends of the calendar, where it could not be moved to a zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None and FIRST <= moment <= LAST:
                return moment.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            pass
        raise ValidationError(
            [_("Give a full day and time. Programs add the zone, such as 2026-05-12T20:14:00+02:00.")]
        )


class Day(fields.Date):
    """A day of the calendar, such as 2026-05-12."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        try:
            day = date.fromisoformat(value)
            if FIRST.date() <= day <= LAST.date():
                return day
        except (TypeError, ValueError):
            pass
        raise ValidationError([_("Give a day such as 2026-05-12.")])


class Identifier(fields.UUID):
    """A UUID, made by whoever writes."""

    default_error_messages = {"invalid_uuid": _("Give an id in the form of a UUID.")}


class Choice(fields.String):
    """One of a few words."""

    def __init__(self, choices: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(validate=validate.OneOf(choices), **kwargs)
        self.choices = choices

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if not isinstance(value, str) or value not in self.choices:
            if len(self.choices) > FEW:
                raise ValidationError([_("Choose one of those on offer.")])
            raise ValidationError([_("Choose one of these: %(choices)s.", choices=", ".join(self.choices))])
        return value


class Several(fields.List[Any]):
    """A list of at most `most` of one kind."""

    def __init__(self, kind: fields.Field[Any], most: int, **kwargs: Any) -> None:
        super().__init__(kind, metadata={"maxItems": most}, **kwargs)
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list):
            raise ValidationError([_("Give a list.")])
        if len(value) > self.most:
            raise ValidationError([_("Give at most %(most)s of these.", most=self.most)])
        return super()._deserialize(value, attr, data, **kwargs)


class Address(Line):
    """An e-mail address as it was typed; only its shape is looked at."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        address = super()._deserialize(value, attr, data, **kwargs)
        name, at, host = address.rpartition("@")
        if not (name and at and host) or " " in address:
            raise ValidationError([_("Give an e-mail address such as ada@example.org.")])
        return address


def fold(text: str) -> str:
    """Return `text` in NFC with every line end a line feed: two ways of typing the same words are the same words."""
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
