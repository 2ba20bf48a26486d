"""`flask serve`: everything on this machine, as `make run` does it."""

import os
import signal
import socket
import subprocess
import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import select

from journal.cli import migrations
from journal.config import DEFAULT_PORT, PORT
from journal.core.connection import close
from journal.core.db import db, execute
from journal.core.engine import THREADS
from journal.core.parent import PARENT
from journal.demo import clinic
from journal.models import Clinic

HOST = "127.0.0.1"
# Read by glibc, which without it keeps the 19 MB that a password was hashed in, in each process.
MEMORY = {"MALLOC_MMAP_THRESHOLD_": "1000000"}  # bytes
WORKERS = "GRANIAN_WORKERS"  # in the environment: how many worker processes, where an operator says it
PATIENCE = 5  # seconds for requests under way when it ends; a worker that still loads hears no signal and is killed
# What granian is told, here and by the README. A worker that dies is replaced while the others answer. Its warnings are
# of what is meant so: eight threads on few cores, and the end of a worker that still loads.
SERVER = (
    *("--interface", "wsgi", "--no-ws"),
    *("--blocking-threads", str(THREADS)),
    *("--respawn-failed-workers", "--workers-kill-timeout", str(PATIENCE)),
    *("--log-level", "error"),
)


@click.command("serve")
@click.option("--port", default=DEFAULT_PORT, envvar=PORT, show_default=True, help="The port on 127.0.0.1.")
@with_appcontext
def command(port: int) -> None:
    """Migrate, fill the demo when it is new, and serve on 127.0.0.1, a worker beside the server."""
    _refuse_postgresql()
    _refuse_taken(port)
    _prepare()
    click.echo(f"Journal runs at http://{HOST}:{port} (Ctrl-C ends it)")
    if current_app.config["DEMO"]:
        click.echo("This is a demo, with keys of its own under instance/. Sign in as:")
        for role, email in clinic.SIGN_INS:
            click.echo(f"{role}\t{email}\t{clinic.PASSWORD}")
    sys.stdout.flush()
    os.environ.pop("FLASK_RUN_FROM_CLI", None)  # what follows is no part of this command
    os.environ[PORT] = str(port)  # a demo's own address has it
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python's own handler would note a Ctrl-C and lose it in the exec
    _start_worker()
    _become_the_server(port)


def cores() -> int:
    """Return how many cores this process may run on, which in a container can be fewer than the machine has."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _refuse_postgresql() -> None:
    """Raise ClickException on PostgreSQL, where the migrations and the server connect as roles of their own."""
    if db.engine.dialect.name == "postgresql":
        message = "On PostgreSQL the migrations, the server and the worker are started each by itself. See the README."
        raise click.ClickException(message)


def _refuse_taken(port: int) -> None:
    """Raise ClickException if the port is taken, before anything is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OverflowError:
            raise click.ClickException(f"{port} is no port. Choose one from 1024 to 65535.") from None
        except OSError as problem:
            other = port % 60_000 + 1
            message = f"Port {port} cannot be used ({problem.strerror}). Choose another: make run PORT={other}"
            raise click.ClickException(message) from None


def _prepare() -> None:
    migrations.install(current_app)
    upgrade()
    if current_app.config["DEMO"] and execute(select(Clinic.id)).first() is None:
        clinic.fill()
    close()
    db.engine.dispose()


def _start_worker() -> None:
    """Start a worker. It, and the processes that the server starts, end with this one, which becomes the server."""
    os.environ[PARENT] = str(os.getpid())
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    subprocess.Popen(worker, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def _become_the_server(port: int) -> None:
    """Replace this process, with all that migrating loaded, by the server."""
    for name, value in {WORKERS: str(cores()), **MEMORY}.items():
        os.environ.setdefault(name, value)
    options = ["--host", HOST, "--port", str(port), *SERVER]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *options, "wsgi:app"])  # noqa: S606
