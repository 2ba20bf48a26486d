"""The facts of one treatment: when, how, which one. Never what was noticed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _
from marshmallow import fields

from journal.clinical import time_points
from journal.core.choices import CANCELLED
from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.core.fields import Identifier, StrictSchema
from journal.core.one_of import Tag
from journal.core.reply import ReplySchema
from journal.domain import access
from journal.domain.identity import Actor
from journal.domain.sealing import unseal
from journal.domain.sharing.consent_lines import counted
from journal.domain.sharing.piece_kind import (
    Asked,
    CopiedPiece,
    Form,
    Offer,
    Piece,
    PieceKind,
    Section,
    ShownPiece,
    Source,
    no_safety_answers,
    one_piece,
)
from journal.models import Treatment

RECENT = 30  # treatments to choose from
NO_TREATMENT = _("You have no such treatment. Choose another, or remove this.")

_RECENT = (
    access.TREATMENTS.with_only_columns(Treatment.id, Treatment.starts_at, Treatment.number, Treatment.of)
    .where(Treatment.status != CANCELLED)
    .order_by(Treatment.starts_at.desc())
    .limit(RECENT)
)
_TREATMENTS = access.TREATMENTS.with_only_columns(
    Treatment.id,
    Treatment.revision,
    Treatment.starts_at,
    Treatment.route,
    Treatment.status,
    Treatment.number,
    Treatment.of,
    Treatment.sealed,
).where(Treatment.id.in_(access.ROWS))


class TreatmentPiece(Piece):
    """A chosen treatment."""

    treatment_id: str


class CopiedTreatment(CopiedPiece):
    """The facts of a treatment. number, of: None if it is not part of a course."""

    on: str
    setting: str | None
    route: str
    status: str
    number: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class ShownTreatment(ShownPiece):
    """A treatment as it is shown."""

    on: date
    setting: str | None
    route: str
    status: str
    number: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class TreatmentsOffer(Offer):
    """The latest treatments: id, starts_at, number, of."""

    treatments: Sequence[ResultRow] = ()


class TreatmentPieceSchema(StrictSchema):
    """The facts of one treatment."""

    kind = Tag("treatment")
    treatment_id = Identifier(required=True)


class CopiedTreatmentSchema(ReplySchema):
    """The facts of one treatment."""

    kind = Tag("treatment")
    on = fields.Date()
    setting = fields.String(allow_none=True)
    route = fields.String()
    status = fields.String()
    number = fields.Integer(allow_none=True)
    of = fields.Integer(allow_none=True)


def _offer(person: Actor, _asked: Asked) -> TreatmentsOffer:
    found = access.rows(_RECENT, person)
    return TreatmentsOffer(ready=bool(found), treatments=found)


def _gather(person: Actor, pieces: Sequence[TreatmentPiece]) -> Mapping[str, CopiedTreatment]:
    named = [UUID(treatment_id) for treatment_id in {piece["treatment_id"] for piece in pieces}]
    return {str(row.id): _facts(person, row) for row in access.rows(_TREATMENTS, person, row_ids=named)}


def _facts(person: Actor, row: ResultRow) -> CopiedTreatment:
    private = unseal(person, Treatment, row.id, row, ("setting",))
    return {
        "kind": "treatment",
        "on": time_points.day_of(row.starts_at, person.zone).isoformat(),
        "setting": private["setting"],
        "route": row.route,
        "status": row.status,
        "number": row.number,
        "of": row.number and row.of,
    }


def _copy(piece: TreatmentPiece, found: Mapping[str, CopiedTreatment]) -> CopiedTreatment:
    if piece["treatment_id"] not in found:
        raise Invalid(treatment_id=NO_TREATMENT)
    return found[piece["treatment_id"]]


def lay_out(copied: CopiedTreatment) -> ShownTreatment:
    """Lay the facts of a treatment out."""
    return ShownTreatment(
        "treatment",
        on=date.fromisoformat(copied["on"]),
        setting=copied["setting"],
        route=copied["route"],
        status=copied["status"],
        number=copied["number"],
        of=copied["of"],
    )


KIND: PieceKind[TreatmentPiece, Mapping[str, CopiedTreatment], CopiedTreatment, ShownTreatment] = PieceKind(
    name="treatment",
    place=6,
    schema=TreatmentPieceSchema,
    copied_schema=CopiedTreatmentSchema,
    form=Form(template="treatment", schema=TreatmentPieceSchema, offer=_offer, pieces=one_piece, change_needs=None),
    source=Source(Treatment, "treatment_id"),
    gather=_gather,
    copy=_copy,
    limit=None,
    section=Section("treatment", by_day=True),
    lay_out=lay_out,
    safety_answers=no_safety_answers,
    consent=counted("treatment"),
)
