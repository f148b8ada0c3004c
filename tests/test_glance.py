#!/usr/bin/env python3
"""Tests that the glance that most full stops get ends the same sentences as the
close look that it spares.

    test_glance.py SEGMENTS CORPUS

Prints TAP.
"""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
import unittest
from pathlib import Path

import run_spec
import tap

SEGMENTS, CORPUS = sys.argv[1], Path(sys.argv[2])
SPEC = Path(__file__).parent / "spec" / "sentences.txt"
ROUNDS, PIECES = 3000, 60

# What may stand around a full stop.
WORDS = """le la Il Les En Une lundi avril maison été Élan À ça œuvre Œuvre SNCF
    M Mme Dr etc art p cf av fr com Fr Com de De J Saint-Malo aujourd'hui l'été
    L'été t-il 2019 12 3 1er III a b x1 n° Me MM no fig Vol iPhone mp3 Mp3 gouv
    html Html Docx Exemple exemple Z ÷etc ÷av""".split()
MARKS = [
    *". . . . . . . . . . . .. ... … ! ? , ; : - – ( ) [ ] \" \" \" « » “ ” '".split(),
    *[" ", " ", " ", " ", " ", " ", "\n", "\n\n", "\u00a0", "\t", "\r\n", "  "],
    "’", "[1]", "(...)", "\u0301", "\u200b", "🙂", "²",
]  # fmt: skip


def random_text(chance: random.Random) -> str:
    text = "".join(
        chance.choice(WORDS) + chance.choice(MARKS) + chance.choice(["", "", " ", "."])
        for _ in range(chance.randrange(1, PIECES))
    )
    return text if chance.randrange(4) > 0 else textwrap.fill(text, 60)


class Glance(unittest.TestCase):
    def check(self, texts: list[str]) -> None:
        records = b"".join(text.encode() + b"\0" for text in texts)
        glanced, looked = (
            subprocess.run(
                [SEGMENTS, *rules], input=records, stdout=subprocess.PIPE, check=True
            ).stdout.splitlines()
            for rules in ([], ["GLANCE"])
        )
        self.assertEqual(len(glanced), len(texts))
        for text, one, other in zip(texts, glanced, looked):
            self.assertEqual(one, other, repr(text))

    def test_corpus(self) -> None:
        paths = sorted(CORPUS.glob("*.txt"))
        self.assertGreater(len(paths), 20)
        self.check([path.read_text(encoding="utf-8") for path in paths])

    def test_spec(self) -> None:
        cases = run_spec.read([str(SPEC)])
        self.assertGreater(len(cases), 100)
        self.check([case.text for case in cases])

    def test_random_texts(self) -> None:
        chance = random.Random(1)
        self.check([random_text(chance) for _ in range(ROUNDS)])


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
