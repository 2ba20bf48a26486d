"""The application in two languages that nobody speaks: tests/words/pseudo.py."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from journal.app import create_app
from journal.core.choices import ADMIN, PATIENT, THERAPIST
from journal.core.db import db
from journal.core.roles import APP
from tests.plugins.databases import as_role
from tests.plugins.live import serving
from tests.plugins.people import PASSWORD, Browser, Somebody, settings
from tests.words import extracted, pseudo
from tests.words import world as worlds
from tests.words.world import World

Reads = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of their catalogs."""
    folder = tmp_path_factory.mktemp("translations")
    pseudo.write(extracted.catalog(tmp_path_factory.getbasetemp()), folder)
    return str(folder)


@pytest.fixture(scope="session")
def translated(migrated: Flask, database_url: str, translations: str) -> Iterator[Flask]:
    """The application as it is served, with both catalogs."""
    app = create_app(replace(settings(as_role(database_url, APP)), translations=translations))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def served_translated(migrated: Flask, database_url: str, translations: str) -> Iterator[str]:
    """A server of it, for browsers."""
    with serving(replace(settings(database_url), translations=translations)) as base:
        yield base


@pytest.fixture
def reads(app: Flask, translated: Flask) -> Reads:
    """Return a browser of somebody (None: of nobody) who reads a language; they are signed in."""

    def open_browser(person: Somebody | None, language: str = pseudo.ACCENTED) -> FlaskClient:
        browser = Browser(translated)
        browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        if person:
            answer = browser.post("/sign-in", data={"email": person.email, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
        return browser

    return open_browser


@pytest.fixture
def foreign_world(make_person: Callable[..., Somebody], take_care: Callable[..., UUID], reads: Reads) -> World:
    """People who read the first of the languages, with what they wrote and shared."""
    people = {name: make_person(name.capitalize(), PATIENT) for name in ("ada", "eve")}
    people |= {"tom": make_person("Tom", THERAPIST), "gus": make_person("Gus", THERAPIST, guest=True)}
    people |= {"clara": make_person("Clara", ADMIN)}
    care = take_care(people["tom"], people["ada"])
    take_care(people["tom"], people["eve"])
    return worlds.make(*(reads(people[name]) for name in ("ada", "tom", "clara")), people, care)
