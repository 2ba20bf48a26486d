"""The writing form: what it shows, and what it says when it comes back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict

from journal.clinical.time_points import TIME_POINTS, Placement, TimePoint
from journal.core import clock
from journal.core.fields import Values
from journal.core.ids import new_id
from journal.core.text import is_blank
from journal.domain import placement
from journal.domain.entry_text import FIELDS
from journal.domain.placement import CandidateTreatment
from journal.features.entries.prompts import FEELINGS, following
from journal.features.entries.repository import KeptEntry
from journal.features.entries.schemas import EntrySchema
from journal.web import form_values
from journal.web.current_user import me
from journal.web.forms import checked


@dataclass
class Writing:
    """A writing form as it stands. revision: the one that is being changed, "" for a new entry.

    values: by the names of the form's fields; the answer to a prompt is named by its question, "prompts.What helped?".
    fresh: nothing was sent yet.
    """

    id: UUID
    revision: str = ""
    values: MultiDict[str, str] = field(default_factory=MultiDict)
    fresh: bool = True

    @property
    def draft(self) -> str:
        """Where a draft of it is found again: an entry's own form, or that of a new one, about another or none."""
        about_id = self.values.get("about_id")
        return f"entry {self.id}" if self.revision else f"entry new {about_id}" if about_id else "entry new"

    @property
    def undated(self) -> bool:
        """Whether its first letter is to date it: a new entry, also one that came back, as long as it says nothing."""
        said = (value for name, value in self.values.items(multi=True) if name.partition(".")[0] in FIELDS)
        return not self.revision and all(map(is_blank, said))

    @property
    def prompts(self) -> list[tuple[str, str]]:
        """The questions that were asked, and what was answered so far."""
        return form_values.keyed("prompts", self.values)

    @property
    def asked(self) -> Iterator[tuple[str, str, str]]:
        """Each question with its answer, and how a refusal names that; "" for a blank one, which is left out."""
        number = 0
        for question, answer in self.prompts:
            yield question, answer, "" if is_blank(answer) else f"prompts.{number}.answer"
            number += not is_blank(answer)

    @property
    def feelings(self) -> list[str]:
        """The feelings that are ticked."""
        return self.values.getlist("feelings")

    @property
    def mood(self) -> str | None:
        """The mood that is ticked, "" for none, None where nothing was asked yet."""
        return self.values.get("mood", "" if self.revision or not self.fresh else None)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The feelings to choose from: those on offer, and those of one's own."""
        offered = [str(feeling) for feeling in FEELINGS]
        return [(feeling, feeling) for feeling in [*offered, *(own for own in self.feelings if own not in offered)]]

    @property
    def treatment_id(self) -> UUID | None:
        """The treatment that is chosen."""
        return self.values.get("treatment_id", type=UUID)

    @property
    def about_id(self) -> UUID | None:
        """The earlier entry that it is added to."""
        return self.values.get("about_id", type=UUID)

    @property
    def time_point(self) -> TimePoint | None:
        """The time point that was chosen, None where it follows from the treatment."""
        return next((name for name in TIME_POINTS if name == self.values.get("time_point")), None)

    @property
    def written_at(self) -> datetime:
        """When it was written, now where the form names no time that can be kept."""
        return form_values.moment(self.values.get("written_at", "")) or clock.now()

    @property
    def more(self) -> bool:
        """Whether something was chosen that is folded away, so that it is to be seen."""
        return bool(self.feelings or (not self.fresh and self.values.get("treatment_id")))

    @property
    def next_question(self) -> str | None:
        """The next question to offer, None where all were asked."""
        return following([question for question, _answer in self.prompts])


def new_form(*, about_id: UUID | None, treatment_id: UUID | None) -> Writing:
    """Return a form for a new entry; with JavaScript the phone's own clock replaces ours."""
    given = {"about_id": about_id, "treatment_id": treatment_id, "written_at": form_values.instant(clock.now())}
    return Writing(new_id(), values=MultiDict((name, str(value)) for name, value in given.items() if value))


def placed(writing: Writing, treatments: list[CandidateTreatment]) -> Placement:
    """Return where a form's words lie. treatments: those that it offers."""
    treatment = next((one for one in treatments if one.id == writing.treatment_id), None)
    starts_at, number = (treatment.starts_at, treatment.number) if treatment else (None, None)
    return placement.at_treatment(me(), starts_at, number, writing.time_point, writing.written_at)


def edit_form(entry: KeptEntry) -> Writing:
    """Return a form that changes an entry."""
    return Writing(entry.id, str(entry.revision), MultiDict(pairs(entry)))


def pairs(entry: KeptEntry) -> list[tuple[str, str]]:
    """Return the names and values that the form of an entry holds. entry: as service.for_change gives it."""
    return form_values.pairs(EntrySchema(), entry.to_dict())


def sent_form(entry_id: UUID) -> Writing:
    """Return the form as it was sent."""
    return Writing(entry_id, request.form.get("revision", ""), MultiDict(request.form), fresh=False)


def loaded() -> Values:
    """Load the form, checked as the API checks it. Raises Invalid."""
    return checked(EntrySchema())
