"""Dates and the clock are written as in the reader's region: the browser's, else the clinic's."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core import clock
from journal.core.db import commit
from journal.models import Clinic
from journal.web import region
from tests.plugins import sharing
from tests.plugins.people import ORIGIN, Somebody
from tests.plugins.unrestricted import execute
from tests.words.dates import unbroken

As = Callable[[Somebody], FlaskClient]

STARTS = "2026-09-20T20:14:00-04:00"
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
AMERICAN, BRITISH = "Sunday, September 20, 8:14 PM", "Sunday, 20 September, 20:14"


def at(app: Flask, country: str) -> None:
    """Move the clinic to a country."""
    with app.app_context():
        execute(update(Clinic).values(country=country))
        commit()


def read(client: FlaskClient, languages: str) -> str:
    """Return the page of a treatment, as a browser with these languages gets it."""
    with clock.frozen(clock.now().replace(year=2026, month=9, day=28)):
        path = f"/treatments/{sharing.treatment(client, starts_at=STARTS)}"
        return " ".join(client.get(path, headers={"Accept-Language": languages}).text.split())


@pytest.mark.parametrize(
    ("languages", "country", "said"),
    [
        ("", "US", AMERICAN),
        ("", "GB", BRITISH),
        ("en", "GB", BRITISH),
        ("en-GB,en;q=0.9", "US", BRITISH),
        ("en-US,en;q=0.9", "GB", AMERICAN),
        ("de-DE,de;q=0.9,en-US;q=0.5", "US", BRITISH),
        ("de-DE", "US", BRITISH),
        ("fr,fr-FR;q=0.8,en-US;q=0.5", "US", BRITISH),
        ("de,en-US;q=0.7", "GB", BRITISH),
        ("es-MX", "US", "Sunday, 20 September, 8:14 pm"),
        ("es-US", "GB", AMERICAN),
        ("zh-Hans-CN", "US", BRITISH),
        ("en-150", "US", BRITISH),
        ("", "DE", "Sunday, 20 September, 20:14"),
        ("", "CA", "Sunday, September 20, 8:14 p.m."),
    ],
)
def test_a_day_and_an_hour_are_written_as_the_readers_region_writes_them(
    as_: As, ada: Somebody, app: Flask, languages: str, country: str, said: str
) -> None:
    at(app, country)
    assert said in read(as_(ada), languages)


@pytest.mark.parametrize("languages", ["xx-YY", "en-ZZ", "en_GB_oxendict", "*", ";;q=x", "en-" + "A" * 5000, "\0", "é"])
def test_a_language_that_names_no_region_known_leaves_the_clinics(as_: As, ada: Somebody, languages: str) -> None:
    assert AMERICAN in read(as_(ada), languages.encode().decode("latin-1"))


@pytest.mark.parametrize(
    ("languages", "first"),
    [
        ("en-US", SUNDAY),
        ("en-GB", MONDAY),
        ("de-DE", MONDAY),
        ("pt-BR", SUNDAY),
        ("ar-EG", SATURDAY),
        ("xx-YY", SUNDAY),
    ],
)
def test_a_week_begins_on_the_regions_first_day(app: Flask, languages: str, first: int) -> None:
    with app.test_request_context(headers={"Accept-Language": languages}):
        assert region.first_weekday() == first


@pytest.mark.parametrize("languages", ["en-US", "en-GB", "de-DE", "ja-JP"])
@pytest.mark.parametrize("form", ["day", "full_day", "short_day", "mark_day", "month", "week", "month_name", "when"])
def test_no_line_ends_within_a_date_or_a_time(app: Flask, form: str, languages: str) -> None:
    at = clock.now().replace(year=2031, month=9, day=28)
    with app.test_request_context(headers={"Accept-Language": languages}):
        said = app.jinja_env.filters[form](at.date() if form in ("week", "month", "month_name") else at)
    assert [part for part in said.split(", ") if re.search(r"[^\S\N{NO-BREAK SPACE}]", part)] == []
    assert "\N{NO-BREAK SPACE}" in said


@pytest.mark.parametrize(("languages", "short"), [("en-US", "Sep 27"), ("en-GB", "27 Sept")])
def test_a_short_day_is_short_in_each_region(app: Flask, languages: str, short: str) -> None:
    day = clock.now().replace(month=9, day=27, hour=12)
    with app.test_request_context(headers={"Accept-Language": languages}):
        assert app.jinja_env.from_string("until {{ day|short_day }}.").render(day=day) == f"until {unbroken(short)}."


@pytest.mark.parametrize(
    ("languages", "language", "direction", "locale"),
    [
        ("", "en", "ltr", "en_US"),
        ("en-GB", "en", "ltr", "en_GB"),
        ("he", "he", "rtl", "he"),
        ("he-IL,en;q=0.5", "he", "rtl", "he_IL"),
        ("el-CY,he;q=0.9", "el", "ltr", "el_CY"),
        ("de-DE,he;q=0.9", "he", "rtl", "he"),
        ("de-DE", "en", "ltr", "en_DE"),
        ("he-ZZ", "he", "rtl", "he"),
        ("en-GB,he;q=0.9", "en", "ltr", "en_GB"),
    ],
)
def test_a_page_is_in_the_readers_language_where_there_is_a_catalog_of_it(
    translated: Flask, languages: str, language: str, direction: str, locale: str
) -> None:
    asked = {"Accept-Language": languages}
    page = translated.test_client().get("/privacy", base_url=ORIGIN, headers=asked).text
    assert f'<html lang="{language}" dir="{direction}"' in page
    with translated.test_request_context(headers=asked):
        assert region.reader_locale() == locale


def test_without_catalogs_there_is_english_alone(migrated: Flask) -> None:
    page = migrated.test_client().get("/privacy", base_url=ORIGIN, headers={"Accept-Language": "he"}).text
    assert '<html lang="en" dir="ltr"' in page


def test_a_copy_is_kept_for_readers_of_the_same_language_alone(migrated: Flask) -> None:
    for path in ("/privacy", "/manifest.webmanifest"):
        reply = migrated.test_client().get(path, base_url=ORIGIN)
        assert "Accept-Language" in ", ".join(reply.headers.getlist("Vary")), path
