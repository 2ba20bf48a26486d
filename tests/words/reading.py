"""The Flesch-Kincaid grade of a sentence: how many years of school it takes to read it.

Sources: Kincaid, Fishburne, Rogers and Chissom 1975, Research Branch Report 8-75. Flesch 1949, The Art of Readable
Writing: a sentence ends where a thought does, at a colon or semicolon too.
"""

import re

PLACEHOLDER = re.compile(r"%\(\w+\)s")
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")
WORD = re.compile(r"[A-Za-z0-9']+")  # a hyphen parts two words
SILENT = (
    r"[^aeiouyl]e$|[aeiouy]le$",  # "use", "rule", but not "table"
    r"[^aeiouytd]ed$",  # "shared", but not "wanted"
    r"([^aeiouyscxzgh]|th)es$",  # "times", but not "pages"
)
PARTED = (
    r"(?<![cgst])i[aou]",  # "diary", but not "question"
    r"yi",  # "trying"
    r"[^aeiouylrw]n't$",  # "didn't", but not "don't"
    r"(?<!d)ei(?=ng)|uou|eate|eacti",  # "being", "create", "reactivate"
)
IRREGULAR = {"people": 2, "area": 3, "idea": 3} | dict.fromkeys(
    ("sometimes", "someone", "something", "somewhere", "therefore"), 2
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text. What is put into it counts as one short word."""
    return [one for one in SENTENCE_END.split(PLACEHOLDER.sub("Tom", text).strip()) if one]


def words(sentence: str) -> list[str]:
    """Return the words of a sentence."""
    return WORD.findall(sentence)


def syllables(word: str) -> int:
    """Return how many syllables an English word has, by its letters: at least 1."""
    low = word.lower()
    if low in IRREGULAR:
        return IRREGULAR[low]
    count = len(re.findall(r"[aeiouy]+", low))
    count -= sum(bool(re.search(end, low)) for end in SILENT)
    count += sum(len(re.findall(part, low)) for part in PARTED)
    return max(count, 1)


def grade(sentence: str) -> float:
    """Return the grade of one sentence."""
    said = words(sentence)
    return 0.39 * len(said) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59
