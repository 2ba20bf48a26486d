"""The `flask` commands."""

import os
from uuid import UUID

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from marshmallow import ValidationError
from sqlalchemy import delete, insert, update

from journal.cli import backup as backups
from journal.core import clock
from journal.core.db import db, execute, transaction
from journal.core.errors import Invalid
from journal.core.fields import Email, Line, PersonName, Text
from journal.core.ids import new_id
from journal.crypto import passwords, tokens
from journal.crypto.vault import Tampered, vault
from journal.domain import accounts, audit, revocation, rotation
from journal.features.accounts.schemas import ZONES
from journal.features.resets import service as resets
from journal.features.safety.lines import lines_for
from journal.models import ADMIN, Address, Clinic, Person, StoredKey
from journal.web import links

clinic = AppGroup("clinic", help="Practices.")
admin = AppGroup("admin", help="The people who make accounts work.")
keys = AppGroup("keys", help="The keys under which people's words are sealed.")
account = AppGroup("account", help="Accounts.")


def install(app: Flask) -> None:
    """Add the commands; `flask db` only where commands are run, since it loads Alembic."""
    if os.environ.get("FLASK_RUN_FROM_CLI"):
        migrations(app)
    for command in (clinic, admin, keys, account, backup):
        app.cli.add_command(command)


def migrations(app: Flask) -> None:
    """Add `flask db`."""
    from flask_migrate import Migrate  # Alembic takes 0.1 s to import, and the server never needs it.

    Migrate(app, db, directory="migrations")


@clinic.command("add")
@click.argument("name")
@click.option("--country", required=True, help="Two letters, such as US; decides which crisis lines are shown.")
@click.option("--zone", required=True, help="Such as America/New_York.")
@click.option("--phone", help="The number that patients call.")
def add_clinic(name: str, country: str, zone: str, phone: str | None) -> None:
    """Add a clinic and print its id."""
    country = country.strip().upper()
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise click.BadParameter("Give the country's two letters, such as US.", param_hint="--country")
    if zone not in ZONES:
        raise click.BadParameter("Give a zone such as America/New_York.", param_hint="--zone")
    row = {"id": new_id(), "name": _loaded(Line(120), name, "NAME"), "country": country, "zone": zone}
    row["phone"] = None if phone is None else _loaded(Line(40), phone, "--phone")
    execute(insert(Clinic), row)
    db.session.commit()
    click.echo(row["id"])
    if lines_for(country) is None:
        click.echo(f"No crisis lines of {country} are known here: the help page shows a directory instead.", err=True)


@admin.command("add")
@click.argument("clinic_id", type=click.UUID)
@click.argument("email")
@click.argument("name")
def add_admin(clinic_id: UUID, email: str, name: str) -> None:
    """Add an admin, and print the link by which they choose a password: once, within a day."""
    if db.session.get(Clinic, clinic_id) is None:
        raise click.ClickException("There is no clinic with this id. `flask clinic add` makes one and prints its id.")
    email = _loaded(Email(), email, "EMAIL")
    if accounts.find_id(email):
        raise click.ClickException("This address has an account already. Choose another.")
    unguessable = passwords.hash_password(tokens.issue(clinic_id, clinic_id)[0])
    _open_account(accounts.NewPerson(clinic_id, ADMIN, _loaded(PersonName(), name, "NAME"), email, unguessable))
    click.echo(_reset_link(email))


@keys.command("rotate")
def rotate() -> None:
    """Wrap every data key with the newest master key. It may be stopped, run again, and run while people write."""
    count = 0
    try:
        while rewrapped := rotation.rewrap_some():
            count += rewrapped
    except Tampered as problem:
        said = f"{count} keys are rewrapped, then one could not be opened: {problem}"
        raise click.ClickException(said) from None
    click.echo(f"{count} keys are rewrapped with master key {vault.masters.current}; every key is now.")


@account.command("reset")
@click.argument("email", metavar="ADDRESS")
def reset_account(email: str) -> None:
    """Print a link by which whoever signs in with ADDRESS sets a new password: once, within a day.

    Hand it to them alone: whoever else sees it could sign in as them. An earlier link works no more.
    """
    click.echo(_reset_link(email))


@account.command("delete")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_account(email: str, yes: bool) -> None:
    """Destroy the key of an account, so that nobody can read again what is in it, and close it."""
    person_id = accounts.find_id(email)
    if person_id is None:
        raise click.ClickException("Nobody has this address.")
    if not yes:
        click.confirm(f"What is in the account of {email} can never be read again. Delete it?", abort=True)
    _destroy_key(person_id)
    backups.forget()
    _close(person_id)
    click.echo("The key is destroyed and the account is closed. The address is free.")
    days = backups.KEYS_LIVE.days
    click.echo(f"Copies of this key in backups live {days} days; remove those you made apart from `flask backup`.")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False))
@with_appcontext
def backup(folder: str) -> None:
    """Copy the database into FOLDER while people write: all but the keys, and the keys, which do not stay long."""
    if db.engine.dialect.name != "sqlite":
        for line in backups.POSTGRESQL:
            click.echo(line.format(folder=folder))
        return
    for said in backups.sqlite(folder):
        click.echo(said)


def _loaded(field: Text, value: str, name: str) -> str:
    try:
        return field.deserialize(value)
    except ValidationError as error:
        raise click.BadParameter(str(error.messages[0]), param_hint=name) from None


def _open_account(new: accounts.NewPerson) -> None:
    now = clock.now()
    person_id, key = accounts.make_key(now)
    accounts.add(person_id, key, new, now)
    audit.record(person_id, "account.opened", person_id, person_id, now)
    db.session.commit()


def _reset_link(email: str) -> str:
    try:
        token = resets.start(email)
    except Invalid as error:
        raise click.ClickException(error.fields["email"][0]) from None
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return links.public("resets.edit", token=token)


@transaction
def _destroy_key(person_id: UUID) -> None:
    """First of all: when what follows is interrupted, the command can be given again."""
    execute(delete(StoredKey).where(StoredKey.owner_id == person_id))


@transaction
def _close(person_id: UUID) -> None:
    now, connection = clock.now(), db.session.connection()
    revocation.close_account(person_id, person_id, now)
    connection.execute(update(Person).where(Person.owner_id == person_id).values(deactivated_at=now))
    connection.execute(delete(Address).where(Address.person_id == person_id))
    audit.record(person_id, "account.deleted", person_id, person_id, now)
