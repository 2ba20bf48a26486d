"""The form of one question: what it shows, and what it sends."""

from http import HTTPStatus

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from journal.clinical import instruments
from journal.core.errors import Messages
from journal.core.text import whole_number
from journal.features.checkins import service
from journal.features.checkins.repository import KeptCheckin


def value(word: str) -> object:
    """Return the answer that the form sent; what is no number is left for the questionnaire to refuse."""
    number = whole_number(word)
    return word if number is None else number


def question_page(
    item: KeptCheckin, number: int, chosen: object, status: int = 200, errors: Messages | None = None
) -> ResponseReturnValue:
    """Show one question. chosen: the answer that is ticked. A status of 412 says that it was answered elsewhere."""
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
        elsewhere=next((option.text for option in asked.options if option.value == kept), None),
        changed=status == HTTPStatus.PRECONDITION_FAILED,
        help_due=status != HTTPStatus.OK and instruments.calls_for_help(instrument, number, (kept, chosen)),
        errors=errors or {},
        sends_to=_sends_to(item, number, follows_harm),
        help_first=follows_harm and item.help and status == HTTPStatus.OK,
    )
    return page, status


def _sends_to(item: KeptCheckin, number: int, follows_harm: bool) -> str:
    """Return where an answer is sent; browsers carry #rest on: help came first here, so it need not come again."""
    anchor = "rest" if follows_harm else None
    return url_for("checkins.answer", checkin_id=item.id, number=number, _anchor=anchor)
