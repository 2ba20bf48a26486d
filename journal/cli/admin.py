"""`flask admin`: the people who make accounts work."""

from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy import select

from journal.cli.account import reset_link
from journal.cli.parameters import TextParam
from journal.core import clock
from journal.core.account_fields import Email, PersonName
from journal.core.choices import ADMIN
from journal.core.connection import commit
from journal.core.db import execute
from journal.domain import accounts, audit, stored_passwords
from journal.models import Clinic

command = AppGroup("admin", help="The people who make accounts work.")


@command.command("add")
@click.argument("clinic_id", type=click.UUID)
@click.argument("email", type=TextParam(Email()))
@click.argument("name", type=TextParam(PersonName()))
def add(clinic_id: UUID, email: str, name: str) -> None:
    """Add an admin, and print the link by which they choose a password: once, within a day."""
    if execute(select(Clinic.id).where(Clinic.id == clinic_id)).first() is None:
        raise click.ClickException("There is no clinic with this id. `flask clinic add` makes one and prints its id.")
    if accounts.find_id(email):
        raise click.ClickException("This address has an account already. Choose another.")
    new = accounts.NewPerson(clinic_id, ADMIN, name, email, stored_passwords.unguessable())
    _open_account(new)
    click.echo(reset_link(email))


def _open_account(new: accounts.NewPerson) -> None:
    now = clock.now()
    person_id, keys = accounts.make_keys(now)
    accounts.add(person_id, keys, new, now)
    audit.record(person_id, "account.opened", person_id, person_id, now)
    commit()
