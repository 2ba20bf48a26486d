"""Links that work once: found by their token alone, until they are used or expire."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from journal.core.connection import commit
from journal.core.db import ResultRow
from journal.core.ids import new_id
from journal.crypto import tokens
from journal.domain import access, one_time_links
from journal.models import Reset
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

NOW = datetime(2026, 5, 12, 18, tzinfo=UTC)
EXPIRES = NOW + timedelta(hours=1)
WORKS = (
    Reset.owner_id == one_time_links.OWNER,
    Reset.id == one_time_links.LINK,
    Reset.used_at.is_(None),
    Reset.expires_at > access.NOW,
)
FIND = select(Reset.owner_id, Reset.id, Reset.expires_at, Reset.token_hash).where(*WORKS)
CLAIM = update(Reset).where(*WORKS)


class Link(NamedTuple):
    """A link of the tests."""

    owner_id: UUID
    id: UUID
    token: str


@pytest.fixture
def link(context: Flask, ada: Somebody) -> Link:
    """A link of Ada's."""
    link_id = new_id()
    token, token_hash = tokens.issue(tokens.reset(ada.id, link_id, EXPIRES))
    row = {"owner_id": ada.id, "id": link_id, "token_hash": token_hash, "created_at": NOW, "expires_at": EXPIRES}
    execute(insert(Reset), row)
    commit()
    return Link(ada.id, link_id, token)


def find(token: str, now: datetime) -> ResultRow | None:
    def binding(row: ResultRow) -> tokens.Binding:
        return tokens.reset(row.owner_id, row.id, row.expires_at)

    return one_time_links.find(FIND, binding, token, now)


def test_a_token_finds_its_link_as_often_as_one_looks(link: Link) -> None:
    for _ in range(2):
        found = find(link.token, NOW)
        assert found is not None
        assert (found.owner_id, found.id) == (link.owner_id, link.id)


def test_no_other_token_finds_it(link: Link, eve: Somebody) -> None:
    others = (
        tokens.issue(tokens.reset(link.owner_id, link.id, EXPIRES))[0],  # another secret
        tokens.issue(tokens.reset(link.owner_id, new_id(), EXPIRES))[0],
        tokens.issue(tokens.reset(eve.id, link.id, EXPIRES))[0],
        link.token[:-1],
        "",
    )
    assert [find(token, NOW) for token in others] == [None] * 5


def test_it_works_until_the_instant_at_which_it_expires(link: Link) -> None:
    last = EXPIRES - timedelta(microseconds=1)
    assert find(link.token, last) is not None
    assert find(link.token, EXPIRES) is None


def test_it_is_claimed_once_and_not_found_again(link: Link) -> None:
    found = find(link.token, NOW)
    assert found is not None
    assert [one_time_links.claim(CLAIM, found, NOW, used_at=NOW) for _ in range(2)] == [True, False]
    assert find(link.token, NOW) is None
    assert execute(select(Reset.used_at, Reset.expires_at, Reset.token_hash)).one() == (NOW, EXPIRES, tokens.USED_UP)


def test_a_link_that_was_given_more_time_is_not_found(link: Link) -> None:
    execute(update(Reset).values(expires_at=EXPIRES + timedelta(days=1)))
    assert find(link.token, NOW) is None


def test_an_expired_link_cannot_be_claimed_though_it_was_found_before(link: Link) -> None:
    found = find(link.token, NOW)
    assert found is not None
    assert not one_time_links.claim(CLAIM, found, EXPIRES, used_at=EXPIRES)
