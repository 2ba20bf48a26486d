"""The API for answering an invitation."""

from flask import Response

from journal.core.fields import Values
from journal.domain.link_token import LinkSchema
from journal.features.invitations import acceptance
from journal.features.invitations.schemas import AcceptanceSchema, ReceivedInvitationSchema
from journal.web import responses, session_cookie, throttle, user_agent
from journal.web.complaints import all_at_once
from journal.web.current_user import ProfileSchema, me, me_or_none, serialize
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("invited", __name__, "/invitations", "An invitation, to whoever holds its link.")


@bp.post("/look-up")
@bp.arguments(LinkSchema)
@bp.response(200, ReceivedInvitationSchema)
@bp.refuses(410)
def show(values: Values) -> Response:
    """Read an invitation; it is not used up."""
    return responses.body(acceptance.look(values["token"]))


@bp.post("/acceptances")
@all_at_once(lambda sent: acceptance.missing(me_or_none(), sent))
@bp.arguments(AcceptanceSchema)
@bp.response(201, ProfileSchema)
@bp.alt_response(200, schema=ProfileSchema, success=True)
@bp.refuses(410, 429)
def accept(values: Values) -> Response:
    """Accept: 200 with the account that is signed in, 201 with a new one, which is signed in by a cookie."""
    acceptance.check(values["token"])
    with throttle.using_link(values["token"]):
        device = acceptance.accept(me_or_none(), label=user_agent.label(), **values)
    if device:
        person = session_cookie.enter(device)
        return responses.body(serialize(person), 201)
    return responses.body(serialize(me()))


@bp.post("/refusals")
@bp.arguments(LinkSchema)
@bp.response(204)
@bp.refuses(410)
def decline(values: Values) -> Response:
    """Decline; the link does not work any more."""
    acceptance.decline(values["token"])
    return Response(status=204)
