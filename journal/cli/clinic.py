"""`flask clinic`: practices."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import click
from flask.cli import AppGroup
from sqlalchemy import insert, select, update

from journal.cli.parameters import PhoneParam, TextParam
from journal.clinical.crisis_lines import lines_for
from journal.core.connection import commit
from journal.core.db import execute
from journal.core.fields import Country, Line
from journal.core.ids import new_id
from journal.features.accounts.schemas import ZONES
from journal.models import Clinic

NAME_LIMIT = 120  # characters
COLUMNS = (Clinic.id, Clinic.name, Clinic.country, Clinic.zone, Clinic.phone, Clinic.local_phone)

Command = TypeVar("Command", bound=Callable[..., object])

command = AppGroup("clinic", help="Practices.")


def _zone(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in ZONES:
        raise click.BadParameter("Give a zone such as America/New_York.")
    return value


def _place(required: bool) -> Callable[[Command], Command]:
    """Add the options that say where a clinic is and how it is reached."""
    country = click.option(
        "--country",
        required=required,
        type=TextParam(Country()),
        help="Two letters, such as US; decides which crisis lines are shown.",
    )
    zone = click.option("--zone", required=required, callback=_zone, help="Such as America/New_York.")
    phone = click.option("--phone", type=PhoneParam(), help='The number that patients call; "" for none.')
    local_phone = click.option(
        "--local-phone",
        type=PhoneParam(),
        help='A number for people in a crisis near the clinic, such as the county\'s crisis team; "" for none.',
    )
    return lambda command: country(zone(phone(local_phone(command))))


@command.command("add")
@click.argument("name", type=TextParam(Line(NAME_LIMIT)))
@_place(required=True)
def add(name: str, **place: str | None) -> None:
    """Add a clinic and print its id."""
    clinic_id = new_id()
    execute(insert(Clinic), {"id": clinic_id, "name": name, **_stored(place)})
    commit()
    click.echo(clinic_id)
    _warn(clinic_id)


@command.command("list")
def index() -> None:
    """Print each clinic: id, name, country, zone, its number, and the one for a crisis; with tabs between."""
    for row in execute(select(*COLUMNS).order_by(Clinic.name, Clinic.id)):
        click.echo("\t".join(str(value or "-") for value in row))


@command.command("edit")
@click.argument("clinic_id", type=click.UUID)
@click.option("--name", type=TextParam(Line(NAME_LIMIT)))
@_place(required=False)
def edit(clinic_id: UUID, **given: str | None) -> None:
    """Change what is given of a clinic, and leave the rest."""
    values = _stored({name: value for name, value in given.items() if value is not None})
    if not values:
        raise click.UsageError("Say what to change, such as --phone NUMBER.")
    if execute(update(Clinic).where(Clinic.id == clinic_id).values(values)).rowcount == 0:
        raise click.ClickException("There is no clinic with this id. `flask clinic list` prints them.")
    commit()
    _warn(clinic_id)


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the table has them: no number is NULL."""
    return {name: value or None for name, value in values.items()}


def _warn(clinic_id: UUID) -> None:
    """Say what the help page of a clinic will lack."""
    row = execute(select(*COLUMNS).where(Clinic.id == clinic_id)).one()
    if lines_for(row.country) is None:
        click.echo(
            f"No crisis lines of {row.country} are known here: the help page shows a directory instead.", err=True
        )
    if row.local_phone is None:
        click.echo(
            "Help shows no local number for a crisis. If there is one near the clinic: "
            f"flask clinic edit {clinic_id} --local-phone NUMBER",
            err=True,
        )
