"""Who has not opened anything themselves leaves no receipt: a browser that only guesses where somebody may go next, and
somebody whom another site sends here.
"""

from flask import request
from flask_babel import gettext as _

from journal.core.errors import Forbidden

HINTS = ("Sec-Purpose", "Purpose", "X-Moz")
ELSEWHERE = ("cross-site", "same-site")


def sent_from_elsewhere() -> bool:
    """Tell whether another site led here. Source: W3C Fetch Metadata Request Headers."""
    return request.headers.get("Sec-Fetch-Site") in ELSEWHERE


def refuse_from_elsewhere() -> None:
    """Raise Forbidden, the same for every address, where another site led here."""
    if sent_from_elsewhere():
        raise Forbidden(_("Another site led here, so nothing was opened. Open Journal itself and try again."))


def refuse_prefetch() -> None:
    """Raise Forbidden, the same for every address, where the page is fetched ahead. Source: W3C, Sec-Purpose."""
    if any("prefetch" in request.headers.get(name, "").lower() for name in HINTS):
        raise Forbidden(_("Open this page yourself: it is never loaded ahead."))
