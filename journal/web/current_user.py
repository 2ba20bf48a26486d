"""How a person is told to themselves."""

from typing import Any

from flask_login import current_user
from marshmallow import fields

from journal.core.fields import StrictSchema
from journal.domain.identity import Actor


class PersonSchema(StrictSchema):
    """Who is signed in."""

    id = fields.UUID()
    role = fields.String()
    name = fields.String()
    zone = fields.String()


def told(person: Actor) -> dict[str, Any]:
    """Return the person as the API tells them."""
    return {"id": person.id, "role": person.role, "name": person.name, "zone": person.zone_name}


def me() -> Actor:
    """Return who is signed in: the person, not Flask-Login's proxy, which looks them up at each attribute."""
    person: Actor = current_user._get_current_object()
    return person
