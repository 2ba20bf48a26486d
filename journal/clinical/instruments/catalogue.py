"""The questionnaires on offer, each read once from its JSON file beside this one."""

import json
from pathlib import Path
from typing import Any

from .shapes import Band, Instrument, Item, Option, Safety

FOLDER = Path(__file__).parent
COPIED = ("id", "version", "title", "short", "plain_name", "position", "language", "instructions", "loinc_notice")


class UnknownInstrument(KeyError):
    """No questionnaire has that id."""


def get(instrument_id: str) -> Instrument:
    """Return a questionnaire. Raises UnknownInstrument."""
    try:
        return _BY_ID[instrument_id]
    except KeyError:
        raise UnknownInstrument(instrument_id) from None


def read(path: Path) -> Instrument:
    """Read a questionnaire's file."""
    data = json.loads(path.read_bytes())
    options = _options(data["options"])
    return Instrument(
        **{key: data[key] for key in COPIED},
        recall_days=data["recall"]["days"],
        recall_text=data["recall"]["text"],
        items=tuple(_item(item, options) for item in data["items"]),
        options=options,
        unscored=tuple(_item(item, _options(item["options"])) for item in data["unscored"]),
        bands=tuple(Band(**band) for band in data["bands"]),
        change_points=data["change"]["points"],
        change_source=data["change"]["source"],
        response_percent=data["response"]["percent"],
        remission_below=data["remission"]["below"],
        remission_source=data["remission"]["source"],
        safety=Safety(**data["safety"]) if data["safety"] else None,
        licence=data["licence"]["statement"],
        licence_holder=data["licence"]["holder"],
        loinc_panel=data["loinc"]["panel"],
        loinc_total=data["loinc"]["total"],
        sources=tuple(data["sources"]),
    )


def _options(data: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in data)


def _item(data: dict[str, Any], options: tuple[Option, ...]) -> Item:
    return Item(**{**data, "options": options})


ALL: tuple[Instrument, ...] = tuple(
    sorted(map(read, FOLDER.glob("*.json")), key=lambda instrument: instrument.position)
)
_BY_ID = {instrument.id: instrument for instrument in ALL}
