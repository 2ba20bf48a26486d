"""The accounts of a clinic, and deactivating them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.features.people import service
from journal.web import responses
from journal.web.current_user import me

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("")
def index() -> str:
    """List everybody of the clinic."""
    limit, after = responses.paging()
    found = service.page(me(), limit, after)
    return render_template("people/index.html", people=found.items, more=responses.cursor(found.next))


@bp.get("/<uuid:person_id>")
def show(person_id: UUID) -> str:
    """Show one account."""
    return render_template("people/show.html", member=service.read(me(), person_id))


@bp.get("/<uuid:person_id>/deactivation")
def confirm_deactivation(person_id: UUID) -> str:
    """Ask once more before closing an account."""
    return render_template("people/deactivation.html", member=service.to_deactivate(me(), person_id))


@bp.post("/<uuid:person_id>/deactivation")
def deactivate(person_id: UUID) -> ResponseReturnValue:
    """Close an account."""
    service.deactivate(me(), person_id)
    flash(_("The account is deactivated."))
    return redirect(url_for("people.show", person_id=person_id), 303)


@bp.post("/<uuid:person_id>/reactivation")
def reactivate(person_id: UUID) -> ResponseReturnValue:
    """Open an account again."""
    service.reactivate(me(), person_id)
    flash(_("The account is active again."))
    return redirect(url_for("people.show", person_id=person_id), 303)
