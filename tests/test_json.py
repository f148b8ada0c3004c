#!/usr/bin/env python3
"""Tests of the JSON that the summarize command writes.

    test_json.py SUMMARIZE

Prints TAP.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import tap
from command import ARTICLE, CORPUS, JsonCase, run


class Json(JsonCase):
    def test_contract(self) -> None:
        document = self.document()
        self.check(document, ARTICLE)
        self.assertEqual(document["id"], "-")
        self.assertEqual(document["title"], {"start": 0, "end": 26})
        self.assertIs(document["cut"], False)
        self.assertEqual(document["summary"] + "\n", self.output())
        version = self.output("--version").split()[1]
        self.assertEqual(document["version"], version)

    def test_contract_on_the_corpus(self) -> None:
        self.assertTrue(CORPUS)
        output = self.output("--json", *map(str, CORPUS))
        documents = [json.loads(line) for line in output.split("\n")[:-1]]
        self.assertEqual([d["id"] for d in documents], list(map(str, CORPUS)))
        for document in documents:
            text = Path(document["id"]).read_bytes().decode()
            self.check(document, text)

    def test_beyond_the_basic_plane(self) -> None:
        text = (
            "😀 Le clown 🤡 rit fort. E\u0301te\u0301 comme hiver, il joue du tuba 🎺."
        )
        document = self.document(data=text)
        self.check(document, text)
        self.assertEqual(document["sentences"][-1]["end"], len(text))

    def test_no_title(self) -> None:
        self.assertIsNone(self.document(data="Il neige depuis hier soir.")["title"])

    def test_cut(self) -> None:
        document = self.document("-w", "4", "--cut")
        self.check(document, ARTICLE)
        self.assertIs(document["cut"], True)
        self.assertTrue(document["summary"].endswith("…"))

    def test_faults(self) -> None:
        announced = "Le conseil a voté deux mesures : \n- un pont ;\n- un gymnase."
        lead = ("--method", "lead", "-n", "1")
        self.assertEqual(self.document(*lead)["faults"], [])
        self.assertEqual(self.document(*lead, data=announced)["faults"], ["colon"])
        both = "Le « vieux pont rouvre-t-il lundi matin ?"
        faults = self.document(*lead, data=both)["faults"]
        self.assertEqual(faults, ["unpaired", "question"])

    def test_empty(self) -> None:
        for text in ("", " \n"):
            document = self.document(data=text)
            self.assertEqual(document["summary"], "")
            self.assertEqual(document["sentences"], [])
            self.check(document, text)

    def test_line_ends(self) -> None:
        for feed in ("\r\n", "\r", "\u2028"):
            text = ARTICLE.replace("\n", feed)
            self.check(self.document(data=text), text)

    def test_byte_order_mark_is_not_counted(self) -> None:
        plain = self.document()
        self.assertEqual(self.document(data="\ufeff" + ARTICLE), plain)
        data = ARTICLE.encode("utf-16")
        self.assertEqual(self.document("--encoding", "UTF-16", data=data), plain)

    def test_positions_are_those_of_the_decoded_text(self) -> None:
        data = ARTICLE.encode("latin-1")
        document = self.document("--encoding", "ISO-8859-1", data=data)
        self.check(document, ARTICLE)
        data = ARTICLE.encode().replace("è".encode(), b"\xe8")
        document = self.document("--replace-invalid", data=data)
        self.check(document, data.decode(errors="replace"))

    def test_failures(self) -> None:
        bad = self.write("bad.txt", b"Un caf\xe9 noir.")
        missing = str(self.folder / "missing.txt")
        good = self.write("good.txt", ARTICLE)
        output, errors = self.failed("--json", bad, missing, good, str(self.folder))
        answers = [json.loads(line) for line in output.split("\n")[:-1]]
        self.assertEqual(
            [a["id"] for a in answers], [bad, missing, good, str(self.folder)]
        )
        self.assertEqual(list(answers[0]), ["id", "error"])
        error = answers[0]["error"]
        self.assertEqual(list(error), ["status", "byte", "message"])
        self.assertEqual((error["status"], error["byte"]), ("encoding", 6))
        self.assertIn(error["message"], errors)
        self.assertEqual(answers[1]["error"]["status"], "io")
        self.assertIn("No such file", answers[1]["error"]["message"])
        self.assertEqual(answers[3]["error"]["status"], "io")
        self.check(answers[2], ARTICLE)
        self.assertEqual(len(errors.splitlines()), 3)
        self.assertEqual(
            self.failed("--json", "-q", bad), (output.split("\n")[0] + "\n", "")
        )

    def test_too_long(self) -> None:
        with open(self.write("a.txt", ""), "r+b") as file:
            file.truncate(2**31)
        output, _ = self.failed("--json", file.name)
        self.assertEqual(json.loads(output)["error"]["status"], "too-long")

    def test_file_name_that_is_not_utf8(self) -> None:
        done = run("--json", b"caf\xe9\x1b.txt")
        self.assertEqual(json.loads(done.stdout.decode())["id"], "caf\ufffd\x1b.txt")

    def test_escapes(self) -> None:
        text = 'Il dit "non" \\ à\x07 la\x7f vil\x85le\x01 et\0 au\tmaire.'
        output = self.output("--json", data=text)
        self.assertNotRegex(output[:-1], "[\x00-\x1f\x7f-\x9f]")
        document = json.loads(output)
        self.check(document, text)

    def test_numbers(self) -> None:
        output = self.output("--json")
        for number in re.findall(r'"score": ([^,]*),', output):
            self.assertRegex(number, r"\A(0|1|0\.0*\d{1,9}|\d(\.\d+)?e-\d+)\Z")


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
