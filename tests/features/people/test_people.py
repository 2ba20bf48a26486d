"""The accounts of a clinic: an admin sees who is there, closes and opens, and sees nothing else."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, update

from journal.core.connection import commit
from journal.core.ids import new_id
from journal.models import AuditLine, Clinic, Person, Share
from tests.plugins.people import PASSWORD, Browser, Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
LIST = "/api/v1/people"


def act(client: FlaskClient, way: str, person_id: object, close: bool = True) -> int:
    if way == "page":
        return int(client.post(f"/people/{person_id}/{'de' if close else 're'}activation").status_code)
    path = f"{LIST}/{person_id}/deactivation"
    return int((client.put if close else client.delete)(path).status_code)


def sign_in(app: Flask, person: Somebody) -> int:
    return int(Browser(app).post("/sign-in", data={"email": person.email, "password": PASSWORD}).status_code)


@pytest.fixture
def elsewhere(app: Flask, eve: Somebody) -> Somebody:
    """Eve, who belongs to another clinic."""
    row = {"id": new_id(), "name": "Hill House", "country": "US", "zone": "America/Chicago"}
    with app.app_context():
        execute(insert(Clinic), row)
        execute(update(Person).where(Person.owner_id == eve.id).values(clinic_id=row["id"]))
        commit()
    return eve


def test_an_admin_sees_names_and_roles_of_their_own_clinic_and_no_more(
    as_: As, clara: Somebody, ada: Somebody, tom: Somebody, elsewhere: Somebody
) -> None:
    items = as_(clara).get(LIST).json["items"]
    assert {(item["name"], item["role"]) for item in items} == {
        ("Clara", "admin"),
        ("Ada", "patient"),
        ("Tom", "therapist"),
    }
    assert {key for item in items for key in item} == {"id", "name", "role", "guest", "created_at", "deactivated_at"}
    page = as_(clara).get("/people").text + as_(clara).get(f"/people/{ada.id}").text
    assert "Ada" in page
    assert "@" not in page
    assert as_(clara).get(f"/people/{elsewhere.id}").status_code == 404


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_nobody_but_an_admin_sees_them(as_: As, request: pytest.FixtureRequest, clara: Somebody, who: str) -> None:
    client = as_(request.getfixturevalue(who))
    assert [client.get(path).status_code for path in ("/people", f"/people/{clara.id}", LIST)] == [403] * 3
    assert [act(client, way, clara.id) for way in ("page", "api")] == [403] * 2


def test_the_list_is_read_page_by_page(as_: As, clara: Somebody, ada: Somebody, tom: Somebody) -> None:
    first = as_(clara).get(f"{LIST}?limit=2").json
    second = as_(clara).get(f"{LIST}?limit=2&cursor={first['next']}").json
    assert [item["name"] for item in first["items"] + second["items"]] == ["Tom", "Ada", "Clara"]
    assert "cursor=" in as_(clara).get("/people?limit=2").text


@pytest.mark.parametrize("way", ["page", "api"])
def test_deactivation_binds_at_the_next_request_and_reactivation_regains_nothing(
    app: Flask, as_: As, clara: Somebody, ada: Somebody, stored: Callable, way: str
) -> None:
    assert as_(ada).get("/api/v1/me").status_code == 200
    done = 303 if way == "page" else 204
    assert act(as_(clara), way, ada.id) == done
    assert as_(ada).get("/api/v1/me").status_code == 401
    assert as_(ada).get("/settings").headers["Location"].startswith("/sign-in")
    assert sign_in(app, ada) == 401
    assert act(as_(clara), way, ada.id) == done
    assert act(as_(clara), way, ada.id, close=False) == done
    assert as_(ada).get("/api/v1/me").status_code == 401
    assert sign_in(app, ada) == 303
    acts = [line.act for line in stored(AuditLine, owner_id=ada.id, actor_id=clara.id)]
    assert sorted(acts) == ["account.deactivated", "account.reactivated", "device.ended"]


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_every_share_of_a_closed_account_ends_and_stays_ended(
    as_: As,
    request: pytest.FixtureRequest,
    clara: Somebody,
    ada: Somebody,
    eve: Somebody,
    tom: Somebody,
    make_person: Callable,
    take_care: Callable,
    add_share: Callable,
    stored: Callable,
    who: str,
) -> None:
    theo = make_person("Theo", "therapist")
    hers = add_share(ada, tom, take_care(tom, ada))
    others = add_share(eve, theo, take_care(theo, eve))
    person = request.getfixturevalue(who)
    for close in (True, False):
        assert act(as_(clara), "api", person.id, close) == 204
        ended = {share.id: (share.ended, share.snapshot, share.ended_by) for share in stored(Share)}
        assert ended == {hers: ("account_closed", None, clara.id), others: (None, b"sealed", None)}


@pytest.mark.parametrize("way", ["page", "api"])
def test_an_admin_cannot_close_their_own_account(as_: As, clara: Somebody, way: str) -> None:
    assert act(as_(clara), way, clara.id) == 422
    assert as_(clara).get("/api/v1/me").status_code == 200
    assert "Deactivate" not in as_(clara).get(f"/people/{clara.id}").text


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("close", [True, False])
def test_people_of_another_clinic_are_as_if_they_were_nobody(
    as_: As, clara: Somebody, elsewhere: Somebody, stored: Callable, way: str, close: bool
) -> None:
    assert act(as_(clara), way, elsewhere.id, close) == act(as_(clara), way, uuid4(), close) == 404
    assert stored(Person, owner_id=elsewhere.id)[0].deactivated_at is None


def test_deactivation_asks_first(as_: As, clara: Somebody, ada: Somebody, stored: Callable) -> None:
    account = as_(clara).get(f"/people/{ada.id}").text
    assert f'href="/people/{ada.id}/deactivation"' in account
    assert f'action="/people/{ada.id}/deactivation"' not in account
    asked = as_(clara).get(f"/people/{ada.id}/deactivation").text
    assert f'action="/people/{ada.id}/deactivation"' in asked
    assert "Ada" in asked
    assert stored(Person, owner_id=ada.id)[0].deactivated_at is None


def test_nobody_is_asked_about_their_own_account_or_one_of_another_clinic(
    as_: As, clara: Somebody, elsewhere: Somebody
) -> None:
    assert as_(clara).get(f"/people/{clara.id}/deactivation").status_code == 422
    assert as_(clara).get(f"/people/{elsewhere.id}/deactivation").status_code == 404
