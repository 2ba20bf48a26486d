"""The front door: to the right room for who comes in."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

HOME = {"patient": "today.index", "therapist": "caseload.index", "admin": "people.index"}

bp = Blueprint("welcome", __name__)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Say what this is, or lead people to their own first page."""
    if current_user.is_authenticated:
        return redirect(url_for(HOME[current_user.role]), 303)
    return render_template("welcome/index.html")


@bp.get("/privacy")
def privacy() -> str:
    """Say who can read what, and what becomes of it."""
    return render_template("welcome/privacy.html")
