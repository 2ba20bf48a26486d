"""Which of somebody's summaries are drafts, shared now, or shared once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func

from journal.core import clock
from journal.core.fields import Values
from journal.domain import access, sealing
from journal.domain.identity import Actor
from journal.domain.sharing.snapshots import SUMMARY_FIELDS
from journal.models import Share, Summary

MOST = 3  # drafts in a list
MOST_SEARCHED = 50  # drafts among which an empty one is looked for

_ANY_SHARE = access.SHARES.with_only_columns(Share.id).limit(1)
_SHARED = access.SHARES.with_only_columns(Share.summary_id)
_DRAFTS = (
    access.SUMMARIES.with_only_columns(Summary.id, Summary.revision, Summary.sealed, Summary.received_at)
    .where(Summary.id.not_in(_SHARED))
    .order_by(Summary.received_at.desc(), Summary.id.desc())
)
_LATEST_DRAFTS = _DRAFTS.limit(MOST)
_SEARCHED_DRAFTS = _DRAFTS.limit(MOST_SEARCHED)
_ENDS = (
    access.SHARES.with_only_columns(
        Share.summary_id,
        func.count().filter(Share.is_open(access.NOW)).label("open_shares"),
        func.max(Share.over_at()).label("until"),
    )
    .where(Share.summary_id.in_(access.ROWS))
    .group_by(Share.summary_id)
)


class Draft(NamedTuple):
    """A summary that was never shared."""

    id: UUID
    title: str
    created_at: datetime


class State(NamedTuple):
    """How far a summary is: open or over, and since or until when."""

    open: bool
    until: datetime


def drafts(person: Actor) -> list[Draft]:
    """Return the latest summaries that were never shared, newest first."""
    rows = access.rows(_LATEST_DRAFTS, person)
    titles = [sealing.unseal(person, Summary, row.id, row, SUMMARY_FIELDS)["title"] for row in rows]
    return [Draft(row.id, title, row.received_at) for row, title in zip(rows, titles, strict=True)]


def empty(title: str) -> Values:
    """Return a summary that holds nothing but its title."""
    return {"title": title, "for_date": None, "pieces": []}


def empty_draft(person: Actor, title: str) -> UUID | None:
    """Return the latest summary that holds nothing but this title and was never shared, None without one."""
    wanted = empty(title)
    rows = access.rows(_SEARCHED_DRAFTS, person)
    found = (row.id for row in rows if sealing.unseal(person, Summary, row.id, row, SUMMARY_FIELDS) == wanted)
    return next(found, None)


def shared_before(person: Actor) -> bool:
    """Return whether the person ever shared anything."""
    return access.first(_ANY_SHARE, person) is not None


def states(person: Actor, ids: Sequence[UUID]) -> dict[UUID, State]:
    """Return how far each of these summaries is, by its id; a draft is not among them."""
    rows = access.rows(_ENDS, person, row_ids=ids, now=clock.now()) if ids else []
    return {row.summary_id: State(row.open_shares > 0, row.until) for row in rows}
