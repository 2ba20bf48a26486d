"""The fields that every schema is made of: strict about JSON's types, with messages that say what to do.

JSON's "2" is not a number here and true is not 1; web/forms.py turns a form's "2" into 2 before a schema loads it.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, ClassVar, TypeAlias, TypeVar, Unpack

from babel.core import get_global
from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, pre_load, validate

from journal.clinical.time_points import FIRST, LAST
from journal.core.strict_field import MESSAGES, Options, StrictField
from journal.core.text import fold, is_blank, is_storable

Values: TypeAlias = Mapping[str, Any]  # what a schema loads: values by the name of their field

MOST_NAMED_CHOICES = 12  # in a message
MOST_UNKNOWN = 10  # fields that a refusal names
RAW_LENGTH_FACTOR = 4  # how many times its limit a text may have before it is folded

T = TypeVar("T")


class StrictSchema(Schema):
    """The base of every schema: our messages for a field that it does not name, and for a value that is no object."""

    error_messages = {
        "unknown": _("There is no such field. Leave it out."),
        "type": _("Send an object with named fields."),
    }

    @pre_load
    def _refuse_many_unknown(self, given: object, **_kwargs: object) -> object:
        """Raise ValidationError that names a few of very many unknown fields; marshmallow would name them all."""
        if not isinstance(given, Mapping) or len(given) <= len(self.load_fields) + MOST_UNKNOWN:
            return given
        unknown = islice((name for name in given if name not in self.load_fields), MOST_UNKNOWN)
        told = {name: [self.error_messages["unknown"]] for name in unknown}
        raise ValidationError(told | {"_schema": [_("There are more fields like these. Leave them all out.")]})


class Nested(fields.Nested):
    """An object inside another one, with our messages where it is missing or null."""

    default_error_messages = MESSAGES


class Text(StrictField[str], fields.String):
    """Text that a person wrote: NFC, line ends folded to a line feed, never blank, at most `limit` characters.

    shortest: characters at least.
    shown_again: whether a page that refuses a form may give the text back; passwords, addresses and words of an entry
    that were only chosen never are.
    """

    shortest: ClassVar[int] = 1
    shown_again: ClassVar[bool] = True

    def __init__(self, limit: int, **options: Unpack[Options]) -> None:
        super().__init__(metadata={"minLength": self.shortest, "maxLength": limit}, **options)
        self.limit = limit

    def _parse(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValidationError([_("Write this as text.")])
        if len(value) > RAW_LENGTH_FACTOR * self.limit:
            raise self._too_long()
        if not is_storable(value):
            raise ValidationError([_("One character here can't be saved. Remove it and try again.")])
        text = fold(value)
        if is_blank(text):
            needed = _("This is empty. Write something.")
            optional = _("This is empty. Write something, or leave it out.")
            raise ValidationError([needed if self.required else optional])
        if len(text) > self.limit:
            raise self._too_long()
        return text

    def _too_long(self) -> ValidationError:
        message = _("This is over %(limit)s characters. Make it shorter, or split it in two.")
        return ValidationError([message % {"limit": f"{self.limit:,}"}])


class Line(Text):
    """Text on one line, with no white space around it."""

    def _parse(self, value: object) -> str:
        return " ".join(super()._parse(value).split())


class Whole(StrictField[int], fields.Integer):
    """A whole number from `low` to `high`, both included."""

    def __init__(self, low: int, high: int, **options: Unpack[Options]) -> None:
        super().__init__(strict=True, validate=validate.Range(low, high), **options)
        self.low, self.high = low, high

    def _parse(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise ValidationError([_("Give a whole number from %(low)s to %(high)s.", low=self.low, high=self.high)])
        return value


class Flag(StrictField[bool], fields.Boolean):
    """Yes or no, as JSON says it."""

    def _parse(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise ValidationError([_("Use true or false.")])
        return value


class Moment(StrictField[datetime], fields.AwareDateTime):
    """An instant with a zone, RFC 3339; not at the very ends of the calendar, where it could not be moved to a zone.

    A "t" and a "z" may be written small, as RFC 3339 allows.
    """

    def __init__(self, **options: Unpack[Options]) -> None:
        super().__init__(format="iso", **options)

    def _parse(self, value: object) -> datetime:
        try:
            moment = datetime.fromisoformat(value.upper())  # type: ignore[attr-defined]
            if moment.tzinfo is not None and FIRST <= moment <= LAST:
                return moment.astimezone(UTC)
        except (AttributeError, TypeError, ValueError, OverflowError):
            pass
        raise ValidationError([_("Give a date and a time. Programs add the zone, such as 2026-05-12T20:14:00+02:00.")])


class Day(StrictField[date], fields.Date):
    """A day of the calendar, such as 2026-05-12."""

    def _parse(self, value: object) -> date:
        try:
            day = date.fromisoformat(value)  # type: ignore[arg-type]
            if FIRST.date() <= day <= LAST.date():
                return day
        except (TypeError, ValueError):
            pass
        raise ValidationError([_("Give a date such as 2026-05-12.")])


class Identifier(fields.UUID):
    """A UUID, made by whoever writes."""

    default_error_messages = MESSAGES | {"invalid_uuid": _("Give an id in the form of a UUID.")}


class Country(StrictField[str], fields.String):
    """The two letters of a country, in any case. Where they are known to mean another's, the refusal names that one.

    Source: ISO 3166-1 alpha-2; CLDR's territory aliases, such as UK for GB.
    """

    def _parse(self, value: object) -> str:
        code = value.strip().upper() if isinstance(value, str) else ""
        if meant := get_global("territory_aliases").get(code):
            raise ValidationError([_("Give the country's two letters: %(codes)s.", codes=", ".join(meant))])
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise ValidationError([_("Give the country's two letters, such as US.")])
        return code


class Choice(StrictField[str], fields.String):
    """One of a few words."""

    def __init__(self, choices: tuple[str, ...], **options: Unpack[Options]) -> None:
        super().__init__(validate=validate.OneOf(choices), **options)
        self.choices = choices

    def _parse(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.choices:
            if len(self.choices) > MOST_NAMED_CHOICES:
                raise ValidationError([_("Choose one from the list.")])
            raise ValidationError([_("Choose one of these: %(choices)s.", choices=", ".join(self.choices))])
        return value


class Several(StrictField[list[T | None]], fields.List[T]):
    """A list of at most `most` values of one field. inner: reads each."""

    def __init__(self, inner: fields.Field[T], most: int, **options: Unpack[Options]) -> None:
        super().__init__(inner, metadata={"maxItems": most}, **options)
        self.most = most

    def _parse(self, value: object) -> list[T | None]:
        if not isinstance(value, list):
            raise ValidationError([_("Give a list.")])
        if len(value) > self.most:
            raise ValidationError([_("Give at most %(most)s of these.", most=self.most)])
        return fields.List._deserialize(self, value, None, None)
