"""Every use of gettext in the code and in the templates, found without Babel's own extraction."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
CODE = ROOT / "journal"
SOURCES = {"flask_babel", "journal.web.translations"}  # the modules that have them
FUNCTIONS = {"gettext", "lazy_gettext", "ngettext", "lazy_ngettext"}
JINJA = Environment(extensions=["jinja2.ext.do"], autoescape=True)


class Call(NamedTuple):
    """One call. texts: its sentences, one or two; None where one is no plain text. name: of what stands there then."""

    place: str
    texts: tuple[str, ...] | None
    name: str = ""


def in_code() -> Iterator[Call]:
    """Yield the calls in Python, by whatever name a file imports the function."""
    for path in sorted(CODE.rglob("*.py")):
        tree = ast.parse(path.read_text())
        names = _imported(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                count = 2 if "ngettext" in names[node.func.id] else 1
                yield Call(f"{path.relative_to(ROOT)}:{node.lineno}", _constants(node.args[:count]))


def in_templates() -> Iterator[Call]:
    """Yield the calls in templates, whatever their files are called."""
    for path, tree in trees():
        for node in tree.find_all(nodes.Call):
            if isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext", "ngettext"):
                given = node.args[: 2 if node.node.name == "ngettext" else 1]
                texts = [one.value for one in given if isinstance(one, nodes.Const)]
                name = getattr(given[0], "attr", "")
                yield Call(f"{path}:{node.lineno}", tuple(texts) if len(texts) == len(given) else None, name)


def trees() -> Iterator[tuple[Path, nodes.Template]]:
    """Yield each template, parsed."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield path.relative_to(ROOT), JINJA.parse(path.read_text())


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return the functions that a file imports, by the names that it gives them."""
    found = [node.names for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in SOURCES]
    return {one.asname or one.name: one.name for names in found for one in names if one.name in FUNCTIONS}


def _constants(given: list[ast.expr]) -> tuple[str, ...] | None:
    texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return tuple(texts) if len(texts) == len(given) else None
