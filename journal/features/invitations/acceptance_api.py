"""The API for answering an invitation."""

from flask import Response

from journal.core.fields import Values
from journal.domain import accounts, one_time_links
from journal.features.invitations import acceptance
from journal.features.invitations.schemas import AcceptanceSchema, ReceivedInvitationSchema
from journal.web import responses, session_cookie, throttle, user_agent
from journal.web.current_user import ProfileSchema, me, me_or_none, serialize
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("invited", __name__, "/invitations/by-token", "An invitation, to whoever holds its link.")


@bp.get("/<token>")
@bp.response(200, ReceivedInvitationSchema)
def show(token: str) -> Response:
    """Read an invitation; it is not used up."""
    return responses.body(acceptance.look(token))


@bp.post("/<token>")
@bp.arguments(AcceptanceSchema)
@bp.response(201, ProfileSchema)
@bp.alt_response(200, schema=ProfileSchema, success=True)
@bp.refuses(429)
def accept(values: Values, token: str) -> Response:
    """Accept: 200 with the account that is signed in, 201 with a new one, which is signed in by a cookie."""
    with throttle.tries(one_time_links.throttle_key(token)):
        device = acceptance.accept(me_or_none(), token, user_agent.label(), **values)
    if device:
        person = session_cookie.enter(device, accounts.throttle_key(values["email"]))
        return responses.body(serialize(person), 201)
    return responses.body(serialize(me()))


@bp.post("/<token>/refusal")
@bp.response(204)
def decline(token: str) -> Response:
    """Decline; the link does not work any more."""
    acceptance.decline(token)
    return Response(status=204)
