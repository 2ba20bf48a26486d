"""The `flask` commands, each imported only when it is asked for: a server needs none of them."""

from importlib import import_module

import click
from flask.cli import AppGroup, ScriptInfo

COMMANDS = ("account", "admin", "backup", "clinic", "keys", "serve")  # each the `command` of its own module
MIGRATIONS = "db"


class Commands(AppGroup):
    """Journal's commands by name, beside those that extensions add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name, without importing what is behind it."""
        return sorted({*super().list_commands(ctx), *COMMANDS, MIGRATIONS})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return one command, None for an unknown name."""
        if name in COMMANDS:
            command: click.Command = import_module(f"{__name__}.{name}").command
            return command
        if name == MIGRATIONS:
            import_module(f"{__name__}.migrations").install(ctx.ensure_object(ScriptInfo).load_app())
        return super().get_command(ctx, name)
