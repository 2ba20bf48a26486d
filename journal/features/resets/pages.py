"""The page behind a link for a new password. Looking at it, as mail scanners do, does not use the link up."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Invalid, TooMany
from journal.domain.link_token import LinkSchema
from journal.features.resets import service
from journal.features.resets.schemas import ResetSchema
from journal.web import links, problems, session_cookie, throttle
from journal.web.forms import checked, limits

bp = Blueprint("resets", __name__, url_prefix="/resets")


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Show a field for the link; a browser with JavaScript fills it from the address and sends it."""
    return _link_form()


@bp.post("/new")
def edit() -> ResponseReturnValue:
    """Show the form for the sign-in address and a new password."""
    return _page()


@bp.post("")
def create() -> ResponseReturnValue:
    """Set the password; every device of the person is signed out, this one too."""
    try:
        values = checked(ResetSchema())
        service.check(values["token"])
        with throttle.using_link(values["token"]):
            service.use(**values)
    except (Invalid, TooMany) as error:
        return _page(error)
    session_cookie.leave()
    flash(_("Your new password is set. Sign in with it."))
    return redirect(url_for("signin.new"), 303)


def _link_form(error: Invalid | None = None) -> ResponseReturnValue:
    page = render_template("resets/link.html", errors=error.fields if error else {})
    return problems.form_page(page, error)


def _page(error: Invalid | TooMany | None = None) -> ResponseReturnValue:
    """Show the form; without a whole link, the field for it. Raises Gone for a link that does not work any more."""
    try:
        token = checked(LinkSchema())["token"]
    except Invalid as missing:
        return _link_form(missing)
    service.check(token)
    page = render_template(
        "resets/edit.html",
        token=token,
        form=request.form,
        errors=error.fields if isinstance(error, Invalid) else {},
        throttled=error.detail if isinstance(error, TooMany) else "",
        limits=limits(ResetSchema),
    )
    return problems.form_page(page, error) if error else links.opened(page)
