"""The published questionnaires: their text, their scoring, their licence. No database, no Flask."""

from .catalogue import ALL, UnknownInstrument, get
from .change import Change, Comparison, change, changes
from .harm import calls_for_help
from .scoring import Score, UnfitAnswers, check, score
from .shapes import Band, Instrument, Option, Question, Responses, Safety

__all__ = [
    "ALL",
    "Band",
    "Change",
    "Comparison",
    "Instrument",
    "Option",
    "Question",
    "Responses",
    "Safety",
    "Score",
    "UnfitAnswers",
    "UnknownInstrument",
    "calls_for_help",
    "change",
    "changes",
    "check",
    "get",
    "score",
]
