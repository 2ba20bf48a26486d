"""Whether a treatment lay within the days that a check-in asks about, so that its score tells of before and after."""

from collections.abc import Iterable
from datetime import datetime

from journal.clinical.instruments import Instrument
from journal.core.choices import CANCELLED
from journal.domain import access
from journal.domain.identity import Actor
from journal.models import Treatment

_STARTS = access.TREATMENTS.with_only_columns(Treatment.starts_at).where(Treatment.status != CANCELLED)


def treatment_starts(person: Actor) -> list[datetime]:
    """Return when each of the person's treatments starts, without the cancelled ones."""
    return [row.starts_at for row in access.rows(_STARTS, person)]


def spans_treatment(instrument: Instrument, answered_at: datetime, starts: Iterable[datetime]) -> bool:
    """Return whether a treatment started within the days that a check-in asks about. starts: of treatments."""
    return any(answered_at - instrument.recall < start <= answered_at for start in starts)
