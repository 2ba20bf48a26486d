"""The copy: what a preview shows is what was chosen, and nothing that leads further."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from journal.core.db import db
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import CHOSEN, PRIVATE, TOPIC, excerpt, uuids

As = Callable[[Somebody], FlaskClient]


def previewed(client: FlaskClient, *pieces: dict[str, Any]) -> list[dict[str, Any]]:
    return client.get(f"/api/v1/summaries/{sharing.summary(client, *pieces)}/preview").json["pieces"]


def test_an_excerpt_says_where_it_sits_and_holds_no_other_word(as_: As, ada: Somebody) -> None:
    about = sharing.entry(as_(ada), treatment_id=sharing.treatment(as_(ada)), mood=3)
    pieces = previewed(as_(ada), TOPIC, excerpt(about))
    sits = {"on": "2026-05-12", "time_point": "evening", "day": 0, "treatment_number": 4}
    assert pieces == [TOPIC, {"kind": "excerpt", "text": CHOSEN} | sits]
    assert PRIVATE not in str(pieces)


def test_a_whole_entry_is_copied_with_its_words_feelings_and_mood(as_: As, ada: Somebody) -> None:
    given = [{"prompt": "What helped?", "answer": "The music."}]
    entry_id = sharing.entry(as_(ada), prompts=given, feelings=["calm"], mood=6)
    (piece,) = previewed(as_(ada), {"kind": "entry", "entry_id": entry_id})
    assert (piece["body"], piece["prompts"], piece["feelings"], piece["mood"]) == (sharing.WORDS, given, ["calm"], 6)
    assert (piece["on"], piece["treatment_number"]) == ("2026-05-12", None)


def test_a_check_in_holds_its_total_and_single_answers_only_where_chosen(as_: As, ada: Somebody) -> None:
    checkin_id = sharing.checkin(as_(ada), item_9=2)
    chosen = {"kind": "checkin", "checkin_id": checkin_id}
    total, single = previewed(as_(ada), chosen, chosen | {"answers": True})
    assert (total["total"], total["band"], total["answers"], total["safety"]) == (10, "Moderate", None, None)
    assert (single["answers"]["phq9-9"], single["safety"]) == (2, "above")


def test_an_unfinished_check_in_has_no_total_and_its_blank_is_unknown(as_: As, ada: Somebody) -> None:
    checkin_id = sharing.checkin(as_(ada), item_9=None)
    (piece,) = previewed(as_(ada), {"kind": "checkin", "checkin_id": checkin_id, "answers": True})
    assert (piece["status"], piece["total"], piece["band"], piece["safety"]) == ("incomplete", None, None, "unknown")


def test_a_series_begins_on_its_day_and_marks_the_sessions_between(as_: As, ada: Somebody) -> None:
    for day, item_1 in (("2026-04-13", 3), ("2026-04-14", 3), ("2026-05-12", 0)):
        sharing.checkin(as_(ada), day, item_1=item_1)
    for day, status in (("2026-04-10", "done"), ("2026-04-20", "done"), ("2026-04-27", "planned")):
        sharing.treatment(as_(ada), starts_at=f"{day}T15:00:00-04:00", status=status, number=None, of=None)
    (piece,) = previewed(as_(ada), {"kind": "series", "instrument": "phq-9", "since": "2026-04-14"})
    assert [(point["on"], point["total"], point["answers"]) for point in piece["points"]] == [
        ("2026-04-14", 10, None),
        ("2026-05-12", 7, None),
    ]
    assert piece["treatments"] == ["2026-04-20"]


def test_a_treatment_is_its_facts_and_nothing_that_was_noticed(as_: As, ada: Somebody) -> None:
    row_id = sharing.treatment(as_(ada), setting="Room 2", intention="A secret wish", noticed="A secret thing")
    pieces = previewed(as_(ada), {"kind": "treatment", "treatment_id": row_id})
    facts = {"on": "2026-05-12", "setting": "Room 2", "route": "iv", "status": "done", "number": 4, "of": 6}
    assert pieces == [{"kind": "treatment"} | facts]


def test_a_copy_points_at_nothing(as_: As, ada: Somebody) -> None:
    entry_id, checkin_id = sharing.entry(as_(ada)), sharing.checkin(as_(ada))
    pieces = previewed(
        as_(ada),
        excerpt(entry_id),
        {"kind": "entry", "entry_id": entry_id},
        {"kind": "checkin", "checkin_id": checkin_id, "answers": True},
        {"kind": "series", "instrument": "phq-9", "since": "2026-04-14"},
        {"kind": "treatment", "treatment_id": sharing.treatment(as_(ada))},
    )
    assert len(pieces) == 5
    assert uuids(pieces) == []


def test_a_questionnaires_check_ins_are_read_once_however_often_it_is_charted(
    app: Flask, as_: As, ada: Somebody
) -> None:
    series = [{"kind": "series", "instrument": "phq-9", "since": f"2026-04-{day}"} for day in range(10, 30)]
    path, read = f"/api/v1/summaries/{sharing.summary(as_(ada), *series)}/preview", []
    with app.app_context():
        engine = db.engine

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        read.extend(word for word in ("FROM checkins", "FROM treatments") if word in statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        assert len(as_(ada).get(path).json["pieces"]) == len(series)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert read == ["FROM checkins", "FROM treatments"]
