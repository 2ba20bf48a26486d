"""Our own CSS, JavaScript and icons, under an address that changes with them, so that browsers keep them for a year."""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, send_from_directory, url_for

ROOT = Path(__file__).parents[2] / "static"
YEAR = 31_536_000  # seconds

bp = Blueprint("assets", __name__)


def install(app: Flask) -> None:
    """Give templates `asset(path)`."""
    app.config["ASSETS"] = version()
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(bp)


def version() -> str:
    """Return a word that names the content of every file: modules import each other by relative addresses, so all
    change together.
    """
    digest = sha256()
    for path in sorted(path for path in ROOT.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a file below static/."""
    return url_for("assets.file", version=current_app.config["ASSETS"], path=path)


@bp.get("/static/<version>/<path:path>")
def file(version: str, path: str) -> Response:
    """Send a file; an old address still answers, and is not kept."""
    response = send_from_directory(ROOT, path, conditional=True)
    if version == current_app.config["ASSETS"]:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response
