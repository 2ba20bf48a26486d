"""A whole entry."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import previewed

As = Callable[[Somebody], FlaskClient]

PROMPTS = [{"prompt": "What helped?", "answer": "The music."}]
SAID = {"time_point": {"resting": "Resting after treatment 4"}}


def example(client: FlaskClient) -> dict[str, Any]:
    about = sharing.treatment(client)
    more = {"prompts": PROMPTS, "feelings": ["calm"], "mood": 6, "treatment_id": about, "time_point": "resting"}
    return {"kind": "entry", "entry_id": sharing.entry(client, "All of it.", **more)}


def test_a_whole_entry_is_copied_with_its_text_feelings_and_mood(as_: As, ada: Somebody) -> None:
    entry_id = sharing.entry(as_(ada), prompts=PROMPTS, feelings=["calm"], mood=6)
    (piece,) = previewed(as_(ada), {"kind": "entry", "entry_id": entry_id})
    assert (piece["body"], piece["prompts"], piece["feelings"], piece["mood"]) == (sharing.WORDS, PROMPTS, ["calm"], 6)
    assert (piece["on"], piece["treatment_number"]) == ("2026-05-12", None)
