"""Every template keeps its lines short and its partials to itself, exists where it is named, and is used.

A form with an id is one to fill in; another form is a button.
"""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).parent.parent
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
CODE = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "journal").rglob("*.py"))]
LINE_LIMIT = 120  # characters, as in Python
SHARED = PurePosixPath("shared")
FORM = "<form id="
CARRIED = {"signin/again.html"}  # its fields say whose they are
NOBODYS = {
    "signin/new.html",
    "resets/edit.html",
    "invitations/received.html",
    "shared/_link_page.html",
}  # forms of whoever comes


def faults(name: str, source: str) -> list[str]:
    """Return, a sentence each, where the template `name` breaks a rule."""
    return [*long_lines(name, source), *foreign_partials(name, source)]


def long_lines(name: str, source: str) -> Iterator[str]:
    """Yield every line that is too long."""
    for number, line in enumerate(source.splitlines(), start=1):
        if len(line) > LINE_LIMIT:
            yield f"{name}:{number} has {len(line)} characters; the limit is {LINE_LIMIT}"


def foreign_partials(name: str, source: str) -> Iterator[str]:
    """Yield every partial of another feature that is used: what two features show is in shared/."""
    for other in map(PurePosixPath, references(source)):
        if other.name.startswith("_") and other.parent not in (SHARED, PurePosixPath(name).parent):
            yield f"{name} uses {other}, a partial of another feature; move it to {SHARED}/"


def references(source: str) -> set[str]:
    """Return the templates that a template extends, includes or imports from."""
    tree = Environment(autoescape=True).parse(source)
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    named = (name for node in tree.find_all(kinds) for name in node.iter_child_nodes(only=("template",)))
    return {
        constant.value
        for name in named
        for constant in [name, *name.find_all(nodes.Const)]
        if isinstance(constant, nodes.Const) and str(constant.value).endswith(".html")
    }


def named_in_code(source: str) -> set[str]:
    """Return the templates that Python code names, as patterns: an f-string's values stand for anything."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
        if re.fullmatch(r"[\w/*]+\.html", text):
            found.add(text)
    return found


NAMED = set[str]().union(*map(named_in_code, CODE))
REFERENCED = set[str]().union(*map(references, TEMPLATES.values()))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_keeps_the_rules(name: str) -> None:
    assert faults(name, TEMPLATES[name]) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("x" * (LINE_LIMIT + 1), "has 121 characters"),
        ('{% from "shares/_consent.html" import record %}', "a partial of another feature"),
        ('{% include "shares/_consent.html" if record else "shared/_link.html" %}', "a partial of another feature"),
    ],
)
def test_what_breaks_a_rule_is_found(source: str, fault: str) -> None:
    assert [fault in found for found in faults("entries/show.html", source)] == [True]


@pytest.mark.parametrize(
    "source", ["x" * LINE_LIMIT, '{% include "entries/_row.html" %}', '{% extends "shared/_parts.html" %}']
)
def test_what_breaks_no_rule_passes(source: str) -> None:
    assert faults("entries/show.html", source) == []


def test_every_template_that_is_named_exists() -> None:
    assert {name for name in NAMED | REFERENCED if not any(fnmatch(there, name) for there in TEMPLATES)} == set()


def test_every_template_is_used() -> None:
    assert {name for name in TEMPLATES if not any(fnmatch(name, used) for used in NAMED | REFERENCED)} == set()


@pytest.mark.parametrize(
    "name", sorted({name for name, source in TEMPLATES.items() if FORM in source} - NOBODYS - CARRIED)
)
def test_every_form_to_fill_in_says_whose_it_is(name: str) -> None:
    assert TEMPLATES[name].count('{% include "shared/_account.html" %}') == TEMPLATES[name].count(FORM)
