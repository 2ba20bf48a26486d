"""Pieces and snapshots as they come in and go out, of every kind that there is."""

from marshmallow import fields

from journal.core.fields import StrictSchema
from journal.core.one_of import OneOf
from journal.core.reply import ReplySchema
from journal.domain.sharing.piece_kinds import KINDS


def chosen_piece() -> OneOf:
    """Return the field of a piece that a patient chose."""
    return OneOf({name: kind.schema for name, kind in KINDS.items()})


def chosen_piece_out() -> OneOf:
    """Return the field of a chosen piece as it is read back: with every value, whether it was sent or not."""
    return OneOf({name: _reply(kind.schema) for name, kind in KINDS.items()})


def copied_piece() -> OneOf:
    """Return the field of a piece in a snapshot."""
    return OneOf({name: kind.copied_schema for name, kind in KINDS.items()})


def consent_line() -> OneOf:
    """Return the field of a line of the consent record."""
    return OneOf({name: kind.consent.schema for name, kind in KINDS.items()})


class SnapshotSchema(ReplySchema):
    """A summary as its reader will see it: text and days, no ids."""

    title = fields.String()
    for_date = fields.Date(allow_none=True)
    pieces = fields.List(copied_piece())


def _reply(schema: type[StrictSchema]) -> type[ReplySchema]:
    name = f"{schema.__name__.removesuffix('Schema')}OutSchema"
    return type(name, (ReplySchema, schema), {"__doc__": schema.__doc__})
