"""Each sentence is found by the command for translators, and is one message, not glued of pieces."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from jinja2 import nodes

from journal.clinical.instruments import ALL
from journal.web import json_messages
from tests.words import calls, extracted

DATA = {"plain_name"}  # attributes of which the text stands in data files; the keys in babel.cfg
CASES = {"capitalize", "lower", "title", "upper"}


@pytest.fixture
def found(tmp_path_factory: pytest.TempPathFactory) -> frozenset[tuple[str, ...]]:
    return extracted.sentences(tmp_path_factory.getbasetemp())


def test_every_sentence_of_the_code_and_the_templates_is_extracted(found: frozenset[tuple[str, ...]]) -> None:
    every = [*calls.in_code(), *calls.in_templates()]
    assert len(every) > 600
    assert [one.place for one in every if one.texts and one.texts not in found] == []


def test_sentences_are_looked_for_wherever_a_file_has_its_gettext_from() -> None:
    files = {one.place.partition(":")[0] for one in calls.in_code()}
    assert {"journal/web/placement_labels.py", "journal/web/problem_texts.py"} <= files


def test_a_sentence_is_a_plain_text_or_stands_in_a_data_file() -> None:
    every = [*calls.in_code(), *calls.in_templates()]
    assert [one.place for one in every if one.texts is None and one.name not in DATA] == []


def test_the_sentences_of_data_files_are_extracted(found: frozenset[tuple[str, ...]]) -> None:
    for instrument in ALL:
        assert (instrument.plain_name,) in found


def test_a_data_file_without_the_key_stops_the_extraction() -> None:
    with pytest.raises(KeyError, match="plain_name"):
        list(json_messages.extract(BytesIO(b'{"title": "x"}'), [], [], {"keys": "plain_name"}))


def test_no_sentence_begins_or_ends_with_a_space_or_a_comma(found: frozenset[tuple[str, ...]]) -> None:
    assert [text for texts in found for text in texts if text != text.strip(" ,\n")] == []


def test_no_template_changes_the_case_of_our_words() -> None:
    changed = [
        f"{path}:{node.lineno}"
        for path, tree in calls.trees()
        for node in tree.find_all(nodes.Filter)
        if node.name in CASES
    ]
    assert changed == []


def test_no_template_glues_a_sentence_to_another_text() -> None:
    glued = [
        f"{path}:{node.lineno}"
        for path, tree in calls.trees()
        for node in tree.find_all((nodes.Concat, nodes.Add))
        for part in (node.nodes if isinstance(node, nodes.Concat) else (node.left, node.right))
        if isinstance(part, nodes.Call) and isinstance(part.node, nodes.Name) and part.node.name in ("_", "ngettext")
    ]
    assert glued == []


def test_no_code_glues_a_sentence_to_another_text() -> None:
    assert [place for path in sorted(calls.CODE.rglob("*.py")) for place in glued(path)] == []


def glued(path: Path) -> Iterator[str]:
    """Yield where a file adds something to a sentence, or puts it into an f-string."""
    for node in ast.walk(ast.parse(path.read_text())):
        parts: list[ast.expr] = []
        if isinstance(node, ast.BinOp):
            parts = [node.left, node.right]
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        for part in parts:
            if isinstance(part, ast.Call) and getattr(part.func, "id", "") == "str" and part.args:
                part = part.args[0]
            if isinstance(part, ast.Call) and getattr(part.func, "id", "") in {"_"} | calls.FUNCTIONS:
                yield f"{path.relative_to(calls.ROOT)}:{part.lineno}"


@pytest.mark.parametrize(
    "code", ['_("a") + "b"', 'str(_("a")) + "b"', "f\"{_('a')} b\"", '"b" + ngettext("a", "b", 1)']
)
def test_glue_is_found_where_there_is_some(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "ROOT", tmp_path)
    (tmp_path / "glued.py").write_text(code)
    assert list(glued(tmp_path / "glued.py")) == ["glued.py:1"]
