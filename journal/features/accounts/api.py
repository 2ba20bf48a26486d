"""The API of one's own account."""

from uuid import UUID

from flask import Response

from journal.core.fields import Values
from journal.features.accounts import service
from journal.features.accounts.schemas import AccountSchema, DevicesSchema, PasswordSchema
from journal.web import responses, throttle
from journal.web.current_user import ProfileSchema, me, serialize
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("account", __name__, "", "One's own account and signed-in devices.")


@bp.get("/me")
@bp.response(200, ProfileSchema)
def show() -> Response:
    """Read one's own account."""
    return responses.body(serialize(me()))


@bp.put("/me")
@bp.arguments(AccountSchema)
@bp.response(200, ProfileSchema)
def update(values: Values) -> Response:
    """Change one's name and time zone."""
    service.change_profile(me(), **values)
    return responses.body({**serialize(me()), **values})


@bp.put("/me/password")
@bp.arguments(PasswordSchema)
@bp.response(204)
@bp.refuses(429)
def password(values: Values) -> Response:
    """Set a new password; every other device is signed out."""
    with throttle.changing_password(me()):
        service.change_password(me(), **values)
    return Response(status=204)


@bp.get("/devices")
@bp.response(200, DevicesSchema)
def devices() -> Response:
    """List the signed-in devices."""
    return responses.body({"items": service.list_devices(me()), "next": None})


@bp.delete("/devices/<uuid:device_id>")
@bp.response(204)
def end_device(device_id: UUID) -> Response:
    """Sign one device out."""
    service.end_device(me(), device_id)
    return Response(status=204)
