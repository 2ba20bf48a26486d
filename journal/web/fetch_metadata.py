"""Find which site a request comes from; refuse prefetches and cross-site requests, which may leave no receipt."""

from flask import request
from flask_babel import gettext as _

from journal.core.errors import Forbidden
from journal.web import links

HINTS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD = ("prefetch", "preview")  # Safari's word for a page that it loads for a thumbnail
ELSEWHERE = ("cross-site", "same-site")
OFFLINE = "Journal-Offline"  # static/worker/service_worker.js sends it


def sent_by_us() -> bool:
    """Return whether the browser says that our own page sent this; False if it says nothing.

    Source: RFC 6454 for Origin.
    """
    site = _site()
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") in links.origins()


def sent_from_elsewhere() -> bool:
    """Return whether another site led here."""
    return _site() in ELSEWHERE


def is_for_offline() -> bool:
    """Return whether our service worker asks, to keep the page: for nobody, to be opened from anywhere."""
    return OFFLINE in request.headers and not request.cookies


def refuse_from_elsewhere() -> None:
    """Raise Forbidden, the same for every address, if another site led here."""
    if sent_from_elsewhere():
        raise Forbidden(_("Another site sent you here, so nothing was opened. Open Journal itself and try again."))


def refuse_prefetch() -> None:
    """Raise Forbidden, the same for every address, if the page is loaded ahead. Source: WHATWG Fetch, Sec-Purpose."""
    hints = [request.headers.get(name, "").lower() for name in HINTS]
    if any(word in hint for word in AHEAD for hint in hints):
        raise Forbidden(_("Open this page yourself. It is never loaded ahead of time."))


def _site() -> str | None:
    """Return whose page led here, such as "same-origin"; None if the browser says nothing.

    Source: W3C Fetch Metadata Request Headers.
    """
    return request.headers.get("Sec-Fetch-Site")
