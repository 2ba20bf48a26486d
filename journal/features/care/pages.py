"""A patient's therapists or a therapist's patients, and ending care."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.features.care import service
from journal.web.current_user import me

bp = Blueprint("care", __name__, url_prefix="/settings/care")


@bp.get("")
def index() -> str:
    """List them."""
    return render_template("care/index.html", current=service.current(me()))


@bp.get("/<uuid:care_id>/ending")
def edit(care_id: UUID) -> str:
    """Ask whether to end it."""
    return render_template("care/ending.html", care=service.read(me(), care_id))


@bp.post("/<uuid:care_id>/ending")
def end(care_id: UUID) -> ResponseReturnValue:
    """End it; every share made under it ends at once."""
    service.end(me(), care_id)
    flash(_("This has ended. What was shared can no longer be opened."))
    return redirect(url_for("care.index"), 303)
