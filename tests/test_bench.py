"""`make bench` measures: whether its bars are met, a machine that does something else cannot tell."""

import re
import subprocess
import sys

from tests.plugins.instances import ROOT, WAIT, clean_environ

RATIOS = (
    "list to its floor",
    "PUT to its floor",
    "brief to the bare route",
    "today page to the bare route",
    "entries page to the bare route",
    "brief page to the bare route",
    "one search call to a list",
    "a whole fruitless search to a list",
    "memory of a worker, MiB",
)


def test_it_prints_each_ratio_beside_its_bar() -> None:
    options = ["--rounds", "1", "--requests", "16", "--entries", "60"]
    bench = subprocess.run(
        [sys.executable, "-m", "bench", *options],
        cwd=ROOT,
        env=clean_environ(),
        capture_output=True,
        text=True,
        timeout=WAIT,
    )
    assert bench.returncode == 0, bench.stderr
    for name in RATIOS:
        assert re.search(rf"^{name} +\d+\.\d\d   bar \d", bench.stdout, re.MULTILINE), bench.stdout
