"""The colors of text keep a contrast of 7:1 with their ground, by light and by dark: WCAG 2.2, criterion 1.4.6."""

import re
from itertools import product

import pytest

from journal.web.assets import ROOT

TOKENS = (ROOT / "css" / "tokens.css").read_text(encoding="utf-8")
CHOICES = (ROOT / "css" / "choices.css").read_text(encoding="utf-8")
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)", TOKENS)
}
DARK = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def luminance(color: str) -> float:
    """Return the relative luminance of a color such as #2A6259."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: str, ground: str, *, dark: bool) -> float:
    """Return the contrast of two tokens."""
    darker, lighter = sorted(luminance(PAIRS[token][dark]) for token in (text, ground))
    return (lighter + 0.05) / (darker + 0.05)


def colors_of(selector: str) -> tuple[str, str]:
    """Return the tokens of the text and of the ground that a rule of choices.css sets."""
    rule = CHOICES.partition(f"{selector} {{")[2].partition("}")[0]
    found = dict(re.findall(r"(?<![\w-])(color|background): var\(--([\w-]+)\)", rule))
    return found.get("color", "ink"), found["background"]


@DARK
@pytest.mark.parametrize(
    "selector", [":is(.choice, .chip):has(:checked)", ".scale label:has(:checked)", ".scale label.none:has(:checked)"]
)
def test_a_chosen_answer_can_be_read(selector: str, dark: bool) -> None:
    text, ground = colors_of(selector)
    assert contrast(text, ground, dark=dark) >= 7


@DARK
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(("ink", "link"), ("bg", "card", "soft")),
        *product(("muted",), ("bg", "card")),
        ("muted-on-soft", "soft"),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str, dark: bool) -> None:
    assert contrast(text, ground, dark=dark) >= 7


def test_black_on_white_has_the_most_there_is() -> None:
    assert (luminance("#FFFFFF") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)
