"""The form of an excerpt: choose an entry, then tap sentences of it or write out exact words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import NamedTuple
from uuid import UUID

from flask_babel import lazy_gettext as _
from marshmallow import fields, pre_load

from journal.core.db import ResultRow
from journal.core.errors import Invalid, NotFound
from journal.core.fields import Identifier, StrictSchema, Text, Values, Whole
from journal.core.ids import parse_id
from journal.core.text import is_blank, whole_number
from journal.domain import access, entry_text, placement
from journal.domain.identity import Actor
from journal.domain.paging import Pages
from journal.domain.sharing import sentences
from journal.domain.sharing.chosen_entries import ChosenEntry, chosen_entries
from journal.domain.sharing.copied_placement import CopiedPlacement, copy_placement
from journal.domain.sharing.piece_kind import Asked, Offer
from journal.models import Entry, Treatment

TEXT_LIMIT = 5_000  # characters
MOST_REVISIONS = 999_999_999
NOTHING_CHOSEN = _("Nothing is chosen yet. Tap the words you want to share.")
ENTRY_CHANGED = _("This entry has changed. Here is the new version. Tap the words again.")
TOO_LONG = _(
    "That is over %(limit)s characters. Tap fewer words, or copy part of them below.",
    limit=f"{TEXT_LIMIT:,}",
)

_ENTRIES = access.ENTRIES.outerjoin(Treatment, placement.treatment_of(Entry)).with_only_columns(
    Entry.id,
    Entry.revision,
    Entry.opening,
    Entry.time_point,
    Entry.written_at,
    Entry.received_at,
    *placement.COLUMNS,
)
_PAGES = Pages(_ENTRIES, Entry.received_at, Entry.id)


class EntryChoice(NamedTuple):
    """An entry in the list to choose from."""

    id: UUID
    text: str
    written_at: datetime
    placed: CopiedPlacement


@dataclass(frozen=True, slots=True)
class EntriesOffer(Offer):
    """Entries to choose from, newest first."""

    entries: Sequence[EntryChoice] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencesOffer(Offer):
    """Sentences of one entry.

    entry_revision: the one that the sentences are numbered in. chosen: the numbers of those tapped.
    written: what is written out instead.
    """

    entry_id: str
    entry_revision: int
    on: date
    placed: CopiedPlacement
    sentences: Sequence[sentences.Sentence]
    chosen: Collection[int]
    written: str


class ExcerptFormSchema(StrictSchema):
    """The sentences that were tapped in a revision of an entry, and what was written out."""

    entry_id = Identifier(load_default=None)
    entry_revision = Whole(1, MOST_REVISIONS, load_default=None)
    chosen = fields.List(fields.String(), load_default=[])
    text = Text(TEXT_LIMIT, load_default=None)

    @pre_load
    def _drop_blank(self, given: Values, **_options: object) -> Values:
        return {name: value for name, value in given.items() if name != "text" or not is_blank(value)}


def offer(person: Actor, asked: Asked) -> Offer:
    """Return entries to choose from, or the sentences of the chosen one. Raises NotFound."""
    entry_id = asked.values.get("entry") or asked.values.get("entry_id")
    if not entry_id:
        found = _PAGES.page(person, asked.limit, asked.after).map(partial(_choice, person))
        return EntriesOffer(ready=False, next=found.next, entries=found.items)
    entry = _entry(person, str(entry_id))
    chosen, written = _so_far(entry, asked.values)
    return SentencesOffer(
        entry_id=str(entry_id),
        entry_revision=entry.revision,
        on=date.fromisoformat(entry.placed["on"]),
        placed=entry.placed,
        sentences=sentences.cut(entry_text.quotable(entry.text)),
        chosen=chosen,
        written=written,
    )


def pieces(person: Actor, values: Values) -> Sequence[Values]:
    """Return a piece for each run of tapped sentences, and one for what was written out. Raises Invalid, NotFound."""
    entry = _entry(person, str(values["entry_id"]))
    if values["chosen"] and values["entry_revision"] != entry.revision:
        raise Invalid(chosen=ENTRY_CHANGED)
    chosen = sentences.chosen_passages(entry_text.quotable(entry.text), _numbers(values["chosen"]))
    if values["text"]:
        chosen.append(values["text"].strip())
    if not chosen:
        raise Invalid(chosen=NOTHING_CHOSEN)
    if any(len(text) > TEXT_LIMIT for text in chosen):
        raise Invalid(chosen=TOO_LONG)
    return [{"kind": "excerpt", "entry_id": values["entry_id"], "text": text} for text in chosen]


def _entry(person: Actor, entry_id: str) -> ChosenEntry:
    named = parse_id(entry_id)
    found = chosen_entries(person, [str(named)]) if named else {}
    if str(named) not in found:
        raise NotFound
    return found[str(named)]


def _so_far(entry: ChosenEntry, values: Values) -> tuple[Collection[int], str]:
    """Return the numbers of the sentences chosen so far, and what is written out.

    values: a submitted form, which says what is tapped, or a piece that may consist of whole sentences. Numbers of
    another revision choose nothing.
    """
    text = values.get("text") or ""
    if "chosen" in values:
        same = values.get("entry_revision") == str(entry.revision)
        return _numbers(values["chosen"]) if same else (), text
    chosen = sentences.within(entry_text.quotable(entry.text), text)
    return chosen, "" if chosen else text


def _numbers(given: Sequence[str]) -> set[int]:
    """Return the numbers of sentences in a form; what is not a number chooses nothing."""
    return {number for number in map(whole_number, given) if number is not None}


def _choice(person: Actor, row: ResultRow) -> EntryChoice:
    opening = entry_text.unseal_opening(person, row.id, row.revision, row.opening)
    return EntryChoice(row.id, opening["text"], row.written_at, copy_placement(person, row, row.written_at))
