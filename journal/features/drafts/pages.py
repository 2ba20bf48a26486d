"""What a page's script asks for, to keep words on the phone."""

from flask import Blueprint, Response

from journal.features.drafts import service
from journal.web.current_user import me
from journal.web.responses import body

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.get("/key")
def key() -> Response:
    """Give the phone its key; it keeps it where no script can read it out again, and drops it at sign-out."""
    return body({"account": me().id, "key": service.phone_key(me())})
