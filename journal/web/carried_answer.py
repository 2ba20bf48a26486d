"""Whether a form that is carried through the sign-in answers a question about harm so that help is due at once."""

from uuid import UUID

from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from journal.clinical import instruments
from journal.core.text import whole_number
from journal.web.carried_form import CarriedForm

ANSWER = "checkins.answer"


def calls_for_help(form: CarriedForm | None, reader: UUID | None) -> bool:
    """Return whether help is due, never for anybody but the form's own account. reader: whose page it would stand on.

    Which questionnaire it belongs to cannot be read while its owner is signed out, so that each counts that asks so.
    """
    if form is None or form.account != reader:
        return False
    number = _question(form.action)
    values = [whole_number(value) for name, value in form.pairs if name == "answer"]
    return number is not None and any(instruments.calls_for_help(one, number, values) for one in instruments.ALL)


def _question(action: str) -> int | None:
    """Return the number of the question that is answered there, None where none is."""
    adapter = request_ctx.url_adapter
    if adapter is None:
        return None
    try:
        endpoint, values = adapter.match(action.partition("?")[0], "POST")
    except (HTTPException, RequestRedirect):
        return None
    return values["number"] if endpoint == ANSWER else None
