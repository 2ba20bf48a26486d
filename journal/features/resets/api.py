"""Setting a new password by a link, for programs."""

from flask import Response

from journal.features.resets import service
from journal.features.resets.schemas import ResetSchema
from journal.web import throttle
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("resets", __name__, "/resets", "A new password, by a link that works once.")


@bp.post("/<token>")
@bp.arguments(ResetSchema)
@bp.response(204)
@bp.refuses(429)
def update(words: dict[str, str], token: str) -> Response:
    """Set the password; every device of the person is signed out."""
    with throttle.tries(service.tries(token)):
        service.use(token, **words)
    return Response(status=204)
