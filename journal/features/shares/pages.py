"""The pages on which a patient shares a summary, sees who opened it, and ends the share."""

from collections.abc import Mapping
from datetime import UTC, date
from http import HTTPStatus
from typing import cast
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.clinical.time_points import FIRST, LAST
from journal.core.errors import Conflict, Invalid, Outdated
from journal.core.ids import new_id
from journal.domain.sharing import brief
from journal.domain.sharing.recipients import recipients
from journal.domain.sharing.snapshots import Snapshot
from journal.features.shares import service
from journal.features.shares.repository import OwnShare, Terms
from journal.features.shares.schemas import ShareSchema
from journal.web import drafts, responses
from journal.web.current_user import me
from journal.web.forms import checked, identifier, limits

LIMITS = limits(ShareSchema)

bp = Blueprint("shares", __name__)


@bp.get("/shares")
def index() -> str:
    """Show what others can see now, and what is over."""
    shares = service.everything(me())
    open_shares = [share for share in shares if share["status"] == "open"]
    ended = [share for share in shares if share["status"] != "open"]
    return render_template("shares/index.html", open_shares=open_shares, ended=ended)


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


@bp.get("/summaries/<uuid:summary_id>/share")
def new(summary_id: UUID) -> ResponseReturnValue:
    """Ask to whom and until when, after the preview; before the very first share, say once what sharing means."""
    seen = request.args.get("preview", "")
    snapshot = _seen(summary_id, seen)
    if snapshot is None:
        return redirect(url_for("summaries.preview", summary_id=summary_id), 303)
    therapists = recipients(me())
    if not therapists:
        return render_template("shares/nobody.html", summary_id=summary_id)
    if "known" not in request.args and not service.shared_before(me()):
        return render_template("shares/first.html", summary_id=summary_id, preview=seen)
    for_date = date.fromisoformat(snapshot["for_date"]) if snapshot["for_date"] else None
    values = {
        "id": new_id(),
        "preview": seen,
        "therapist_id": therapists[0].id,
        "ends_at": service.usual_end(me(), for_date).isoformat(),
        "purpose": _("To prepare for our next appointment"),
    }
    return _form(summary_id, values)


@bp.post("/summaries/<uuid:summary_id>/share")
def create(summary_id: UUID) -> ResponseReturnValue:
    """Share what the preview showed; if it would be anything else by now, show that beside the same form."""
    share_id = identifier(request.form.get("id"))
    try:
        terms = Terms(**checked(ShareSchema(), given={"summary_id": str(summary_id), "ends_at": _ends_at()}))
        share = service.share(me(), share_id, terms, request.form.get("preview", "")).record
    except Invalid as error:
        service.check_summary(me(), summary_id)
        if "summary_id" in error.fields or not set(error.fields) <= set(ShareSchema().fields):
            return redirect(url_for("summaries.preview", summary_id=summary_id), 303)  # which says what is wrong
        return _form(summary_id, request.form.to_dict() | {"id": share_id}, error)
    except Conflict as error:
        if error.detail:
            flash(error.detail)
        return redirect(url_for("shares.show", share_id=cast("OwnShare", error.current)["id"]), 303)
    except Outdated:
        return _changed(summary_id, share_id)
    flash(_("Shared. %(name)s can see it now.", name=share["recipient"]))
    return drafts.stored(url_for("shares.index"))


def _changed(summary_id: UUID, share_id: UUID) -> ResponseReturnValue:
    """Show the form as it was sent, below what would be shared now: its button agrees to that."""
    try:
        snapshot, digest = service.preview(me(), summary_id)
    except Invalid:
        return redirect(url_for("summaries.preview", summary_id=summary_id), 303)  # which says what is wrong
    values = request.form.to_dict() | {"id": share_id, "preview": digest}
    changed = {"changed": service.PREVIEW_CHANGED, **_shown(snapshot)}
    return _form(summary_id, values, status=HTTPStatus.PRECONDITION_FAILED, changed=changed)


def _shown(snapshot: Snapshot | None) -> dict[str, object]:
    """Return the template context of a snapshot, empty if it is erased."""
    return {} if snapshot is None else brief.template_context(snapshot)


def _seen(summary_id: UUID, digest: str) -> Snapshot | None:
    """Return the snapshot if it is still what the patient looked at, else None, and say so."""
    try:
        snapshot, current = service.preview(me(), summary_id)
    except Invalid:
        return None
    if current != digest or not snapshot["pieces"]:
        if digest:
            flash(str(service.PREVIEW_CHANGED if snapshot["pieces"] else service.EMPTY))
        return None
    return snapshot


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
    values: Mapping[str, object],
    error: Invalid | None = None,
    status: int = 200,
    changed: Mapping[str, object] = {},
) -> ResponseReturnValue:
    """Show the form. changed: what would be shared now, if that is not what the patient looked at."""
    page = render_template(
        "shares/new.html",
        summary_id=summary_id,
        values=values,
        recipients=recipients(me()),
        errors=error.fields if error else {},
        limits=LIMITS,
        **changed,
    )
    return page, 422 if error else status
