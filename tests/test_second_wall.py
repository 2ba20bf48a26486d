"""With every row let through where Python asks whose it is, PostgreSQL still keeps people's rows apart."""

import os
import subprocess
import sys
from pathlib import Path

from tests.plugins.databases import SERVER
from tests.plugins.strict import leave_out

ROOT = Path(__file__).parents[1]
ROW_TESTS = ("tests/test_doors.py", "tests/test_access.py")
ROW_TEST = "tests/test_access.py::test_another_patients_row_is_as_if_it_were_not_there[{}]"


def with_open_rows(*words: str) -> subprocess.CompletedProcess[str]:
    """Run tests with the filter patched before the application is imported."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.plugins.open_rows", "-q", "-p", "no:cacheprovider"]
    return subprocess.run([*command, *words], cwd=ROOT, capture_output=True, text=True, env=os.environ | {"CI": ""})


def test_doors_and_rows_hold_without_the_filter() -> None:
    if not os.environ.get(SERVER):
        leave_out(f"no PostgreSQL: set {SERVER}")
    result = with_open_rows("-m", "not browser", "-k", "postgresql", *ROW_TESTS)
    assert result.returncode == 0, result.stdout
    assert " passed" in result.stdout


def test_without_the_second_wall_they_would_not() -> None:
    result = with_open_rows(ROW_TEST.format("sqlite"))
    assert (result.returncode, "1 failed" in result.stdout) == (1, True), result.stdout
