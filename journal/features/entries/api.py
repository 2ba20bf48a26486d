"""Entries, for programs."""

from uuid import UUID

from flask import Response

from journal.core.fields import Values
from journal.features.entries import search, service
from journal.features.entries.schemas import (
    EntriesSchema,
    EntryOutSchema,
    EntrySchema,
    FoundEntriesSchema,
    RevisionsSchema,
    SearchSchema,
)
from journal.web import form_digest, responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("entries", __name__, "/entries", "Private reflections. Nobody but their writer reads them.")


@bp.get("")
@bp.listed(EntriesSchema)
def index() -> Response:
    """List the entries with their opening words, newest first."""
    return responses.page(service.page(me(), *responses.paging()))


@bp.post("/search")
@bp.arguments(SearchSchema)
@bp.response(200, FoundEntriesSchema, description="A page of what was found.")
def find(values: Values) -> Response:
    """Search one's own entries: a POST, so that no address holds the words.

    Case and accents do not count. One call looks into a part of a long journal: go on with its `next` until that is
    null, also where it found nothing. A person has one search at a time; another waits, or is refused with 503.
    """
    after = responses.position(values["cursor"]) if values["cursor"] else None
    return responses.page(search.find(me(), values["q"], values["limit"], after))


@bp.get("/<uuid:entry_id>")
@bp.one_record(EntryOutSchema)
def show(entry_id: UUID) -> Response:
    """Read an entry."""
    return responses.record(service.read(me(), entry_id))


@bp.put("/<uuid:entry_id>")
@bp.keeps(EntrySchema, EntryOutSchema)
def put(values: Values, entry_id: UUID) -> Response:
    """Keep what was written, under the writer's own id."""
    reply = responses.kept(service.write(me(), entry_id, responses.revision(), values))
    return form_digest.added(reply, EntrySchema, lambda: service.for_change(me(), entry_id).to_dict())


@bp.delete("/<uuid:entry_id>")
@bp.response(204)
def delete(entry_id: UUID) -> Response:
    """Delete an entry; for 30 days it can be restored."""
    service.delete(me(), entry_id)
    return Response(status=204)


@bp.get("/<uuid:entry_id>/revisions")
@bp.response(200, RevisionsSchema)
def revisions(entry_id: UUID) -> Response:
    """Read every revision of an entry, the current one first."""
    found = service.revisions(me(), entry_id)
    return responses.body({"items": [version.to_dict() for version in found], "next": None})


@bp.put("/<uuid:entry_id>/restoration")
@bp.response(204)
def restore(entry_id: UUID) -> Response:
    """Restore a deleted entry."""
    service.restore(me(), entry_id)
    return Response(status=204)
