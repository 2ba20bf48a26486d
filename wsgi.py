"""The WSGI application that a server loads."""

import os

from journal import sweeping
from journal.app import create_app

app = create_app()

if not os.environ.get("FLASK_RUN_FROM_CLI"):  # commands come and go; a server stays
    sweeping.start(app)
