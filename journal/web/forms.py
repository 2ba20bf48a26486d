"""Read a form by the schema that also reads the JSON: a form's words become values on their way in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_to_bytes
from uuid import UUID

from flask import Flask, request
from marshmallow import EXCLUDE, Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from journal.core.errors import Invalid, Messages
from journal.core.fields import Flag, Moment, Text, Values, Whole
from journal.core.ids import new_id
from journal.web.current_user import me

FIELD_NAME_LIMIT = 80  # characters


def install(app: Flask) -> None:
    """Look at each form's bytes before it is read."""
    app.before_request(well_formed)


def checked(schema: Schema, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what the form says. given: values that the page knows and the form does not. Raises Invalid."""
    values = read(schema, request.form) | dict(given or {})
    try:
        return dict(schema.load(values, unknown=EXCLUDE))
    except ValidationError as error:
        raise Invalid(**flat(error.messages_dict)) from None


def queried(schema: Schema) -> dict[str, Any]:
    """Return what the address asks for. Raises Invalid."""
    try:
        return dict(schema.load(read(schema, request.args), unknown=EXCLUDE))
    except ValidationError as error:
        raise Invalid(**flat(error.messages_dict)) from None


def limits(schema: type[Schema]) -> Mapping[str, Mapping[str, int]]:
    """Return the attributes maxlength, min and max of each input of a form that `schema` reads: `**limits.title`."""
    attributes: dict[str, Mapping[str, int]] = {}
    for name, field in schema().load_fields.items():
        if isinstance(field, Text):
            attributes[name] = {"maxlength": field.limit}
        elif isinstance(field, Whole):
            attributes[name] = {"min": field.low, "max": field.high}
    return attributes


def identifier(word: str | None) -> UUID:
    """Return the id that a form carries; a form without one is given one."""
    try:
        return UUID(word or "")
    except ValueError:
        return new_id()


def read(schema: Schema, form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the form's values in the kinds that the schema takes; an empty box is not given."""
    values: dict[str, Any] = {}
    for name, field in schema.load_fields.items():
        given: Any
        if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
            given = _answered(field.inner.schema, keyed(name, form))
        elif isinstance(field, fields.List):
            given = [word for word in form.getlist(name) if word]
        elif isinstance(field, Flag):
            given = name in form
        else:
            given = form.get(name)
        if given not in (None, "", []):
            values[name] = _value(field, given)
    return values


def pairs(schema: Schema, values: Values) -> list[tuple[str, str]]:
    """Return the names and values of a form that says the same as `values`: what `read` and the schema turn back."""
    return [
        pair
        for name, field in schema.load_fields.items()
        if (value := values[name]) is not None
        for pair in _pairs(name, field, value)
    ]


def keyed(name: str, form: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return the keys and values of the form's fields that are named `name.<key>`, such as "prompts.What helped?"."""
    given = form.items(multi=True)
    return [(field.removeprefix(f"{name}."), value) for field, value in given if field.startswith(f"{name}.")]


def instant(moment: datetime) -> str:
    """Return an instant as JavaScript writes it, in milliseconds; in microseconds where it has them."""
    digits = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.astimezone(UTC).isoformat(timespec=digits).replace("+00:00", "Z")


def flat(messages: Mapping[Any, Any], before: str = "") -> Messages:
    """Return marshmallow's nested messages by dotted name."""
    said: Messages = {}
    for name, message in messages.items():
        path = before + ("body" if name == "_schema" else _writable(name))
        if isinstance(message, Mapping):
            said |= flat(message, f"{path}.")
        else:
            said[path] = [str(words) for words in message] if isinstance(message, list) else [str(message)]
    return said


def well_formed() -> None:
    """Refuse a form whose bytes are no UTF-8: what stands for them would be kept in place of the words."""
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    try:
        unquote_to_bytes(request.get_data()).decode()
    except UnicodeDecodeError:
        raise BadRequest from None


def _writable(name: object) -> str:
    """Return a field's name as a refusal can say it: names come from outside too."""
    return str(name)[:FIELD_NAME_LIMIT].encode(errors="replace").decode()


def _answered(schema: Schema, given: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return what a form's keyed fields say, the blank ones left out: each the two fields of a nested schema."""
    key, answer = schema.fields
    return [{key: name, answer: value} for name, value in given if value.strip()]


def _pairs(name: str, field: fields.Field[Any], value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
        key, answer = field.inner.schema.fields
        yield from ((f"{name}.{item[key]}", item[answer]) for item in value)
    elif isinstance(field, fields.List):
        yield from ((name, str(item)) for item in value)
    elif isinstance(value, datetime):
        yield name, instant(value)
    else:
        yield name, str(value)


def _value(field: fields.Field[Any], given: Any) -> Any:
    for kind, turn in _TURNS.items():
        if isinstance(field, kind):
            return turn(given)
    return given


def _whole(word: str) -> Any:
    """A form's "2" is 2; anything else is left for the schema to refuse."""
    sign = word.strip()
    return int(sign) if sign.removeprefix("-").isdecimal() and len(sign) < 10 else word


def _moment(word: str) -> str:
    """A form's date and time is in the person's own zone, where it names none."""
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return word
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=me().zone)
    return moment.isoformat()


_TURNS: dict[type[fields.Field[Any]], Callable[[Any], Any]] = {Whole: _whole, Moment: _moment}
