"""Template filters for weeks and months."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_interval
from flask import Flask
from flask_babel import gettext as _

from journal.web import filters

WEEK = timedelta(days=7)


def install(app: Flask) -> None:
    """Register the filters."""
    for filter_ in (list_day, month_name, week, weekday_letter, weekday_name):
        app.template_filter(filter_.__name__)(filter_)


def list_day(value: datetime) -> str:
    """Return a day as the line of a list names it: "Today", "Tuesday", before the last six days "Nov 3"."""
    on = filters.local_day(value)
    return filters.near_day(on) or filters.short_day(on)


def week(first: date) -> str:
    """Return a week by its first day: "This week", "Last week", "Nov 8 - 14", with the year when it is another."""
    today = filters.today()
    if first <= today < first + WEEK:
        return str(_("This week"))
    if first + WEEK <= today < first + 2 * WEEK:
        return str(_("Last week"))
    pattern = "MMMd" if first.year == today.year else "yMMMd"
    last = first + timedelta(days=6)
    return filters.unbroken(str(format_interval(first, last, pattern, locale=filters.date_locale())))


def month_name(first: date) -> str:
    """Return a month: "November 2026"."""
    return filters.unbroken(format_date(first, "LLLL y", locale=filters.date_locale()))


def weekday_name(day: date) -> str:
    """Return a day of the week: "Tuesday"."""
    return str(format_date(day, "EEEE", locale=filters.date_locale()))


def weekday_letter(day: date) -> str:
    """Return a day of the week as the head of a column: "T"."""
    return str(format_date(day, "ccccc", locale=filters.date_locale()))
