"""Questions that a writer may ask for, one at a time; none is ever required."""

from flask_babel import lazy_gettext as _

PROMPTS = (
    _("What is still with you?"),
    _("What did you see, or hear, or feel in your body?"),
    _("What was hard? What helped?"),
    _("Was there a moment you want to remember?"),
    _("What looks different now, if anything?"),
    _("Did someone come to mind?"),
    _("What would be a kind thing to do for yourself today?"),
)
FEELINGS = (
    _("calm"),
    _("sad"),
    _("open"),
    _("afraid"),
    _("grateful"),
    _("tired"),
    _("numb"),
    _("light"),
    _("angry"),
    _("confused"),
)


def following(asked: list[str]) -> str | None:
    """Return the next question that was not asked yet, None where all were."""
    return next((str(prompt) for prompt in PROMPTS if str(prompt) not in asked), None)
