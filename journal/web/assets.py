"""CSS, JavaScript and icons, under an address that changes with them, so that browsers keep them for a year."""

import re
from collections.abc import Mapping
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Flask, Response, abort, current_app, request
from rjsmin import jsmin

from journal.web import compression

ROOT = Path(__file__).parents[2] / "static"
FOLDER = "/static"
YEAR = 31_536_000  # seconds
BEST = 9  # the level of compression that makes the smallest
HEADERS = 50  # bytes that say how a file is packed

# The one sheet of every page: these files of static/css/, in this order.
SHEET = "pages.css"
STYLES = (
    *("reset", "tokens", "elements", "frame", "utilities", "motion"),
    *("buttons", "navigation", "text", "cards", "lists", "fields", "choices", "question"),
    *("calls", "figures", "today", "write", "month"),
    *("brief", "day", "compose", "contrast", "print"),
)
COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)

bp = Blueprint("assets", __name__)


class Asset(NamedTuple):
    """A file that is served. packed: compressed by gzip, None where that is not worth it."""

    content: bytes
    mimetype: str
    packed: bytes | None


def install(app: Flask) -> None:
    """Hold the files, which are few and small, in memory, and give templates `asset(path)`."""
    files = read()
    app.extensions["assets"] = {path: packed(path, content) for path, content in files.items()}
    app.config["ASSETS"] = version(files)
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(bp)


def read() -> dict[str, bytes]:
    """Return what is served, by its path: the joined sheet and the scripts without comments, the rest as it is.

    The service worker has an address of its own (offline.py).
    """
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in ROOT.rglob("*") if path.is_file()}
    sheet = b"".join(files[f"css/{name}.css"] for name in STYLES)
    return {SHEET: COMMENT.sub(b"", sheet)} | {
        path: jsmin(content) if path.endswith(".js") else content
        for path, content in files.items()
        if not path.startswith(("css/", "worker/"))
    }


def version(files: Mapping[str, bytes]) -> str:
    """Return a digest of every file: modules import each other by relative addresses, so all change together."""
    digest = sha256()
    for path, content in sorted(files.items()):
        digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file that is served."""
    return f"{FOLDER}/{current_app.config['ASSETS']}/{path}"


@bp.get(f"{FOLDER}/<version>/<path:path>")
def file(version: str, path: str) -> Response:
    """Send a file; an old address still works, and is not kept."""
    found: Asset | None = current_app.extensions["assets"].get(path)
    if found is None:
        abort(404)
    response = serve(found, current_app.config["ASSETS"])
    current = version == current_app.config["ASSETS"]
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "no-cache"
    return response


def serve(found: Asset, tag: str) -> Response:
    """Return a file as the browser takes it, each form with an ETag of its own; 304 if the browser has it."""
    response = Response(found.content, mimetype=found.mimetype)
    response.set_etag(tag)
    if found.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
        if compression.is_taken():
            response.set_data(found.packed)
            response.headers["Content-Encoding"] = "gzip"
            response.set_etag(f"{tag}-gzip")
    response.make_conditional(request)
    return response


def packed(path: str, content: bytes) -> Asset:
    """Compress text once and for all; pictures other than drawings are compressed already."""
    mimetype = guess_type(path)[0] or "application/octet-stream"
    is_text = mimetype.startswith("text/") or mimetype == "image/svg+xml"
    packed = compression.pack(content, BEST)
    return Asset(content, mimetype, packed if is_text and len(content) - len(packed) > HEADERS else None)
