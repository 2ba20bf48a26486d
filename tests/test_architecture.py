"""Every file keeps the rules of tests/rules.py, and each rule is shown able to fail. `make lint` holds the floors."""

from pathlib import Path

import pytest

from tests.rules import FILE_LIMIT, FUNCTION_LIMIT, TEST_LIMIT, faults

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("wsgi.py", "journal/**/*.py", "tests/**/*.py", "bench/**/*.py")
    for path in ROOT.glob(pattern)
)

LONG_FUNCTION = "def long() -> None:\n" + "    pass\n" * FUNCTION_LIMIT
REFUSED = [
    ("journal/domain/access.py", "from datetime import datetime\ndatetime.now()", "by datetime.datetime.now"),
    ("journal/domain/access.py", "import datetime as dt\nx = dt.datetime.utcnow", "by datetime.datetime.utcnow"),
    ("journal/domain/access.py", "from datetime import date as day\nday.today()", "by datetime.date.today"),
    ("journal/domain/access.py", "import time\ntime.time()", "by time.time"),
    ("journal/domain/access.py", "from time import time\ntime()", "by time.time"),
    ("journal/domain/access.py", "from sqlalchemy import func\nfunc.now()", "by sqlalchemy.func.now"),
    ("journal/domain/access.py", "try:\n    pass\nexcept:\n    pass", "catches everything"),
    ("journal/domain/access.py", "try:\n    pass\nexcept Exception:\n    pass", "catches everything"),
    ("journal/domain/access.py", "try:\n    pass\nexcept (OSError, BaseException):\n    pass", "catches everything"),
    ("journal/domain/access.py", "print('here')", "prints"),
    ("journal/features/people/service.py", "from sqlalchemy import select\nselect(1)", "with select"),
    ("journal/features/people/pages.py", "from sqlalchemy import insert as put\nput(1)", "with insert"),
    ("journal/web/guard.py", "import sqlalchemy as sa\nsa.update(1)", "with update"),
    ("journal/app.py", "import sqlalchemy\nsqlalchemy.sql.delete(1)", "with delete"),
    ("journal/web/guard.py", "from sqlalchemy import text\ntext('SELECT 1')", "with text"),
    ("journal/features/people/service.py", "from journal.core.db import db\ndb.session.query(1)", "uses db.session"),
    ("tests/domain/test_care.py", "from journal.core.db import db\nsession = db.session", "uses db.session"),
    ("journal/core/db.py", "from sqlalchemy.dialects.sqlite import insert\ninsert(1)", "with insert"),
    ("journal/domain/access.py", "\n" * FILE_LIMIT, "has 200 lines"),
    ("tests/test_access.py", "\n" * TEST_LIMIT, "has 250 lines"),
    ("journal/app.py", LONG_FUNCTION, "long has 26 lines"),
    ("wsgi.py", LONG_FUNCTION, "long has 26 lines"),
    ("tests/domain/test_care.py", "from journal.core.db import db, execute", "imports execute"),
]
ALLOWED = [
    ("journal/core/clock.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
    ("journal/web/failsafe.py", "try:\n    pass\nexcept Exception:\n    pass"),
    ("journal/domain/access.py", "from datetime import time, timedelta\ntime(8)"),
    ("journal/domain/access.py", "\n" * (FILE_LIMIT - 1)),
    ("journal/features/people/repository.py", "from sqlalchemy import select\nselect(1)"),
    ("journal/domain/care.py", "from sqlalchemy import insert, update\ninsert(1), update(1)"),
    ("journal/features/people/service.py", "from journal.features.people.repository import select\nselect(1)"),
    ("journal/domain/care.py", "from journal.core.db import db\ndb.engine.connect()"),
    ("tests/test_access.py", "print('here')\nfrom datetime import datetime\ndatetime.now()"),
]


@pytest.mark.parametrize("path", FILES)
def test_every_file_keeps_the_rules(path: str) -> None:
    assert faults(path, (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("path", "source", "fault"), REFUSED)
def test_what_breaks_a_rule_is_found(path: str, source: str, fault: str) -> None:
    assert [fault in found for found in faults(path, source)] == [True]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_what_breaks_no_rule_passes(path: str, source: str) -> None:
    assert faults(path, source) == []
