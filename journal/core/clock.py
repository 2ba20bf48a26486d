"""The only reader of the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _standing.get() or datetime.now(UTC)


@contextmanager
def standing(at: datetime) -> Iterator[None]:
    """Let the clock stand at an aware instant, here and now: so that a demo has a past."""
    token = _standing.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)
