"""The therapist's day, and the brief."""

from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.errors import NotFound
from journal.core.ids import parse_id
from journal.domain.sharing import brief
from journal.domain.sharing.brief import Sheet
from journal.features.caseload import service
from journal.features.caseload.repository import OpenShare
from journal.web import filters
from journal.web.current_user import me
from journal.web.fetch_metadata import refuse_prefetch, sent_from_elsewhere


class ShownShare(NamedTuple):
    """A share as the brief shows it: its words. The scores of all shares stand together."""

    share: OpenShare
    sheet: Sheet


bp = Blueprint("caseload", __name__, url_prefix="/caseload")


@bp.get("")
def index() -> str:
    """Show the day."""
    return render_template("caseload/index.html", **_day())


@bp.get("/<uuid:patient_id>")
def show(patient_id: UUID) -> ResponseReturnValue:
    """Show the brief; each showing leaves a receipt that the patient sees. From another site one comes to the day."""
    refuse_prefetch()
    if sent_from_elsewhere():
        return redirect(url_for("caseload.index"), 303)
    if request.method == "HEAD":
        service.check_patient(me(), patient_id)
        return Response()
    found = service.brief(me(), patient_id)
    shown = [ShownShare(share, brief.lay_out(share)) for share in found["shares"]]
    in_order = found["shares"][::-1]
    return render_template(
        "caseload/show.html",
        patient_id=patient_id,
        name=found["name"],
        unread=[one for one in shown if one.share["acknowledged_at"] is None],
        read=[one for one in shown if one.share["acknowledged_at"] is not None],
        scores_shown=brief.scores(in_order),
        clinic=service.clinic_name(me()),
        safety_answers=brief.safety_answers(in_order),
        latest_treatment=brief.latest_treatment(found["shares"]),
        **_day(),
    )


@bp.post("/<uuid:patient_id>/acknowledgements")
def acknowledge(patient_id: UUID) -> ResponseReturnValue:
    """Say "Read, thank you" to what the page showed; it says that itself when it is shown again."""
    share_ids = [_id(word) for word in request.form.getlist("share_id")]
    service.acknowledge(me(), patient_id, *share_ids)
    return redirect(url_for("caseload.show", patient_id=patient_id), 303)


def _day() -> dict[str, object]:
    """Return what the day's list is made of; a brief shows it too."""
    return {"patients": service.patients(me()), "today": filters.today()}


def _id(word: str) -> UUID:
    found = parse_id(word)
    if found is None:
        raise NotFound
    return found
