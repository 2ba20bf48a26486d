"""Each kind of piece has one template, and the start stops unless it has all that pages take from it."""

from collections.abc import Iterator
from functools import partial

from flask import Flask
from jinja2 import DictLoader, Environment, nodes
from jinja2.environment import TemplateModule

from journal.domain.sharing import piece_kinds
from journal.domain.sharing.piece_kind import AnyPieceKind

# The macros of every kind: as the composing page lists it, as preview and brief show it, as the consent record says it.
EVERY = {"composed", "brief", "consent_line"}
FORM = {"menu", "form_heading", "form_fields"}  # of a kind with a form of its own
ALTERNATIVE = {"instead"}  # of a kind that is chosen on the form of another kind
SECTION = {"section_heading"}  # of a kind that has a section of the brief
TAKEN = EVERY | FORM | ALTERNATIVE | SECTION


def install(app: Flask) -> None:
    """Check the templates, and let other templates find them. Raises RuntimeError."""
    app.jinja_env.globals["piece_macros"] = partial(macros, app.jinja_env)
    for kind in piece_kinds.KINDS.values():
        check(app.jinja_env, kind)


def macros(environment: Environment, kind: str) -> TemplateModule:
    """Return the macros of a kind's template. Raises UnknownKind.

    An import statement finds the same, but slowly, and a brief asks for two dozen.
    """
    return environment.get_template(f"pieces/{piece_kinds.get(kind).name}.html").module


def check(environment: Environment, kind: AnyPieceKind) -> None:
    """Check the template of a kind. Raises RuntimeError if a macro is missing or never used, TemplateNotFound."""
    has = set(_macros(environment, f"pieces/{kind.name}.html"))
    if missing := needed(kind) - has:
        raise RuntimeError(f"pieces/{kind.name}.html has no macro {sorted(missing)}")
    if unused := has & TAKEN - needed(kind):
        raise RuntimeError(f"no page takes {sorted(unused)} from pieces/{kind.name}.html")


def needed(kind: AnyPieceKind) -> set[str]:
    """Return the macros that the template of a kind must have."""
    form = FORM if kind.form.template == kind.name else ALTERNATIVE
    return EVERY | form | (SECTION if kind.section and kind.section.template == kind.name else set())


def _macros(environment: Environment, template: str) -> Iterator[str]:
    """Yield the macros of a template; it is parsed, not compiled, for a quick start."""
    loader = environment.loader or DictLoader({})
    source, _path, _is_current = loader.get_source(environment, template)
    yield from (macro.name for macro in environment.parse(source).find_all(nodes.Macro))
