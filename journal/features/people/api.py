"""The API of a clinic's accounts."""

from uuid import UUID

from flask import Response

from journal.features.people import service
from journal.features.people.schemas import PeopleSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("people", __name__, "/people", "The accounts of a clinic. Never what is in them.")


@bp.get("")
@bp.listed(PeopleSchema)
def index() -> Response:
    """List everybody of the clinic, the newest account first."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.put("/<uuid:person_id>/deactivation")
@bp.response(204)
@bp.refuses(422)
def deactivate(person_id: UUID) -> Response:
    """Close an account: its devices are signed out, its shares end."""
    service.deactivate(me(), person_id)
    return Response(status=204)


@bp.delete("/<uuid:person_id>/deactivation")
@bp.response(204)
def reactivate(person_id: UUID) -> Response:
    """Open an account again."""
    service.reactivate(me(), person_id)
    return Response(status=204)
