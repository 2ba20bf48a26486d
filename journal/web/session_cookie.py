"""Put a device's token into the cookie, and take it out."""

from flask import session
from flask_login import login_user, logout_user

from journal.core import clock
from journal.core.errors import Unknown
from journal.domain.identity import Actor, authenticate
from journal.web import current_user, throttle


def enter(token: str, account: bytes) -> Actor:
    """Let the browser be this device from now on; whatever its cookie held before is gone. Raises Unknown."""
    person = authenticate(token, clock.now())
    if person is None:
        raise Unknown
    session.clear()
    session.permanent = True
    login_user(person)
    current_user.remember(person)
    throttle.remember(account)
    return person


def leave() -> None:
    """Take the token out; the browser stays known, so that a stranger's wrong tries do not hold its owner up."""
    known = session.get(throttle.KNOWN)
    logout_user()
    session.clear()
    if known:
        session.permanent = True
        session[throttle.KNOWN] = known
