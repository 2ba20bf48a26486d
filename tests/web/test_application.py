"""Functions that answer requests are plain ones, none a coroutine; what templates know is one dict."""

from inspect import iscoroutinefunction

from flask import Flask


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
