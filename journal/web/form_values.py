"""The values of a schema and the texts of a form that holds them, turned into each other."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from journal.core.fields import Flag, Moment, Values, Whole
from journal.core.text import is_blank, whole_number
from journal.web.current_user import me

EXACT = "instant"  # the input beside a box for a day and time; where clocks go back, an hour of that day says two
Pair = tuple[str, str]  # the name of an input, and what is in it


def read(schema: Schema, form: MultiDict[str, str]) -> dict[str, object]:
    """Return the form's values in the types that the schema takes; an empty input is left out."""
    found = ((name, _read(name, field, form)) for name, field in schema.load_fields.items())
    return {name: value for name, value in found if value not in (None, "", [])}


def known(schema: Schema, form: MultiDict[str, str]) -> list[Pair]:
    """Return the inputs of a form of which `read` makes use."""
    return [pair for name, field in schema.load_fields.items() for pair in _known(name, field, form)]


def pairs(schema: Schema, values: Values) -> list[Pair]:
    """Return the inputs of a form that holds `values`: what `read` and the schema turn back."""
    return [
        pair
        for name, field in schema.load_fields.items()
        if (value := values[name]) is not None
        for pair in _pairs(name, field, value)
    ]


def keyed(name: str, form: MultiDict[str, str]) -> list[Pair]:
    """Return the keys and texts of the inputs named `name.<key>`, such as "prompts.What helped?"."""
    given = form.items(multi=True)
    return [(field.removeprefix(f"{name}."), value) for field, value in given if field.startswith(f"{name}.")]


def instant(moment: datetime) -> str:
    """Return an instant as JavaScript writes it, in milliseconds; in microseconds where it has them."""
    digits = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(UTC).isoformat(timespec=digits).replace("+00:00", "Z")


def box(moment: datetime) -> str:
    """Return an instant as the box for a day and time holds it, by the person's own clock."""
    return moment.astimezone(me().zone).strftime("%Y-%m-%dT%H:%M")


def moment(text: str) -> datetime | None:
    """Return the instant that an input holds, by the person's own clock where it names no zone; None for no such."""
    try:
        return Moment().deserialize(_with_zone(text))
    except ValidationError:
        return None


def _read(name: str, field: fields.Field[object], form: MultiDict[str, str]) -> object:
    if items := _items_of(field):
        return _items(items, keyed(name, form))
    if isinstance(field, fields.List):
        return [text for text in form.getlist(name) if text]
    if isinstance(field, Flag):
        return name in form
    text = form.get(name)
    if text and isinstance(field, Whole):
        return _whole(text)
    if text and isinstance(field, Moment):
        return _exact(text, form.get(EXACT, "")) or _with_zone(text)
    return text


def _known(name: str, field: fields.Field[object], form: MultiDict[str, str]) -> list[Pair]:
    if _items_of(field):
        return [(f"{name}.{key}", text) for key, text in keyed(name, form)]
    if isinstance(field, fields.List):
        return [(name, text) for text in form.getlist(name)]
    return [(name, form[name])] if name in form else []


def _items_of(field: fields.Field[object]) -> Schema | None:
    """Return the schema of a list's items, which inputs named `name.<key>` hold; None for any other field."""
    if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
        schema: Schema = field.inner.schema
        return schema
    return None


def _items(schema: Schema, given: Iterable[Pair]) -> list[dict[str, str]]:
    """Return keyed inputs as items of a nested schema of two fields; blank ones are left out."""
    key, answer = schema.fields
    return [{key: name, answer: text} for name, text in given if not is_blank(text)]


def _whole(text: str) -> int | str:
    """Return "2" as 2; anything else is left for the schema to refuse."""
    written = text.strip()
    number = whole_number(written.removeprefix("-"))
    if number is None:
        return text
    return -number if written.startswith("-") else number


def _exact(text: str, shown: str) -> str | None:
    """Return the instant that a box showed, None where somebody chose another time. shown: "" for none."""
    try:
        return shown if shown and box(datetime.fromisoformat(shown)) == text else None
    except (ValueError, OverflowError):
        return None


def _with_zone(text: str) -> str:
    """Return a date and time with its zone: the person's own, where it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=me().zone)
    return moment.isoformat()


def _pairs(name: str, field: fields.Field[object], value: object) -> Iterator[Pair]:
    if not isinstance(value, list):
        yield name, instant(value) if isinstance(value, datetime) else str(value)
    elif items := _items_of(field):
        key, answer = items.fields
        yield from ((f"{name}.{item[key]}", item[answer]) for item in value)
    else:
        yield from ((name, str(item)) for item in value)
