"""A browser that only guesses where somebody may go next has not opened anything, and leaves no receipt."""

from flask import request
from flask_babel import gettext as _

from journal.errors import Forbidden

HINTS = ("Sec-Purpose", "Purpose", "X-Moz")


def refuse_prefetch() -> None:
    """Raise Forbidden, the same for every address, where the page is fetched ahead. Source: W3C, Sec-Purpose."""
    if any("prefetch" in request.headers.get(name, "").lower() for name in HINTS):
        raise Forbidden(_("Open this page yourself: it is never loaded ahead."))
