"""The page to compose on: what it offers, what came back, and where its buttons lead."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from journal.core.errors import Invalid, Messages
from journal.core.fields import Values
from journal.domain.sharing import additions
from journal.domain.sharing.additions import AdditionsSchema
from journal.domain.sharing.pieces import topic
from journal.web import drafts
from journal.web.current_user import me
from journal.web.forms import checked

NOTHING = lazy_gettext("Nothing is chosen yet. Write what you want to talk about, or choose something below.")
MOST_ALSO = 20  # entries besides the latest that a draft in the browser asks for
LATER, MORE = "later", "more"  # buttons besides the one that leads to the preview


def entry() -> UUID | None:
    """Return the entry that the page was opened from, None without one."""
    return request.values.get("entry", type=UUID)


def loaded(*, needed: bool = True) -> list[Values]:
    """Load the form as the pieces that it makes. needed: whether it must make any. Raises Invalid."""
    pieces = additions.pieces(me(), checked(AdditionsSchema()))
    if needed and not pieces and request.form.get("then") != MORE:
        raise Invalid(topic=NOTHING)
    return pieces


def onward(summary_id: UUID) -> ResponseReturnValue:
    """Go where the pressed button leads, once the form is stored."""
    then = request.form.get("then")
    if then == MORE:
        return drafts.stored(url_for("summaries.show", summary_id=summary_id, _anchor="more"))
    if then == LATER:
        flash(_("It waits here for you. Nobody else can see it."))
        return drafts.stored(url_for("shares.index"))
    return drafts.stored(url_for("shares.new", summary_id=summary_id))


def context(errors: Messages | None = None) -> Mapping[str, object]:
    """Return the template context of what can be added: what is offered, what was sent, what is wrong with it.

    The query names further entries to offer, as "also": those of which a draft in the browser holds words.
    Raises NotFound if a page is opened from an entry that is not there; one that comes back does without it.
    """
    sent = {name: request.form.getlist(name) for name in AdditionsSchema().load_fields}
    topics = sent["topic"][: topic.MOST]
    unfolded = [str(entry()), *additions.entry_ids(sent), *request.args.getlist("also")[:MOST_ALSO]]
    return {
        "offered": additions.offer(me(), entry() if errors is None else None, unfolded),
        "unfolded": unfolded,
        "entry_id": entry(),
        "sent": sent,
        "topics": topics + [""] * (topic.MOST - len(topics)),
        "errors": _by_field(errors or {}),
    }


def _by_field(errors: Messages) -> Messages:
    """Return the messages by the inputs of the page: those of one topic of several, and those of a piece."""
    found: Messages = {}
    for name, messages in errors.items():
        field = name.split(".")[0]
        place = field if field in {"topic", "series", "treatments"} else "sentence"
        found.setdefault(place, []).extend(messages)
    return found
