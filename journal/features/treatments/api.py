"""Treatments, for programs."""

from uuid import UUID

from flask import Response

from journal.core.fields import Values
from journal.features.treatments import service
from journal.features.treatments.schemas import TreatmentOutSchema, TreatmentSchema, TreatmentsSchema
from journal.web import form_digest, responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("treatments", __name__, "/treatments", "Treatments, planned, done or cancelled: facts, never advice.")


@bp.get("")
@bp.listed(TreatmentsSchema)
def index() -> Response:
    """List the treatments, the one that starts last first."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.get("/<uuid:treatment_id>")
@bp.one_record(TreatmentOutSchema)
def show(treatment_id: UUID) -> Response:
    """Read a treatment."""
    return responses.record(service.read(me(), treatment_id))


@bp.put("/<uuid:treatment_id>")
@bp.keeps(TreatmentSchema, TreatmentOutSchema)
def put(values: Values, treatment_id: UUID) -> Response:
    """Keep a treatment, under its owner's own id."""
    reply = responses.kept(service.write(me(), treatment_id, responses.revision(), values))
    return form_digest.added(reply, TreatmentSchema, lambda: service.read(me(), treatment_id).to_dict())


@bp.delete("/<uuid:treatment_id>")
@bp.response(204)
def delete(treatment_id: UUID) -> Response:
    """Delete a treatment. What was written about it stays; the same PUT brings it back."""
    service.delete(me(), treatment_id)
    return Response(status=204)
