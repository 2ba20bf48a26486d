"""Refuse with all that is wrong in one reply: what a schema found, and what only a service knows."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from flask import request

from journal.core.errors import Invalid, Messages

Sent = Mapping[str, object]


@contextmanager
def all_at_once(check: Callable[[Sent], Messages]) -> Iterator[None]:
    """Add what `check` finds in the values as they were sent; a field's own complaint goes first.

    It also decorates a view of the API, above its arguments.
    """
    try:
        yield
    except Invalid as error:
        raise Invalid(error.detail, **(check(_sent()) | error.fields)) from None


def _sent() -> Sent:
    body = json.loads(request.get_data()) if request.is_json else request.form  # it was read once already
    return body if isinstance(body, Mapping) else {}
