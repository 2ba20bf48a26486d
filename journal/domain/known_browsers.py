"""Browsers that an account knows: somebody signed in there with the password that the account has now.

A browser's signed cookie holds a mark for each account that it knows. A mark names no account, and none knows it once
the password is another.
"""

from collections.abc import Sequence
from hmac import compare_digest
from secrets import token_hex
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from journal.core.db import execute
from journal.core.row_security import acting_for
from journal.crypto.keyed_digest import keyed_digest
from journal.domain import accounts
from journal.models import Person

MOST = 10  # marks that a browser keeps; several people share a clinic's computer
BROWSER_BYTES = 8
TAG_BYTES = 16

_PASSWORD_HASH = select(Person.password_hash).where(Person.owner_id == bindparam("owner", type_=Uuid()))


class Mark(NamedTuple):
    """What a browser keeps of one account. browser: random. tag: keyed, over it, the account and its password."""

    browser: str
    tag: str


def find(marks: Sequence[Mark], email: str) -> Mark | None:
    """Return the mark of the account with this address, None if it does not know the browser. Raises Tampered.

    An address without an account costs the same statements.
    """
    if not marks:
        return None
    person_id = accounts.find_id(email) or accounts.NO_ONE
    stored = _password_hash(person_id)
    return next((mark for mark in marks if _is_of(mark, person_id, stored)), None)


def remember(marks: Sequence[Mark], person_id: UUID) -> list[Mark]:
    """Return the marks of a browser on which somebody has just signed in, or changed their password, theirs first."""
    stored, browser = _password_hash(person_id), token_hex(BROWSER_BYTES)
    others = [mark for mark in marks if not _is_of(mark, person_id, stored)]
    return [Mark(browser, _tag(browser, person_id, stored)), *others][:MOST]


def _is_of(mark: Mark, person_id: UUID, password_hash: bytes) -> bool:
    return compare_digest(mark.tag, _tag(mark.browser, person_id, password_hash))


def _password_hash(person_id: UUID) -> bytes:
    """Return the hash of a person's password as it is stored, b"" if there is no such person."""
    with acting_for(person_id):
        return execute(_PASSWORD_HASH, {"owner": person_id}).scalar_one_or_none() or b""


def _tag(browser: str, person_id: UUID, password_hash: bytes) -> str:
    return keyed_digest("known browser", browser.encode(), person_id.bytes, password_hash)[:TAG_BYTES].hex()
