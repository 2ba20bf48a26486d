"""What every kind of piece consists of. A kind that leaves out any part cannot be built.

A piece has three forms: what the patient chose (Piece), what was copied (CopiedPiece), what a page shows (ShownPiece).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeAlias, TypedDict, TypeVar

from flask_babel import LazyString

from journal.core.fields import StrictSchema, Values
from journal.domain.identity import Actor
from journal.domain.paging import Position
from journal.domain.sharing.scores import SafetyAnswer
from journal.models.columns import Record


class Piece(TypedDict):
    """What the patient chose, as JSON; each kind adds its own fields."""

    kind: str


class CopiedPiece(TypedDict):
    """A piece in a snapshot, as JSON: text and days, never an id; each kind adds its own fields."""

    kind: str


class ConsentLine(TypedDict):
    """A line of the consent record: what was shared, without its text; each kind adds its own fields."""

    kind: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A copied piece as its template shows it; each kind adds its own fields."""

    kind: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form offers to choose from; each kind adds its own fields.

    ready: whether there is anything to submit. next: where the next page of a long list begins.
    """

    ready: bool = True
    next: Position | None = None


class Asked(NamedTuple):
    """What a form is asked for: its values so far, and which page of a long list."""

    values: Values
    limit: int
    after: Position | None


P = TypeVar("P", bound=Piece)
C = TypeVar("C", bound=CopiedPiece)
V = TypeVar("V", bound=ShownPiece)
F = TypeVar("F")  # what `gather` looks up
C_contra = TypeVar("C_contra", bound=CopiedPiece, contravariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a piece is chosen on the composing page.

    template: the kind whose template holds the form.
    schema: what it submits. pieces: the pieces that this makes; raises Invalid.
    change_needs: fields of a piece that must be without error for the form to change it; None if it never can.
    """

    template: str
    schema: type[StrictSchema]
    offer: Callable[[Actor, Asked], Offer]
    pieces: Callable[[Actor, Values], Sequence[Values]]
    change_needs: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Generic[P, F]):
    """How many pieces of a kind one summary may hold. group: pieces with the same group are counted together."""

    most: int
    group: Callable[[P, F], object]
    field: str
    refusal: LazyString


@dataclass(frozen=True, slots=True)
class Section:
    """Several pieces on one card of the brief, in the patient's order or by their day.

    template: the kind whose template holds the heading.
    """

    template: str
    by_day: bool = False


class Source(NamedTuple):
    """The record that a piece is copied from. field: of the piece, with the record's id."""

    model: type[Record]
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLines(Generic[C_contra]):
    """What the consent record says of the pieces of a kind. schema: one line of it."""

    schema: type[StrictSchema]
    lines: Callable[[Sequence[C_contra]], Sequence[ConsentLine]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceKind(Generic[P, F, C, V]):
    """A kind of piece. Its template is templates/pieces/<name>.html.

    place: its order among the kinds, on the composing page and in the brief.
    schema, copied_schema: a piece as it is chosen, and as it is copied; each has the kind as its first field.
    source: the piece leaves the summary when this is erased; None if it is copied from no single record.
    gather: look up all that the pieces of one summary name, for `copy`. copy: raises Invalid, by the piece's field.
    section: None if each piece is a card of its own.
    safety_answers: the answers to questions about harm that a copied piece holds.
    """

    name: str
    place: int
    schema: type[StrictSchema]
    copied_schema: type[StrictSchema]
    form: Form
    source: Source | None
    gather: Callable[[Actor, Sequence[P]], F]
    copy: Callable[[P, F], C]
    limit: Limit[P, F] | None
    section: Section | None
    lay_out: Callable[[C], V]
    safety_answers: Callable[[C], Iterable[SafetyAnswer]]
    consent: ConsentLines[C]


AnyPieceKind: TypeAlias = PieceKind[Any, Any, Any, Any]


def one_piece(_person: Actor, values: Values) -> Sequence[Values]:
    """Return the one piece that a form holds field by field."""
    return [values]


def no_safety_answers(_copied: object) -> Iterable[SafetyAnswer]:
    """Return nothing: such a piece holds no score."""
    return ()
