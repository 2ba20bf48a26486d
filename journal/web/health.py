"""The health check, for whatever watches the server."""

from flask import Blueprint, Response

from journal.core.ledger import ledger
from journal.domain import key_check
from journal.web.responses import body

bp = Blueprint("health", __name__)


@bp.get("/health")
def show() -> Response:
    """Return 200 while the database answers, every key in use is there and the ledger takes endings.

    503 names what is missing in a word; any `flask` command tells more.
    """
    if key_check.missing():
        return body({"status": "keys"}, 503)
    if ledger.fault():
        return body({"status": "ledger"}, 503)
    return body({"status": "ok"})
