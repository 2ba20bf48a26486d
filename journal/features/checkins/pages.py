"""The pages for checking in: one question on a screen, each answer kept at once."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.clinical import instruments
from journal.core import clock
from journal.core.errors import Conflict, Invalid, Messages
from journal.core.fields import Values
from journal.core.ids import new_id
from journal.core.text import whole_number
from journal.features.checkins import history, service
from journal.features.checkins.repository import KeptCheckin
from journal.features.checkins.schemas import BeginningSchema
from journal.features.checkins.service import AnswerChange
from journal.web.current_user import me
from journal.web.forms import checked, identifier

STALE = timedelta(days=2)  # after this, an unfinished form asks about other weeks than its answers

bp = Blueprint("checkins", __name__, url_prefix="/checkins")


@bp.get("")
def index() -> ResponseReturnValue:
    """Offer the questionnaires, and show what was answered before."""
    return _index({"id": new_id(), "treatment_id": service.running_treatment(me())})


@bp.post("")
def create() -> ResponseReturnValue:
    """Begin a check-in."""
    checkin_id = identifier(request.form.get("id"))
    try:
        service.begin(me(), checkin_id, **checked(BeginningSchema()))
    except Invalid as error:
        return _index(request.form.to_dict() | {"id": checkin_id}, error.fields)
    return redirect(url_for("checkins.question", checkin_id=checkin_id, number=1), 303)


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
        spans_treatment=history.spans_treatment(me(), item),
        support=item.help or service.needs_support(me()),
        unanswered=service.unanswered(instrument, item.responses),
        stale=clock.now() - item.answered_at > STALE,
        help_first=item.help,
    )


@bp.get("/<uuid:checkin_id>/questions/<int:number>")
def question(checkin_id: UUID, number: int) -> ResponseReturnValue:
    """Ask one question."""
    item = service.read(me(), checkin_id)
    asked = service.question_of(instruments.get(item.instrument), number)
    return _question(item, number, item.responses.get(asked.id))


@bp.post("/<uuid:checkin_id>/questions/<int:number>")
def answer(checkin_id: UUID, number: int) -> ResponseReturnValue:
    """Keep one answer, and lead to the next question, or with "stop" to the result: the same for every answer.

    An answer that was chosen is kept whichever button was pressed: it is never left out by mistake.
    """
    form = request.form
    if not form.get("answer") and "leave" not in form:
        return _without_choice(checkin_id, number)
    value = _value(form["answer"]) if form.get("answer") else None
    try:
        change = AnswerChange(number, value, whole_number(form.get("before", "")))
        item = service.answer(me(), checkin_id, change)
    except Invalid as error:
        return _question(service.read(me(), checkin_id), number, None, 422, error.fields)
    except Conflict:
        return _question(service.read(me(), checkin_id), number, value, HTTPStatus.PRECONDITION_FAILED)
    following = None if "stop" in form else service.following(instruments.get(item.instrument), number)
    if following:
        return redirect(url_for("checkins.question", checkin_id=checkin_id, number=following), 303)
    return redirect(url_for("checkins.show", checkin_id=checkin_id), 303)


def _value(word: str) -> object:
    number = whole_number(word)
    return word if number is None else number


def _without_choice(checkin_id: UUID, number: int) -> ResponseReturnValue:
    if "stop" in request.form:
        return redirect(url_for("checkins.show", checkin_id=checkin_id), 303)
    said = {"answer": [_("Choose one of these, or leave this one out.")]}
    return _question(service.read(me(), checkin_id), number, None, 422, said)


def _question(
    item: KeptCheckin, number: int, chosen: object, status: int = 200, errors: Messages | None = None
) -> ResponseReturnValue:
    instrument = instruments.get(item.instrument)
    asked = service.question_of(instrument, number)
    kept = item.responses.get(asked.id)
    follows_harm = service.follows_harm(instrument, number)
    page = render_template(
        "checkins/question.html",
        item=item,
        instrument=instrument,
        asked=asked,
        kept=kept,
        chosen=chosen,
        elsewhere=next((option.text for option in asked.options if option.value == kept), _("no answer")),
        changed=status == HTTPStatus.PRECONDITION_FAILED,
        errors=errors or {},
        sends_to=_sends_to(item, number, follows_harm),
        help_first=follows_harm and item.help and status == HTTPStatus.OK,
    )
    return page, status


def _sends_to(item: KeptCheckin, number: int, follows_harm: bool) -> str:
    """Return where an answer is sent; browsers carry #rest on: help came first here, so it need not come again."""
    anchor = "rest" if follows_harm else None
    return url_for("checkins.answer", checkin_id=item.id, number=number, _anchor=anchor)


def _index(form: Values, errors: Messages | None = None) -> ResponseReturnValue:
    page = render_template(
        "checkins/index.html",
        form=form,
        errors=errors or {},
        offered=instruments.ALL,
        treatments=service.treatments(me()),
        histories=history.histories(me()),
        support=service.needs_support(me()),
    )
    return page, 422 if errors else 200
