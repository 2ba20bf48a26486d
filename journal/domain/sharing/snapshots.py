"""The copy of a summary: what the preview shows, what is handed over, what the therapist reads. One and the same.

It holds words and days and no ids: nothing leads from it to the diary, and later changes there do not reach it.
"""

import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from flask_babel import lazy_gettext as _
from sqlalchemy import Row

from journal.clinical import instruments
from journal.core.errors import Invalid, Messages
from journal.crypto import contexts
from journal.domain import access
from journal.domain.identity import Actor, name_of
from journal.domain.sharing import pieces
from journal.domain.sharing.pieces import Material, Piece
from journal.models import Care, Summary

Copy = dict[str, Any]

TOPICS, PIECES = 3, 40
EXCERPTS = 3  # from the entries about one treatment; as many from those about none

TOO_MANY_TOPICS = _("Three topics are enough for one visit. Take one out first.")
TOO_MANY_EXCERPTS = _("Three pieces of words about one session are enough for one visit. Take one out first.")
TOO_MANY_PIECES = _("This is more than one visit can hold. Take something out first.")

_SUMMARY = access.SUMMARIES.with_only_columns(Summary.id, Summary.revision, Summary.sealed).where(
    Summary.id == access.ROW
)
_RECIPIENTS = access.THERAPISTS_IN_CARE.order_by(Care.began_at.desc(), Care.id)


class Examined(NamedTuple):
    """A piece as its reader will see it, None where it cannot be handed over; then why, by field."""

    copied: Piece | None
    errors: Messages


def of_summary(person: Actor, summary_id: UUID) -> Copy:
    """Return the copy of one of the person's summaries as everything stands now. Raises NotFound, Invalid."""
    row = summary_row(person, summary_id)
    return compose(person, person.key.open(contexts.record("summaries", person.id, row.id, row.revision), row.sealed))


def summary_row(person: Actor, summary_id: UUID) -> Row[Any]:
    """Return one of the person's summaries as it is kept, sealed. Raises NotFound."""
    return access.one(_SUMMARY, person, row_id=summary_id)


def compose(person: Actor, words: Mapping[str, Any]) -> Copy:
    """Return the copy of a summary as everything stands now. words: its title, for_date, pieces.

    Raises Invalid, by path such as pieces.0.text, where a piece does not stand any more.
    """
    examined = examine(person, words["pieces"])
    if errors := by_path(examined):
        raise Invalid(**errors)
    return {
        "title": words["title"],
        "for_date": words["for_date"],
        "pieces": [piece.copied for piece in examined],
    }


def examine(person: Actor, given: Sequence[Piece]) -> list[Examined]:
    """Look at every piece by itself."""
    material = pieces.gather(person, given)
    counted: Counter[object] = Counter()
    return [_examined(piece, material, counted) for piece in given]


def by_path(examined: Sequence[Examined]) -> Messages:
    """Return what is wrong with the pieces, by path."""
    return {
        f"pieces.{number}.{name}": messages
        for number, piece in enumerate(examined)
        for name, messages in piece.errors.items()
    }


def recipients(person: Actor) -> list[dict[str, Any]]:
    """Return to whom the person can hand a copy, the therapist latest in care first: id and name."""
    return [{"id": row.therapist_id, "name": name_of(row)} for row in access.rows(_RECIPIENTS, person)]


def digest(person: Actor, copy: Copy) -> str:
    """Return a word by which a copy is known again, and from which nobody can guess what it says."""
    dumped = orjson.dumps(copy, option=orjson.OPT_SORT_KEYS)
    return hmac.new(person.key.derive("preview"), dumped, sha256).hexdigest()[:32]


def contents(copy: Copy) -> list[dict[str, Any]]:
    """Return what is in a copy without its words: what the patient's record of the consent keeps for good."""
    counted = Counter(piece["kind"] for piece in copy["pieces"] if piece["kind"] != "series")
    series = [
        {
            "kind": "series",
            "instrument": piece["instrument"],
            "short": instruments.get(piece["instrument"]).short,
            "since": piece["since"],
        }
        for piece in copy["pieces"]
        if piece["kind"] == "series"
    ]
    return [{"kind": kind, "count": count} for kind, count in counted.items()] + series


def _examined(piece: Piece, material: Material, counted: Counter[object]) -> Examined:
    try:
        copied = pieces.copied(piece, material)
        _check_room(piece, material, counted)
    except Invalid as refusal:
        return Examined(None, refusal.fields)
    return Examined(copied, {})


def _check_room(piece: Piece, material: Material, counted: Counter[object]) -> None:
    """Count a piece. Raises Invalid where there are enough of its kind."""
    counted["pieces"] += 1
    if counted["pieces"] > PIECES:
        raise Invalid(kind=TOO_MANY_PIECES)
    if piece["kind"] == "topic":
        counted["topics"] += 1
        if counted["topics"] > TOPICS:
            raise Invalid(text=TOO_MANY_TOPICS)
    if piece["kind"] == "excerpt":
        about = material.entries[UUID(piece["entry_id"])]["treatment_id"]
        counted[about] += 1
        if counted[about] > EXCERPTS:
            raise Invalid(text=TOO_MANY_EXCERPTS)
