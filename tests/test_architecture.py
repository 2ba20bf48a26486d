"""The floors of the house hold, and each rule is shown able to fail."""

import ast
from pathlib import Path

import pytest

from tests.floors import EXCEPTIONS, FILE_LIMIT, FUNCTION_LIMIT, TEST_LIMIT, faults, imports

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("wsgi.py", "journal/**/*.py", "tests/**/*.py", "bench/**/*.py")
    for path in ROOT.glob(pattern)
)

LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * FUNCTION_LIMIT
REFUSED = [
    ("journal/instruments/scoring.py", "from journal import clock", "journal.clock, which instruments may not"),
    ("journal/instruments/scoring.py", "import sqlalchemy", "imports sqlalchemy"),
    ("journal/clock.py", "from journal.errors import Refused", "imports journal.errors.Refused"),
    ("journal/charts.py", "import flask", "imports flask"),
    ("journal/timepoints.py", "from journal import clock", "imports journal.clock"),
    ("journal/fields.py", "from journal import models", "imports journal.models"),
    ("journal/db.py", "from journal import access", "imports journal.access"),
    ("journal/vault.py", "from journal.db import db", "imports journal.db.db"),
    ("journal/models/entry.py", "from journal import access", "imports journal.access"),
    ("journal/models/entry.py", "from flask import g", "imports flask.g"),
    ("journal/access.py", "from flask_login import current_user", "imports flask_login.current_user"),
    ("journal/access.py", "from journal.entries import service", "imports journal.entries.service"),
    ("journal/audit.py", "from journal import web", "imports journal.web"),
    ("journal/web/guard.py", "from journal.entries.service import read", "imports journal.entries.service.read"),
    ("journal/web/guard.py", "from journal import db", "imports journal.db"),
    ("journal/web/guard.py", "from journal.app import create_app", "imports journal.app.create_app"),
    ("journal/entries/__init__.py", "from journal.entries import pages", "imports journal.entries.pages"),
    ("journal/entries/schemas.py", "from journal.entries import service", "imports journal.entries.service"),
    ("journal/entries/schemas.py", "from journal.models import Entry", "imports journal.models.Entry"),
    ("journal/entries/schemas.py", "import sqlalchemy", "imports sqlalchemy"),
    ("journal/entries/service.py", "from flask import request", "imports flask.request"),
    ("journal/entries/service.py", "from journal.entries import schemas", "imports journal.entries.schemas"),
    ("journal/entries/service.py", "from journal.checkins import service", "imports journal.checkins.service"),
    ("journal/entries/search.py", "from werkzeug import exceptions", "imports werkzeug.exceptions"),
    ("journal/entries/pages.py", "from journal.models import Entry", "imports journal.models.Entry"),
    ("journal/entries/pages.py", "from journal import access", "imports journal.access"),
    ("journal/entries/pages.py", "from journal.entries import api", "imports journal.entries.api"),
    ("journal/entries/pages.py", "from journal.app import create_app", "imports journal.app.create_app"),
    ("journal/entries/api.py", "from journal.db import db", "imports journal.db.db"),
    ("journal/entries/api.py", "from sqlalchemy import select", "imports sqlalchemy.select"),
    ("journal/entries/api.py", "def late():\n    from journal import vault", "imports journal.vault"),
    ("journal/entries/api.py", "from ..checkins import service", "beyond its package"),
    ("journal/entries/api.py", "from journal import *", "imports journal.*"),
    ("journal/utils.py", "", "has no floor"),
    ("journal/access.py", "from datetime import datetime\ndatetime.now()", "by datetime.datetime.now"),
    ("journal/access.py", "import datetime as dt\nx = dt.datetime.utcnow", "by datetime.datetime.utcnow"),
    ("journal/access.py", "from datetime import date as day\nday.today()", "by datetime.date.today"),
    ("journal/access.py", "import time\ntime.time()", "by time.time"),
    ("journal/access.py", "from time import time\ntime()", "by time.time"),
    ("journal/access.py", "from sqlalchemy import func\nfunc.now()", "by sqlalchemy.func.now"),
    ("journal/access.py", "try:\n    pass\nexcept:\n    pass", "catches everything"),
    ("journal/access.py", "try:\n    pass\nexcept Exception:\n    pass", "catches everything"),
    ("journal/access.py", "try:\n    pass\nexcept (OSError, BaseException):\n    pass", "catches everything"),
    ("journal/access.py", "print('here')", "prints"),
    ("journal/access.py", "\n" * FILE_LIMIT, "has 200 lines"),
    ("tests/test_access.py", "\n" * TEST_LIMIT, "has 250 lines"),
    ("journal/app.py", LONG_FUNCTION, "long has 41 lines"),
    ("wsgi.py", LONG_FUNCTION, "long has 41 lines"),
]
ALLOWED = [
    ("journal/app.py", "from journal.entries import api, pages\nfrom flask import Flask"),
    ("journal/commands.py", "from journal.accounts import service\nfrom journal.vault import vault"),
    ("journal/clock.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
    ("journal/instruments/scoring.py", "from .shapes import Item\nimport json"),
    ("journal/models/share.py", "from journal.db import Base\nfrom sqlalchemy import String"),
    ("journal/web/guard.py", "from flask import g\nfrom journal import access, clock"),
    ("journal/entries/schemas.py", "from marshmallow import Schema\nfrom journal.fields import Words"),
    ("journal/entries/service.py", "from journal import access, audit, clock\nfrom journal.entries.search import find"),
    (
        "journal/entries/pages.py",
        "from flask import g\nfrom journal.entries import schemas, service\nimport journal.web.intake",
    ),
    (
        "journal/entries/api.py",
        "from journal.entries.schemas import EntrySchema\nfrom journal.web.api import Blueprint",
    ),
    ("journal/access.py", "from datetime import time, timedelta\ntime(8)"),
    ("journal/access.py", "\n" * (FILE_LIMIT - 1)),
    ("tests/test_access.py", "print('here')\nfrom datetime import datetime\ndatetime.now()"),
]


@pytest.mark.parametrize("path", FILES)
def test_every_file_keeps_to_the_house(path: str) -> None:
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("path", "source", "fault"), REFUSED)
def test_a_file_that_leaves_its_floor_is_refused(path: str, source: str, fault: str) -> None:
    assert [fault in found for found in faults(path, source)] == [True]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_a_file_on_its_floor_is_fine(path: str, source: str) -> None:
    assert faults(path, source) == []


@pytest.mark.parametrize(("path", "name"), EXCEPTIONS)
def test_every_exception_is_still_needed(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert any(module.startswith(f"journal.{name}") for _, module in imports(path, tree))
