"""The health check, for whatever watches the server."""

from flask import Blueprint, Response
from sqlalchemy import text

from journal.core.db import execute
from journal.web.responses import body

bp = Blueprint("health", __name__)


@bp.get("/health")
def show() -> Response:
    """Return 200 while the database answers."""
    execute(text("SELECT 1"))
    return body({"status": "ok"})
