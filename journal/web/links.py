"""Addresses of our own: links to pass on, built from the settings and never from the request; and where somebody came
from or is heading, followed only if it is one of ours.
"""

from urllib.parse import unquote, urlsplit

from flask import current_app, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue

from journal.web.current_user import me_or_none


def public(endpoint: str, token: str) -> str:
    """Return the full address of a page with a token for it behind "#", which browsers send to no server."""
    base: str = current_app.config["PUBLIC_URL"]
    return base + url_for(endpoint, _anchor=token)


def opened(page: str) -> ResponseReturnValue:
    """Return the page that a link opened, which a token in a form asked for.

    A stranger's browser may keep it: Back then shows it, instead of asking whether to send the form again.
    """
    return page, {} if me_or_none() else {"Cache-Control": "private, no-cache"}


def origins() -> tuple[str, ...]:
    """Return the origins of our own pages; a demo may be opened by either of this machine's names."""
    public_url: str = current_app.config["PUBLIC_URL"]
    if not current_app.config["DEMO"]:
        return (public_url,)
    return (public_url, f"http://localhost:{urlsplit(public_url).port}")


def own_path(path: str) -> str:
    """Return a path as it was given if it leads to no other site, else ""."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else ""


def page(path: str) -> str:
    """Return a path and query as given if they lead to a page of ours, "" where there is none, or only forms are sent.

    Such as /summaries/<id>/pieces: a form that comes back is shown there, and nobody can go there again.
    """
    own, adapter = own_path(path), request_ctx.url_adapter
    found = own and adapter is not None and adapter.test(unquote(own.partition("?")[0]), "GET")
    return own if found else ""


def came_from() -> str:
    """Return the path and query of the page of ours that led here, "" if none did, or none that can be opened again."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:  # such as https://[
        return ""
    if f"{parts.scheme}://{parts.netloc}" not in origins():
        return ""
    return page(f"{parts.path}?{parts.query}" if parts.query else parts.path)
