"""The health check, for whatever watches the server."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, current_app

from journal.core import clock
from journal.core.ledger import ledger
from journal.domain import key_check, sweep_clock
from journal.web import log
from journal.web.responses import body

KEYS_EVERY = timedelta(seconds=15)  # anybody may ask, and to look for everybody's keys takes time
FOUND = "keys found"  # in app.extensions: when none was missing

bp = Blueprint("health", __name__)


@bp.get("/health")
def show() -> Response:
    """Return 200 while the database answers, every key in use is there and the ledger takes endings.

    503 names what is missing in a word; any `flask` command tells more. With 200, "sweep" says that nothing is erased:
    the clock has jumped, or no worker runs. Keys that were all there are looked for again after KEYS_EVERY.
    """
    if _keys_missing():
        return _unhealthy("keys")
    if ledger.fault():
        return _unhealthy("ledger")
    if sweep_clock.is_held():
        return body({"status": "sweep"})
    return body({"status": "ok"})


def _unhealthy(what: str) -> Response:
    log.alarm(what)
    return body({"status": what}, 503)


def _keys_missing() -> bool:
    found: datetime | None = current_app.extensions.get(FOUND)
    if found is not None and abs(clock.now() - found) < KEYS_EVERY:
        key_check.reach_database()
        return False
    missing = bool(key_check.missing())
    current_app.extensions[FOUND] = None if missing else clock.now()
    return missing
