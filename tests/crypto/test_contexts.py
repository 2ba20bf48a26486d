"""Where each sealed value belongs: what is stored already opens there, and nowhere else."""

from collections.abc import Callable
from uuid import UUID

import pytest

from journal.crypto import contexts
from journal.crypto.vault import Context

ADA, ROW = UUID(int=1), UUID(int=2)
CONTEXTS = [
    (contexts.name, (), ("people", ADA, "name", 1)),
    (contexts.address, (), ("people", ADA, "address", 1)),
    (contexts.device, (ROW,), ("devices", ROW, "label", 1)),
    (contexts.invitation, (ROW,), ("invitations", ROW, "address", 1)),
    (contexts.opening, (ROW, 3), ("entries", ROW, "opening", 3)),
    (contexts.snapshot, (ROW,), ("shares", ROW, "snapshot", 1)),
    (contexts.consent_record, (ROW,), ("shares", ROW, "consent_record", 1)),
]


@pytest.mark.parametrize(("make", "rest", "expected"), CONTEXTS, ids=[make.__name__ for make, _, _ in CONTEXTS])
def test_a_context_never_changes(
    make: Callable[..., Context], rest: tuple[object, ...], expected: tuple[str, UUID, str, int]
) -> None:
    table, row_id, field, revision = expected
    assert make(ADA, *rest) == Context(table, ADA, row_id, field, revision)


@pytest.mark.parametrize("table", ["entries", "treatments", "checkins", "summaries"])
def test_the_context_of_a_record_never_changes(table: str) -> None:
    assert contexts.record(table, ADA, ROW, 3) == Context(table, ADA, ROW, "sealed", 3)


def test_every_context_is_pinned() -> None:
    public = {name for name, made in vars(contexts).items() if getattr(made, "__module__", "") == contexts.__name__}
    assert {make.__name__ for make, _, _ in CONTEXTS} | {"record"} == public
