"""The API of the questionnaires."""

from journal.clinical import instruments
from journal.clinical.instruments import Instrument
from journal.core.errors import NotFound
from journal.features.instruments.schemas import InstrumentSchema, InstrumentsSchema
from journal.web.openapi.blueprint import ApiBlueprint

bp = ApiBlueprint("instruments", __name__, "/instruments", "The published questionnaires, word for word.")


@bp.get("")
@bp.response(200, InstrumentsSchema)
def index() -> dict[str, object]:
    """List the questionnaires in the order in which they are offered."""
    return {"items": instruments.ALL, "next": None}


@bp.get("/<instrument_id>")
@bp.response(200, InstrumentSchema)
def show(instrument_id: str) -> Instrument:
    """Read a questionnaire: wording, options, scoring, sources, licence."""
    try:
        return instruments.get(instrument_id)
    except instruments.UnknownInstrument:
        raise NotFound from None
