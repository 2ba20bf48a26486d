"""Signing in and out, for programs."""

from flask import Response

from journal.features.sessions import service
from journal.features.sessions.schemas import SignInSchema
from journal.web import answers, browser, entrance, throttle
from journal.web.api import ApiBlueprint
from journal.web.person import PersonSchema, me, told

bp = ApiBlueprint("sessions", __name__, "/session", "Signing in and out. The answer sets a cookie.")


@bp.post("")
@bp.arguments(SignInSchema)
@bp.response(200, PersonSchema)
@bp.refuses(401, 429)
def create(words: dict[str, str]) -> Response:
    """Sign in."""
    account = service.account(words["email"])
    with throttle.tries(account):
        token = service.sign_in(words["email"], words["password"], browser.label())
    if entrance.signed_in():
        service.sign_out(me())
    return answers.body(told(entrance.enter(token, account)))


@bp.delete("")
@bp.response(204)
def delete() -> Response:
    """Sign out. Being signed out already is no fault."""
    if entrance.signed_in():
        service.sign_out(me())
    entrance.leave()
    return Response(status=204, headers={"Clear-Site-Data": '"cache"'})
