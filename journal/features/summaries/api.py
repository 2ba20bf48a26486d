"""Summaries, for programs."""

from typing import Any
from uuid import UUID

from flask import Response

from journal.features.summaries import service
from journal.features.summaries.schemas import CopySchema, SummariesSchema, SummaryOutSchema, SummarySchema
from journal.web import answers
from journal.web.api import ApiBlueprint
from journal.web.person import me

bp = ApiBlueprint("summaries", __name__, "/summaries", "What a patient composes for a therapist, piece by piece.")


@bp.get("")
@bp.listed(SummariesSchema)
def index() -> Response:
    """List the summaries, newest first."""
    limit, after = answers.paging()
    return answers.page(service.page(me(), limit, after), limit, "created_at")


@bp.get("/<uuid:summary_id>")
@bp.row(SummaryOutSchema)
def show(summary_id: UUID) -> Response:
    """Read a summary."""
    return answers.row(service.read(me(), summary_id))


@bp.put("/<uuid:summary_id>")
@bp.arguments(SummarySchema)
@bp.kept(SummaryOutSchema)
def put(words: dict[str, Any], summary_id: UUID) -> Response:
    """Keep what was composed, under its writer's own id. An excerpt must stand in its entry's current revision."""
    return answers.kept(service.write(me(), summary_id, answers.revision(), **words))


@bp.delete("/<uuid:summary_id>")
@bp.response(204)
def delete(summary_id: UUID) -> Response:
    """Delete a summary. Shares that were made of it go on until they end."""
    service.delete(me(), summary_id)
    return Response(status=204)


@bp.get("/<uuid:summary_id>/preview")
@bp.response(200, CopySchema)
@bp.refuses(422)
def preview(summary_id: UUID) -> Response:
    """Read what a therapist would see: this, and nothing else, is copied when it is handed over."""
    copy, _digest = service.preview(me(), summary_id)
    return answers.body(copy)
