"""A questionnaire's file, read into its shapes."""

import json
from dataclasses import replace

import pytest

from journal.clinical.instruments import Band, Instrument, Option, Question, Safety
from journal.clinical.instruments.catalogue import UnfitInstrument, in_order, read

FILE = {
    "id": "mood-2",
    "version": "1",
    "title": "Two questions about mood",
    "short": "Mood-2",
    "plain_name": "How you have felt",
    "position": 3,
    "language": "en",
    "instructions": "Choose one.",
    "recall": {"days": 7, "text": "the last 7 days"},
    "options": [{"value": 0, "text": "No", "loinc": "LA1"}, {"value": 1, "text": "Yes", "loinc": None}],
    "items": [{"id": "m-1", "number": 1, "text": "Déjà vu?", "loinc": "1-1", "loinc_display": "Seen"}],
    "unscored": [
        {
            "id": "m-2",
            "number": 2,
            "text": "Hard?",
            "loinc": None,
            "loinc_display": None,
            "options": [{"value": 0, "text": "Not at all", "loinc": None}],
        }
    ],
    "bands": [{"code": "all", "low": 0, "high": 1, "label": "All"}],
    "change": {"points": 1, "source": "Doe 2001"},
    "response": {"percent": 50},
    "remission": {"below": 1, "source": "Roe 2002"},
    "safety": {"item": "m-1", "at_least": 1},
    "licence": {"statement": "Free to use.", "holder": "Nobody"},
    "loinc": {"panel": "2-2", "total": "3-3"},
    "loinc_notice": "Notice",
    "sources": ["Poe 2003"],
}


def instrument() -> Instrument:
    """Return what the file describes."""
    options = (Option(0, "No", "LA1"), Option(1, "Yes", None))
    return Instrument(
        id="mood-2",
        version="1",
        title="Two questions about mood",
        short="Mood-2",
        plain_name="How you have felt",
        position=3,
        language="en",
        recall_days=7,
        recall_text="the last 7 days",
        instructions="Choose one.",
        scored=(Question("m-1", 1, "Déjà vu?", "1-1", options),),
        unscored=(Question("m-2", 2, "Hard?", None, (Option(0, "Not at all", None),)),),
        bands=(Band("all", 0, 1, "All"),),
        change_points=1,
        change_source="Doe 2001",
        response_percent=50,
        remission_below=1,
        remission_source="Roe 2002",
        safety=Safety("m-1", 1),
        licence="Free to use.",
        licence_holder="Nobody",
        loinc_panel="2-2",
        loinc_total="3-3",
        loinc_notice="Notice",
        sources=("Poe 2003",),
    )


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "mood-2.json"
    path.write_text(json.dumps(FILE, ensure_ascii=False), encoding="utf-8")
    assert read(path) == instrument()


@pytest.mark.parametrize("safety", [None, {}])
def test_a_questionnaire_may_ask_nothing_about_harm(tmp_path, safety):
    path = tmp_path / "mood-2.json"
    path.write_text(json.dumps(FILE | {"safety": safety}), encoding="utf-8")
    assert read(path).safety is None


@pytest.mark.parametrize("key", ["id", "items", "safety", "sources"])
def test_a_file_without_a_key_is_refused(tmp_path, key):
    path = tmp_path / "mood-2.json"
    path.write_text(json.dumps({name: value for name, value in FILE.items() if name != key}), encoding="utf-8")
    with pytest.raises(KeyError, match=key):
        read(path)


def bands(**edges):
    """Return the bands of a file. edges: the lowest and the highest total of each."""
    return {"bands": [{"code": name, "low": low, "high": high, "label": name} for name, (low, high) in edges.items()]}


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"safety": {"item": "m-3", "at_least": 1}}, "about harm"),
        ({"safety": {"item": "m-1", "at_least": 2}}, "about harm"),
        ({"unscored": [FILE["unscored"][0] | {"id": "m-1"}]}, "the same id"),
        ({"items": FILE["items"] * 2}, "the same id"),
        (bands(), "bands"),
        (bands(low=(0, 0)), "bands"),
        (bands(high=(1, 1)), "bands"),
        (bands(low=(0, 1), high=(1, 1)), "bands"),
        (bands(low=(0, 0), high=(1, 2)), "bands"),
        (bands(low=(-1, 0), high=(1, 1)), "bands"),
        (bands(high=(1, 1), low=(0, 0)), "bands"),
        (bands(low=(0, 0), none=(1, 0), high=(1, 1)), "bands"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(tmp_path, part, fault):
    path = tmp_path / "mood-2.json"
    path.write_text(json.dumps(FILE | bands(low=(0, 0), high=(1, 1))), encoding="utf-8")
    read(path)
    path.write_text(json.dumps(FILE | part), encoding="utf-8")
    with pytest.raises(UnfitInstrument, match=f"mood-2: .*{fault}"):
        read(path)


def test_a_question_about_harm_may_be_one_that_is_not_scored(tmp_path):
    path = tmp_path / "mood-2.json"
    path.write_text(json.dumps(FILE | {"safety": {"item": "m-2", "at_least": 0}}), encoding="utf-8")
    assert read(path).safety == Safety("m-2", 0)


def test_questionnaires_are_offered_by_their_positions():
    second, first = instrument(), replace(instrument(), id="mood-1", position=1)
    assert in_order([second, first]) == (first, second)


@pytest.mark.parametrize("name", ["id", "position"])
def test_two_questionnaires_in_one_place_are_refused(name):
    other = replace(instrument(), id="mood-1", position=1)
    with pytest.raises(UnfitInstrument, match=f"the same {name}"):
        in_order([instrument(), replace(other, **{name: getattr(instrument(), name)})])
