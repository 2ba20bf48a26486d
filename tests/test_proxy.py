"""The example of a proxy logs nothing that tells what Journal's own log does not, and nginx takes it."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.plugins.nginx import EXAMPLE, configure

LOGGED = {"time_iso8601", "remote_addr", "request_method", "uri", "status"}


def setting(name: str) -> list[str]:
    """Return the values that the example gives a directive."""
    return re.findall(rf"^\s*{name} ([^;]+);", EXAMPLE.read_text(), re.MULTILINE)


def test_it_logs_no_size_no_query_and_no_referer() -> None:
    (line,) = setting("log_format")
    assert set(re.findall(r"\$(\w+)", line)) == LOGGED
    assert setting("access_log") == ["off", "/var/log/nginx/journal.log journal if=$journal_logged"]
    assert [level.split()[-1] for level in setting("error_log")] == ["crit"]


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/checkins", False),
        ("/checkins/0/questions/9", False),
        ("/help", False),
        ("/api/v1/checkins/0", False),
        ("/entries/help", True),
        ("/today", True),
    ],
)
def test_it_logs_nothing_of_check_ins_and_help(path: str, logged: bool) -> None:
    (pattern,) = re.findall(r"^\s*~(\S+) 0;", EXAMPLE.read_text(), re.MULTILINE)
    assert (re.match(pattern, path) is None) == logged


def test_nginx_takes_it(tmp_path: Path) -> None:
    tried = subprocess.run([*configure(tmp_path), "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
