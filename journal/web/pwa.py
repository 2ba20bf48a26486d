"""What makes the site an app on a home screen, under a name that tells nothing; and whether we are alive."""

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import text

from journal.core.db import db
from journal.web.assets import asset
from journal.web.responses import body

PAPER, DAY = "#F7F4EE", 86_400

bp = Blueprint("pwa", __name__)


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Describe the app to the phone."""
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


@bp.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Lead browsers that ask without reading the page."""
    return redirect(asset("icons/icon-192.png"), 302)


@bp.get("/health")
def health() -> Response:
    """Answer 200 while the database does."""
    db.session.execute(text("SELECT 1"))
    return body({"status": "ok"})
