"""What a patient reads of a share that is open: who opened it, and that changes are not seen."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.plugins import sharing
from tests.plugins.pages import text
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC, brief

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.usefixtures("in_care")


def test_a_summary_that_is_shared_says_so_where_it_is_changed(as_: As, ada: Somebody, tom: Somebody) -> None:
    summary_id = sharing.summary(as_(ada), TOPIC)
    path, only_you = f"/summaries/{summary_id}", "Only you can see this until you share it."
    assert only_you in text(as_(ada), path)
    share_id = sharing.put_share(as_(ada), sharing.terms(summary_id, tom)).json["id"]
    shared = text(as_(ada), path)
    assert re.search(r"Shared until \w+, [^.]*\. What you change here is not seen until you share it again\.", shared)
    assert only_you not in shared
    as_(ada).delete(f"/api/v1/shares/{share_id}")
    assert only_you in text(as_(ada), path)


def test_of_many_openings_the_last_three_are_listed_and_the_others_unfold(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    path = f"/shares/{sharing.share(as_(ada), tom)}"
    for _ in range(3):
        brief(as_(tom), ada)
    assert "<summary>Earlier" not in text(as_(ada), path)
    brief(as_(tom), ada)
    listed, _, folded = text(as_(ada), path).partition("<summary>Earlier")
    assert (listed.count("Tom opened it"), folded.count("Tom opened it")) == (3, 1)
