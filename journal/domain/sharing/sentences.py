"""Split text into sentences that can be tapped, and join the chosen ones again exactly as they were written."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# Up to marks that white space or the end follows, else to the end of the line. What was taken is never given back (++,
# *+): the time grows with the length of the words and with nothing else, whatever they are.
_SENTENCE = re.compile(
    r"""\S(?:[^\n.!?…]++|[.!?…]++(?!["'\u201d\u2019)\]]*(?:\s|$)))*+(?:[.!?…]+["'\u201d\u2019)\]]*)?"""
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. part: the index of its text. start, end: its span there."""

    number: int
    part: int
    start: int
    end: int
    text: str


def cut(texts: Sequence[str]) -> list[Sentence]:
    """Return the sentences of some texts, numbered from 0 over all of them."""
    spans = [(part, match) for part, text in enumerate(texts) for match in _SENTENCE.finditer(text)]
    return [Sentence(number, part, *match.span(), match.group()) for number, (part, match) in enumerate(spans)]


def chosen_passages(texts: Sequence[str], chosen: Collection[int]) -> list[str]:
    """Return the text of the chosen sentences; neighbours stay together, with what is between them."""
    runs: list[list[Sentence]] = []
    for sentence in cut(texts):
        if sentence.number not in chosen:
            continue
        last = runs[-1][-1] if runs else None
        if last and (last.number, last.part) == (sentence.number - 1, sentence.part):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return [texts[run[0].part][run[0].start : run[-1].end] for run in runs]


def within(texts: Sequence[str], excerpt: str) -> list[int]:
    """Return the numbers of the sentences that an excerpt is made of, [] where it is not made of whole ones."""
    for part, text in enumerate(texts):
        start = text.find(excerpt)
        if start >= 0:
            end = start + len(excerpt)
            inside = [one for one in cut(texts) if one.part == part and start <= one.start and one.end <= end]
            whole = inside and (inside[0].start, inside[-1].end) == (start, end)
            return [one.number for one in inside] if whole else []
    return []
