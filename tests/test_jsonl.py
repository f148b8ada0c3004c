#!/usr/bin/env python3
"""Tests of the JSON lines that the summarize command reads.

    test_jsonl.py SUMMARIZE

Prints TAP.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import tap
from command import ARTICLE, COMMAND, CORPUS, SMALL_QUARANTINE, JsonCase, run


class Lines(JsonCase):
    def test_one_answer_a_line(self) -> None:
        data = b""
        texts = [ARTICLE, "Il neige. Il vente fort sur la côte.", ""]
        for number, text in enumerate(texts):
            data += json.dumps({"id": number, "text": text}).encode() + b"\n"
        answers = self.lines(data=data)
        self.assertEqual([list(a) for a in answers], [["id", "summary"]] * 3)
        self.assertEqual([a["id"] for a in answers], [0, 1, 2])
        for answer, text in zip(answers, texts):
            summary = run(data=text.encode()).stdout.decode()
            self.assertEqual(answer["summary"], summary.rstrip("\n"))

    def test_with_json(self) -> None:
        texts = {path.name: path.read_bytes().decode() for path in CORPUS}
        rows = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
        answers = self.lines("--json", data="\n".join(rows).encode())
        self.assertEqual([a["id"] for a in answers], list(texts))
        for answer in answers:
            self.check(answer, texts[answer["id"]])

    def test_positions_count_from_the_start_of_the_field(self) -> None:
        text = "\ufeffIl neige sur la ville."
        row = json.dumps({"text": text}).encode()
        [answer] = self.lines("--json", data=row)
        self.assertEqual(answer["sentences"][-1]["end"], len(text))

    def test_ids_are_echoed(self) -> None:
        ids = [
            "0",
            "-1",
            "1.50",
            "1e5",
            "0.1",
            "12345678901234567890",
            "null",
            "true",
            '"été"',
            '"\\u00e9\\"\\\\"',
            "[]",
            "{}",
            '[1, {"a": "}]\\""}, [[2]]]',
            '""',
        ]
        for data in (
            "\n".join(f'{{"id": {i}, "text": "Il neige."}}' for i in ids),
            "\n".join(f'{{"text": "Il neige.","id":{i}}}' for i in ids),
            "\n".join(
                f' {{ "a": [{{"id": 7}}], "id" : {i} , "text": "Il"}} \r' for i in ids
            ),
        ):
            done = run("--jsonl", "text", data=data.encode())
            self.assertEqual(done.returncode, 0)
            lines = done.stdout.decode().splitlines()
            self.assertEqual(
                [line.split(', "summary"')[0] for line in lines],
                [f'{{"id": {i}' for i in ids],
            )

    def test_id_with_escapes_in_its_name_and_twice(self) -> None:
        data = b'{"\\u0069d": 1, "text": "Il neige."}\n{"id": 1, "id": 2, "text": "Il"}'
        self.assertEqual([a["id"] for a in self.lines(data=data)], [1, 2])

    def test_id_is_null_when_absent(self) -> None:
        [answer] = self.lines(data=b'{"text": "Il neige."}')
        self.assertIsNone(answer["id"])

    def test_id_stays_on_one_line_and_without_control_characters(self) -> None:
        data = '{"id": [1,\t\r2, "a\x7f\x9b"], "text": "Il neige."}'
        done = run("--jsonl", "text", data=data.encode())
        self.assertNotRegex(done.stdout.decode()[:-1], "[\x00-\x1f\x7f-\x9f]")
        self.assertEqual(json.loads(done.stdout)["id"], [1, 2, "a\x7f\x9b"])

    def test_id_field(self) -> None:
        data = b'{"id": 1, "url": "u", "text": "Il neige."}'
        [answer] = self.lines("--id-field", "url", data=data)
        self.assertEqual(answer["id"], "u")

    def test_title_and_query_fields(self) -> None:
        row = {
            "text": ARTICLE,
            "t": "Une fête sur les rives",
            "q": "commerçants clients",
        }
        data = json.dumps(row).encode()
        options = ["--json", "--title-field", "t", "--query-field", "q"]
        [answer] = self.lines(*options, data=data)
        alone = json.loads(self.output("--json", "-t", row["t"], "-Q", row["q"]))
        self.assertEqual(answer["sentences"], alone["sentences"])
        plain = self.lines("--json", data=data)[0]["sentences"]
        self.assertNotEqual(answer["sentences"], plain)
        for absent in ({}, {"t": None, "q": None}, {"t": "", "q": ""}):
            data = json.dumps({"text": ARTICLE, **absent}).encode()
            self.assertEqual(self.lines(*options, data=data)[0]["sentences"], plain)
        for key in "tq":
            data = json.dumps({"text": ARTICLE, key: 3}).encode()
            [answer] = self.lines(*options, data=data, status=1)
            self.assertEqual(answer["error"]["status"], "field")
            self.assertIn(f"'{key}'", answer["error"]["message"])

    def test_title_option_holds_for_every_line(self) -> None:
        data = json.dumps({"text": ARTICLE}).encode()
        [answer] = self.lines("--json", "-t", "Une fête sur les rives", data=data)
        alone = json.loads(self.output("--json", "-t", "Une fête sur les rives"))
        self.assertEqual(answer["sentences"], alone["sentences"])

    def test_blank_lines_and_windows_line_ends(self) -> None:
        data = b'\n \t\r\n{"text": "Il neige."}\r\n\r\n{"text": "Il vente."}'
        self.assertEqual(len(self.lines(data=data)), 2)
        self.assertEqual(self.lines(data=b""), [])
        self.assertEqual(self.lines(data=b"\n\n"), [])

    def test_byte_order_mark(self) -> None:
        self.assertEqual(
            len(self.lines(data=b'\xef\xbb\xbf{"text": "Il neige."}\n')), 1
        )

    def test_zero_in_a_string(self) -> None:
        [answer] = self.lines(data=b'{"id": "a\\u0000b", "text": "Il\\u0000 neige."}')
        self.assertEqual(answer, {"id": "a\0b", "summary": "Il\0 neige."})

    def test_several_files(self) -> None:
        a = self.write("a.jsonl", '{"id": 1, "text": "Il neige."}')
        b = self.write("b.jsonl", '{"id": 2, "text": "Il vente."}\n')
        answers = self.lines(a, b, data=b"")
        self.assertEqual([a["id"] for a in answers], [1, 2])
        answers = self.lines(a, "/nonexistent", b, data=b"", status=1)
        self.assertEqual([a["id"] for a in answers], [1, 2])
        self.assertEqual(
            self.errors, "summarize: /nonexistent: No such file or directory\n"
        )

    def test_encoding(self) -> None:
        row = '{"id": "é", "text": "Un été très chaud."}\n'
        for name in ("ISO-8859-1", "UTF-16", "UTF-16LE"):
            data = (row * 3).encode(name)
            answers = self.lines("--encoding", name, data=data)
            self.assertEqual(
                answers, [{"id": "é", "summary": "Un été très chaud."}] * 3
            )


class Failures(JsonCase):
    def failure(self, line: bytes, *options: str) -> dict[str, Any]:
        """The answer to a bad third line; its neighbours must not suffer."""
        good = b'{"id": 1, "text": "Il neige."}\n'
        data = good + b"\n" + line + b"\n" + good
        answers = self.lines(*options, data=data, status=1)
        self.assertEqual(len(answers), 3)
        for good_answer in (answers[0], answers[2]):
            self.assertEqual(good_answer, {"id": 1, "summary": "Il neige."})
        self.assertEqual(list(answers[1]), ["id", "line", "error"])
        self.assertEqual(list(answers[1]["error"]), ["status", "byte", "message"])
        self.assertEqual(answers[1]["line"], 3)
        self.assertEqual(self.errors.count("\n"), 1)
        self.assertTrue(self.errors.startswith("summarize: -:3:"))
        self.assertIn(answers[1]["error"]["message"], self.errors)
        answer: dict[str, Any] = answers[1]
        return answer

    def status(self, line: bytes, *options: str) -> tuple[Any, str]:
        answer = self.failure(line, *options)
        return answer["id"], answer["error"]["status"]

    def test_fields(self) -> None:
        self.assertEqual(self.status(b'{"id": 7}'), (7, "field"))
        for value in (b"null", b"3", b"true", b"[]", b"{}"):
            line = b'{"id": 7, "text": %b}' % value
            self.assertEqual(self.status(line), (7, "field"))

    def test_json(self) -> None:
        for line in (
            b"x",
            b"{",
            b'{"text": "a"',
            b'{"text": "a"} b',
            b"[1]",
            b'"text"',
            b"3",
            b'{"text": "a\\ud800"}',
            b"{'text': 'a'}",
            b'{"text": "a\tb"}',
            b"\0",
            b'{"text": "a", "b": 1\0}',
            b'{"text": "a"}{"text": "b"}',
            b"[" * 100000,
            b'{"a":' * 100000,
        ):
            self.assertEqual(self.status(line), (None, "json"), line[:20])

    def test_utf16_is_recognized(self) -> None:
        for name in ("utf-16", "utf-16-le"):
            line = '{"text": "É"}'.encode(name)
            error = self.failure(line)["error"]
            self.assertIn("--encoding UTF-16", error["message"])

    def test_place(self) -> None:
        error = self.failure('{"é": x}'.encode())["error"]
        self.assertEqual((error["status"], error["byte"]), ("json", 8))
        self.assertIn(":3:8: ", self.errors)
        self.assertIn("(byte 8)", self.errors)

    def test_encoding(self) -> None:
        answer = self.failure('{"id": "é", "text": "caf'.encode() + b'\xe9"}')
        self.assertEqual(answer["id"], "é")
        self.assertEqual(answer["error"]["status"], "encoding")
        self.assertEqual(answer["error"]["byte"], 25)
        self.assertIn("summarize: -:3:25: ", self.errors)
        self.assertIn("(byte 25)", self.errors)

    def test_encoding_by_name(self) -> None:
        data = b'{"id": 7, "text": "caf\x81"}'
        self.assertEqual(self.status(data, "--encoding", "CP1252"), (7, "encoding"))
        [answer] = self.lines("--encoding", "CP1252", "--replace-invalid", data=data)
        self.assertEqual(
            answer,
            (
                {"id": 7, "summary": "caf\ufffd"}
                if answer["summary"]
                else {"id": 7, "summary": ""}
            ),
        )

    def test_replace_invalid(self) -> None:
        for bad in (b"\xe9", b"\xe2\x82", b"\xed\xa0\x80", b"\xff\xfe"):
            line = b'{"id": 7, "text": "Il boit un caf' + bad + b' noir."}'
            [answer] = self.lines("--replace-invalid", data=line)
            text = json.loads(line.decode(errors="replace"))["text"]
            self.assertEqual(answer, {"id": 7, "summary": text})
            self.assertEqual(self.status(line), (7, "encoding"))

    def test_place_behind_what_was_replaced(self) -> None:
        line = b'{"id": "\xff\xe2\x82", "text": x}'
        [answer] = self.lines("--replace-invalid", data=line, status=1)
        self.assertEqual(answer["error"]["byte"], line.rindex(b"x") + 1)

    def test_replace_half_surrogates(self) -> None:
        for escaped, text in (
            ("\\ud83d", "\ufffd"),
            ("\\uDE00", "\ufffd"),
            ("\\ud83d\\ude00", "😀"),
            ("\\ud83d\\ud83d\\ude00", "\ufffd😀"),
            ("\\\\ud83d", "\\ud83d"),
            ("\\ud83d\\n", "\ufffd"),
            ("\\ud83d\\\\ude00", "\ufffd\\ude00"),
        ):
            line = f'{{"text": "Il rit {escaped} fort."}}'.encode()
            [answer] = self.lines("--replace-invalid", data=line)
            self.assertEqual(answer["summary"], f"Il rit {text} fort.")

    def test_quiet(self) -> None:
        [answer] = self.lines("-q", data=b"x", status=1)
        self.assertEqual(answer["error"]["status"], "json")
        self.assertEqual(self.errors, "")

    def test_unreadable_input_has_no_lines(self) -> None:
        answers = self.lines("--json", str(self.folder), data=b"", status=1)
        self.assertEqual(answers, [])
        self.assertEqual(self.errors, f"summarize: {self.folder}: Is a directory\n")


class Streams(JsonCase):
    def test_lines_longer_than_what_is_read_at_once(self) -> None:
        rows = [{"id": n, "text": ARTICLE * 1500} for n in range(3)]
        data = "\n".join(map(json.dumps, rows)).encode()
        answers = self.lines("-n1", data=data)
        self.assertEqual([a["id"] for a in answers], [0, 1, 2])
        self.assertEqual(len({a["summary"] for a in answers}), 1)

    def test_many_lines(self) -> None:
        rows = [{"id": n, "text": f"Le navire {n} est au port."} for n in range(30000)]
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
        answers = self.lines(data=data)
        self.assertEqual(answers, [{"id": r["id"], "summary": r["text"]} for r in rows])

    def test_memory_does_not_grow_with_the_lines(self) -> None:
        if not Path("/proc/self/status").exists():
            self.skipTest("no /proc")
        rows = (json.dumps({"id": 1, "text": ARTICLE}) + "\n").encode() * 100
        peaks = []
        with subprocess.Popen(
            [COMMAND, "--jsonl", "text", "-n1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=SMALL_QUARANTINE,
        ) as process:
            assert process.stdin and process.stdout
            for _ in range(200):
                process.stdin.write(rows)
                process.stdin.flush()
                for _ in range(100):
                    process.stdout.readline()
                status = Path(f"/proc/{process.pid}/status").read_text()
                peaks.append(int(re.findall(r"VmHWM:\s*(\d+)", status)[0]))
        self.assertLess(peaks[-1], peaks[9] + 1000, "kB after 20,000 and 1,000 lines")


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
