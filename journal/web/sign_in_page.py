"""The page with the sign-in form: by itself, or in answer to a form whose person was not signed in."""

from collections.abc import Mapping

from flask import render_template, request

from journal.core.errors import AnotherAccount, Invalid, Messages, Refused, Unauthenticated, Unavailable
from journal.web import carried_answer, carried_form, links, problem_texts
from journal.web.carried_form import CarriedForm
from journal.web.current_user import cookie_owner

SIGNED_OUT, SOMEBODY_ELSE = "signed out", "somebody else"


def refusal(error: Refused) -> str | None:
    """Return the page that answers a form and carries it through the sign-in, None where another page answers it."""
    if isinstance(error, Unavailable) and carried_form.received():
        return form(error, problem_texts.detail(503), links.page(request.form.get("next", "")))
    if not isinstance(error, Unauthenticated | AnotherAccount):
        return None
    reason = SOMEBODY_ELSE if isinstance(error, AnotherAccount) else SIGNED_OUT
    return _page(carried_form.refused(), {}, {}, reason=reason, next_page=links.came_from())


def form(error: Refused | None, message: str, next_page: str) -> str:
    """Return the page as somebody opened it, or as it comes back; then it still carries what it carried.

    message: why it was refused, "" if it was not. next_page: the page that was asked for, "" for none.
    """
    errors = error.fields if isinstance(error, Invalid) else {}
    return _page(carried_form.received(), request.form, errors, message=message, next_page=next_page)


def _page(
    carried: CarriedForm | None,
    sent: Mapping[str, str],
    errors: Messages,
    *,
    next_page: str,
    reason: str = "",
    message: str = "",
) -> str:
    shown = carried_form.context(carried) | {"help_due": carried_answer.calls_for_help(carried, cookie_owner())}
    return render_template(
        "signin/new.html", form=sent, errors=errors, next=next_page, reason=reason, message=message, **shown
    )
