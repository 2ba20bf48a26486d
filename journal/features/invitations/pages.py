"""Inviting people: the list, the form, and the link, which is shown once."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Forbidden, Invalid
from journal.features.invitations import service
from journal.features.invitations.schemas import InvitationSchema
from journal.web import links, responses
from journal.web.complaints import all_at_once
from journal.web.current_user import me
from journal.web.forms import checked

bp = Blueprint("invitations", __name__, url_prefix="/invitations")


@bp.get("")
def index() -> str:
    """List the person's invitations."""
    limit, after = responses.paging()
    found = service.page(me(), limit, after)
    roles = service.roles(me())
    return render_template(
        "invitations/index.html",
        invitations=found.items,
        more=responses.cursor(found.next),
        roles=roles,
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Show the form."""
    return _form()


@bp.post("")
def create() -> ResponseReturnValue:
    """Invite somebody and show the link; sending the form again makes a new link and cancels the old one."""
    try:
        with all_at_once(lambda sent: service.role_faults(me(), sent.get("role"))):
            made = service.invite(me(), **checked(InvitationSchema()))
    except Invalid as error:
        return _form(error)
    link = links.public("invited.new", made.token)
    return render_template("invitations/created.html", invitation=made.invitation, link=link), 201


@bp.post("/<uuid:invitation_id>/cancellation")
def cancel(invitation_id: UUID) -> ResponseReturnValue:
    """Cancel an invitation; its link does not work any more."""
    service.cancel(me(), invitation_id)
    flash(_("The invitation is canceled. Its link no longer works."))
    return redirect(url_for("invitations.index"), 303)


def _form(error: Invalid | None = None) -> ResponseReturnValue:
    roles = service.roles(me())
    if not roles:
        raise Forbidden(service.NOT_AS_GUEST)
    errors = error.fields if error else {}
    page = render_template("invitations/new.html", form=request.form, errors=errors, roles=roles)
    return page, 422 if error else 200
