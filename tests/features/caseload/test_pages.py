"""The brief as a page: what a therapist reads in five minutes, and says thank you for."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient

from journal.clinical import charts
from journal.core import clock
from journal.models import AuditLine
from tests.plugins import sharing
from tests.plugins.people import Somebody
from tests.plugins.sharing import TOPIC

As = Callable[[Somebody], FlaskClient]

pytestmark = pytest.mark.usefixtures("in_care")


def read(client: FlaskClient, patient: Somebody) -> str:
    return " ".join(client.get(f"/caseload/{patient.id}").text.split())


def test_it_says_that_there_may_be_more_and_that_the_patient_sees_this(as_: As, ada: Somebody, tom: Somebody) -> None:
    sharing.share(as_(ada), tom)
    page = read(as_(tom), ada)
    for said in (
        "You see only what Ada shared. There may be more.",
        "Until ",
        "Ada sees that you opened it.",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("answer", "chosen", "said"),
    [
        (0, True, "answered: Not at all, May 12"),
        (1, True, "answered: Several days, May 12"),
        (None, True, "unknown, May 12"),
        (0, False, "unknown, the answer was not shared, May 12"),
        (3, False, "unknown, the answer was not shared, May 12"),
    ],
)
def test_the_question_about_harm_is_told_as_it_was_shared_and_no_risk_is_computed(
    as_: As, ada: Somebody, tom: Somebody, answer: int | None, chosen: bool, said: str
) -> None:
    checkin_id = sharing.checkin(as_(ada), item_9=answer)
    sharing.share(as_(ada), tom, {"kind": "checkin", "checkin_id": checkin_id, "answers": chosen})
    page = read(as_(tom), ada)
    assert said in re.sub("<[^>]+>", "", page)
    assert "Journal does not rate risk." in page
    assert "no risk" not in page


def test_without_such_a_question_nothing_is_said_of_it(as_: As, ada: Somebody, tom: Somebody) -> None:
    sharing.checkin(as_(ada), item_9=2)
    sharing.share(as_(ada), tom, TOPIC)
    assert "item 9" not in read(as_(tom), ada)


def test_a_whole_entry_is_folded(as_: As, ada: Somebody, tom: Somebody) -> None:
    sharing.share(as_(ada), tom, {"kind": "entry", "entry_id": sharing.entry(as_(ada), mood=6)})
    page = read(as_(tom), ada)
    folded = page[page.index("<details") : page.index("</details>")]
    assert sharing.WORDS in folded
    assert "6 of 10" in folded


def test_words_stay_words(as_: As, ada: Somebody, tom: Somebody) -> None:
    sharing.share(as_(ada), tom, {"kind": "topic", "text": "<script>alert(1)</script> {{ 7 * 7 }}"})
    page = read(as_(tom), ada)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in page


def test_thank_you_is_said_to_what_the_page_showed(as_: As, ada: Somebody, tom: Somebody) -> None:
    shown, later = sharing.share(as_(ada), tom), sharing.share(as_(ada), tom)
    answer = as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": shown})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/caseload/{ada.id}")
    assert "You said thank you." not in as_(tom).get("/caseload").text
    told = [as_(ada).get(f"/api/v1/shares/{row_id}").json["acknowledged_at"] for row_id in (shown, later)]
    assert [at is not None for at in told] == [True, False]
    assert "Tom read it, and says thank you." in as_(ada).get("/shares").text


@pytest.mark.parametrize("share_id", ["5e0c4a3e-7d8b-4b6e-9a51-2f3d1c0b9a87", "made-up"])
def test_thank_you_to_nothing_is_404(as_: As, ada: Somebody, tom: Somebody, share_id: str) -> None:
    assert as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": share_id}).status_code == 404


def test_thank_you_to_somebody_not_in_care_is_404(as_: As, eve: Somebody, tom: Somebody) -> None:
    assert as_(tom).post(f"/caseload/{eve.id}/acknowledgements").status_code == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("verb", ["GET", "HEAD"])
def test_what_another_site_opens_shows_nothing_and_leaves_no_receipt(
    as_: As, ada: Somebody, eve: Somebody, tom: Somebody, stored: Callable, site: str, verb: str
) -> None:
    sharing.share(as_(ada), tom)
    for patient in (ada, eve):
        page = as_(tom).open(f"/caseload/{patient.id}", method=verb, headers={"Sec-Fetch-Site": site})
        told = as_(tom).open(f"/api/v1/caseload/{patient.id}/brief", method=verb, headers={"Sec-Fetch-Site": site})
        assert (page.status_code, page.headers["Location"], told.status_code) == (303, "/caseload", 403)
        assert TOPIC["text"] not in page.text + told.text
    assert stored(AuditLine, act="share.opened") == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}])
def test_what_a_therapist_opens_is_shown(as_: As, ada: Somebody, tom: Somebody, headers: dict[str, str]) -> None:
    sharing.share(as_(ada), tom)
    assert TOPIC["text"] in as_(tom).get(f"/caseload/{ada.id}", headers=headers).text


def test_the_page_is_kept_by_no_browser(as_: As, ada: Somebody, tom: Somebody) -> None:
    sharing.share(as_(ada), tom)
    assert as_(tom).get(f"/caseload/{ada.id}").headers["Cache-Control"] == "no-store"


def test_what_is_new_comes_first_with_its_day_and_what_was_read_is_folded(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    topics = [{"kind": "topic", "text": text} for text in ("My father", "The lake")]
    read_already, new = (sharing.share(as_(ada), tom, topic) for topic in topics)
    as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": read_already})
    page = read(as_(tom), ada).split("<main", 1)[1]
    folded = page[page.index('<details class="brief-read"') : page.index("</details>")]
    assert ("My father" in folded, "The lake" in folded, "open" in folded.split(">")[0]) == (True, False, False)
    assert page.index("The lake") < page.index("My father")
    assert ("Shared " in page, "data-new" in page, "data-new" in folded) == (True, True, False)
    assert page.count(f'value="{new}"') == 1
    assert read_already not in page


def test_what_was_read_stands_with_what_was_shared_last_first(as_: As, ada: Somebody, tom: Somebody) -> None:
    topics = ["My father", "The lake", "The boat"]
    shares = [sharing.share(as_(ada), tom, {"kind": "topic", "text": text}) for text in topics]
    as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": shares})
    page = read(as_(tom), ada)
    assert sorted(topics, key=page.index) == topics[::-1]


def test_a_check_in_that_was_corrected_between_two_shares_is_drawn_once_as_shared_last(
    as_: As, ada: Somebody, tom: Somebody
) -> None:
    series = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": False}
    answers = {f"phq9-{number}": 1 for number in range(1, 10)}
    body = {"instrument": "phq-9", "answers": answers, "answered_at": "2026-05-05T12:00:00-04:00"}
    checkin_id = sharing.made(as_(ada), "checkins", body)
    sharing.share(as_(ada), tom, series)
    sharing.put(as_(ada), f"/checkins/{checkin_id}", body | {"answers": answers | {"phq9-1": 3}}, 1)
    sharing.share(as_(ada), tom, series)
    chart = read(as_(tom), ada).partition('<path class="point"')[2]
    assert chart.partition("/>")[0].count("M") == 1
    assert re.findall(r"<td>(\d+)</td>", chart) == ["11"]


@pytest.mark.parametrize(("before", "after"), [(0, 2), (2, 0)])
def test_an_answer_about_harm_that_was_corrected_stands_first_as_it_was_shared_last(
    as_: As, ada: Somebody, tom: Somebody, before: int, after: int
) -> None:
    body = {"instrument": "phq-9", "answered_at": "2026-05-12T12:00:00-04:00"}
    checkin_id = sharing.made(as_(ada), "checkins", body | {"answers": sharing.PHQ_9 | {"phq9-9": before}})
    piece = {"kind": "checkin", "checkin_id": checkin_id, "answers": True}
    sharing.share(as_(ada), tom, piece)
    sharing.put(as_(ada), f"/checkins/{checkin_id}", body | {"answers": sharing.PHQ_9 | {"phq9-9": after}}, 1)
    sharing.share(as_(ada), tom, piece)
    line = read(as_(tom), ada).partition('<section class="brief-line"')[2].partition("</section>")[0]
    first, *_ = re.findall(r"answered: <[^>]+>([\w ]+)<", line)
    assert first == {0: "Not at all", 2: "More than half the days"}[after]


def test_on_paper_every_day_has_its_year(as_: As, ada: Somebody, tom: Somebody) -> None:
    with clock.frozen(datetime(2026, 5, 12, 12, tzinfo=UTC)):
        for day, points in (("05", 1), ("11", 3)):
            answers = {f"phq9-{number}": points for number in range(1, 10)}
            body = {"instrument": "phq-9", "answers": answers, "answered_at": f"2026-05-{day}T12:00:00Z"}
            checkin_id = sharing.made(as_(ada), "checkins", body)
        treatment_id = sharing.treatment(as_(ada), starts_at="2026-05-01T15:00:00Z")
        sharing.share(
            as_(ada),
            tom,
            sharing.excerpt(sharing.entry(as_(ada))),
            {"kind": "treatment", "treatment_id": treatment_id},
            {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": True},
            {"kind": "checkin", "checkin_id": checkin_id, "answers": True},
            for_date="2026-05-14",
            ends_at="2026-05-20T12:00:00Z",
        )
        page = read(as_(tom), ada)
    printed = page[page.index('class="brief-columns"') : page.index('class="brief-foot"')]
    printed = re.sub(r"(?s)<svg.*?</svg>|<details class=.no-print.*?</details>", "", printed)
    bare = re.sub(r'<span data-year="2026">[^<]+</span>', "", printed)
    assert printed.count('data-year="2026"') > 10
    assert re.findall(r".{9}\b(?:April|Apr|May) \d+.{3}", bare) == []


def test_where_all_was_read_the_first_stays_unfolded(as_: As, ada: Somebody, tom: Somebody) -> None:
    share_id = sharing.share(as_(ada), tom)
    as_(tom).post(f"/caseload/{ada.id}/acknowledgements", data={"share_id": share_id})
    page = read(as_(tom), ada)
    assert '<details class="brief-read" open>' in page
    assert ("You said thank you." in page, "Read, thank you" in page) == (True, False)


def test_scores_of_all_shares_make_one_chart_and_have_one_disclaimer(as_: As, ada: Somebody, tom: Somebody) -> None:
    series = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": False}
    for day in ("2026-05-05", "2026-05-12"):
        checkin = {"kind": "checkin", "checkin_id": sharing.checkin(as_(ada), day), "answers": True}
        sharing.share(as_(ada), tom, TOPIC, series, checkin)
    page = read(as_(tom), ada)
    assert page.count('class="chart" viewBox="0 0 300') == 1
    assert page.count("not a diagnosis") == page.count('<ul class="key">') == 1
    assert page.index(TOPIC["text"]) < page.index('class="brief-scores"')


def test_only_the_chart_that_the_page_shows_is_drawn(
    as_: As, ada: Somebody, tom: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": False}
    for day in ("2026-05-05", "2026-05-12", "2026-05-19"):
        sharing.checkin(as_(ada), day)
        sharing.share(as_(ada), tom, series)
    draw = Mock(side_effect=charts.draw)
    monkeypatch.setattr(charts, "draw", draw)
    read(as_(tom), ada)
    assert draw.call_count == 1


def test_a_score_soon_after_a_treatment_says_so_beside_the_chart(as_: As, ada: Somebody, tom: Somebody) -> None:
    treatment_id = sharing.treatment(as_(ada))
    body = {"instrument": "phq-9", "answers": sharing.PHQ_9, "treatment_id": treatment_id}
    checkin_id = sharing.made(as_(ada), "checkins", body | {"answered_at": "2026-05-19T12:00:00-04:00"})
    checkin = {"kind": "checkin", "checkin_id": checkin_id, "answers": False}
    series = {"kind": "series", "instrument": "phq-9", "since": "2026-04-14", "answers": False}
    sharing.share(as_(ada), tom, series, checkin)
    page = read(as_(tom), ada)
    said = "There was a treatment in the 14 days "
    assert page.count(f"{said}it asks about.") == page.count(said) == 1


def test_the_printed_page_says_where_and_when_with_the_year(as_: As, ada: Somebody, tom: Somebody) -> None:
    sharing.share(as_(ada), tom)
    printed = read(as_(tom), ada).split('class="print-only">')[1].split("<")[0]
    assert "printed on" in printed
    assert str(clock.now().year) in printed
