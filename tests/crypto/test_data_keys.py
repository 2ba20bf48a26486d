"""A person's data keys: which one seals a value follows from where the value belongs, and no other opens it."""

from uuid import UUID

import pytest

from journal.core.choices import DIARY, KEY_KINDS, NAME, REST
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.crypto.vault import Context, Tampered, vault
from tests.plugins.keys import Unwrapped

ADA, ROW = UUID(int=1), UUID(int=2)
PLACES = {NAME: contexts.name(ADA), DIARY: contexts.opening(ADA, ROW, 1), REST: contexts.address(ADA)}


@pytest.fixture
def wrapped(unwrapped: Unwrapped) -> dict[str, tuple[int, bytes]]:
    """Ada's keys, wrapped."""
    return {kind: vault.new_key(ADA, kind) for kind in KEY_KINDS}


@pytest.mark.parametrize("kind", KEY_KINDS)
def test_one_key_is_unwrapped_when_it_is_first_used_and_no_other(
    unwrapped: Unwrapped, wrapped: dict[str, tuple[int, bytes]], kind: str
) -> None:
    keys = DataKeys(ADA, wrapped)
    assert unwrapped == set()
    assert keys.unseal(PLACES[kind], keys.seal(PLACES[kind], "Ada")) == "Ada"
    assert keys.derive(kind, "preview")
    assert unwrapped == {(ADA, kind)}


@pytest.mark.parametrize("kind", KEY_KINDS)
@pytest.mark.parametrize("other", KEY_KINDS)
def test_a_key_opens_what_its_own_kind_sealed_and_nothing_else(
    wrapped: dict[str, tuple[int, bytes]], kind: str, other: str
) -> None:
    place = PLACES[kind]
    blob = DataKeys(ADA, wrapped).seal(place, "Ada")
    opened = vault.key(ADA, other, *wrapped[other])
    if kind == other:
        assert opened.unseal(place, blob) == "Ada"
    else:
        with pytest.raises(Tampered):
            opened.unseal(place, blob)


def test_a_key_that_stands_for_another_kind_is_refused(wrapped: dict[str, tuple[int, bytes]]) -> None:
    blob = DataKeys(ADA, wrapped).seal(PLACES[DIARY], "The water.")
    with pytest.raises(Tampered):
        DataKeys(ADA, {NAME: wrapped[DIARY]}).seal(PLACES[NAME], "Ada")
    with pytest.raises(Tampered):
        DataKeys(ADA, {DIARY: wrapped[NAME]}).unseal(PLACES[DIARY], blob)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_without_its_key_nothing_is_sealed_and_nothing_opens(
    wrapped: dict[str, tuple[int, bytes]], place: Context
) -> None:
    kind = contexts.key_kind(place)
    blob = DataKeys(ADA, wrapped).seal(place, "Ada")
    keys = DataKeys(ADA, {other: key for other, key in wrapped.items() if other != kind})
    for refused in (lambda: keys.seal(place, "Ada"), lambda: keys.unseal(place, blob), lambda: keys.derive(kind, "x")):
        with pytest.raises(Tampered, match=f"^{kind} key$"):
            refused()


def test_each_kind_derives_keys_of_its_own(wrapped: dict[str, tuple[int, bytes]]) -> None:
    keys = DataKeys(ADA, wrapped)
    assert len({keys.derive(kind, purpose) for kind in KEY_KINDS for purpose in ("phone", "preview")}) == 6
