"""Dates and the clock are written as in the reader's region: the browser's, else the clinic's."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from journal.core import clock
from journal.core.db import commit
from journal.models import Clinic
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]

STARTS = "2026-09-20T20:14:00-04:00"
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
        ("de-DE,de;q=0.9,en-GB;q=0.5", "US", BRITISH),
        ("de-DE", "US", AMERICAN),
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


@pytest.mark.parametrize(("languages", "short"), [("en-US", "until Sep 27."), ("en-GB", "until 27 Sept.")])
def test_a_short_day_is_short_in_each_region(app: Flask, languages: str, short: str) -> None:
    day = clock.now().replace(month=9, day=27, hour=12)
    with app.test_request_context(headers={"Accept-Language": languages}):
        assert app.jinja_env.from_string("until {{ day|short_day }}.").render(day=day) == short
