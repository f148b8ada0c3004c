"""Scores sentence boundaries against gold ones.

A boundary is how many characters other than white space stand before it, so
that it does not matter who owns a space; the end of the text is not scored.
"""
from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import Any, Iterable, NamedTuple


class Score(NamedTuple):
    """Counts of boundaries, and of texts in which all are right."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    texts: int = 0
    whole: int = 0

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.right + self.missed)

    @property
    def f(self) -> float:
        return 200 * self.right / max(1, 2 * self.right + self.extra + self.missed)


class Text(NamedTuple):
    text: str
    boundaries: set[int]


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Those between sentences that together hold the whole text."""
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    return set(accumulate(lengths[:-1])) - {0, sum(lengths)}


def read_row(row: dict[str, Any]) -> Text:
    """A row has the offsets "boundaries", or else "sentences"."""
    text = row["text"]
    if "sentences" in row:
        return Text(text, boundaries(row["sentences"]))
    edges = [0, *row["boundaries"], len(text)]
    return Text(text, boundaries(text[a:b] for a, b in zip(edges, edges[1:])))


def read(path: Path) -> list[Text]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [read_row(json.loads(line)) for line in lines if line.strip()]


def score(gold: list[Text], split: list[list[str]]) -> Score:
    right = extra = missed = whole = 0
    for (text, wanted), sentences in zip(gold, split):
        if "".join("".join(sentences).split()) != "".join(text.split()):
            raise ValueError(f"the sentences do not hold the text: {text[:60]!r}")
        got = boundaries(sentences)
        right += len(wanted & got)
        extra += len(got - wanted)
        missed += len(wanted - got)
        whole += got == wanted
    return Score(right, extra, missed, len(gold), whole)
