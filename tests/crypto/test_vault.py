"""Sealing: what is moved, cut, changed or older does not open."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from journal.crypto.vault import DataKey, LocalMasterKeys, Place, Tampered, Vault

ADA, EVE = UUID(int=1), UUID(int=2)
ENTRY, OTHER = UUID(int=11), UUID(int=12)
PLACE = Place("entries", ADA, ENTRY, "opening", 1)
WORDS = "The water was dark and I was not afraid of it."
MASTERS = {1: bytes(range(32)), 2: bytes(range(32, 64))}

JSON: SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def vault() -> Vault:
    """A vault of this test's own."""
    made = Vault()
    made.load(LocalMasterKeys({1: MASTERS[1]}), bytes(range(64, 96)))
    return made


@pytest.fixture
def key(vault: Vault) -> DataKey:
    """Ada's key."""
    return vault.key(ADA, *vault.new_key(ADA))


@given(value=JSON)
def test_what_was_sealed_opens_at_its_place(value: object) -> None:
    key = DataKey(bytes(range(32)))
    assert key.open(PLACE, key.seal(PLACE, value)) == value


@pytest.mark.parametrize(
    "moved",
    [
        PLACE._replace(row_id=OTHER),
        PLACE._replace(owner_id=EVE),
        PLACE._replace(table="entry_revisions"),
        PLACE._replace(field="words"),
        PLACE._replace(revision=2),
        PLACE._replace(owner_id=ENTRY, row_id=ADA),
        PLACE._replace(table="entrie", field="sopening"),
        PLACE._replace(table="entriesopening", field=""),
    ],
)
def test_a_sealed_text_that_was_moved_does_not_open(key: DataKey, moved: Place) -> None:
    blob = key.seal(PLACE, WORDS)
    with pytest.raises(Tampered):
        key.open(moved, blob)
    assert key.open(PLACE, blob) == WORDS


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28, 29, -1])
def test_a_sealed_text_that_was_cut_does_not_open(key: DataKey, length: int) -> None:
    with pytest.raises(Tampered):
        key.open(PLACE, key.seal(PLACE, WORDS)[:length])


def test_no_byte_of_it_can_be_changed(key: DataKey) -> None:
    blob = key.seal(PLACE, WORDS)
    for position in range(len(blob)):
        changed = bytearray(blob)
        changed[position] ^= 1
        with pytest.raises(Tampered):
            key.open(PLACE, bytes(changed))


def test_an_unknown_format_does_not_open(key: DataKey) -> None:
    blob = key.seal(PLACE, WORDS)
    assert blob[:1] == b"\x01"
    for first in (b"\x00", b"\x02", b"{"):
        with pytest.raises(Tampered):
            key.open(PLACE, first + blob[1:])


def test_the_same_words_are_never_sealed_alike_and_cannot_be_read(key: DataKey) -> None:
    blobs = [key.seal(PLACE, WORDS) for _ in range(50)]
    assert len({blob[1:13] for blob in blobs}) == 50
    assert not any(word.encode() in blob for blob in blobs for word in WORDS.split() if len(word) > 2)


def test_nobody_elses_key_opens_it(vault: Vault, key: DataKey) -> None:
    blob = key.seal(PLACE, WORDS)
    for other in (vault.key(EVE, *vault.new_key(EVE)), vault.key(ADA, *vault.new_key(ADA))):
        with pytest.raises(Tampered):
            other.open(PLACE, blob)


def test_a_wrapped_key_is_its_owners_alone(vault: Vault) -> None:
    master, wrapped = vault.new_key(ADA)
    for owner, version, blob in ((EVE, master, wrapped), (ADA, 2, wrapped), (ADA, master, wrapped[:-1])):
        with pytest.raises(Tampered):
            vault.key(owner, version, blob)


def test_rewrapping_keeps_the_key_and_needs_the_old_master(vault: Vault) -> None:
    old = vault.new_key(ADA)
    blob = vault.key(ADA, *old).seal(PLACE, WORDS)
    vault.masters = LocalMasterKeys(MASTERS)
    new = vault.rewrap(ADA, *old)
    assert (old[0], new[0]) == (1, 2)
    assert vault.key(ADA, *old).open(PLACE, blob) == vault.key(ADA, *new).open(PLACE, blob) == WORDS
    vault.masters = LocalMasterKeys({2: MASTERS[2]})
    assert vault.key(ADA, *new).open(PLACE, blob) == WORDS
    with pytest.raises(Tampered, match="master key 1"):
        vault.rewrap(ADA, *old)


def test_a_wrapping_does_not_pass_for_another_version(vault: Vault) -> None:
    _, wrapped = vault.new_key(ADA)
    vault.masters = LocalMasterKeys({1: MASTERS[1], 2: MASTERS[1]})
    with pytest.raises(Tampered):
        vault.key(ADA, 2, wrapped)


@pytest.mark.parametrize("typed", ["ada@example.org", "ADA@Example.ORG", "  ada@example.org "])
def test_an_address_is_found_however_it_is_typed(vault: Vault, typed: str) -> None:
    assert vault.digest(typed) == vault.digest("ada@example.org")
    assert len(vault.digest(typed)) == 32


def test_an_address_cannot_be_found_without_its_key(vault: Vault) -> None:
    other = Vault()
    other.load(vault.masters, bytes(range(96, 128)))
    assert other.digest("ada@example.org") != vault.digest("ada@example.org")
    assert vault.digest("ada@example.org") != vault.digest("eda@example.org")


def test_derived_keys_belong_to_a_person_and_a_purpose(vault: Vault, key: DataKey) -> None:
    other = vault.key(EVE, *vault.new_key(EVE))
    made = {key.derive("phone"), key.derive("print"), other.derive("phone")}
    assert (len(made), {len(one) for one in made}) == (3, {32})
    assert key.derive("phone") in made


def test_a_key_does_not_show_itself() -> None:
    shown = {re.sub("0x[0-9a-f]+", "", said(DataKey(bytes((byte,)) * 32))) for byte in range(9) for said in (repr, str)}
    assert len(shown) == 1
