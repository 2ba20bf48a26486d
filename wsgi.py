"""The WSGI application that a server loads, and that `flask` finds its commands in."""

import os

from journal import retention as sweeping
from journal.app import create_app
from journal.config import BadSettings

try:
    app = create_app()
except BadSettings as problem:
    raise SystemExit(f"Journal does not start. {problem}") from None

if os.environ.get("FLASK_RUN_FROM_CLI"):  # commands come and go; a server stays
    from journal.cli import serving  # which brings the demo's story along

    serving.install(app)
else:
    sweeping.start(app)
