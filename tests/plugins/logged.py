"""What the log says: its lines, as whoever runs the server reads them."""

import json
from typing import Any

import pytest


def lines(capfd: pytest.CaptureFixture[str], *events: str) -> list[dict[str, Any]]:
    """Return the lines since the last look that tell of these events, such as "fault"."""
    every = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    return [line for line in every if line["event"] in events]
