"""The app on a home screen, under a name that gives nothing away; and its service worker."""

from babel import Locale
from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from journal.web import offline
from journal.web.assets import asset
from journal.web.responses import body

PAPER = "#F7F4EE"
DAY = 86_400  # seconds
APP: dict[str, object] = {
    "id": "/",
    "start_url": "/",
    "scope": "/",
    "display": "standalone",
    "background_color": PAPER,
    "theme_color": PAPER,
}

bp = Blueprint("pwa", __name__)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Return the web app manifest."""
    locale = get_locale() or Locale("en")
    words = {
        "name": _("Journal"),
        "short_name": _("Journal"),
        "description": _("A quiet place to write."),
        "lang": str(locale).replace("_", "-"),
        "dir": locale.text_direction,
    }
    response = body(APP | words | _pictures())
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


@bp.get("/service-worker.js")
def service_worker() -> Response:
    """Return what keeps some pages on the phone; browsers ask for it anew each time."""
    response = offline.script()
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline")
def show_offline() -> str:
    """Say that there is no network. The service worker shows it in place of a page that it cannot get."""
    return render_template("pwa/offline.html")


@bp.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Redirect browsers that ask for an icon without reading the page."""
    return redirect(asset("icons/icon-192.png"), 302)


def _pictures() -> dict[str, object]:
    """Return what shows pictures: icons, shortcuts, screenshots."""
    return {
        "icons": [
            {"src": asset("icons/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
            _picture("icons/icon-192.png", "192x192"),
            _picture("icons/icon-512.png", "512x512"),
            _picture("icons/maskable-512.png", "512x512", purpose="maskable"),
        ],
        "shortcuts": [
            _shortcut(_("Write"), "/entries/new", "icons/write-192.png"),
            _shortcut(_("Get help"), "/help", "icons/help-192.png"),
        ],
        "screenshots": [
            _picture("screenshots/narrow.png", "390x500", form_factor="narrow", label=_("Write")),
            _picture("screenshots/wide.png", "1280x520", form_factor="wide", label=_("Write")),
        ],
    }


def _shortcut(name: str, url: str, icon: str) -> dict[str, object]:
    return {"name": name, "url": url, "icons": [_picture(icon, "192x192")]}


def _picture(path: str, sizes: str, **more: str) -> dict[str, str]:
    return {"src": asset(path), "type": "image/png", "sizes": sizes, **more}
