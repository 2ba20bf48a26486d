"""The page of a month: a calendar by which to jump in the list of entries."""

from datetime import date

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from journal.core.errors import Invalid
from journal.features.entries import months
from journal.web import region, responses
from journal.web.current_user import me

bp = Blueprint("months", __name__, url_prefix="/entries/months")


@bp.get("")
def index() -> str:
    """Show a month, and which of its days have entries. `?month=2026-05`; this month without it."""
    found = months.month(me(), _asked())
    return render_template(
        "entries/month.html",
        month=found,
        days={day: responses.cursor(position) for day, position in found.days.items()},
        weeks=months.weeks(found.first, region.first_weekday()),
    )


def _asked() -> date | None:
    """Return the first day of the month that is asked for, None without one. Raises Invalid."""
    month = request.args.get("month")
    if month is None:
        return None
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Invalid(month=_("Give a month, such as 2026-05.")) from None
