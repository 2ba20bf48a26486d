"""The forms of the kinds of piece: what each shows to choose from, and what it says when it comes back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from journal import briefs
from journal.errors import Invalid, NotFound
from journal.summaries import choosing, sentences
from journal.summaries.schemas import PIECE_SCHEMAS, ExcerptSchema
from journal.web import answers
from journal.web.intake import checked
from journal.web.person import me

Values = dict[str, Any]

BEGUN = 3  # summaries offered to put words into


def pieces(kind: str) -> list[Values]:
    """Return the pieces that a form says. Raises Invalid, or NotFound for a kind that is not there."""
    if kind not in PIECE_SCHEMAS:
        raise NotFound
    if kind == "excerpt":
        return _excerpts()
    return [{"kind": kind, **checked(PIECE_SCHEMAS[kind]())}]


def piece_at(summary: Values, number: int) -> Values:
    """Return a piece of a summary. Raises NotFound."""
    if number >= len(summary["pieces"]):
        raise NotFound
    piece: Values = summary["pieces"][number]
    return piece


def values(piece: Values) -> Values:
    """Return a kept piece as its form holds it."""
    return piece | {"entry": piece.get("entry_id")}


def asked(kind: str, given: Values) -> tuple[str, Values]:
    """Return the template that asks for a kind of piece, and what can be chosen there."""
    return _ASKED[kind](given)


def told(examined: Sequence[Any], pieces: Sequence[Values]) -> list[Values]:
    """Return each piece as the composing page shows it: laid out as its reader will see it, or why it cannot be."""
    return [
        {"kind": piece["kind"], "kept": piece, "sight": _sight(one.copied), "errors": one.errors}
        for one, piece in zip(examined, pieces, strict=True)
    ]


def _sight(copied: Values | None) -> briefs.Sight | None:
    return briefs.sight({"title": "", "for_date": None, "pieces": [copied]}) if copied else None


def _excerpts() -> list[Values]:
    """Return the words that were tapped, and those that were written out; at least one of them."""
    entry = choosing.entry(me(), _entry_id(request.form.get("entry_id")))
    numbers = map(answers.number, request.form.getlist("chosen"))
    words = sentences.chosen_words(entry["texts"], {number for number in numbers if number is not None})
    if request.form.get("text", "").strip():
        words.append(checked(ExcerptSchema(), {"entry_id": str(entry["id"])})["text"].strip())
    if not words:
        raise Invalid(chosen=_("Nothing is chosen yet. Tap the words that you want to be seen."))
    return [{"kind": "excerpt", "entry_id": entry["id"], "text": text} for text in words]


def _entry_id(word: str | None) -> UUID:
    try:
        return UUID(word or "")
    except ValueError:
        raise NotFound from None


def _ask_topic(_given: Values) -> tuple[str, Values]:
    return "topic", {}


def _ask_words(given: Values) -> tuple[str, Values]:
    """Ask for the words of an entry, or first for the entry."""
    word = given.get("entry") or given.get("entry_id")
    if not word:
        limit, after = answers.paging()
        found = choosing.entries(me(), limit, after)
        return "entries", {"entries": found[:limit], "more": answers.following(found, limit)}
    entry = choosing.entry(me(), _entry_id(word))
    chosen = sentences.within(entry["texts"], given["text"]) if given.get("text") else []
    return "words", {"entry": entry, "sentences": sentences.cut(entry["texts"]), "chosen": chosen}


def _ask_checkin(_given: Values) -> tuple[str, Values]:
    return "checkin", {"checkins": choosing.checkins(me())}


def _ask_series(_given: Values) -> tuple[str, Values]:
    return "series", {"questionnaires": choosing.questionnaires(), "since": choosing.series_begin(me())}


def _ask_treatment(_given: Values) -> tuple[str, Values]:
    return "treatment", {"treatments": choosing.treatments(me())}


_ASKED: Mapping[str, Callable[[Values], tuple[str, Values]]] = {
    "topic": _ask_topic,
    "excerpt": _ask_words,
    "entry": _ask_words,
    "checkin": _ask_checkin,
    "series": _ask_series,
    "treatment": _ask_treatment,
}
