"""What each questionnaire is called in plain words; its own name stands beside it, small."""

from flask_babel import lazy_gettext as _

from journal.clinical import instruments

PLAIN = {
    "phq-9": _("How low or tired you have felt"),
    "gad-7": _("How worried or tense you have felt"),
}


def plain(instrument_id: str) -> str:
    """Return the plain name, the published title where there is none yet."""
    return str(PLAIN.get(instrument_id, instruments.get(instrument_id).title))
