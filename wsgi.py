"""The WSGI application that a server loads, and that `flask` finds its commands in."""

import os

from journal.app import create_app
from journal.config import BadSettings
from journal.core import earlier, roles, unfinished
from journal.core.parent import end_with_parent
from journal.domain import key_check

os.umask(0o077)  # whatever this process makes is for its owner alone

try:
    app = create_app()
except BadSettings as problem:
    raise SystemExit(f"Journal does not start. {problem}") from None

# Flask sets this for its commands, each of which has a role of its own.
serves = os.environ.get("FLASK_RUN_FROM_CLI") != "true"

with app.app_context():
    if serves and (refusal := roles.refusal("The server", roles.APP)):
        raise SystemExit(f"Journal does not start. {refusal}")
    if refusal := earlier.refusal() or unfinished.refusal():
        raise SystemExit(refusal)
    if refusal := key_check.refusal():
        raise SystemExit(f"Journal does not start. {refusal}")
if serves:
    end_with_parent()
