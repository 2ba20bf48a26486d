"""Who is in care of whom, for programs."""

from uuid import UUID

from flask import Response

from journal.features.care import service
from journal.features.care.schemas import BondsSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("care", __name__, "/care", "The bonds between patients and therapists.")


@bp.get("")
@bp.response(200, BondsSchema)
def index() -> Response:
    """List the bonds that go on."""
    return responses.body({"items": service.bonds(me()), "next": None})


@bp.delete("/<uuid:care_id>")
@bp.response(204)
def delete(care_id: UUID) -> Response:
    """End a bond; every share that was made in it ends at once."""
    service.end(me(), care_id)
    return Response(status=204)
