"""What the first page says of sharing: the day a summary is for, what is shared now, or that nothing is yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from journal.core.db import ResultRow
from journal.domain import access
from journal.domain.identity import Actor, name_of
from journal.domain.sealing import unseal
from journal.domain.sharing.summary_states import shared_before
from journal.features.today.cards import NothingShared, Shared, SummaryDay
from journal.models import Share, Summary

SUMMARIES_LIMIT = 3  # the last ones: an earlier one is for a day that is over

_OPEN = access.OWN_OPEN_SHARES.with_only_columns(Share.summary_id, Share.therapist_id, Share.ends_at)
_SUMMARIES = (
    access.SUMMARIES.with_only_columns(Summary.id, Summary.revision, Summary.sealed)
    .order_by(Summary.received_at.desc(), Summary.id.desc())
    .limit(SUMMARIES_LIMIT)
)


def cards(person: Actor, now: datetime, today: date) -> Iterator[SummaryDay | Shared | NothingShared]:
    """Yield the day that a summary is for, or else what is shared with each therapist."""
    care = sorted(access.rows(access.THERAPISTS_IN_CARE, person), key=lambda row: row.began_at)
    therapists = {row.therapist_id: name_of(row) for row in care}
    opened = access.rows(_OPEN, person, now=now) if therapists else []
    ahead = _ahead(person, today)
    if ahead is not None:
        row, title, day = ahead
        ends = {share.therapist_id: share.ends_at for share in opened if share.summary_id == row.id}
        names = [name for therapist_id, name in therapists.items() if therapist_id in ends]
        yield SummaryDay(row.id, title, day, names, min(ends.values()) if names else None)
    elif opened:
        yield from _shared(therapists, opened)
    elif therapists and not shared_before(person):
        yield NothingShared(list(therapists.values()))


def _ahead(person: Actor, today: date) -> tuple[ResultRow, str, date] | None:
    """Return the summary that is for the next day from today on, its title and that day; None without one."""
    found = []
    for row in access.rows(_SUMMARIES, person):
        text = unseal(person, Summary, row.id, row, ("title", "for_date"))
        if text["for_date"] and (day := date.fromisoformat(text["for_date"])) >= today:
            found.append((row, text["title"], day))
    return min(found, key=lambda one: one[2], default=None)


def _shared(therapists: Mapping[UUID, str], opened: Sequence[ResultRow]) -> Iterator[Shared]:
    ends = defaultdict(list)
    for share in opened:
        ends[share.therapist_id].append(share.ends_at)
    for therapist_id, name in therapists.items():
        if until := ends.get(therapist_id):
            yield Shared(name, len(until), max(until))
