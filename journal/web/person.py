"""How a person is told to themselves."""

from typing import Any

from marshmallow import fields

from journal.actor import Actor
from journal.fields import Shape


class PersonSchema(Shape):
    """Who is signed in."""

    id = fields.UUID()
    role = fields.String()
    name = fields.String()
    zone = fields.String()


def told(person: Actor) -> dict[str, Any]:
    """Return the person as the API tells them."""
    return {"id": person.id, "role": person.role, "name": person.name, "zone": person.zone_name}
