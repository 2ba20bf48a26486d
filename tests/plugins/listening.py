"""Hear of what an application's engine does, for the length of a block."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from journal.core.db import db


@contextmanager
def listening(app: Flask, what: str, listener: Callable[..., object]) -> Iterator[None]:
    """Call `listener` at every event `what`. No other thread may use the engine when the block ends.

    SQLAlchemy fails in a thread that goes through the listeners while another removes one.
    """
    with app.app_context():
        engine = db.engine
    event.listen(engine, what, listener)
    try:
        yield
    finally:
        event.remove(engine, what, listener)
