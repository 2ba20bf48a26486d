"""What a device calls itself, so that its owner knows it again in a list."""

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
    """Return "Firefox on Android", from what the request says; it is shown and never trusted."""
    said = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in BROWSERS.items() if sign in said), _("A browser"))
    system = next((name for sign, name in SYSTEMS.items() if sign in said), None)
    return _("%(browser)s on %(system)s", browser=browser, system=system) if system else browser
