"""Functions that answer requests are plain ones, none a coroutine; templates know one dict, and addresses."""

from inspect import iscoroutinefunction

import pytest
from flask import Flask, url_for

from tests.plugins.people import ORIGIN


def test_no_function_that_answers_a_request_is_a_coroutine(app: Flask) -> None:
    hooks = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    functions = [function for hook in hooks for group in hook.values() for function in group]
    functions += [*app.view_functions.values(), *app.teardown_appcontext_funcs]
    assert len(functions) > 100
    assert not any(map(iscoroutinefunction, functions))


def test_every_template_knows_all_that_was_registered_in_one_dict(app: Flask) -> None:
    for name in ("layout.html", "shared/_icons.html"):
        known = app.jinja_env.get_template(name).globals
        assert type(known) is dict
        assert {"_", "asset", "url_for", "g"} <= known.keys()
        assert known.keys() >= app.jinja_env.globals.keys()


def test_an_address_is_the_same_wherever_it_stands_and_only_in_a_request(app: Flask) -> None:
    for path, relative in (("/today", "/today"), ("/entries", "/entries"), ("/today", "/today")):
        with app.test_request_context(path, base_url=ORIGIN):
            assert (app.url_for("entries.index"), url_for("entries.index")) == ("/entries", "/entries")
            assert app.url_for("entries.index", q="lake") == "/entries?q=lake"
            assert app.url_for("entries.index", _external=True) == f"{ORIGIN}/entries"
            assert app.url_for(".index") == relative
    with app.app_context(), pytest.raises(RuntimeError):
        app.url_for("entries.index")
