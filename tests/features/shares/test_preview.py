"""The preview: what it explains to the patient, and what it says wherever one addresses a therapist."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.pages import text
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.usefixtures("in_care")


def test_the_preview_explains_the_answer_about_harm_and_does_not_open_with_it(as_: As, ada: Somebody) -> None:
    checkin = {"kind": "checkin", "checkin_id": sharing.checkin(as_(ada), item_9=2)}
    for answers, said in ((True, "Your answer is shown as you gave it."), (False, "You share only the total")):
        composed = sharing.summary(as_(ada), TOPIC, checkin | {"answers": answers})
        page = text(as_(ada), f"/summaries/{composed}/preview")
        assert said in page
        assert page.index(TOPIC["text"]) < page.index('class="brief-scores"') < page.index('class="brief-line"')
    without = text(as_(ada), f"/summaries/{sharing.summary(as_(ada), TOPIC)}/preview")
    assert "asks about thoughts of" not in without


def test_the_preview_says_so_where_any_answer_about_harm_is_shared(as_: As, ada: Somebody) -> None:
    earlier = sharing.checkin(as_(ada), "2026-05-05", item_9=2)
    sharing.checkin(as_(ada), "2026-05-12")
    with_answers = {"kind": "checkin", "checkin_id": earlier, "answers": True}
    totals_only = {"kind": "series", "instrument": "phq-9", "since": "2026-05-01", "answers": False}
    page = text(as_(ada), f"/summaries/{sharing.summary(as_(ada), with_answers, totals_only)}/preview")
    assert ("Your answer is shown as you gave it." in page, "You share only the total" in page) == (True, False)


def test_every_page_on_which_a_patient_addresses_a_therapist_says_that_it_is_not_monitored(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    path = f"/summaries/{sharing.summary(as_(ada), TOPIC)}"
    shared = f"/shares/{sharing.share(as_(ada), tom)}"
    pieces = (f"{path}/pieces/new?kind=topic", f"{path}/pieces/0/edit")
    lists = ("/summaries", "/summaries/new", "/shares")
    for page in (*lists, path, *pieces, f"{path}/preview", shared, f"{shared}/withdrawal"):
        found = text(as_(ada), page)
        assert ("Not monitored." in found, 'href="tel:' in found) == (True, True), page
