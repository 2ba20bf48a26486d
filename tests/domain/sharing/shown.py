"""How a page says what a copy holds."""

import re
from calendar import month_abbr
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from markupsafe import Markup

from journal.clinical import instruments

UNSAID = {"kind", "version", "day"}  # which form it is; the day after a treatment is said by the time point
ANSWERS = {option.value: option.text for option in instruments.get("phq-9").scored[0].options}
LONG_MONTH = re.compile(rf"\b({'|'.join(month_abbr[1:])})[a-z]*(?= \d)")
DAYS = {"on", "since", "for_date", "treatments", "filled_in_on", "changed_on"}


def leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Return everything in a copy by the name under which it lies."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves("answer" if name == "answers" else key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(name, inner)
    elif value is not None:
        yield name, value


def said(name: str, value: Any, otherwise: Mapping[str, Mapping[Any, str]]) -> str:
    """Return how a page says a value of a copy."""
    if name in otherwise:
        return otherwise[name][value]
    if name == "answer" and isinstance(value, int):
        return ANSWERS[value]
    if name == "instrument":
        short = instruments.get(value).short.replace("-", "\N{NON-BREAKING HYPHEN}")
        return f"{instruments.get(value).plain_name} ({short})"
    if name in DAYS:
        on = date.fromisoformat(value)
        return short_day(on)
    return str(value)


def page(client: FlaskClient, path: str) -> str:
    """Return the text of a page, with the names of months cut short."""
    text = client.get(path).text.split("<main", 1)[1]
    return LONG_MONTH.sub(r"\1", unescape(Markup(text).striptags()))  # noqa: S704 - our own page


def short_day(on: date) -> str:
    """Return a day as `page` has it: "Apr 20"."""
    return f"{on:%b} {on.day}"
