"""The check before every view: did our own page send this request, and may this role open this door?"""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Forbidden, Unauthenticated
from journal.domain import access
from journal.web import fetch_metadata
from journal.web.current_user import me_or_none

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
API_SUFFIX = "-api"


def install(app: Flask) -> None:
    """Put the guard in front of every view."""
    app.before_request(guard)


def check_doors(app: Flask) -> None:
    """Raise RuntimeError if a blueprint has no line in DOORS: closed by default."""
    missing = {feature(name) for name in app.blueprints} - set(access.DOORS)
    if missing:
        raise RuntimeError(f"access.DOORS has no line for {sorted(missing)}")


def feature(blueprint: str) -> str:
    """Return the feature of a blueprint: its pages and API share one door."""
    return blueprint.removesuffix(API_SUFFIX)


def is_open_to_nobody() -> bool:
    """Return whether the page that this request asks for opens without signing in; True if there is no such page."""
    return request.blueprint is None or access.NOBODY in access.DOORS[feature(request.blueprint)]


def guard() -> ResponseReturnValue | None:
    """Refuse a request, or redirect to the sign-in page; None lets it pass, as every 404 and 405 does."""
    if request.method not in SAFE and not fetch_metadata.sent_by_us():
        raise Forbidden(_("This came from another site, so nothing was done. Open Journal itself and try again."))
    if request.blueprint is None:
        return None
    door = access.DOORS[feature(request.blueprint)]
    if access.NOBODY in door:
        return None
    person = me_or_none()
    role = person.role if person else access.NOBODY
    if role in door:
        return None
    if role != access.NOBODY:
        raise Forbidden
    if request.path.startswith("/api/") or request.method not in SAFE:
        raise Unauthenticated(_("Sign in first."))
    return redirect(url_for("signin.new", next=request.full_path.rstrip("?")), 303)
