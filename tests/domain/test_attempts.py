"""What counts an attempt: by whom and from where, named by no row."""

from collections.abc import Callable

import pytest
from flask import Flask

from journal.domain import attempts, known_browsers
from journal.domain.attempts import BROWSER, KNOWN, LINK, NETWORK, PAIR, STRANGERS
from journal.domain.identity import Actor
from tests.plugins.people import Somebody

Acting = Callable[[Somebody], Actor]
HOME, AWAY = "198.51.100.7", "203.0.113.9"


@pytest.mark.parametrize("email", ["ADA@Example.org", " ada@example.org "])
def test_a_sign_in_is_counted_the_same_however_the_address_is_typed(context: Flask, ada: Somebody, email: str) -> None:
    assert attempts.signing_in(email, HOME, []) == attempts.signing_in(ada.email, HOME, [])


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_stranger_is_counted_by_account_and_network_whether_or_not_there_is_an_account(
    context: Flask, ada: Somebody, email: str
) -> None:
    here, there = attempts.signing_in(email, HOME, []), attempts.signing_in(email, AWAY, [])
    assert [rule for rule, _digest in here] == [PAIR, NETWORK, STRANGERS]
    assert [mine == other for mine, other in zip(here, there, strict=True)] == [False, False, True]
    others = attempts.signing_in("somebody@example.org", HOME, [])
    assert [mine == other for mine, other in zip(here, others, strict=True)] == [False, True, False]


def test_a_known_browser_is_counted_apart_from_strangers_and_from_other_known_browsers(
    context: Flask, ada: Somebody
) -> None:
    phone, laptop = (known_browsers.remember([], ada.id) for _ in range(2))
    of_phone, of_laptop = (attempts.signing_in(ada.email, HOME, marks) for marks in (phone, laptop))
    assert [rule for rule, _digest in of_phone] == [BROWSER, KNOWN]
    assert [mine == other for mine, other in zip(of_phone, of_laptop, strict=True)] == [False, True]
    assert attempts.signing_in(ada.email, AWAY, phone) == of_phone


def test_a_link_is_counted_by_itself_and_by_network(context: Flask) -> None:
    here, there = attempts.using_link("a link", HOME), attempts.using_link("a link", AWAY)
    assert [rule for rule, _digest in here] == [PAIR, NETWORK, LINK]
    assert [mine == other for mine, other in zip(here, there, strict=True)] == [False, False, True]
    assert here[1] == attempts.signing_in("ada@example.org", HOME, [])[1]


def test_a_current_password_is_counted_by_device_and_by_nobodys_network(acting: Acting, ada: Somebody) -> None:
    phone, laptop = (attempts.changing_password(acting(ada)) for _ in range(2))
    assert [rule for rule, _digest in phone] == [BROWSER, KNOWN]
    assert [mine == other for mine, other in zip(phone, laptop, strict=True)] == [False, True]


def test_no_row_names_what_it_counts(acting: Acting, ada: Somebody) -> None:
    person = acting(ada)
    counters = [*attempts.signing_in(ada.email, HOME, []), *attempts.using_link("a link", HOME)]
    digests = [digest for _rule, digest in [*counters, *attempts.changing_password(person)]]
    assert {len(digest) for digest in digests} == {32}
    for said in (ada.email.encode(), HOME.encode(), b"a link", person.id.bytes, person.device_id.bytes):
        assert not any(said in digest for digest in digests)
