"""Check-ins as rows: prepared statements, and how they are opened into what their owner reads."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam

from journal.clinical.instruments import Instrument
from journal.crypto import contexts
from journal.domain import access, placement, scoring
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.models import Checkin, Treatment
from journal.models.entry import clock_differs
from journal.models.treatment import CANCELLED, DONE

Item = dict[str, Any]
Answers = Mapping[str, int | None]

PLAIN = ("answered_at", "treatment_id", "time_point")
TREATMENTS_OFFERED = 12

_WHOLE = access.CHECKINS.outerjoin(Treatment, placement.about(Checkin)).with_only_columns(
    *scoring.COLUMNS, *placement.COLUMNS
)
ONE = _WHOLE.where(Checkin.id == access.ROW)
PAGES = Pages(_WHOLE, Checkin.received_at, Checkin.id)
PAGES_BY = Pages(_WHOLE.where(Checkin.instrument == bindparam("instrument_id")), Checkin.received_at, Checkin.id)
TREATMENTS = (
    access.TREATMENTS.with_only_columns(Treatment.id, Treatment.starts_at, Treatment.number)
    .where(Treatment.status != CANCELLED)
    .order_by(Treatment.starts_at.desc())
    .limit(TREATMENTS_OFFERED)
)
GIVEN = access.TREATMENTS.with_only_columns(Treatment.starts_at).where(Treatment.status == DONE)
RECENT = access.TREATMENTS.with_only_columns(Treatment.id).where(
    Treatment.status != CANCELLED, Treatment.starts_at > access.SINCE, Treatment.starts_at <= access.NOW
)


def whole(person: Actor, row: Any) -> Item:
    """Return a check-in with its answers and what they come to; shape: CheckinOutSchema."""
    scored = scoring.opened(person, row)
    score = scored.score
    return {
        "id": row.id,
        "revision": row.revision,
        "instrument": row.instrument,
        "version": row.version,
        "answers": dict(scored.answers),
        "status": score.status,
        "total": score.total,
        "band": score.band.label if score.band else None,
        "help": score.help,
        "safety": score.safety,
        "answered_at": row.answered_at,
        "received_at": row.received_at,
        "treatment_id": row.treatment_id,
        **placement.of(person, row, row.answered_at),
        "clock_differs": clock_differs(row.answered_at, row.received_at),
    }


def columns(person: Actor, checkin_id: UUID, revision: int, instrument: Instrument, words: Item) -> Item:
    """Return the columns for these words at a revision, the answers sealed."""
    answers = whole_form(instrument, words["answers"])
    sealed = person.key.seal(contexts.checkin(person.id, checkin_id, revision), {"answers": answers})
    stands = {"revision": revision, "instrument": instrument.id, "version": instrument.version, "words": sealed}
    return stands | {name: words[name] for name in PLAIN}


def whole_form(instrument: Instrument, answers: Answers) -> dict[str, int | None]:
    """Return an answer for each question in its order, None where it is blank."""
    return {item.id: answers.get(item.id) for item in instrument.questions}


def same(row: Any, item: Item, answers: Answers, words: Item) -> bool:
    """Tell whether these words are what is kept already. answers: the whole form."""
    return item["answers"] == answers and all(getattr(row, name) == words[name] for name in PLAIN)
