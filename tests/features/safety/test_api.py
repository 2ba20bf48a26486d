"""Programs are told whom to call as the page tells it: everybody, by country, and nobody's number for another's."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.clinical.crisis_lines import LINES, dialable
from journal.core.connection import commit
from journal.models import Clinic
from tests.plugins.logged import lines
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]
PATH = "/api/v1/help"
DIRECTORY = {"name": "Find A Helpline", "address": "https://findahelpline.com"}
NOTHING = {"country": None, "emergency": None, "lines": [], "clinic": None, "directory": DIRECTORY}


@pytest.mark.parametrize("country", LINES)
def test_page_and_api_give_the_same_numbers(visitor: FlaskClient, country: str) -> None:
    page, told = visitor.get(f"/help?country={country}").text, visitor.get(f"{PATH}?country={country.lower()}").json
    assert (told["country"], told["clinic"], told["directory"]) == (country, None, DIRECTORY)
    links = [f"tel:{dialable(told['emergency'])}"]
    links += [f"tel:{dialable(line['call'])}" for line in told["lines"] if line["call"]]
    links += [f"sms:{dialable(line['text'])}" for line in told["lines"] if line["text"]]
    assert {link for link in links if f'href="{link}"' not in page} == set()
    assert page.count('href="tel:') + page.count('href="sms:') == len(links)


def test_a_line_says_how_and_when_it_is_reached(visitor: FlaskClient) -> None:
    first = visitor.get(f"{PATH}?country=US").json["lines"][0]
    assert (first["call"], first["text"], first["keyword"]) == ("988", "988", None)
    assert (first["opens"], first["closes"], first["published"]) == ("00:00", "24:00", "2025-04")
    texted = [line for line in visitor.get(f"{PATH}?country=GB").json["lines"] if line["text"]]
    assert ("85258", "SHOUT") in [(line["text"], line["keyword"]) for line in texted]


def test_without_a_country_it_is_that_of_the_reader_s_clinic(as_: As, ada: Somebody) -> None:
    told = as_(ada).get(PATH).json
    clinic = {"name": "Lake House", "phone": "+1 2125550100", "local_phone": None}
    assert (told["country"], told["clinic"]) == ("US", clinic)
    assert as_(ada).get(f"{PATH}?country=AT").json["country"] == "AT"


def test_the_clinic_s_country_as_it_is_now_goes_before_that_of_the_cookie(app: Flask, as_: As, ada: Somebody) -> None:
    client = as_(ada)
    with app.app_context():
        execute(update(Clinic).values(country="IE", phone=None))
        commit()
    told = client.get(PATH).json
    assert (told["country"], told["emergency"], told["clinic"]) == ("IE", "112", None)


@pytest.mark.parametrize("phone", [None, "+1 2125550100"])
def test_the_clinic_s_number_for_a_crisis_is_told(app: Flask, as_: As, ada: Somebody, phone: str | None) -> None:
    with app.app_context():
        execute(update(Clinic).values(phone=phone, local_phone="+1 212 555 0199"))
        commit()
    told = as_(ada).get(PATH).json
    assert told["clinic"] == {"name": "Lake House", "phone": phone, "local_phone": "+1 212 555 0199"}


def test_who_signs_out_leaves_no_country_behind(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    client.post("/sign-out")
    assert client.get(PATH).json == NOTHING


@pytest.mark.parametrize("query", ["", "?country=PT", "?country=zz", "?lang=de"])
def test_where_no_numbers_are_known_a_directory_stands_in(visitor: FlaskClient, query: str) -> None:
    assert visitor.get(PATH + query).json == NOTHING


@pytest.mark.parametrize("country", ["", "U", "USA", "United%20States", "%00", "%F0%9F%98%80", "%FF%FE", "1" * 5000])
def test_what_is_no_country_is_refused(visitor: FlaskClient, country: str) -> None:
    answer = visitor.get(f"{PATH}?country={country}")
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["country"])


def test_the_united_kingdom_is_asked_for_by_its_own_code(visitor: FlaskClient) -> None:
    answer = visitor.get(f"{PATH}?country=UK")
    assert (answer.status_code, answer.json["fields"]) == (422, {"country": ["Give the country's two letters: GB."]})


def test_no_line_of_the_log_says_who_asked(as_: As, ada: Somebody, capfd: pytest.CaptureFixture[str]) -> None:
    client = as_(ada)
    capfd.readouterr()
    assert client.get(f"{PATH}?country=AT").status_code == 200
    (line,) = lines(capfd, "request")
    assert set(line) == {"method", "rule", "status", "event", "level", "at"}
    assert not {str(ada.id), "AT"} & set(json.dumps(line).replace('"', " ").split())


def test_no_cache_holds_it_and_no_other_site_reads_it(visitor: FlaskClient) -> None:
    headers = visitor.get(PATH).headers
    assert headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in headers
