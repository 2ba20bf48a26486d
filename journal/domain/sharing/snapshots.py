"""The snapshot of a summary: what the preview shows, what is shared, what the therapist reads. One and the same.

It holds text and days and no ids: nothing leads from it to the diary, and later changes there do not reach it.
"""

import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, TypedDict, cast
from uuid import UUID

import orjson
from flask_babel import lazy_gettext as _

from journal.core.choices import REST
from journal.core.db import ResultRow
from journal.core.errors import Invalid, Messages
from journal.core.fields import Values
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import Context, Tampered
from journal.domain import access, sealing
from journal.domain.identity import Actor
from journal.domain.sharing import piece_kinds
from journal.domain.sharing.piece_kind import ConsentLine, CopiedPiece, Piece
from journal.models import Summary

PIECES = 40  # of one summary
SIZE = 500_000  # bytes of its copied pieces, as JSON; an entry at its longest fits, whatever it is written in

TOO_MANY = _("This is too much for one appointment. Remove something first.")

_SUMMARY = access.SUMMARIES.with_only_columns(Summary.id, Summary.revision, Summary.sealed).where(
    Summary.id == access.ROW
)
_PIECE_FIELDS = {name: tuple(kind.copied_schema().fields) for name, kind in piece_kinds.KINDS.items()}


class Snapshot(TypedDict):
    """The frozen copy of a summary, as JSON."""

    title: str
    for_date: str | None
    pieces: list[CopiedPiece]


SUMMARY_FIELDS = tuple(Snapshot.__annotations__)  # what a summary has, its snapshot has too


class Examined(NamedTuple):
    """A piece as it would be copied, None if it cannot be; then why, by field."""

    copied: CopiedPiece | None
    errors: Messages


def of_summary(person: Actor, summary_id: UUID) -> Snapshot:
    """Return the snapshot of a summary as everything stands now. Raises NotFound, Invalid."""
    row = summary_row(person, summary_id)
    return compose(person, sealing.unseal(person, Summary, row.id, row, SUMMARY_FIELDS))


def preview(person: Actor, summary_id: UUID) -> tuple[Snapshot, str]:
    """Return what would be shared now, and its digest. Raises NotFound; Invalid if a piece cannot be shared."""
    snapshot = of_summary(person, summary_id)
    return snapshot, digest(person, snapshot)


def summary_row(person: Actor, summary_id: UUID) -> ResultRow:
    """Return a summary, sealed. Raises NotFound."""
    return access.one(_SUMMARY, person, row_id=summary_id)


def compose(person: Actor, values: Values) -> Snapshot:
    """Return the snapshot as everything stands now. values: of a summary, as JSON.

    Raises Invalid, by path such as pieces.0.text, if a piece cannot be shared.
    """
    examined = examine(person, values["pieces"])
    if errors := _by_path(examined):
        raise Invalid(**errors)
    copied = [piece.copied for piece in examined if piece.copied]
    return {"title": values["title"], "for_date": values["for_date"], "pieces": copied}


def examine(person: Actor, pieces: Sequence[Piece]) -> list[Examined]:
    """Copy each piece, or say what is wrong with it. Raises UnknownKind."""
    copier = _Copier(person, pieces)
    return [copier.examined(piece) for piece in pieces]


def digest(person: Actor, snapshot: Snapshot) -> str:
    """Return the keyed digest of a snapshot."""
    dumped = orjson.dumps(snapshot, option=orjson.OPT_SORT_KEYS)
    return hmac.new(person.keys.derive(REST, "preview"), dumped, sha256).hexdigest()[:32]


def unseal(keys: DataKeys, context: Context, sealed: bytes | None) -> Snapshot:
    """Unseal the snapshot of a share.

    context: contexts.snapshot of the share's row. sealed: None in a share that has ended.
    Raises UnknownKind if a piece could not be shown; Tampered.
    """
    if sealed is None:
        raise Tampered("a share without its snapshot is open")
    unsealed = keys.unseal(context, sealed)
    pieces = [sealing.complete(piece, _fields(piece)) for piece in unsealed["pieces"]]
    return cast("Snapshot", {**sealing.complete(unsealed, SUMMARY_FIELDS), "pieces": pieces})


def consent_lines(snapshot: Snapshot) -> list[ConsentLine]:
    """Return what a snapshot holds, without its text, for the consent record; what is counted comes first."""
    by_kind: defaultdict[str, list[CopiedPiece]] = defaultdict(list)
    for piece in snapshot["pieces"]:
        by_kind[piece["kind"]].append(piece)
    lines = [line for kind, copied in by_kind.items() for line in piece_kinds.get(kind).consent.lines(copied)]
    return sorted(lines, key=lambda line: "count" not in line)


def _fields(piece: CopiedPiece) -> Iterable[str]:
    return _PIECE_FIELDS[piece_kinds.get(piece["kind"]).name]


class _Copier:
    """Copies the pieces of one summary, counts and measures them."""

    def __init__(self, person: Actor, pieces: Sequence[Piece]) -> None:
        by_kind: defaultdict[str, list[Piece]] = defaultdict(list)
        for piece in pieces:
            by_kind[piece["kind"]].append(piece)
        self._found: Mapping[str, object] = {
            kind: piece_kinds.get(kind).gather(person, named) for kind, named in by_kind.items()
        }
        self._counted: Counter[object] = Counter()
        self._size = 0

    def examined(self, piece: Piece) -> Examined:
        """Copy a piece, or say what is wrong with it."""
        try:
            copied = piece_kinds.get(piece["kind"]).copy(piece, self._found[piece["kind"]])
            size = self._size_with(copied)
            self._count(piece)
        except Invalid as refusal:
            return Examined(None, refusal.fields)
        self._size = size
        return Examined(copied, {})

    def _size_with(self, copied: CopiedPiece) -> int:
        """Return the size of all that was copied, and this. Raises Invalid if it is too much."""
        size = self._size + len(orjson.dumps(copied))
        if size > SIZE:
            raise Invalid(kind=TOO_MANY)
        return size

    def _count(self, piece: Piece) -> None:
        """Count a piece. Raises Invalid if there are enough."""
        self._counted["all"] += 1
        if self._counted["all"] > PIECES:
            raise Invalid(kind=TOO_MANY)
        limit = piece_kinds.get(piece["kind"]).limit
        if limit is None:
            return
        group = (piece["kind"], limit.group(piece, self._found[piece["kind"]]))
        self._counted[group] += 1
        if self._counted[group] > limit.most:
            raise Invalid(**{limit.field: limit.refusal})


def _by_path(examined: Sequence[Examined]) -> Messages:
    return {
        f"pieces.{number}.{name}": messages
        for number, piece in enumerate(examined)
        for name, messages in piece.errors.items()
    }
