"""What a phone keeps for when there is no network: the one list, and the service worker that keeps it.

Only what everybody may see is on the list. The worker asks for it without cookies, and says so by a header, so that the
page is made for nobody. Each page replies with the same header, by which the worker knows it from pages of others.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from flask import Flask, Response, current_app, request
from rjsmin import jsmin

from journal.clinical.crisis_lines import LINES
from journal.web import assets, fetch_metadata
from journal.web.current_user import country

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "static" / "worker" / "service_worker.js"

# A page joins by a line. One that depends on the reader's country stands here with each country, and without any.
PAGES = (
    "/offline",
    "/help",
    *(f"/help?country={country}" for country in LINES),
)
# What those pages load.
FILES = (
    assets.SHEET,
    "icons/icon.svg",
    *(f"js/{name}.js" for name in ("came_from", "main", "one", "retry", "trusted", "worker")),
)
PATHS = frozenset(urlsplit(page).path for page in PAGES)


def install(app: Flask) -> None:
    """Mark the pages of the list, and hold the worker's script. The files that it names must be there already."""
    content = _script(app)
    app.extensions["service worker"] = assets.packed("service_worker.js", content), sha256(content).hexdigest()[:12]
    app.jinja_env.globals |= {"for_offline": fetch_metadata.is_for_offline, "readers_country": country}
    app.after_request(_mark)


def script() -> Response:
    """Return the service worker."""
    return assets.serve(*current_app.extensions["service worker"])


@cache
def version() -> str:
    """Return a digest of all that is installed: any of it may change a page of the list."""
    digest = sha256()
    for folder in ("journal", "static", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _script(app: Flask) -> bytes:
    with app.app_context():
        files = {assets.asset(path): _integrity(app.extensions["assets"][path].content) for path in FILES}
    kept = orjson.dumps({"version": version(), "pages": PAGES, "files": files})
    source: bytes = jsmin(SCRIPT.read_bytes())
    return b"const KEPT = " + kept + b";\n" + source


def _integrity(content: bytes) -> str:
    """Return a digest as browsers compare it. Source: W3C Subresource Integrity."""
    return f"sha256-{b64encode(sha256(content).digest()).decode()}"


def _mark(response: Response) -> Response:
    if request.path in PATHS and response.status_code == 200:
        response.headers[fetch_metadata.OFFLINE] = version()
    return response
