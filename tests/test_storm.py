"""The storm of tests/storm, made small: nobody who writes is refused, and nothing that was acknowledged is lost."""

import re
import subprocess
import sys

from tests.plugins.instances import ROOT, WAIT


def test_nobody_who_writes_reads_or_asks_for_help_is_refused_and_nothing_is_lost() -> None:
    command = [sys.executable, "-m", "tests.storm", "4", "200"]
    storm = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WAIT)
    assert storm.returncode == 0, storm.stderr
    for what in ("writing", "reading", "asking for help"):
        assert re.search(rf"^{what} .* none$", storm.stdout, re.MULTILINE), storm.stdout
    assert re.search(r"^Acknowledged entries: [1-9]\d*; lost: 0$", storm.stdout, re.MULTILINE), storm.stdout
    assert "Deleted entries that are still there: 0\n" in storm.stdout
