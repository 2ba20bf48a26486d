"""The page behind an invitation's link. Opening it, as mail scanners do, does not use the link up."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Invalid, TooMany
from journal.domain import accounts, one_time_links
from journal.features.invitations import acceptance
from journal.features.invitations.schemas import AcceptanceSchema
from journal.web import problems, session_cookie, throttle, user_agent
from journal.web.current_user import me_or_none
from journal.web.forms import checked, limits

bp = Blueprint("invited", __name__, url_prefix="/invited")


@bp.get("/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show who invites, and what accepting means."""
    person = me_or_none()
    return _page(token, {"email": acceptance.address(person)} if person else {})


@bp.post("/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Accept; a new account is signed in at once."""
    try:
        values = checked(AcceptanceSchema())
        with throttle.tries(one_time_links.throttle_key(token)):
            device = acceptance.accept(me_or_none(), token, user_agent.label(), **values)
    except (Invalid, TooMany) as error:
        return _page(token, request.form, error)
    if device:
        session_cookie.enter(device, accounts.throttle_key(values["email"]))
    flash(_("Welcome. Everything is ready.") if device else _("Thank you. This is settled."))
    return redirect(url_for("welcome.index"), 303)


@bp.post("/<token>/refusal")
def decline(token: str) -> str:
    """Decline; the link does not work any more."""
    acceptance.decline(token)
    return render_template("invitations/declined.html")


def _page(token: str, form: object, error: Invalid | TooMany | None = None) -> ResponseReturnValue:
    """Show the invitation with its form, filled as it was sent."""
    errors = error.fields if isinstance(error, Invalid) else {}
    throttled = error.detail if isinstance(error, TooMany) else ""
    invitation = acceptance.look(token)
    page = render_template(
        "invitations/received.html",
        invitation=invitation,
        token=token,
        form=form,
        errors=errors,
        throttled=throttled,
        limits=limits(AcceptanceSchema),
    )
    return problems.form_page(page, error)
