"""`flask keys`: the keys that seal what people write."""

import click
from flask.cli import AppGroup

from journal.crypto.vault import Tampered, vault
from journal.domain import rotation

command = AppGroup("keys", help="The keys that seal what people write.")


@command.command("rotate")
def rotate() -> None:
    """Wrap every data key with the newest master key. It may be stopped, run again, and run while people write."""
    count = 0
    try:
        while rewrapped := rotation.rewrap_some():
            count += rewrapped
    except Tampered as problem:
        message = f"{count} keys are rewrapped, then one could not be opened: {problem}"
        raise click.ClickException(message) from None
    click.echo(f"{count} keys are rewrapped with master key {vault.masters.current}; every key is now.")
