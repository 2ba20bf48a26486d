"""The example of a proxy logs nothing that tells what Journal's own log does not."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.plugins.strict import leave_out

EXAMPLE = Path(__file__).parent.parent / "docs" / "nginx.conf"
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
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    if nginx is None:
        leave_out("no nginx; to enable: sudo apt-get install nginx")
    names = ["-keyout", tmp_path / "journal.key", "-out", tmp_path / "journal.pem", "-subj", "/CN=journal.example.org"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names], check=True, capture_output=True
    )
    site = re.sub(r"/(etc/ssl/certs|etc/ssl/private|var/log/nginx)/", f"{tmp_path}/", EXAMPLE.read_text())
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n")
    tried = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
