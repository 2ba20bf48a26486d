"""The one place that turns refusals into responses: problem JSON (RFC 9457) under /api/, a page elsewhere."""

from collections.abc import Mapping, Sequence
from itertools import chain

from flask import Flask, Response, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from journal.core.errors import (
    AnotherAccount,
    Busy,
    Conflict,
    Forbidden,
    Gone,
    Invalid,
    Mismatch,
    NotFound,
    Outdated,
    Refused,
    TooLarge,
    TooMany,
    Unauthenticated,
    Unavailable,
    Unseen,
)
from journal.crypto.vault import Tampered
from journal.web import (
    current_user,
    fetch_metadata,
    form_texts,
    forms,
    links,
    log,
    plain_page,
    problem_texts,
    responses,
    sign_in_page,
)

STATUS: dict[type[Refused], int] = {
    Unauthenticated: 401,
    Forbidden: 403,
    AnotherAccount: 403,
    NotFound: 404,
    Gone: 410,
    Conflict: 412,
    Outdated: 412,
    TooLarge: 413,
    Invalid: 422,
    Mismatch: 422,
    Unseen: 428,
    TooMany: 429,
    Unavailable: 503,
    Busy: 503,
}
DATABASE_AWAY = (OperationalError, InterfaceError)  # raised where the database does not answer
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate", "Location")


def install(app: Flask) -> None:
    """Register the handlers; whatever else may be raised is a 500."""
    app.register_error_handler(Refused, handle_refused)
    for kind in DATABASE_AWAY:
        app.register_error_handler(kind, handle_database_away)
    app.register_error_handler(Tampered, handle_tampered)
    app.register_error_handler(HTTPException, handle_http)


def form_page(page: str, error: Refused | None) -> tuple[str, int, dict[str, str]]:
    """Return the page of a form with the status of what was refused. error: None for a form that is new."""
    _log_fault_behind(error)
    return page, STATUS[type(error)] if error else 200, responses.retry_after(error)


def handle_refused(error: Refused) -> ResponseReturnValue:
    """Respond to what a service refused; where that is about signing in, with the sign-in form."""
    _log_fault_behind(error)
    if not _is_api() and (page := sign_in_page.refusal(error)):
        return page, STATUS[type(error)]
    extra: dict[str, object] = {}
    messages: list[str] = []
    if isinstance(error, Invalid):
        extra["fields"] = error.fields
        messages = list(chain.from_iterable(error.fields.values()))
    if isinstance(error, Conflict):
        extra |= {"current": error.current, **error.also}
    if isinstance(error, Outdated):
        extra["current"] = None
    response = _respond(STATUS[type(error)], error.detail, messages, extra)
    if isinstance(error, Conflict) and error.revision is not None:
        response.set_etag(responses.record_tag(error.revision, error.current))
    if isinstance(error, Outdated):
        response.set_etag(error.tag)
    response.headers.update(responses.retry_after(error))
    return response


def handle_database_away(error: Exception) -> ResponseReturnValue:
    """Respond with 503; the database is not asked again who is signed in."""
    current_user.mark_database_away()
    refusal = Unavailable()
    refusal.__cause__ = error
    return handle_refused(refusal)


def handle_tampered(error: Tampered) -> ResponseReturnValue:
    """Respond with 500 where a sealed text could not be unsealed, and log the fault."""
    log.fault(error)
    return _respond(500)


def handle_http(error: HTTPException) -> ResponseReturnValue:
    """Respond to what Flask or Werkzeug refused."""
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status >= 500:
        log.fault(getattr(error, "original_exception", None) or error)
    response = _respond(status)
    for name, value in error.get_headers(request.environ):
        if name in KEPT_HEADERS:
            response.headers[name] = value
    return response


def _log_fault_behind(error: Refused | None) -> None:
    """Log what a refusal does not tell to whoever asks: what was tampered with, or why nothing can be kept now."""
    if error is not None and (isinstance(error, Unavailable) or isinstance(error.__cause__, Tampered)):
        log.fault(error.__cause__ or error)


def _respond(
    status: int, detail: str = "", messages: Sequence[str] = (), extra: Mapping[str, object] | None = None
) -> Response:
    """Return a refusal in the form that suits who asked. messages: for a page. extra: for problem JSON."""
    title, detail = problem_texts.title(status), detail or problem_texts.detail(status)
    if _is_api():
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail, **(extra or {})}
        response = responses.body(problem, status)
        response.mimetype = "application/problem+json"
        return response
    if request_ctx.url_adapter is None:  # asked by a name that is not ours: a page could link to nothing
        return Response(f"{title}\n{detail}\n{plain_page.HELP_TEXT}\n", status, mimetype="text/plain")
    shown = {"status": status, "title": title, "detail": detail, "messages": messages}
    return Response(render_template("errors/page.html", **shown, sent=_sent(), back=_back()), status)


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _sent() -> list[str]:
    """Return the texts that our own form sent, to be copied from the page."""
    ours = request.method == "POST" and fetch_metadata.sent_by_us()
    return form_texts.own(forms.readable()) if ours else []


def _back() -> str:
    """Return where to go on: the page of ours that a form was sent from, else the first one."""
    return (links.came_from() if request.method == "POST" else "") or "/"
