"""Template filters for days, times and lists, in the language, the region and the zone of the reader."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from flask import Flask, g
from flask_babel import get_locale
from markupsafe import Markup, escape

from journal.core import clock
from journal.core.text import first_name
from journal.web.current_user import remembered
from journal.web.region import HOME
from journal.web.translations import gettext as _
from journal.web.translations import ngettext

UTC_ZONE = ZoneInfo("UTC")


def install(app: Flask) -> None:
    """Register the filters."""
    days = (day, full_day, iso_day, mark_day, month, paper_day, short_day, weekday)
    for filter_ in (*days, first_name, hour, lag, listed, when):
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
    """Return the reader's calendar day, looked up once a request."""
    on: date | None = g.get("today")
    if on is None:
        on = g.today = clock.now().astimezone(_reader_zone()).date()
    return on


def day(value: date | datetime) -> str:
    """Return a day: "Tuesday, May 12", with the year when it is another."""
    on = local_day(value)
    date_ = _formatted(on, "MMMMd" if on.year == today().year else "long", date_locale())
    return str(_("%(weekday)s, %(date)s", weekday=_formatted(on, "EEEE", date_locale()), date=date_))


def full_day(value: date | datetime) -> str:
    """Return a day with its year, whichever that is: "May 12, 2026"."""
    return _formatted(local_day(value), "long", date_locale())


def short_day(value: date | datetime) -> str:
    """Return a short day: "May 12", with the year when it is another."""
    on = local_day(value)
    return _formatted(on, "MMMd" if on.year == today().year else "medium", date_locale())


def iso_day(value: str) -> date:
    """Return the day in a JSON text: "2026-05-12"."""
    return date.fromisoformat(value)


def lag(since: datetime, until: datetime) -> str:
    """Return how much later one instant is than another: "5 hours", from a day on "3 days"."""
    if until - since < timedelta(days=1):
        return str(ngettext("%(num)s hour", "%(num)s hours", (until - since) // timedelta(hours=1)))
    return str(ngettext("%(num)s day", "%(num)s days", (local_day(until) - local_day(since)).days))


def listed(items: Iterable[object]) -> Markup:
    """Return a list as one says it: "Tom Lind and Clara Moss"; what is no markup is escaped."""
    return Markup(format_list([str(escape(item)) for item in items], locale=date_locale()))  # noqa: S704


def mark_day(value: date) -> str:
    """Return a day for the mark of an axis: "Nov 12"."""
    return _formatted(value, "MMMd", date_locale())


def month(value: date) -> str:
    """Return a month: "May 2026"."""
    return _formatted(value, "yMMM", date_locale())


def paper_day(value: date | datetime, *, long: bool = False) -> str:
    """Return a day like `short_day` or `day`, whose year is seen on paper alone: the style sheet adds it there."""
    on, text = local_day(value), day(value) if long else short_day(value)
    return _with_year(text, on.year) if on.year == today().year else text


def weekday(value: date | datetime) -> str:
    """Return a day, in words where it is near: "Today", "Yesterday", "Tuesday", else like `day`."""
    on = local_day(value)
    return near_day(on) or day(on)


def near_day(on: date) -> str:
    """Return a day in words: "Today", "Tomorrow", or one of the last six days; "" for any other."""
    away = (on - today()).days
    if -1 <= away <= 1:
        return str((_("Today"), _("Tomorrow"), _("Yesterday"))[away])
    return _formatted(on, "EEEE", date_locale()) if -6 <= away < 0 else ""


def hour(value: datetime) -> str:
    """Return a time of day: "8:14 PM", or "20:14" where that is usual."""
    local = value.astimezone(_reader_zone())
    return _clock(time(local.hour, local.minute), date_locale())


def when(value: datetime) -> str:
    """Return an instant: "Tuesday, May 12, 8:14 PM"."""
    return str(_("%(day)s, %(hour)s", day=day(value), hour=hour(value)))


@lru_cache(maxsize=2048)
def _formatted(on: date, form: str, locale: str) -> str:
    """Format a day; cached, since a page shows the same few days again and again and Babel is slow.

    form: "EEEE" for the weekday, one of Babel's lengths ("medium", "long"), or a skeleton of fields such as "MMMd".
    """
    if form in ("EEEE", "medium", "long"):
        return unbroken(format_date(on, form, locale=locale))
    return unbroken(format_skeleton(form, on, locale=locale))


@lru_cache(maxsize=1440)
def _clock(at: time, locale: str) -> str:
    """Format a time of day; cached, as a day is."""
    return unbroken(format_time(at, "short", locale=locale))


@lru_cache(maxsize=2048)
def _with_year(text: str, year: int) -> Markup:
    return Markup('<span data-year="{}">{}</span>').format(year, text)


def unbroken(written: str) -> str:
    """Return a day or a time with no-break spaces: no line ends within it, and who types a space finds it."""
    return "\N{NO-BREAK SPACE}".join(written.split())


def local_day(value: date | datetime) -> date:
    """Return the reader's day at an instant; a day is one already."""
    return value.astimezone(_reader_zone()).date() if isinstance(value, datetime) else value


def date_locale() -> str:
    """Return the locale by which the reader's days and weeks are written, looked up once a request."""
    name: str | None = g.get("locale")
    if name is None:
        name = g.locale = str(get_locale() or HOME)
    return name
