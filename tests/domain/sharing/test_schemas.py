"""Wherever pieces go in or come out, every kind has its own schema there, and there is no other kind."""

from collections.abc import Callable

import pytest
from marshmallow import Schema, ValidationError

from journal.core.one_of import OneOf
from journal.core.reply import ReplySchema
from journal.domain.sharing import schemas
from journal.domain.sharing.piece_kind import AnyPieceKind
from journal.domain.sharing.piece_kinds import KINDS
from tests.plugins.sharing import TOPIC


@pytest.mark.parametrize(
    ("make", "schema_of"),
    [
        (schemas.chosen_piece, lambda kind: kind.schema),
        (schemas.copied_piece, lambda kind: kind.copied_schema),
        (schemas.consent_line, lambda kind: kind.consent.schema),
    ],
)
def test_each_kind_has_its_own_schema_in_each_field(
    make: Callable[[], OneOf], schema_of: Callable[[AnyPieceKind], type[Schema]]
) -> None:
    found = {name: type(schema) for name, schema in make().schemas.items()}
    assert found == {name: schema_of(kind) for name, kind in KINDS.items()}


def test_a_chosen_piece_goes_out_with_the_fields_and_the_words_that_it_came_in_with() -> None:
    kept = schemas.chosen_piece_out().schemas
    assert list(kept) == list(KINDS)
    for name, kind in KINDS.items():
        assert isinstance(kept[name], ReplySchema)
        assert isinstance(kept[name], kind.schema)
        assert type(kept[name]).__doc__ == kind.schema.__doc__
    assert {type(kept[name]).__name__ for name in ("series", "topic")} == {"SeriesOutSchema", "TopicOutSchema"}


@pytest.mark.parametrize(
    "make", [schemas.chosen_piece, schemas.chosen_piece_out, schemas.copied_piece, schemas.consent_line]
)
def test_a_piece_of_no_kind_that_there_is_is_refused(make: Callable[[], OneOf]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make().deserialize(TOPIC | {"kind": "dream"})
    assert list(refusal.value.messages) == ["kind"]
