"""The patient's first page."""

from flask import Blueprint, render_template

from journal.core import clock
from journal.features.today import service
from journal.web.current_user import me

bp = Blueprint("today", __name__)

MORNING, DAY, EVENING = 5, 12, 18  # hours at which the greeting changes


@bp.get("/today")
def index() -> str:
    """Show the cards of now."""
    hour = clock.now().astimezone(me().zone).hour
    part = "night" if hour < MORNING else "morning" if hour < DAY else "day" if hour < EVENING else "evening"
    return render_template("today/index.html", part=part, cards=service.cards(me()))
