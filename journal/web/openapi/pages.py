"""The description of the API: OpenAPI 3.1 for programs, a page for people."""

from flask import Blueprint, Response, current_app, render_template

from journal.web.openapi.description import Part
from journal.web.problem_texts import TITLES
from journal.web.responses import body

VERBS = ("get", "put", "post", "delete")

bp = Blueprint("docs", __name__, url_prefix="/api/v1")


@bp.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI description."""
    return body(_spec())


@bp.get("/")
def index() -> str:
    """Show it as a page, its calls in the order of their features."""
    spec = _spec()
    common = spec["components"]
    calls = [
        {"verb": verb.upper(), "path": path, **operation, "parameters": _parameters(common, entry, operation)}
        for path, entry in spec["paths"].items()
        for verb, operation in entry.items()
        if verb in VERBS
    ]
    return render_template("docs/index.html", spec=spec, calls=calls, schemas=common["schemas"], refusals=TITLES)


def _spec() -> Part:
    spec: Part = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return spec


def _parameters(common: Part, entry: Part, operation: Part) -> list[Part]:
    """Return the parameters of a path and of one of its verbs, with references resolved."""
    every = [*entry.get("parameters", []), *operation.get("parameters", [])]
    return [common["parameters"][one["$ref"].split("/")[-1]] if "$ref" in one else one for one in every]
