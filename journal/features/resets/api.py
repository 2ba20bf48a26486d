"""The API for setting a new password by a link."""

from flask import Response

from journal.core.fields import Values
from journal.features.resets import service
from journal.features.resets.schemas import ResetSchema
from journal.web import throttle
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("resets", __name__, "/resets", "A new password, by a link that works once.")


@bp.post("")
@bp.arguments(ResetSchema)
@bp.response(204)
@bp.refuses(410, 429)
def create(values: Values) -> Response:
    """Set the password; every device of the person is signed out."""
    service.check(values["token"])
    with throttle.using_link(values["token"]):
        service.use(**values)
    return Response(status=204)
