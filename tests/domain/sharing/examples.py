"""An example of every kind of piece, from the kind's own tests: tests/domain/sharing/pieces/test_<kind>.py.

Each of those modules has `example(client)`: it keeps what a piece of the kind names, and returns the piece with all
that it can hold. SAID there is what its page says otherwise than it is kept: {name in the copy: {value: text}}.
"""

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from flask.testing import FlaskClient

from journal.domain.sharing.piece_kinds import KINDS

MODULES: Mapping[str, ModuleType] = {kind: import_module(f"tests.domain.sharing.pieces.test_{kind}") for kind in KINDS}


def example(kind: str, client: FlaskClient) -> dict[str, Any]:
    """Return a piece of a kind."""
    piece: dict[str, Any] = MODULES[kind].example(client)
    return piece


def said(kind: str) -> dict[str, dict[Any, str]]:
    """Return what a page says otherwise than it is kept."""
    return getattr(MODULES[kind], "SAID", {})
