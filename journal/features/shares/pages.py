"""The pages on which a patient hands a copy over, sees who opened it, and ends it."""

from datetime import UTC, date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.clinical.time_points import FIRST, LAST
from journal.core.errors import Conflict, Invalid, Outdated
from journal.core.ids import new_id
from journal.domain.sharing import briefs
from journal.features.shares import service
from journal.features.shares.schemas import ShareSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.forms import checked, identifier, limits

CHANGED = 412  # the summary is not what the patient looked at any more
LIMITS = limits(ShareSchema)

bp = Blueprint("shares", __name__)


@bp.get("/shares")
def index() -> str:
    """Show what others can see now, and what is over."""
    shares = service.everything(me())
    opened = [share for share in shares if share["status"] == "open"]
    ended = [share for share in shares if share["status"] != "open"]
    return render_template("shares/index.html", opened=opened, ended=ended)


@bp.get("/shares/<uuid:share_id>")
def show(share_id: UUID) -> str:
    """Show one share as its therapist sees it, and who opened it."""
    limit, after = responses.paging()
    receipts = service.receipts(me(), share_id, limit, after)
    copy = service.copy_of(me(), share_id)
    seen = {"sight": briefs.sight(copy), "safety": briefs.safety([copy])} if copy else {}
    more = responses.cursor(receipts.next)
    share = service.read(me(), share_id)
    return render_template("shares/show.html", share=share, receipts=receipts.items, more=more, **seen)


@bp.get("/shares/<uuid:share_id>/withdrawal")
def confirm_withdrawal(share_id: UUID) -> ResponseReturnValue:
    """Ask once more before ending a share."""
    share = service.read(me(), share_id)
    if share["status"] != "open":
        return redirect(url_for("shares.show", share_id=share_id), 303)
    return render_template("shares/withdrawal.html", share=share)


@bp.post("/shares/<uuid:share_id>/withdrawal")
def withdraw(share_id: UUID) -> ResponseReturnValue:
    """End a share."""
    service.withdraw(me(), share_id)
    name = service.read(me(), share_id)["recipient"]
    flash(_("It is ended. %(name)s can no longer open it.", name=name))
    return redirect(url_for("shares.index"), 303)


@bp.get("/summaries/<uuid:summary_id>/share")
def new(summary_id: UUID) -> ResponseReturnValue:
    """Ask to whom and until when, after the preview; before the very first share, say once what sharing means."""
    seen = request.args.get("preview", "")
    copy = _seen(summary_id, seen)
    if copy is None:
        return redirect(url_for("summaries.preview", summary_id=summary_id), 303)
    recipients = service.recipients(me())
    if not recipients:
        return render_template("shares/nobody.html", summary_id=summary_id)
    if "known" not in request.args and not service.shared_before(me()):
        return render_template("shares/first.html", summary_id=summary_id, preview=seen)
    for_date = date.fromisoformat(copy["for_date"]) if copy["for_date"] else None
    values = {
        "id": new_id(),
        "preview": seen,
        "therapist_id": recipients[0]["id"],
        "ends_at": service.usual_end(me(), for_date).isoformat(),
        "purpose": _("To prepare our next visit"),
    }
    return _form(summary_id, values)


@bp.post("/summaries/<uuid:summary_id>/share")
def create(summary_id: UUID) -> ResponseReturnValue:
    """Hand over what the preview showed; where it would be anything else by now, show that beside the same form."""
    share_id = identifier(request.form.get("id"))
    try:
        terms = checked(ShareSchema(), given={"summary_id": str(summary_id), "ends_at": _ends_at()})
        share = service.hand_over(me(), share_id, seen=request.form.get("preview", ""), **terms).item
    except Invalid as error:
        service.check_summary(me(), summary_id)
        if "summary_id" in error.fields or not set(error.fields) <= set(ShareSchema().fields):
            return redirect(url_for("summaries.preview", summary_id=summary_id), 303)  # which says what is wrong
        return _form(summary_id, request.form.to_dict() | {"id": share_id}, error)
    except Conflict:
        return redirect(url_for("shares.show", share_id=share_id), 303)
    except Outdated:
        return _changed(summary_id, share_id)
    flash(_("Shared. %(name)s can see it now.", name=share["recipient"]))
    return redirect(url_for("shares.index"), 303)


def _changed(summary_id: UUID, share_id: UUID) -> ResponseReturnValue:
    """Show the form as it was sent, below what would be handed over by now: its button agrees to that."""
    try:
        copy, digest = service.preview(me(), summary_id)
    except Invalid:
        return redirect(url_for("summaries.preview", summary_id=summary_id), 303)  # which says what is wrong
    values = request.form.to_dict() | {"id": share_id, "preview": digest}
    shown = {"changed": service.CHANGED, "sight": briefs.sight(copy), "safety": briefs.safety([copy])}
    return _form(summary_id, values, status=CHANGED, **shown)


def _seen(summary_id: UUID, seen: str) -> dict[str, Any] | None:
    """Return the copy where it is still what the patient looked at, else None; say so."""
    try:
        copy, digest = service.preview(me(), summary_id)
    except Invalid:
        return None
    if digest != seen or not copy["pieces"]:
        if seen:
            flash(str(service.CHANGED if copy["pieces"] else service.EMPTY))
        return None
    return copy


def _ends_at() -> str:
    """Return the end of the day that the form names. Raises Invalid."""
    try:
        end = service.end_of(me(), date.fromisoformat(request.form.get("ends_at", ""))).astimezone(UTC)
    except (ValueError, OverflowError):
        end = None
    if end is None or not FIRST <= end <= LAST:
        raise Invalid(ends_at=_("Choose the last day on which it can be seen."))
    return end.isoformat()


def _form(
    summary_id: UUID, values: dict[str, Any], error: Invalid | None = None, status: int = 200, **shown: Any
) -> ResponseReturnValue:
    """Show the form. shown: what would be handed over, where it is not what the patient looked at."""
    page = render_template(
        "shares/new.html",
        summary_id=summary_id,
        values=values,
        recipients=service.recipients(me()),
        errors=error.fields if error else {},
        limits=LIMITS,
        **shown,
    )
    return page, 422 if error else status
