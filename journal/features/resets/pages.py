"""The page behind a link for a new password. Opening it, as mail scanners do, does not use the link up."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Invalid, TooMany
from journal.domain import one_time_links
from journal.features.resets import service
from journal.features.resets.schemas import ResetSchema
from journal.web import problems, session_cookie, throttle
from journal.web.forms import checked, limits

bp = Blueprint("resets", __name__, url_prefix="/resets")


@bp.get("/<token>")
def edit(token: str) -> ResponseReturnValue:
    """Show the form for the sign-in address and a new password."""
    return _page(token)


@bp.post("/<token>")
def update(token: str) -> ResponseReturnValue:
    """Set the password; every device of the person is signed out, this one too."""
    try:
        values = checked(ResetSchema())
        with throttle.tries(one_time_links.throttle_key(token)):
            service.use(token, **values)
    except (Invalid, TooMany) as error:
        return _page(token, error)
    session_cookie.leave()
    flash(_("Your new password is set. Sign in with it."))
    return redirect(url_for("signin.new"), 303)


def _page(token: str, error: Invalid | TooMany | None = None) -> ResponseReturnValue:
    """Show the form; a link that does not work any more is refused first. Raises Gone."""
    service.check(token)
    errors = error.fields if isinstance(error, Invalid) else {}
    throttled = error.detail if isinstance(error, TooMany) else ""
    context = {"token": token, "form": request.form, "limits": limits(ResetSchema)}
    page = render_template("resets/edit.html", errors=errors, throttled=throttled, **context)
    return problems.form_page(page, error)
