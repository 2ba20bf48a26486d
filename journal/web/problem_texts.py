"""What a refusal says by its status, where nothing better is known: a title, and what to do."""

from http import HTTPStatus

from flask import request
from flask_babel import lazy_gettext as _

TITLES = {
    400: _("We could not read this."),
    401: _("You are not signed in."),
    403: _("You can't open this page."),
    404: _("This page does not exist."),
    405: _("This can't be done here."),
    410: _("This link does not work any more."),
    411: _("The length is missing."),
    412: _("There is a newer version."),
    413: _("This is too big."),
    415: _("This kind of content is not accepted."),
    422: _("Something needs another look."),
    428: _("Read it first."),
    429: _("Too many tries."),
    503: _("This can't be done right now."),
}
DETAILS = {
    400: _("Try again. If it keeps happening, tell your clinic."),
    401: _("Sign in, then try again."),
    403: _("Your account has no access to this page. Nothing was changed."),
    404: _("It may have moved or ended. Nothing was changed."),
    405: _("Go back and use the buttons on the page."),
    410: _("Ask the person who sent you the link for a new one."),
    411: _("Send it again with a Content-Length."),
    412: _("This was changed somewhere else. Both versions are safe. Look at the newer one, then save again."),
    413: _("Nothing was saved. Make it smaller, then try again."),
    415: _("Send JSON as application/json, and the form of a page as application/x-www-form-urlencoded."),
    422: _("Nothing was saved yet. Check what is marked, then try again."),
    428: _("Read what it is now, and send its ETag as If-Match."),
    429: _("Wait a little, then try again."),
    500: _("Something went wrong on our side. Go back and try again. What you saved is still there."),
    503: _("This was not saved. Wait a little, then try again."),
}
OUR_FAULT = _("Something went wrong.")
TO_READERS = {
    422: _("This address is wrong. Go back and use the links on the page."),
    503: _("What you saved is still there. Wait a little, then open it again."),
}


def title(status: int) -> str:
    """Return what happened."""
    return str(TITLES.get(status, OUR_FAULT if status >= 500 else HTTPStatus(status).phrase))


def detail(status: int) -> str:
    """Return what to do about it; who reads has sent nothing that could be lost."""
    to_reader = TO_READERS.get(status) if request.method == "GET" else None
    return str(to_reader or DETAILS.get(status, DETAILS[500] if status >= 500 else ""))
