"""The published questionnaires: their words, their scoring, their licence. No database, no Flask, nothing of ours."""

from .catalogue import ALL, UnknownInstrument, get
from .change import Change, change
from .scoring import Score, UnfitAnswers, check, score
from .shapes import Band, Instrument, Item, Option, Safety

__all__ = [
    "ALL",
    "Band",
    "Change",
    "Instrument",
    "Item",
    "Option",
    "Safety",
    "Score",
    "UnfitAnswers",
    "UnknownInstrument",
    "change",
    "check",
    "get",
    "score",
]
