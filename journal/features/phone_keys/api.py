"""The keys of drafts, for browsers."""

from flask import Response

from journal.core.fields import Values
from journal.features.phone_keys import service
from journal.features.phone_keys.schemas import PhoneKeySchema, PhoneSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("phone_keys", __name__, "/phone-keys", "The keys that seal drafts while they wait in a browser.")


@bp.post("")
@bp.arguments(PhoneSchema)
@bp.response(200, PhoneKeySchema)
def create(values: Values) -> Response:
    """Read the key of one browser; it is made at the first call, and stays the same."""
    return responses.body({"key": service.phone_key(me(), **values)})
