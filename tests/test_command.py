#!/usr/bin/env python3
"""Tests of the command line of summarize.

    test_command.py SUMMARIZE

Prints TAP.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import tap
from command import ARTICLE, Case, reduced, run


class Limits(Case):
    def test_default_is_one_paragraph_of_whole_sentences(self) -> None:
        summary = self.output()
        self.assertTrue(summary.endswith(".\n"))
        self.assertEqual(summary.count("\n"), 1)
        for sentence in re.findall(r"[^.]+\.", summary.strip()):
            self.assertIn(sentence.strip(), reduced(ARTICLE))

    def test_sentences(self) -> None:
        for option in (["-n", "1"], ["-n1"], ["--sentences", "1"], ["--sentences=1"]):
            self.assertEqual(self.output(*option).count("."), 1)
        self.assertEqual(self.output("-n", "3").count("."), 3)
        self.assertEqual(self.output("-n", "4294967295").count("."), 6)

    def test_words(self) -> None:
        for most in (15, 30, 60):
            summary = self.output("-w", str(most))
            self.assertLessEqual(len(summary.split()), most)
            self.assertTrue(summary)

    def test_chars(self) -> None:
        for most in (100, 150, 400):
            summary = self.output("-c", str(most))
            self.assertLessEqual(len(summary) - 1, most)
            self.assertTrue(summary)

    def test_percent(self) -> None:
        counts = [self.output("-p", str(p)).count(".") for p in (1, 30, 100)]
        self.assertEqual(counts[0], 1)
        self.assertEqual(counts[2], 6)
        self.assertLess(counts[1], 6)

    def test_no_sentence_fits(self) -> None:
        done = run("-w", "2", data=ARTICLE.encode())
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertRegex(done.stderr, rb"\Asummarize: -: warning: .*--cut\n\Z")
        self.assertEqual(run("-qw2", data=ARTICLE.encode()).stderr, b"")

    def test_cut(self) -> None:
        summary = self.output("-c", "30", "--cut")
        self.assertTrue(summary.endswith("…\n"))
        self.assertLessEqual(len(summary) - 1, 30)

    def test_bad_numbers(self) -> None:
        for option in ("-n", "-w", "-c", "-p"):
            for value in ("0", "abc", "-1", "", "1.5", " 1", "+1", "1 ", "0x1"):
                self.assertIn("whole number", self.refused(option, value))
        for option in ("--sentences", "--words", "--chars"):
            self.assertIn(option, self.refused(option, "4294967296"))
            self.assertIn(option, self.refused(option, "9" * 40))
        self.assertIn("100", self.refused("--percent", "101"))


class Choice(Case):
    def test_methods(self) -> None:
        for method in ("default", "centroid", "lexrank", "textrank", "lead"):
            self.assertEqual(self.output("-m", method, "-n1").count("."), 1)
        lead = self.output("--method=lead", "--sentences=1")
        self.assertTrue(lead.startswith("Après huit mois"))
        self.assertIn("lexrank", self.refused("--method", "luhn"))

    def test_query(self) -> None:
        query = self.output("-n1", "-Q", "Combien ont perdu les commerçants ?")
        self.assertRegex(query, "commerçants|clients")
        self.assertEqual(
            query, self.output("-n1", "-QCombien ont perdu les commerçants ?")
        )

    def test_title_changes_scores(self) -> None:
        plain = self.output("--list")
        self.assertNotEqual(
            plain, self.output("--list", "-t", "Une fête sur les rives")
        )

    def test_title_and_query_must_be_utf8(self) -> None:
        for option in ("--title", "--query"):
            done = run(option, b"caf\xe9", data=ARTICLE.encode())
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"byte 3", done.stderr)
            done = run("--replace-invalid", option, b"caf\xe9", data=ARTICLE.encode())
            self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_line_breaks(self) -> None:
        text = "Le pont rouvre demain matin\nles piétons sont ravis de la nouvelle.\n"
        self.assertEqual(self.output("--list=kinds", data=text).count("\n"), 1)
        lines = self.output("--list=kinds", "--line-breaks", data=text)
        self.assertIn(": les piétons", lines)


class Usage(Case):
    def test_help(self) -> None:
        for option in ("-h", "--help"):
            text = self.output(option)
            self.assertTrue(text.startswith("Usage: summarize"))
            self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_help_and_manual_name_every_option(self) -> None:
        manual = Path(__file__).parent.parent.joinpath("docs", "summarize.1")
        page = manual.read_text(encoding="utf-8").replace("\\", "")
        options = re.findall(r"--[a-z-]+", self.output("--help"))
        self.assertGreater(len(options), 20)
        for option in options:
            self.assertIn(option, page)

    def test_version(self) -> None:
        for option in ("-V", "--version"):
            self.assertRegex(
                self.output(option), r"\Asummarize \d+\.\d+\.\d+ \(.*\)\n\Z"
            )

    def test_unknown_options(self) -> None:
        for arguments, told in (
            (["--nonsense"], "unknown or ambiguous option '--nonsense'"),
            (["file", "--nonsense=1", "file"], "'--nonsense=1'"),
            (["--l"], "unknown or ambiguous option '--l'"),
            (["-X"], "unknown or ambiguous option '-X'"),
            (["-qXq"], "unknown or ambiguous option '-X'"),
            (["-é"], "unknown or ambiguous option '-\ufffd'"),
            (["--json=1"], "--json takes no value"),
            (["-qn"], "--sentences needs a value"),
            (["--sentences"], "--sentences needs a value"),
            (["--jsonl"], "--jsonl needs a value"),
            (["--" + "x" * 100_000], "'--xxx"),
        ):
            self.assertIn(told, self.refused(*arguments))

    def test_values_that_do_not_exist(self) -> None:
        self.assertIn("zoulou-8", self.refused("--encoding", "zoulou-8"))
        self.refused("--encoding", "")
        self.refused("--list=verbs")
        self.refused("--color=sometimes")

    def test_contradictions(self) -> None:
        self.refused("--jsonl", "t", "--title", "a", "--title-field", "b")
        self.refused("--jsonl", "t", "--query", "a", "--query-field", "b")
        self.refused("--title-field", "t")
        self.refused("--query-field", "t")
        self.refused("--id-field", "t")
        self.refused("--json", "--list")
        self.refused("--mark", "--list=words")
        self.refused("--jsonl", "t", "--mark")
        self.refused("--files-from", "list", "file")

    def test_options_may_follow_files(self) -> None:
        path = self.write("a.txt", ARTICLE)
        self.assertEqual(self.output("-n1"), self.output(path, "-n1"))

    def test_double_hyphen_ends_options(self) -> None:
        _, errors = self.failed("--", "-n1")
        self.assertIn("-n1: ", errors)


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
