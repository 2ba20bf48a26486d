"""The pages on which a patient shares a summary, sees who opened it, and ends the share."""

from collections.abc import Mapping
from datetime import UTC, date
from http import HTTPStatus
from typing import cast
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.clinical.time_points import FIRST, LAST
from journal.core.errors import Conflict, Invalid, Outdated
from journal.core.ids import new_id
from journal.domain.sharing import brief, summary_states
from journal.domain.sharing.recipients import recipients
from journal.domain.sharing.snapshots import Snapshot
from journal.features.shares import service
from journal.features.shares.repository import OwnShare, Terms
from journal.features.shares.schemas import ShareSchema
from journal.web import drafts, responses
from journal.web.current_user import me
from journal.web.forms import checked, identifier, limits
from journal.web.translations import gettext as _

LIMITS = limits(ShareSchema)

bp = Blueprint("shares", __name__)


@bp.get("/shares")
def index() -> str:
    """Show what is not shared yet, what others can see now, and what is over."""
    shares = service.everything(me())
    open_shares = [share for share in shares if share["status"] == "open"]
    ended = [share for share in shares if share["status"] != "open"]
    begun = summary_states.drafts(me())
    return render_template("shares/index.html", open_shares=open_shares, ended=ended, drafts=begun)


@bp.get("/shares/<uuid:share_id>")
def show(share_id: UUID) -> str:
    """Show one share as its therapist sees it, and who opened it."""
    limit, after = responses.paging()
    receipts = service.receipts(me(), share_id, limit, after)
    snapshot = service.snapshot(me(), share_id)
    more = responses.cursor(receipts.next)
    share = service.read(me(), share_id)
    return render_template("shares/show.html", share=share, receipts=receipts.items, more=more, **_shown(snapshot))


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
    flash(_("This share has ended. %(name)s can no longer open it.", name=name))
    return redirect(url_for("shares.index"), 303)


@bp.get("/summaries/<uuid:summary_id>/preview")
def new(summary_id: UUID) -> ResponseReturnValue:
    """Show what a therapist would see, with the form that shares just this."""
    try:
        snapshot, digest = service.preview(me(), summary_id)
    except Invalid:
        return redirect(url_for("summaries.show", summary_id=summary_id), 303)  # which says what is wrong
    therapists = recipients(me())
    for_date = date.fromisoformat(snapshot["for_date"]) if snapshot["for_date"] else None
    values = {
        "id": new_id(),
        "preview": digest,
        "therapist_id": therapists[0].id if therapists else None,
        "ends_at": service.usual_end(me(), for_date).isoformat(),
        "purpose": _("For our next appointment"),
    }
    return _form(summary_id, snapshot, values)


@bp.post("/summaries/<uuid:summary_id>/share")
def create(summary_id: UUID) -> ResponseReturnValue:
    """Share what the preview showed; if it would be anything else by now, show that above the same form."""
    share_id = identifier(request.form.get("id"))
    try:
        terms = Terms(**checked(ShareSchema(), given={"summary_id": str(summary_id), "ends_at": _ends_at()}))
        share = service.share(me(), share_id, terms, request.form.get("preview", "")).record
    except Invalid as error:
        return _refused(summary_id, share_id, error)
    except Conflict as error:
        if error.detail:
            flash(error.detail)
        return redirect(url_for("shares.show", share_id=cast("OwnShare", error.current)["id"]), 303)
    except Outdated:
        return _again(summary_id, share_id, changed=str(service.PREVIEW_CHANGED))
    flash(_("Shared. %(name)s can see it now.", name=share["recipient"]))
    return drafts.stored(url_for("shares.index"))


def _refused(summary_id: UUID, share_id: UUID, error: Invalid) -> ResponseReturnValue:
    """Show the form again with what is wrong with it; where that is the summary, show the preview anew."""
    service.check_summary(me(), summary_id)
    if "summary_id" in error.fields or not set(error.fields) <= set(ShareSchema().fields):
        return redirect(url_for("shares.new", summary_id=summary_id), 303)
    return _again(summary_id, share_id, error)


def _again(summary_id: UUID, share_id: UUID, error: Invalid | None = None, changed: str = "") -> ResponseReturnValue:
    """Show the form as it was sent, below what would be shared now: its button agrees to that.

    changed: what is said of a preview that is another by now; else that is looked for.
    """
    try:
        snapshot, digest = service.preview(me(), summary_id)
    except Invalid:
        return redirect(url_for("summaries.show", summary_id=summary_id), 303)  # which says what is wrong
    if request.form.get("preview") != digest:
        changed = changed or str(service.PREVIEW_CHANGED)
    values = request.form.to_dict() | {"id": share_id, "preview": digest}
    return _form(summary_id, snapshot, values, error, changed)


def _shown(snapshot: Snapshot | None) -> dict[str, object]:
    """Return the template context of a snapshot, empty if it is erased."""
    return {} if snapshot is None else brief.template_context(snapshot)


def _ends_at() -> str:
    """Return the end of the day that the form names. Raises Invalid."""
    try:
        end = service.end_of(me(), date.fromisoformat(request.form.get("ends_at", ""))).astimezone(UTC)
    except (ValueError, OverflowError):
        end = None
    if end is None or not FIRST <= end <= LAST:
        raise Invalid(ends_at=_("Choose the last day it can be seen."))
    return end.isoformat()


def _form(
    summary_id: UUID,
    snapshot: Snapshot,
    values: Mapping[str, object],
    error: Invalid | None = None,
    changed: str = "",
) -> ResponseReturnValue:
    """Show what would be shared, and the form below it. changed: says that it is not what the patient looked at."""
    page = render_template(
        "shares/new.html",
        summary_id=summary_id,
        values=values,
        recipients=recipients(me()),
        first=not summary_states.shared_before(me()),
        errors=error.fields if error else {},
        changed=changed,
        limits=LIMITS,
        **_shown(snapshot),
    )
    return page, _status(error, changed)


def _status(error: Invalid | None, changed: str) -> int:
    if error:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.PRECONDITION_FAILED if changed else HTTPStatus.OK
