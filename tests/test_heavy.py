#!/usr/bin/env python3
"""Tests of the summarize command that take gigabytes and minutes.

    SUMMARIZE_HEAVY=1 test_heavy.py SUMMARIZE

Prints TAP.  Without SUMMARIZE_HEAVY nothing is run; tools/check --thorough sets
it for one of its builds.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
import unittest
from typing import Iterable, NamedTuple

import tap
from command import ARTICLE, COMMAND, Case, run

LIMIT = 2**31 - 1  # bytes of a text
MEGABYTE = b"a" * 1_000_000
PROSE_PEAK = 4  # bytes of memory for each of a text of sentences
SENTENCE = "Le facteur est passé avec trois lettres pour la maison voisine. "


class Done(NamedTuple):
    status: int
    output: bytes  # its end
    length: int
    errors: bytes
    peak: int  # bytes of memory


def run_long(*arguments: str, data: Iterable[bytes] = ()) -> Done:
    """Runs the command on a stream as long as it reads it."""
    with subprocess.Popen(
        [COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        try:
            for chunk in data:
                process.stdin.write(chunk)
            process.stdin.close()
        except BrokenPipeError:
            pass
        output, length = b"", 0
        while chunk := process.stdout.read(1 << 20):
            output = (output + chunk)[-(1 << 16) :]
            length += len(chunk)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Done(process.returncode, output, length, errors, peak)


def endless(chunk: bytes = MEGABYTE) -> Iterable[bytes]:
    while True:
        yield chunk


def repeated(text: bytes, length: int) -> Iterable[bytes]:
    """So many bytes in all."""
    chunk = text * (1_000_000 // len(text))
    for _ in range(length // len(chunk)):
        yield chunk
    yield chunk[: length % len(chunk)]


def available() -> int:
    """Bytes of memory, as far as the system tells."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            fields = dict(line.split(":") for line in file)
        return int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError):
        return 0


@unittest.skipUnless(os.environ.get("SUMMARIZE_HEAVY"), "SUMMARIZE_HEAVY is not set")
class Heavy(Case):
    def check_too_long(self, done: Done, name: str) -> None:
        self.assertEqual((done.status, done.length), (1, 0))
        self.assertEqual(
            done.errors, f"summarize: {name}: longer than {LIMIT} bytes\n".encode()
        )
        self.assertLess(done.peak, 2 * LIMIT)

    def test_endless_text(self) -> None:
        self.check_too_long(run_long(data=endless()), "-")

    def test_endless_text_that_decoding_makes_longer(self) -> None:
        done = run_long("--encoding=ISO-8859-1", data=endless(b"\xe9" * 1_000_000))
        self.check_too_long(done, "-")

    def test_endless_device(self) -> None:
        if not os.path.exists("/dev/zero"):
            self.skipTest("no /dev/zero")
        self.check_too_long(run_long("/dev/zero"), "/dev/zero")

    def test_longest_text(self) -> None:
        """That is one word."""
        done = run_long("-n1", data=repeated(b"a", LIMIT))
        self.assertEqual((done.status, done.errors), (0, b""))
        self.assertEqual(done.length, LIMIT + 1)

    def test_longest_prose(self) -> None:
        if available() < PROSE_PEAK * LIMIT + (1 << 30):
            self.skipTest("not enough memory")
        done = run_long("-n1", data=repeated(SENTENCE.encode(), LIMIT))
        self.assertEqual((done.status, done.errors), (0, b""))
        self.assertEqual(done.output.decode(), SENTENCE.strip() + "\n")
        self.assertLess(done.peak, PROSE_PEAK * LIMIT)

    def test_line_of_500_megabytes(self) -> None:
        text = SENTENCE.encode() * 1000
        times = 500_000_000 // len(text)
        lines = [b'{"id": 1, "text": "Il neige."}\n{"id": 2, "text": "']
        lines += [text] * times + [b'"}\n{"id": 3, "text": "Il vente."}\n']
        done = run_long("-J2", "--jsonl", "text", "-n1", data=lines)
        self.assertEqual((done.status, done.errors), (0, b""))
        answers = [json.loads(line) for line in done.output.splitlines()]
        self.assertEqual(
            answers,
            [
                {"id": 1, "summary": "Il neige."},
                {"id": 2, "summary": SENTENCE.strip()},
                {"id": 3, "summary": "Il vente."},
            ],
        )
        self.assertLess(done.peak, 6 * 500_000_000)

    def test_line_over_the_limit(self) -> None:
        lines = [b'{"id": 1, "text": "'] + [MEGABYTE] * 5000
        lines += [b'"}\n{"id": 2, "text": "Il vente."}\n']
        done = run_long("--jsonl", "text", data=lines)
        self.assertEqual(done.status, 1)
        answers = [json.loads(line) for line in done.output.splitlines()]
        self.assertEqual([a["id"] for a in answers], [None, 2])
        self.assertEqual(answers[0]["line"], 1)
        self.assertEqual(answers[0]["error"]["status"], "too-long")
        self.assertLess(done.peak, 2 * LIMIT)

    def test_100000_files(self) -> None:
        names = [str(number) for number in range(100_000)]
        for name in names:
            self.write(name, f"Il est {name} heures. Fin.")
        os.chdir(self.folder)
        self.addCleanup(os.chdir, "/")
        digests = set()
        for jobs in ("1", "2"):
            listed = run("-J", jobs, "--files-from=-", data="\n".join(names).encode())
            given = run("-J", jobs, *names)
            for done in (listed, given):
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                self.assertEqual(done.stdout.count(b"==> "), 100_000)
                digests.add(hashlib.sha256(done.stdout).hexdigest())
        self.assertEqual(len(digests), 1)

    def test_file_that_shrinks(self) -> None:
        text = ARTICLE.encode() * 200_000
        for number in range(10):
            path = self.write("a.txt", text)
            with subprocess.Popen(
                [COMMAND, "-n1", path], stdout=subprocess.PIPE
            ) as process:
                time.sleep(0.01 * number)
                os.truncate(path, len(ARTICLE.encode()))
                output, _ = process.communicate()
            self.assertEqual(process.returncode, 0)
            self.assertIn(output.decode().strip(), " ".join(ARTICLE.split()))


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
