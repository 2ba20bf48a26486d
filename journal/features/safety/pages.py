"""The help page: whom to call. Public; for a visitor it asks nothing of the database."""

from operator import itemgetter

from flask import Blueprint, render_template, request
from flask_babel import get_locale
from werkzeug.exceptions import InternalServerError

from journal.clinical.crisis_lines import DIRECTORY, LINES, CountryLines, CrisisLine, Directory, dialable, lines_for
from journal.features.safety import plain, reader
from journal.web import links, log
from journal.web.current_user import country
from journal.web.translations import gettext as _

bp = Blueprint("safety", __name__)
bp.add_app_template_global(reader.clinic_contact)


@bp.get("/help")
def help() -> str:  # noqa: A001 - it is what the page is called
    """Show whom to call, in any state of the server. `?country=` asks for another country's numbers."""
    reader.leave_out_unreadable()
    return render_template("safety/help.html", back_to=_came_from())


@bp.errorhandler(500)
def help_anyway(error: InternalServerError) -> str:
    """Show the numbers on a plain page where the help page itself fails."""
    log.fault(error.original_exception or error)
    return plain.page(_country())


@bp.app_template_global()
def lines(inviting: str | None = None) -> CountryLines | None:
    """Return the numbers of the country asked for, else of the clinic's country; None if neither is known.

    inviting: the country of the clinic that invites a visitor.
    """
    return lines_for(_country() or inviting)


@bp.app_template_global()
def directory() -> Directory:
    """Return the directory of lines in other countries."""
    return DIRECTORY


@bp.app_template_global()
def countries() -> list[tuple[str, str]]:
    """Return the code and the name of each listed country, sorted by name."""
    return sorted(((code, _country_name(code)) for code in LINES), key=itemgetter(1))


@bp.app_template_filter()
def dial(number: str) -> str:
    """Return a number as `tel:` and `sms:` links take it."""
    return dialable(number)


@bp.app_template_filter()
def reach(line: CrisisLine) -> str:
    """Return how to reach a line: "Call or text 988"."""
    if not line.call:
        return texting(line)
    if line.call == line.text and not line.keyword:
        return str(_("Call or text %(number)s", number=line.call))
    return str(_("Call %(number)s", number=line.call))


@bp.app_template_filter()
def texting(line: CrisisLine) -> str:
    """Return how to write to a line: "Text HELP to 51444"."""
    if line.keyword:
        return str(_("Text %(keyword)s to %(number)s", keyword=line.keyword, number=line.text))
    return str(_("Text %(number)s", number=line.text))


@bp.app_template_filter()
def hours(line: CrisisLine) -> str:
    """Return when somebody answers, in local time."""
    if line.always_open:
        return str(_("day and night"))
    return str(_("%(start)s to %(end)s, every day", start=line.hours[0], end=line.hours[1]))


def _country_name(code: str) -> str:
    """Return the name of a country in the visitor's language."""
    locale = get_locale()
    return str(locale.territories.get(code, code)) if locale else code


def _country() -> str | None:
    asked = request.args.get("country", "") if request.endpoint == "safety.help" else ""
    return asked or country()


def _came_from() -> str:
    """Return the page of ours to go back to, the first page if none is known.

    Who chose another country came from this page: `from` then says what led to it.
    """
    pages = (links.came_from(), links.page(request.args.get("from", "")))
    return next((page for page in pages if page.partition("?")[0] not in ("", request.path)), "/")
