"""Compress responses by gzip: pages and JSON where COMPRESSED or PADDED names them, nothing else."""

import gzip
import struct
import zlib

from flask import Flask, Response, request
from flask.globals import request_ctx

from journal.web import fetch_metadata

LEAST = 1000  # bytes; less is hardly worth it
LEVEL = 6
STEP = 1024  # bytes; what is padded is as long as a multiple of it
CHECKIN_STEP = 4 * STEP  # of check-ins: help, which some answers bring, takes most of a kilobyte
APART = b'<section class="side"'  # where the names of a therapist's other patients begin
HEAD = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff"  # of gzip: deflate, an extra field, no time, no system
EXTRA = "<H2sH"  # its length, and one part of it: a name and the length of what follows

# Whoever can place text beside a secret, again and again, and sees how long the compressed response is, guesses the
# secret letter by letter: a right guess repeats what stands there, and makes the response shorter (BREACH, 2013). So
# only what shows nothing that anybody but its reader has typed may be named here: no name of a therapist, a patient or
# a clinic. Check-ins are left out as well: how well a page compresses could tell which answer it shows.
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

# These show answers, or a name beside words, and are rounded up to the next STEP. An answer moves the length by a few
# bytes, a right guess by one or two, so nearly all of them end at the same length; sent plain, as everything else is,
# the same page tells its length to the byte. A check-in that brings help is as long as one that does not. None shows
# text of its address, so no other site can place any there.
# What remains: somebody whose own words stand on such a page, and who watches the line of its reader, may bring it to
# the edge of a STEP, change the words and wait for the reader to open it anew, and learns one bit each time. A patient
# could do so with a brief, of a therapist who has other patients: their names are stored, not compressed, so that
# no guess repeats them. A therapist could with their own name, on the page of a patient who shares with them.
# The page of help stays plain: it is short, and says much.
PADDED = frozenset(
    {
        *(f"checkins.{page}" for page in ("index", "show", "question", "edit_date", "revisions", "scores")),
        *(f"summaries.{page}" for page in ("show", "new_piece", "edit_piece")),
        *(f"shares.{page}" for page in ("index", "new", "show", "confirm_withdrawal")),
        *("account.devices", "caseload.show"),
    }
)


def install(app: Flask) -> None:
    """Look at each response, after its headers were added."""
    app.after_request(_compress)


def pack(content: bytes, level: int = LEVEL) -> bytes:
    """Return the content compressed, the same for the same content."""
    return gzip.compress(content, level, mtime=0)


def pack_padded(content: bytes, step: int = STEP) -> bytes:
    """Return the content compressed up to APART and stored from there, as long as a multiple of `step`.

    What fills it up stands in the extra field of the gzip header, which every reader skips; a file name, where others
    put it, may have 511 bytes at most for some (Go's). Source: RFC 1952, 2.3.1; for what is stored RFC 1951, 3.2.4.
    """
    before, mark, after = content.partition(APART)
    packer, storer = (zlib.compressobj(level, wbits=-zlib.MAX_WBITS) for level in (LEVEL, 0))
    body = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH) + storer.compress(mark + after) + storer.flush()
    body += struct.pack("<LL", zlib.crc32(content), len(content))
    missing = -(len(HEAD) + struct.calcsize(EXTRA) + len(body)) % step
    return HEAD + struct.pack(EXTRA, 4 + missing, b"JP", missing) + bytes(missing) + body


def is_taken() -> bool:
    """Return whether whoever asks takes gzip."""
    return request.accept_encodings.quality("gzip") > 0


def _compress(response: Response) -> Response:
    if request.endpoint in PADDED or _may_be_told_by_length():
        response.headers.add("Vary", "Accept-Encoding")
        if is_taken() and _may_be_compressed(response):
            response.set_data(_packed(response.get_data()))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _may_be_told_by_length() -> bool:
    """Return whether nothing on the page is worth a guess: it is of COMPRESSED, or made for nobody, to be kept."""
    return request.endpoint in COMPRESSED or fetch_metadata.is_for_offline()


def _packed(content: bytes) -> bytes:
    if request.endpoint not in PADDED:
        return pack(content)
    return pack_padded(content, CHECKIN_STEP if request.blueprint == "checkins" else STEP)


def _may_be_compressed(response: Response) -> bool:
    """Return whether a response of these lists is as it usually is.

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
