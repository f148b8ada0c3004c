"""Runs the unittest cases of a module and prints TAP."""

from __future__ import annotations

import sys
import unittest


class _Result(unittest.TestResult):
    def _print(self, outcome: str, test: unittest.TestCase, note: str = "") -> None:
        name = test.id().split(".", 1)[1].replace("_", " ")
        print(f"{outcome} {self.testsRun} - {name}{note}", flush=True)

    def addSuccess(self, test: unittest.TestCase) -> None:
        self._print("ok", test)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        super().addSkip(test, reason)
        self._print("ok", test, f" # SKIP {reason}")

    def addFailure(self, test: unittest.TestCase, err: object) -> None:
        super().addFailure(test, err)  # type: ignore[arg-type]
        self._print_failed(test, self.failures[-1][1])

    def addError(self, test: unittest.TestCase, err: object) -> None:
        super().addError(test, err)  # type: ignore[arg-type]
        self._print_failed(test, self.errors[-1][1])

    def _print_failed(self, test: unittest.TestCase, trace: str) -> None:
        self._print("not ok", test)
        for line in trace.splitlines():
            print(f"# {line}")


def main(module: str) -> int:
    """Runs all cases of a loaded module; returns the exit status."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    print(f"1..{suite.countTestCases()}")
    result = _Result()
    suite.run(result)
    return 0 if result.wasSuccessful() else 1
