"""Throttle guessing: domain/attempts counts, by the visitor's network and by the accounts that know the browser."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from ipaddress import ip_address, ip_network

from flask import Flask, request, session
from werkzeug.middleware.proxy_fix import ProxyFix

from journal.domain import attempt_counts, attempts, known_browsers
from journal.domain.identity import Actor
from journal.domain.known_browsers import Mark

MARKS = "marks"  # the key in the cookie
NETWORK = 64  # bits of an IPv6 address that name a subscriber's network


def install(app: Flask) -> None:
    """Read the visitor's address behind the proxies in front."""
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]


def signing_in(email: str) -> AbstractContextManager[None]:
    """Check a password for an address inside. Raises TooMany."""
    return attempt_counts.counted(attempts.signing_in(email, _network(), marks()))


def using_link(token: str) -> AbstractContextManager[None]:
    """Check inside whether a link, one that works, is for an address. Raises TooMany."""
    return attempt_counts.counted(attempts.using_link(token, _network()))


@contextmanager
def changing_password(person: Actor) -> Iterator[None]:
    """Change inside the password of whoever is signed in: this browser is known by the new one. Raises TooMany."""
    with attempt_counts.counted(attempts.changing_password(person)):
        yield
    remember(person, marks())


def marks() -> list[Mark]:
    """Return what the signed cookie remembers of the accounts that signed in on this browser."""
    return [Mark(*mark) for mark in session.get(MARKS, [])]


def remember(person: Actor, before: list[Mark]) -> None:
    """Remember that somebody has signed in on this browser, or changed their password. before: its marks."""
    session[MARKS] = known_browsers.remember(before, person.id)


def knows_browser() -> bool:
    """Return whether the signed cookie says that somebody has signed in on this browser; they may be signed out."""
    return MARKS in session


def _network() -> str:
    """Return the visitor's IPv4 address, or the network of an IPv6 address."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "-"
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), NETWORK), strict=False))
