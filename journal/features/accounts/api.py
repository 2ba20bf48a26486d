"""One's own account, for programs."""

from typing import Any
from uuid import UUID

from flask import Response

from journal.features.accounts import service
from journal.features.accounts.schemas import AccountSchema, DevicesSchema, PasswordSchema
from journal.web import responses, throttle
from journal.web.current_user import PersonSchema, me, told
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("account", __name__, "", "One's own account and signed-in devices.")


@bp.get("/me")
@bp.response(200, PersonSchema)
def show() -> dict[str, Any]:
    """Tell who is signed in."""
    return told(me())


@bp.put("/me")
@bp.arguments(AccountSchema)
@bp.response(200, PersonSchema)
def update(words: dict[str, str]) -> dict[str, Any]:
    """Change one's name and time zone."""
    service.change(me(), **words)
    return told(me()) | words


@bp.put("/me/password")
@bp.arguments(PasswordSchema)
@bp.response(204)
@bp.refuses(429)
def password(words: dict[str, str]) -> Response:
    """Set a new password; every other device is signed out."""
    with throttle.tries(me().id.bytes):
        service.change_password(me(), **words)
    return Response(status=204)


@bp.get("/devices")
@bp.response(200, DevicesSchema)
def devices() -> Response:
    """List the signed-in devices."""
    return responses.body({"items": service.devices(me()), "next": None})


@bp.delete("/devices/<uuid:device_id>")
@bp.response(204)
def end_device(device_id: UUID) -> Response:
    """Sign one device out."""
    service.end_device(me(), device_id)
    return Response(status=204)
