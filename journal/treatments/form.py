"""The form of a treatment: what it shows at first, and what it shows when it comes back."""

from collections.abc import Mapping
from typing import Any

from flask import request

from journal.ids import new_id
from journal.web.person import me

Values = Mapping[str, Any]


def fresh(latest: Values | None) -> Values:
    """Return a form for a new treatment: the next one of the course that `latest` belongs to."""
    values = {"id": new_id(), "revision": "", "status": "planned", "course_id": new_id()}
    if latest is None:
        return values
    values |= {"route": latest["route"], "setting": latest["setting"]}
    number, of = latest["number"], latest["of"]
    if number is None or (of is not None and number >= of):
        return values
    return values | {"course_id": latest["course_id"] or new_id(), "number": number + 1, "of": of}


def filled(item: Values) -> Values:
    """Return a form that changes a treatment; its time is said by the person's own clock."""
    starts_at = item["starts_at"].astimezone(me().zone).strftime("%Y-%m-%dT%H:%M")
    return {**item, "starts_at": starts_at}


def sent(**instead: Any) -> Values:
    """Return the form as it was sent, but for the values in `instead`."""
    return request.form.to_dict() | instead
