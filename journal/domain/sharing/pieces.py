"""The kinds of piece that a summary is made of, and how each becomes words of its own that point at nothing.

What a piece names is looked for among the person's own rows only; another's and nobody's are refused in the same words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _
from sqlalchemy import BindParameter, bindparam

from journal.clinical import time_points
from journal.core.errors import Invalid
from journal.crypto import contexts
from journal.domain import access, entry_text, placement, scoring
from journal.domain.entry_text import EntryTextSchema
from journal.domain.identity import Actor
from journal.domain.scoring import Scored
from journal.models import Checkin, Entry, Treatment
from journal.models.treatment import DONE

Piece = dict[str, Any]

NO_ENTRY = _("There is no such entry of yours. Choose another, or take this out.")
NO_CHECKIN = _("There is no such check-in of yours. Choose another, or take this out.")
NO_TREATMENT = _("There is no such session of yours. Choose another, or take this out.")
NOT_IN_ENTRY = _("These words are not in the entry as it stands now. Choose them from it again, or take this out.")

_NAMED: BindParameter[Any] = bindparam("ids", expanding=True)
_ENTRIES = (
    access.ENTRIES.outerjoin(Treatment, placement.about(Entry))
    .with_only_columns(
        Entry.id,
        Entry.revision,
        Entry.treatment_id,
        Entry.time_point,
        Entry.written_at,
        Entry.sealed,
        *placement.COLUMNS,
    )
    .where(Entry.id.in_(_NAMED))
)
_CHECKINS = (
    access.CHECKINS.outerjoin(Treatment, placement.about(Checkin))
    .with_only_columns(*scoring.COLUMNS, *placement.COLUMNS)
    .where(Checkin.id.in_(_NAMED))
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
).where(Treatment.id.in_(_NAMED))
_DOSED = access.TREATMENTS.with_only_columns(Treatment.starts_at).where(Treatment.status == DONE)


@dataclass(frozen=True)
class Material:
    """What the pieces of one summary name, by id; what is missing is not there or not the person's.

    series: all check-ins by one instrument, by its id. dosed: the days of treatments that took place.
    """

    person: Actor
    entries: Mapping[UUID, Piece] = field(default_factory=dict)
    checkins: Mapping[UUID, Any] = field(default_factory=dict)
    treatments: Mapping[UUID, Any] = field(default_factory=dict)
    series: Mapping[str, list[Scored]] = field(default_factory=dict)
    dosed: frozenset[date] = frozenset()


def gather(person: Actor, pieces: Iterable[Piece]) -> Material:
    """Look up all that the pieces name, with one statement a kind of row, and one a questionnaire."""
    pieces = list(pieces)
    charted = {piece["instrument"] for piece in pieces if "instrument" in piece}
    return Material(
        person,
        {row.id: _opened(person, row) for row in _named(person, _ENTRIES, pieces, "entry_id")},
        {row.id: row for row in _named(person, _CHECKINS, pieces, "checkin_id")},
        {row.id: row for row in _named(person, _TREATMENTS, pieces, "treatment_id")},
        {instrument_id: scoring.series(person, instrument_id) for instrument_id in charted},
        frozenset(_day(person, row.starts_at) for row in access.rows(_DOSED, person)) if charted else frozenset(),
    )


def copied(piece: Piece, material: Material) -> Piece:
    """Return a piece as its reader will see it. Raises Invalid, by the piece's own field."""
    told: Piece = {"kind": piece["kind"]}
    return told | _COPIED[piece["kind"]](piece, material)


def _topic(piece: Piece, _material: Material) -> Piece:
    return {"text": piece["text"]}


def _excerpt(piece: Piece, material: Material) -> Piece:
    entry = _entry_of(piece, material)
    if not any(piece["text"] in text for text in entry_text.quotable(entry)):
        raise Invalid(text=NOT_IN_ENTRY)
    return {"text": piece["text"], **entry["sits"]}


def _entry(piece: Piece, material: Material) -> Piece:
    entry = _entry_of(piece, material)
    return {**{name: entry[name] for name in EntryTextSchema().fields}, **entry["sits"]}


def _checkin(piece: Piece, material: Material) -> Piece:
    row = material.checkins.get(UUID(piece["checkin_id"]))
    if row is None:
        raise Invalid(checkin_id=NO_CHECKIN)
    scored = scoring.opened(material.person, row)
    where = _sits(material.person, row, scored.answered_at)
    return {"instrument": scored.instrument.id, **where, **_score(material.person, scored, piece["answers"])}


def _series(piece: Piece, material: Material) -> Piece:
    person, since = material.person, date.fromisoformat(piece["since"])
    dated = [(_day(person, scored.answered_at), scored) for scored in material.series[piece["instrument"]]]
    found = [(day, scored) for day, scored in dated if day >= since]
    points = [_score(person, scored, piece["answers"]) for _on, scored in found]
    charted = [day for day, _scored in found]
    treatments = sorted(day.isoformat() for day in material.dosed if charted and since <= day <= max(charted))
    return {"instrument": piece["instrument"], "since": piece["since"], "points": points, "treatments": treatments}


def _treatment(piece: Piece, material: Material) -> Piece:
    row = material.treatments.get(UUID(piece["treatment_id"]))
    if row is None:
        raise Invalid(treatment_id=NO_TREATMENT)
    person = material.person
    words = person.key.open(contexts.record("treatments", person.id, row.id, row.revision), row.sealed)
    told = {"route": row.route, "status": row.status, "number": row.number, "of": row.number and row.of}
    return {"on": _day(person, row.starts_at).isoformat(), "setting": words.get("setting"), **told}


_COPIED: Mapping[str, Callable[[Piece, Material], Piece]] = {
    "topic": _topic,
    "excerpt": _excerpt,
    "entry": _entry,
    "checkin": _checkin,
    "series": _series,
    "treatment": _treatment,
}


def _named(person: Actor, statement: Any, pieces: list[Piece], name: str) -> Iterable[Any]:
    ids = {UUID(piece[name]) for piece in pieces if name in piece}
    return access.rows(statement, person, ids=list(ids)) if ids else ()


def _opened(person: Actor, row: Any) -> Piece:
    text = entry_text.open(person, row.id, row.revision, row.sealed)
    return {**text} | {"id": row.id, "treatment_id": row.treatment_id, "sits": _sits(person, row, row.written_at)}


def _entry_of(piece: Piece, material: Material) -> Piece:
    entry = material.entries.get(UUID(piece["entry_id"]))
    if entry is None:
        raise Invalid(entry_id=NO_ENTRY)
    return entry


def _sits(person: Actor, row: Any, at: datetime) -> Piece:
    """Return the person's day, and where it sits on the clock of the treatment that the row is about; else no more."""
    where = placement.of(person, row, at)
    return {"on": _day(person, at).isoformat(), **where._asdict()} | ({"time_point": None} if where.day is None else {})


def _day(person: Actor, at: datetime) -> date:
    return time_points.day_of(at, person.zone)


def _score(person: Actor, scored: Scored, answers: bool) -> Piece:
    """Return what a check-in came to. Single answers, the one about harm among them, only where they were chosen."""
    score = scored.score
    told: Piece = {
        "on": _day(person, scored.answered_at).isoformat(),
        "version": scored.instrument.version,
        "status": score.status,
    }
    told |= {"total": score.total, "band": score.band.label if score.band else None}
    chosen = {item.id: scored.responses.get(item.id) for item in scored.instrument.questions} if answers else None
    return told | {"answers": chosen, "safety": score.safety if answers else None}
