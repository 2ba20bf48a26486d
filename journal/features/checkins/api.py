"""Check-ins, for programs."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import EXCLUDE

from journal.features.checkins import service
from journal.features.checkins.schemas import CheckinOutSchema, CheckinSchema, CheckinsSchema, FilterSchema
from journal.web import answers
from journal.web.api import ApiBlueprint
from journal.web.person import me

bp = ApiBlueprint("checkins", __name__, "/checkins", "Filled-in questionnaires. Nobody but their owner reads them.")


@bp.get("")
@bp.arguments(FilterSchema, location="query", unknown=EXCLUDE)
@bp.listed(CheckinsSchema)
def index(asked: dict[str, str | None]) -> Response:
    """List the check-ins with their scores, newest received first."""
    limit, after = answers.paging()
    return answers.page(service.page(me(), limit, after, asked["instrument"]), limit, "received_at")


@bp.get("/<uuid:checkin_id>")
@bp.row(CheckinOutSchema)
def show(checkin_id: UUID) -> Response:
    """Read a check-in."""
    return answers.row(service.read(me(), checkin_id))


@bp.put("/<uuid:checkin_id>")
@bp.arguments(CheckinSchema)
@bp.kept(CheckinOutSchema)
def put(words: dict[str, Any], checkin_id: UUID) -> Response:
    """Keep a check-in, finished or not, under its owner's own id."""
    return answers.kept(service.write(me(), checkin_id, answers.revision(), **words))
