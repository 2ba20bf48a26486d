"""Tokens: each names its row, carries a secret that is not stored, and opens its own row alone, as it was made."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from string import ascii_letters, digits
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto import tokens
from journal.crypto.tokens import Binding, ParsedToken
from journal.crypto.vault import LocalMasterKeys, Vault

OWNER, ROW, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
SECRET = bytes(range(32))
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TOKEN = urlsafe_b64encode(OWNER.bytes + ROW.bytes + SECRET).rstrip(b"=").decode()
BINDING = Binding("invitations", OWNER, ROW, NOON, b"terms")


class Kind(NamedTuple):
    """A kind of token. bound: what its row must keep. hashed: what its secret is stored as, for good."""

    bind: Callable[..., Binding]
    bound: tuple[object, ...]
    hashed: str


KINDS = {
    "device": Kind(
        tokens.device, (OWNER, ROW, NOON), "f2d1b36e1c5245af187fcf8ce0dd14af04c317efe758e3e2e5ed11b05a268be1"
    ),
    "invitation": Kind(
        tokens.invitation,
        (OWNER, ROW, NOON, "patient", b"d" * 32),
        "5699384f08f4a63221695c7c95e3d4ff335fb8c33f1f37c797298d34bf3c0992",
    ),
    "reset": Kind(
        tokens.reset,
        (OWNER, ROW, NOON),
        "4c92afc4fb6c3085ff1a176964436cb28f90bc225d0f76510307b575dcd5e010",
    ),
}
CHANGED = {UUID: OTHER, datetime: NOON + timedelta(microseconds=1), str: "admin", bytes: b"e" * 32}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def vault_with(secret_key: bytes) -> Vault:
    made = Vault()
    made.load(LocalMasterKeys({1: bytes(range(32))}), bytes(range(32, 64)), secret_key)
    return made


@pytest.fixture(scope="module", autouse=True)
def _keys() -> Iterator[None]:
    """Keys of these tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "vault", vault_with(bytes(range(64, 96))))
        yield


def parsed(token: str) -> ParsedToken:
    found = tokens.parse(token)
    assert found is not None
    return found


@given(st.uuids(), st.uuids())
def test_a_token_names_its_row_and_opens_it(owner_id: UUID, row_id: UUID) -> None:
    binding = BINDING._replace(owner_id=owner_id, row_id=row_id)
    token, stored = tokens.issue(binding)
    assert parsed(token)[:2] == (owner_id, row_id)
    assert tokens.opens(parsed(token), binding, stored)
    assert (len(token), len(stored)) == (tokens.TOKEN_LENGTH, 32)


def test_an_issued_token_still_names_its_row_in_later_versions() -> None:
    assert tokens.parse(TOKEN) == (OWNER, ROW, SECRET)


@every_kind
def test_an_issued_token_still_opens_its_row_in_later_versions(kind: Kind) -> None:
    assert tokens.opens(parsed(TOKEN), kind.bind(*kind.bound), bytes.fromhex(kind.hashed))


@every_kind
def test_a_token_opens_nothing_once_anything_that_it_is_bound_to_was_changed(kind: Kind) -> None:
    token, stored = tokens.issue(kind.bind(*kind.bound))
    assert tokens.opens(parsed(token), kind.bind(*kind.bound), stored)
    for place, value in enumerate(kind.bound):
        changed = (*kind.bound[:place], CHANGED[type(value)], *kind.bound[place + 1 :])
        assert not tokens.opens(parsed(token), kind.bind(*changed), stored), changed


@every_kind
def test_a_token_of_one_kind_opens_no_other(kind: Kind) -> None:
    token, stored = tokens.issue(kind.bind(*kind.bound))
    others = [other.bind(*other.bound) for other in KINDS.values() if other is not kind]
    assert [tokens.opens(parsed(token), binding, stored) for binding in others] == [False, False]


def test_what_a_token_is_bound_to_cannot_be_shifted_from_one_column_to_the_next() -> None:
    one = tokens.invitation(OWNER, ROW, NOON, "admin", b"x")
    other = tokens.invitation(OWNER, ROW, NOON, "admi", b"nx")
    token, stored = tokens.issue(one)
    assert (tokens.opens(parsed(token), one, stored), tokens.opens(parsed(token), other, stored)) == (True, False)


def test_no_hash_is_made_without_the_servers_key(monkeypatch: pytest.MonkeyPatch) -> None:
    token, stored = tokens.issue(BINDING)
    secret = parsed(token).secret
    for made_up in (sha256(secret).digest(), secret, bytes(32), tokens.USED_UP, stored[:-1]):
        assert not tokens.opens(parsed(token), BINDING, made_up)
    monkeypatch.setattr(tokens, "vault", vault_with(bytes(range(96, 128))))
    assert not tokens.opens(parsed(token), BINDING, stored)


def test_no_two_tokens_have_the_same_secret() -> None:
    made = [tokens.issue(BINDING) for _ in range(50)]
    assert len({token for token, _ in made}) == len({stored for _, stored in made}) == 50


@pytest.mark.parametrize(
    "malformed",
    ["", TOKEN[:-1], TOKEN + "A", f"{TOKEN}==", "é" + TOKEN[1:], "=" * 86, TOKEN[:43] + "=" * 43, "!" * 4 + TOKEN[4:]],
)
def test_a_malformed_token_is_none(malformed: str) -> None:
    assert tokens.parse(malformed) is None


def test_a_token_has_one_spelling() -> None:
    dashed = urlsafe_b64encode(OWNER.bytes + ROW.bytes + b"\xfb" * 32).rstrip(b"=").decode()
    assert "-" in dashed
    assert tokens.parse(dashed.replace("-", "+")) is None
    others = [TOKEN[:-1] + last for last in ascii_letters + digits if last != TOKEN[-1]]
    assert tokens.parse(TOKEN) not in [tokens.parse(other) for other in others]


@given(st.text(min_size=80, max_size=90) | st.text(st.characters(max_codepoint=127), min_size=86, max_size=86))
def test_no_text_breaks_the_parser(text: str) -> None:
    found = tokens.parse(text)
    assert found is None or len(found.secret) == 32
