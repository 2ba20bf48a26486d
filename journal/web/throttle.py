"""Throttle guessing: count failed attempts by account and by address.

No stranger may lock an owner out, so each browser that has signed in to the account before is counted separately.
Source: OWASP, "Slow down online guessing attacks with device cookies".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from secrets import token_hex

from flask import Flask, current_app, request, session
from flask_babel import ngettext
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.middleware.proxy_fix import ProxyFix

from journal.core import clock
from journal.core.errors import Mismatch, TooMany, Unauthenticated

BY_PAIR = RateLimitItemPerMinute(10, 15)  # one account from one address
BY_ADDRESS = RateLimitItemPerMinute(50, 15)  # any accounts from one address
BY_ACCOUNT = RateLimitItemPerHour(100)  # one account from anywhere, known browsers apart
KNOWN = "known"  # the key in the cookie
NONCE_BYTES = 8
NETWORK = 64  # bits of an IPv6 address that name a subscriber's network


def install(app: Flask) -> None:
    """Count where the settings say, and read the visitor's address behind the proxies in front."""
    app.extensions["throttle"] = MovingWindowRateLimiter(storage_from_string(app.config["LIMITS_URL"]))
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]


@contextmanager
def tries(account: bytes) -> Iterator[None]:
    """Check a secret inside; a failed attempt is counted. Raises TooMany.

    account: what the attempts are counted for, such as the digest of a sign-in address.
    """
    _check(account)
    try:
        yield
    except (Unauthenticated, Mismatch):
        for item, key in _counts(account):
            _limiter().hit(item, *key)
        raise


def _check(account: bytes) -> None:
    for item, key in _counts(account):
        if not _limiter().test(item, *key):
            reset = _limiter().get_window_stats(item, *key).reset_time
            raise _too_many(max(1, int(reset - clock.now().timestamp()) + 1))


def _too_many(seconds: int) -> TooMany:
    minutes = -(-seconds // 60)
    detail = ngettext(
        "There were many tries. Wait a minute, then try again.",
        "There were many tries. Wait %(num)s minutes, then try again.",
        minutes,
    )
    return TooMany(seconds, detail)


def remember(account: bytes) -> None:
    """Remember in the cookie that this browser has signed in to the account, also after signing out."""
    session[KNOWN] = [account.hex(), token_hex(NONCE_BYTES)]


def knows_browser() -> bool:
    """Return whether the signed cookie says that somebody has signed in on this browser; they may be signed out."""
    return KNOWN in session


def _counts(account: bytes) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    name, address = account.hex(), _network()
    match session.get(KNOWN):
        case [known, str(nonce)] if known == name:
            return [(BY_PAIR, ("known", name, nonce))]
    return [(BY_PAIR, ("pair", name, address)), (BY_ADDRESS, ("address", address)), (BY_ACCOUNT, ("account", name))]


def _network() -> str:
    """Return the visitor's IPv4 address, or the network of an IPv6 address."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "-"
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), NETWORK), strict=False))


def _limiter() -> MovingWindowRateLimiter:
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    return limiter
