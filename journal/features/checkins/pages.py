"""The pages for checking in: one question on a screen, each answer kept at once."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.clinical import instruments
from journal.core.errors import Conflict, Invalid, Messages
from journal.core.fields import Values
from journal.core.ids import new_id
from journal.core.text import whole_number
from journal.domain import recall
from journal.domain.unfinished_checkins import UnfinishedCheckin, to_go_on_with
from journal.features.checkins import changes, form, history, moods, service
from journal.features.checkins.schemas import BeginningSchema, DateSchema
from journal.features.checkins.service import AnswerChange
from journal.web import drafts
from journal.web.current_user import me
from journal.web.form_values import box
from journal.web.forms import checked, identifier

bp = Blueprint("checkins", __name__, url_prefix="/checkins")


@bp.get("")
def index() -> ResponseReturnValue:
    """Offer the questionnaires."""
    return _index({"id": new_id(), "treatment_id": service.running_treatment(me())})


@bp.get("/scores")
def scores() -> str:
    """Show every total over time, and the moods of entries."""
    return render_template(
        "checkins/scores.html",
        histories=history.histories(me()),
        moods=moods.chart(me()),
        support=service.needs_support(me()),
    )


@bp.post("")
def create() -> ResponseReturnValue:
    """Begin a check-in, or go on with one that is not finished; ask which, where that goes with another treatment."""
    checkin_id = identifier(request.form.get("id"))
    try:
        chosen = checked(BeginningSchema())
        begun = None if "anew" in request.form else service.begun_otherwise(me(), **chosen)
        if begun is not None:
            return _ask_which(begun, chosen)
        item = service.begin(me(), checkin_id, **chosen)
    except Invalid as error:
        return _index(request.form.to_dict() | {"id": checkin_id}, error.fields)
    number = service.unanswered(instruments.get(item.instrument), item.responses) or 1
    return redirect(url_for("checkins.question", checkin_id=item.id, number=number), 303)


@bp.get("/<uuid:checkin_id>")
def show(checkin_id: UUID) -> str:
    """Show the total of a check-in, or that it is kept and not finished."""
    item = service.read(me(), checkin_id)
    instrument = instruments.get(item.instrument)
    return render_template(
        "checkins/show.html",
        item=item,
        instrument=instrument,
        comparisons=history.comparisons(me(), item),
        spans_treatment=recall.spans_treatment(instrument, item.answered_at, recall.treatment_starts(me())),
        support=item.help or service.needs_support(me()),
        unanswered=service.unanswered(instrument, item.responses),
        stale=service.is_stale(item),
        help_first=item.help,
    )


@bp.get("/<uuid:checkin_id>/questions/<int:number>")
def question(checkin_id: UUID, number: int) -> ResponseReturnValue:
    """Ask one question."""
    item = service.read(me(), checkin_id)
    asked = service.question_of(instruments.get(item.instrument), number)
    return form.question_page(item, number, item.responses.get(asked.id))


@bp.post("/<uuid:checkin_id>/questions/<int:number>")
def answer(checkin_id: UUID, number: int) -> ResponseReturnValue:
    """Keep one answer, and lead to the next question, or with "stop" to the result: the same for every answer.

    An answer that was chosen is kept whichever button was pressed: it is never left out by mistake.
    """
    if not request.form.get("answer") and "leave" not in request.form:
        return _without_choice(checkin_id, number)
    value = form.value(request.form["answer"]) if request.form.get("answer") else None
    try:
        change = AnswerChange(number, value, whole_number(request.form.get("before", "")))
        item = service.answer(me(), checkin_id, change)
    except Invalid as error:
        return form.question_page(service.read(me(), checkin_id), number, None, 422, error.fields)
    except Conflict:
        return form.question_page(service.read(me(), checkin_id), number, value, HTTPStatus.PRECONDITION_FAILED)
    following = None if "stop" in request.form else service.following(instruments.get(item.instrument), number)
    if following:
        return drafts.stored(url_for("checkins.question", checkin_id=checkin_id, number=following))
    return drafts.stored(url_for("checkins.show", checkin_id=checkin_id))


@bp.get("/<uuid:checkin_id>/revisions")
def revisions(checkin_id: UUID) -> str:
    """Show what a check-in says, and what it said before."""
    item = service.read(me(), checkin_id)
    versions = changes.revisions(me(), checkin_id)
    instrument = instruments.get(item.instrument)
    return render_template("checkins/revisions.html", item=item, instrument=instrument, versions=versions)


@bp.get("/<uuid:checkin_id>/date")
def edit_date(checkin_id: UUID) -> str:
    """Ask for another day and time of a check-in."""
    item = changes.finished(me(), checkin_id)
    return render_template("checkins/date.html", item=item, answered_at=box(item.answered_at), errors={})


@bp.post("/<uuid:checkin_id>/date")
def update_date(checkin_id: UUID) -> ResponseReturnValue:
    """Date a check-in anew; a form that was not touched changes nothing."""
    item, sent = changes.finished(me(), checkin_id), request.form.get("answered_at", "")
    try:
        if sent != box(item.answered_at):
            changes.redate(me(), checkin_id, **checked(DateSchema()))
    except Invalid as error:
        return render_template("checkins/date.html", item=item, answered_at=sent, errors=error.fields), 422
    return redirect(url_for("checkins.show", checkin_id=checkin_id, _anchor="rest"), 303)


@bp.get("/<uuid:checkin_id>/deletion")
def confirm_deletion(checkin_id: UUID) -> str:
    """Ask once more before deleting."""
    item = service.read(me(), checkin_id)
    return render_template("checkins/deletion.html", item=item, instrument=instruments.get(item.instrument))


@bp.post("/<uuid:checkin_id>/deletion")
def delete(checkin_id: UUID) -> ResponseReturnValue:
    """Delete a check-in."""
    changes.delete(me(), checkin_id)
    flash(_("Deleted. You can bring it back for 30 days."))
    return redirect(url_for("checkins.deleted"), 303)


@bp.get("/deleted")
def deleted() -> str:
    """List the check-ins that can be restored."""
    return render_template("checkins/deleted.html", deleted=changes.deleted(me()))


@bp.post("/<uuid:checkin_id>/restoration")
def restore(checkin_id: UUID) -> ResponseReturnValue:
    """Restore a deleted check-in."""
    changes.restore(me(), checkin_id)
    flash(_("It's back."))
    return redirect(url_for("checkins.show", checkin_id=checkin_id), 303)


def _ask_which(begun: UnfinishedCheckin, chosen: Values) -> str:
    """Ask whether to go on with a check-in, or to begin as chosen."""
    item = service.read(me(), begun.id)
    return render_template("checkins/begun.html", begun=begun, item=item, chosen=chosen, new_id=new_id())


def _without_choice(checkin_id: UUID, number: int) -> ResponseReturnValue:
    if "stop" in request.form:
        return redirect(url_for("checkins.show", checkin_id=checkin_id), 303)
    said = {"answer": [_("Choose one of these, or skip this one.")]}
    return form.question_page(service.read(me(), checkin_id), number, None, 422, said)


def _index(values: Values, errors: Messages | None = None) -> ResponseReturnValue:
    page = render_template(
        "checkins/index.html",
        form=values,
        errors=errors or {},
        offered=instruments.ALL,
        unfinished=to_go_on_with(me()),
        treatments=service.treatments(me()),
        support=service.needs_support(me()),
    )
    return page, 422 if errors else 200
