"""Our own CSS, JavaScript and icons, under an address that changes with them, so that browsers keep them for a year."""

from collections.abc import Mapping
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

ROOT = Path(__file__).parents[2] / "static"
YEAR = 31_536_000  # seconds

bp = Blueprint("assets", __name__)


def install(app: Flask) -> None:
    """Hold the files, which are few and small, in memory, and give templates `asset(path)`."""
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in ROOT.rglob("*") if path.is_file()}
    app.extensions["assets"] = files
    app.config["ASSETS"] = version(files)
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(bp)


def version(files: Mapping[str, bytes]) -> str:
    """Return a word that names the content of every file: modules import each other by relative addresses, so all
    change together.
    """
    digest = sha256()
    for path, content in sorted(files.items()):
        digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file below static/."""
    return url_for("assets.file", version=current_app.config["ASSETS"], path=path)


@bp.get("/static/<version>/<path:path>")
def file(version: str, path: str) -> Response:
    """Send a file; an old address still answers, and is not kept."""
    content = current_app.extensions["assets"].get(path)
    if content is None:
        abort(404)
    response = Response(content, mimetype=guess_type(path)[0] or "application/octet-stream")
    current = version == current_app.config["ASSETS"]
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "no-cache"
    response.set_etag(current_app.config["ASSETS"])
    response.make_conditional(request)
    return response
