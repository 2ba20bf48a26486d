"""`flask clinic`: practices."""

import click
from flask.cli import AppGroup
from sqlalchemy import insert

from journal.cli.parameters import TextParam
from journal.clinical.crisis_lines import lines_for
from journal.core.connection import commit
from journal.core.db import execute
from journal.core.fields import Country, Line
from journal.core.ids import new_id
from journal.features.accounts.schemas import ZONES
from journal.models import Clinic

NAME_LIMIT, PHONE_LIMIT = 120, 40  # characters

command = AppGroup("clinic", help="Practices.")


def _zone(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    if value not in ZONES:
        raise click.BadParameter("Give a zone such as America/New_York.")
    return value


@command.command("add")
@click.argument("name", type=TextParam(Line(NAME_LIMIT)))
@click.option(
    "--country",
    required=True,
    type=TextParam(Country()),
    help="Two letters, such as US; decides which crisis lines are shown.",
)
@click.option("--zone", required=True, callback=_zone, help="Such as America/New_York.")
@click.option("--phone", type=TextParam(Line(PHONE_LIMIT)), help="The number that patients call.")
def add(name: str, country: str, zone: str, phone: str | None) -> None:
    """Add a clinic and print its id."""
    clinic_id = new_id()
    execute(insert(Clinic), {"id": clinic_id, "name": name, "country": country, "zone": zone, "phone": phone})
    commit()
    click.echo(clinic_id)
    if lines_for(country) is None:
        click.echo(f"No crisis lines of {country} are known here: the help page shows a directory instead.", err=True)
