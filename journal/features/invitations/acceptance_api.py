"""Answering an invitation, for programs."""

from typing import Any

from flask import Response

from journal.features.invitations import acceptance
from journal.features.invitations.schemas import AcceptanceSchema, InvitedSchema
from journal.web import responses, session_cookie, throttle, user_agent
from journal.web.current_user import PersonSchema, me, told
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("invited", __name__, "/invitations/by-token", "An invitation, to whoever holds its link.")


@bp.get("/<token>")
@bp.response(200, InvitedSchema)
def show(token: str) -> Response:
    """Look at an invitation; nothing is used up."""
    return responses.body(acceptance.look(token))


@bp.post("/<token>")
@bp.arguments(AcceptanceSchema)
@bp.answers(200, PersonSchema)
@bp.answers(201, PersonSchema)
@bp.refuses(429)
def accept(words: dict[str, Any], token: str) -> Response:
    """Say yes: 200 with the account that is signed in, 201 with a new one, which is signed in by a cookie."""
    with throttle.tries(acceptance.tries(token)):
        device = acceptance.accept(session_cookie.visitor(), token, user_agent.label(), **words)
    if device:
        return responses.body(told(session_cookie.enter(device, acceptance.account(words["email"]))), 201)
    return responses.body(told(me()))


@bp.post("/<token>/refusal")
@bp.response(204)
def decline(token: str) -> Response:
    """Say no; the link opens nothing any more."""
    acceptance.decline(token)
    return Response(status=204)
