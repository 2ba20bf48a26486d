"""Whom to call, for programs. Public; answered in any state of the server, as the page is."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import Response
from marshmallow import EXCLUDE

from journal.clinical.crisis_lines import DIRECTORY, CrisisLine, lines_for
from journal.core.fields import Values
from journal.features.safety import reader
from journal.features.safety.schemas import HelpQuerySchema, HelpSchema
from journal.web import responses
from journal.web.current_user import country
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("safety", __name__, "/help", "Whom to call: crisis lines and emergency numbers. For everybody.")


@bp.get("")
@bp.arguments(HelpQuerySchema, location="query", unknown=EXCLUDE)
@bp.response(200, HelpSchema)
@bp.refuses(422)
def show(asked: Values) -> Response:
    """Read whom to call in a country; without one, where the reader's clinic is. It needs no database."""
    reader.leave_out_unreadable()
    found = lines_for(asked["country"] or country())
    contact = reader.clinic_contact()
    return responses.body(
        {
            "country": found.country if found else None,
            "emergency": found.emergency.number if found else None,
            "lines": [_line(line) for line in found.lines] if found else [],
            "clinic": asdict(contact) if contact else None,
            "directory": {"name": DIRECTORY.name, "address": DIRECTORY.address},
        }
    )


def _line(line: CrisisLine) -> Mapping[str, object]:
    return {
        "name": line.name,
        "call": line.call,
        "text": line.text,
        "keyword": line.keyword,
        "opens": line.hours[0],
        "closes": line.hours[1],
        "published": f"{line.published:%Y-%m}",
    }
