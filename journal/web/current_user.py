"""Who is signed in on this browser, as Flask-Login finds them, and how the API shows them."""

from typing import TypedDict
from uuid import UUID

from flask import Flask, g, session
from flask_login import LoginManager, current_user
from marshmallow import fields

from journal.core import clock
from journal.core.reply import ReplySchema
from journal.crypto import tokens
from journal.domain.identity import Actor, authenticate

COUNTRY = "country"  # in the cookie of a signed-in browser

login = LoginManager()
login.session_protection = None  # phones change network; the device's row is the check


class ProfileSchema(ReplySchema):
    """Who is signed in."""

    id = fields.UUID()
    role = fields.String()
    name = fields.String()
    zone = fields.String()


class Profile(TypedDict):
    """The signed-in person in the API's words. zone: such as America/New_York."""

    id: UUID
    role: str
    name: str
    zone: str


def install(app: Flask) -> None:
    """Let Flask-Login find the person at the first question of a request."""
    login.init_app(app)


def me() -> Actor:
    """Return the signed-in person. Call it only where the guard requires one."""
    person: Actor = current_user._get_current_object()  # the proxy itself is slower
    return person


def me_or_none() -> Actor | None:
    """Return who is signed in, None if nobody is or the database is away."""
    if "database_away" in g:
        return None
    person = current_user._get_current_object()
    return person if isinstance(person, Actor) else None


def country() -> str | None:
    """Return the country of the reader's clinic, None if it is not known.

    Where the database does not say who the reader is, their cookie still names it: help has the right numbers then.
    """
    person = me_or_none()
    return person.country if person else session.get(COUNTRY)


def cookie_owner() -> UUID | None:
    """Return whose device the signed cookie names, also when that device is signed out; None if it names none."""
    token = tokens.parse(session.get("_user_id", ""))
    return token.owner_id if token else None


def serialize(person: Actor) -> Profile:
    """Return the person as the API shows them."""
    return {"id": person.id, "role": person.role, "name": person.name, "zone": person.zone_name}


def mark_database_away() -> None:
    """Treat the request as signed out, so that the database is not asked again."""
    g.database_away = True


def remember(person: Actor) -> None:
    """Remember the person for `remembered`."""
    g.person = person


def remembered() -> Actor | None:
    """Return the person already loaded in this request, None if not loaded."""
    person: Actor | None = g.get("person")
    return person


@login.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> Actor | None:
    if "database_away" in g:
        return None
    person = authenticate(token, clock.now())
    if person is not None:
        remember(person)
    return person
