"""The pages for signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.errors import Invalid, Refused, TooMany, Unauthenticated
from journal.domain.identity import Actor
from journal.features.signin import service
from journal.features.signin.schemas import SignInSchema
from journal.web import (
    carried_answer,
    carried_form,
    links,
    problem_texts,
    problems,
    session_cookie,
    sign_in_page,
    throttle,
    user_agent,
)
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
    """Sign in, and go on to the page that was asked for, or with the form that was sent while signed out."""
    try:
        person = _sign_in()
    except (Invalid, Unauthenticated, TooMany) as error:
        return _form(error)
    if request.form.get(carried_form.FIELD):
        return _hand_back(person)
    return redirect(_next() or url_for("welcome.index"), 303)


@bp.post("/sign-out")
def delete() -> ResponseReturnValue:
    """Sign out."""
    if (person := me_or_none()) is not None:
        service.sign_out(person)
    session_cookie.leave()
    response = redirect(url_for("welcome.index"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _sign_in() -> Actor:
    """Sign in with the form, in place of whoever was. Raises Invalid, Unauthenticated or TooMany."""
    values = checked(SignInSchema())
    with throttle.signing_in(values["email"]):
        token = service.sign_in(values["email"], values["password"], user_agent.label())
    if (person := me_or_none()) is not None:
        service.sign_out(person)
    return session_cookie.enter(token)


def _hand_back(person: Actor) -> str:
    """Return a page that sends the carried form once more; nothing of it to anybody but its own account."""
    carried = carried_form.received()
    if carried is None or carried.account != person.id:
        return render_template("signin/not_carried.html", somebody_else=carried is not None)
    help_due = carried_answer.calls_for_help(carried, person.id)
    return render_template("signin/again.html", carried=carried, help_due=help_due)


def _form(error: Refused | None = None) -> ResponseReturnValue:
    message = ""
    if error is not None and not isinstance(error, Invalid):
        message = error.detail or problem_texts.detail(problems.STATUS[type(error)])
    return problems.form_page(sign_in_page.form(error, message, _next()), error)


def _next() -> str:
    """Return the page that was asked for, "" unless it is one of ours."""
    return links.page(request.values.get("next", ""))
