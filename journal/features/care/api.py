"""The API of care between patients and therapists."""

from uuid import UUID

from flask import Response

from journal.features.care import service
from journal.features.care.schemas import CaresSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("care", __name__, "/care", "Care between patients and therapists.")


@bp.get("")
@bp.response(200, CaresSchema)
def index() -> Response:
    """List a patient's therapists or a therapist's patients."""
    return responses.body({"items": service.current(me()), "next": None})


@bp.delete("/<uuid:care_id>")
@bp.response(204)
def delete(care_id: UUID) -> Response:
    """End care; every share made under it ends at once."""
    service.end(me(), care_id)
    return Response(status=204)
