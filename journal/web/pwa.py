"""The app on a home screen, under a name that gives nothing away; and its service worker."""

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from journal.web import offline
from journal.web.assets import asset
from journal.web.responses import body

PAPER = "#F7F4EE"
DAY = 86_400  # seconds

bp = Blueprint("pwa", __name__)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Return the web app manifest."""
    icons = [
        {"src": asset("icons/icon.svg"), "type": "image/svg+xml", "sizes": "any"},
        {"src": asset("icons/icon-192.png"), "type": "image/png", "sizes": "192x192"},
        {"src": asset("icons/icon-512.png"), "type": "image/png", "sizes": "512x512"},
        {"src": asset("icons/maskable-512.png"), "type": "image/png", "sizes": "512x512", "purpose": "maskable"},
    ]
    response = body(
        {
            "id": "/",
            "name": _("Journal"),
            "short_name": _("Journal"),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": icons,
        }
    )
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
