"""Settings: name, time zone, password, signed-in devices."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Invalid, TooMany
from journal.features.accounts import service
from journal.features.accounts.schemas import ZONES, AccountSchema, PasswordSchema
from journal.web import problems, throttle
from journal.web.current_user import me
from journal.web.forms import checked, limits

bp = Blueprint("account", __name__, url_prefix="/settings")


@bp.get("")
def index() -> str:
    """Show the settings."""
    return render_template("accounts/index.html")


@bp.get("/account")
def edit() -> ResponseReturnValue:
    """Show the form for name and time zone."""
    return _edit({"name": me().name, "zone": me().zone_name})


@bp.post("/account")
def update() -> ResponseReturnValue:
    """Change name and time zone."""
    try:
        service.change_profile(me(), **checked(AccountSchema()))
    except Invalid as error:
        return _edit(request.form, error)
    flash(_("Your changes are saved."))
    return redirect(url_for("account.index"), 303)


@bp.get("/devices")
def devices() -> str:
    """List the signed-in devices."""
    return render_template("accounts/devices.html", devices=service.list_devices(me()))


@bp.post("/devices/<uuid:device_id>/ending")
def end_device(device_id: UUID) -> ResponseReturnValue:
    """Sign one device out."""
    service.end_device(me(), device_id)
    flash(_("That device is signed out."))
    return redirect(url_for("account.devices"), 303)


@bp.get("/password")
def edit_password() -> ResponseReturnValue:
    """Show the form for a new password."""
    return _edit_password()


@bp.post("/password")
def update_password() -> ResponseReturnValue:
    """Set a new password."""
    try:
        values = checked(PasswordSchema())
        with throttle.changing_password(me()):
            service.change_password(me(), **values)
    except (Invalid, TooMany) as error:
        return _edit_password(error)
    flash(_("Your password is changed. Your other devices are signed out."))
    return redirect(url_for("account.index"), 303)


def _edit_password(error: Invalid | TooMany | None = None) -> ResponseReturnValue:
    errors = error.fields if isinstance(error, Invalid) else {}
    throttled = error.detail if isinstance(error, TooMany) else ""
    page = render_template("accounts/password.html", errors=errors, throttled=throttled, limits=limits(PasswordSchema))
    return problems.form_page(page, error)


def _edit(form: object, error: Invalid | None = None) -> ResponseReturnValue:
    errors = error.fields if error else {}
    return render_template("accounts/edit.html", form=form, errors=errors, zones=ZONES), 422 if error else 200
