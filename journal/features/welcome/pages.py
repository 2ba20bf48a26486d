"""The first page: for a visitor an introduction, for everybody else a redirect to their own first page."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from journal.domain import unsealed

FIRST_PAGES = {"patient": "today.index", "therapist": "caseload.index", "admin": "people.index"}

bp = Blueprint("welcome", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Introduce the app, or redirect to one's own first page."""
    if current_user.is_authenticated:
        return redirect(url_for(FIRST_PAGES[current_user.role]), 303)
    return render_template("welcome/index.html")


@bp.get("/privacy")
def privacy() -> str:
    """Explain who can read what, and what happens to it."""
    return render_template("welcome/privacy.html", facts=unsealed.FACTS)
