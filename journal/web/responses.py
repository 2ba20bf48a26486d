"""How the API answers: bodies, ETags, revisions, pages of a list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import orjson
from flask import Flask, Response, request
from flask.json.provider import JSONProvider
from flask_babel import gettext as _

from journal.core.errors import Invalid
from journal.domain.paging import Page, Position
from journal.domain.records import Kept

LIMIT, MOST = 20, 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS


class Revised(Protocol):
    """A row that can have further revisions."""

    @property
    def revision(self) -> int:
        """Its current one, from 1."""


class Json(JSONProvider):
    """JSON by orjson."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:
        """Return `obj` as JSON."""
        return orjson.dumps(obj, default=_plain, option=_OPTIONS).decode()

    def loads(self, s: str | bytes, **_kwargs: Any) -> Any:
        """Return what `s` says."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """Return an answer that holds JSON."""
        return body(self._prepare_response_obj(args, kwargs))


def install(app: Flask) -> None:
    """Let Flask speak JSON by orjson."""
    app.json = Json(app)


def body(value: Any, status: int = 200) -> Response:
    """Return an answer whose JSON is `value`: plain values, datetimes, UUIDs, and what has a `to_dict`."""
    dumped = orjson.dumps(value, default=_plain, option=_OPTIONS)
    return Response(dumped, status, mimetype="application/json")


def row(item: Revised, status: int = 200) -> Response:
    """Return one row with its revision as the ETag; 304 where the caller has that revision."""
    answer = body(item, status)
    answer.set_etag(str(item.revision))
    if request.method in ("GET", "HEAD"):
        answer.make_conditional(request)
    return answer


def kept(result: Kept[Any]) -> Response:
    """Answer a PUT: 201 where the row is new, else 200."""
    return row(result.item, 201 if result.new else 200)


def revision() -> int | None:
    """Return the revision that the caller means to replace, None where If-Match names none.

    "*" and lists name no single revision, so they count as none: nobody's words are replaced unseen.
    """
    return number(request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"'))


def number(word: str) -> int | None:
    """Return the revision that a header or a form names, None where it names none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None


def page(found: Page[Any]) -> Response:
    """Answer a page of a list."""
    return body({"items": found.items, "next": cursor(found.next)})


def paging() -> tuple[int, Position | None]:
    """Return the limit and the position that the query asks for. Raises Invalid."""
    given = request.args.get("limit", str(LIMIT))
    if not (given.isascii() and given.isdigit() and len(given) < 4 and 1 <= int(given) <= MOST):
        raise Invalid(limit=_("Give a whole number from 1 to %(most)s.", most=MOST))
    after = request.args.get("cursor")
    return int(given), None if after is None else position(after)


def cursor(end: Position | None) -> str | None:
    """Encode where a page ends, None where it is the last one."""
    if end is None:
        return None
    micros = (end.at - EPOCH) // timedelta(microseconds=1)
    return urlsafe_b64encode(micros.to_bytes(8, "big", signed=True) + end.id.bytes).decode()


def position(word: str) -> Position:
    """Decode a cursor. Raises Invalid for anything else."""
    try:
        raw = urlsafe_b64decode(word.encode("ascii"))
        seconds, micros = divmod(int.from_bytes(raw[:8], "big", signed=True), 1_000_000)
        at = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
        return Position(at, UUID(bytes=raw[8:]))
    except (NotBase64, ValueError, OverflowError, OSError):
        raise Invalid(cursor=_("This is no cursor of ours. Use the one that the last page gave as next.")) from None


def _plain(value: object) -> object:
    to_dict = getattr(value, "to_dict", None)
    return to_dict() if to_dict else str(value)
