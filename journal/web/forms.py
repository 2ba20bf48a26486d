"""Forms, read by the schemas that also read the JSON."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes
from uuid import UUID

from flask import Flask, request
from marshmallow import EXCLUDE, Schema, ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, UnsupportedMediaType

from journal.core.account_fields import NewPassword
from journal.core.errors import AnotherAccount, Invalid
from journal.core.fields import Text, Values, Whole
from journal.core.ids import new_id, parse_id
from journal.core.text import whole_number
from journal.web import form_values, guard, messages
from journal.web.current_user import me_or_none

URL_ENCODED = "application/x-www-form-urlencoded"  # the content type of a form
ACCOUNT = "X-Account"  # the header of a program that says whose words it sends
MOST_FIELDS = 2000  # of a form; ours have far fewer


def install(app: Flask) -> None:
    """Check each form before it is read."""
    app.before_request(_check)


def checked(schema: Schema, given: Mapping[str, object] | None = None) -> Values:
    """Load the form. given: values that the page knows and the form does not. Raises Invalid."""
    return _load(schema, form_values.read(schema, request.form) | dict(given or {}))


def readable() -> MultiDict[str, str]:
    """Return the form as it was sent, an empty one if there is none or it cannot be read whole."""
    if request.mimetype != URL_ENCODED:
        return MultiDict()
    try:
        _refuse_malformed()
    except HTTPException:  # also: too big, or cut off on its way
        return MultiDict()
    return request.form


def limits(schema: type[Schema]) -> Mapping[str, Mapping[str, int]]:
    """Return the attributes minlength, maxlength, min and max of each input of a schema's form: `**limits.title`."""
    attributes: dict[str, Mapping[str, int]] = {}
    for name, field in schema().load_fields.items():
        if isinstance(field, NewPassword):  # a paste that is too long is refused, never cut unseen
            attributes[name] = {"minlength": field.shortest}
        elif isinstance(field, Text):
            attributes[name] = {"maxlength": field.limit}
        elif isinstance(field, Whole):
            attributes[name] = {"min": field.low, "max": field.high}
    return attributes


def identifier(text: str | None) -> UUID:
    """Return the id that a form carries, a new one if it carries none."""
    return parse_id(text or "") or new_id()


def revision() -> int | None:
    """Return the revision that the form replaces, None if it names none."""
    return whole_number(request.form.get("revision", ""))


def _load(schema: Schema, values: Values) -> Values:
    try:
        loaded: Values = schema.load(values, unknown=EXCLUDE)
    except ValidationError as error:
        raise Invalid(**messages.flatten(error.messages_dict)) from None
    return loaded


def _check() -> None:
    if request.mimetype.startswith("multipart/"):
        raise UnsupportedMediaType  # no page of ours sends one, and Werkzeug would put long parts into open files
    is_form = request.mimetype == URL_ENCODED
    if is_form:
        _refuse_malformed()
    if is_form or ACCOUNT in request.headers:
        _refuse_another_account([request.headers.get(ACCOUNT), request.form.get("account") if is_form else None])


def _refuse_malformed() -> None:
    """Raise RequestEntityTooLarge where a form has very many fields, and BadRequest where it is not UTF-8.

    Werkzeug would put other characters in place of what was written.
    """
    sent = request.get_data()
    if sent.count(b"&") >= MOST_FIELDS:
        raise RequestEntityTooLarge
    try:
        unquote_to_bytes(sent).decode()
    except UnicodeDecodeError:
        raise BadRequest from None


def _refuse_another_account(named: Iterable[str | None]) -> None:
    """Raise AnotherAccount where a form was shown to one person and another has signed in since, in another tab.

    named: the accounts that the request says it is from.
    """
    accounts = set(filter(None, named))
    person = me_or_none() if accounts and request.method not in guard.SAFE else None
    if person and accounts != {str(person.id)}:
        raise AnotherAccount
