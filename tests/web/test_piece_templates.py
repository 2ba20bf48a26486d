"""The start stops unless every kind of piece has its template, with all that pages take from it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import DictLoader, Environment, TemplateNotFound
from markupsafe import Markup

from journal.domain.sharing.piece_kinds import KINDS, UnknownKind
from journal.web import piece_templates
from tests.domain.sharing import examples
from tests.plugins import sharing
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]

FOLDER = Path(__file__).parents[2] / "templates" / "pieces"
NEEDED = [(name, macro) for name, kind in KINDS.items() for macro in sorted(piece_templates.needed(kind))]

IN_FORMS = {"form_heading", "form_fields", "instead"}  # tested with the forms themselves, tests/features/summaries/


@pytest.mark.parametrize(("name", "macro"), NEEDED)
def test_a_template_that_leaves_a_macro_out_is_refused(app: Flask, name: str, macro: str) -> None:
    source = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    assert source.count(f"macro {macro}(") == 1
    without = source.replace(f"macro {macro}(", f"macro other_{macro}(")
    piece_templates.check(app.jinja_env, KINDS[name])
    with pytest.raises(RuntimeError, match=macro):
        piece_templates.check(_environment(app, {f"pieces/{name}.html": without}), KINDS[name])


@pytest.mark.parametrize(("name", "macro"), [(name, macro) for name, macro in NEEDED if macro not in IN_FORMS])
def test_every_macro_says_something(app: Flask, as_: As, ada: Somebody, name: str, macro: str) -> None:
    kind, piece = KINDS[name], examples.example(name, as_(ada))
    (copied,) = sharing.previewed(as_(ada), piece)
    shown, (line,) = kind.lay_out(copied), kind.consent.lines([copied])
    given = {"composed": (shown, piece), "brief": (shown,), "consent_line": (line,)}
    given |= {"menu": ("/",), "section_heading": ("Ada",)}
    with app.test_request_context():
        said = getattr(piece_templates.macros(app.jinja_env, name), macro)(*given[macro])
    assert Markup(said).striptags() != ""  # noqa: S704 - our own template


@pytest.mark.parametrize(("name", "macro"), [("checkin", "section_heading"), ("entry", "menu"), ("topic", "instead")])
def test_a_macro_that_no_page_takes_is_refused(app: Flask, name: str, macro: str) -> None:
    source = (FOLDER / f"{name}.html").read_text(encoding="utf-8") + f"{{% macro {macro}() %}}{{% endmacro %}}"
    with pytest.raises(RuntimeError, match=f"no page takes .*{macro}"):
        piece_templates.check(_environment(app, {f"pieces/{name}.html": source}), KINDS[name])


def test_a_kind_without_a_template_is_refused(app: Flask) -> None:
    with pytest.raises(TemplateNotFound, match="topic"):
        piece_templates.check(_environment(app, {}), KINDS["topic"])


def test_an_unknown_kind_has_no_template(app: Flask) -> None:
    with pytest.raises(UnknownKind):
        piece_templates.macros(app.jinja_env, "dream")


def test_every_template_is_a_kinds() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} - {"_parts"} == KINDS.keys()


def _environment(app: Flask, templates: dict[str, str]) -> Environment:
    return app.jinja_env.overlay(loader=DictLoader(templates))
