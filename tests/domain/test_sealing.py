"""A record's sealed values open for its own table, id, owner and revision alone."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.crypto import contexts
from journal.crypto.vault import Tampered
from journal.domain.identity import Actor
from journal.domain.sealing import seal, unseal
from tests.plugins.people import Somebody


def test_a_value_opens_only_where_it_was_sealed(
    acting: Callable[[Somebody], Actor], ada: Somebody, eve: Somebody
) -> None:
    person, row_id, secret = acting(ada), uuid4(), {"body": "The water."}
    sealed = seal(person, "entries", row_id, 2, secret)
    assert person.key.open(contexts.record("entries", ada.id, row_id, 2), sealed) == secret

    def opened(reader: Actor, table: str, record_id: UUID, revision: int) -> Any:
        row: Any = SimpleNamespace(revision=revision, sealed=sealed)
        return unseal(reader, table, record_id, row)

    assert opened(person, "entries", row_id, 2) == secret
    others = (("summaries", person, row_id, 2), ("entries", person, uuid4(), 2), ("entries", person, row_id, 1))
    for table, reader, other_id, revision in (*others, ("entries", acting(eve), row_id, 2)):
        with pytest.raises(Tampered):
            opened(reader, table, other_id, revision)
