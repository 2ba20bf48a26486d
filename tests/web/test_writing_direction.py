"""What people write runs from the right where its letters do, in what they read and in the fields for it."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
WORDS = "היום היה שקט יותר."


@pytest.mark.parametrize("path", ["/entries/new", "/treatments/new", "/settings/account"])
def test_every_field_for_words_follows_their_direction(as_: As, ada: Somebody, path: str) -> None:
    page = as_(ada).get(path, follow_redirects=True).text
    fields = re.findall(r'<textarea[^>]*>|<input[^>]*type="text"[^>]*>', page)
    assert fields
    assert [field for field in fields if 'dir="auto"' not in field] == []


def test_the_words_of_an_entry_follow_their_direction_wherever_they_stand(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    sent = {"body": WORDS, "written_at": "2026-05-12T20:14:00+00:00"}
    address = client.post("/entries", data=sent).headers["Location"].removesuffix("/kept")
    for path in ("/entries", address, f"{address}/edit"):
        before = client.get(path).text.partition(WORDS)[0]
        assert 'dir="auto"' in before[before.rindex("<") :], path
