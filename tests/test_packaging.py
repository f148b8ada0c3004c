"""Tests what packagers rely on: the same bytes from the same sources wherever
they lie, their own flags in every file, and the binary interface of the first
release.

    test_packaging.py SHARED_LIBRARY
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

LIBRARY = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parent.parent
FIRST = ROOT / "tests" / "abi" / "x86_64.xml"
PRIVATE = FIRST.with_name("private.ini")
HARDENED = {
    "CFLAGS": "-O2 -fstack-protector-all",
    "LDFLAGS": "-Wl,-z,relro,-z,now",
}


def copy_sources(to: Path) -> None:
    ignore = shutil.ignore_patterns("build*", ".git", "__pycache__")
    shutil.copytree(ROOT, to, ignore=ignore)


def build(source: Path, **variables: str) -> Path:
    """Builds the shared library of a source folder as a release."""
    options = ["--buildtype=release", "-Ddefault_library=shared"]
    target = "lib/libsummarize.so.0.1.0"
    for command in (
        ["meson", "setup", "made", *options],
        ["ninja", "-C", "made", target],
    ):
        result = subprocess.run(
            command, cwd=source, capture_output=True, text=True,
            env={**os.environ, **variables},
        )  # fmt: skip
        if result.returncode:
            raise AssertionError(result.stdout + result.stderr)
    return source / "made" / target


def readelf(option: str, library: Path) -> str:
    return subprocess.run(
        ["readelf", option, "-W", str(library)],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


@unittest.skipUnless(sys.platform == "linux", "not an ELF library")
@unittest.skipUnless(shutil.which("meson"), "no meson")
class Builds(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def build_in(self, name: str, **variables: str) -> Path:
        copy_sources(self.folder / name)
        return build(self.folder / name, **variables)

    def test_two_folders_give_the_same_bytes(self) -> None:
        one = self.build_in("one").read_bytes()
        other = self.build_in("another-with-a-longer-name").read_bytes()
        self.assertEqual(one, other)
        self.assertNotIn(str(self.folder).encode(), one)

    @unittest.skipUnless(shutil.which("readelf"), "no readelf")
    def test_flags_of_the_environment_reach_compiler_and_linker(self) -> None:
        library = self.build_in("hardened", **HARDENED)
        self.assertIn("__stack_chk_fail", readelf("--dyn-syms", library))
        self.assertIn("BIND_NOW", readelf("--dynamic", library))
        self.assertIn("GNU_RELRO", readelf("--segments", library))
        self.assertNotIn("TEXTREL", readelf("--dynamic", library))


@unittest.skipUnless(shutil.which("abidiff"), "no abidiff")
@unittest.skipUnless(sys.platform == "linux", "not an ELF library")
@unittest.skipUnless(platform.machine() == "x86_64", "the dump is of x86-64")
class Interface(unittest.TestCase):
    def test_it_is_that_of_the_first_release(self) -> None:
        """FIRST is what "abidw --no-show-locs --drop-private-types --headers-dir
        include --no-corpus-path --no-comp-dir-path" wrote of it."""
        result = subprocess.run(
            ["abidiff", "--no-added-syms", "--suppressions", str(PRIVATE),
             str(FIRST), str(LIBRARY)],
            capture_output=True, text=True,
        )  # fmt: skip
        self.assertEqual((result.returncode, result.stderr), (0, ""), result.stdout)


if __name__ == "__main__":
    sys.exit(tap.main(__name__))
