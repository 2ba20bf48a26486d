"""The help page that needs no template, translation or database, for when those fail. In English."""

from collections.abc import Iterator

from babel import Locale
from markupsafe import Markup

from journal.clinical.crisis_lines import LINES, CountryLines, CrisisLine, dialable, lines_for
from journal.web import plain_page

TITLE = "You can talk to someone now."
NAMES = Locale("en").territories
_LINK = Markup('<a href="{scheme}:{number}">{label}</a>')


def page(country: str | None) -> str:
    """Return the numbers of a country; where those are not known, of every country that is listed."""
    found = lines_for(country)
    shown = [found] if found else sorted(LINES.values(), key=lambda lines: NAMES[lines.country])
    return plain_page.page(TITLE, Markup("").join(map(_country, shown)) + plain_page.ELSEWHERE)


def _country(lines: CountryLines) -> Markup:
    emergency = _link("tel", lines.emergency.number, "Call {}")
    items = [*map(_line, lines.lines), emergency + " if you are in danger right now"]
    listed = Markup("").join(Markup("<li>{}</li>\n").format(item) for item in items)
    return Markup("<h2>{}</h2>\n<ul>\n{}</ul>\n").format(NAMES[lines.country], listed)


def _line(line: CrisisLine) -> Markup:
    hours = "day and night" if line.always_open else f"{line.hours[0]} to {line.hours[1]}, every day"
    ways = Markup(", ").join(_ways(line))
    return Markup("{}, {}: {} (page from {})").format(line.name, hours, ways, f"{line.published:%Y-%m}")


def _ways(line: CrisisLine) -> Iterator[Markup]:
    if line.call:
        yield _link("tel", line.call, "Call {}")
    if line.text:
        yield _link("sms", line.text, f"Text {line.keyword} to {{}}" if line.keyword else "Text {}")


def _link(scheme: str, number: str, label: str) -> Markup:
    return _LINK.format(scheme=scheme, number=dialable(number), label=label.format(number))
