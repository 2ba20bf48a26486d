"""A kind of piece is whole, or it is none: nothing reaches a therapist that no page shows."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from journal.core.connection import commit
from journal.crypto import contexts
from journal.crypto.data_keys import DataKeys
from journal.domain.sharing import piece_kinds
from journal.domain.sharing.consent_lines import counted
from journal.domain.sharing.piece_kind import ConsentLines, Form, Limit, PieceKind
from journal.domain.sharing.piece_kinds import KINDS, UnknownKind
from journal.domain.sharing.pieces.excerpt import KIND as EXCERPT
from journal.models import Share, Summary
from tests.domain.sharing import examples
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC
from tests.plugins.unrestricted import execute

As = Callable[[Somebody], FlaskClient]

DREAM = {"kind": "dream", "text": "I was flying"}
PARTS = {PieceKind: EXCERPT, Form: EXCERPT.form, Limit: EXCERPT.limit, ConsentLines: EXCERPT.consent}


@pytest.mark.parametrize(
    ("part", "name"), [(part, field.name) for part in PARTS for field in fields(part)], ids=lambda one: str(one)
)
def test_a_kind_that_leaves_a_part_out_cannot_be_built(part: type, name: str) -> None:
    whole = {field.name: getattr(PARTS[part], field.name) for field in fields(part)}
    assert part(**whole) == PARTS[part]
    with pytest.raises(TypeError, match=name):
        part(**{given: value for given, value in whole.items() if given != name})


@pytest.mark.parametrize("source", ["", "KIND = 'dream'", "from journal.domain.sharing.pieces.topic import KIND"])
def test_a_module_that_is_no_kind_of_its_name_is_refused(package: Callable[..., Any], source: str) -> None:
    with pytest.raises(TypeError, match="dream has no KIND"):
        piece_kinds.load(package(dream=source))


def test_a_module_is_a_kind_without_a_line_elsewhere(package: Callable[..., Any]) -> None:
    source = "from dataclasses import replace\nfrom journal.domain.sharing.pieces import topic\n"
    dream = package(dream=source + "KIND = replace(topic.KIND, name='dream')")
    assert list(piece_kinds.load(dream)) == ["dream"]


def test_kinds_come_in_the_order_of_their_places(package: Callable[..., Any]) -> None:
    source = "from dataclasses import replace\nfrom journal.domain.sharing.pieces import topic\n"
    places = {"air": 3, "dream": 1, "stone": 2}
    modules = {name: f"{source}KIND = replace(topic.KIND, name='{name}', place={at})" for name, at in places.items()}
    assert list(piece_kinds.load(package(**modules))) == ["dream", "stone", "air"]


def test_pieces_that_are_only_counted_have_one_line_of_their_kind() -> None:
    record = counted("dream")
    assert record.lines([DREAM, DREAM]) == [{"kind": "dream", "count": 2}]
    schema = record.schema
    assert (schema.__name__, schema.__doc__) == ("DreamConsentLineSchema", "How many pieces of a kind were shared.")
    assert list(schema().fields) == ["kind", "count"]
    assert schema().dump({"kind": "dream", "count": "2"}) == {"kind": "dream", "count": 2}
    assert schema().fields["kind"].choices == ("dream",)


def test_every_kind_says_its_name_first_in_what_is_chosen_copied_and_recorded() -> None:
    for name, kind in KINDS.items():
        for schema in (kind.schema, kind.copied_schema, kind.consent.schema):
            assert schema().fields["kind"].choices == (name,)


@pytest.mark.parametrize("kind", KINDS)
def test_a_piece_is_shown_under_the_name_of_its_kind(as_: As, ada: Somebody, kind: str) -> None:
    (copied,) = sharing.previewed(as_(ada), examples.example(kind, as_(ada)))
    assert KINDS[kind].lay_out(copied).kind == kind


def test_no_kind_is_taken_for_another() -> None:
    assert len({kind.place for kind in KINDS.values()}) == len(KINDS)
    assert {kind.form.template for kind in KINDS.values()} <= KINDS.keys()
    with pytest.raises(UnknownKind):
        piece_kinds.get("dream")


@pytest.mark.usefixtures("in_care")
def test_a_snapshot_with_an_unknown_kind_makes_brief_and_share_fail(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, keys_of: Callable[[UUID], DataKeys]
) -> None:
    share_id = UUID(sharing.share(as_(ada), tom))
    _store_snapshot(app, keys_of(ada.id), ada, share_id, TOPIC, DREAM)
    paths = {tom: (f"/caseload/{ada.id}", f"/api/v1/caseload/{ada.id}/brief"), ada: (f"/shares/{share_id}",)}
    assert [as_(who).get(path).status_code for who in paths for path in paths[who]] == [500] * 3


@pytest.mark.usefixtures("in_care")
@pytest.mark.parametrize("kind", KINDS)
def test_a_snapshot_from_before_a_field_existed_is_shown(
    app: Flask, as_: As, ada: Somebody, tom: Somebody, keys_of: Callable[[UUID], DataKeys], kind: str
) -> None:
    share_id, now = UUID(sharing.share(as_(ada), tom)), KINDS[kind].copied_schema().fields
    (piece,) = sharing.previewed(as_(ada), examples.example(kind, as_(ada)))
    before = {name: value for name, value in piece.items() if not now[name].allow_none}
    _store_snapshot(app, keys_of(ada.id), ada, share_id, before)
    for who, path in ((tom, f"/caseload/{ada.id}"), (ada, f"/shares/{share_id}")):
        assert as_(who).get(path).status_code == 200
    (shown,) = sharing.brief(as_(tom), ada).json["shares"][0]["pieces"]
    assert shown == dict.fromkeys(now) | before


def test_a_summary_with_an_unknown_kind_makes_its_pages_fail(
    app: Flask, as_: As, ada: Somebody, keys_of: Callable[[UUID], DataKeys]
) -> None:
    summary_id = UUID(sharing.summary(as_(ada), TOPIC))
    composed = {"title": "x", "for_date": None, "pieces": [TOPIC, DREAM]}
    sealed = keys_of(ada.id).seal(contexts.record("summaries", ada.id, summary_id, 1), composed)
    _store(app, update(Summary).where(Summary.id == summary_id).values(sealed=sealed))
    paths = (f"/summaries/{summary_id}", f"/summaries/{summary_id}/preview", f"/api/v1/summaries/{summary_id}/preview")
    assert [as_(ada).get(path).status_code for path in paths] == [500] * 3


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Return a function that makes a package of modules, given by name with their source."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(**modules: str) -> Any:
        folder = tmp_path / "made_up"
        folder.mkdir()
        for name, source in {"__init__": "", **modules}.items():
            (folder / f"{name}.py").write_text(source)
        return import_module("made_up")

    yield make
    for name in [name for name in sys.modules if name.partition(".")[0] == "made_up"]:
        del sys.modules[name]


def _store_snapshot(app: Flask, keys: DataKeys, owner: Somebody, share_id: UUID, *pieces: object) -> None:
    snapshot = {"title": "x", "for_date": None, "pieces": list(pieces)}
    with app.app_context():
        terms = execute(select(Share.therapist_id, Share.care_id, Share.ends_at).where(Share.id == share_id)).one()
    sealed = keys.seal(contexts.snapshot(owner.id, share_id, *terms), snapshot)
    _store(app, update(Share).where(Share.id == share_id).values(snapshot=sealed))


def _store(app: Flask, statement: Any) -> None:
    with app.app_context():
        execute(statement)
        commit()
