"""Refuse prefetches and cross-site visits: only what the person opened themselves may leave a receipt."""

from flask import request
from flask_babel import gettext as _

from journal.core.errors import Forbidden

HINTS = ("Sec-Purpose", "Purpose", "X-Moz")
ELSEWHERE = ("cross-site", "same-site")


def site() -> str | None:
    """Return whose page led here, such as "same-origin"; None if the browser says nothing.

    Source: W3C Fetch Metadata Request Headers.
    """
    return request.headers.get("Sec-Fetch-Site")


def sent_from_elsewhere() -> bool:
    """Return whether another site led here."""
    return site() in ELSEWHERE


def refuse_from_elsewhere() -> None:
    """Raise Forbidden, the same for every address, if another site led here."""
    if sent_from_elsewhere():
        raise Forbidden(_("Another site led here, so nothing was opened. Open Journal itself and try again."))


def refuse_prefetch() -> None:
    """Raise Forbidden, the same for every address, if the page is prefetched. Source: W3C, Sec-Purpose."""
    if any("prefetch" in request.headers.get(name, "").lower() for name in HINTS):
        raise Forbidden(_("Open this page yourself: it is never loaded ahead."))
