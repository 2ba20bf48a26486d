"""`flask backup`: one part for all but the keys, one for the keys, while people write."""

from pathlib import Path
from types import ModuleType

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from journal.cli import parts, postgresql_copies, sqlite_copies
from journal.core.db import db


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def command(folder: Path) -> None:
    """Copy the database into FOLDER while people write: all but the keys, and the keys, which do not stay long."""
    name = Path(str(db.engine.url.database)).stem
    with parts.alone(folder):
        for sentence in parts.prune(folder, name):  # first, since no new copy need come for an old one to be too old
            click.echo(sentence)
        made = parts.new(folder, name, copies().SUFFIX)
        try:
            copies().write(made.unfinished())
            parts.finish(made)
        except (DBAPIError, OSError) as problem:
            raise click.ClickException(f"Nothing was written. {getattr(problem, 'orig', None) or problem}") from None
        finally:
            parts.remove_unfinished(folder)
    for path in made:
        click.echo(f"Wrote {path}")


def copies() -> ModuleType:
    """Return how this kind of database is copied."""
    return sqlite_copies if db.engine.dialect.name == "sqlite" else postgresql_copies
