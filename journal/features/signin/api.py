"""The API for signing in and out."""

from flask import Response

from journal.core.fields import Values
from journal.features.signin import service
from journal.features.signin.schemas import SignInSchema
from journal.web import responses, session_cookie, throttle, user_agent
from journal.web.current_user import ProfileSchema, me_or_none, serialize
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("signin", __name__, "/session", "Signing in and out. The response sets a cookie.")


@bp.post("")
@bp.arguments(SignInSchema)
@bp.response(200, ProfileSchema)
@bp.refuses(401, 429)
def create(values: Values) -> Response:
    """Sign in."""
    with throttle.signing_in(values["email"]):
        token = service.sign_in(values["email"], values["password"], user_agent.label())
    if (person := me_or_none()) is not None:
        service.sign_out(person)
    return responses.body(serialize(session_cookie.enter(token)))


@bp.delete("")
@bp.response(204)
def delete() -> Response:
    """Sign out; without effect if nobody is signed in."""
    if (person := me_or_none()) is not None:
        service.sign_out(person)
    session_cookie.leave()
    return Response(status=204, headers={"Clear-Site-Data": '"cache"'})
