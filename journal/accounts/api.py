"""One's own account, for programs."""

from typing import Any
from uuid import UUID

from flask import Response
from flask_login import current_user

from journal.accounts import service
from journal.accounts.schemas import AccountSchema, DevicesSchema, PasswordSchema
from journal.web import answers
from journal.web.api import ApiBlueprint
from journal.web.person import PersonSchema, told

bp = ApiBlueprint("account", __name__, "", "One's own account and signed-in devices.")


@bp.get("/me")
@bp.response(200, PersonSchema)
def show() -> dict[str, Any]:
    """Tell who is signed in."""
    return told(current_user)


@bp.put("/me")
@bp.arguments(AccountSchema)
@bp.response(200, PersonSchema)
def update(words: dict[str, str]) -> dict[str, Any]:
    """Change one's name and time zone."""
    service.change(current_user, **words)
    return told(current_user) | words


@bp.put("/me/password")
@bp.arguments(PasswordSchema)
@bp.response(204)
def password(words: dict[str, str]) -> Response:
    """Set a new password; every other device is signed out."""
    service.change_password(current_user, **words)
    return Response(status=204)


@bp.get("/devices")
@bp.response(200, DevicesSchema)
def devices() -> Response:
    """List the signed-in devices."""
    return answers.body({"items": service.devices(current_user), "next": None})


@bp.delete("/devices/<uuid:device_id>")
@bp.response(204)
def end_device(device_id: UUID) -> Response:
    """Sign one device out."""
    service.end_device(current_user, device_id)
    return Response(status=204)
