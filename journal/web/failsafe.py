"""The last answer: where even a refusal could not be written, still a 500 of ours, and a line for the operator."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug import Response

from journal.web import headers, log

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SAID = "Something went wrong on our side. Go back and try again; what was kept is still there.\n"


def install(app: Flask) -> None:
    """Stand round everything else."""
    app.wsgi_app = LastGuard(app.wsgi_app)  # type: ignore[method-assign]


class LastGuard:
    """Lets no exception out to the server, which would write it down with its words, and answer by itself."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self.inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        try:
            return self.inner(environ, start_response)
        except Exception as error:  # whatever nobody foresaw ends here
            log.fault(error)
            plain = Response(SAID, 500, {**headers.HEADERS, "Cache-Control": "no-store"}, "text/plain")
            return plain(environ, start_response)
