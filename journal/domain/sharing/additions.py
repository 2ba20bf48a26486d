"""What a patient adds to a summary on one page: topics, words of the latest entries, scores, treatments."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _
from marshmallow import fields, pre_load

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from journal.clinical.time_points import day_of
from journal.core import clock
from journal.core.choices import CANCELLED
from journal.core.errors import Invalid, NotFound
from journal.core.fields import Choice, Flag, Several, StrictSchema, Text, Values
from journal.core.ids import parse_id
from journal.core.text import is_blank, whole_number
from journal.domain import access, entry_text
from journal.domain.identity import Actor
from journal.domain.sharing import excerpt_form, sentences
from journal.domain.sharing.chosen_entries import ChosenEntry, chosen_entries
from journal.domain.sharing.copied_placement import CopiedPlacement
from journal.domain.sharing.pieces import topic
from journal.domain.sharing.pieces.series import SINCE
from journal.models import Checkin, Entry, Treatment

LATEST = 5  # entries that unfold on the page
MOST_TREATMENTS = 12
MOST_CHOSEN = 200  # sentences or passages in one form
MOST_WORDS = excerpt_form.TEXT_LIMIT + len(f"{UUID(int=0)} ")  # characters, with the id before them
NOT_AN_ENTRY = _("These words name no entry. Choose them from the entry again.")
ENTRY_GONE = _("This entry is no longer here. Choose other words.")

_LATEST = access.ENTRIES.with_only_columns(Entry.id).order_by(Entry.received_at.desc(), Entry.id.desc()).limit(LATEST)
_INSTRUMENTS = access.CHECKINS.with_only_columns(Checkin.instrument).distinct()
_TREATMENTS = (
    access.TREATMENTS.with_only_columns(Treatment.id)
    .where(Treatment.status != CANCELLED, Treatment.starts_at >= access.SINCE)
    .order_by(Treatment.starts_at.desc())
    .limit(MOST_TREATMENTS)
)


class OfferedSentence(NamedTuple):
    """A sentence to tick. value: what the form sends for it."""

    value: str
    text: str


class OfferedEntry(NamedTuple):
    """An entry that unfolds into its sentences. passages: its own words, whole, to select any stretch of."""

    id: str
    on: date
    placed: CopiedPlacement
    sentences: Sequence[OfferedSentence]
    passages: Sequence[str]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the page offers. treatments: whether there are any."""

    entries: Sequence[OfferedEntry]
    instruments: Sequence[Instrument]
    treatments: bool


class Stretch(Text):
    """A stretch of an entry, after its id: it stands in the entry, and was not typed here."""

    shown_again: ClassVar[bool] = False


class AdditionsSchema(StrictSchema):
    """What was written, ticked and switched on.

    sentence: "<entry>.<revision>.<number>". words: "<entry> <a stretch of it>". series: questionnaires by id.
    """

    topic = Several(Text(topic.TEXT_LIMIT), most=topic.MOST, load_default=list)
    sentence = Several(fields.String(), most=MOST_CHOSEN, load_default=list)
    words = Several(Stretch(MOST_WORDS), most=MOST_CHOSEN, load_default=list)
    series = Several(
        Choice(tuple(instrument.id for instrument in instruments.ALL)), most=len(instruments.ALL), load_default=list
    )
    treatments = Flag(load_default=False)

    @pre_load
    def _drop_blank(self, given: Values, **_options: object) -> Values:
        topics = [text for text in given.get("topic", []) if not is_blank(text)]
        return {**given, "topic": topics}


def offer(person: Actor, entry_id: UUID | None = None, also: Collection[str] = ()) -> Offered:
    """Return what can be added. entry_id: an entry to offer first. also: ids of further ones. Raises NotFound."""
    latest = [str(row.id) for row in access.rows(_LATEST, person)]
    first = [str(entry_id)] if entry_id else []
    ids = list(dict.fromkeys([*first, *filter(parse_id, also), *latest]))
    found = chosen_entries(person, ids)
    if entry_id and str(entry_id) not in found:
        raise NotFound
    offered = [_entry(one, found[one]) for one in ids if one in found]
    taken = {row.instrument for row in access.rows(_INSTRUMENTS, person)}
    return Offered(
        entries=[entry for entry in offered if entry.sentences],
        instruments=[instrument for instrument in instruments.ALL if instrument.id in taken],
        treatments=bool(_treatment_ids(person)),
    )


def pieces(person: Actor, values: Values) -> list[Values]:
    """Return the pieces that a form makes. values: what AdditionsSchema loads. Raises Invalid."""
    made: list[Values] = [{"kind": "topic", "text": text} for text in values["topic"]]
    made += _sentences(person, values["sentence"])
    made += [_passage(value) for value in values["words"]]
    since = day_of(clock.now(), person.zone) - SINCE
    made += [{"kind": "series", "instrument": name, "since": since, "answers": False} for name in values["series"]]
    chosen = _treatment_ids(person) if values["treatments"] else []
    return made + [{"kind": "treatment", "treatment_id": treatment_id} for treatment_id in chosen]


def entry_ids(values: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the entries that a form names, as they were sent."""
    ticked = [value.split(".")[0] for value in values.get("sentence", [])]
    return list(dict.fromkeys(ticked + [value.split(" ")[0] for value in values.get("words", [])]))


def _entry(entry_id: str, entry: ChosenEntry) -> OfferedEntry:
    passages = entry_text.quotable(entry.text)
    return OfferedEntry(
        id=entry_id,
        on=date.fromisoformat(entry.placed["on"]),
        placed=entry.placed,
        sentences=[
            OfferedSentence(f"{entry_id}.{entry.revision}.{one.number}", one.text) for one in sentences.cut(passages)
        ],
        passages=passages,
    )


def _sentences(person: Actor, ticked: Sequence[str]) -> Iterator[Values]:
    """Yield a piece for each run of ticked sentences, entry by entry. Raises Invalid."""
    numbers: dict[tuple[str, str], list[str]] = {}
    for value in ticked:
        entry_id, _dot, rest = value.partition(".")
        revision, _dot, number = rest.partition(".")
        numbers.setdefault((entry_id, revision), []).append(number)
    for (entry_id, revision), chosen in numbers.items():
        sentences_of = {"entry_id": entry_id, "entry_revision": whole_number(revision), "chosen": chosen, "text": None}
        try:
            yield from excerpt_form.pieces(person, sentences_of)
        except NotFound:  # deleted since the page was opened: that costs none of the other words
            raise Invalid(sentence=ENTRY_GONE) from None


def _passage(value: str) -> Values:
    entry_id, _space, text = value.partition(" ")
    if not parse_id(entry_id) or is_blank(text):
        raise Invalid(words=NOT_AN_ENTRY)
    return {"kind": "excerpt", "entry_id": entry_id, "text": text.strip()}


def _treatment_ids(person: Actor) -> list[UUID]:
    """Return the latest treatments and those planned, oldest first."""
    rows = access.rows(_TREATMENTS, person, since=clock.now() - SINCE)
    return [row.id for row in rows][::-1]
