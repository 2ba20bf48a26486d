"""Each person has a key of their own in each browser: random, the same for ever, and given to nobody else."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core.connection import commit
from journal.core.errors import SOMEBODY_ELSE
from journal.features.phone_keys import service
from journal.models import PhoneKey
from tests.plugins.concurrency import meanwhile
from tests.plugins.people import PASSWORD, Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
PATH = "/api/v1/phone-keys"


def key(client: FlaskClient, person: Somebody, phone: UUID) -> str:
    answer = client.post(PATH, json={"account": str(person.id), "id": str(phone)})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), answer.json
    return str(answer.json["key"])


def test_a_key_belongs_to_one_person_in_one_browser(as_: As, ada: Somebody, eve: Somebody) -> None:
    phone, tablet = uuid4(), uuid4()
    first, again, other = (key(as_(ada), ada, browser) for browser in (phone, phone, tablet))
    assert first == again
    assert len({first, other, key(as_(eve), eve, phone)}) == 3
    assert len(b64decode(first)) == 32


def test_a_key_outlives_the_device_that_asked_for_it(as_: As, visitor: FlaskClient, ada: Somebody) -> None:
    phone = uuid4()
    first = key(as_(ada), ada, phone)
    assert as_(ada).delete("/api/v1/session").status_code == 204
    signed_in = visitor.post("/api/v1/session", json={"email": ada.email, "password": PASSWORD})
    assert signed_in.status_code == 200
    assert key(visitor, ada, phone) == first


def test_a_page_of_somebody_who_signed_out_gets_no_key(
    as_: As, ada: Somebody, eve: Somebody, stored: Callable[..., list[Any]]
) -> None:
    answer = as_(eve).post(PATH, json={"account": str(ada.id), "id": str(uuid4())})
    assert (answer.status_code, answer.json["detail"]) == (403, str(SOMEBODY_ELSE))
    assert stored(PhoneKey) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [({}, "account"), ({"id": "a phone"}, "id"), ({"id": 7}, "id"), ({"id": None}, "id"), ({"more": 1}, "more")],
)
def test_what_is_no_browser_is_refused(as_: As, ada: Somebody, given: dict[str, object], field: str) -> None:
    body = {"account": str(ada.id), "id": str(uuid4())} | given if given else {"id": str(uuid4())}
    answer = as_(ada).post(PATH, json=body)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])


def test_too_many_browsers_get_no_key_and_none_is_taken_from_the_others(
    as_: As, ada: Somebody, eve: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST", 2)
    browsers = [uuid4(), uuid4()]
    keys = [key(as_(ada), ada, browser) for browser in browsers]
    answer = as_(ada).post(PATH, json={"account": str(ada.id), "id": str(uuid4())})
    assert (answer.status_code, answer.json["fields"]) == (422, {"id": [str(service.TOO_MANY)]})
    assert [key(as_(ada), ada, browser) for browser in browsers] == keys
    assert key(as_(eve), eve, uuid4())


def test_two_tabs_that_ask_at_once_get_the_same_key(app: Flask, as_: As, ada: Somebody) -> None:
    phone, client, found = uuid4(), as_(ada), []
    with meanwhile(app, "INSERT INTO phone_keys", lambda: found.append(key(client, ada, phone))):
        found.append(key(client, ada, phone))
    assert len(found) == 2
    assert found[0] == found[1]


def test_a_key_is_sealed_and_opens_for_its_owner_alone(
    app: Flask, as_: As, ada: Somebody, eve: Somebody, stored: Callable[..., list[Any]]
) -> None:
    phone = uuid4()
    given = key(as_(ada), ada, phone)
    (row,) = stored(PhoneKey, owner_id=ada.id)
    assert given.encode() not in row.key
    assert b64decode(given) not in row.key
    key(as_(eve), eve, phone)
    with app.app_context():
        execute(update(PhoneKey).where(PhoneKey.owner_id == eve.id).values(key=row.key))
        commit()
    answer = as_(eve).post(PATH, json={"account": str(eve.id), "id": str(phone)})
    assert answer.status_code == 500
    assert given not in answer.text
