"""Runs the unittest cases of a module and prints TAP."""

from __future__ import annotations

import sys
import unittest
from io import TextIOWrapper


def _printable(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


class _Result(unittest.TestResult):
    """Prints a line a test, and as comments why one failed."""

    def startTest(self, test: unittest.TestCase) -> None:
        super().startTest(test)
        self._before = len(self.errors), len(self.failures), len(self.skipped)

    def stopTest(self, test: unittest.TestCase) -> None:
        super().stopTest(test)
        errors, failures, skipped = self._before
        problems = self.errors[errors:] + self.failures[failures:]
        name = test.id().split(".", 1)[1]
        state = "not ok" if problems else "ok"
        skip = "".join(f" # SKIP {reason}" for _, reason in self.skipped[skipped:])
        print(f"{state} {self.testsRun} - {name.replace('_', ' ')}{skip}")
        for where, why in problems:
            for line in f"{where}\n{why}".splitlines():
                print("#", "".join(map(_printable, line)))
        sys.stdout.flush()


def main(module: str) -> int:
    """Runs all cases of a loaded module; returns the exit status."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    print(f"1..{suite.countTestCases()}")
    result = _Result()
    suite.run(result)
    return 0 if result.wasSuccessful() else 1
