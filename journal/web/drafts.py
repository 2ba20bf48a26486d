"""Drafts that wait in the browser (static/js/draft.js): which of them a request has stored.

A form is sent with the stamps of its draft. Once what it says is stored, the pages that follow name them, and the
browser drops that draft. A form that comes back carries them again.
"""

import re

from flask import Flask, Response, redirect, session

from journal.web import forms

FIELD = "draft"
_STORED = "stored_drafts"  # in the session
_MOST = 6  # stamps to name; more than one form's, since a page can be left before its script runs
_STAMP = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,6}"
_STAMPS = re.compile(rf"{_STAMP}(?: {_STAMP})?")


def install(app: Flask) -> None:
    """Let templates ask for the stamps that a form carries, and for those that this page names."""
    app.jinja_env.globals |= {"draft_stamps": sent, "stored_drafts": latest}


def stored(location: str) -> Response:
    """Return the redirect after a form was stored; the pages that follow let its draft go."""
    if stamps := sent():
        session[_STORED] = [*session.get(_STORED, []), *stamps.split()][-_MOST:]
    return redirect(location, 303)  # type: ignore[return-value]


def sent() -> str:
    """Return the stamps that the form of this request carries, "" without any."""
    stamps = forms.readable().get(FIELD, "")
    return stamps if _STAMPS.fullmatch(stamps) else ""


def latest() -> str:
    """Return the stamps that a page names: those of the forms that were stored last."""
    return " ".join(session.get(_STORED, []))
