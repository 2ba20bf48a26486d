"""The pages on which a patient composes a summary; what a therapist would see of it is in shares/pages.py."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Conflict, Invalid, Messages
from journal.core.fields import Values
from journal.core.ids import new_id
from journal.domain.sharing import summary_states
from journal.features.summaries import composing, form, service
from journal.features.summaries.repository import KeptSummary
from journal.features.summaries.schemas import HeadSchema
from journal.web import drafts, form_digest, form_values, responses
from journal.web.current_user import me
from journal.web.forms import checked, identifier, limits, revision

LIMITS = limits(HeadSchema)

bp = Blueprint("summaries", __name__, url_prefix="/summaries")


@bp.get("")
def index() -> str:
    """List one's summaries."""
    limit, after = responses.paging()
    found = service.page(me(), limit, after)
    more = responses.cursor(found.next)
    states = summary_states.states(me(), [summary.id for summary in found.items])
    return render_template("summaries/index.html", summaries=found.items, states=states, more=more)


@bp.get("/new")
def new() -> str:
    """Show the page to compose a new one. entry: the one that unfolds first."""
    return _new(new_id())


@bp.post("")
def create() -> ResponseReturnValue:
    """Begin a summary with what was chosen."""
    summary_id = identifier(request.form.get("id"))
    try:
        pieces, title = composing.loaded(), _("For my next appointment")
        if not pieces:
            summary_id = summary_states.empty_draft(me(), title) or summary_id
        service.begin(me(), summary_id, title, *pieces)
    except Invalid as error:
        return _new(summary_id, error.fields), 422
    return composing.onward(summary_id)


@bp.get("/<uuid:summary_id>")
def show(summary_id: UUID) -> str:
    """Show what is in it, and what can be added."""
    return _compose(summary_id)


@bp.post("/<uuid:summary_id>/additions")
def add(summary_id: UUID) -> ResponseReturnValue:
    """Add what was chosen."""
    try:
        pieces = composing.loaded(needed=False)
        service.add_pieces(me(), summary_id, *pieces)
    except Invalid as error:
        return _compose(summary_id, error.fields), 422
    return composing.onward(summary_id)


@bp.get("/<uuid:summary_id>/sent")
def sent(summary_id: UUID) -> Response:
    """Return the digest of the form for a summary's title and day, null without a summary."""
    return form_digest.reply(lambda: form_values.pairs(HeadSchema(), service.read(me(), summary_id).to_dict()))


@bp.get("/<uuid:summary_id>/edit")
def edit(summary_id: UUID) -> str:
    """Ask for another title or day."""
    return _head(service.read(me(), summary_id).to_dict(), {})


@bp.post("/<uuid:summary_id>")
def update(summary_id: UUID) -> ResponseReturnValue:
    """Change the title and the day."""
    try:
        service.change_head(me(), summary_id, revision(), checked(HeadSchema()))
    except Invalid as error:
        values = service.read(me(), summary_id).to_dict() | request.form.to_dict() | {"id": summary_id}
        return _head(values, error.fields), 422
    except Conflict:
        return _changed_head(service.read(me(), summary_id))
    return drafts.stored(url_for("summaries.show", summary_id=summary_id))


@bp.get("/<uuid:summary_id>/deletion")
def confirm_deletion(summary_id: UUID) -> str:
    """Ask once more before deleting."""
    return render_template("summaries/deletion.html", summary=service.read(me(), summary_id))


@bp.post("/<uuid:summary_id>/deletion")
def delete(summary_id: UUID) -> ResponseReturnValue:
    """Delete a summary."""
    service.delete(me(), summary_id)
    flash(_("Deleted. What you shared from it stays shared until that ends."))
    return redirect(url_for("summaries.index"), 303)


@bp.get("/<uuid:summary_id>/pieces/new")
def new_piece(summary_id: UUID) -> ResponseReturnValue:
    """Show the form of a new piece of a kind. The address may name an entry, and holds no words."""
    kind = form.kind_named(request.args.get("kind", ""))
    entry_id = request.args.get("entry", type=UUID)
    return form.render(service.read(me(), summary_id), kind, {"entry": str(entry_id or "")})


@bp.post("/<uuid:summary_id>/pieces")
def create_piece(summary_id: UUID) -> ResponseReturnValue:
    """Add a piece."""
    kind = form.kind_named(request.form.get("kind", ""))
    try:
        service.add_pieces(me(), summary_id, *form.loaded(kind))
    except Invalid as error:
        return form.render(service.read(me(), summary_id), kind, form.sent_form(kind), errors=error.fields), 422
    return drafts.stored(url_for("summaries.show", summary_id=summary_id))


@bp.get("/<uuid:summary_id>/pieces/<int:number>/edit")
def edit_piece(summary_id: UUID, number: int) -> ResponseReturnValue:
    """Show the form of a piece."""
    summary = service.read(me(), summary_id)
    piece = form.piece_at(summary, number)
    return form.render(summary, form.kind_named(piece["kind"]), piece, number)


@bp.post("/<uuid:summary_id>/pieces/<int:number>")
def update_piece(summary_id: UUID, number: int) -> ResponseReturnValue:
    """Replace a piece."""
    kind = form.kind_named(request.form.get("kind", ""))
    try:
        service.change_piece(me(), summary_id, revision(), number, *form.loaded(kind))
    except Invalid as error:
        return form.render(service.read(me(), summary_id), kind, form.sent_form(kind), number, error.fields), 422
    except Conflict:
        return form.render_changed(summary_id, kind, number), HTTPStatus.PRECONDITION_FAILED
    return drafts.stored(url_for("summaries.show", summary_id=summary_id))


@bp.post("/<uuid:summary_id>/pieces/<int:number>/removal")
def delete_piece(summary_id: UUID, number: int) -> ResponseReturnValue:
    """Remove a piece."""
    try:
        service.remove_piece(me(), summary_id, revision(), number)
    except Conflict as error:
        flash(error.detail)
    return redirect(url_for("summaries.show", summary_id=summary_id), 303)


def _new(summary_id: UUID, errors: Messages | None = None) -> str:
    """Show the page to compose a new one. Drafts of others are offered to one who comes from an entry."""
    return render_template(
        "summaries/new.html",
        summary_id=summary_id,
        begun=summary_states.drafts(me()) if composing.entry() else [],
        **composing.context(errors),
    )


def _compose(summary_id: UUID, errors: Messages | None = None) -> str:
    summary, examined = service.draft(me(), summary_id)
    return render_template(
        "summaries/show.html",
        summary=summary,
        state=summary_states.states(me(), [summary_id]).get(summary_id),
        pieces=form.composed(examined, summary.pieces),
        kinds=form.FORMS,
        **composing.context(errors),
    )


def _head(values: Values, errors: Messages, current: Values | None = None) -> str:
    return render_template("summaries/edit.html", values=values, errors=errors, current=current, limits=LIMITS)


def _changed_head(current: KeptSummary) -> ResponseReturnValue:
    """Show the title and the day that were sent, beside those that are kept by now."""
    sent = request.form.to_dict() | {"id": current.id, "revision": current.revision}
    day = current.for_date and date.fromisoformat(current.for_date)
    return _head(sent, {}, current.to_dict() | {"for_date": day}), HTTPStatus.PRECONDITION_FAILED
