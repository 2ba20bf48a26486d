"""The description of the API: OpenAPI 3.1 for programs, a page for people."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template

from journal.web.problems import TITLES
from journal.web.responses import body

VERBS = ("get", "put", "post", "delete")

bp = Blueprint("docs", __name__, url_prefix="/api/v1")


@bp.get("/openapi.json")
def openapi() -> Response:
    """Give the OpenAPI description."""
    return body(_spec())


@bp.get("/")
def index() -> str:
    """Show it to people, with the verbs and paths in the order of their features."""
    spec = _spec()
    common = spec["components"]
    calls = [
        {"verb": verb.upper(), "path": path, **operation, "parameters": _parameters(common, entry, operation)}
        for path, entry in spec["paths"].items()
        for verb, operation in entry.items()
        if verb in VERBS
    ]
    return render_template("docs/index.html", spec=spec, calls=calls, schemas=common["schemas"], refusals=TITLES)


def _spec() -> dict[str, Any]:
    spec: dict[str, Any] = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return spec


def _parameters(common: dict[str, Any], entry: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of a path and of one of its verbs, in full where they are only named."""
    every = [*entry.get("parameters", []), *operation.get("parameters", [])]
    return [common["parameters"][one["$ref"].split("/")[-1]] if "$ref" in one else one for one in every]
