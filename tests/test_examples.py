#!/usr/bin/env python3
"""Compiles the examples as a user would and compares them with the build's own.

    test_examples.py BUILD

Installs the build into a temporary folder, finds the library there through
pkg-config and links against it, shared and static.  Prints TAP.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

BUILD = Path(sys.argv[1] if len(sys.argv) > 1 else "build").resolve()
TESTS = Path(__file__).resolve().parent
EXAMPLES = TESTS.parent / "examples"
CORPUS = sorted(TESTS.joinpath("corpus").glob("*.txt"))


def output(*command: str | Path, **environment: str) -> str:
    """Standard output of a command that must not fail."""
    done = subprocess.run(
        command, capture_output=True, env={**os.environ, **environment}, check=False
    )
    if done.returncode != 0:
        raise AssertionError(
            f"{shlex.join(map(str, command))}: status {done.returncode}\n"
            + (done.stdout + done.stderr).decode(errors="replace")
        )
    return done.stdout.decode()


def option(name: str) -> str:
    """An option of the build."""
    options = json.loads(output("meson", "introspect", "--buildoptions", BUILD))
    return str(next(o["value"] for o in options if o["name"] == name))


class Examples(unittest.TestCase):
    folder: Path
    prefix: Path
    package: Path

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        root = cls.folder / "root"
        output("meson", "install", "-C", BUILD, "--destdir", root)
        cls.prefix = root / option("prefix").lstrip("/")
        cls.package = next(root.rglob("libsummarize.pc"))

    def flags(self, *options: str) -> list[str]:
        if shutil.which("pkg-config") is None:
            self.skipTest("no pkg-config")
        path = os.pathsep.join(
            filter(None, [str(self.package.parent), os.environ.get("PKG_CONFIG_PATH")])
        )
        found = output(
            "pkg-config",
            f"--define-variable=prefix={self.prefix}",
            "--cflags",
            "--libs",
            *options,
            "libsummarize",
            PKG_CONFIG_PATH=path,
        )
        return shlex.split(found)

    def compile(self, name: str, flags: list[str]) -> Path:
        program = self.folder / name
        compiler = shlex.split(os.environ.get("CC", "cc"))
        sanitizers = option("b_sanitize")
        if sanitizers != "none":
            flags = [*flags, f"-fsanitize={sanitizers}"]
        warnings = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
        # The compiler itself need not run under a sanitizer that tests load.
        output(*compiler, *warnings, EXAMPLES / f"{name}.c", "-o", program, *flags,
               LD_PRELOAD="")
        return program

    def shared(self, name: str) -> tuple[Path, dict[str, str]]:
        if option("default_library") == "static":
            self.skipTest("the build is static")
        library = str(self.package.parent.parent)
        return self.compile(name, self.flags()), {"LD_LIBRARY_PATH": library}

    def static(self, name: str) -> tuple[Path, dict[str, str]]:
        if option("default_library") == "shared":
            self.skipTest("the build is shared")
        flags = self.flags("--static")
        self.assertIn("-lsummarize", flags)
        archive = [f.replace("-lsummarize", "-l:libsummarize.a") for f in flags]
        program = self.compile(name, ["-DSUMMARIZE_STATIC", *archive])
        self.assertNotIn(b"libsummarize.so", program.read_bytes())
        return program, {}

    def check_minimal(self, program: Path, environment: dict[str, str]) -> None:
        command = BUILD / "examples" / "summarize"
        own = BUILD / "examples" / "minimal"
        self.assertTrue(CORPUS)
        for text in CORPUS:
            answers = []
            for candidate in (program, own, command):
                if candidate == command and not command.exists():
                    continue
                with open(text, "rb") as file:
                    done = subprocess.run(
                        [candidate],
                        stdin=file,
                        capture_output=True,
                        check=True,
                        env={**os.environ, **environment},
                    )
                answers.append(done.stdout.decode())
            self.assertGreater(len(answers[0].split()), 3)
            self.assertEqual(len(set(answers)), 1, answers)

    def check_minimal_error(self, program: Path, environment: dict[str, str]) -> None:
        done = subprocess.run(
            [program],
            input=b"caf\xe9",
            capture_output=True,
            check=False,
            env={**os.environ, **environment},
        )
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"(byte 3)", done.stderr)

    def check_batch(self, program: Path, environment: dict[str, str]) -> None:
        own = BUILD / "examples" / "batch"
        answer = output(program, *CORPUS, **environment)
        self.assertEqual(answer, output(own, *CORPUS))
        for text, line in zip(CORPUS, answer.splitlines()):
            name, summary = line.split(": ", 1)
            self.assertEqual(name, str(text))
            words = [w for w in summary.split() if any(map(str.isalnum, w))]
            self.assertTrue(0 < len(words) <= 40, line)

    def check_batch_errors(self, program: Path, environment: dict[str, str]) -> None:
        bad = self.folder / "bad.txt"
        bad.write_bytes(b"caf\xe9")
        done = subprocess.run(
            [program, "/nonexistent", bad, self.folder, CORPUS[0]],
            capture_output=True,
            check=False,
            env={**os.environ, **environment},
        )
        self.assertEqual(done.returncode, 1)
        self.assertEqual(
            done.stdout.decode(), output(program, CORPUS[0], **environment)
        )
        errors = done.stderr.decode().splitlines()
        self.assertEqual(len(errors), 3)
        self.assertEqual(errors[0], "/nonexistent: No such file or directory")
        self.assertTrue(errors[1].startswith(f"{bad}: "))
        self.assertTrue(errors[1].endswith(" (byte 3)"))
        self.assertEqual(errors[2], f"{self.folder}: Is a directory")

    def test_minimal_shared(self) -> None:
        program, environment = self.shared("minimal")
        self.check_minimal(program, environment)
        self.check_minimal_error(program, environment)

    def test_minimal_static(self) -> None:
        program, environment = self.static("minimal")
        self.check_minimal(program, environment)
        self.check_minimal_error(program, environment)

    def test_batch_shared(self) -> None:
        program, environment = self.shared("batch")
        self.check_batch(program, environment)
        self.check_batch_errors(program, environment)

    def test_batch_static(self) -> None:
        program, environment = self.static("batch")
        self.check_batch(program, environment)
        self.check_batch_errors(program, environment)

    def test_all_is_installed(self) -> None:
        self.assertTrue((self.prefix / "include" / "summarize.h").exists())
        if (BUILD / "examples" / "summarize").exists():
            self.assertTrue((self.prefix / "bin" / "summarize").exists())
            manuals = list(self.prefix.rglob("man1/summarize.1*"))
            self.assertEqual(len(manuals), 1)

    def test_installed_command(self) -> None:
        command = self.prefix / "bin" / "summarize"
        if not command.exists():
            self.skipTest("the command was not built")
        library = str(self.package.parent.parent)
        expected = output(BUILD / "examples" / "summarize", CORPUS[0])
        self.assertEqual(output(command, CORPUS[0], LD_LIBRARY_PATH=library), expected)


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
