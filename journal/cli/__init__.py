"""The `flask` commands, each imported only when it is asked for: a server needs none of them.

On PostgreSQL each refuses to run as another role than its own.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from importlib import import_module
from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo, with_appcontext

from journal.core import roles

MIGRATIONS = "db"
ROLES = {  # of each command; each is the `command` of its own module, but for MIGRATIONS
    "account": roles.MAINTENANCE,
    "admin": roles.MAINTENANCE,
    "backup": roles.BACKUP,
    "clinic": roles.MAINTENANCE,
    "keys": roles.MAINTENANCE,
    "restore": roles.OWNER,
    "serve": roles.APP,
    "worker": roles.MAINTENANCE,
    MIGRATIONS: roles.OWNER,
}


class Commands(AppGroup):
    """Journal's commands by name, beside those that extensions add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name, without importing what is behind it."""
        return sorted({*super().list_commands(ctx), *ROLES})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return one command, None for an unknown name."""
        if name not in ROLES:
            return super().get_command(ctx, name)
        if name == MIGRATIONS:
            import_module(f"{__name__}.migrations").install(ctx.ensure_object(ScriptInfo).load_app())
            command = super().get_command(ctx, name)
        else:
            command = import_module(f"{__name__}.{name}").command
        return command and _as_role(command, name)


def _as_role(command: click.Command, name: str) -> click.Command:
    """Return the command, which first refuses to run if it is connected as another role than its own."""
    checked = copy(command)
    checked.callback = _checked(command.callback or (lambda: None), name)
    return checked


def _checked(work: Callable[..., Any], name: str) -> Callable[..., Any]:
    @with_appcontext
    @wraps(work)
    def run(*args: Any, **kwargs: Any) -> Any:
        if refusal := roles.refusal(f"`flask {name}`", ROLES[name]):
            raise click.ClickException(refusal)
        return work(*args, **kwargs)

    return run
