"""Shares, for programs."""

from uuid import UUID

from flask import Response

from journal.core.fields import Values
from journal.features.shares import service
from journal.features.shares.repository import Terms
from journal.features.shares.schemas import ReceiptsSchema, ShareOutSchema, ShareSchema, SharesSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint(
    "shares", __name__, "/shares", "Snapshots of summaries, shared with one therapist each, until a date."
)


@bp.get("")
@bp.listed(SharesSchema)
def index() -> Response:
    """List the shares, newest first, the ended ones among them."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after))


@bp.get("/<uuid:share_id>")
@bp.response(200, ShareOutSchema)
def show(share_id: UUID) -> Response:
    """Read one share: to whom, until when, whether it is open."""
    return responses.body(service.read(me(), share_id))


@bp.put("/<uuid:share_id>")
@bp.arguments(ShareSchema)
@bp.agreed(ShareOutSchema)
def put(values: Values, share_id: UUID) -> Response:
    """Share a summary as its preview showed it. The same call again changes nothing."""
    kept = service.share(me(), share_id, Terms(**values), responses.seen())
    return responses.body(kept.record, 201 if kept.new else 200)


@bp.delete("/<uuid:share_id>")
@bp.response(204)
def delete(share_id: UUID) -> Response:
    """Withdraw a share: at once gone for the therapist, its snapshot erased. The receipts stay."""
    service.withdraw(me(), share_id)
    return Response(status=204)


@bp.get("/<uuid:share_id>/receipts")
@bp.listed(ReceiptsSchema)
def receipts(share_id: UUID) -> Response:
    """Read who opened a share, when, newest first; after its end too."""
    limit, after = responses.paging()
    return responses.page(service.receipts(me(), share_id, limit, after))
