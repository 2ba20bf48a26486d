"""`flask account`: open an account again for its owner, or close it for good."""

from uuid import UUID

import click
from flask import current_app
from flask.cli import AppGroup

from journal.cli import parts
from journal.core.errors import Invalid
from journal.domain import accounts, deletion, key_erasure
from journal.domain.key_erasure import KeysRemain
from journal.features.resets import service as resets
from journal.web import links

KEYS_REMAIN = (
    "The account is closed and its keys are deleted. But copies of the keys may still be in the files of the database, "
    "and the address is not free yet: {why}. When that has ended, run this command again."
)

command = AppGroup("account", help="Accounts.")


@command.command("reset")
@click.argument("email", metavar="ADDRESS")
def reset(email: str) -> None:
    """Print a link by which whoever signs in with ADDRESS sets a new password: once, within a day.

    Hand it to them alone: whoever else sees it could sign in as them. An earlier link works no more.
    """
    click.echo(reset_link(email))


@command.command("delete")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete_account(email: str, yes: bool) -> None:
    """Destroy the keys of an account, so that nobody can read again what is in it, and close it."""
    person_id = accounts.find_id(email)
    if person_id is None:
        raise click.ClickException("No account has this address.")
    if not yes:
        click.confirm(f"What is in the account of {email} can never be read again. Delete it?", abort=True)
    delete(person_id)
    click.echo("The keys are destroyed and the account is closed. The address is free.")
    days = parts.KEYS_LIVE.days
    click.echo(f"Copies of these keys in backups live {days} days; remove those you made apart from `flask backup`.")


def delete(person_id: UUID) -> None:
    """Delete an account for good. Raises ClickException if its keys are not gone from every file yet."""
    deletion.close(person_id)
    deletion.destroy_keys(person_id)
    try:
        key_erasure.erase()
    except KeysRemain as problem:
        raise click.ClickException(KEYS_REMAIN.format(why=problem)) from None
    deletion.forget_address(person_id)


def reset_link(email: str) -> str:
    """Return a new link by which the account's owner sets a password. Raises ClickException for an unknown address."""
    try:
        token = resets.start(email)
    except Invalid as error:
        raise click.ClickException(error.fields["email"][0]) from None
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        return links.public("resets.new", token)
