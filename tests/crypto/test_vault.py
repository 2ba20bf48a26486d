"""Sealing: what was moved, cut or changed does not open, and what was sealed long ago does."""

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from journal.crypto.vault import NONCE_BYTES, STEP, TAG_BYTES, Context, DataKey, LocalMasterKeys, Tampered, Vault

ADA, EVE = UUID(int=1), UUID(int=2)
ENTRY, OTHER = UUID(int=11), UUID(int=12)
CONTEXT = Context("entries", ADA, ENTRY, "opening", 1)
TEXT = "The water was dark and I was not afraid of it."
WINDOW = 8  # bytes of the plain text: by chance, random bytes of this length hold them once in 10**19
MASTERS = {1: bytes(range(32)), 2: bytes(range(32, 64))}
SECRET_KEY = bytes(range(128, 160))

JSON: SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def vault() -> Vault:
    """A vault of this test's own."""
    made = Vault()
    made.load(LocalMasterKeys({1: MASTERS[1]}), bytes(range(64, 96)), SECRET_KEY)
    return made


@pytest.fixture
def key(vault: Vault) -> DataKey:
    """Ada's key."""
    return vault.key(ADA, "rest", *vault.new_key(ADA, "rest"))


@given(value=JSON)
def test_what_was_sealed_opens_at_its_place(value: object) -> None:
    key = DataKey(bytes(range(32)))
    assert key.unseal(CONTEXT, key.seal(CONTEXT, value)) == value


@pytest.mark.parametrize(
    "moved",
    [
        CONTEXT._replace(row_id=OTHER),
        CONTEXT._replace(owner_id=EVE),
        CONTEXT._replace(table="entry_revisions"),
        CONTEXT._replace(field="words"),
        CONTEXT._replace(revision=2),
        CONTEXT._replace(owner_id=ENTRY, row_id=ADA),
        CONTEXT._replace(table="entrie", field="sopening"),
        CONTEXT._replace(table="entriesopening", field=""),
        CONTEXT._replace(terms=b"x"),
    ],
)
def test_a_sealed_text_that_was_moved_does_not_open(key: DataKey, moved: Context) -> None:
    blob = key.seal(CONTEXT, TEXT)
    with pytest.raises(Tampered):
        key.unseal(moved, blob)
    assert key.unseal(CONTEXT, blob) == TEXT


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28, 29, -1])
def test_a_sealed_text_that_was_cut_does_not_open(key: DataKey, length: int) -> None:
    with pytest.raises(Tampered):
        key.unseal(CONTEXT, key.seal(CONTEXT, TEXT)[:length])


def test_no_byte_of_it_can_be_changed(key: DataKey) -> None:
    blob = key.seal(CONTEXT, TEXT)
    for position in range(len(blob)):
        changed = bytearray(blob)
        changed[position] ^= 1
        with pytest.raises(Tampered):
            key.unseal(CONTEXT, bytes(changed))


def test_an_unknown_format_does_not_open(key: DataKey) -> None:
    blob = key.seal(CONTEXT, TEXT)
    assert blob[:1] == b"\x01"
    for first in (b"\x00", b"\x02", b"{"):
        with pytest.raises(Tampered):
            key.unseal(CONTEXT, first + blob[1:])


def test_the_same_text_is_never_sealed_alike(key: DataKey) -> None:
    blobs = [key.seal(CONTEXT, TEXT) for _ in range(50)]
    for part in (slice(1, 1 + NONCE_BYTES), slice(1 + NONCE_BYTES, -TAG_BYTES), slice(-TAG_BYTES, None)):
        assert len({blob[part] for blob in blobs}) == len(blobs)


def test_a_sealed_text_cannot_be_read(key: DataKey) -> None:
    blob, plain = key.seal(CONTEXT, TEXT), TEXT.encode()
    assert len(blob) == 1 + NONCE_BYTES + STEP + TAG_BYTES
    assert not any(plain[start : start + WINDOW] in blob for start in range(len(plain) - WINDOW + 1))


@pytest.mark.parametrize(("letters", "steps"), [(0, 1), (STEP - 3, 1), (STEP - 2, 1), (STEP - 1, 2), (5 * STEP - 2, 5)])
def test_the_length_of_a_sealed_text_tells_steps_alone(key: DataKey, letters: int, steps: int) -> None:
    blob = key.seal(CONTEXT, "a" * letters)
    assert len(blob) == 1 + NONCE_BYTES + steps * STEP + TAG_BYTES
    assert key.unseal(CONTEXT, blob) == "a" * letters


def test_what_the_first_version_stored_still_opens() -> None:
    sealed = bytes.fromhex(
        "01529e1c39ff156d3a9c6b1f7525f79bc2c30c29ab074ebc87e6af26cf00d4f70fc787c810676978009265674bba64d2"
        "81b1b6d36e427c3965732874a54a16a0fb336ae045362e93d0aea33af7"
    )
    wrapped = bytes.fromhex(
        "015807cd6ac9a32e20222dac0bc9095084ccd9614f9038eabf0232fec1dead80318e7ed3efaa0e4d6411b6b06fb3be"
        "fdf5875682f416825c218ce4f9ff"
    )
    assert DataKey(bytes(range(32))).unseal(CONTEXT._replace(revision=258), sealed) == TEXT
    assert LocalMasterKeys(MASTERS).unwrap(2, wrapped, ADA, "rest") == bytes(range(32))


def test_a_refusal_names_the_table_and_nothing_of_the_text(key: DataKey) -> None:
    for blob in (b"", key.seal(CONTEXT, TEXT)[:-1]):
        with pytest.raises(Tampered, match=r"^entries$"):
            key.unseal(CONTEXT, blob)


def test_nobody_elses_key_opens_it(vault: Vault, key: DataKey) -> None:
    blob = key.seal(CONTEXT, TEXT)
    for other in (
        vault.key(EVE, "rest", *vault.new_key(EVE, "rest")),
        vault.key(ADA, "rest", *vault.new_key(ADA, "rest")),
    ):
        with pytest.raises(Tampered):
            other.unseal(CONTEXT, blob)


def test_a_wrapped_key_is_its_owners_alone_and_of_one_kind(vault: Vault) -> None:
    master, wrapped = vault.new_key(ADA, "rest")
    changed = [(ADA, "rest", blob) for blob in (wrapped[:-1], wrapped[:5], b"\x02" + wrapped[1:])]
    for owner, kind, blob in ((EVE, "rest", wrapped), (ADA, "name", wrapped), *changed):
        with pytest.raises(Tampered, match=r"^data key$"):
            vault.key(owner, kind, master, blob)
    with pytest.raises(Tampered, match=r"^master key 2 is not among JOURNAL_MASTER_KEYS$"):
        vault.key(ADA, "rest", 2, wrapped)
    assert vault.key(ADA, "rest", master, wrapped)


def test_rewrapping_keeps_the_key_and_needs_the_old_master(vault: Vault) -> None:
    old = vault.new_key(ADA, "rest")
    blob = vault.key(ADA, "rest", *old).seal(CONTEXT, TEXT)
    vault.masters = LocalMasterKeys(MASTERS)
    new = vault.rewrap(ADA, "rest", *old)
    assert (old[0], new[0]) == (1, 2)
    assert (
        vault.key(ADA, "rest", *old).unseal(CONTEXT, blob) == vault.key(ADA, "rest", *new).unseal(CONTEXT, blob) == TEXT
    )
    vault.masters = LocalMasterKeys({2: MASTERS[2]})
    assert vault.key(ADA, "rest", *new).unseal(CONTEXT, blob) == TEXT
    with pytest.raises(Tampered, match="master key 1"):
        vault.rewrap(ADA, "rest", *old)


@given(st.binary())
def test_whatever_was_wrapped_is_unwrapped(plain: bytes) -> None:
    masters = LocalMasterKeys(MASTERS)
    assert masters.unwrap(masters.current, masters.wrap(plain, ADA, "name"), ADA, "name") == plain


def test_a_wrapping_does_not_pass_for_another_version(vault: Vault) -> None:
    _, wrapped = vault.new_key(ADA, "rest")
    vault.masters = LocalMasterKeys({1: MASTERS[1], 2: MASTERS[1]})
    with pytest.raises(Tampered):
        vault.key(ADA, "rest", 2, wrapped)


@pytest.mark.parametrize("typed", ["ada@example.org", "ADA@Example.ORG", "  ada@example.org "])
def test_an_address_is_found_however_it_is_typed(vault: Vault, typed: str) -> None:
    assert vault.digest(typed) == vault.digest("ada@example.org")
    assert len(vault.digest(typed)) == 32


def test_the_digest_of_an_address_never_changes(vault: Vault) -> None:
    assert vault.digest("ada@example.org").hex() == "3e1783cc5932154c48b55ecb25dbc71a6bdfb8ee95d1a09db55450e17becc205"


def test_an_address_cannot_be_found_without_its_key(vault: Vault) -> None:
    other = Vault()
    other.load(vault.masters, bytes(range(96, 128)), SECRET_KEY)
    assert other.digest("ada@example.org") != vault.digest("ada@example.org")
    assert vault.digest("ada@example.org") != vault.digest("eda@example.org")


def test_an_address_belongs_to_a_person_by_a_tag_that_needs_the_address_key(vault: Vault) -> None:
    digest, other = vault.digest("ada@example.org"), Vault()
    other.load(vault.masters, bytes(range(96, 128)), SECRET_KEY)
    made = [
        vault.tag_address(digest, ADA),
        vault.tag_address(digest, EVE),
        vault.tag_address(vault.digest("eve@example.org"), ADA),
        other.tag_address(digest, ADA),
    ]
    assert (len(set(made)), {len(tag) for tag in made}) == (4, {32})
    assert made[0].hex() == "df157153421e2201cc585df7960381ad98ea146f69f8c473af469c40496b8abb"


def test_a_tokens_hash_needs_the_secret_key_and_is_no_other_digest_of_the_vault(vault: Vault) -> None:
    other = Vault()
    other.load(vault.masters, bytes(range(64, 96)), bytes(range(96, 128)))
    made = {vault.hash_token(b"ada@example.org"), other.hash_token(b"ada@example.org"), vault.digest("ada@example.org")}
    assert (len(made), {len(one) for one in made}) == (3, {32})
    assert (
        vault.hash_token(b"ada@example.org").hex() == "f1d20fcf618fa8009b932843ff3f9bb0aa3127cc770ec5b6895050c813dbbf6c"
    )


def test_derived_keys_belong_to_a_person_and_a_purpose(vault: Vault, key: DataKey) -> None:
    other = vault.key(EVE, "rest", *vault.new_key(EVE, "rest"))
    made = {key.derive("phone"), key.derive("print"), other.derive("phone")}
    assert (len(made), {len(one) for one in made}) == (3, {32})
    assert key.derive("phone") in made


def test_a_derived_key_never_changes() -> None:
    assert (
        DataKey(bytes(range(32))).derive("phone").hex()
        == "5a3ac12705db61523e0628324871dc6f93cce43d72c358119161f1111c964949"
    )


def test_a_key_does_not_show_itself() -> None:
    shown = {re.sub("0x[0-9a-f]+", "", said(DataKey(bytes((byte,)) * 32))) for byte in range(9) for said in (repr, str)}
    assert len(shown) == 1
