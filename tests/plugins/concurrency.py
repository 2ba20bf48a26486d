"""Let something happen in the very middle of something else, as two requests at once can have it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread, current_thread
from typing import Any

from flask import Flask
from sqlalchemy import event

from journal.core.db import db

PATIENCE = 0.4  # seconds; who needs longer waits for a lock


@contextmanager
def meanwhile(app: Flask, statement: str, work: Callable[[], None], moment: str = "before") -> Iterator[None]:
    """Do `work` in a thread of its own, once, where this thread runs the first statement that begins with `statement`.

    moment: before or after the statement. Where work waits for a lock, this thread goes on; at the end work is done.
    """
    here, working = current_thread(), Thread(target=work)

    def begin(_connection: Any, _cursor: Any, said: str, *_rest: Any) -> None:
        if current_thread() is here and said.startswith(statement) and working.ident is None:
            working.start()
            working.join(PATIENCE)

    with app.app_context():
        engine = db.engine
    event.listen(engine, f"{moment}_cursor_execute", begin)
    try:
        yield
    finally:
        event.remove(engine, f"{moment}_cursor_execute", begin)
    assert working.ident is not None, f"nothing was run that begins with {statement}"
    working.join()
