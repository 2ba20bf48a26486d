"""The digest of what a form says, by which a phone asks whether the server has the same, without sending it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256

from flask import Response, request

from journal.core.errors import NotFound
from journal.core.text import fold, is_blank
from journal.web import responses
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


def added(reply: Response, stored: Callable[[], Iterable[Pair]]) -> Response:
    """Return the reply to a PUT, with the digest of what is stored where a form was sent.

    stored: returns the names and values of the record's form, read anew.
    """
    if request.mimetype == URL_ENCODED:
        with suppress(NotFound):  # deleted in the meantime, from another phone
            reply.headers[HEADER] = digest(stored())
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
