"""Composing, the preview, what is shared, and the brief: nothing that axe finds, no small target, nothing too wide."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.features.entries.test_at_ease_browser import look
from tests.plugins import sharing
from tests.plugins.browser import OpenPage
from tests.plugins.live import SignIn
from tests.plugins.people import Somebody

As = Callable[[Somebody], FlaskClient]


@pytest.mark.browser
@pytest.mark.usefixtures("in_care")
def test_the_pages_of_sharing_are_easy_to_read_and_to_touch(
    open_page: OpenPage, live: str, sign_in: SignIn, as_: As, ada: Somebody, tom: Somebody
) -> None:
    client = as_(ada)
    entry_id, checkins = sharing.entry(client), [sharing.checkin(client, day) for day in ("2026-05-05", "2026-05-12")]
    pieces = [sharing.TOPIC, sharing.excerpt(entry_id), {"kind": "entry", "entry_id": entry_id}]
    pieces += [{"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": True}]
    pieces += [{"kind": "checkin", "checkin_id": checkins[-1], "answers": True}]
    read, draft = sharing.share(client, tom, sharing.TOPIC), sharing.summary(client, *pieces)
    as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": read})
    share_id = sharing.share(client, tom, *pieces)
    pages = {
        ada: (f"summaries/new?entry={entry_id}", f"summaries/{draft}", f"summaries/{draft}/preview", "shares"),
        tom: (f"caseload/{ada.id}", "caseload"),
    }
    for person, paths in pages.items():
        page = open_page({"viewport": {"width": 320, "height": 740}}, reduced_motion="reduce")
        sign_in(page, person)
        for path in paths if person is tom else (*paths, f"shares/{share_id}"):
            assert (path, *look(page, f"{live}/{path}")) == (path, [], [], False)
