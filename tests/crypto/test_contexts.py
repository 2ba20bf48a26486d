"""Where each sealed value belongs: what is stored already opens there, and nowhere else."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from journal.core.choices import DIARY, NAME, REST
from journal.crypto import contexts
from journal.crypto.vault import Context

ADA, ROW, TOM, CARE = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TERMS = TOM.bytes + CARE.bytes + bytes.fromhex("0006519d9a421000")
CONTEXTS = [
    (contexts.name, (), ("people", ADA, "name", 1), NAME),
    (contexts.address, (), ("people", ADA, "address", 1), REST),
    (contexts.password_hash, (), ("people", ADA, "password_hash", 1), REST),
    (contexts.device, (ROW,), ("devices", ROW, "label", 1), REST),
    (contexts.phone_key, (ROW,), ("phone_keys", ROW, "key", 1), DIARY),
    (contexts.invitation, (ROW,), ("invitations", ROW, "address", 1), REST),
    (contexts.opening, (ROW, 3), ("entries", ROW, "opening", 3), DIARY),
    (contexts.search, (), ("searches", ADA, "query", 1), REST),
    (contexts.snapshot, (ROW, TOM, CARE, NOON), ("shares", ROW, "snapshot", 1, TERMS), REST),
    (contexts.consent_record, (ROW,), ("shares", ROW, "consent_record", 1), REST),
]


@pytest.mark.parametrize(("make", "rest", "expected", "kind"), CONTEXTS, ids=[make.__name__ for make, *_ in CONTEXTS])
def test_a_context_and_its_kind_of_key_never_change(
    make: Callable[..., Context], rest: tuple[object, ...], expected: tuple[object, ...], kind: str
) -> None:
    table, row_id, *more = expected
    context = make(ADA, *rest)
    assert context == Context(table, ADA, row_id, *more)
    assert contexts.key_kind(context) == kind


@pytest.mark.parametrize(
    ("table", "kind"), [("entries", DIARY), ("treatments", REST), ("checkins", REST), ("summaries", REST)]
)
def test_the_context_of_a_record_and_its_kind_of_key_never_change(table: str, kind: str) -> None:
    context = contexts.record(table, ADA, ROW, 3)
    assert context == Context(table, ADA, ROW, "sealed", 3)
    assert contexts.key_kind(context) == kind


def test_every_context_is_pinned() -> None:
    public = {name for name, made in vars(contexts).items() if getattr(made, "__module__", "") == contexts.__name__}
    assert {make.__name__ for make, *_ in CONTEXTS} | {"record", "key_kind"} == public
