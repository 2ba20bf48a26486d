"""Tell the services what somebody kept, each thing at its time."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any
from uuid import UUID

from journal.clinical import instruments
from journal.core import clock
from journal.core.fields import StrictSchema
from journal.core.ids import new_id
from journal.demo.calendar import Calendar
from journal.domain.identity import Actor
from journal.features.caseload import service as caseload
from journal.features.checkins import service as checkins
from journal.features.checkins.schemas import CheckinSchema
from journal.features.entries import service as entries
from journal.features.entries.schemas import EntrySchema
from journal.features.shares import service as shares
from journal.features.shares.schemas import ShareSchema
from journal.features.summaries import service as summaries
from journal.features.summaries.schemas import SummarySchema
from journal.features.treatments import service as treatments
from journal.features.treatments.schemas import TreatmentSchema

Row = Mapping[str, Any]
Act = tuple[datetime, Callable[[], object]]

REFERENCES = ("treatment", "about", "entry", "checkin")
STORIES = Path(__file__).with_name("stories")
NOTED = time(21, 30)  # when a session's notes are written
LOOKED = timedelta(minutes=4)  # at the preview, and at the brief


def read(name: str) -> dict[str, list[Row]]:
    """Return what somebody kept: ada or eve."""
    return tomllib.loads((STORIES / f"{name}.toml").read_text(encoding="utf-8"))


def tell(*tellers: "Teller") -> None:
    """Do everything in the order of its instants, with the clock standing there."""
    acts = [act for teller in tellers for act in teller.acts()]
    for at, act in sorted(acts, key=lambda one: one[0]):
        with clock.standing(at):
            act()


class Teller:
    """One patient, who keeps what stands in their story, and shares with one therapist."""

    def __init__(self, person: Actor, therapist: Actor, calendar: Calendar, story: Mapping[str, list[Row]]) -> None:
        self.person, self.therapist, self.calendar, self.story = person, therapist, calendar, story
        self.course, self.ids = str(new_id()), dict[str, UUID]()

    def acts(self) -> Iterator[Act]:
        """Yield what is done, with the instant at which it is done."""
        kinds = {
            "treatments": self._treatments,
            "entries": self._entries,
            "checkins": self._checkins,
            "summaries": self._summaries,
        }
        for kind, acts in kinds.items():
            for row in self.story.get(kind, []):
                row_id = new_id()
                self.ids[row.get("key", str(row_id))] = row_id
                yield from acts(row_id, row)

    def _treatments(self, row_id: UUID, row: Row) -> Iterator[Act]:
        starts = self.calendar.at(row["starts"])
        facts = {"starts_at": starts.isoformat(), "route": "iv", "course_id": self.course}
        write = partial(treatments.write, self.person, row_id)
        planned = self._loaded(TreatmentSchema(), row, **facts, status="planned", noticed=None)
        yield self.calendar.at(row["noted"]), partial(write, None, **planned)
        if not row.get("planned"):
            done = self._loaded(TreatmentSchema(), row, **facts, status="done")
            yield datetime.combine(starts, NOTED, self.person.zone), partial(write, 1, **done)

    def _entries(self, row_id: UUID, row: Row) -> Iterator[Act]:
        at = self.calendar.at(row["when"])
        write = partial(entries.write, self.person, row_id)
        yield at, partial(write, None, **self._loaded(EntrySchema(), row, written_at=at.isoformat()))
        if anew := row.get("revised"):
            words = self._loaded(EntrySchema(), {**row, **anew}, written_at=at.isoformat())
            yield self.calendar.at(anew["when"]), partial(write, 1, **words)
        if deleted := row.get("deleted"):
            yield self.calendar.at(deleted), partial(entries.delete, self.person, row_id)

    def _checkins(self, row_id: UUID, row: Row) -> Iterator[Act]:
        at = self.calendar.at(row["when"])
        questions = (question.id for question in instruments.get(row["instrument"]).questions)
        answers = dict(zip_longest(questions, row["answers"]))
        words = self._loaded(CheckinSchema(), row, answers=answers, answered_at=at.isoformat())
        yield at, partial(checkins.write, self.person, row_id, None, **words)

    def _summaries(self, row_id: UUID, row: Row) -> Iterator[Act]:
        at, share_id = self.calendar.at(row["when"]), new_id()
        day = self.calendar.day(row["for_date"]).isoformat() if "for_date" in row else None
        words = self._loaded(SummarySchema(), row, for_date=day, pieces=[self._piece(piece) for piece in row["pieces"]])
        yield at, partial(summaries.write, self.person, row_id, None, **words)
        parties = {"summary_id": str(row_id), "therapist_id": str(self.therapist.id)}
        terms = self._loaded(ShareSchema(), row, **parties, ends_at=self.calendar.at(row["ends"]).isoformat())
        yield at + LOOKED, partial(shares.hand_over, self.person, share_id, **terms)
        if opened := row.get("opened"):
            yield self.calendar.at(opened), partial(caseload.brief, self.therapist, self.person.id)
            thanks = partial(caseload.acknowledge, self.therapist, self.person.id, share_id)
            yield self.calendar.at(opened) + LOOKED, thanks
        if withdrawn := row.get("withdrawn"):
            yield self.calendar.at(withdrawn), partial(shares.withdraw, self.person, share_id)

    def _piece(self, piece: Row) -> Row:
        since = {"since": self.calendar.day(piece["since"]).isoformat()} if "since" in piece else {}
        plain = {name: value for name, value in piece.items() if name not in REFERENCES}
        return {**plain, **self._named(piece), **since}

    def _loaded(self, schema: StrictSchema, row: Row, **more: object) -> dict[str, Any]:
        """Return a row as the service takes it."""
        words = {name: value for name, value in row.items() if name in schema.fields}
        loaded: dict[str, Any] = schema.load({**words, **self._named(row), **more})
        return loaded

    def _named(self, row: Row) -> dict[str, str]:
        """Return the ids of the rows that a row points at."""
        return {f"{name}_id": str(self.ids[row[name]]) for name in REFERENCES if name in row}
