"""Inviting people, for programs."""

from uuid import UUID

from flask import Response

from journal.features.invitations import service
from journal.features.invitations.schemas import InvitationSchema, InvitationsSchema, MadeSchema
from journal.web import links, responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("invitations", __name__, "/invitations", "Inviting people, by a link that works once.")


@bp.get("")
@bp.listed(InvitationsSchema)
def index() -> Response:
    """List one's invitations, newest first."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.post("")
@bp.arguments(InvitationSchema)
@bp.response(201, MadeSchema)
def create(words: dict[str, str]) -> Response:
    """Invite somebody. The link is in this answer and nowhere else; the person gets it from you."""
    made = service.invite(me(), **words)
    return responses.body(made.item | {"link": links.public("invited.show", token=made.token)}, 201)


@bp.delete("/<uuid:invitation_id>")
@bp.response(204)
def delete(invitation_id: UUID) -> Response:
    """Take an invitation back."""
    service.cancel(me(), invitation_id)
    return Response(status=204)
