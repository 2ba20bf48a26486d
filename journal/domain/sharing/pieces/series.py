"""The totals of one questionnaire since a day, as a chart, and the single answers if the patient wants that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from marshmallow import fields

from journal.clinical import instruments, time_points
from journal.clinical.instruments import Instrument
from journal.core import clock
from journal.core.fields import Choice, Day, Flag, StrictSchema
from journal.core.one_of import Tag
from journal.core.reply import ReplySchema
from journal.domain import placement, recall, scoring
from journal.domain.identity import Actor
from journal.domain.placement import DoneTreatment
from journal.domain.scoring import ScoredCheckin
from journal.domain.sharing.piece_kind import (
    Asked,
    ConsentLine,
    ConsentLines,
    CopiedPiece,
    Form,
    Offer,
    Piece,
    PieceKind,
    one_piece,
)
from journal.domain.sharing.scores import SafetyAnswer, ScorePoint, ScorePointSchema, safety_answer, score_point
from journal.domain.sharing.series_layout import ShownSeries, TreatmentDay, lay_out

SINCE = timedelta(weeks=8)  # before today, unless the patient chooses another day


class Series(Piece):
    """A chosen series. answers: with the single answers."""

    instrument: str
    since: str
    answers: bool


class CopiedSeries(CopiedPiece):
    """A copied series. treatments: those that took place from its day to the last check-in."""

    instrument: str
    since: str
    points: list[ScorePoint]
    treatments: list[TreatmentDay]


class SeriesLine(ConsentLine):
    """What was shared. short, plain_name: of the questionnaire."""

    instrument: str
    short: str
    plain_name: str
    since: str


class Found(NamedTuple):
    """Check-ins by instrument, oldest first, each with its day; and the treatments that took place.

    starts: of all the patient's treatments.
    """

    dated: Mapping[str, Sequence[tuple[date, ScoredCheckin]]]
    treatments: Sequence[DoneTreatment]
    starts: Sequence[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOffer(Offer):
    """The questionnaires, and the day to begin from."""

    questionnaires: Sequence[Instrument]
    since: date


class SeriesSchema(StrictSchema):
    """The totals of one questionnaire since a day. answers: with the single answers."""

    kind = Tag("series")
    instrument = Choice(tuple(instrument.id for instrument in instruments.ALL), required=True)
    since = Day(required=True)
    answers = Flag(load_default=False)


class TreatmentDaySchema(ReplySchema):
    """A treatment that took place. number: n of the course, null when it has none."""

    on = fields.Date()
    number = fields.Integer(allow_none=True)


class CopiedSeriesSchema(ReplySchema):
    """The totals of one questionnaire since a day. treatments: those in between."""

    kind = Tag("series")
    instrument = fields.String()
    since = fields.Date()
    points = fields.List(fields.Nested(ScorePointSchema))
    treatments = fields.List(fields.Nested(TreatmentDaySchema))


class SeriesConsentLineSchema(ReplySchema):
    """A series that was shared. short, plain_name: of the questionnaire."""

    kind = Tag("series")
    instrument = fields.String()
    short = fields.String()
    plain_name = fields.String()
    since = fields.Date()


def _offer(person: Actor, _asked: Asked) -> SeriesOffer:
    return SeriesOffer(questionnaires=instruments.ALL, since=time_points.day_of(clock.now(), person.zone) - SINCE)


def _gather(person: Actor, pieces: Sequence[Series]) -> Found:
    dated = {
        instrument_id: _dated(person, instrument_id) for instrument_id in {piece["instrument"] for piece in pieces}
    }
    return Found(dated, placement.done(person), recall.treatment_starts(person))


def _dated(person: Actor, instrument_id: str) -> list[tuple[date, ScoredCheckin]]:
    found = scoring.series(person, instrument_id)
    return [(time_points.day_of(scored.answered_at, person.zone), scored) for scored in found]


def _copy(piece: Series, found: Found) -> CopiedSeries:
    since = date.fromisoformat(piece["since"])
    charted = [(day, scored) for day, scored in found.dated[piece["instrument"]] if day >= since]
    last = max((day for day, _scored in charted), default=None)
    treatments = [one for one in found.treatments if last and since <= one.day <= last]
    return {
        "kind": "series",
        "instrument": piece["instrument"],
        "since": piece["since"],
        "points": [score_point(scored, day, found.starts, piece["answers"]) for day, scored in charted],
        "treatments": [{"on": one.day.isoformat(), "number": one.number} for one in treatments],
    }


def _lay_out(copied: CopiedSeries) -> ShownSeries:
    return lay_out(instruments.get(copied["instrument"]), copied["since"], copied["points"], copied["treatments"])


def _safety_answers(copied: CopiedSeries) -> list[SafetyAnswer]:
    instrument = instruments.get(copied["instrument"])
    return [answer for point in copied["points"] for answer in safety_answer(instrument, point)]


def _consent_lines(copied: Sequence[CopiedSeries]) -> list[SeriesLine]:
    return [_consent_line(piece, instruments.get(piece["instrument"])) for piece in copied]


def _consent_line(piece: CopiedSeries, instrument: Instrument) -> SeriesLine:
    return {
        "kind": "series",
        "instrument": instrument.id,
        "short": instrument.short,
        "plain_name": instrument.plain_name,
        "since": piece["since"],
    }


KIND: PieceKind[Series, Found, CopiedSeries, ShownSeries] = PieceKind(
    name="series",
    place=5,
    schema=SeriesSchema,
    copied_schema=CopiedSeriesSchema,
    form=Form(template="series", schema=SeriesSchema, offer=_offer, pieces=one_piece, change_needs=frozenset()),
    source=None,
    gather=_gather,
    copy=_copy,
    limit=None,
    section=None,
    lay_out=_lay_out,
    safety_answers=_safety_answers,
    consent=ConsentLines(schema=SeriesConsentLineSchema, lines=_consent_lines),
)
