"""The last resort: a plain 500 with a way to help, and a line in the log, where no refusal could be rendered."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from markupsafe import Markup
from werkzeug import Response

from journal.web import headers, log, plain_page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MESSAGE = Markup("<p>It is on our side. Go back and try again; what was kept is still there.</p>\n")
PAGE = plain_page.page("Something went wrong.", MESSAGE + plain_page.HELP)


def install(app: Flask) -> None:
    """Wrap the application, outside of everything else."""
    app.wsgi_app = Failsafe(app.wsgi_app)  # type: ignore[method-assign]


class Failsafe:
    """Lets no exception reach the server, which would log its message and send a page of its own."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self.inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Respond to a request, with a plain 500 where the application raises."""
        try:
            return self.inner(environ, start_response)
        except Exception as error:  # as the worker, and nothing else, does too
            log.fault(error)
            plain = Response(PAGE, 500, {**headers.HEADERS, "Cache-Control": "no-store"}, "text/html")
            return plain(environ, start_response)
