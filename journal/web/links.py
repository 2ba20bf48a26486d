"""Links that are passed on to people: built from the settings, never from the Host header of whoever asks."""

from flask import current_app, url_for


def public(endpoint: str, token: str) -> str:
    """Return the full address of a page that opens to a token."""
    base: str = current_app.config["PUBLIC_URL"]
    return base + url_for(endpoint, token=token)
