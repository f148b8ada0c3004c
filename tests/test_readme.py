#!/usr/bin/env python3
"""Runs what the documents show and compares it with what they say.

    test_readme.py BUILD            prints TAP
    test_readme.py BUILD --update   writes what came out into the documents

A fenced block is read by the word after the fence:

    console   "$ " opens a command, its output follows
    pycon     the same after ">>> ", in one Python a document
    python    runs in that Python
    c         a program, or a fragment, which is compiled as a function's body
    sh        commands that are only looked at, since they build or install

A second word is the name of a file to write the block to.  Commands run in a
folder that has all of the checkout in it, with the build as build/.  Output is
compared without regard to white space, so that long lines may be folded.
Links must lead somewhere, and the manual page must know every function.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import NamedTuple, Optional

import tap

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = [a for a in sys.argv[1:] if not a.startswith("-")]
BUILD = Path(ARGUMENTS[0] if ARGUMENTS else ROOT / "build").resolve()
DOCUMENTS = [
    "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "python/README.md",
    "docs/algorithm.md", "docs/embedding.md", "docs/quality.md",
    "docs/reading.md", "docs/performance.md",     "docs/segmentation.md",
]
WIDTH = 80

FENCE = re.compile(r"^```(\w+)(?: ([\w.]+))?\n(.*?)^```$", re.M | re.S)
PROMPTS = {"console": ("$ ", "> "), "pycon": (">>> ", "... ")}  # first, more
PREAMBLE = """
#include <stdbool.h>
#include <stdio.h>
#include <summarize.h>
void fragment(summarize_engine *engine, const char *text, size_t length);
void fragment(summarize_engine *engine, const char *text, size_t length)
{
    (void)engine, (void)text, (void)length;
"""


class Step(NamedTuple):
    lines: list[str]  # as they stand, prompts and all
    source: str
    output: str


class Block(NamedTuple):
    language: str
    name: Optional[str]
    body: str
    line: int
    place: tuple[int, int]  # of the body in the document


def blocks(document: str) -> list[Block]:
    return [
        Block(m[1], m[2], m[3], document.count("\n", 0, m.start()) + 1, m.span(3))
        for m in FENCE.finditer(document)
    ]


def steps(block: Block) -> list[Step]:
    """The commands of a block, each with the output below it."""
    first, more = PROMPTS[block.language]
    found: list[tuple[list[str], list[str]]] = []
    for line in block.body.splitlines():
        if line.startswith(first):
            found.append(([line], []))
        elif line.startswith(more) and not found[-1][1]:
            found[-1][0].append(line)
        else:
            found[-1][1].append(line)
    return [
        # Both prompts are as long.
        Step(lines, "\n".join(x[len(first) :] for x in lines), "\n".join(output))
        for lines, output in found
    ]


def plain(text: str) -> str:
    return " ".join(text.split())


def folded(text: str) -> str:
    """Long lines in several, as a terminal shows them."""
    lines = [
        part
        for line in text.rstrip("\n").split("\n")
        for part in textwrap.wrap(line, WIDTH, break_long_words=False,
                                  break_on_hyphens=False) or [""]
    ]
    return "\n".join(lines)


def library() -> Optional[Path]:
    names = ("libsummarize.so", "libsummarize.dylib")
    return next((p for p in (BUILD / "lib" / n for n in names) if p.exists()), None)


def environment(**more: object) -> dict[str, str]:
    """The environment for commands.  A sanitizer that is preloaded for Python's
    sake would find that compilers leak."""
    leaks = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return {**os.environ, "ASAN_OPTIONS": leaks, **{k: str(v) for k, v in more.items()}}


class Bench:
    """The folder where one document's blocks run, one after the other."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.names: dict[str, object] = {"__name__": "__main__"}
        for path in ROOT.iterdir():
            if not path.name.startswith((".", "build")):
                (self.folder / path.name).symlink_to(path)
        (self.folder / "build").symlink_to(BUILD)

    def shell(self, command: str) -> str:
        """What a command prints; when it fails, its errors, too."""
        paths = environment(
            LD_LIBRARY_PATH=BUILD / "lib",
            PKG_CONFIG_PATH=BUILD / "meson-uninstalled",
            PYTHONPATH=ROOT / "python",
            LC_ALL="C.UTF-8",
        )
        done = subprocess.run(["sh", "-c", command], cwd=self.folder, check=False,
                              env=paths, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return (done.stdout + (done.stderr if done.returncode else b"")).decode()

    def python(self, source: str, mode: str) -> str:
        """What Python prints; for an exception its name and message."""
        printed = io.StringIO()
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(source + "\n", "<document>", mode), self.names)
        except Exception as error:  # pylint: disable=broad-except
            if mode == "exec":
                raise
            print(f"{type(error).__module__}.{type(error).__qualname__}: {error}",
                  file=printed)
        finally:
            os.chdir(before)
        return printed.getvalue()

    def compile(self, source: str) -> str:
        """What a C compiler has to say of a program or fragment."""
        if " main(" not in source:
            source = PREAMBLE + source + "}\n"
        command = [*shlex.split(os.environ.get("CC", "cc")), "-std=c11", "-Wall",
                   "-Wextra", "-Wno-unused", "-Werror", "-fsyntax-only", "-x", "c",
                   f"-I{ROOT / 'include'}", "-"]
        done = subprocess.run(command, input=source.encode(), check=False,
                              env=environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout.decode()

    def run(self, block: Block, step: Step) -> str:
        if block.language == "console":
            return self.shell(step.source)
        return self.python(step.source, "single")


class Documents(unittest.TestCase):
    def need(self, block: Block) -> None:
        """Skips what this build cannot do."""
        if block.language in ("pycon", "python") and library() is None:
            self.skipTest("no shared library")
        if block.language != "console":
            return
        if "build/examples/summarize" in block.body:
            if not (BUILD / "examples" / "summarize").exists():
                self.skipTest("the command was not built")
        if "pkg-config" in block.body and library() is None:
            self.skipTest("no shared library")

    def check(self, bench: Bench, block: Block) -> None:
        self.need(block)
        if block.name is not None:
            (bench.folder / block.name).write_text(block.body, encoding="utf-8")
        if block.language in PROMPTS:
            for step in steps(block):
                self.assertEqual(plain(bench.run(block, step)), plain(step.output),
                                 step.source)
        elif block.language == "python":
            bench.python(block.body, "exec")
        elif block.language == "c":
            self.assertEqual(bench.compile(block.body), "")
        elif block.language == "sh":
            self.check_commands(bench, block)

    def check_commands(self, bench: Bench, block: Block) -> None:
        """Are they shell, and do the scripts they name exist?"""
        done = subprocess.run(["sh", "-n", "-c", block.body], check=False)
        self.assertEqual(done.returncode, 0)
        for line in block.body.splitlines():
            for word in line.partition("#")[0].split()[:1]:
                if "/" in word:
                    self.assertTrue(os.access(bench.folder / word, os.X_OK), word)

    def check_document(self, name: str) -> None:
        document = (ROOT / name).read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(folder)
            for block in blocks(document):
                with self.subTest(line=block.line):
                    self.check(bench, block)

    def check_links(self, name: str) -> None:
        document = (ROOT / name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", document):
            self.assertTrue((ROOT / name).parent.joinpath(link).exists(), link)

    def test_manual_has_every_function(self) -> None:
        header = (ROOT / "include" / "summarize.h").read_text(encoding="utf-8")
        manual = (BUILD / "docs" / "libsummarize.3").read_text(encoding="utf-8")
        after = header.split('extern "C" {')[1]
        functions = re.findall(r"^[^ */#].*?\b(summarize_\w+)\(|^(summarize_\w+)\(",
                               after, re.M)
        self.assertGreater(len(functions), 10)
        for name in map("".join, functions):
            self.assertIn(f"{name}(", manual)


def add_tests() -> None:
    for name in DOCUMENTS:
        label = name.replace("/", "_").replace(".", "_")
        for kind in ("document", "links"):
            def test(self: Documents, name: str = name, kind: str = kind) -> None:
                getattr(self, f"check_{kind}")(name)
            setattr(Documents, f"test_{label}_{kind}", test)


def updated(bench: Bench, block: Block) -> str:
    """The body of a block with the output that came out."""
    if block.name is not None:
        (bench.folder / block.name).write_text(block.body, encoding="utf-8")
    if block.language == "python":
        bench.python(block.body, "exec")
    if block.language not in PROMPTS:
        return block.body
    lines: list[str] = []
    for step in steps(block):
        output = bench.run(block, step)
        same = plain(output) == plain(step.output)
        shown = step.output if same else folded(output)
        lines += [*step.lines, *([shown] if shown else [])]
    return "\n".join(lines) + "\n"


def update(name: str) -> None:
    document = (ROOT / name).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder)
        bodies = [(b.place, updated(bench, b)) for b in blocks(document)]
    for (begin, end), body in reversed(bodies):
        document = document[:begin] + body + document[end:]
    (ROOT / name).write_text(document, encoding="utf-8")


def main() -> int:
    sys.path.insert(0, str(ROOT / "python"))
    if library() is not None:
        os.environ["LIBSUMMARIZE"] = str(library())
    if "--update" in sys.argv:
        for name in DOCUMENTS:
            update(name)
        return 0
    add_tests()
    return tap.main("__main__")


if __name__ == "__main__":
    sys.exit(main())
