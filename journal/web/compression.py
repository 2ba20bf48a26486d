"""Compress responses by gzip: pages and JSON where COMPRESSED names them, nothing else."""

import gzip

from flask import Flask, Response, request
from flask.globals import request_ctx

from journal.web import fetch_metadata

LEAST = 1000  # bytes; less is hardly worth it
LEVEL = 6

# Whoever can place text beside a secret, again and again, and sees how long the compressed response is, guesses the
# secret letter by letter: a right guess repeats what stands there, and makes the response shorter (BREACH, 2013). So
# only what shows nothing that anybody but its reader has typed may be named here: no name of a therapist, a patient or
# a clinic. Check-ins and help are left out as well: how well a page compresses could tell which answer it shows.
COMPRESSED = frozenset(
    {
        *(f"entries.{page}" for page in ("index", "show", "new", "edit", "revisions", "deleted")),
        *(f"treatments.{page}" for page in ("index", "show", "new", "edit")),
        *(f"summaries.{page}" for page in ("index", "new", "edit")),
        *(f"account.{page}" for page in ("index", "edit")),
        *("entries-api.index", "entries-api.revisions", "treatments-api.index", "summaries-api.index"),
        *("instruments-api.index", "instruments-api.show"),
        *("docs.index", "docs.openapi", "pwa.manifest", "welcome.index", "welcome.privacy"),
    }
)


def install(app: Flask) -> None:
    """Look at each response, after its headers were added."""
    app.after_request(_compress)


def pack(content: bytes, level: int = LEVEL) -> bytes:
    """Return the content compressed, the same for the same content."""
    return gzip.compress(content, level, mtime=0)


def is_taken() -> bool:
    """Return whether whoever asks takes gzip."""
    return request.accept_encodings.quality("gzip") > 0


def _compress(response: Response) -> Response:
    if request.endpoint in COMPRESSED:
        response.headers.add("Vary", "Accept-Encoding")
        if is_taken() and _may_be_compressed(response):
            response.set_data(pack(response.get_data()))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _may_be_compressed(response: Response) -> bool:
    """Return whether a response of COMPRESSED is as it usually is.

    Not where another site led here, which may place text by the address; where a message for once may name somebody; or
    where an ETag names these very bytes.
    """
    return (
        response.status_code == 200
        and not fetch_metadata.sent_from_elsewhere()
        and not request_ctx.flashes
        and "ETag" not in response.headers
        and len(response.get_data()) >= LEAST
    )
