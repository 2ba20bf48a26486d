"""How hard a text is to read.

Source: Kincaid, Fishburne, Rogers, Chissom 1975, Derivation of New Readability Formulas; syllables by the usual rule
of thumb: groups of vowels, a silent e left out.
"""

import re
from html.parser import HTMLParser

BREAKS = {"p", "h1", "h2", "h3", "li", "dt", "dd", "label", "legend", "summary", "a", "button", "div", "option", "th"}
SENTENCE = 4  # words; what is shorter would make every page look easy
VOID = {"br", "hr", "input", "link", "meta"}
SKIPPED = {"script", "style", "title", "svg", "header", "nav", "aside"}


class OwnWords(HTMLParser):
    """Collects what a page says in the app's own words: not what is marked translate="no", not the frame."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whether what follows is shown and the app's own."""
        if tag in VOID:
            return
        classes = dict(attrs).get("class") or ""
        hidden = tag in SKIPPED or dict(attrs).get("translate") == "no" or "skip" in classes or "tabs" in classes
        self.open.append((tag, hidden))
        self.said.append("\n" if tag in BREAKS else " ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that is empty."""

    def handle_endtag(self, tag: str) -> None:
        """Note that an element is over."""
        while self.open and self.open.pop()[0] != tag:
            pass
        self.said.append("\n" if tag in BREAKS else " ")

    def handle_data(self, data: str) -> None:
        """Keep the words where they are the app's own."""
        if not any(hidden for _tag, hidden in self.open):
            self.said.append(data)


def sentences(html: str) -> list[str]:
    """Return the sentences of a page's own words that are made of words."""
    parser = OwnWords()
    parser.feed(html)
    lines = [" ".join(line.split()) for line in re.split(r"\n|(?<=[.!?:;])\s", "".join(parser.said))]
    return [line for line in lines if re.search("[A-Za-z]", line)]


def words(sentence: str) -> list[str]:
    """Return the words of a sentence; numbers are none."""
    return re.findall(r"[A-Za-z]+(?:'[a-z]+)?", sentence)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    word = word.lower().removesuffix("'s")
    groups = re.findall("[aeiouy]+", word)
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and len(groups) > 1
    silent = silent or (word.endswith("ed") and not word.endswith(("ted", "ded")) and len(groups) > 1)
    return max(1, len(groups) - silent)


def grade(said: list[str]) -> float:
    """Return the school grade (Flesch-Kincaid) that the sentences ask for; names of buttons and places are none."""
    said = [sentence for sentence in said if len(words(sentence)) >= SENTENCE]
    spoken = [word for sentence in said for word in words(sentence)]
    return 0.39 * len(spoken) / len(said) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
