"""The questionnaires on offer, each read once from its JSON file beside this one."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .shapes import Band, Instrument, Option, Question, Safety

FOLDER = Path(__file__).parent
COPIED = ("id", "version", "title", "short", "plain_name", "position", "language", "instructions", "loinc_notice")


class UnknownInstrument(KeyError):
    """No questionnaire has that id."""


class UnfitInstrument(ValueError):
    """A questionnaire's file contradicts itself, or another questionnaire's."""


def get(instrument_id: str) -> Instrument:
    """Return a questionnaire. Raises UnknownInstrument."""
    try:
        return _BY_ID[instrument_id]
    except KeyError:
        raise UnknownInstrument(instrument_id) from None


def read(path: Path) -> Instrument:
    """Read a questionnaire's file. Raises UnfitInstrument if it contradicts itself, KeyError without a part of it."""
    instrument = _instrument(json.loads(path.read_bytes()))
    if fault := _fault(instrument):
        raise UnfitInstrument(f"{instrument.id}: {fault}")
    return instrument


def in_order(found: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """Return questionnaires as they are offered. Raises UnfitInstrument if two have one id, or one position."""
    ordered = tuple(sorted(found, key=lambda instrument: instrument.position))
    for name in ("id", "position"):
        if not _distinct(getattr(instrument, name) for instrument in ordered):
            raise UnfitInstrument(f"two questionnaires have the same {name}")
    return ordered


def _instrument(data: dict[str, Any]) -> Instrument:
    options = _options(data["options"])
    return Instrument(
        **{key: data[key] for key in COPIED},
        recall_days=data["recall"]["days"],
        recall_text=data["recall"]["text"],
        scored=tuple(_question(question, options) for question in data["items"]),
        unscored=tuple(_question(question, _options(question["options"])) for question in data["unscored"]),
        bands=tuple(Band(**band) for band in data["bands"]),
        change_points=data["change"]["points"],
        change_source=data["change"]["source"],
        response_percent=data["response"]["percent"],
        remission_below=data["remission"]["below"],
        remission_source=data["remission"]["source"],
        safety=_safety(data["safety"]) if data["safety"] else None,
        licence=data["licence"]["statement"],
        licence_holder=data["licence"]["holder"],
        loinc_panel=data["loinc"]["panel"],
        loinc_total=data["loinc"]["total"],
        sources=tuple(data["sources"]),
    )


def _options(data: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in data)


def _question(data: dict[str, Any], options: tuple[Option, ...]) -> Question:
    return Question(data["id"], data["number"], data["text"], data["loinc"], options)


def _safety(data: dict[str, Any]) -> Safety:
    return Safety(question_id=data["item"], at_least=data["at_least"])


def _fault(instrument: Instrument) -> str | None:
    """Return how a questionnaire contradicts itself, None if it does not."""
    if not _distinct(question.id for question in instrument.questions):
        return "two questions have the same id"
    bands = [range(band.low, band.high + 1) for band in instrument.bands]
    if not all(bands) or [total for band in bands for total in band] != list(range(instrument.maximum + 1)):
        return f"its bands do not divide 0 to {instrument.maximum}, from low to high"
    if (safety := instrument.safety) is not None:
        question = instrument.question(safety.question_id)
        if question is None or safety.at_least not in [option.value for option in question.options]:
            return "no question about harm has that id and that answer"
    return None


def _distinct(values: Iterable[object]) -> bool:
    listed = list(values)
    return len(set(listed)) == len(listed)


ALL: tuple[Instrument, ...] = in_order(map(read, FOLDER.glob("*.json")))
_BY_ID = {instrument.id: instrument for instrument in ALL}
