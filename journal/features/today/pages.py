"""Today."""

from flask import Blueprint, render_template

from journal.core import clock
from journal.features.today import service
from journal.web.current_user import me

bp = Blueprint("today", __name__)

MORNING, EVENING = 12, 18  # the hours by which one greets


@bp.get("/today")
def index() -> str:
    """Show where the person stands; nothing has to be done."""
    hour = clock.now().astimezone(me().zone).hour
    part = "night" if hour < 5 else "morning" if hour < MORNING else "day" if hour < EVENING else "evening"
    return render_template("today/index.html", part=part, today=service.today(me()))
