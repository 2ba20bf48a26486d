"""The API for inviting people."""

from uuid import UUID

from flask import Response

from journal.core.fields import Values
from journal.features.invitations import service
from journal.features.invitations.schemas import InvitationSchema, NewInvitationSchema, SentInvitationsSchema
from journal.web import links, responses
from journal.web.complaints import all_at_once
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("invitations", __name__, "/invitations", "Inviting people, by a link that works once.")


@bp.get("")
@bp.listed(SentInvitationsSchema)
def index() -> Response:
    """List one's invitations, newest first."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.post("")
@all_at_once(lambda sent: service.role_faults(me(), sent.get("role")))
@bp.arguments(InvitationSchema)
@bp.response(201, NewInvitationSchema)
def create(values: Values) -> Response:
    """Invite somebody. The link is in this reply and nowhere else; pass it on yourself."""
    made = service.invite(me(), **values)
    return responses.body({**made.invitation, "link": links.public("invited.new", made.token)}, 201)


@bp.delete("/<uuid:invitation_id>")
@bp.response(204)
def delete(invitation_id: UUID) -> Response:
    """Cancel an invitation; its link does not work any more."""
    service.cancel(me(), invitation_id)
    return Response(status=204)
