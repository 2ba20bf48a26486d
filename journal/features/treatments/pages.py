"""The pages of one's treatments."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core import clock
from journal.core.choices import ROUTES, STATUSES
from journal.core.errors import Conflict, Invalid
from journal.core.fields import Values
from journal.features.treatments import form, service
from journal.features.treatments.schemas import TreatmentSchema
from journal.web import drafts, form_digest, responses
from journal.web.current_user import me
from journal.web.forms import identifier, limits, revision

LIMITS = limits(TreatmentSchema)

bp = Blueprint("treatments", __name__, url_prefix="/treatments")


@bp.get("")
def index() -> str:
    """List what is coming up, the soonest first, and what has been, the latest first."""
    limit, after = responses.paging()
    found = service.page(me(), limit, after)
    more, now = responses.cursor(found.next), clock.now()
    coming = [item for item in found.items if item.starts_at > now]
    been = [item for item in found.items if item.starts_at <= now]
    return render_template("treatments/index.html", coming=coming[::-1], been=been, more=more)


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Ask for a treatment."""
    return _form(form.new_form(service.latest(me())))


@bp.post("")
def create() -> ResponseReturnValue:
    """Keep a new treatment."""
    return _write(identifier(request.form.get("id")))


@bp.get("/<uuid:treatment_id>")
def show(treatment_id: UUID) -> str:
    """Show a treatment, and what was kept about it."""
    item = service.read(me(), treatment_id)
    return render_template("treatments/show.html", item=item, timeline=service.timeline(me(), treatment_id))


@bp.get("/<uuid:treatment_id>/sent")
def sent(treatment_id: UUID) -> Response:
    """Return the digest of the treatment's form, null without a treatment."""
    return form_digest.reply(lambda: form.pairs(service.read(me(), treatment_id)))


@bp.get("/<uuid:treatment_id>/edit")
def edit(treatment_id: UUID) -> ResponseReturnValue:
    """Offer a treatment for change."""
    return _form(form.edit_form(service.read(me(), treatment_id)))


@bp.post("/<uuid:treatment_id>")
def update(treatment_id: UUID) -> ResponseReturnValue:
    """Keep a changed treatment."""
    return _write(treatment_id)


@bp.get("/<uuid:treatment_id>/deletion")
def confirm_deletion(treatment_id: UUID) -> str:
    """Ask once more before deleting."""
    return render_template("treatments/deletion.html", item=service.read(me(), treatment_id))


@bp.post("/<uuid:treatment_id>/deletion")
def delete(treatment_id: UUID) -> ResponseReturnValue:
    """Delete a treatment."""
    service.delete(me(), treatment_id)
    flash(_("Deleted. What you wrote about it is still here."))
    return redirect(url_for("treatments.index"), 303)


def _write(treatment_id: UUID) -> ResponseReturnValue:
    try:
        service.write(me(), treatment_id, revision(), form.loaded())
    except Invalid as error:
        return _form(form.sent_form(id=treatment_id), 422, errors=error.fields)
    except Conflict as error:
        sent = form.sent_form(id=treatment_id, revision=error.revision)
        return _form(sent, HTTPStatus.PRECONDITION_FAILED, current=error.current)
    return drafts.stored(url_for("treatments.show", treatment_id=treatment_id, _anchor="saved"))


def _form(values: Values, status: int = 200, **more: object) -> ResponseReturnValue:
    shown = {"form": values, "errors": {}, "current": None, "limits": LIMITS} | more
    return render_template("treatments/form.html", routes=ROUTES, statuses=STATUSES, **shown), status
