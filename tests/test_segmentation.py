#!/usr/bin/env python3
"""Tests of how sentences are found: the time it takes, and its measure.

    test_segmentation.py SUMMARIZE

Time is counted in instructions by valgrind; without it, or when SUMMARIZE_COUNT
is "no", those tests are skipped.  Prints TAP.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import tap
from command import COMMAND, Case

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import segmentation_score as scoring  # noqa: E402

# Each is repeated to fill a text in which nothing else stands; of two, each
# fills a half.
MONOTONOUS: dict[str, str | tuple[str, str]] = {
    "dots": ".",
    "quotes": '"',
    "guillemets": "« ",
    "parentheses": "( ",
    "closing_parentheses": ") ",
    "open_sentences_in_parentheses": "(Oui. ",
    "omissions": "(...) ",
    "notes": "Oui.[1 ",
    "newlines": "\n",
    "lines_of_words": "mot\n",
    "lines_of_hyphens": "-\n",
    "spaces": " ",
    "dashes": "- ",
    "bullets": "• ",
    "initials": "a.",
    "spaced_initials": "A. ",
    "numbers": "1.",
    "glued_words": "motLe",
    "questions": "? ! ",
    "one_word": "m",
    "no_spaces": "oui,non.",
    "braces": "};",
    "apostrophes": "l'",
    "spaces_and_dashes": (" ", "- "),
    "spaces_and_dots": (" ", "."),
    "a_word_and_capitals": ("m", "A. "),
    "newlines_and_questions": ("\n", "? "),
    "line_breaks_and_page_breaks": "a b\n\f",
    "returns": "a b.\r\r",
    "spaces_and_numbers": (" ", "5. x "),
}


def cost(path: str) -> int:
    """Instructions of the stages that find sentences and their kinds."""
    counted = subprocess.run(
        [
            "valgrind",
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            "--toggle-collect=smz_segment",
            "--toggle-collect=smz_classify",
            COMMAND,
            "--list=kinds",
            path,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    match = re.search(r"Collected : (\d+)", counted.stderr.decode())
    assert match is not None
    return int(match[1])


class LinearTime(Case):
    def check(self, parts: tuple[str, ...]) -> None:
        if shutil.which("valgrind") is None:
            self.skipTest("no valgrind")
        if os.environ.get("SUMMARIZE_COUNT") == "no":
            self.skipTest("counted in another build")
        if "asan" in os.environ.get("LD_PRELOAD", ""):
            self.skipTest("valgrind runs no program with sanitizers")
        once = cost(self.write("once.txt", fill(parts, 100_000)))
        twice = cost(self.write("twice.txt", fill(parts, 200_000)))
        self.assertGreater(once, 1000)
        self.assertLess(twice, 2.2 * once)


def fill(parts: tuple[str, ...], size: int) -> str:
    share = size // len(parts)
    return "".join(part * (share // len(part.encode())) for part in parts)


def add(name: str, parts: tuple[str, ...]) -> None:
    setattr(LinearTime, f"test_{name}", lambda self: self.check(parts))


for _name, _parts in MONOTONOUS.items():
    add(_name, (_parts,) if isinstance(_parts, str) else _parts)


class Scores(Case):
    def test_spaces_belong_to_nobody(self) -> None:
        self.assertEqual(scoring.boundaries(["Oui. ", "Non."]), {4})
        self.assertEqual(scoring.boundaries(["Oui.", "\n Non.", " "]), {4})
        self.assertEqual(scoring.boundaries(["Oui."]), set())
        self.assertEqual(scoring.boundaries([]), set())

    def test_offsets(self) -> None:
        row = {"text": "Été. Non. Oui", "boundaries": [4, 9]}
        self.assertEqual(scoring.read_row(row).boundaries, {4, 8})

    def test_counts(self) -> None:
        gold = [scoring.Text("A. B. C.", {2, 4}), scoring.Text("D. E.", {2})]
        score = scoring.score(gold, [["A.", "B. C."], ["D.", "E", "."]])
        self.assertEqual(score, scoring.Score(2, 1, 1, 2, 0))
        self.assertAlmostEqual(score.precision, 66.67, 2)
        self.assertAlmostEqual(score.f, 66.67, 2)

    def test_lost_text_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            scoring.score([scoring.Text("Oui. Non.", {4})], [["Oui."]])


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
