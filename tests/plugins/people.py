"""The application on a test database, the people of a clinic, and signing in. People never change role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from journal.app import create_app
from journal.cli import ROLES, migrations
from journal.config import Settings
from journal.core import roles
from journal.core.choices import ADMIN, PATIENT, THERAPIST
from journal.core.connection import commit
from journal.core.db import Base, db
from journal.core.ids import new_id
from journal.core.roles import APP, MAINTENANCE, OWNER
from journal.core.row_security import acting_for
from journal.crypto import passwords
from journal.domain import accounts, devices
from journal.domain.identity import Actor, authenticate
from journal.features.signin import service as signin
from journal.models import Clinic
from journal.web import health
from tests.plugins.databases import as_role, empty
from tests.plugins.unrestricted import execute

AS_ROLE = "as_role"  # in an application's extensions: itself and its likes, by the role that they connect as
PASSWORD = "four quiet words here"
ORIGIN = "https://journal.example.org"
HASHED = passwords.hash_password(PASSWORD)


def settings(database_url: str) -> Settings:
    """Return settings of a production instance, with keys for tests."""
    return Settings(
        demo=False,
        database_url=database_url,
        public_url=ORIGIN,
        secret_key=bytes(range(32)),
        address_key=bytes(range(32, 64)),
        master_keys={1: bytes(range(64, 96))},
    )


@dataclass(frozen=True)
class Somebody:
    """A person with an account."""

    id: UUID
    name: str
    email: str
    role: str


@pytest.fixture(scope="session")
def migrated(database_url: str) -> Iterator[Flask]:
    """The application, its tables made by the migrations, connected as the server's role."""
    apps = {role: create_app(settings(as_role(database_url, role))) for role in roles.ROLES}
    for app in apps.values():
        migrations.install(app)
        app.extensions[AS_ROLE] = apps
    with apps[OWNER].app_context():
        from flask_migrate import upgrade

        upgrade()
    yield apps[APP]
    for app in apps.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def maintenance(migrated: Flask) -> Flask:
    """The application as the worker and the commands run it."""
    app: Flask = migrated.extensions[AS_ROLE][MAINTENANCE]
    return app


def command(app: Flask, *words: str, **options: Any) -> Result:
    """Give a command as an operator does, connected as the role that it needs. options: of click's runner."""
    return app.extensions[AS_ROLE][ROLES.get(words[0], MAINTENANCE)].test_cli_runner().invoke(args=words, **options)


@pytest.fixture
def app(migrated: Flask) -> Iterator[Flask]:
    """The application with empty tables. No context is pushed: each request has a fresh one, as in production."""
    with migrated.app_context():
        empty(db.engine, Base.metadata)
    migrated.extensions.pop(health.FOUND, None)
    return migrated


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """A pushed context, for tests that call services; not to be mixed with requests."""
    with app.app_context():
        yield app


@pytest.fixture
def maintenance_context(app: Flask, maintenance: Flask) -> Iterator[Flask]:
    """A pushed context of the worker and the commands, who reach everybody's rows."""
    with maintenance.app_context():
        yield maintenance


@pytest.fixture
def clinic(app: Flask) -> UUID:
    """A clinic in New York."""
    clinic_id = new_id()
    row = {
        "id": clinic_id,
        "name": "Lake House",
        "country": "US",
        "zone": "America/New_York",
        "phone": "+1 2125550100",
    }
    with app.app_context():
        execute(insert(Clinic), row)
        commit()
    return clinic_id


@pytest.fixture
def make_person(app: Flask, clinic: UUID) -> Callable[..., Somebody]:
    """Add an account at the clinic."""

    def make(name: str, role: str, *, guest: bool = False) -> Somebody:
        email = f"{name.lower()}@example.org"
        with app.app_context():
            now = datetime.now(UTC)
            person_id, keys = accounts.make_keys(now)
            accounts.add(person_id, keys, accounts.NewPerson(clinic, role, name, email, HASHED, guest), now)
            commit()
        return Somebody(person_id, name, email, role)

    return make


@pytest.fixture
def ada(make_person: Callable[..., Somebody]) -> Somebody:
    """A patient."""
    return make_person("Ada", PATIENT)


@pytest.fixture
def eve(make_person: Callable[..., Somebody]) -> Somebody:
    """Another patient."""
    return make_person("Eve", PATIENT)


@pytest.fixture
def tom(make_person: Callable[..., Somebody]) -> Somebody:
    """A therapist, with no patients until a test adds care."""
    return make_person("Tom", THERAPIST)


@pytest.fixture
def clara(make_person: Callable[..., Somebody]) -> Somebody:
    """The clinic's admin."""
    return make_person("Clara", ADMIN)


class Browser(FlaskClient):
    """A client that sends Sec-Fetch-Site as browsers do. bare: it sends none."""

    bare = False

    def open(self, *args: object, **kwargs: object) -> object:
        """Send a request over HTTPS."""
        headers = dict(kwargs.pop("headers", None) or {})
        if not self.bare:
            headers.setdefault("Sec-Fetch-Site", "same-origin")
        kwargs.setdefault("base_url", ORIGIN)
        return super().open(*args, headers=headers, **kwargs)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return Browser(app)


@pytest.fixture
def as_(app: Flask) -> Callable[[Somebody], FlaskClient]:
    """Sign somebody in through the form, once a test, and return their client."""
    browsers: dict[UUID, FlaskClient] = {}

    def sign_in(person: Somebody) -> FlaskClient:
        if person.id not in browsers:
            browser = Browser(app)
            answer = browser.post("/sign-in", data={"email": person.email, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            browsers[person.id] = browser
        return browsers[person.id]

    return sign_in


@pytest.fixture
def signed_out(app: Flask, as_: Callable[[Somebody], FlaskClient]) -> Callable[[Somebody], FlaskClient]:
    """Return somebody's client after they were signed out on another device."""

    def end(person: Somebody) -> FlaskClient:
        client = as_(person)
        end_devices(app, person)
        return client

    return end


def end_devices(app: Flask, person: Somebody) -> None:
    """Sign somebody out everywhere, as they do on another device."""
    with app.app_context(), acting_for(person.id):
        devices.end_all(person.id, person.id, datetime.now(UTC))
        commit()


def end_other_devices(client: FlaskClient) -> None:
    """Sign somebody out everywhere else, as they do by the list of their devices."""
    for device in client.get("/api/v1/devices").json["items"]:
        if not device["this"]:
            assert client.delete(f"/api/v1/devices/{device['id']}").status_code == 204


@pytest.fixture
def acting(context: Flask) -> Callable[[Somebody], Actor]:
    """Return somebody as the actor that services take."""

    def act(person: Somebody) -> Actor:
        token = signin.sign_in(person.email, PASSWORD, "A test")
        actor = authenticate(token, datetime.now(UTC))
        assert actor is not None
        return actor

    return act
