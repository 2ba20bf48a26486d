"""Fill a demo with as many entries as a long life of writing, so that indexes have something to do."""

import sys

from flask_migrate import upgrade

from journal.app import create_app
from journal.cli import migrations
from journal.core import clock
from journal.core.connection import commit
from journal.core.db import db
from journal.core.ids import new_id
from journal.demo import clinic
from journal.domain import records
from journal.domain.identity import authenticate
from journal.features.entries.repository import ENTRIES
from journal.features.signin import service as signin

WORDS = "The water was dark and I was not afraid of it. My father stood on the other side and he was young. " * 20


def fill(count: int) -> None:
    """Fill the demo, and add `count` entries of 2 kB to its first patient's."""
    app = create_app()
    migrations.install(app)
    with app.app_context():
        upgrade()
        clinic.fill()
        person = authenticate(signin.sign_in(clinic.SIGN_INS[0][1], clinic.PASSWORD, "bench"), clock.now())
        if person is None:
            raise SystemExit("the demo's patient cannot sign in")
        entry = {"body": WORDS[:2000], "prompts": [], "feelings": [], "mood": 6, "written_at": clock.now()}
        entry |= {"treatment_id": None, "time_point": None, "about_id": None}
        for _ in range(count):
            records.put(person, ENTRIES, new_id(), None, entry)
        commit()
        db.engine.dispose()


if __name__ == "__main__":
    fill(int(sys.argv[1]))
