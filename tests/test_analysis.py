"""Reads the sources with an analyzer, which may find nothing: gcc -fanalyzer,
clang-tidy with .clang-tidy, or cppcheck.

    test_analysis.py BUILD gcc|clang-tidy|cppcheck

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
from pathlib import Path

import tap

BUILD, TOOL = Path(sys.argv[1]).resolve(), sys.argv[2]
ROOT = Path(__file__).resolve().parent.parent
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


class Analysis(unittest.TestCase):
    def expect_clean(self, command: list[str]) -> None:
        if shutil.which(command[0]) is None:
            self.skipTest(f"no {command[0]}")
        result = subprocess.run(command, capture_output=True, text=True)
        found = result.stdout + result.stderr
        self.assertEqual(result.returncode, 0, shlex.join(command) + "\n" + found)

    def test_there_are_sources(self) -> None:
        names = {file.name for file in sources()}
        self.assertLessEqual({"utf8.c", "select.c"}, names)


COMMANDS = {"gcc": gcc, "clang-tidy": clang_tidy, "cppcheck": cppcheck}


def add_file(file: Path) -> None:
    command = COMMANDS[TOOL](file)
    name = f"test_{TOOL}_on_{file.name}"
    setattr(Analysis, name, lambda self: self.expect_clean(command))


for _file in sources():
    if TOOL != "gcc" or _file.parent.name == "lib":
        add_file(_file)


if __name__ == "__main__":
    sys.exit(tap.main(__name__))
