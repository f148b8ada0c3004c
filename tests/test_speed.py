#!/usr/bin/env python3
"""Tests of speed that no busy machine can upset: valgrind counts instructions.

    test_speed.py SPEED CORPUS [COMPILER OPTIMIZATION]

Skipped without valgrind, and for builds that the bound is not for.  Prints TAP.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

SPEED, CORPUS = Path(sys.argv[1]), Path(sys.argv[2])
COMPILER, OPTIMIZATION = (sys.argv[3:5] + ["", ""])[:2]

# Instructions a byte of tests/corpus, read once more by an engine that has met
# all of its words; a tenth above what docs/performance.md tells.
MOST_A_BYTE = 123.0
# An article a second time is much cheaper than the first.
LEAST_GAIN = 1.5


def reason_to_skip() -> str:
    if shutil.which("valgrind") is None:
        return "needs valgrind"
    if platform.machine() not in ("x86_64", "AMD64"):
        return "the bound is for x86-64"
    if COMPILER != "gcc" or OPTIMIZATION not in ("2", "3"):
        return "the bound is for gcc -O2"
    if b"__asan_init" in SPEED.read_bytes():
        return "valgrind and the sanitizers exclude each other"
    return ""


def count(passes: int) -> tuple[int, int]:
    """Instructions that so many passes over the corpus take, and its bytes."""
    texts = sorted(str(path) for path in CORPUS.glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        run = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
             str(SPEED), "--passes", str(passes), *texts],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        totals = re.search(r"^(?:summary|totals): (\d+)", out.read_text(),
                           re.MULTILINE)
    assert totals is not None
    return int(totals[1]), int(run.stdout)


class Instructions(unittest.TestCase):
    def setUp(self) -> None:
        reason = reason_to_skip()
        if reason:
            self.skipTest(reason)

    def test_a_warm_engine_takes_few_a_byte(self) -> None:
        none, size = count(0)
        one, _ = count(1)
        two, _ = count(2)
        cold, warm = (one - none) / size, (two - one) / size
        print(f"# instructions a byte: {cold:.1f} cold, {warm:.1f} warm")
        self.assertLess(warm, MOST_A_BYTE)
        self.assertGreater(cold / warm, LEAST_GAIN)


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
