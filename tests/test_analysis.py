"""Reads the sources with three analyzers, none of which may find anything:
gcc -fanalyzer, clang-tidy with .clang-tidy, and cppcheck.

    test_analysis.py BUILD

gcc 12 takes for lost what a function stores behind a pointer it was given, as
the command does; so it reads the library alone.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import unittest
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import tap

BUILD = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parent.parent
Reading = Future[subprocess.CompletedProcess[str]]
# All processors read, while the tests wait for one file after the other.
readers = ThreadPoolExecutor(os.cpu_count())
INCLUDES = [f"-I{ROOT / name}" for name in ("include", "lib")]


def sources() -> list[Path]:
    """The C files of the library and the command that the build compiles."""
    text = (BUILD / "compile_commands.json").read_text(encoding="utf-8")
    files = {BUILD.joinpath(unit["file"]).resolve() for unit in json.loads(text)}
    folders = (ROOT / "lib", ROOT / "examples")
    return sorted(file for file in files if file.parent in folders)


def gcc(file: Path) -> list[str]:
    return ["gcc", "-fanalyzer", "-Werror", "-std=c11", *INCLUDES,
            "-c", str(file), "-o", os.devnull]  # fmt: skip


def clang_tidy(file: Path) -> list[str]:
    return ["clang-tidy", "-p", str(BUILD), "--quiet", str(file)]


def cppcheck(file: Path) -> list[str]:
    return ["cppcheck", "--quiet", "--std=c11", "--error-exitcode=1",
            "--enable=warning,performance,portability", "-DSUMMARIZE_API=",
            *INCLUDES, str(file)]  # fmt: skip


def read(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True)


class Analysis(unittest.TestCase):
    def expect_clean(self, command: list[str], reading: Reading) -> None:
        if shutil.which(command[0]) is None:
            self.skipTest(f"no {command[0]}")
        result = reading.result()
        found = result.stdout + result.stderr
        self.assertEqual(result.returncode, 0, shlex.join(command) + "\n" + found)

    def test_there_are_sources(self) -> None:
        names = {file.name for file in sources()}
        self.assertLessEqual({"utf8.c", "select.c"}, names)


def add_file(tool: object, file: Path) -> None:
    assert callable(tool)
    name = f"test_{tool.__name__}_in_{file.name}"
    command = tool(file)
    reading = readers.submit(read, command)
    setattr(Analysis, name, lambda self: self.expect_clean(command, reading))


for _file in sources():
    for _tool in (gcc, clang_tidy, cppcheck):
        if _tool is not gcc or _file.parent.name == "lib":
            add_file(_tool, _file)


if __name__ == "__main__":
    sys.exit(tap.main(__name__))
