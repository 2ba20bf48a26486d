"""Play a story: each thing that a patient wrote, at its time, through the services."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from marshmallow import Schema

from journal.clinical import instruments
from journal.core import clock
from journal.core.fields import Values
from journal.core.ids import new_id
from journal.demo.calendar import Calendar
from journal.domain.identity import Actor
from journal.features.caseload import service as caseload
from journal.features.checkins import service as checkins
from journal.features.checkins.schemas import CheckinSchema
from journal.features.entries import service as entries
from journal.features.entries.schemas import EntrySchema
from journal.features.shares import service as shares
from journal.features.shares.repository import Terms
from journal.features.shares.schemas import ShareSchema
from journal.features.summaries import service as summaries
from journal.features.summaries.schemas import SummarySchema
from journal.features.treatments import service as treatments
from journal.features.treatments.schemas import TreatmentSchema

Item: TypeAlias = Mapping[str, Any]  # one table of a story's TOML, such as an entry
Step: TypeAlias = tuple[datetime, Callable[[], object]]  # a call of a service, and its instant

REFERENCES = ("treatment", "about", "entry", "checkin")
STORIES = Path(__file__).with_name("stories")
NOTED = time(21, 30)  # when the notes on a treatment are written
READING = timedelta(minutes=4)  # spent on the preview, and on the brief


def load(name: str) -> dict[str, list[Item]]:
    """Return the items of a story by their kind. name: ada or eve."""
    return tomllib.loads((STORIES / f"{name}.toml").read_text(encoding="utf-8"))


def play(*stories: "Story") -> None:
    """Run the steps of all stories in the order of their instants, with the clock stopped at each."""
    steps = [step for story in stories for step in story.steps()]
    for at, call in sorted(steps, key=lambda step: step[0]):
        with clock.frozen(at):
            call()


class Story:
    """What one patient wrote, and what they shared with one therapist."""

    def __init__(self, patient: Actor, therapist: Actor, calendar: Calendar, items: Mapping[str, list[Item]]) -> None:
        self.patient, self.therapist, self.calendar, self.items = patient, therapist, calendar, items
        self.course, self.ids = str(new_id()), dict[str, UUID]()

    def steps(self) -> Iterator[Step]:
        """Yield every step."""
        kinds = {
            "treatments": self._treatment,
            "entries": self._entry,
            "checkins": self._checkin,
            "summaries": self._summary,
        }
        for kind, steps in kinds.items():
            for item in self.items.get(kind, []):
                item_id = new_id()
                self.ids[item.get("key", str(item_id))] = item_id
                yield from steps(item_id, item)

    def _treatment(self, item_id: UUID, item: Item) -> Iterator[Step]:
        starts = self.calendar.at(item["starts"])
        facts = {"starts_at": starts.isoformat(), "route": "iv", "course_id": self.course}
        write = partial(treatments.write, self.patient, item_id)
        planned = self._loaded(TreatmentSchema(), item, **facts, status="planned", noticed=None)
        yield self.calendar.at(item["noted"]), partial(write, None, planned)
        if not item.get("planned"):
            done = self._loaded(TreatmentSchema(), item, **facts, status="done")
            yield datetime.combine(starts, NOTED, self.patient.zone), partial(write, 1, done)

    def _entry(self, item_id: UUID, item: Item) -> Iterator[Step]:
        at = self.calendar.at(item["when"])
        write = partial(entries.write, self.patient, item_id)
        yield at, partial(write, None, self._loaded(EntrySchema(), item, written_at=at.isoformat()))
        if revised := item.get("revised"):
            values = self._loaded(EntrySchema(), {**item, **revised}, written_at=at.isoformat())
            yield self.calendar.at(revised["when"]), partial(write, 1, values)
        if deleted := item.get("deleted"):
            yield self.calendar.at(deleted), partial(entries.delete, self.patient, item_id)

    def _checkin(self, item_id: UUID, item: Item) -> Iterator[Step]:
        at = self.calendar.at(item["when"])
        questions = (question.id for question in instruments.get(item["instrument"]).questions)
        answers = dict(zip_longest(questions, item["answers"]))
        values = self._loaded(CheckinSchema(), item, answers=answers, answered_at=at.isoformat())
        yield at, partial(checkins.write, self.patient, item_id, None, values)

    def _summary(self, item_id: UUID, item: Item) -> Iterator[Step]:
        at, share_id = self.calendar.at(item["when"]), new_id()
        day = self.calendar.day(item["for_date"]).isoformat() if "for_date" in item else None
        pieces = [self._piece(piece) for piece in item["pieces"]]
        values = self._loaded(SummarySchema(), item, for_date=day, pieces=pieces)
        yield at, partial(summaries.write, self.patient, item_id, None, values)
        parties = {"summary_id": str(item_id), "therapist_id": str(self.therapist.id)}
        terms = self._loaded(ShareSchema(), item, **parties, ends_at=self.calendar.at(item["ends"]).isoformat())
        yield at + READING, partial(self._share, share_id, Terms(**terms))
        if opened := item.get("opened"):
            yield self.calendar.at(opened), partial(caseload.brief, self.therapist, self.patient.id)
            thanks = partial(caseload.acknowledge, self.therapist, self.patient.id, share_id)
            yield self.calendar.at(opened) + READING, thanks
        if withdrawn := item.get("withdrawn"):
            yield self.calendar.at(withdrawn), partial(shares.withdraw, self.patient, share_id)

    def _share(self, share_id: UUID, terms: Terms) -> None:
        """Look at the preview, and share what it shows."""
        _snapshot, seen = shares.preview(self.patient, terms.summary_id)
        shares.share(self.patient, share_id, terms, seen)

    def _piece(self, piece: Item) -> Item:
        since = {"since": self.calendar.day(piece["since"]).isoformat()} if "since" in piece else {}
        plain = {name: value for name, value in piece.items() if name not in REFERENCES}
        return {**plain, **self._references(piece), **since}

    def _loaded(self, schema: Schema, item: Item, **more: object) -> Values:
        """Return an item as its schema loads it. more: values that the item does not hold in the schema's form."""
        values = {name: value for name, value in item.items() if name in schema.fields}
        loaded: Values = schema.load({**values, **self._references(item), **more})
        return loaded

    def _references(self, item: Item) -> dict[str, str]:
        """Return the ids of the items that an item refers to."""
        return {f"{name}_id": str(self.ids[item[name]]) for name in REFERENCES if name in item}
