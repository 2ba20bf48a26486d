"""A questionnaire's file, read into its shapes."""

import json

import pytest

from journal.clinical.instruments import Band, Instrument, Item, Option, Safety
from journal.clinical.instruments.catalogue import read

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
        items=(Item("m-1", 1, "Déjà vu?", "1-1", "Seen", options),),
        options=options,
        unscored=(Item("m-2", 2, "Hard?", None, None, (Option(0, "Not at all", None),)),),
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
