"""Tests what a linker and a compiler see of the library: the shared library
exports the functions of its header and nothing else, and the header needs
nothing but itself.

    test_symbols.py HEADER [SHARED LIBRARY]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

HEADER = Path(sys.argv[1])
LIBRARY = sys.argv[2] if len(sys.argv) > 2 else ""
# What a sanitizer preloads is not meant for compilers.
CLEAN = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]


def declared() -> set[str]:
    """Names the functions that the header declares."""
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(encoding="utf-8"), flags=re.S)
    return set(re.findall(r"SUMMARIZE_API[^;#]*?\b(summarize_\w+)\(", text))


def exported() -> set[str]:
    """Names what the shared library defines for others."""
    where = ["-gU"] if sys.platform == "darwin" else ["-D", "--defined-only"]
    listing = subprocess.run(
        ["nm", *where, LIBRARY], check=True, capture_output=True, text=True, env=CLEAN
    ).stdout
    names = {line.split()[-1].split("@")[0] for line in listing.splitlines() if line}
    return {name.lstrip("_") for name in names} if sys.platform == "darwin" else names


def compiler(variable: str, *names: str) -> list[str]:
    """Finds a compiler: what the environment says, or the first there is."""
    if os.environ.get(variable):
        return os.environ[variable].split()
    return [name for name in names if shutil.which(name)][:1]


class Symbols(unittest.TestCase):
    @unittest.skipUnless(LIBRARY, "no shared library in this build")
    @unittest.skipUnless(shutil.which("nm"), "no nm")
    def test_exactly_the_functions_of_the_header_are_exported(self) -> None:
        self.assertEqual(exported(), declared())

    def test_the_header_declares_functions(self) -> None:
        names = declared()
        self.assertIn("summarize_run", names)
        self.assertIn("summarize_result_free", names)
        self.assertGreaterEqual(len(names), 17)


class Header(unittest.TestCase):
    def compile(self, command: list[str], suffix: str, standard: str) -> None:
        if not command:
            self.skipTest("no compiler")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "alone" + suffix)
            source.write_text(
                f'#include "{HEADER}"\n#include "{HEADER}"\n'
                "int main(void) { return summarize_version() == 0; }\n",
                encoding="utf-8",
            )
            result = subprocess.run(
                [*command, standard, *STRICT, str(source)],
                capture_output=True,
                text=True,
                env=CLEAN,
            )
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_the_header_alone_is_c11(self) -> None:
        self.compile(compiler("CC", "cc", "gcc", "clang"), ".c", "-std=c11")

    def test_the_header_alone_is_c99(self) -> None:
        self.compile(compiler("CC", "cc", "gcc", "clang"), ".c", "-std=c99")

    def test_the_header_alone_is_cpp17(self) -> None:
        found = compiler("CXX", "c++", "g++", "clang++")
        self.compile(found, ".cpp", "-std=c++17")


if __name__ == "__main__":
    sys.exit(tap.main(__name__))
