"""Addresses of our own: links passed on to people, built from the settings and never from what a request says, and
where people came from or are heading, followed only where it is one of ours.
"""

from urllib.parse import urlsplit

from flask import current_app, request, url_for


def public(endpoint: str, token: str) -> str:
    """Return the full address of a page that opens to a token."""
    base: str = current_app.config["PUBLIC_URL"]
    return base + url_for(endpoint, token=token)


def origins() -> tuple[str, ...]:
    """Return the addresses of our own pages; a demo may be opened by either of this machine's names."""
    public_url: str = current_app.config["PUBLIC_URL"]
    if not current_app.config["DEMO"]:
        return (public_url,)
    return (public_url, f"http://localhost:{urlsplit(public_url).port}")


def sent_by_us() -> bool:
    """Tell whether the browser says that our own page sent this; a request that says nothing was not.

    Source: W3C Fetch Metadata Request Headers; RFC 6454 for Origin.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") in origins()


def own_path(word: str) -> str:
    """Return a path as it was given where a browser stays with us when it follows it, "" for anything else."""
    return word if word.startswith("/") and not word.startswith(("//", "/\\")) and word.isprintable() else ""


def came_from() -> str:
    """Return the path and query of the page of ours that led here, "" where none did."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:  # such as https://[
        return ""
    if f"{parts.scheme}://{parts.netloc}" not in origins():
        return ""
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
