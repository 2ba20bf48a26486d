"""The health check, for whatever watches the server."""

from flask import Blueprint, Response

from journal.domain import key_check
from journal.web.responses import body

bp = Blueprint("health", __name__)


@bp.get("/health")
def show() -> Response:
    """Return 200 while the database answers and every key in use is there; 503 says what is missing."""
    missing = key_check.missing()
    return body({"status": "keys", "detail": missing}, 503) if missing else body({"status": "ok"})
