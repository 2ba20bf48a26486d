"""The therapist's day and briefs, for programs."""

from uuid import UUID

from flask import Response, request

from journal.features.caseload import service
from journal.features.caseload.schemas import AcknowledgementSchema, BriefSchema, CaseloadPatientsSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.fetch_metadata import refuse_from_elsewhere, refuse_prefetch
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("caseload", __name__, "/caseload", "The patients in care, and what they shared.")


@bp.get("")
@bp.listed(CaseloadPatientsSchema)
def index() -> Response:
    """List the patients in care: those with something open first, by the day it is for."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.get("/<uuid:patient_id>/brief")
@bp.response(200, BriefSchema)
def brief(patient_id: UUID) -> Response:
    """Read all that a patient shares. Each reading leaves a receipt that the patient sees."""
    refuse_prefetch()
    refuse_from_elsewhere()
    if request.method == "HEAD":
        service.check_patient(me(), patient_id)
        return Response(mimetype="application/json")
    return responses.body(service.brief(me(), patient_id))


@bp.put("/<uuid:patient_id>/acknowledgements/<uuid:share_id>")
@bp.response(200, AcknowledgementSchema)
def acknowledge(patient_id: UUID, share_id: UUID) -> Response:
    """Say "Read, thank you". The patient sees it."""
    at = service.acknowledge(me(), patient_id, share_id)
    return responses.body({"share_id": share_id, "acknowledged_at": at})
