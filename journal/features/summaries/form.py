"""The forms of the kinds of piece: what each shows to choose from, and what it says when it comes back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import render_template, request
from flask_babel import gettext as _

from journal.core.errors import Invalid, Messages, NotFound
from journal.domain.sharing import briefs
from journal.features.summaries import candidates, sentences, service
from journal.features.summaries.repository import KeptSummary
from journal.features.summaries.schemas import PIECE_SCHEMAS, ExcerptSchema
from journal.web import responses
from journal.web.current_user import me
from journal.web.forms import checked

Values = dict[str, Any]

BEGUN = 3  # summaries offered to put words into


def pieces(kind: str) -> list[Values]:
    """Return the pieces that a form says. Raises Invalid, or NotFound for a kind that is not there."""
    if kind not in PIECE_SCHEMAS:
        raise NotFound
    if kind == "excerpt":
        return _excerpts()
    return [{"kind": kind, **checked(PIECE_SCHEMAS[kind]())}]


def piece_at(summary: KeptSummary, number: int) -> Values:
    """Return a piece of a summary. Raises NotFound."""
    if number >= len(summary.pieces):
        raise NotFound
    piece: Values = summary.pieces[number]
    return piece


def values(piece: Values) -> Values:
    """Return a kept piece as its form holds it."""
    return piece | {"entry": piece.get("entry_id")}


def page(
    summary: KeptSummary,
    kind: str,
    values: Values,
    number: int | None = None,
    errors: Messages | None = None,
    current: list[Values] | None = None,
) -> str:
    """Show the form of one kind of piece. number: the piece that is changed, None for a new one.

    current: where it was changed elsewhere, what stands there by now; empty where nothing like it does.
    """
    template, context = _ASKED[kind](values)
    context |= {"summary": summary, "values": values, "number": number, "errors": errors or {}, "current": current}
    return render_template(f"summaries/{template}.html", **context)


def changed_page(summary_id: UUID, kind: str, number: int) -> str:
    """Show the piece that was sent, beside what stands in its place by now; to be put in where nothing like it does."""
    summary, examined = service.draft(me(), summary_id)
    there = told(examined, summary.pieces)[number : number + 1]
    like = [piece for piece in there if _ASKED[piece["kind"]] is _ASKED[kind]]
    return page(summary, kind, request.form.to_dict(), number if like else None, current=like)


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
    entry = candidates.entry(me(), _entry_id(request.form.get("entry_id")))
    words = sentences.chosen_words(entry["texts"], _tapped())
    if request.form.get("text", "").strip():
        words.append(checked(ExcerptSchema(), {"entry_id": str(entry["id"])})["text"].strip())
    if not words:
        raise Invalid(chosen=_("Nothing is chosen yet. Tap the words that you want to be seen."))
    return [{"kind": "excerpt", "entry_id": entry["id"], "text": text} for text in words]


def _tapped() -> set[int]:
    """Return the numbers of the sentences that a form says were tapped."""
    numbers = map(responses.number, request.form.getlist("chosen"))
    return {number for number in numbers if number is not None}


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
        limit, after = responses.paging()
        found = candidates.entries(me(), limit, after)
        return "entries", {"entries": found.items, "more": responses.cursor(found.next)}
    entry = candidates.entry(me(), _entry_id(word))
    written = given.get("text") or ""
    if request.method == "POST":  # it comes back as it was sent
        chosen: Collection[int] = _tapped()
    else:
        chosen = sentences.within(entry["texts"], written) if written else []
        written = "" if chosen else written
    cut = sentences.cut(entry["texts"])
    return "words", {"entry": entry, "sentences": cut, "chosen": chosen, "written": written}


def _ask_checkin(_given: Values) -> tuple[str, Values]:
    return "checkin", {"checkins": candidates.checkins(me())}


def _ask_series(_given: Values) -> tuple[str, Values]:
    return "series", {"questionnaires": candidates.questionnaires(), "since": candidates.series_begin(me())}


def _ask_treatment(_given: Values) -> tuple[str, Values]:
    return "treatment", {"treatments": candidates.treatments(me())}


_ASKED: Mapping[str, Callable[[Values], tuple[str, Values]]] = {
    "topic": _ask_topic,
    "excerpt": _ask_words,
    "entry": _ask_words,
    "checkin": _ask_checkin,
    "series": _ask_series,
    "treatment": _ask_treatment,
}
