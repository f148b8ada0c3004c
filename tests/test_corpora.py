#!/usr/bin/env python3
"""Tests on larger texts, which are no part of the project.

    test_corpora.py SUMMARIZE

The texts are read from the directory that SUMMARIZE_CORPORA names; without it,
or without the file that a test needs, the test is skipped.  Prints TAP.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import run_spec
import tap
from command import COMMAND, Case, run

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import segmentation_score as scoring  # noqa: E402


class Goal(NamedTuple):
    """Percent: F1 of the boundaries, their precision."""

    f: float
    precision: float = 0.0


GOALS = {
    "gsd_dev": Goal(98.4, 99.4),
    "gsd_dev_glued": Goal(98.2),
    "sequoia": Goal(87.9, 99.4),
    "sequoia_glued": Goal(88.0),
    "sequoia_nl": Goal(99.72),
    "fqb": Goal(99.91, 99.4),
    "legal_constitution": Goal(95.5),
    "legal_civilcode_test": Goal(96.8),
    "legal_criminalcode_test": Goal(90.0),
}
GOLDEN = ["golden_languagetool", "golden_pragmatic", "golden_own"]

CODE = ["window.", "function(", "new Pvp"]


class Segment(NamedTuple):
    text: str
    kind: str
    words: int

    def ends(self) -> bool:
        return self.text.rstrip("»”\") ]").endswith((".", "!", "?", "…"))


@cache
def segments(path: Path, field: str) -> list[list[Segment]]:
    """What the command makes of the texts in a file of JSON lines."""
    done = run("--jsonl", field, "--json", path)
    texts = [json.loads(line)[field] for line in lines(path)]
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(texts) == len(answers), done.stderr.decode()
    return [list(read(text, answer)) for text, answer in zip(texts, answers)]


def read(text: str, answer: dict[str, Any]) -> Iterator[Segment]:
    for s in answer["sentences"]:
        yield Segment(text[s["start"] : s["end"]], s["kind"], s["words"])


def lines(path: Path) -> list[str]:
    return [x for x in path.read_text(encoding="utf-8").split("\n") if x.strip()]


class Corpus(Case):
    def corpus(self, *names: str) -> Path:
        directory = os.environ.get("SUMMARIZE_CORPORA")
        if not directory:
            self.skipTest("SUMMARIZE_CORPORA is not set")
        path = Path(directory, *names)
        if not path.exists():
            self.skipTest(f"no {path.name}")
        return path


class Boundaries(Corpus):
    def score(self, name: str) -> scoring.Score:
        path = self.corpus("segmentation", f"{name}.jsonl")
        found = [[s.text for s in text] for text in segments(path, "text")]
        return scoring.score(scoring.read(path), found)


def add_goal(name: str, goal: Goal) -> None:
    def test(self: Boundaries) -> None:
        score = self.score(name)
        self.assertGreaterEqual(score.f, goal.f)
        self.assertGreaterEqual(score.precision, goal.precision)

    setattr(Boundaries, f"test_{name}", test)


def add_golden(name: str) -> None:
    def test(self: Boundaries) -> None:
        score = self.score(name)
        self.assertEqual(score.whole, score.texts)

    setattr(Boundaries, f"test_{name}", test)


for _name, _goal in GOALS.items():
    add_goal(_name, _goal)
for _name in GOLDEN:
    add_golden(_name)


class Kinds(Corpus):
    def news(self) -> list[Segment]:
        path = self.corpus("news_valid.jsonl")
        found = [s for text in segments(path, "article") for s in text]
        return [s for s in found if s.kind == "sentence"]

    def test_few_news_sentences_are_too_long(self) -> None:
        sentences = self.news()
        long = [s for s in sentences if s.words > 60]
        self.assertLessEqual(len(long), 0.007 * len(sentences))

    def test_no_news_sentence_holds_code(self) -> None:
        for s in self.news():
            self.assertFalse(any(sign in s.text for sign in CODE), s.text)

    def check_kept(self, name: str) -> None:
        """At most 3 in 1000 gold sentences that end as such are not plain."""
        path = self.corpus("segmentation", f"{name}.jsonl")
        gold = lost = 0
        for text, found in zip(scoring.read(path), segments(path, "text")):
            wanted = gold_sentences(text)
            ended = [s for s in found if s.ends() and s.text.strip() in wanted]
            gold += len(ended)
            lost += sum(s.kind != "sentence" for s in ended)
        self.assertGreater(gold, 100)
        self.assertLessEqual(lost, 0.003 * gold)

    def test_kept_gsd_dev(self) -> None:
        self.check_kept("gsd_dev")

    def test_kept_sequoia_nl(self) -> None:
        self.check_kept("sequoia_nl")

    def test_kept_fqb(self) -> None:
        self.check_kept("fqb")

    def test_labelled_fragments_and_headings_are_found(self) -> None:
        path = Path(__file__).parent / "spec" / "kinds.txt"
        wanted = found = 0
        for case in run_spec.read([str(path)]):
            answer = run_spec.kinds(COMMAND, case)
            for line in answer.expected:
                if line.startswith(("fragment: ", "heading: ")):
                    wanted += 1
                    found += line in answer.got
        self.assertGreater(wanted, 100)
        self.assertGreaterEqual(found, 0.9 * wanted)


def gold_sentences(text: scoring.Text) -> set[str]:
    """The sentences between the gold boundaries of a text."""
    found, begin, count = set(), 0, 0
    for i, character in enumerate(text.text):
        if count in text.boundaries and not character.isspace():
            found.add(text.text[begin:i].strip())
            begin = i
        count += not character.isspace()
    return found | {text.text[begin:].strip()}


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
