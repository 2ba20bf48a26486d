"""The moods of somebody's entries over time, beside their treatments."""

from journal.clinical import charts
from journal.clinical.charts import Chart
from journal.clinical.time_points import day_of
from journal.domain import access, entry_text, placement
from journal.domain.identity import Actor
from journal.models import Entry

MOST = 120  # entries that are read, the last ones

_LAST = (
    access.ENTRIES.with_only_columns(Entry.id, Entry.revision, Entry.opening, Entry.written_at)
    .order_by(Entry.received_at.desc())
    .limit(MOST)
)


def chart(person: Actor) -> Chart | None:
    """Return the moods of the last entries as dots, None where no entry has one."""
    rows = access.rows(_LAST, person)
    found = [(row.written_at, entry_text.unseal_opening(person, row.id, row.revision, row.opening)) for row in rows]
    moods = [(day_of(at, person.zone), opening["mood"]) for at, opening in found if opening["mood"] is not None]
    if not moods:
        return None
    first, last = min(day for day, _ in moods), max(day for day, _ in moods)
    treatments = [one for one in placement.done(person) if first <= one.day <= last]
    return charts.draw_moods(moods, treatments, placement.last_day())
