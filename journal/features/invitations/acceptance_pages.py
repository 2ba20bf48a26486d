"""The page behind an invitation's link. Looking at it, as mail scanners do, does not use the link up."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Invalid, TooMany
from journal.domain.link_token import LinkSchema
from journal.features.invitations import acceptance
from journal.features.invitations.schemas import AcceptanceSchema
from journal.web import links, problems, session_cookie, throttle, user_agent
from journal.web.complaints import all_at_once
from journal.web.current_user import me_or_none
from journal.web.forms import checked, limits

bp = Blueprint("invited", __name__, url_prefix="/invitations/received")


@bp.get("")
def new() -> ResponseReturnValue:
    """Show a field for the link; a browser with JavaScript fills it from the address and sends it."""
    return _link_form()


@bp.post("")
def show() -> ResponseReturnValue:
    """Show who invites, and what accepting means."""
    person = me_or_none()
    return _page({"email": acceptance.address(person)} if person else {})


@bp.post("/acceptance")
def accept() -> ResponseReturnValue:
    """Accept; a new account is signed in at once."""
    try:
        with all_at_once(lambda sent: acceptance.missing(me_or_none(), sent)):
            values = checked(AcceptanceSchema())
        acceptance.check(values["token"])
        with throttle.using_link(values["token"]):
            device = acceptance.accept(me_or_none(), label=user_agent.label(), **values)
    except (Invalid, TooMany) as error:
        return _page(request.form, error)
    if device:
        session_cookie.enter(device)
    flash(_("Welcome. Everything is ready.") if device else _("Thank you. You are all set."))
    return redirect(url_for("welcome.index"), 303)


@bp.post("/refusal")
def decline() -> ResponseReturnValue:
    """Decline; the link does not work any more."""
    try:
        acceptance.decline(checked(LinkSchema())["token"])
    except Invalid as error:
        return _link_form(error)
    return render_template("invitations/declined.html")


def _link_form(error: Invalid | None = None) -> ResponseReturnValue:
    page = render_template("invitations/link.html", errors=error.fields if error else {})
    return problems.form_page(page, error)


def _page(form: object, error: Invalid | TooMany | None = None) -> ResponseReturnValue:
    """Show the invitation with its form, filled as it was sent; without a whole link, the field for it. Raises Gone."""
    try:
        token = checked(LinkSchema())["token"]
    except Invalid as missing:
        return _link_form(missing)
    page = render_template(
        "invitations/received.html",
        invitation=acceptance.look(token),
        token=token,
        form=form,
        errors=error.fields if isinstance(error, Invalid) else {},
        throttled=error.detail if isinstance(error, TooMany) else "",
        limits=limits(AcceptanceSchema),
    )
    return problems.form_page(page, error) if error else links.opened(page)
