"""Links that are passed on to people: built from the settings, never from the Host header of whoever asks."""

from flask import current_app, url_for


def public(endpoint: str, **values: str) -> str:
    """Return the full address of one of our pages."""
    base: str = current_app.config["PUBLIC_URL"]
    return base + url_for(endpoint, **values)
