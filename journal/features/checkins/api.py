"""Check-ins, for programs."""

from uuid import UUID

from flask import Response
from marshmallow import EXCLUDE, fields

from journal.core.fields import Values
from journal.features.checkins import changes, service
from journal.features.checkins.schemas import (
    CheckinOutSchema,
    CheckinRevisionsSchema,
    CheckinSchema,
    CheckinsSchema,
    FilterSchema,
)
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

HELP_FOR_EITHER = fields.Boolean(
    required=True,
    metadata={"description": "Whether the stored check-in or the one that was sent calls for help: show GET /help."},
)

bp = ApiBlueprint("checkins", __name__, "/checkins", "Filled-in questionnaires. Nobody but their owner reads them.")


@bp.get("")
@bp.arguments(FilterSchema, location="query", unknown=EXCLUDE)
@bp.listed(CheckinsSchema)
def index(asked: Values) -> Response:
    """List the check-ins with their scores, newest received first."""
    limit, after = responses.paging()
    return responses.page(service.page(me(), limit, after, asked["instrument"]))


@bp.get("/<uuid:checkin_id>")
@bp.one_record(CheckinOutSchema)
def show(checkin_id: UUID) -> Response:
    """Read a check-in."""
    return responses.record(service.read(me(), checkin_id))


@bp.put("/<uuid:checkin_id>")
@bp.arguments(CheckinSchema)
@bp.kept(CheckinOutSchema, {"help": HELP_FOR_EITHER})
def put(values: Values, checkin_id: UUID) -> Response:
    """Keep a check-in, finished or not, under its owner's own id."""
    return responses.kept(service.write(me(), checkin_id, responses.revision(), values))


@bp.delete("/<uuid:checkin_id>")
@bp.response(204)
def delete(checkin_id: UUID) -> Response:
    """Delete a check-in; for 30 days it can be restored."""
    changes.delete(me(), checkin_id)
    return Response(status=204)


@bp.get("/<uuid:checkin_id>/revisions")
@bp.response(200, CheckinRevisionsSchema)
def revisions(checkin_id: UUID) -> Response:
    """Read what a check-in says and said since it was finished, the current revision first."""
    found = changes.revisions(me(), checkin_id)
    return responses.body({"items": [version.to_dict() for version in found], "next": None})


@bp.put("/<uuid:checkin_id>/restoration")
@bp.response(204)
def restore(checkin_id: UUID) -> Response:
    """Restore a deleted check-in."""
    changes.restore(me(), checkin_id)
    return Response(status=204)
