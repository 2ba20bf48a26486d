"""Whoever may invite learns little about addresses: their links answer so often a day, and take no address away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, insert, select

from journal.core import clock
from journal.core.connection import commit
from journal.core.ids import new_id
from journal.features.invitations import acceptance
from journal.features.invitations.acceptance import ANSWERS
from journal.features.invitations.repository import ANSWERED
from journal.models import Address, AttemptCount, AuditLine, Person
from tests.features.invitations.links import NEW, answer, decline, token_of
from tests.plugins.concurrency import meanwhile
from tests.plugins.people import PASSWORD, Browser, Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
NIA = "nia@example.org"
WAYS = pytest.mark.parametrize("way", ["page", "api"])
OPENED = {"page": 303, "api": 201}


@pytest.fixture
def answered(app: Flask) -> Callable[..., None]:
    """Let an inviter's links have answered so often, so long ago."""

    def add(inviter: Somebody, times: int, ago: timedelta = timedelta(hours=1)) -> None:
        line = {"owner_id": inviter.id, "subject_id": inviter.id, "at": clock.now() - ago, "act": ANSWERED}
        with app.app_context():
            execute(insert(AuditLine), [{**line, "id": new_id(), "actor_id": new_id()} for _ in range(times)])
            commit()

    return add


def count(app: Flask, inviter: Somebody) -> int:
    with app.app_context():
        lines = select(AuditLine.id).where(AuditLine.owner_id == inviter.id, AuditLine.act == ANSWERED)
        return len(execute(lines).all())


@WAYS
def test_an_inviters_links_answer_so_often_and_again_the_next_day(
    app: Flask, as_: As, tom: Somebody, ada: Somebody, eve: Somebody, answered: Callable[..., None], way: str
) -> None:
    answered(tom, ANSWERS - 1)
    taken, free = token_of(as_(tom), eve.email, "patient"), token_of(as_(tom), NIA, "patient")
    assert answer(Browser(app), taken, way, email=eve.email, **NEW).status_code == 422
    another = token_of(as_(tom), ada.email, "patient")
    for token, email in ((another, ada.email), (free, NIA), (free, "nobody@example.org")):
        refused = answer(Browser(app), token, way, email=email, **NEW)
        assert refused.status_code == 429
        assert "wait until tomorrow" in refused.text
        assert 22 * 3600 < int(refused.headers["Retry-After"]) <= 23 * 3600 + 1
    assert count(app, tom) == ANSWERS
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=23, seconds=1)):
        assert answer(Browser(app), free, way, email=NIA, **NEW).status_code == OPENED[way]


@WAYS
def test_a_refused_page_keeps_what_was_typed(
    app: Flask, as_: As, tom: Somebody, answered: Callable[..., None], way: str
) -> None:
    answered(tom, ANSWERS)
    token = token_of(as_(tom), NIA, "patient")
    refused = answer(Browser(app), token, way, email=NIA, **NEW)
    assert refused.status_code == 429
    assert (f'value="{NIA}"' in refused.text, PASSWORD in refused.text) == (way == "page", False)


@WAYS
def test_an_answer_counts_only_where_it_tells_something(
    app: Flask, as_: As, tom: Somebody, ada: Somebody, eve: Somebody, way: str
) -> None:
    token = token_of(as_(tom), eve.email, "patient")
    assert answer(Browser(app), token, way, email="nobody@example.org", **NEW).status_code == 422
    assert answer(Browser(app), token, way, email=eve.email, name="Eve").status_code == 422
    assert answer(as_(ada), token, way, email=eve.email).status_code == 422
    assert answer(Browser(app), token[:-20] + "A" * 20, way, email=eve.email, **NEW).status_code == 410
    assert count(app, tom) == 0
    assert answer(Browser(app), token, way, email=eve.email, **NEW).status_code == 422
    assert count(app, tom) == 1
    assert answer(Browser(app), token_of(as_(tom), NIA, "patient"), way, email=NIA, **NEW).status_code == OPENED[way]
    assert count(app, tom) == 2


@WAYS
def test_one_link_that_is_tried_again_and_again_keeps_nobody_else_out(
    app: Flask, as_: As, tom: Somebody, eve: Somebody, answered: Callable[..., None], way: str
) -> None:
    answered(tom, ANSWERS - 2)
    taken, free = token_of(as_(tom), eve.email, "patient"), token_of(as_(tom), NIA, "patient")
    tries = [answer(Browser(app), taken, way, email=eve.email, **NEW).status_code for _ in range(5)]
    assert (tries, count(app, tom)) == ([422] * 5, ANSWERS - 1)
    assert answer(Browser(app), free, way, email=NIA, **NEW).status_code == OPENED[way]
    assert answer(Browser(app), taken, way, email=eve.email, **NEW).status_code == 422


@WAYS
def test_each_inviter_is_counted_alone_and_nobody_signed_in_waits(
    app: Flask, as_: As, tom: Somebody, clara: Somebody, eve: Somebody, answered: Callable[..., None], way: str
) -> None:
    answered(tom, ANSWERS)
    answered(clara, ANSWERS, timedelta(days=1, seconds=1))
    theirs = token_of(as_(clara), NIA, "therapist")
    assert answer(Browser(app), theirs, way, email=NIA, **NEW).status_code == OPENED[way]
    joined = answer(as_(eve), token_of(as_(tom), eve.email, "patient"), way, email=eve.email)
    assert joined.status_code == {"page": 303, "api": 200}[way]


def test_two_answers_at_the_same_moment_are_both_counted(
    app: Flask, as_: As, tom: Somebody, eve: Somebody, ada: Somebody, answered: Callable[..., None]
) -> None:
    answered(tom, ANSWERS - 1)
    tokens = {person.email: token_of(as_(tom), person.email, "patient") for person in (eve, ada)}
    statuses: list[int] = []

    def accept(email: str) -> None:
        statuses.append(answer(Browser(app), tokens[email], "api", email=email, **NEW).status_code)

    with meanwhile(app, "INSERT INTO audit_lines", lambda: accept(eve.email)):
        accept(ada.email)
    assert (sorted(statuses), count(app, tom)) == ([422, 429], ANSWERS)


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let links answer without end."""
    monkeypatch.setattr(acceptance, "ANSWERS", 10_000)


@WAYS
@pytest.mark.usefixtures("unlimited")
def test_in_no_order_does_an_account_lose_its_address_by_an_invitation(
    app: Flask, as_: As, tom: Somebody, ada: Somebody, eve: Somebody, way: str
) -> None:
    """Eve has an account from the beginning; a new address belongs to whoever first opened an account with it."""
    owners = addresses(app)
    for number, order in enumerate(permutations(("invite", "accept", "decline", "join"))):
        with app.app_context():
            execute(delete(AttemptCount))
            commit()
        for email in (eve.email, f"nia{number}@example.org"):
            token = token_of(as_(tom), email, "patient")
            for step in order:
                if step == "invite":
                    token = token_of(as_(tom), email, "patient")
                elif step == "accept":
                    answer(Browser(app), token, way, email=email, **NEW)
                elif step == "decline":
                    decline(Browser(app), token, way)
                else:
                    for somebody in (ada, eve):
                        answer(as_(somebody), token, way, email=email)
                assert addresses(app).items() >= owners.items(), (order, step)
                owners = addresses(app)
    assert len(owners) > 10
    assert Browser(app).post("/sign-in", data={"email": eve.email, "password": PASSWORD}).status_code == 303


def addresses(app: Flask) -> dict[bytes, UUID]:
    """Return whose each address is; no account has two, and none has none."""
    with app.app_context():
        found = {row.digest: row.person_id for row in execute(select(Address.digest, Address.person_id))}
        people = set(execute(select(Person.owner_id)).scalars())
    assert sorted(found.values()) == sorted(people)
    return found
