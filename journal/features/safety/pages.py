"""Help: whom to call, now. Public, and for a visitor without any question to the database."""

from flask import Blueprint, current_app, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from journal.features.safety import service
from journal.features.safety.lines import DIRECTORY, LINES, Directory, Line, Lines, dialled, lines_for
from journal.features.safety.service import Practice
from journal.web import links, problems
from journal.web.current_user import mark_database_away, visitor

bp = Blueprint("safety", __name__)


@bp.get("/help")
def help() -> str:  # noqa: A001 - it is what the page is called
    """Show whom to call; `?country=` asks for another country's numbers. It is there while the database is away."""
    try:
        return render_template("safety/help.html", back_to=_came_from())
    except problems.AWAY:
        mark_database_away()
        return render_template("safety/help.html", back_to=_came_from())


@bp.app_template_global()
def lines() -> Lines | None:
    """Return the numbers of the country that is asked for, else of the clinic's; None where no country is known."""
    asked = request.args.get("country", "") if request.endpoint == "safety.help" else ""
    reader = visitor()
    return lines_for(asked or (reader.country if reader else None))


@bp.app_template_global()
def practice() -> Practice | None:
    """Return the clinic of who is signed in, None where nobody is or the clinic gave no number."""
    reader = visitor()
    return service.clinic(reader) if reader else None


@bp.app_template_global()
def directory() -> Directory:
    """Return where the lines of other countries are listed."""
    return DIRECTORY


@bp.app_template_global()
def countries() -> list[tuple[str, str]]:
    """Return the countries whose numbers are known here, with their names, sorted by name."""
    return sorted(((code, country_name(code)) for code in LINES), key=lambda country: country[1])


@bp.app_template_global()
def country_name(code: str) -> str:
    """Return what a country is called."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if locale else code


@bp.app_template_filter()
def dial(number: str) -> str:
    """Return a number as `tel:` and `sms:` addresses want it."""
    return dialled(number)


@bp.app_template_filter()
def reach(line: Line) -> str:
    """Say how a line is reached: "Call or text 988"."""
    if line.call and line.call == line.text:
        return str(_("Call or text %(number)s", number=line.call))
    if line.call:
        return str(_("Call %(number)s", number=line.call))
    if line.keyword:
        return str(_("Text %(keyword)s to %(number)s", keyword=line.keyword, number=line.text))
    return str(_("Text %(number)s", number=line.text))


@bp.app_template_filter()
def hours(line: Line) -> str:
    """Say when somebody answers, by the country's own clock."""
    if line.always:
        return str(_("day and night"))
    return str(_("%(start)s to %(end)s, every day", start=line.hours[0], end=line.hours[1]))


def _came_from() -> str:
    """Return the page of ours that led here, so that Back leads there; else the first page."""
    led = links.came_from()
    path = led.partition("?")[0]
    if path in ("", request.path):
        return "/"
    try:
        current_app.url_map.bind(request.host).match(path, method="GET")
    except HTTPException:
        return "/"
    return led
