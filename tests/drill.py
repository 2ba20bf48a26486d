"""The people of the drill: what they had when the backup was made, what ended after it, and what they can open then.

Everything is done as people and operators do it: over HTTP and by `flask` commands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from journal.app import create_app
from journal.core.db import db
from tests.features.invitations import links
from tests.plugins import sharing
from tests.plugins.instances import Instance
from tests.plugins.people import ORIGIN, PASSWORD, Browser, Somebody, settings

NEW_PASSWORD = "four words that are new"
PATIENTS = ("Ada", "Eve", "Nia", "Mia", "Kim", "Zoe")
CLINIC = ("clinic", "add", "Lake House", "--country", "US", "--zone", "America/New_York")


def email(name: str) -> str:
    return f"{name.lower()}@example.org"


def words(name: str) -> str:
    return f"What {name} wrote: the water was dark, and\nI was not afraid of it — ça va."


@contextmanager
def served(instance: Instance) -> Iterator[Flask]:
    """Serve an instance, in this process."""
    path = instance.environ.get("JOURNAL_LEDGER")
    given = settings(instance.environ["JOURNAL_DATABASE_URL"])
    app = create_app(replace(given, ledger=Path(path) if path else None))
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


def moved(browser: FlaskClient, app: Flask) -> FlaskClient:
    """Return the same browser, which has the restored instance before it."""
    cookie = browser.get_cookie("__Host-journal", urlsplit(ORIGIN).netloc)
    again = Browser(app)
    if cookie:
        again.set_cookie(cookie.key, cookie.value, domain=urlsplit(ORIGIN).netloc, secure=True)
    return again


def sign_in(browser: FlaskClient, name: str, password: str = PASSWORD) -> int:
    return browser.post("/api/v1/session", json={"email": email(name), "password": password}).status_code


def use_link(app: Flask, instance: Instance, name: str, link: str = "") -> None:
    """Choose a new password by a link of the operator's, a new one if none is given."""
    link = link or instance.done("account", "reset", email(name))
    body = {"token": link.strip().partition("#")[2], "email": email(name), "password": NEW_PASSWORD}
    assert Browser(app).post("/api/v1/resets", json=body).status_code == 204


@dataclass
class Opens:
    """What opens after a restore.

    signed_in: whose browser. by_password: who signs in. to_tom: what he reads, of whom.
    """

    signed_in: list[str]
    by_password: list[str]
    to_tom: dict[str, list[str]]

    def __str__(self) -> str:
        ways = {"by her browser": self.signed_in, "by her password": self.by_password}
        nia = [way for way, names in ways.items() if "Nia" in names]
        return (
            f"The therapist opens: {self.to_tom or 'nothing'}\n"
            f"The deleted patient opens: {' and '.join(nia) or 'nothing'}\n"
            f"Still signed in: {', '.join(self.signed_in) or 'nobody'}\n"
            f"Sign in with a password: {', '.join(self.by_password) or 'nobody'}\n"
        )


@dataclass
class Life:
    """A clinic on an instance. browsers: by name, each signed in. entries, shares: of patients, by name."""

    instance: Instance
    app: Flask
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    people: dict[str, Somebody] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    shares: dict[str, str] = field(default_factory=dict)
    second_share: str = ""
    invitation: str = ""

    def begin(self) -> None:
        """Open the clinic: Clara invites Tom, Tom his patients; each writes an entry and shares its words with him."""
        clinic_id = self.instance.done(*CLINIC).strip()
        link = self.instance.done("admin", "add", clinic_id, email("Clara"), "Clara")
        use_link(self.app, self.instance, "Clara", link)
        self._meet("Clara", NEW_PASSWORD)
        self._invite("Clara", "Tom", "therapist")
        for name in PATIENTS:
            self._invite("Tom", name, "patient")
            browser = self.browsers[name]
            self.entries[name] = sharing.entry(browser, words(name))
            self.shares[name] = sharing.share(browser, self.people["Tom"], self._piece(name))
        self.second_share = sharing.share(self.browsers["Ada"], self.people["Tom"], sharing.TOPIC)
        self.invitation = links.token_of(self.browsers["Zoe"], email("Gus"), "therapist")

        self.browsers["Kim elsewhere"] = elsewhere = Browser(self.app)
        sign_in(elsewhere, "Kim")

    def end(self) -> None:
        """End what can end: a share, care, two accounts, a password, devices, an invitation."""
        assert self.browsers["Ada"].delete(f"/api/v1/shares/{self.shares['Ada']}").status_code == 204
        (care,) = self.browsers["Eve"].get("/api/v1/care").json["items"]
        assert self.browsers["Eve"].delete(f"/api/v1/care/{care['id']}").status_code == 204
        self.instance.done("account", "delete", email("Nia"), "--yes")
        mia = self.people["Mia"].id
        assert self.browsers["Clara"].put(f"/api/v1/people/{mia}/deactivation").status_code == 204
        change = {"current": PASSWORD, "password": NEW_PASSWORD}
        assert self.browsers["Kim"].put("/api/v1/me/password", json=change).status_code == 204
        assert links.decline(Browser(self.app), self.invitation, "api").status_code == 204
        assert self.browsers["Ada"].delete("/api/v1/session").status_code == 204

    def _invite(self, by: str, name: str, role: str) -> None:
        token = links.token_of(self.browsers[by], email(name), role)
        assert links.accept(Browser(self.app), token, email=email(name), name=name, password=PASSWORD) == 201
        self._meet(name)

    def _meet(self, name: str, password: str = PASSWORD) -> None:
        browser = self.browsers[name] = Browser(self.app)
        assert sign_in(browser, name, password) == 200
        me = browser.get("/api/v1/me").json
        self.people[name] = Somebody(me["id"], name, email(name), me["role"])

    def opens(self, app: Flask) -> Opens:
        """Try everything that opened something before."""
        browsers = {name: moved(browser, app) for name, browser in self.browsers.items()}
        signed_in = [name for name, browser in browsers.items() if browser.get("/api/v1/me").status_code == 200]
        passwords = (PASSWORD, NEW_PASSWORD)
        by = [name for name in self.people if any(sign_in(Browser(app), name, one) == 200 for one in passwords)]
        return Opens(signed_in, by, self.seen_by_tom(browsers["Tom"]))

    def seen_by_tom(self, tom: FlaskClient) -> dict[str, list[str]]:
        """Return what Tom can open: the words by the patient's name."""
        briefs = {name: sharing.brief(tom, self.people[name]) for name in PATIENTS}
        return {
            name: [piece["text"] for share in brief.json["shares"] for piece in share["pieces"]]
            for name, brief in briefs.items()
            if brief.status_code == 200
        }

    def check_entry(self, app: Flask, name: str, password: str) -> None:
        """Fail unless a patient signs in and reads their entry, word for word."""
        browser = Browser(app)
        assert sign_in(browser, name, password) == 200
        assert browser.get(f"/api/v1/entries/{self.entries[name]}").json["body"] == words(name)

    def _piece(self, name: str) -> dict[str, Any]:
        return sharing.excerpt(self.entries[name], "I was not afraid of it — ça va.")
