"""What is compressed beside answers or somebody's name ends at the same length, whichever they are."""

import gzip
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis.strategies import binary, sampled_from
from playwright.sync_api import Page

from journal.core.choices import PATIENT
from journal.web.compression import APART, STEP, pack, pack_padded
from tests.plugins import sharing
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]
GZIP = {"Accept-Encoding": "gzip"}


def lengths(client: FlaskClient, path: str) -> tuple[int, int]:
    """Return how long a page is over the air, and plain; every page is the same unpacked."""
    packed, plain = client.get(path, headers=GZIP), client.get(path)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    return len(packed.data), len(plain.data)


@given(binary(max_size=5000), sampled_from([b"", APART]), binary(max_size=5000))
def test_whatever_is_packed_comes_out_again_and_fills_a_step(before: bytes, mark: bytes, after: bytes) -> None:
    content = before + mark + after
    packed = pack_padded(content)
    assert gzip.decompress(packed) == content
    assert zlib.decompress(packed, wbits=zlib.MAX_WBITS | 16) == content
    assert len(packed) % STEP == 0
    assert len(packed) - len(pack_padded(before)) <= STEP + len(mark + after)


def test_what_stands_apart_is_not_compressed() -> None:
    names = APART + b">" + b"Ben Ortiz, " * 20
    assert names in pack_padded(b"Ben Ortiz, " * 20 + names)
    assert names not in pack(b"Ben Ortiz, " * 20 + names)


@pytest.mark.skipif(shutil.which("gzip") is None, reason="no gzip on the PATH")
def test_the_program_gzip_reads_it(tmp_path: Path) -> None:
    (tmp_path / "page.gz").write_bytes(pack_padded(b"a page " * 300))
    found = subprocess.run(["gzip", "-dc", tmp_path / "page.gz"], capture_output=True, check=True)
    assert found.stdout == b"a page " * 300


def test_neither_an_answer_nor_the_help_it_brings_shows_in_the_length_of_a_check_in(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    over_the_air, plain = set(), set()
    for answers in ({}, {"item_1": 0}, {"item_1": 3}, {"item_2": 2, "item_5": 3}, {"item_9": 3}, {"item_3": None}):
        made = sharing.checkin(client, **answers)
        pages = ("", "/questions/1", "/questions/9", "/questions/10")
        found = [lengths(client, f"/checkins/{made}{page}") for page in pages]
        over_the_air.add(tuple(packed for packed, _ in found))
        plain.add(tuple(whole for _, whole in found))
    assert len(over_the_air) == 1 < len(plain)
    assert {length % STEP for row in over_the_air for length in row} == {0}


def test_no_words_show_in_the_length_of_a_preview(as_: As, ada: Somebody) -> None:
    client = as_(ada)
    summary = sharing.summary(client, {"kind": "topic", "text": "Whether Ben Ortiz knows"})
    found = {lengths(client, f"/summaries/{summary}{page}")[0] for page in ("", "/preview")}
    for text in ("Whether Ben Ortis knows", "Whether Ben Ortiz knew", "Q" * 40, "Whether Ben Ortiz knows it"):
        other = sharing.summary(client, {"kind": "topic", "text": text})
        found |= {lengths(client, f"/summaries/{other}{page}")[0] for page in ("", "/preview")}
    assert {length % STEP for length in found} == {0}
    assert len(found) <= 3


def test_no_patients_words_are_compressed_beside_another_patients_name(
    as_: As, tom: Somebody, make_person: Callable[..., Somebody], take_care: Callable[..., UUID]
) -> None:
    known, other = make_person("Ada", PATIENT), make_person("Zebedee", PATIENT)
    for patient in (known, other):
        take_care(tom, patient)
    sharing.share(as_(known), tom, {"kind": "topic", "text": "Zebedee, " * 30})
    answer = as_(tom).get(f"/caseload/{known.id}", headers=GZIP)
    page = gzip.decompress(answer.data)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) % STEP == 0
    assert page.count(b"Zebedee") == 31
    names = page[page.index(APART) :]
    assert b"Zebedee" in names
    assert names in answer.data


@pytest.mark.browser
def test_a_browser_reads_a_padded_page(phone: Page, live: str, sign_in: SignIn, ada: Somebody, as_: As) -> None:
    made = sharing.checkin(as_(ada))
    sign_in(phone, ada)
    answer = phone.goto(f"{live}/checkins/{made}")
    assert answer is not None
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) % STEP == 0
    phone.get_by_role("link", name="Get help").wait_for()
    assert answer.text().rstrip().endswith("</html>")
