"""Count attempts at a secret in the database, for every process of the server, and refuse more than a rule allows.

An attempt is counted before the secret is examined, and taken back unless it failed: of many at the same moment none
slips through.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from flask_babel import ngettext
from sqlalchemy import LargeBinary, bindparam, delete, insert, or_, select, update

from journal.core import clock
from journal.core.db import AnySelect, execute, transaction
from journal.core.errors import Mismatch, Refused, TooMany, Unauthenticated, Unavailable
from journal.models import AttemptCount

WAIT = timedelta(minutes=15)  # the longest that anybody is refused at a time
LONGEST_WINDOW = timedelta(hours=1)  # of any rule; a count that goes on for longer began by a wrong clock
APART = timedelta(minutes=1)  # how far the clocks of two machines may be


class Rule(NamedTuple):
    """So many attempts may fail within a window; then all are refused until it ends, and for WAIT at most."""

    name: str
    failures: int
    window: timedelta


class Counter(NamedTuple):
    """A row that counts attempts, by its digest, and the rule for it."""

    rule: Rule
    digest: bytes


class Count(NamedTuple):
    """What a counter holds. ends_at: when its window ends."""

    attempts: int
    ends_at: datetime


Counts = Mapping[bytes, Count]  # by digest

_COLUMNS = (AttemptCount.digest, AttemptCount.attempts, AttemptCount.ends_at)
_FIND = select(*_COLUMNS).where(AttemptCount.digest.in_(bindparam("digests", expanding=True)))
_LOCK = _FIND.order_by(AttemptCount.digest).with_for_update()
_INSERT = insert(AttemptCount)
_UPDATE = update(AttemptCount).where(AttemptCount.digest == bindparam("counter", type_=LargeBinary()))
_SUBTRACT = _UPDATE.where(AttemptCount.attempts > 0).values(attempts=AttemptCount.attempts - 1)


@contextmanager
def counted(counters: Sequence[Counter]) -> Iterator[None]:
    """Examine a secret inside; an attempt that failed stays counted. Raises TooMany, Unavailable."""
    _check(counters, _rows(_FIND, counters), clock.now())  # whoever is refused locks nothing
    _count(counters)
    try:
        yield
    except (Mismatch, Unauthenticated, Unavailable):
        raise
    except Refused:
        _take_back(counters)
        raise
    _take_back(counters)


def erase_over(now: datetime, most: int) -> int:
    """Erase up to `most` counts whose window is over; return how many."""
    over = or_(AttemptCount.ends_at <= now, AttemptCount.ends_at > now + LONGEST_WINDOW + APART)
    take = select(AttemptCount.digest).where(over).limit(most).with_for_update(skip_locked=True)
    digests = execute(take).scalars().all()
    execute(delete(AttemptCount).where(AttemptCount.digest.in_(digests)))
    return len(digests)


@transaction
def _count(counters: Sequence[Counter]) -> None:
    """Count an attempt by every counter, or by none. Raises TooMany."""
    now, found = clock.now(), _rows(_LOCK, counters)
    _check(counters, found, now)
    counts = {digest: _next(rule, found.get(digest), now)._asdict() for rule, digest in counters}
    if known := sorted(counts.keys() & found.keys()):
        execute(_UPDATE, [{"counter": digest, **counts[digest]} for digest in known])
    if new := sorted(counts.keys() - found.keys()):
        execute(_INSERT, [{"digest": digest, **counts[digest]} for digest in new])


@transaction
def _subtract(counters: Sequence[Counter]) -> None:
    execute(_SUBTRACT, [{"counter": digest} for digest in sorted(digest for _rule, digest in counters)])


def _take_back(counters: Sequence[Counter]) -> None:
    with suppress(Unavailable):  # it stays counted then, which costs the person one try
        _subtract(counters)


def _rows(statement: AnySelect, counters: Sequence[Counter]) -> Counts:
    rows = execute(statement, {"digests": [digest for _rule, digest in counters]}).all()
    return {row.digest: Count(row.attempts, row.ends_at) for row in rows}


def _check(counters: Sequence[Counter], found: Counts, now: datetime) -> None:
    """Raise TooMany if a counter has reached its limit, with the longest wait."""
    full = [
        count.ends_at
        for rule, digest in counters
        if (count := found.get(digest)) and count.attempts >= rule.failures and not _is_over(rule, count, now)
    ]
    if full:
        raise _too_many(max(full) - now)


def _next(rule: Rule, count: Count | None, now: datetime) -> Count:
    """Return a count with one attempt more; the one that reaches the limit brings the end of the window near."""
    if count is None or _is_over(rule, count, now):
        count = Count(0, now + rule.window)
    attempts = count.attempts + 1
    return Count(attempts, min(count.ends_at, now + WAIT) if attempts >= rule.failures else count.ends_at)


def _is_over(rule: Rule, count: Count, now: datetime) -> bool:
    """Return whether a window is over; one that ends much too late began by a clock that was wrong."""
    return not now < count.ends_at <= now + rule.window + APART


def _too_many(wait: timedelta) -> TooMany:
    seconds = ceil(wait.total_seconds())
    minutes = ceil(seconds / 60)
    detail = ngettext(
        "Too many tries. Wait a minute, then try again.",
        "Too many tries. Wait %(num)s minutes, then try again.",
        minutes,
    )
    return TooMany(seconds, detail)
