"""A topic: what the patient wants to talk about, in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from marshmallow import fields

from journal.core.fields import StrictSchema, Text
from journal.core.one_of import Tag
from journal.core.reply import ReplySchema
from journal.domain.identity import Actor
from journal.domain.sharing.consent_lines import counted
from journal.domain.sharing.piece_kind import (
    Asked,
    CopiedPiece,
    Form,
    Limit,
    Offer,
    Piece,
    PieceKind,
    Section,
    ShownPiece,
    no_safety_answers,
    one_piece,
)

TEXT_LIMIT = 1_000  # characters
MOST = 3
TOO_MANY = _("Three topics are enough for one appointment. Remove one first.")


class Topic(Piece):
    """A chosen topic."""

    text: str


class CopiedTopic(CopiedPiece):
    """A copied topic."""

    text: str


@dataclass(frozen=True, slots=True)
class ShownTopic(ShownPiece):
    """A topic as it is shown."""

    text: str


class TopicSchema(StrictSchema):
    """What the patient wants to talk about, in their own words."""

    kind = Tag("topic")
    text = Text(TEXT_LIMIT, required=True)


class CopiedTopicSchema(ReplySchema):
    """What the patient wants to talk about."""

    kind = Tag("topic")
    text = fields.String()


def _offer(_person: Actor, _asked: Asked) -> Offer:
    return Offer()


def _gather(_person: Actor, _pieces: Sequence[Topic]) -> None:
    """Look nothing up: a topic names nothing."""


def _copy(piece: Topic, _found: None) -> CopiedTopic:
    return {"kind": "topic", "text": piece["text"]}


def _lay_out(copied: CopiedTopic) -> ShownTopic:
    return ShownTopic("topic", copied["text"])


def _all_together(_piece: Topic, _found: None) -> None:
    return None


KIND: PieceKind[Topic, None, CopiedTopic, ShownTopic] = PieceKind(
    name="topic",
    place=1,
    schema=TopicSchema,
    copied_schema=CopiedTopicSchema,
    form=Form(template="topic", schema=TopicSchema, offer=_offer, pieces=one_piece, change_needs=frozenset()),
    source=None,
    gather=_gather,
    copy=_copy,
    limit=Limit(most=MOST, group=_all_together, field="text", refusal=TOO_MANY),
    section=Section("topic"),
    lay_out=_lay_out,
    safety_answers=no_safety_answers,
    consent=counted("topic"),
)
