"""The usual line of the consent record: how many pieces of a kind were shared."""

from collections.abc import Sequence

from marshmallow import fields

from journal.core.one_of import Tag
from journal.core.reply import ReplySchema
from journal.domain.sharing.piece_kind import ConsentLine, ConsentLines, CopiedPiece


class CountLine(ConsentLine):
    """How many pieces of a kind were shared."""

    count: int


def counted(kind: str) -> ConsentLines[CopiedPiece]:
    """Return the consent lines of a kind whose pieces are only counted."""

    def lines(copied: Sequence[CopiedPiece]) -> list[CountLine]:
        return [{"kind": kind, "count": len(copied)}]

    schema = type(
        f"{kind.capitalize()}ConsentLineSchema",
        (ReplySchema,),
        {
            "__doc__": "How many pieces of a kind were shared.",
            "kind": Tag(kind),
            "count": fields.Integer(),
        },
    )
    return ConsentLines(schema=schema, lines=lines)
