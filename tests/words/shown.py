"""What a page shows and reads aloud, in runs: what stands in one box or one attribute."""

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from tests.words.pseudo import CLOSE, OPEN

INLINE = {"abbr", "b", "bdi", "cite", "code", "em", "i", "mark", "q", "strong", "time"}
EMPTY = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "polyline", "rect"}
UNSEEN = {"script", "style", "textarea"}  # a textarea holds its writer's words
SAID = {"abbr", "alt", "aria-description", "aria-label", "label", "placeholder", "title"}
OF_SCRIPTS = {"data-country", "data-time-shown"}  # attributes that nobody is shown, though they begin with a capital
PUBLISHED = "□"  # stands for words that nobody translates, and that are marked so for browsers


@dataclass
class Run:
    """Text that is read in one go. place: the elements or the attribute where it stands."""

    place: str
    text: str = ""


class Element(NamedTuple):
    """An open element. published: whether its words are. box: whether it parts what stands around it."""

    tag: str
    published: bool
    box: bool


class Page(HTMLParser):
    """Collects the runs of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self.open: list[Element] = []
        self.run = Run("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        published = bool(self.open and self.open[-1].published)
        if "translate" in given:
            published = given["translate"] == "no"
        element = Element(tag, published, tag not in INLINE or "data-new" in given)
        self._part(element)
        if tag not in EMPTY:
            self.open.append(element)
        if not published:
            self.runs += (Run(f"{tag}[{name}]", one) for name, value in given.items() for one in _shown(name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            while self.open and (ended := self.open.pop()).tag != tag:
                pass
            self._part(ended)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].tag not in UNSEEN:
            self.run.place = self.run.place or ">".join(one.tag for one in self.open[-3:])
            self.run.text += PUBLISHED if self.open[-1].published and data.strip() else data

    def _part(self, element: Element) -> None:
        """End the run where a box begins or ends; one that stands within a message is a part of it."""
        if element.box and self.run.text.count(OPEN) == self.run.text.count(CLOSE):
            self.run.text = " ".join(self.run.text.split())
            if self.run.text:
                self.runs.append(self.run)
            self.run = Run("")


def runs(page: str) -> list[Run]:
    """Return what a page shows."""
    parser = Page()
    parser.feed(page)
    parser.close()
    return parser.runs


def _shown(name: str, value: str) -> list[str]:
    """Return what is read or shown of an attribute. What scripts show begins with a capital, or is a message."""
    if name == "data-questions":
        return [str(one) for one in json.loads(value)]
    by_scripts = name.startswith("data-") and name not in OF_SCRIPTS and (value.strip()[:1].isupper() or OPEN in value)
    return [value] if value and (name in SAID or by_scripts) else []
