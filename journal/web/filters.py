"""How templates say days, times and time points, in the words and the zone of whoever reads."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import Flask, g
from flask_babel import get_locale, get_translations
from flask_babel import gettext as _
from markupsafe import Markup

from journal.clinical import time_points
from journal.core import clock
from journal.web.current_user import visitor

UTC_ZONE = ZoneInfo("UTC")


def install(app: Flask) -> None:
    """Give templates the filters, and what every page knows."""
    for filter_ in (day, hour, iso_day, mark_day, short_day, when, point, reading, sits, weekday):
        app.template_filter(filter_.__name__)(filter_)
    app.jinja_env.globals |= {"_": _said_in_a_page, "ngettext": _counted_in_a_page}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(lambda: {"demo": app.config["DEMO"], "locale": str(get_locale() or "en")})


def _said_in_a_page(words: str, **values: object) -> Markup:
    """Say the app's own words in a template; what is put into them is escaped. Half the time of Jinja's own way."""
    said = Markup(_translations().ugettext(words))  # noqa: S704 - words of ours
    return said % values if values else said


def _counted_in_a_page(one: str, many: str, count: int, **values: object) -> Markup:
    said = Markup(_translations().ungettext(one, many, count))  # noqa: S704 - words of ours
    return said % ({"num": count} | values)


def _translations() -> Any:
    """Return the reader's language, looked up once a request: a page says a hundred things."""
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations


def zone() -> str:
    """Return the name of the reader's time zone."""
    reader = visitor()
    return reader.zone_name if reader else "UTC"


def here() -> ZoneInfo:
    """Return the reader's time zone."""
    reader = visitor()
    return reader.zone if reader else UTC_ZONE


def today() -> date:
    """Return the reader's calendar day."""
    return clock.now().astimezone(here()).date()


def day(value: date | datetime) -> str:
    """Say a day: "Tuesday, 12 May", with the year when it is another."""
    on = _local_day(value)
    return _said(on, "EEEE, d MMMM" if on.year == today().year else "EEEE, d MMMM y", _locale())


def short_day(value: date | datetime) -> str:
    """Say a day in few words: "12 May", with the year when it is another."""
    on = _local_day(value)
    return _said(on, "d MMMM" if on.year == today().year else "d MMMM y", _locale())


def iso_day(value: str) -> date:
    """Read a day that JSON holds: "2026-05-12"."""
    return date.fromisoformat(value)


def mark_day(value: date) -> str:
    """Say a day at the mark of an axis: "12 Nov"."""
    return _said(value, "d MMM", _locale())


def weekday(value: date | datetime) -> str:
    """Say a day that is near, at the head of a line: "Today", "Yesterday", "Tuesday", else like `day`."""
    on = _local_day(value)
    away = (on - today()).days
    near = {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}
    if away in near:
        return str(near[away])
    if -6 <= away < 0:
        return _said(on, "EEEE", _locale())
    return day(on)


def hour(value: datetime) -> str:
    """Say a time of day: "8:14 pm"."""
    return str(format_time(value.astimezone(here()), "h:mm a", locale=_locale())).lower()


def when(value: datetime) -> str:
    """Say an instant: "Tuesday, 12 May, 8:14 pm"."""
    return str(_("%(day)s, %(hour)s", day=day(value), hour=hour(value)))


def reading(value: time_points.Placement) -> str:
    """Say where something lies on a treatment's clock: "The evening after session 4", "" where it is about none."""
    if value.day is None:
        return ""
    session = (
        _("the session") if value.treatment_number is None else _("session %(number)s", number=value.treatment_number)
    )
    points = {
        "before": _("Before %(session)s", session=session),
        "resting": _("Resting after %(session)s", session=session),
        "evening": _("The evening after %(session)s", session=session),
        "week_1": _("Week 1 after %(session)s", session=session),
        "week_4": _("Week 4 after %(session)s", session=session),
    }
    if value.time_point in points:
        return str(points[value.time_point])
    if value.day > 0:
        return str(_("Day %(day)s after %(session)s", day=value.day, session=session))
    return str(_("Just after %(session)s", session=session))


def sits(item: object) -> str:
    """Say where a row with time_point, day and treatment_number lies: like `reading`."""
    return reading(time_points.Placement(*(_given(item, name) for name in ("time_point", "day", "treatment_number"))))


def point(item: object) -> str:
    """Say it shortly, where the treatment is plain already: "Evening", "Day 3", "" where it is about none."""
    time_point, day_after = _given(item, "time_point"), _given(item, "day")
    if day_after is None:
        return ""
    points = {
        "before": _("Before"),
        "resting": _("Resting"),
        "evening": _("Evening"),
        "week_1": _("Week 1"),
        "week_4": _("Week 4"),
    }
    return str(points.get(time_point) or (_("Day %(day)s", day=day_after) if day_after else _("Just after")))


def _given(item: object, name: str) -> Any:
    """Return a value of a row, which lists hold as a dict."""
    return item[name] if isinstance(item, Mapping) else getattr(item, name)


@lru_cache(maxsize=2048)
def _said(on: date, pattern: str, locale: str) -> str:
    """Say a day by a pattern; the same few days stand on a page again and again, and Babel takes its time for each."""
    return str(format_date(on, pattern, locale=locale))


def _local_day(value: date | datetime) -> date:
    return value.astimezone(here()).date() if isinstance(value, datetime) else value


def _locale() -> str:
    """English names days and months as people in most countries here write them: 12 May."""
    if "locale" not in g:
        locale = str(get_locale() or "en")
        g.locale = "en_GB" if locale == "en" else locale
    name: str = g.locale
    return name
