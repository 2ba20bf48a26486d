"""Answering an invitation, for programs."""

from typing import Any

from flask import Response

from journal.features.invited import service
from journal.features.invited.schemas import AcceptanceSchema, InvitedSchema
from journal.web import answers, browser, entrance, throttle
from journal.web.api import ApiBlueprint
from journal.web.person import PersonSchema, me, told

bp = ApiBlueprint("invited", __name__, "/invitations/by-token", "An invitation, to whoever holds its link.")


@bp.get("/<token>")
@bp.response(200, InvitedSchema)
def show(token: str) -> Response:
    """Look at an invitation; nothing is used up."""
    return answers.body(service.look(token))


@bp.post("/<token>")
@bp.arguments(AcceptanceSchema)
@bp.answers(200, PersonSchema)
@bp.answers(201, PersonSchema)
@bp.refuses(429)
def accept(words: dict[str, Any], token: str) -> Response:
    """Say yes: 200 with the account that is signed in, 201 with a new one, which is signed in by a cookie."""
    with throttle.tries(service.tries(token)):
        device = service.accept(entrance.visitor(), token, browser.label(), **words)
    if device:
        return answers.body(told(entrance.enter(device, service.account(words["email"]))), 201)
    return answers.body(told(me()))


@bp.post("/<token>/refusal")
@bp.response(204)
def decline(token: str) -> Response:
    """Say no; the link opens nothing any more."""
    service.decline(token)
    return Response(status=204)
