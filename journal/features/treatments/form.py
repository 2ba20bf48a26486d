"""The form of a treatment: what it shows at first, and what it shows when it comes back."""

from flask import request

from journal.core.fields import Values
from journal.core.ids import new_id
from journal.features.treatments.repository import KeptTreatment
from journal.features.treatments.schemas import TreatmentSchema
from journal.web.form_values import EXACT, box
from journal.web.forms import checked


def new_form(latest: KeptTreatment | None) -> Values:
    """Return a form for a new treatment: the next one of the course that `latest` belongs to."""
    values: dict[str, object] = {"id": new_id(), "revision": "", "status": "planned", "course_id": new_id()}
    if latest is None:
        return values
    values |= {"route": latest.route, "setting": latest.text["setting"]}
    number, of = latest.number, latest.of
    if number is None or (of is not None and number >= of):
        return values
    return values | {"course_id": latest.course_id or new_id(), "number": number + 1, "of": of}


def edit_form(item: KeptTreatment) -> Values:
    """Return a form that changes a treatment; its time is said by the person's own clock."""
    return {**item.to_dict(), "starts_at": box(item.starts_at), EXACT: item.starts_at.isoformat()}


def pairs(item: KeptTreatment) -> list[tuple[str, str]]:
    """Return the names and values that the form of a treatment holds."""
    values = edit_form(item)
    return [(name, str(values[name])) for name in TreatmentSchema().fields if values[name] is not None]


def loaded() -> Values:
    """Load the form. Raises Invalid."""
    return checked(TreatmentSchema())


def sent_form(**instead: object) -> Values:
    """Return the form as it was sent, but for the values in `instead`."""
    return request.form.to_dict() | instead
