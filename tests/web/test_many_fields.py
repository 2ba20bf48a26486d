"""Very many fields are refused at little cost, with a short answer that says what to do."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from journal.core.fields import MOST_UNKNOWN
from journal.web.forms import MOST_FIELDS, URL_ENCODED
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
ID = "5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87"
ENTRY, SUMMARY = f"/api/v1/entries/{ID}", f"/api/v1/summaries/{ID}"
SHORT = 5_000  # bytes
UNKNOWN = "There is no such field. Leave it out."


def many(count: int) -> dict[str, int]:
    """Return fields that nothing has, with the longest names that a refusal repeats."""
    return {f"{number:080}": number for number in range(count)}


@pytest.mark.parametrize("parts", [1, 1001])
@pytest.mark.parametrize("head", [b'name="body"', b'name="draft"; filename="x"'])
@pytest.mark.parametrize("path", ["/entries", "/sign-in", "/api/v1/session", ENTRY])
def test_a_form_in_parts_is_refused_with_what_to_send(
    as_: As, ada: Somebody, path: str, head: bytes, parts: int
) -> None:
    part = b"--x\r\nContent-Disposition: form-data; " + head + b"\r\n\r\nMine\r\n"
    verb, kind = "PUT" if path == ENTRY else "POST", "multipart/form-data; boundary=x"
    answer = as_(ada).open(path, method=verb, data=part * parts + b"--x--\r\n", content_type=kind)
    assert (answer.status_code, URL_ENCODED in answer.text) == (415, True)


@pytest.mark.parametrize("name", ["prompts.What helped?", "nothing"])
def test_a_form_has_two_thousand_fields_at_most(as_: As, ada: Somebody, name: str) -> None:
    most, more = ("&".join([urlencode({name: "x"})] * count) for count in (MOST_FIELDS, MOST_FIELDS + 1))
    assert as_(ada).post("/entries", data=most, content_type=URL_ENCODED).status_code == 422
    answer = as_(ada).post("/entries", data=more, content_type=URL_ENCODED)
    assert (answer.status_code, "Make it smaller" in answer.text) == (413, True)
    assert len(answer.data) < SHORT


@pytest.mark.parametrize("count", [1, 10_000])
def test_only_a_few_unknown_fields_are_named(as_: As, ada: Somebody, count: int) -> None:
    answer = as_(ada).put(ENTRY, json=many(count))
    named = [messages for name, messages in answer.json["fields"].items() if name.isdigit()]
    assert (answer.status_code, named) == (422, [[UNKNOWN]] * min(count, MOST_UNKNOWN))
    assert ("Leave them all out." in answer.text) == (count > MOST_UNKNOWN)
    assert len(answer.data) < SHORT


@pytest.mark.parametrize("count", [1, 10_000])
def test_only_a_few_unknown_fields_of_a_piece_are_named(as_: As, ada: Somebody, count: int) -> None:
    piece = {"kind": "topic", "text": "To talk about"} | many(count)
    answer = as_(ada).put(SUMMARY, json={"title": "For Thursday", "pieces": [piece]})
    named = [messages for name, messages in answer.json["fields"].items() if name.startswith("pieces.0.0")]
    assert (answer.status_code, named) == (422, [[UNKNOWN]] * min(count, MOST_UNKNOWN))
    assert len(answer.data) < SHORT
