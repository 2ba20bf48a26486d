"""What a questionnaire is made of. All words are the instrument's own and are shown as they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen.

    loinc: the code of the answer in its LOINC list, None where it has none.
    """

    value: int
    text: str
    loinc: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question with the answers that it takes.

    number: its place on the form, from 1.
    loinc, loinc_display: None where LOINC has no code, or its own long name was not seen; an export leaves it out then.
    """

    id: str
    number: int
    text: str
    loinc: str | None
    loinc_display: str | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The questionnaire's own name for a stretch of totals, both ends included. Not a diagnosis."""

    code: str
    low: int
    high: int
    label: str


@dataclass(frozen=True, slots=True)
class Safety:
    """The question whose answer brings help at once.

    at_least: the smallest answer that does.
    """

    item: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """One published questionnaire in one version.

    items: the scored questions, in their published order; unscored: asked last, never in the total, may stay blank.
    change_points: points between two totals from which a change counts, by change_source.
    response_percent: how much of the baseline must be gone to speak of a response.
    remission_below: totals under it count as remission, by remission_source.
    response_percent and the two of remission are None where nothing is published, or where more is better.
    safety: None when no question of it asks about harm. loinc_*: None where LOINC does not know it.
    """

    id: str
    version: str
    title: str
    short: str
    language: str
    recall_days: int
    recall_text: str
    instructions: str
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    unscored: tuple[Item, ...]
    bands: tuple[Band, ...]
    change_points: int
    change_source: str
    response_percent: int | None
    remission_below: int | None
    remission_source: str | None
    safety: Safety | None
    licence: str
    licence_holder: str
    loinc_panel: str | None
    loinc_total: str | None
    loinc_notice: str | None
    sources: tuple[str, ...]

    @property
    def questions(self) -> tuple[Item, ...]:
        """Every question in the order in which it is asked, the unscored ones last."""
        return self.items + self.unscored

    @property
    def maximum(self) -> int:
        """The highest possible total; the lowest is 0."""
        return sum(max(option.value for option in item.options) for item in self.items)

    def item(self, item_id: str) -> Item | None:
        """Return a question, None when there is none of that id."""
        return next((item for item in self.questions if item.id == item_id), None)

    def band(self, total: int) -> Band | None:
        """Return the band that holds a total, None outside the scale."""
        return next((band for band in self.bands if band.low <= total <= band.high), None)
