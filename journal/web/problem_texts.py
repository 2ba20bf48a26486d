"""What a refusal says by its status, where nothing better is known: a title, and what to do."""

from http import HTTPStatus

from flask import request
from flask_babel import lazy_gettext as _

TITLES = {
    400: _("This could not be read."),
    401: _("You are not signed in."),
    403: _("This door is not yours."),
    404: _("This page is not here."),
    405: _("This cannot be done here."),
    410: _("This is over."),
    411: _("This came without its length."),
    412: _("There is a newer version."),
    413: _("This is too big."),
    415: _("This kind of content is not taken here."),
    422: _("Something needs another look."),
    428: _("Look at it first."),
    429: _("Too many tries."),
    503: _("This cannot be done right now."),
}
DETAILS = {
    400: _("Send it again. If it happens again, tell your clinic."),
    401: _("Sign in, then try again."),
    403: _("Your account has no access to this page. Nothing was changed."),
    404: _("It may have been moved or ended. Nothing was changed."),
    405: _("Go back, and use the buttons of the page."),
    410: _("Ask the person who sent you the link for a new one."),
    411: _("Send it again with a Content-Length."),
    412: _("It was changed elsewhere. Both versions are still there: look at the newer one, then save again."),
    413: _("Make it smaller, then send it again. Nothing was kept of it."),
    415: _("Send JSON as application/json, and the form of a page as application/x-www-form-urlencoded."),
    422: _("Nothing was kept yet. Look at what is marked, then send it again."),
    428: _("Read what it is now, and send its ETag as If-Match."),
    429: _("Wait a little, then try again."),
    500: _("Something went wrong on our side. Go back and try again; what was kept is still there."),
    503: _("Nothing was kept of this. Wait a little, then send it again."),
}
OUR_FAULT = _("Something went wrong.")
TO_READERS = {
    422: _("This address is not right. Go back, and use the links of the page."),
    503: _("What was kept is still there. Wait a little, then open it again."),
}


def title(status: int) -> str:
    """Return what happened."""
    return str(TITLES.get(status, OUR_FAULT if status >= 500 else HTTPStatus(status).phrase))


def detail(status: int) -> str:
    """Return what to do about it; who reads has sent nothing that could be lost."""
    to_reader = TO_READERS.get(status) if request.method == "GET" else None
    return str(to_reader or DETAILS.get(status, DETAILS[500] if status >= 500 else ""))
