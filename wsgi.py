"""The WSGI application that a server loads, and that `flask` finds its commands in."""

from journal import retention
from journal.app import create_app
from journal.config import BadSettings
from journal.core import earlier

try:
    app = create_app()
except BadSettings as problem:
    raise SystemExit(f"Journal does not start. {problem}") from None

with app.app_context():
    if refusal := earlier.refusal():
        raise SystemExit(refusal)
retention.start(app)  # its first run is a minute away, so a command that comes and goes erases nothing
