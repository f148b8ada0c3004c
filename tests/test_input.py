#!/usr/bin/env python3
"""Tests of what the summarize command reads: files and encodings.

    test_input.py SUMMARIZE

Prints TAP.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import tap
from command import ARTICLE, COMMAND, CORPUS, Case, run


class Files(Case):
    def test_standard_input(self) -> None:
        path = self.write("a.txt", ARTICLE)
        summary = self.output(path)
        self.assertEqual(summary, self.output())
        self.assertEqual(summary, self.output("-"))

    def test_headers(self) -> None:
        a, b = self.write("a.txt", ARTICLE), self.write("b.txt", "Il neige. Fin.\n")
        expected = f"==> {a} <==\n{self.output(a)}\n==> {b} <==\n{self.output(b)}"
        self.assertEqual(self.output(a, b), expected)

    def test_files_from(self) -> None:
        a, b = self.write("a.txt", ARTICLE), self.write("b.txt", "Il neige. Fin.\n")
        names = f"{a}\n\n{b}"
        both = self.output(a, b)
        self.assertEqual(self.output("--files-from", self.write("l", names)), both)
        self.assertEqual(self.output("--files-from=-", data=names), both)
        lines = self.write("w", names.replace("\n", "\r\n"))
        self.assertEqual(self.output("--files-from", lines), both)

    def test_files_from_cannot_name_standard_input_twice(self) -> None:
        _, errors = self.failed("--files-from", "-", data=b"-\n")
        self.assertIn("standard input", errors)

    def test_files_from_a_missing_list(self) -> None:
        _, errors = self.failed("--files-from", "/nonexistent/list")
        self.assertEqual(
            errors, "summarize: /nonexistent/list: No such file or directory\n"
        )

    def test_the_rest_is_done_when_a_file_fails(self) -> None:
        good = self.write("a.txt", ARTICLE)
        output, errors = self.failed("/nonexistent", good, str(self.folder))
        self.assertEqual(output, f"==> {good} <==\n{self.output(good)}")
        self.assertEqual(
            errors,
            "summarize: /nonexistent: No such file or directory\n"
            f"summarize: {self.folder}: Is a directory\n",
        )
        self.assertEqual(self.failed("-q", "/nonexistent", good), (output, ""))

    def test_unreadable_file(self) -> None:
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        path = self.write("a.txt", ARTICLE)
        os.chmod(path, 0)
        self.assertIn("Permission denied", self.failed(path)[1])

    def test_text_over_the_limit(self) -> None:
        path = self.write("a.txt", "")
        os.truncate(path, 2**31)
        output, errors = self.failed(path)
        self.assertEqual(output, "")
        self.assertRegex(errors, rf"\Asummarize: {path}: .*long.*\n\Z")

    def test_nothing_to_summarize(self) -> None:
        for text in ("", " ", "\n\n\t \r\n", "\ufeff", "\u00a0\u2028"):
            for form in ([], ["--list"], ["--list=kinds"], ["--list=words"]):
                self.assertEqual(self.output(*form, data=text), "")

    def test_windows_line_ends(self) -> None:
        text = ARTICLE.replace("\n", "\r\n")
        self.assertEqual(self.output(data=text), self.output())

    def test_long_input_in_pieces(self) -> None:
        text = ARTICLE * 2000
        path = self.write("a.txt", text)
        with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as cat:
            done = subprocess.run(
                [COMMAND, "-n2"], stdin=cat.stdout, capture_output=True
            )
        self.assertEqual(done.stdout.decode(), self.output("-n2", path))

    def test_corpus(self) -> None:
        self.assertTrue(CORPUS)
        output = self.output(*map(str, CORPUS))
        self.assertEqual(output.count("\n==> ") + 1, len(CORPUS))
        for path in CORPUS:
            self.assertIn(f"==> {path} <==\n{self.output(str(path))}", output)


class Odd(Case):
    """Files that are not what they seem."""

    def test_files_whose_size_is_wrong(self) -> None:
        """As of one that shrinks or grows while it is read."""
        found = 0
        for name in ("/sys/kernel/mm/transparent_hugepage/enabled", "/proc/version",
                     "/sys/devices/system/cpu/online", "/proc/cpuinfo"):
            if not os.path.exists(name):
                continue
            with open(name, "rb") as file:
                data = file.read()
            found += len(data) != os.path.getsize(name)
            self.assertEqual(
                self.output("--mark", name), self.output("--mark", data=data)
            )
        if found == 0:
            self.skipTest("neither /proc nor /sys")

    def test_devices_and_pipes(self) -> None:
        self.assertEqual(self.output("/dev/null"), "")
        fifo = str(self.folder / "fifo")
        os.mkfifo(fifo)
        with subprocess.Popen([COMMAND, fifo], stdout=subprocess.PIPE) as process:
            with open(fifo, "w", encoding="utf-8") as file:
                file.write(ARTICLE)
            output, _ = process.communicate()
        self.assertEqual(output.decode(), self.output())

    def test_standard_input_is_closed(self) -> None:
        path = self.write("a.txt", ARTICLE)
        done = subprocess.run(
            ["sh", "-c", 'exec "$@" <&-', "sh", COMMAND, path, "-", path],
            capture_output=True,
            check=False,
        )
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout.count(b"Lavandi"), 2)
        self.assertEqual(done.stderr, b"summarize: -: Bad file descriptor\n")

    def limited(self, *arguments: str, data: bytes) -> tuple[int, bytes, bytes]:
        """A run with 100 MB of address space."""
        command = ["sh", "-c", 'ulimit -v 100000 && exec "$@"', "sh", COMMAND]
        if subprocess.run([*command, "-V"], capture_output=True, check=False).returncode:
            self.skipTest("no limit, or a sanitizer that needs more")
        done = subprocess.run(
            [*command, *arguments], input=data, capture_output=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    def test_text_larger_than_the_memory(self) -> None:
        path = self.write("a.txt", "")
        os.truncate(path, 120_000_000)
        good = self.write("b.txt", ARTICLE)
        status, output, errors = self.limited(path, "-", good, data=b"a" * 120_000_000)
        self.assertEqual(status, 1)
        self.assertEqual(output.decode(), f"==> {good} <==\n{self.output()}")
        self.assertEqual(
            errors.decode(),
            f"summarize: {path}: out of memory\nsummarize: -: out of memory\n",
        )

    def test_line_larger_than_the_memory(self) -> None:
        good = b'{"id": 1, "text": "Il neige."}\n'
        for size in (20_000_000, 120_000_000):  # too large to parse, to read
            large = b'{"id": 2, "text": "%b"}\n' % (b"a " * (size // 2))
            for jobs in ("1", "2"):
                status, output, errors = self.limited(
                    "--jsonl", "text", "-J", jobs, data=good + large + good
                )
                self.assertEqual(status, 1)
                self.assertEqual(errors, b"summarize: -:2: out of memory\n")
                answers = [json.loads(line) for line in output.splitlines()]
                self.assertEqual(len(answers), 3)
                self.assertEqual(answers[1]["error"]["status"], "memory")
                self.assertEqual(answers[0], answers[2])


class Encodings(Case):
    def test_single_byte_encodings(self) -> None:
        for name in ("ISO-8859-1", "latin1", "CP1252"):
            data = ARTICLE.encode("latin-1")
            self.assertEqual(self.output("--encoding", name, data=data), self.output())

    def test_names_of_utf8(self) -> None:
        for name in ("UTF-8", "utf8"):
            self.assertEqual(self.output("--encoding", name), self.output())

    def test_utf16_and_utf32(self) -> None:
        for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            data = ARTICLE.encode(name)
            iconv_name = name.replace("-le", "LE").replace("-be", "BE").upper()
            for files in (1, 2):
                paths = [self.write(f"{i}.txt", data) for i in range(files)]
                output = self.output("--encoding", iconv_name, *paths)
                self.assertEqual(output.count(self.output()), files)

    def test_utf16_is_recognized(self) -> None:
        for name, advice in (
            ("utf-16", "--encoding UTF-16 "),
            ("utf-16-le", "--encoding UTF-16LE "),
            ("utf-16-be", "--encoding UTF-16BE "),
        ):
            self.assertIn(advice, self.failed(data=ARTICLE.encode(name))[1])

    def test_byte_order_mark(self) -> None:
        self.assertEqual(self.output(data="\ufeff" + ARTICLE), self.output())

    def test_place_of_a_bad_byte(self) -> None:
        path = self.write("a.txt", "Été.\nÀ côté, ".encode() + b"caf\xe9.")
        output, errors = self.failed(path)
        self.assertEqual(output, "")
        self.assertRegex(errors, rf"\Asummarize: {path}:2:12: .* \(byte 21\)\n\Z")

    def test_place_counts_the_byte_order_mark(self) -> None:
        _, errors = self.failed(data=b"\xef\xbb\xbfUn \xff.")
        self.assertRegex(errors, r"\Asummarize: -:1:4: .* \(byte 6\)\n\Z")

    def test_place_in_another_encoding(self) -> None:
        text = (
            "Été.\nMi-".encode("utf-16-le") + b"\x00\xdc" + "mars.".encode("utf-16-le")
        )
        _, errors = self.failed("--encoding", "UTF-16LE", data=text)
        self.assertRegex(errors, r"\Asummarize: -:2:4: .*UTF-16LE \(byte 16\)\n\Z")
        output = self.output("--encoding", "UTF-16LE", "--replace-invalid", data=text)
        self.assertIn("Mi-\ufffdmars.", output)

    def test_truncated_text_in_another_encoding(self) -> None:
        data = "Il neige.".encode("utf-16-le")[:-1]
        _, errors = self.failed("--encoding", "UTF-16LE", data=data)
        self.assertRegex(errors, r":1:9: .* \(byte 16\)\n\Z")

    def test_replace_invalid_is_what_python_does(self) -> None:
        for bad in (
            b"\xff",
            b"\x80\x80",
            b"\xc3",
            b"\xe2\x82",
            b"\xf0\x9f\x98",
            b"\xc0\xaf",
            b"\xed\xa0\x80",
            b"\xf4\x90\x80\x80",
            b"\xe0\x9f\xbf",
            b"\xe2\x82\xe2\x82\xac",
        ):
            data = b"Il neige " + bad + b" sur la ville depuis hier soir."
            listed = self.output("--list=kinds", "--replace-invalid", data=data)
            self.assertEqual(listed, f"sentence: {data.decode(errors='replace')}\n")
            self.assertEqual(run(data=data).returncode, 1)
        data = b"Il neige sur la ville depuis hier soir\xe2\x82"
        listed = self.output("--list=kinds", "--replace-invalid", data=data)
        self.assertTrue(listed.endswith(data.decode(errors="replace") + "\n"))

    def test_zero_bytes(self) -> None:
        data = b"Il neige\0 sur la ville depuis hier soir."
        self.assertEqual(self.output(data=data).encode(), data + b"\n")


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
