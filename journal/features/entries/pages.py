"""The pages for writing and reading entries."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Conflict, Invalid, Messages
from journal.features.entries import form, groups, service
from journal.features.entries.form import Writing
from journal.features.entries.prompts import PROMPTS
from journal.features.entries.schemas import NOTHING_YET, EntrySchema
from journal.web import drafts, form_digest, links, region, responses
from journal.web.current_user import me
from journal.web.forms import identifier, limits, revision

LIMITS = limits(EntrySchema)

bp = Blueprint("entries", __name__, url_prefix="/entries")


@bp.get("")
def index() -> str:
    """List the entries, by the treatment that they are about, or by their week."""
    limit, after = responses.paging()
    found = service.page(me(), limit, after)
    return render_template(
        "entries/index.html",
        groups=groups.grouped(me(), found.items, region.first_weekday()),
        newest=after is None,
        month=f"{found.items[0]['received_at'].astimezone(me().zone):%Y-%m}" if found.items else None,
        more=responses.cursor(found.next),
    )


@bp.get("/new")
def new() -> str:
    """Show an empty form."""
    about = service.earlier(me(), request.args.get("about", type=UUID))
    about_id = about.id if about else None
    treatment_id = request.args.get("treatment", type=UUID) or service.recent_treatment(me())
    return str(_form(form.new_form(about_id=about_id, treatment_id=treatment_id)))


@bp.post("")
def create() -> ResponseReturnValue:
    """Keep a new entry, or put the next question on its form."""
    return _write(identifier(request.form.get("id")))


@bp.get("/<uuid:entry_id>")
def show(entry_id: UUID) -> str:
    """Show one entry, and what was added to it later."""
    layers = service.layers(me(), entry_id)
    return render_template("entries/show.html", entry=service.read(me(), entry_id), layers=layers, back_to=_back_to())


@bp.get("/<uuid:entry_id>/kept")
def kept(entry_id: UUID) -> str:
    """Confirm that it is kept."""
    return render_template("entries/kept.html", entry=service.read(me(), entry_id))


@bp.get("/<uuid:entry_id>/sent")
def sent(entry_id: UUID) -> Response:
    """Return the digest of the entry's form, null without an entry."""
    return form_digest.reply(lambda: form.pairs(service.for_change(me(), entry_id)))


@bp.get("/<uuid:entry_id>/edit")
def edit(entry_id: UUID) -> str:
    """Show the form that changes an entry."""
    return str(_form(form.edit_form(service.for_change(me(), entry_id))))


@bp.post("/<uuid:entry_id>")
def update(entry_id: UUID) -> ResponseReturnValue:
    """Keep a changed entry as a new revision."""
    return _write(entry_id)


@bp.get("/<uuid:entry_id>/revisions")
def revisions(entry_id: UUID) -> str:
    """Show every version of an entry."""
    versions = service.revisions(me(), entry_id)
    return render_template("entries/revisions.html", entry_id=entry_id, versions=versions)


@bp.get("/<uuid:entry_id>/deletion")
def confirm_deletion(entry_id: UUID) -> str:
    """Ask once more before deleting."""
    return render_template("entries/deletion.html", entry=service.read(me(), entry_id))


@bp.post("/<uuid:entry_id>/deletion")
def delete(entry_id: UUID) -> ResponseReturnValue:
    """Delete an entry."""
    service.delete(me(), entry_id)
    flash(_("Deleted. You can bring it back for 30 days."))
    return redirect(url_for("entries.deleted"), 303)


@bp.get("/deleted")
def deleted() -> str:
    """List the entries that can be restored."""
    return render_template("entries/deleted.html", entries=service.deleted(me()))


@bp.post("/<uuid:entry_id>/restoration")
def restore(entry_id: UUID) -> ResponseReturnValue:
    """Restore a deleted entry."""
    service.restore(me(), entry_id)
    flash(_("It's back."))
    return redirect(url_for("entries.show", entry_id=entry_id), 303)


def _write(entry_id: UUID) -> ResponseReturnValue:
    writing = form.sent_form(entry_id)
    if "question" in request.form:
        return _ask(writing)
    try:
        service.write(me(), entry_id, revision(), form.loaded())
    except Invalid as error:
        if "about_id" in error.fields:  # it was erased, and the form has no field to choose another
            writing.values.poplist("about_id")
        return _form(writing, error.fields), 422
    except Conflict as error:
        writing.revision = str(error.revision)
        return _form(writing, current=error.current), HTTPStatus.PRECONDITION_FAILED
    return drafts.stored(url_for("entries.kept", entry_id=entry_id))


def _ask(writing: Writing) -> str:
    """Put one more question below what is written so far."""
    if writing.next_question:
        writing.values.add(f"prompts.{writing.next_question}", "")
    return str(_form(writing))


def _form(writing: Writing, errors: Messages | None = None, current: object = None) -> str:
    chosen = request.args.get("offer", type=UUID) or writing.treatment_id
    treatments = service.treatments(me(), writing.id, chosen)
    return render_template(
        "entries/form.html",
        writing=writing,
        errors=errors or {},
        nothing_yet=errors == {"body": [str(NOTHING_YET)]},
        limits=LIMITS,
        current=current,
        treatments=treatments,
        written_at=writing.written_at,
        placement=form.placed(writing, treatments),
        earlier=service.earlier(me(), writing.about_id),
        questions=[str(prompt) for prompt in PROMPTS],
        leads_back=_leads_back(writing),
    )


def _leads_back(writing: Writing) -> str:
    """Return the page that a form came from: its entry, the one that it is added to, Today, or the list."""
    shown = writing.id if writing.revision else writing.about_id
    if shown:
        return url_for("entries.show", entry_id=shown)
    return url_for("today.index" if links.came_from() == url_for("today.index") else "entries.index")


def _back_to() -> str:
    """Return the list that led here: what a search found, else all entries."""
    came_from = links.came_from()
    return came_from if came_from.partition("?")[0] == url_for("search.index") else url_for("entries.index")
