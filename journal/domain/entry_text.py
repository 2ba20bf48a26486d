"""The text of an entry: its private fields, and what follows from them.

A field that is added here is sealed, searched, copied with a whole entry and described by the API without more.
"""

from collections.abc import Iterator
from re import Pattern
from typing import TypedDict, cast
from uuid import UUID

from journal.core.db import ResultRow
from journal.core.fields import Line, Nested, Several, StrictSchema, Text, Values, Whole
from journal.core.text import find
from journal.domain import sealing
from journal.domain.identity import Actor
from journal.models import Entry

BODY_LIMIT = 20_000  # characters
ANSWER_LIMIT = 5_000  # characters
PROMPTS_LIMIT, FEELINGS_LIMIT = 12, 12
OPENING_LIMIT = 140  # characters
BEFORE_LIMIT, AFTER_LIMIT = 40, 100  # characters around what a search found
ELLIPSIS = "…"


class PromptSchema(StrictSchema):
    """A prompt as it was shown, and what was answered."""

    prompt = Line(limit=200, required=True)
    answer = Text(ANSWER_LIMIT, required=True)


class EntryTextSchema(StrictSchema):
    """What somebody wrote: free words, answers to prompts, feelings, a mood from 0 (worst) to 10 (best)."""

    body = Text(BODY_LIMIT, load_default=None, allow_none=True)
    prompts = Several(Nested(PromptSchema), most=PROMPTS_LIMIT, load_default=list)
    feelings = Several(Line(limit=40), most=FEELINGS_LIMIT, load_default=list)
    mood = Whole(0, 10, load_default=None, allow_none=True)


FIELDS = tuple(EntryTextSchema().fields)


class Opening(TypedDict):
    """What a list shows of an entry: its first words, "" where it holds none, and its mood."""

    text: str
    mood: int | None


class Passage(TypedDict):
    """What a search found in an entry, with some words around it; an ellipsis stands for those that were left out."""

    before: str
    found: str
    after: str


def unseal(person: Actor, row: ResultRow) -> Values:
    """Return the text of an entry. Raises Tampered."""
    return sealing.unseal(person, Entry, row.id, row, FIELDS)


def seal_opening(person: Actor, entry_id: UUID, revision: int, text: Values) -> bytes:
    """Return the opening of a text, sealed."""
    return sealing.seal_opening(person, entry_id, revision, opening(text))


def unseal_opening(person: Actor, entry_id: UUID, revision: int, sealed: bytes) -> Opening:
    """Return the opening of an entry. sealed: its column. Raises Tampered."""
    return cast("Opening", sealing.unseal_opening(person, entry_id, revision, sealed))


def opening(text: Values) -> Opening:
    """Return the first words of a text and its mood."""
    candidates = [
        text["body"],
        *(given["answer"] for given in text["prompts"]),
        ", ".join(text["feelings"]),
        *_strings([text.get(name) for name in FIELDS]),
    ]
    first = next((words for words in candidates if words), "")
    return {"text": _on_one_line(first.lstrip()[: 2 * OPENING_LIMIT])[:OPENING_LIMIT], "mood": text["mood"]}


def quotable(text: Values) -> list[str]:
    """Return the passages that an excerpt may be taken from: what the writer put in their own words."""
    return [passage for passage in (text["body"], *(given["answer"] for given in text["prompts"])) if passage]


def passage(text: Values, wanted: Pattern[str]) -> Passage | None:
    """Return the first passage that holds what is searched for, None where no field does.

    wanted: what `search_pattern` returned.
    """
    for words in _strings(text):
        if place := find(words, wanted):
            start, end = place
            return {"before": _last_words(words[:start]), "found": words[start:end], "after": _first_words(words[end:])}
    return None


def _last_words(text: str) -> str:
    """Return the end of a text, from the beginning of a word on."""
    if len(text) <= BEFORE_LIMIT:
        return text
    return ELLIPSIS + text[-BEFORE_LIMIT:].partition(" ")[2]


def _first_words(text: str) -> str:
    """Return the beginning of a text, up to the end of a word."""
    if len(text) <= AFTER_LIMIT:
        return text
    return text[:AFTER_LIMIT].rpartition(" ")[0] + ELLIPSIS


def _on_one_line(text: str) -> str:
    """Return a text with each run of white space as one blank, none around it."""
    return " ".join(text.split())


def _strings(value: object) -> Iterator[str]:
    """Yield every string in a value, however deep."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)
