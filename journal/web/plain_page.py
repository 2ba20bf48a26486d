"""A page in English without template, style or script, for when nothing else can be shown; and where it finds help."""

from markupsafe import Markup

from journal.clinical.crisis_lines import DIRECTORY

_FRAME = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="format-detection" content="telephone=no">\n<title>Journal</title>\n</head>\n'
    "<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
)
ELSEWHERE = Markup(
    '<p>Numbers for many more countries: <a href="{address}" rel="noreferrer">{name}</a>, {address}</p>\n'
    "<p>In danger right now? Call the emergency number of the place where you are. "
    "If you do not know it, ask anyone near you.</p>\n"
).format(name=DIRECTORY.name, address=DIRECTORY.address)
HELP = Markup('<p>Do you need to talk to someone now? <a href="/help">Get help</a></p>\n') + ELSEWHERE
HELP_TEXT = f"Do you need to talk to someone now? {DIRECTORY.name}: {DIRECTORY.address}"


def page(title: str, body: Markup) -> str:
    """Return the whole page."""
    return str(_FRAME.format(title=title, body=body))
