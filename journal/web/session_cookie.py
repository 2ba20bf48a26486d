"""The cookie of a signed-in browser: it holds the token of a device, and the clinic's country for help."""

from flask import session
from flask_login import login_user, logout_user

from journal.core import clock
from journal.core.errors import Unauthenticated
from journal.domain.identity import Actor, authenticate
from journal.web import current_user, throttle


def enter(token: str) -> Actor:
    """Sign the browser in as this device, in place of whatever its cookie held. Raises Unauthenticated."""
    person = authenticate(token, clock.now())
    if person is None:
        raise Unauthenticated
    marks = throttle.marks()
    session.clear()
    session.permanent = True
    login_user(person)
    session.pop("_id", None)  # what Flask-Login makes of address and browser; nothing compares it
    session[current_user.COUNTRY] = person.country
    current_user.remember(person)
    throttle.remember(person, marks)
    return person


def leave() -> None:
    """Sign the browser out. The throttle still knows it: other people's failed attempts do not slow its owners down."""
    marks = session.get(throttle.MARKS)
    logout_user()
    session.clear()
    if marks:
        session.permanent = True
        session[throttle.MARKS] = marks
