"""One's own account: the name, the password, the signed-in devices."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from journal.models import Person
from tests.plugins.people import PASSWORD, Browser, Somebody

As = Callable[[Somebody], FlaskClient]
ME, DEVICES, FRESH = "/api/v1/me", "/api/v1/devices", "three calm new words"


def another(app: Flask, person: Somebody, label: str = "Firefox on Android") -> FlaskClient:
    """Sign somebody in on one more device."""
    browser = Browser(app)
    values = {"email": person.email, "password": PASSWORD}
    assert browser.post("/sign-in", data=values, headers={"User-Agent": label}).status_code == 303
    return browser


def change_password(client: FlaskClient, way: str, current: str, password: str):
    values = {"current": current, "password": password}
    if way == "page":
        return client.post("/settings/password", data=values)
    return client.put(f"{ME}/password", json=values)


@pytest.mark.parametrize("way", ["page", "api"])
def test_name_and_zone_are_changed_by_their_owner(as_: As, ada: Somebody, eve: Somebody, way: str) -> None:
    values = {"name": "Ada R.", "zone": "Europe/Vienna"}
    sent = as_(ada).post("/settings/account", data=values) if way == "page" else as_(ada).put(ME, json=values)
    assert sent.status_code == (303 if way == "page" else 200)
    assert as_(ada).get(ME).json == {"id": str(ada.id), "role": "patient", **values}
    assert as_(eve).get(ME).json["name"] == "Eve"
    assert 'value="Ada R."' in as_(ada).get("/settings/account").text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"zone": "Moon/Tranquility"}, "zone"),
        ({"role": "admin"}, "role"),
        ({"guest": False}, "guest"),
        ({"clinic_id": "x"}, "clinic_id"),
    ],
)
def test_bad_input_is_refused_by_its_field(as_: As, ada: Somebody, stored: Callable, values: dict, field: str) -> None:
    answer = as_(ada).put(ME, json={"name": "Ada R.", "zone": "Europe/Vienna"} | values)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert as_(ada).get(ME).json["name"] == "Ada"
    assert stored(Person, owner_id=ada.id)[0].role == "patient"


def test_a_refused_form_comes_back_filled_with_the_words_of_the_api(as_: As, ada: Somebody) -> None:
    values = {"name": "x" * 81, "zone": "Europe/Vienna"}
    page = as_(ada).post("/settings/account", data=values)
    message = as_(ada).put(ME, json=values).json["fields"]["name"][0]
    assert (page.status_code, message in page.text, "x" * 81 in page.text) == (422, True, True)
    assert '<option value="Europe/Vienna" selected>' in page.text


def test_devices_are_listed_with_this_one_marked(app: Flask, as_: As, ada: Somebody, eve: Somebody) -> None:
    another(app, ada)
    items = as_(ada).get(DEVICES).json["items"]
    assert {(item["label"], item["this"]) for item in items} == {("Firefox on Android", False), ("A browser", True)}
    assert "Firefox on Android" in as_(ada).get("/settings/devices").text
    assert len(as_(eve).get(DEVICES).json["items"]) == 1


@pytest.mark.parametrize("way", ["page", "api"])
def test_one_device_is_ended_by_its_owner_alone(app: Flask, as_: As, ada: Somebody, eve: Somebody, way: str) -> None:
    other = another(app, ada)
    (device,) = [item["id"] for item in as_(ada).get(DEVICES).json["items"] if not item["this"]]

    def end(client: FlaskClient) -> int:
        if way == "page":
            return int(client.post(f"/settings/devices/{device}/ending").status_code)
        return int(client.delete(f"{DEVICES}/{device}").status_code)

    assert (end(as_(eve)), other.get(ME).status_code) == (404, 200)
    assert end(as_(ada)) == (303 if way == "page" else 204)
    assert (other.get(ME).status_code, as_(ada).get(ME).status_code) == (401, 200)
    assert end(as_(ada)) == 404


def test_an_expired_device_is_not_listed(app: Flask, as_: As, ada: Somebody) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(days=61)):
        another(app, ada)
    assert [item["this"] for item in as_(ada).get(DEVICES).json["items"]] == [True]


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_new_password_ends_the_other_devices_and_not_this_one(app: Flask, as_: As, ada: Somebody, way: str) -> None:
    other = another(app, ada)
    assert change_password(as_(ada), way, PASSWORD, FRESH).status_code == (303 if way == "page" else 204)
    assert (other.get(ME).status_code, as_(ada).get(ME).status_code) == (401, 200)
    statuses = [
        Browser(app).post("/sign-in", data={"email": ada.email, "password": password}).status_code
        for password in (PASSWORD, FRESH)
    ]
    assert statuses == [401, 303]


@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize(
    ("current", "password", "message"),
    [("not this one", FRESH, "not your current password"), (PASSWORD, "too short", "12 characters")],
)
def test_a_wrong_or_short_password_changes_nothing(
    app: Flask, as_: As, ada: Somebody, way: str, current: str, password: str, message: str
) -> None:
    other = another(app, ada)
    answer = change_password(as_(ada), way, current, password)
    assert (answer.status_code, message in answer.text, password in answer.text) == (422, True, False)
    assert other.get(ME).status_code == 200


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_new_password_that_is_too_short_is_no_guess(as_: As, ada: Somebody, way: str) -> None:
    answers = [change_password(as_(ada), way, PASSWORD, "too short") for _ in range(11)]
    assert {answer.status_code for answer in answers} == {422}
    assert change_password(as_(ada), way, PASSWORD, FRESH).status_code < 400


def test_a_page_says_kindly_that_there_were_many_tries(as_: As, ada: Somebody) -> None:
    answers = [change_password(as_(ada), "page", f"guess {number}", FRESH) for number in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "then try again" in answers[-1].text
    assert 'name="current"' in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_guessing_the_old_password_is_slowed_down(as_: As, ada: Somebody) -> None:
    answers = [change_password(as_(ada), "api", f"guess {number}", FRESH) for number in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


@pytest.mark.parametrize("who", ["ada", "clara"])
def test_settings_lead_to_what_the_role_can_do(as_: As, request: pytest.FixtureRequest, who: str) -> None:
    client = as_(request.getfixturevalue(who))
    page = client.get("/settings").text
    links = {path for path in ("/settings/care", "/settings/devices", "/settings/password", "/privacy") if path in page}
    assert "/settings/care" in links if who == "ada" else "/settings/care" not in links
    assert [client.get(path).status_code for path in links] == [200] * len(links)
    assert 'method="post" action="/sign-out" data-module="leave"' in page


def test_the_front_door_and_the_promises_are_open_to_anybody(visitor: FlaskClient) -> None:
    assert "Sign in" in visitor.get("/").text
    privacy = visitor.get("/privacy").text
    assert "7 days" in privacy
    assert "Not monitored." in privacy
