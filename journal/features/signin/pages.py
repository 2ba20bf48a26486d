"""The pages for signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.errors import Invalid, Refused, TooMany, Unauthenticated
from journal.domain import accounts
from journal.features.signin import service
from journal.features.signin.schemas import SignInSchema
from journal.web import links, problems, session_cookie, throttle, user_agent
from journal.web.current_user import me_or_none
from journal.web.forms import checked

bp = Blueprint("signin", __name__)


@bp.get("/sign-in")
def new() -> ResponseReturnValue:
    """Show the form."""
    if me_or_none() is not None:
        return redirect(url_for("welcome.index"), 303)
    return _form()


@bp.post("/sign-in")
def create() -> ResponseReturnValue:
    """Sign in, and go on to the page that was asked for."""
    try:
        values = checked(SignInSchema())
        account = accounts.throttle_key(values["email"])
        with throttle.tries(account):
            token = service.sign_in(values["email"], values["password"], user_agent.label())
    except (Invalid, Unauthenticated, TooMany) as error:
        return _form(error)
    if (person := me_or_none()) is not None:
        service.sign_out(person)
    session_cookie.enter(token, account)
    return redirect(_destination(), 303)


@bp.post("/sign-out")
def delete() -> ResponseReturnValue:
    """Sign out."""
    if (person := me_or_none()) is not None:
        service.sign_out(person)
    session_cookie.leave()
    response = redirect(url_for("welcome.index"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _form(error: Refused | None = None) -> ResponseReturnValue:
    errors = error.fields if isinstance(error, Invalid) else {}
    message = "" if error is None or errors else error.detail or str(problems.DETAILS[problems.STATUS[type(error)]])
    page = render_template("signin/new.html", form=request.form, errors=errors, message=message, next=_next())
    return problems.form_page(page, error)


def _next() -> str:
    """Return the page that was asked for, "" unless it is one of ours."""
    return links.page(request.values.get("next", ""))


def _destination() -> str:
    return _next() or url_for("welcome.index")
