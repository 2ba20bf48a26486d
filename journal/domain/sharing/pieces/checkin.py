"""One check-in: its total, and the single answers if the patient wants that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeAlias, TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _
from marshmallow import fields

from journal.clinical import instruments
from journal.clinical.time_points import day_of
from journal.core.db import ResultRow
from journal.core.errors import Invalid
from journal.core.fields import Flag, Identifier, StrictSchema
from journal.core.one_of import Tag
from journal.domain import access, checkin_times, placement, recall, scoring
from journal.domain.identity import Actor
from journal.domain.sharing.consent_lines import counted
from journal.domain.sharing.copied_placement import CopiedPlacement, CopiedPlacementSchema, copy_placement
from journal.domain.sharing.piece_kind import (
    Asked,
    CopiedPiece,
    Form,
    Offer,
    Piece,
    PieceKind,
    ShownPiece,
    Source,
    one_piece,
)
from journal.domain.sharing.scores import (
    AnsweredQuestion,
    SafetyAnswer,
    ScorePoint,
    ScorePointSchema,
    answered_questions,
    safety_answer,
    score_point,
)
from journal.models import Checkin, Treatment

RECENT = 30  # check-ins to choose from
NO_CHECKIN = _("You have no such check-in. Choose another, or remove this.")

_RECENT = access.CHECKINS.with_only_columns(*scoring.COLUMNS).order_by(Checkin.answered_at.desc()).limit(RECENT)
_CHECKINS = (
    access.CHECKINS.outerjoin(Treatment, placement.treatment_of(Checkin))
    .with_only_columns(*scoring.COLUMNS, *placement.COLUMNS, *checkin_times.COLUMNS)
    .where(Checkin.id.in_(access.ROWS))
)


class CopiedTimes(TypedDict):
    """filled_in_on: the day on which it was filled in, None for its own. changed_on: when it was changed after that."""

    filled_in_on: str | None
    changed_on: str | None


class FoundCheckin(NamedTuple):
    """A check-in to copy. starts: of all the patient's treatments."""

    scored: scoring.ScoredCheckin
    where: CopiedPlacement
    times: CopiedTimes
    starts: Sequence[datetime]


Found: TypeAlias = Mapping[str, FoundCheckin]


class CheckinPiece(Piece):
    """A chosen check-in. answers: with the single answers."""

    checkin_id: str
    answers: bool


class CopiedCheckin(CopiedPiece, CopiedPlacement, CopiedTimes, ScorePoint):
    """A copied check-in."""

    instrument: str


@dataclass(frozen=True, slots=True)
class ShownCheckin(ShownPiece):
    """A check-in as it is shown. filled_in_on, changed_on: None where there is nothing to say."""

    instrument: instruments.Instrument
    score: ScorePoint
    on: date
    filled_in_on: date | None
    changed_on: date | None
    placed: CopiedPlacement
    answered: Sequence[AnsweredQuestion]


@dataclass(frozen=True, slots=True)
class CheckinsOffer(Offer):
    """The latest check-ins."""

    checkins: Sequence[scoring.ScoredCheckin] = ()


class CheckinPieceSchema(StrictSchema):
    """One check-in: its total. answers: with the single answers."""

    kind = Tag("checkin")
    checkin_id = Identifier(required=True)
    answers = Flag(load_default=False)


class CopiedCheckinSchema(CopiedPlacementSchema, ScorePointSchema):
    """One check-in. filled_in_on: null if on its own day. changed_on: when it was changed after that, null if never."""

    kind = Tag("checkin")
    instrument = fields.String()
    filled_in_on = fields.Date(allow_none=True)
    changed_on = fields.Date(allow_none=True)


def _offer(person: Actor, _asked: Asked) -> CheckinsOffer:
    found = (scoring.score(person, row) for row in access.rows(_RECENT, person))
    begun = [scored for scored in found if scored.has_answer]
    return CheckinsOffer(ready=bool(begun), checkins=begun)


def _gather(person: Actor, pieces: Sequence[CheckinPiece]) -> Found:
    named = [UUID(checkin_id) for checkin_id in {piece["checkin_id"] for piece in pieces}]
    starts = recall.treatment_starts(person)
    return {str(row.id): _read_checkin(person, row, starts) for row in access.rows(_CHECKINS, person, row_ids=named)}


def _read_checkin(person: Actor, row: ResultRow, starts: Sequence[datetime]) -> FoundCheckin:
    where = copy_placement(person, row, row.answered_at)
    return FoundCheckin(scoring.score(person, row), where, _copy_times(person, row, where["on"]), starts)


def _copy_times(person: Actor, row: ResultRow, on: str) -> CopiedTimes:
    times = checkin_times.of(row)
    filled_in_on = day_of(times.filled_in_at, person.zone).isoformat()
    changed_on = day_of(times.changed_at, person.zone).isoformat() if times.changed_at else None
    return {
        "filled_in_on": filled_in_on if times.hours_late and filled_in_on != on else None,
        "changed_on": changed_on,
    }


def _copy(piece: CheckinPiece, found: Found) -> CopiedCheckin:
    if piece["checkin_id"] not in found:
        raise Invalid(checkin_id=NO_CHECKIN)
    scored, where, times, starts = found[piece["checkin_id"]]
    point = score_point(scored, date.fromisoformat(where["on"]), starts, piece["answers"])
    return {"kind": "checkin", "instrument": scored.instrument.id, **point, **where, **times}


def _lay_out(copied: CopiedCheckin) -> ShownCheckin:
    instrument = instruments.get(copied["instrument"])
    return ShownCheckin(
        "checkin",
        instrument=instrument,
        score=copied,
        on=date.fromisoformat(copied["on"]),
        filled_in_on=_day(copied["filled_in_on"]),
        changed_on=_day(copied["changed_on"]),
        placed=copied,
        answered=answered_questions(instrument, copied["answers"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _safety_answers(copied: CopiedCheckin) -> list[SafetyAnswer]:
    return safety_answer(instruments.get(copied["instrument"]), copied)


KIND: PieceKind[CheckinPiece, Found, CopiedCheckin, ShownCheckin] = PieceKind(
    name="checkin",
    place=4,
    schema=CheckinPieceSchema,
    copied_schema=CopiedCheckinSchema,
    form=Form(template="checkin", schema=CheckinPieceSchema, offer=_offer, pieces=one_piece, change_needs=frozenset()),
    source=Source(Checkin, "checkin_id"),
    gather=_gather,
    copy=_copy,
    limit=None,
    section=None,
    lay_out=_lay_out,
    safety_answers=_safety_answers,
    consent=counted("checkin"),
)
