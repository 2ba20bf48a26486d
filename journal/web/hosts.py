"""The host names that Journal serves: its own, and for a demo this machine's. Any other is refused first of all."""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import SecurityError

HERE = ["localhost", "127.0.0.1"]


def install(app: Flask) -> None:
    """Trust the host of PUBLIC_URL, whatever its port."""
    public = urlsplit(app.config["PUBLIC_URL"]).hostname or ""
    app.config["TRUSTED_HOSTS"] = [public, *(HERE if app.config["DEMO"] else [])]
    app.before_request(_refuse_others)


def _refuse_others() -> None:
    """Raise the error that Flask found in the host, before anything else uses it."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
