"""Tokens: each names its row, carries a secret that is not stored, and nothing malformed passes for one."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from string import ascii_letters, digits
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.crypto import tokens

OWNER, ROW = UUID(int=1), UUID(int=2)
SECRET = bytes(range(32))
TOKEN = urlsafe_b64encode(OWNER.bytes + ROW.bytes + SECRET).rstrip(b"=").decode()


@given(st.uuids(), st.uuids())
def test_a_token_names_its_row_and_the_hash_that_was_stored(owner_id: UUID, row_id: UUID) -> None:
    token, stored = tokens.issue(owner_id, row_id)
    assert tokens.parse(token) == (owner_id, row_id, stored)
    assert len(token) == tokens.TOKEN_LENGTH


def test_an_issued_token_still_names_its_row_in_later_versions() -> None:
    assert tokens.parse(TOKEN) == (OWNER, ROW, sha256(SECRET).digest())


def test_no_two_tokens_have_the_same_secret() -> None:
    made = [tokens.issue(OWNER, ROW) for _ in range(50)]
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
    parsed = tokens.parse(text)
    assert parsed is None or len(parsed.secret_hash) == 32
