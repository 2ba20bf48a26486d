"""Help is there for whoever opens it, and never with one country's number for another's people."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, update
from sqlalchemy.exc import OperationalError

from journal.core.connection import commit
from journal.core.db import db
from journal.models import Clinic
from tests.features.checkins.forms import begin, say
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]


def test_whoever_is_signed_in_sees_the_numbers_of_their_clinic_s_country_and_the_clinic(as_: As, ada: Somebody) -> None:
    page = as_(ada).get("/help").text
    for href in ("tel:988", "sms:988", "tel:911", "tel:+12125550100"):
        assert f'href="{href}"' in page
    assert "Lake House" in page
    assert page.index("tel:988") < page.index("tel:911")


def test_the_clinic_s_number_for_a_crisis_stands_next_to_the_emergency_number(
    app: Flask, as_: As, ada: Somebody
) -> None:
    with app.app_context():
        execute(update(Clinic).values(local_phone="+1 212 555 0199"))
        commit()
    page = as_(ada).get("/help").text
    assert re.findall('href="tel:([^"]+)"', page) == ["988", "911", "+12125550199", "+12125550100"]
    assert "For a crisis, near Lake House" in page


def test_a_line_that_is_called_and_texted_says_the_word_to_text(visitor: FlaskClient) -> None:
    page = visitor.get("/help?country=IE").text
    assert "Call 1800 247 247" in page
    assert "Text HELP to 51444" in page


def test_each_line_shows_how_old_the_page_is_that_gives_it(visitor: FlaskClient) -> None:
    page = " ".join(visitor.get("/help?country=IE").text.split())
    assert "Samaritans: page from Dec 2020" in page
    assert "Pieta: page from Jul 2023" in page


def test_only_a_text_line_shows_the_drawing_of_a_message(visitor: FlaskClient) -> None:
    calls = re.findall(r'<a class="call.*?</a>', visitor.get("/help?country=GB").text, re.DOTALL)
    message = "M5.5 5h13a2"
    assert [(message in call, 'href="sms:' in call) for call in calls] == [
        (False, False),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("country", "hours"), [("US", "talk to, at any hour."), ("IT", "talk to."), ("PT", "talk to.")]
)
def test_at_any_hour_is_said_only_where_somebody_answers_at_any_hour(
    app: Flask, as_: As, ada: Somebody, country: str, hours: str
) -> None:
    with app.app_context():
        execute(update(Clinic).values(country=country))
        commit()
    client = as_(ada)
    say(client, begin(client), 9, 1)
    assert f"People you can {hours}" in client.get("/today").text


def test_a_visitor_chooses_a_country_and_sees_no_number_before(visitor: FlaskClient) -> None:
    page = visitor.get("/help").text
    assert "tel:" not in page
    assert "sms:" not in page
    assert "https://findahelpline.com" in page
    assert '<option value="GB">United Kingdom</option>' in page


def test_a_visitor_s_choice_shows_that_country_and_no_other(visitor: FlaskClient) -> None:
    page = visitor.get("/help?country=gb").text
    assert 'href="tel:116123"' in page
    assert 'href="sms:85258"' in page
    assert "Text SHOUT to 85258" in page
    assert 'href="tel:999"' in page
    assert "988" not in page.partition("<main")[2]  # the addresses above it hold a digest, which may hold any number


@pytest.mark.parametrize("country", ["XX", "%00", "", "United%20States", "%F0%9F%98%80"])
def test_an_unknown_country_is_given_nobody_s_number(visitor: FlaskClient, country: str) -> None:
    answer = visitor.get(f"/help?country={country}")
    assert answer.status_code == 200
    assert "tel:" not in answer.text


def test_a_clinic_in_a_country_that_is_not_known_still_answers_itself(app: Flask, as_: As, ada: Somebody) -> None:
    with app.app_context():
        execute(update(Clinic).values(country="PT"))
        commit()
    page = as_(ada).get("/help").text
    assert page.count('href="tel:') == 1
    assert 'href="tel:+12125550100"' in page
    assert 'name="country"' in page


@pytest.mark.parametrize(
    ("country", "number"), [("US", 'href="tel:911"'), ("IE", 'href="tel:112"'), ("PT", "your local emergency number")]
)
def test_wherever_one_writes_the_country_s_own_number_stands(
    app: Flask, as_: As, ada: Somebody, country: str, number: str
) -> None:
    with app.app_context():
        execute(update(Clinic).values(country=country))
        commit()
    for path in ("/treatments/new", "/entries/new"):
        page = as_(ada).get(path).text
        assert "Not monitored. A therapist sees what you share, most often just before you meet." in page
        assert number in page


def test_a_visitor_needs_no_database(app: Flask, visitor: FlaskClient) -> None:
    asked: list[str] = []
    with app.app_context():
        engine = db.engine
    note = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert visitor.get("/help?country=US").status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert asked == []


def test_help_is_there_while_the_database_is_away(as_: As, ada: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    client = as_(ada)

    def away(_engine: Engine) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(Engine, "connect", away)
    assert client.get("/help").status_code == 200
    assert 'href="tel:988"' in client.get("/help?country=US").text


def test_the_title_tells_nothing(visitor: FlaskClient) -> None:
    assert "<title>Journal</title>" in visitor.get("/help?country=US").text


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("https://journal.example.org/sign-in", "/sign-in"),
        ("https://journal.example.org/privacy?from=1", "/privacy?from=1"),
        ("https://journal.example.org/help?country=US", "/"),
        ("https://journal.example.org/sign-out", "/"),
        ("https://journal.example.org/nowhere", "/"),
        ("https://elsewhere.example/sign-in", "/"),
        ("javascript:alert(1)", "/"),
        ("https://[", "/"),
        ("https://journal.example.org:1/sign-in", "/"),
        ("https://journal.example.org//evil.com", "/"),
    ],
)
def test_back_leads_to_the_page_of_ours_that_led_here(visitor: FlaskClient, referrer: str, back: str) -> None:
    page = visitor.get("/help", headers={"Referer": referrer}).text
    assert f'<a class="back" href="{back}">' in page


@pytest.mark.parametrize(
    ("came_from", "back"), [("/privacy?from=2", "/privacy?from=2"), ("/help?country=US", "/"), ("//evil.com", "/")]
)
def test_numbers_of_another_country_keep_the_way_back(visitor: FlaskClient, came_from: str, back: str) -> None:
    here = {"Referer": "https://journal.example.org/help"}
    page = visitor.get("/help", query_string={"country": "GB", "from": came_from}, headers=here).text
    assert f'<a class="back" href="{back}">' in page


def test_the_choice_of_another_country_carries_the_way_back(visitor: FlaskClient) -> None:
    page = visitor.get("/help", headers={"Referer": "https://journal.example.org/privacy"}).text
    assert '<input type="hidden" name="from" value="/privacy">' in page


def test_nothing_is_called_safe_and_no_risk_is_named(visitor: FlaskClient) -> None:
    page = visitor.get("/help?country=US").text.lower()
    assert "risk" not in page
    assert "safe" not in page
