"""Adds up the TAP results of test runs: "N passed, N failed, N skipped".

    tally.py NAME=LOG ...     reads the logs that meson test wrote
    tally.py --programs DIR   names the tests of a build that are its programs
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Optional

Counts = Counter[str]
RESULT = re.compile(r"^(not )?ok\b(.*#\s*(skip|todo)\b)?", re.IGNORECASE)
PLAN = re.compile(r"^1\.\.(\d+)")


def read_line(line: str) -> Optional[str]:
    """Says how one TAP line counts; None for a line that is no result."""
    match = RESULT.match(line)
    if match is None:
        return None
    if match.group(2):
        return "skipped"
    return "failed" if match.group(1) else "passed"


def count_test(test: dict[str, Any]) -> Counts:
    """Counts a program's results; one that ended badly, or gave other than
    the results it planned, has failed whatever it printed."""
    lines = (test.get("stdout") or "").splitlines()
    plans = [int(m.group(1)) for m in map(PLAN.match, lines) if m]
    if plans == [0] and ended_well(test):
        return Counter(skipped=1)
    counts = Counter(filter(None, map(read_line, lines)))
    complete = plans == [sum(counts.values())]
    if not counts["failed"] and not (complete and ended_well(test)):
        counts["failed"] = 1
    return counts


def ended_well(test: dict[str, Any]) -> bool:
    return test["result"] in ("OK", "SKIP")


def show(leg: str, test: dict[str, Any]) -> None:
    print(f"---- {leg}: {test['name']} ({test['result']})")
    for stream in ("stdout", "stderr"):
        for line in (test.get(stream) or "").splitlines():
            if not line.startswith("ok "):
                print(line)


def count_leg(leg: str, log: str) -> Counts:
    """Counts a leg's tests; a build that failed left no log."""
    # meson puts the wrapper's name between that of the log and its ending.
    paths = list(Path(log).parent.glob(Path(log).stem + "*.json"))
    lines = paths[0].read_text(encoding="utf-8") if paths else ""
    total: Counts = Counter()
    for test in map(json.loads, lines.splitlines()):
        counts = count_test(test)
        total += counts
        if counts["failed"]:
            show(leg, test)
    if not total:
        print(f"---- {leg}: no test ran")
        total["failed"] = 1
    return total


def programs(build: str) -> list[str]:
    path = Path(build, "meson-info", "intro-tests.json")
    if not path.exists():  # the build failed, which the tally reports
        return []
    here = str(Path(build).resolve())
    tests = json.loads(path.read_text(encoding="utf-8"))
    return [test["name"] for test in tests if test["cmd"][0].startswith(here)]


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--programs"]:
        for name in programs(arguments[1]):
            print(name)
        return 0
    total: Counts = Counter()
    for leg, log in (argument.split("=", 1) for argument in arguments):
        total += count_leg(leg, log)
    print(f"{total['passed']} passed, {total['failed']} failed", end="")
    print(f", {total['skipped']} skipped" if total["skipped"] else "")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
