"""How much a request may send: much only from a browser that somebody has signed in on before."""

from flask import Flask, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import LengthRequired

from journal.core.errors import TooLarge
from journal.web import throttle

ANYBODY_LIMIT = 16_000  # bytes
SIGN_IN_FIRST = _(
    "You are not signed in, and this is too long to take in, so nothing was saved. Sign in on another tab. Then "
    "reload this page to send it again."
)


def install(app: Flask) -> None:
    """Look at a request's size before anything reads its body."""
    app.before_request(_limit)


def _limit() -> None:
    """Refuse a body without a length, or too long for a browser that nobody has signed in on.

    Raises LengthRequired or TooLarge.
    """
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired
    # With this key Werkzeug would take a body that was cut off on its way for a whole one.
    request.environ.pop("wsgi.input_terminated", None)
    if (request.content_length or 0) > ANYBODY_LIMIT and not throttle.knows_browser():
        raise TooLarge(SIGN_IN_FIRST)
