"""Entries, for programs."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import EXCLUDE

from journal.features.entries import finding, service
from journal.features.entries.schemas import EntriesSchema, EntryOutSchema, EntrySchema, QuerySchema, RevisionsSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("entries", __name__, "/entries", "Private reflections. Nobody but their writer reads them.")


@bp.get("")
@bp.listed(EntriesSchema)
def index() -> Response:
    """List the entries with their opening words, newest first."""
    limit, after = responses.paging()
    return responses.page(finding.page(me(), limit, after))


@bp.get("/search")
@bp.arguments(QuerySchema, location="query", unknown=EXCLUDE)
@bp.listed(EntriesSchema)
def search(words: dict[str, str]) -> Response:
    """Find words in one's own entries."""
    limit, after = responses.paging()
    found = finding.search(me(), words["q"], limit, after)
    return responses.page(found)


@bp.get("/<uuid:entry_id>")
@bp.row(EntryOutSchema)
def show(entry_id: UUID) -> Response:
    """Read an entry."""
    return responses.row(service.read(me(), entry_id))


@bp.put("/<uuid:entry_id>")
@bp.arguments(EntrySchema)
@bp.kept(EntryOutSchema)
def put(words: dict[str, Any], entry_id: UUID) -> Response:
    """Keep what was written, under the writer's own id."""
    return responses.kept(service.write(me(), entry_id, responses.revision(), **words))


@bp.delete("/<uuid:entry_id>")
@bp.response(204)
def delete(entry_id: UUID) -> Response:
    """Delete an entry; for 30 days it can be brought back."""
    service.delete(me(), entry_id)
    return Response(status=204)


@bp.get("/<uuid:entry_id>/revisions")
@bp.response(200, RevisionsSchema)
def revisions(entry_id: UUID) -> Response:
    """Read every revision of an entry, the current one first."""
    return responses.body({"items": service.revisions(me(), entry_id), "next": None})


@bp.put("/<uuid:entry_id>/restoration")
@bp.response(204)
def restore(entry_id: UUID) -> Response:
    """Bring a deleted entry back."""
    service.restore(me(), entry_id)
    return Response(status=204)
