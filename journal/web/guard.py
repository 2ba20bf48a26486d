"""Asked before every view: is this request from our own pages, who is it, and has that person a door here?"""

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.core.errors import Forbidden, Unknown
from journal.domain import access
from journal.web import links
from journal.web.current_user import visitor

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
API_SUFFIX = "-api"


def install(app: Flask) -> None:
    """Put the guard in front of every view."""
    app.before_request(guard)


def check_doors(app: Flask) -> None:
    """Stop the start where a blueprint has no line in DOORS: closed by default."""
    missing = {feature(name) for name in app.blueprints} - set(access.DOORS)
    if missing:
        raise RuntimeError(f"access.DOORS has no line for {sorted(missing)}")


def feature(blueprint: str) -> str:
    """Return the feature that a blueprint belongs to: pages and API share one door."""
    return blueprint.removesuffix(API_SUFFIX)


def guard() -> ResponseReturnValue | None:
    """Let the request pass, or refuse it. Addresses that lead nowhere, and wrong verbs, pass on to 404 and 405."""
    if request.method not in SAFE and not links.sent_by_us():
        raise Forbidden(_("This came from another site, so nothing was done. Open Journal itself and try again."))
    if request.blueprint is None:
        return None
    door = access.DOORS[feature(request.blueprint)]
    if access.NOBODY in door:
        return None
    person = visitor()
    role = person.role if person else access.NOBODY
    if role in door:
        return None
    if role != access.NOBODY:
        raise Forbidden
    if request.path.startswith("/api/") or request.method not in SAFE:
        raise Unknown(_("Sign in first."))
    return redirect(url_for("signin.new", next=request.full_path.rstrip("?")), 303)
