"""The digest of what a form says, by which a phone asks whether the server has the same, without sending it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256

from flask import Response, request
from marshmallow import Schema

from journal.core.errors import NotFound
from journal.core.fields import Values
from journal.core.text import fold, is_blank
from journal.web import form_values, responses
from journal.web.form_values import Pair
from journal.web.forms import URL_ENCODED

HEADER = "Form-Digest"


def reply(stored: Callable[[], Iterable[Pair]]) -> Response:
    """Return the digest of a record's form, null without a record: a phone drops only a draft that is stored here.

    stored: returns the form's names and values; raises NotFound.
    """
    try:
        pairs = stored()
    except NotFound:
        return responses.body({"digest": None})
    return responses.body({"digest": digest(pairs)})


def added(reply: Response, form: type[Schema], stored: Callable[[], Values]) -> Response:
    """Return the reply to a PUT, with the digest of the form that was sent where just that is stored.

    What the schema does not know of the form does not count. form: its schema. stored: reads the record anew; raises
    NotFound.
    """
    if request.mimetype != URL_ENCODED:
        return reply
    schema = form()  # is costly to make
    sent = schema.load(form_values.read(schema, request.form))
    with suppress(NotFound):  # deleted in the meantime, from another phone
        found = stored()
        if all(found[name] == value for name, value in sent.items()):
            reply.headers[HEADER] = digest(form_values.known(schema, request.form))
    return reply


def digest(pairs: Iterable[Pair]) -> str:
    """Return the digest of a form's names and values, in hexadecimal. static/js/digest.js computes the same.

    Blank values do not count, nor does the order; text counts as `fold` leaves it.
    """
    folded = ((fold(name), fold(value)) for name, value in pairs)
    said = sorted((f"{name}\0{value}\0" for name, value in folded if not is_blank(value)), key=_code_units)
    return sha256("".join(said).encode()).hexdigest()


def _code_units(text: str) -> bytes:
    """Return the key by which JavaScript sorts."""
    return text.encode("utf-16-be")
