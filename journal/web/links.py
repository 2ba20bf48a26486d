"""Addresses of our own: links to pass on, built from the settings and never from the request; and where somebody came
from or is heading, followed only if it is one of ours.
"""

from urllib.parse import urlsplit

from flask import current_app, request, url_for


def public(endpoint: str, token: str) -> str:
    """Return the full address of a page that opens to a token."""
    base: str = current_app.config["PUBLIC_URL"]
    return base + url_for(endpoint, token=token)


def origins() -> tuple[str, ...]:
    """Return the origins of our own pages; a demo may be opened by either of this machine's names."""
    public_url: str = current_app.config["PUBLIC_URL"]
    if not current_app.config["DEMO"]:
        return (public_url,)
    return (public_url, f"http://localhost:{urlsplit(public_url).port}")


def own_path(path: str) -> str:
    """Return a path as it was given if it leads to no other site, else ""."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else ""


def came_from() -> str:
    """Return the path and query of the page of ours that led here, "" if none did."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:  # such as https://[
        return ""
    if f"{parts.scheme}://{parts.netloc}" not in origins():
        return ""
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
