"""`flask restore`: a backup comes into an empty place, and what had ended since it was made ends again."""

from pathlib import Path
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from journal.cli import account, migrations, parts
from journal.cli.backup import copies
from journal.cli.parts import Parts
from journal.core import unfinished
from journal.core.connection import close
from journal.core.db import db
from journal.core.ledger import Unreadable
from journal.domain import key_check, replay
from journal.domain.replay import Repeated

ACTS = {
    "share.ended": "Shares ended",
    "care.ended": "Care ended",
    "device.ended": "Devices signed out",
    "invitation.accepted": "Invitations used up",
    "invitation.declined": "Invitations declined",
    "invitation.cancelled": "Invitations cancelled",
    "reset.expired": "Links for a new password expired",
    "account.deactivated": "Accounts deactivated",
    "account.reactivated": "Accounts opened again",
    "account.deleted": "Accounts deleted",
    "guest.ended": "Guests who belong to the clinic now",
}
VOID = "Accounts whose old password is void (make each a link: flask account reset ADDRESS)"
COVERED = "The ledger reaches back to this backup. What ended since it was made has ended again:"
NOT_COVERED = (
    "No ledger (JOURNAL_LEDGER) reaches back to this backup, so nobody knows what ended since. Everything has ended:"
)
AFTERWARDS = (
    "Accounts that were deleted or deactivated since are there again, behind a password that nobody knows: "
    "first delete them again (flask account delete ADDRESS), then make links for the others."
)


@click.command("restore")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@with_appcontext
def command(paths: tuple[Path, ...]) -> None:
    """Bring a backup back into an empty place, and end again what had ended since it was made.

    PATHS: a folder, whose newest backup is meant, or two files: first the data, then the keys.
    """
    pair = _pair(paths)
    copies().place(pair)
    click.echo(f"Brought back {pair.data} and {pair.keys}")
    migrations.install(current_app)
    upgrade()
    try:
        with copies().every_row():
            _end_again(pair)
    except Unreadable as problem:
        raise _stopped(str(problem)) from None
    unfinished.unmark()
    db.engine.dispose()
    click.echo("The restore is done.")


def _pair(paths: tuple[Path, ...]) -> Parts:
    if len(paths) == 1 and paths[0].is_dir():
        return parts.newest(paths[0], copies().SUFFIX)
    if len(paths) == 2 and all(path.is_file() for path in paths):
        return Parts(*paths)
    raise click.UsageError("Name a folder of backups, or two files: first the data, then the keys.")


def _end_again(pair: Parts) -> None:
    """End what ended since, and delete whoever was deleted. Raises ClickException, Unreadable."""
    if problem := key_check.unopened():
        raise _stopped(problem)
    covered = replay.is_covered()
    repeated = replay.by_ledger() if covered else replay.of_everything()
    for person_id in repeated.deleted | _without_keys(pair, repeated.deleted):
        account.delete(person_id)
    close()
    click.echo(COVERED if covered else NOT_COVERED)
    for sentence in _told(repeated):
        click.echo(f"  {sentence}")
    if not covered:
        click.echo(AFTERWARDS)


def _without_keys(pair: Parts, deleted: set[UUID]) -> set[UUID]:
    """Return who was deleted since, as newer keys tell. Raises ClickException if the two parts do not fit."""
    without = set(key_check.without_keys()) - deleted
    data, keys = parts.made_at(pair.data), parts.made_at(pair.keys)
    if without and not (data and keys and keys > data):
        raise _stopped(f"{pair.keys} lacks the keys of {len(without)} open accounts in {pair.data}.")
    if without:
        click.echo(f"Accounts that are deleted, since these newer keys do not open them: {len(without)}")
    return without


def _told(repeated: Repeated) -> list[str]:
    told = [f"{what}: {repeated.acts[act]}" for act, what in ACTS.items() if repeated.acts[act]]
    voided = repeated.voided - repeated.deleted
    return told + [f"{VOID}: {len(voided)}"] * bool(voided) or ["Nothing."]


def _stopped(problem: str) -> click.ClickException:
    return click.ClickException(f"{problem} The restore stopped half way, and nothing starts on it: empty the place.")
