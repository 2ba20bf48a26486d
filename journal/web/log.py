"""The log: JSON lines with ids and acts; never texts, scores, addresses, names or tokens."""

import logging
import sys
import time
import traceback
from errno import errorcode
from pathlib import Path

import orjson
from flask import Flask, Response, g, request

from journal.core import clock
from journal.web import current_user, guard

ALLOWED = frozenset({"event", "level", "at", "method", "rule", "status", "ms", "person", "kind", "where"})
ROOT = Path(__file__).parents[2]
OURS = (f"{ROOT}/journal/", f"{ROOT}/templates/")
# Who opens these, and how long that takes, could tell of somebody's health: their lines say neither.
UNNAMED = frozenset({"checkins", "safety"})


def install(app: Flask) -> None:
    """Write one line for each request."""
    app.before_request(_start)
    app.after_request(_line)
    app.logger.disabled = True  # it would write addresses and messages; `fault` logs faults
    logging.getLogger("werkzeug").disabled = True


def fault(error: BaseException, job: str | None = None) -> None:
    """Log a fault by its kind and place, without its message, which may hold what somebody wrote.

    job: what was being done, outside of a request.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(OURS)] or frames
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(ours[-6:]))
    _write("fault", "error", kind=_kind(error), where=where, rule=job or _rule())


def alarm(kind: str) -> None:
    """Log, in a word, that somebody who runs the server must look after something."""
    _write("alarm", "error", kind=kind)


def _write(event: str, level: str, **fields: object) -> None:
    """Write one whole line, at once, without whatever is not known to be harmless.

    To whatever standard error is at the time, since servers and tests replace it.
    """
    line = {**fields, "event": event, "level": level, "at": clock.now()}
    harmless = {name: value for name, value in line.items() if name in ALLOWED}
    sys.stderr.buffer.write(orjson.dumps(harmless, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE))
    sys.stderr.buffer.flush()


def _kind(error: BaseException) -> str:
    """Return the class of an error, with the code that a database or the system has for it: "OSError ENOSPC"."""
    raised = getattr(error, "orig", None)
    code = getattr(raised, "sqlstate", None) or getattr(raised, "sqlite_errorname", None)
    code = code or errorcode.get(getattr(error, "errno", None) or 0)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _start() -> None:
    g.started = time.perf_counter()


def _line(response: Response) -> Response:
    named = {} if request.blueprint and guard.feature(request.blueprint) in UNNAMED else _who_and_how_long()
    _write("request", "info", method=request.method, rule=_rule(), status=response.status_code, **named)
    return response


def _who_and_how_long() -> dict[str, object]:
    """Return the person, if the request asked who it is, and the milliseconds since it came."""
    person = current_user.remembered()
    taken = time.perf_counter() - g.get("started", time.perf_counter())
    return {"ms": round(taken * 1000, 1), "person": str(person.id) if person else None}


def _rule() -> str | None:
    """Return the pattern of the address; the address itself may hold a token or a search."""
    return request.url_rule.rule if request and request.url_rule else None
