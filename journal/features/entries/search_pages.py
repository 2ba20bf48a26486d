"""The pages for searching one's own entries: what is searched for stands sealed in the address."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.core.errors import Busy, Invalid
from journal.domain.paging import Page
from journal.features.entries import search
from journal.features.entries.schemas import QuerySchema
from journal.features.entries.search import FoundEntry
from journal.web import problems, responses
from journal.web.current_user import me
from journal.web.forms import checked

bp = Blueprint("search", __name__, url_prefix="/entries/search")


@bp.get("")
def index() -> ResponseReturnValue:
    """Show what a search found, or an empty form.

    `?sealed=` is the query, sealed; `?found=` is there where a page before this one had entries.
    """
    limit, after = responses.paging()
    sealed = request.args.get("sealed")
    if sealed is None:
        return _page()
    query = ""
    try:
        query = search.unseal(me(), sealed)
        return _page(query, search.find(me(), query, limit, after))
    except (Invalid, Busy) as error:
        return _page(query, error=error)


@bp.post("")
def create() -> ResponseReturnValue:
    """Seal what is searched for, and lead to the address of what is found; Back returns to that."""
    try:
        query = checked(QuerySchema())["q"]
    except Invalid as error:
        return _page(request.form.get("q", ""), error=error)
    return redirect(url_for("search.index", sealed=search.seal(me(), query)), 303)


def _page(
    query: str = "", found: Page[FoundEntry] | None = None, error: Invalid | Busy | None = None
) -> ResponseReturnValue:
    page = render_template(
        "entries/search.html",
        sealed=request.args.get("sealed"),
        found_before="found" in request.args,
        query=query,
        found=found.items if found else None,
        more=responses.cursor(found.next) if found else None,
        busy=error.detail if isinstance(error, Busy) else None,
        errors=error.fields if isinstance(error, Invalid) else {},
    )
    return problems.form_page(page, error)
