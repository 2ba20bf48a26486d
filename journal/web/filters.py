"""Template filters for days and times, in the language and the zone of the reader."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import Flask, g
from flask_babel import get_locale, lazy_gettext, ngettext
from flask_babel import gettext as _

from journal.core import clock
from journal.core.text import first_name
from journal.web.current_user import remembered

UTC_ZONE = ZoneInfo("UTC")
NEAR = {0: lazy_gettext("Today"), -1: lazy_gettext("Yesterday"), 1: lazy_gettext("Tomorrow")}  # days away


def install(app: Flask) -> None:
    """Register the filters."""
    for filter_ in (day, first_name, hour, iso_day, lag, mark_day, short_day, when, weekday):
        app.template_filter(filter_.__name__)(filter_)


def zone() -> str:
    """Return the name of the reader's time zone."""
    reader = remembered()
    return reader.zone_name if reader else "UTC"


def _reader_zone() -> ZoneInfo:
    """Return the reader's time zone."""
    reader = remembered()
    return reader.zone if reader else UTC_ZONE


def today() -> date:
    """Return the reader's calendar day."""
    return clock.now().astimezone(_reader_zone()).date()


def day(value: date | datetime) -> str:
    """Return a day: "Tuesday, 12 May", with the year when it is another."""
    on = _local_day(value)
    return _formatted(on, "EEEE, d MMMM" if on.year == today().year else "EEEE, d MMMM y", _locale())


def short_day(value: date | datetime) -> str:
    """Return a short day: "12 May", with the year when it is another."""
    on = _local_day(value)
    return _formatted(on, "d MMMM" if on.year == today().year else "d MMMM y", _locale())


def iso_day(value: str) -> date:
    """Return the day in a JSON text: "2026-05-12"."""
    return date.fromisoformat(value)


def lag(since: datetime, until: datetime) -> str:
    """Return how much later one instant is than another: "5 hours", from a day on "3 days"."""
    if until - since < timedelta(days=1):
        return str(ngettext("%(num)s hour", "%(num)s hours", (until - since) // timedelta(hours=1)))
    return str(ngettext("%(num)s day", "%(num)s days", (_local_day(until) - _local_day(since)).days))


def mark_day(value: date) -> str:
    """Return a day for the mark of an axis: "12 Nov"."""
    return _formatted(value, "d MMM", _locale())


def weekday(value: date | datetime) -> str:
    """Return a day, in words where it is near: "Today", "Yesterday", "Tuesday", else like `day`."""
    on = _local_day(value)
    away = (on - today()).days
    if away in NEAR:
        return str(NEAR[away])
    if -6 <= away < 0:
        return _formatted(on, "EEEE", _locale())
    return day(on)


def hour(value: datetime) -> str:
    """Return a time of day: "8:14 pm"."""
    return str(format_time(value.astimezone(_reader_zone()), "h:mm a", locale=_locale())).lower()


def when(value: datetime) -> str:
    """Return an instant: "Tuesday, 12 May, 8:14 pm"."""
    return str(_("%(day)s, %(hour)s", day=day(value), hour=hour(value)))


@lru_cache(maxsize=2048)
def _formatted(on: date, pattern: str, locale: str) -> str:
    """Format a day; cached, since a page shows the same few days again and again and Babel is slow."""
    return str(format_date(on, pattern, locale=locale))


def _local_day(value: date | datetime) -> date:
    return value.astimezone(_reader_zone()).date() if isinstance(value, datetime) else value


def _locale() -> str:
    """Return the reader's language for dates; English as most countries here write it: 12 May."""
    if "locale" not in g:
        locale = str(get_locale() or "en")
        g.locale = "en_GB" if locale == "en" else locale
    name: str = g.locale
    return name
