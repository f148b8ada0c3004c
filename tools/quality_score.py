"""Scores summaries: ROUGE, faults of reading, intervals.

ROUGE (Lin 2004) is the F1 of ROUGE-1, ROUGE-2 and ROUGE-L, times 100, averaged
over documents.  Words are lower-cased runs of \\w, not stemmed; ROUGE-L takes
the summary as one sequence.  rouge_score of Google does the same but for its
tokenizer, which breaks French words at their accents.
"""
from __future__ import annotations

import random
import re
from collections import Counter
from operator import itemgetter
from typing import Any, Callable, Iterable, NamedTuple, Sequence

DRAWS, SEED = 2000, 1

_WORD = re.compile(r"\w+")
# Openings that need the sentence before them.
_LEANING = re.compile(
    r"^\W*"
    r"(?!il (?:y a|faut|s['’]agit|est (?:vrai|possible|probable|clair)))"
    r"(?:c['’]|(?:il|elle|ils|elles|ce|cela|ça|celui|celle|ceux|celles|mais"
    r"|cependant|toutefois|or|donc|ainsi|d['’]ailleurs|enfin|ensuite|puis"
    r"|pourtant|néanmoins|également|aussi|alors|en effet|par ailleurs|de plus"
    r"|en outre|en revanche|par contre|au contraire|et|car|de son côté|lui"
    r"|ces derniers|ce dernier|cette dernière|celui-ci|celle-ci)(?=\W|$))",
    re.I,
)
_ENUMERATOR = re.compile(r"^\w{1,3}\)")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


# ---- ROUGE ----------------------------------------------------------------


class Rouge(NamedTuple):
    one: float
    two: float
    longest: float


class Reference:
    """A written summary, to score others against."""

    def __init__(self, text: str) -> None:
        self._words = words(text)
        self._grams = [Counter(_grams(self._words, n)) for n in (1, 2)]
        self._places: dict[str, int] = {}
        for i, word in enumerate(self._words):
            self._places[word] = self._places.get(word, 0) | 1 << i

    def score(self, summary: Sequence[str]) -> Rouge:
        length = len(self._words)
        one, two = (
            _f1(self._shared(summary, n), len(summary) - n + 1, length - n + 1)
            for n in (1, 2)
        )
        return Rouge(one, two, _f1(self._longest(summary), len(summary), length))

    def _shared(self, summary: Sequence[str], n: int) -> int:
        wanted = self._grams[n - 1]
        found = Counter(g for g in _grams(summary, n) if g in wanted)
        return sum(min(count, wanted[g]) for g, count in found.items())

    def _longest(self, summary: Sequence[str]) -> int:
        """The length of the longest common subsequence (Hyyrö 2004): a bit of
        'rows' is 0 where the length grows."""
        everything = (1 << len(self._words)) - 1
        rows = everything
        for word in summary:
            match = rows & self._places.get(word, 0)
            rows = (rows + match | rows - match) & everything
        return len(self._words) - bin(rows).count("1")


def _grams(sequence: Sequence[str], n: int) -> Iterable[Any]:
    return sequence if n == 1 else zip(sequence, sequence[1:])


def _f1(shared: int, summary: int, reference: int) -> float:
    return 200 * shared / (summary + reference) if shared else 0.0


# ---- Reading --------------------------------------------------------------


def balanced(text: str) -> bool:
    """Do quotation marks and brackets pair?  "a)" of a list is none."""
    text = _ENUMERATOR.sub("", text.strip())
    pairs = ("«»", "“”", "()")
    return text.count('"') % 2 == 0 and all(
        text.count(pair[0]) == text.count(pair[1]) for pair in pairs
    )


def dangles(sentences: Sequence[str], chosen: Sequence[int]) -> bool:
    """Does one lean on a sentence that was left out?"""
    return any(
        i > 0 and i - 1 not in chosen and _LEANING.match(sentences[i]) is not None
        for i in chosen
    )


def runs(sentences: Sequence[str], chosen: Sequence[int]) -> list[str]:
    """What was chosen, neighbours joined: a quotation may span them."""
    joined: list[str] = []
    for i in chosen:
        if i - 1 in chosen:
            joined[-1] += " " + sentences[i]
        else:
            joined.append(sentences[i])
    return joined


# ---- Intervals --------------------------------------------------------------


class Bootstrap:
    """Paired: every comparison of 'count' documents meets the same draws."""

    def __init__(self, count: int) -> None:
        draw = random.Random(SEED)
        self._draws: list[Callable[[Sequence[float]], Any]] = [
            itemgetter(*(draw.randrange(count) for _ in range(count)), 0)
            for _ in range(DRAWS)
        ]

    def interval(self, gains: Sequence[float]) -> tuple[float, float]:
        """The middle 95 % of the means of what was drawn."""
        count = len(gains)
        # The 0 above keeps an itemgetter of one document a tuple.
        sums = sorted(sum(draw(gains)) - gains[0] for draw in self._draws)
        tail = DRAWS // 40
        return sums[tail] / count, sums[-tail - 1] / count
