"""A record's sealed fields are read for its own table, id, owner and revision alone, and as its kind has them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.crypto import contexts
from journal.crypto.vault import Tampered
from journal.domain.identity import Actor
from journal.domain.sealing import seal, unseal
from journal.models import Entry, Summary
from journal.models.columns import Record
from tests.plugins.people import Somebody


def test_a_value_opens_only_where_it_was_sealed(
    acting: Callable[[Somebody], Actor], ada: Somebody, eve: Somebody
) -> None:
    person, row_id, secret = acting(ada), uuid4(), {"body": "The water."}
    sealed = seal(person, Entry, row_id, 2, secret)
    assert person.keys.unseal(contexts.record("entries", ada.id, row_id, 2), sealed) == secret

    def unsealed(reader: Actor, model: type[Record], record_id: UUID, revision: int) -> Any:
        row: Any = SimpleNamespace(revision=revision, sealed=sealed)
        return unseal(reader, model, record_id, row, ("body",))

    assert unsealed(person, Entry, row_id, 2) == secret
    others = ((Summary, person, row_id, 2), (Entry, person, uuid4(), 2), (Entry, person, row_id, 1))
    for model, reader, other_id, revision in (*others, (Entry, acting(eve), row_id, 2)):
        with pytest.raises(Tampered):
            unsealed(reader, model, other_id, revision)


def test_a_field_that_is_younger_than_its_row_is_none_and_one_that_is_gone_is_left_out(
    acting: Callable[[Somebody], Actor], ada: Somebody
) -> None:
    person, row_id = acting(ada), uuid4()
    row: Any = SimpleNamespace(revision=1, sealed=seal(person, Entry, row_id, 1, {"body": "The water.", "gone": 1}))
    assert unseal(person, Entry, row_id, row, ("body", "mood")) == {"body": "The water.", "mood": None}
