"""Functions that answer requests are plain ones: none is a coroutine, which nobody would wait for."""

from inspect import iscoroutinefunction

from flask import Flask


def test_no_function_that_answers_a_request_is_a_coroutine(app: Flask) -> None:
    hooks = (app.before_request_funcs, app.after_request_funcs, app.teardown_request_funcs)
    functions = [function for hook in hooks for group in hook.values() for function in group]
    functions += [*app.view_functions.values(), *app.teardown_appcontext_funcs]
    assert len(functions) > 100
    assert not any(map(iscoroutinefunction, functions))
