"""The help page: whom to call. Public; for a visitor it asks nothing of the database."""

from flask import Blueprint, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from journal.clinical.crisis_lines import DIRECTORY, LINES, CountryLines, CrisisLine, Directory, dialable, lines_for
from journal.features.safety import service
from journal.features.safety.service import ClinicContact
from journal.web import links, problems
from journal.web.current_user import mark_database_away, me_or_none

bp = Blueprint("safety", __name__)


@bp.get("/help")
def help() -> str:  # noqa: A001 - it is what the page is called
    """Show whom to call, even while the database is away. `?country=` asks for another country's numbers."""
    try:
        return render_template("safety/help.html", back_to=_came_from())
    except problems.DATABASE_AWAY:
        mark_database_away()
        return render_template("safety/help.html", back_to=_came_from())


@bp.app_template_global()
def lines() -> CountryLines | None:
    """Return the numbers of the country asked for, else of the clinic's country; None if neither is known."""
    asked = request.args.get("country", "") if request.endpoint == "safety.help" else ""
    reader = me_or_none()
    return lines_for(asked or (reader.country if reader else None))


@bp.app_template_global()
def clinic_contact() -> ClinicContact | None:
    """Return the signed-in person's clinic, None if nobody is signed in or it gave no number."""
    reader = me_or_none()
    return service.clinic_contact(reader) if reader else None


@bp.app_template_global()
def directory() -> Directory:
    """Return the directory of lines in other countries."""
    return DIRECTORY


@bp.app_template_global()
def countries() -> list[tuple[str, str]]:
    """Return the code and the name of each listed country, sorted by name."""
    return sorted(((code, country_name(code)) for code in LINES), key=lambda country: country[1])


@bp.app_template_global()
def country_name(code: str) -> str:
    """Return the name of a country in the visitor's language."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if locale else code


@bp.app_template_filter()
def dial(number: str) -> str:
    """Return a number as `tel:` and `sms:` links take it."""
    return dialable(number)


@bp.app_template_filter()
def reach(line: CrisisLine) -> str:
    """Return how to reach a line: "Call or text 988"."""
    if line.call and line.call == line.text:
        return str(_("Call or text %(number)s", number=line.call))
    if line.call:
        return str(_("Call %(number)s", number=line.call))
    if line.keyword:
        return str(_("Text %(keyword)s to %(number)s", keyword=line.keyword, number=line.text))
    return str(_("Text %(number)s", number=line.text))


@bp.app_template_filter()
def hours(line: CrisisLine) -> str:
    """Return when somebody answers, in local time."""
    if line.always_open:
        return str(_("day and night"))
    return str(_("%(start)s to %(end)s, every day", start=line.hours[0], end=line.hours[1]))


def _came_from() -> str:
    """Return the page of ours to go back to, the first page if none is known."""
    referrer = links.came_from()
    return "/" if referrer.partition("?")[0] in ("", request.path) else referrer
