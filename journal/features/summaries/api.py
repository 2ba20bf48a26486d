"""Summaries, for programs."""

from uuid import UUID

from flask import Response

from journal.core.fields import Values
from journal.domain.sharing.schemas import SnapshotSchema
from journal.features.summaries import service
from journal.features.summaries.schemas import SummariesSchema, SummaryOutSchema, SummarySchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("summaries", __name__, "/summaries", "What a patient composes for a therapist, piece by piece.")


@bp.get("")
@bp.listed(SummariesSchema)
def index() -> Response:
    """List the summaries, newest first."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.get("/<uuid:summary_id>")
@bp.one_record(SummaryOutSchema)
def show(summary_id: UUID) -> Response:
    """Read a summary."""
    return responses.record(service.read(me(), summary_id))


@bp.put("/<uuid:summary_id>")
@bp.arguments(SummarySchema)
@bp.kept(SummaryOutSchema)
def put(values: Values, summary_id: UUID) -> Response:
    """Keep what was composed, under its writer's own id. An excerpt must stand in its entry's current revision."""
    return responses.kept(service.write(me(), summary_id, responses.revision(), values))


@bp.delete("/<uuid:summary_id>")
@bp.response(204)
def delete(summary_id: UUID) -> Response:
    """Delete a summary. Shares that were made of it go on until they end."""
    service.delete(me(), summary_id)
    return Response(status=204)


@bp.get("/<uuid:summary_id>/preview")
@bp.one_record(SnapshotSchema)
@bp.refuses(422)
def preview(summary_id: UUID) -> Response:
    """Read what a therapist would see: this, and nothing else, is copied by a share whose If-Match is this ETag."""
    return responses.tagged(*service.preview(me(), summary_id))
