"""Whose a row is: the one condition that every statement bound to a person is made of."""

from sqlalchemy import ColumnElement, Uuid, bindparam

from journal.models import Person
from journal.models.columns import Owned, Revision

PERSON = bindparam("person_id", type_=Uuid())


def mine(model: type[Owned | Revision | Person]) -> ColumnElement[bool]:
    """Match the rows of `model` that the person owns."""
    return model.owner_id == PERSON
