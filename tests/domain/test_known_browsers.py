"""Which accounts know a browser: those that signed in there, with the password that they have now."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, update

from journal.core.connection import commit
from journal.core.db import db
from journal.domain import known_browsers
from journal.domain.known_browsers import MOST, Mark, find, remember
from journal.models import Person
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute


def test_a_browser_is_known_to_the_account_that_signed_in_there_and_to_no_other(
    context: Flask, ada: Somebody, eve: Somebody
) -> None:
    marks = remember([], ada.id)
    assert find(marks, " ADA@example.org ") == marks[0]
    assert find(marks, eve.email) is find(marks, "nobody@example.org") is None
    assert find([], ada.email) is None


def test_one_browser_is_known_to_several_accounts(
    context: Flask, tom: Somebody, clara: Somebody, eve: Somebody
) -> None:
    marks = remember(remember([], clara.id), tom.id)
    assert [find(marks, person.email) for person in (tom, clara, eve)] == [*marks, None]


def test_whoever_signs_in_again_has_one_mark_a_new_one(context: Flask, tom: Somebody, clara: Somebody) -> None:
    first = remember(remember([], tom.id), clara.id)
    again = remember(first, tom.id)
    assert [find(again, person.email) for person in (tom, clara)] == again
    assert again[0] not in first
    assert again[1] in first


def test_an_account_with_another_password_knows_the_browser_no_more(context: Flask, ada: Somebody) -> None:
    marks = remember([], ada.id)
    execute(update(Person).values(password_hash=b"sealed anew"))
    commit()
    assert find(marks, ada.email) is None
    assert find(remember(marks, ada.id), ada.email) is not None


def test_a_browser_keeps_the_last_marks(
    context: Flask, make_person: Callable[..., Somebody], clara: Somebody, tom: Somebody
) -> None:
    staff = [clara, *(make_person(f"Nurse{number}", "therapist") for number in range(MOST))]
    marks: list[Mark] = []
    for person in staff:
        marks = remember(marks, person.id)
    assert len(marks) == MOST
    assert [find(marks, person.email) is not None for person in staff] == [False] + [True] * MOST


def test_an_address_without_an_account_costs_the_same_statements(context: Flask, ada: Somebody, eve: Somebody) -> None:
    marks, said = remember([], ada.id), list[str]()

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        for email in (eve.email, "nobody@example.org", ada.email):
            find(marks, email)
            said.append("next")
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    per_address = len(said) // 3
    assert said[:per_address] == said[per_address : 2 * per_address] == said[2 * per_address :]
    assert per_address > 2


@pytest.mark.parametrize("part", ["browser", "tag"])
def test_a_mark_that_was_put_together_knows_nobody(context: Flask, ada: Somebody, eve: Somebody, part: str) -> None:
    (adas,), (eves,) = remember([], ada.id), remember([], eve.id)
    mixed = [adas._replace(**{part: getattr(eves, part)})]
    assert find(mixed, ada.email) is None


def test_a_mark_names_nobody(context: Flask, ada: Somebody) -> None:
    (mark,) = remember([], ada.id)
    assert not any(ada.id.hex in part or ada.email in part for part in mark)
    assert len(mark.tag) == known_browsers.TAG_BYTES * 2
