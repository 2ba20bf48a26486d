"""The writing form: what it shows, and what it says when it comes back."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict

from journal.core import clock
from journal.core.fields import Values
from journal.core.ids import new_id
from journal.features.entries.prompts import FEELINGS
from journal.features.entries.repository import KeptEntry
from journal.features.entries.schemas import EntrySchema
from journal.web.forms import checked, identifier

PLAIN = ("body", "mood", "treatment_id", "time_point", "about_id", "written_at")


@dataclass
class Writing:
    """A writing form as it stands. revision: the one that is being changed, "" for a new entry.

    fresh: nothing was sent yet, so a draft that waits on the phone may be put in.
    """

    id: UUID | str
    revision: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    prompts: list[dict[str, str]] = field(default_factory=list)
    feelings: list[str] = field(default_factory=list)
    fresh: bool = True

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The feelings to choose from: those on offer, and those of one's own."""
        offered = [str(feeling) for feeling in FEELINGS]
        return [(feeling, feeling) for feeling in [*offered, *(own for own in self.feelings if own not in offered)]]

    @property
    def about(self) -> tuple[UUID, UUID]:
        """The entry and the session that is chosen for it; an id of nothing where there is none."""
        return identifier(str(self.id)), identifier(str(self.values.get("treatment_id")))

    @property
    def more(self) -> bool:
        """Whether something below the words was chosen, so that it is to be seen."""
        chosen = self.values.get("mood") not in (None, "") or (not self.fresh and self.values.get("treatment_id"))
        return bool(self.feelings or chosen)


def empty(**values: Any) -> Writing:
    """Return a form for a new entry; with JavaScript the phone's own clock replaces ours."""
    return Writing(new_id(), values=values | {"written_at": clock.now().isoformat()})


def of_entry(item: KeptEntry) -> Writing:
    """Return a form that changes an entry."""
    given = item.to_dict()
    values = {name: given[name] for name in PLAIN} | {"written_at": item.written_at.isoformat()}
    return Writing(item.id, str(item.revision), values, item.text["prompts"], item.text["feelings"])


def sent() -> Writing:
    """Return the form as it was sent."""
    form = request.form
    values = {name: form.get(name, "") for name in PLAIN}
    return Writing(
        form.get("id", ""), form.get("revision", ""), values, _prompts(form), form.getlist("feelings"), fresh=False
    )


def values() -> Values:
    """Return what the form says, checked as the API checks it; the time at which the form was opened stays the same
    when it is sent twice. Raises Invalid.
    """
    answered = [given for given in _prompts(request.form) if given["answer"].strip()]
    return checked(EntrySchema(), {"prompts": answered})


def _prompts(form: MultiDict[str, str]) -> list[dict[str, str]]:
    pairs = zip(form.getlist("prompt"), form.getlist("answer"), strict=False)
    return [{"prompt": prompt, "answer": answer} for prompt, answer in pairs]
