#!/usr/bin/env python3
"""Tests of many documents at once: order, memory, progress, signals.

    test_jobs.py SUMMARIZE

Prints TAP.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
import unittest
from pathlib import Path
from typing import Optional

import tap
from command import ARTICLE, COMMAND, CORPUS, SMALL_QUARANTINE, Case, JsonCase
from command import run, run_beside_terminal

JOBS = ("1", "2", "7", "0")
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
BAD_LINES = [
    b"x",
    b"{",
    b"",
    b'{"id": 7}',
    b'{"id": 7, "text": "caf\xe9"}',
    b'{"id": "\\ud800", "text": ""}',
    b" \t\r",
]


def rows(count: int) -> bytes:
    """JSON lines of all sizes, some of which fail."""
    texts = [path.read_text(encoding="utf-8") for path in CORPUS] + [ARTICLE * 100]
    lines = []
    for number in range(count):
        row = {"id": number, "text": texts[number % len(texts)]}
        lines.append(json.dumps(row).encode())
        lines.append(BAD_LINES[number % len(BAD_LINES)])
    return b"\n".join(lines)


class Order(Case):
    def check(self, *arguments: str, data: bytes = b"", status: int = 1) -> bytes:
        """Any number of jobs writes the same; returns it."""
        outputs, together = [], []
        for jobs in JOBS:
            done = run("-J", jobs, *arguments, data=data)
            self.assertEqual(done.returncode, status, done.stderr[:200])
            outputs.append((done.stdout, done.stderr))
            both = subprocess.run(
                [COMMAND, "--jobs=" + jobs, *arguments],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            together.append(both.stdout)
        for jobs, output, both_outputs in zip(JOBS, outputs, together):
            # Not assertEqual(), which takes hours to tell how they differ.
            self.assertTrue(output == outputs[0], jobs)
            self.assertTrue(both_outputs == together[0], jobs)
        return outputs[0][0]

    def test_json_lines(self) -> None:
        data = rows(300)
        for form in ([], ["--json"], ["-q"]):
            output = self.check("--jsonl", "text", *form, data=data)
            answers = [json.loads(line) for line in output.splitlines()]
            asked = [line for line in data.split(b"\n") if line.strip()]
            self.assertEqual(len(answers), len(asked))
            good = [a["id"] for a in answers if "error" not in a]
            self.assertEqual(good, list(range(300)))
            for answer in answers:
                if "error" in answer:
                    line = data.split(b"\n")[answer["line"] - 1]
                    self.assertIn(line, BAD_LINES)

    def test_files_of_json_lines(self) -> None:
        a = self.write("a.jsonl", rows(50))
        b = self.write("b.jsonl", b"\xef\xbb\xbf" + rows(20) + b"\n")
        empty = self.write("empty", "")
        folder = str(self.folder)
        output = self.check("--jsonl", "text", a, "/nonexistent", empty, b, folder, a)
        ids = [json.loads(line)["id"] for line in output.splitlines()]
        self.assertEqual([i for i in ids if i in (0, 1)], [0, 1] * 3)

    def test_texts(self) -> None:
        bad = self.write("bad.txt", b"caf\xe9")
        headings = self.write("headings.txt", "Titre seul")
        some = list(map(str, CORPUS[:8]))
        names = [bad, *some, "/nonexistent", *some, str(self.folder), headings, bad]
        listed = self.write("list", "\n".join(names * 3 + ["a\0b", ""] + names))
        forms = ([], ["--json"], ["--mark"], ["--list"], ["--list=words"], ["-w2"])
        for form in forms:
            self.check(*form, *names)
            output = self.check(*form, "--files-from", listed)
            if form == []:
                self.assertEqual(output.count(b"\n\n==> "), 4 * 17 - 1)

    def test_first_header_when_the_first_files_fail(self) -> None:
        path = self.write("a.txt", ARTICLE)
        output = self.check("/nonexistent", "/nonexistent", path, path)
        self.assertTrue(output.startswith(b"==> "))

    def test_standard_input_is_read_once(self) -> None:
        """Though it comes in two parts, which two could share."""
        data = ARTICLE.encode()
        for jobs in JOBS:
            with subprocess.Popen(
                [COMMAND, "-J", jobs, "-", "-", "-"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as process:
                assert process.stdin
                process.stdin.write(data[:200])
                process.stdin.flush()
                time.sleep(0.1)
                output, _ = process.communicate(data[200:])
            whole = b"==> - <==\n" + self.output().encode()
            self.assertEqual(output, whole + b"\n==> - <==\n" * 2)

    def test_a_list_that_fails(self) -> None:
        self.check("--files-from", "/nonexistent")
        self.check("--files-from", str(self.folder))

    def test_outputs_larger_than_the_room_for_them(self) -> None:
        large = self.write("large.txt", ARTICLE * 4000)
        small = self.write("small.txt", ARTICLE)
        output = self.check("--json", small, large, small, large, large, status=0)
        self.assertGreater(len(output), 1 << 22)
        self.assertEqual(len(output.splitlines()), 5)

    def test_more_failures_than_the_room_for_them(self) -> None:
        output = self.check("--jsonl", "text", data=b"x\n" * 20000)
        lines = [json.loads(line)["line"] for line in output.splitlines()]
        self.assertEqual(lines, list(range(1, 20001)))

    def test_bad_numbers(self) -> None:
        for value in ("-1", "", "auto", "257", "1.5"):
            self.assertIn("--jobs", self.refused("-J", value))


class Bounds(JsonCase):
    def test_a_piece_that_waits_holds_up_the_others(self) -> None:
        """The others are not read without end, and come out in order."""
        fifo = str(self.folder / "fifo")
        os.mkfifo(fifo)
        names = "".join(self.write(f"{n}.txt", f"Il est {n} heures.") + "\n"
                        for n in range(100))
        expected = run("--files-from=-", data=f"/dev/null\n{names}".encode())
        with subprocess.Popen(
            [COMMAND, "-J3", "--files-from=-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdin and process.stdout
            process.stdin.write(f"{fifo}\n{names}".encode())
            process.stdin.close()
            ready, _, _ = select.select([process.stdout], [], [], 0.3)
            self.assertFalse(ready, "an answer before that of the first")
            with open(fifo, "wb"):
                pass
            output = process.stdout.read()
        self.assertEqual(
            output.replace(fifo.encode(), b"/dev/null"), expected.stdout
        )

    def test_a_line_is_answered_before_the_next_is_read(self) -> None:
        for jobs in ("1", "3"):
            with subprocess.Popen(
                [COMMAND, "--jsonl", "text", "-J", jobs],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as process:
                assert process.stdin and process.stdout
                for number in range(3):
                    row = {"id": number, "text": "Il neige."}
                    process.stdin.write(json.dumps(row).encode() + b"\n")
                    process.stdin.flush()
                    ready, _, _ = select.select([process.stdout], [], [], 60)
                    self.assertTrue(ready, "no answer")
                    answer = json.loads(process.stdout.readline())
                    self.assertEqual(answer["id"], number)

    def test_a_name_is_answered_before_the_next_is_read(self) -> None:
        path = self.write("a.txt", ARTICLE)
        for jobs in ("1", "3"):
            with subprocess.Popen(
                [COMMAND, "--json", "--files-from=-", "-J", jobs],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as process:
                assert process.stdin and process.stdout
                for _ in range(3):
                    process.stdin.write(f"{path}\n{path}\n".encode())
                    process.stdin.flush()
                    answers = b""
                    while answers.count(b"\n") < 2:
                        ready, _, _ = select.select([process.stdout], [], [], 60)
                        self.assertTrue(ready, "no answer")
                        answers += os.read(process.stdout.fileno(), 65536)
                    self.assertEqual(answers.count(path.encode()), 2)

    def peak(self, jobs: str, data: bytes, times: int) -> int:
        """The most memory that a stream of so many times 'data' takes."""
        read, write = os.pipe()
        with subprocess.Popen(
            [COMMAND, "--jsonl", "text", "--json", "-J", jobs],
            stdin=read,
            stdout=subprocess.DEVNULL,
            env=SMALL_QUARANTINE,
        ) as process:
            os.close(read)
            with open(write, "wb") as stream:
                for _ in range(times):
                    stream.write(data)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss

    def test_memory_does_not_grow_with_the_input(self) -> None:
        data = (json.dumps({"text": ARTICLE * 4}) + "\n").encode() * 200
        for jobs in ("1", "4"):
            short, long = self.peak(jobs, data, 4), self.peak(jobs, data, 40)
            self.assertLess(long, short * 1.25, "kB for ten times the input")

    def test_what_a_long_line_took_is_given_back(self) -> None:
        if not Path("/proc/self/status").exists():
            self.skipTest("no /proc")
        short = json.dumps({"text": "Il neige."}).encode() + b"\n"
        long = json.dumps({"text": ARTICLE * 80000}).encode() + b"\n"
        with subprocess.Popen(
            [COMMAND, "--jsonl", "text", "-n1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=SMALL_QUARANTINE,
        ) as process:
            assert process.stdin and process.stdout
            for line in (long, short):
                process.stdin.write(line)
                process.stdin.flush()
                self.assertTrue(process.stdout.readline().endswith(b"}\n"))
            status = Path(f"/proc/{process.pid}/status").read_text()
        most, now = (
            int(re.findall(rf"{key}:\s*(\d+)", status)[0]) for key in ("VmHWM", "VmRSS")
        )
        self.assertLess(now, most / 3, "kB")

    def test_files_are_closed(self) -> None:
        names = [self.write(f"{n}.txt", ARTICLE) for n in range(100)]
        command = 'ulimit -n 32 && exec "$@"'
        for jobs in ("1", "4"):
            for more in ([], ["--jsonl", "text"]):
                done = subprocess.run(
                    ["sh", "-c", command, "sh", COMMAND, "-J", jobs, *more, *names],
                    capture_output=True,
                    check=False,
                )
                self.assertNotIn(b"Too many open files", done.stderr)


class Progress(Case):
    ROW = (json.dumps({"text": "Il neige."}) + "\n").encode()

    def slowly(self, write: int) -> None:
        os.write(write, self.ROW * 2)
        time.sleep(1.2)
        os.write(write, self.ROW * 3)

    def test_it_is_shown_and_taken_away(self) -> None:
        for jobs in ("1", "2"):
            shown = run_beside_terminal(["--jsonl", "text", "-J", jobs], self.slowly).decode()
            self.assertRegex(shown, r"\A\rsummarize: 5 done, [0-9]+/s *\r")
            self.assertRegex(shown, r"\r +\r\Z")
            self.assertNotIn("left", shown)

    def test_not_beside_the_output_and_not_when_quiet(self) -> None:
        self.assertEqual(run_beside_terminal(["--jsonl", "text", "-q"], self.slowly), b"")
        shown = run_beside_terminal(["--jsonl", "text"], self.slowly, own_output=True)
        self.assertNotIn(b"done", shown)
        self.assertEqual(shown.count(b"Il neige."), 5)

    def test_not_in_the_first_second(self) -> None:
        def quickly(write: int) -> None:
            os.write(write, self.ROW * 2)

        self.assertEqual(run_beside_terminal(["--jsonl", "text"], quickly), b"")

    def test_time_left(self) -> None:
        fifo = str(self.folder / "fifo")
        os.mkfifo(fifo)
        path = self.write("a.txt", ARTICLE)

        def open_late(_: int) -> None:
            time.sleep(1.2)
            with open(fifo, "wb"):
                pass

        shown = run_beside_terminal([fifo, path, path, path], open_late).decode()
        self.assertRegex(
            shown, r"\A\rsummarize: 1 done, 1/s, 25 %, 0:0[3-9] left *\r"
        )

    def test_messages_stand_on_lines_of_their_own(self) -> None:
        def feed(write: int) -> None:
            self.slowly(write)
            time.sleep(0.1)
            os.write(write, b"x\n")

        shown = run_beside_terminal(["--jsonl", "text"], feed).decode()
        self.assertRegex(shown, r"done, [0-9]+/s\r +\rsummarize: -:6:\d+: .*\r\n")


# That sanitizer keeps signals back from a thread that waits for another.
@unittest.skipIf("TSAN_OPTIONS" in os.environ, "the sanitizer of threads")
class Signals(Case):
    LINE = json.dumps({"text": "La lune se lève sur la mer. " * 50}).encode() + b"\n"

    def setUp(self) -> None:
        super().setUp()
        self.input = self.write("a.jsonl", self.LINE * 2000)

    def start(self, *arguments: str, ignored: Optional[int] = None) -> None:
        """Starts the command and waits until it cannot write any more."""

        def heed_signals() -> None:
            # The shell that started the tests may have ignored some.
            for number in ENDING:
                signal.signal(number, signal.SIG_DFL)
            if ignored is not None:
                signal.signal(ignored, signal.SIG_IGN)

        self.read, write = os.pipe()
        command = [COMMAND, "--jsonl", "text", "--json", *arguments, self.input]
        self.process = subprocess.Popen(  # pylint: disable=consider-using-with
            command,
            stdin=subprocess.DEVNULL,
            stdout=write,
            stderr=subprocess.PIPE,
            preexec_fn=heed_signals,
        )
        os.close(write)
        self.addCleanup(os.close, self.read)
        self.addCleanup(self.end)
        before, now = 0, -1
        while before != now or now <= 0:
            time.sleep(0.1)
            before, now = now, self.waiting()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()

    def waiting(self) -> int:
        """How many bytes are in the pipe."""
        return int.from_bytes(
            fcntl.ioctl(self.read, termios.FIONREAD, b"\0" * 4), sys.byteorder
        )

    def rest(self) -> bytes:
        output = b""
        while chunk := os.read(self.read, 65536):
            output += chunk
        return output

    def test_lines_are_written_whole(self) -> None:
        for number in ENDING:
            for jobs in ("1", "3"):
                self.start("-J", jobs)
                self.process.send_signal(number)
                output = self.rest()
                self.assertEqual(self.process.wait(), -number)
                self.assertTrue(output.endswith(b"\n"), output[-80:])
                lines = output.splitlines()
                self.assertTrue(0 < len(lines) < 2000, len(lines))
                for line in lines:
                    json.loads(line)
                assert self.process.stderr
                self.assertEqual(self.process.stderr.read(), b"")

    def test_a_second_signal_does_not_wait(self) -> None:
        self.start("-J2")
        self.process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        self.assertIsNone(self.process.poll())
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(60), -signal.SIGINT)

    def test_while_it_reads(self) -> None:
        for jobs in ("1", "3"):
            with subprocess.Popen(
                [COMMAND, "--jsonl", "text", "-J", jobs],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as process:
                assert process.stdin and process.stdout
                process.stdin.write(self.LINE)
                process.stdin.flush()
                self.assertTrue(process.stdout.readline().endswith(b"\n"))
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(60), -signal.SIGTERM)

    def test_what_was_ignored_stays_ignored(self) -> None:
        self.start(ignored=signal.SIGHUP)
        self.process.send_signal(signal.SIGHUP)
        self.assertEqual(self.rest().count(b"\n"), 2000)
        self.assertEqual(self.process.wait(), 0)


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
