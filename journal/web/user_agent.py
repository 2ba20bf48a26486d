"""Name a device by its browser, for its owner's list of devices."""

from flask import request
from flask_babel import gettext as _

BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "OPR": "Opera", "Chrom": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def label() -> str:
    """Return "Firefox on Android", from the User-Agent; shown and never trusted."""
    header = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS.items() if sign in header), _("A browser"))
    system = next((name for sign, name in SYSTEMS.items() if sign in header), None)
    return _("%(browser)s on %(system)s", browser=browser, system=system) if system else browser
