"""Build the API's replies (JSON, ETag, page of a list), and read what requests say of them: revision, limit, cursor.

The ETag of a record is its revision and a digest of what is shown, "3-9f86d081884c7d65", since that changes without a
further revision too: the day of an entry when its treatment moves. If-None-Match compares the whole; If-Match the
revision alone, since only what somebody wrote can be written over.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Protocol, TypeVar
from uuid import UUID

import orjson
from flask import Flask, Response, request
from flask.json.provider import JSONProvider
from flask_babel import gettext as _

from journal.core.errors import Invalid, Refused
from journal.core.text import whole_number
from journal.domain.paging import LIMIT, MOST, Page, Position
from journal.domain.records import PutResult

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS

T = TypeVar("T")


class Revised(Protocol):
    """A record that can have further revisions."""

    @property
    def revision(self) -> int:
        """Its current one, from 1."""


R = TypeVar("R", bound=Revised)


class Json(JSONProvider):
    """JSON by orjson."""

    def dumps(self, obj: object, **_kwargs: object) -> str:
        """Return `obj` as JSON."""
        return _dump(obj).decode()

    def loads(self, s: str | bytes, **_kwargs: object) -> Any:
        """Return the value of a JSON text."""
        return orjson.loads(s)

    def response(self, *args: object, **kwargs: object) -> Response:
        """Return a response that holds JSON."""
        return body(self._prepare_response_obj(args, kwargs))


def install(app: Flask) -> None:
    """Let Flask speak JSON by orjson."""
    app.json = Json(app)


def body(value: object, status: int = 200) -> Response:
    """Return a response whose JSON is `value`: plain values, datetimes, UUIDs, and whatever has a `to_dict`."""
    return _json(_dump(value), status)


def record(found: Revised, status: int = 200) -> Response:
    """Return one record with its ETag; 304 if the caller has just this."""
    dumped = _dump(found)
    return _conditional(_json(dumped, status), _record_tag(found.revision, dumped))


def tagged(value: object, tag: str) -> Response:
    """Return JSON with an ETag; 304 if the caller has what has this tag."""
    return _conditional(body(value), tag)


def record_tag(revision: int, found: object) -> str:
    """Return the ETag of a record."""
    return _record_tag(revision, _dump(found))


def kept(result: PutResult[R]) -> Response:
    """Return the record that a PUT stored: 201 if it is new, else 200."""
    return record(result.record, 201 if result.new else 200)


def retry_after(error: Refused | None) -> dict[str, str]:
    """Return the header that says when the same may be sent again."""
    return {"Retry-After": str(error.retry_after)} if error and error.retry_after else {}


def revision() -> int | None:
    """Return the revision that the caller means to replace, None if If-Match names none.

    It names an ETag, or a revision's number alone. "*" and lists count as none, since they name no single revision: no
    text is replaced unseen.
    """
    number, _dash, digest = _if_match().partition("-")
    return whole_number(number) if digest.isalnum() or not digest else None


def seen() -> str | None:
    """Return the ETag of what the caller looked at, None if If-Match names none; "*" names none."""
    tag = _if_match()
    return None if tag in ("", "*") else tag


def page(found: Page[T]) -> Response:
    """Return a page of a list."""
    return body({"items": found.items, "next": cursor(found.next)})


def paging() -> tuple[int, Position | None]:
    """Return the limit and the position in the query; None for the first page. Raises Invalid."""
    limit = whole_number(request.args.get("limit", str(LIMIT)))
    if limit is None or not 1 <= limit <= MOST:
        raise Invalid(limit=_("Give a whole number from 1 to %(most)s.", most=MOST))
    after = request.args.get("cursor")
    return limit, None if after is None else position(after)


def cursor(end: Position | None) -> str | None:
    """Encode where a page ends, None for the last one."""
    if end is None:
        return None
    micros = (end.at - EPOCH) // timedelta(microseconds=1)
    return urlsafe_b64encode(micros.to_bytes(8, "big", signed=True) + end.id.bytes).decode()


def position(text: str) -> Position:
    """Decode a cursor. Raises Invalid."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii"))
        seconds, micros = divmod(int.from_bytes(raw[:8], "big", signed=True), 1_000_000)
        at = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
        return Position(at, UUID(bytes=raw[8:]))
    except (NotBase64, ValueError, OverflowError, OSError):
        raise Invalid(cursor=_("This cursor is not valid. Use the one the last page gave as next.")) from None


def _conditional(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    if request.if_none_match and request.method in ("GET", "HEAD"):
        response.make_conditional(request)
    return response


def _record_tag(revision: int, dumped: bytes) -> str:
    return f"{revision}-{blake2b(dumped, digest_size=8).hexdigest()}"


def _dump(value: object) -> bytes:
    return orjson.dumps(value, default=_plain, option=_OPTIONS)


def _json(dumped: bytes, status: int) -> Response:
    return Response(dumped, status, mimetype="application/json")


def _if_match() -> str:
    return request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')


def _plain(value: object) -> object:
    to_dict = getattr(value, "to_dict", None)
    return to_dict() if to_dict else str(value)
