"""Flask, spared what it would do anew for each request: on a short one that is a twentieth."""

from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

from flask import Flask, Response, has_request_context
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment


class _SignedCookie(SecureCookieSessionInterface):
    """Flask's own cookie; what signs it is made once."""

    get_signing_serializer = cache(SecureCookieSessionInterface.get_signing_serializer)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changed. What depends on the cookie, headers.py says."""
        if session.modified:
            super().save_session(app, session, response)


class _Templates(Environment):
    """Flask's own environment of templates; what all of them know is one dict."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template knows; Jinja would chain two dicts, and walk them in each template and import.

        All of it is there before the first template is read.
        """
        return {**self.globals, **(d or {})}


class Application(Flask):
    """An application whose functions are all plain ones."""

    jinja_environment = _Templates
    session_interface = _SignedCookie()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._paths: dict[str, str] = {}  # by endpoint

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Return an address; in a request, one without values is always the same path."""
        if values or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        if endpoint not in self._paths:
            self._paths[endpoint] = super().url_for(endpoint)
        return self._paths[endpoint]

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function; Flask would ask it whether it is a coroutine."""
        return func
