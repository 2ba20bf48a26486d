"""Whether an answer to a question about harm calls for help, before there is a score."""

from collections.abc import Iterable

from .shapes import Instrument


def calls_for_help(instrument: Instrument, number: int, values: Iterable[object]) -> bool:
    """Return whether any of these answers to one question calls for help. number: of the question, from 1."""
    safety = instrument.safety
    question = instrument.question(safety.question_id) if safety else None
    if safety is None or question is None or question.number != number:
        return False
    return any(isinstance(value, int) and safety.calls_for_help(value) for value in values)
