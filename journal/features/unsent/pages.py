"""The page that lists what waits on this phone. Public and the same for everybody: the browser fills it."""

from flask import Blueprint, render_template

bp = Blueprint("unsent", __name__)


@bp.get("/unsent")
def index() -> str:
    """Show the page; static/js/waiting_list.js lists what waits."""
    return render_template("unsent/index.html")
