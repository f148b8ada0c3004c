#!/usr/bin/env python3
"""Tests of the summarize command: options, files, errors, terminals.

    test_command.py SUMMARIZE

JSON is in test_jsonl.py.  Prints TAP.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

COMMAND = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "summarize"
CORPUS = sorted(Path(__file__).parent.joinpath("corpus").glob("*.txt"))

ARTICLE = """La passerelle rouvre lundi

Après huit mois de fermeture, la passerelle des Lavandières rouvre lundi aux
piétons et aux cyclistes. La mairie a fait remplacer les câbles, repeindre le
tablier et poser un éclairage plus doux. Les travaux ont coûté deux millions
d'euros, dont la moitié vient de la région.

Les commerçants du quai attendaient ce jour avec impatience. Beaucoup disent
avoir perdu un tiers de leurs clients pendant la fermeture de la passerelle.
Une fête est prévue lundi soir sur les deux rives.
"""


def run(
    *arguments: str | bytes | Path,
    data: bytes = b"",
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *arguments],
        input=data,
        capture_output=True,
        env={**os.environ, "NO_COLOR": "", **(env or {})},
        timeout=120,
        check=False,
    )


def run_on_terminal(*arguments: str, **environment: str) -> bytes:
    """What the command writes when standard output is a terminal."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment}
    with subprocess.Popen([COMMAND, *arguments], stdout=slave, env=env):
        os.close(slave)
        output = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:  # EIO: the other end was closed
                chunk = b""
            if not chunk:
                break
            output += chunk
    os.close(master)
    return output.replace(b"\r\n", b"\n")


def reduced(text: str) -> str:
    """White space as single spaces."""
    return " ".join(text.split())


class Case(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name: str, content: str | bytes) -> str:
        path = self.folder / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        return str(path)

    def output(self, *arguments: str, data: str | bytes = ARTICLE) -> str:
        """Standard output of a run in which nothing may go wrong."""
        done = run(*arguments, data=data.encode() if isinstance(data, str) else data)
        self.assertEqual(done.stderr.decode(), "")
        self.assertEqual(done.returncode, 0)
        return done.stdout.decode()

    def refused(self, *arguments: str) -> str:
        """Standard error of a run with a wrong command line."""
        done = run(*arguments, data=ARTICLE.encode())
        self.assertEqual(done.returncode, 2, arguments)
        self.assertEqual(done.stdout, b"")
        lines = done.stderr.decode().splitlines()
        self.assertEqual(len(lines), 2, lines)
        self.assertRegex(lines[0], r"\Asummarize: ")
        self.assertIn("summarize --help", lines[1])
        return lines[0]

    def failed(self, *arguments: str, data: bytes = b"") -> tuple[str, str]:
        """Both outputs of a run in which some input fails."""
        done = run(*arguments, data=data)
        self.assertEqual(done.returncode, 1)
        return done.stdout.decode(), done.stderr.decode()


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
        self.assertEqual(query, self.output("-n1", "-QCombien ont perdu les commerçants ?"))

    def test_title_changes_scores(self) -> None:
        plain = self.output("--list")
        self.assertNotEqual(plain, self.output("--list", "-t", "Une fête sur les rives"))

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
            self.assertRegex(self.output(option), r"\Asummarize \d+\.\d+\.\d+ \(.*\)\n\Z")

    def test_unknown_options(self) -> None:
        self.refused("--nonsense")
        self.refused("-X")
        self.refused("--json=1")
        self.refused("-n")
        self.refused("--jsonl")

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

    def test_files_from_cannot_name_standard_input_twice(self) -> None:
        _, errors = self.failed("--files-from", "-", data=b"-\n")
        self.assertIn("standard input", errors)

    def test_files_from_a_missing_list(self) -> None:
        _, errors = self.failed("--files-from", "/nonexistent/list")
        self.assertEqual(errors, "summarize: /nonexistent/list: No such file or directory\n")

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
            done = subprocess.run([COMMAND, "-n2"], stdin=cat.stdout, capture_output=True)
        self.assertEqual(done.stdout.decode(), self.output("-n2", path))

    def test_corpus(self) -> None:
        self.assertTrue(CORPUS)
        output = self.output(*map(str, CORPUS))
        self.assertEqual(output.count("\n==> ") + 1, len(CORPUS))
        for path in CORPUS:
            self.assertIn(f"==> {path} <==\n{self.output(str(path))}", output)


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
        text = "Été.\nMi-".encode("utf-16-le") + b"\x00\xdc" + "mars.".encode("utf-16-le")
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
            b"\xff", b"\x80\x80", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\xaf",
            b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe0\x9f\xbf", b"\xe2\x82\xe2\x82\xac",
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


class Lists(Case):
    def test_list(self) -> None:
        lines = self.output("--list", "-n2").splitlines()
        parts = [re.fullmatch(r"([* ]) (\d\.\d{3}) +(\d+)  (.*)", line) for line in lines]
        self.assertEqual(sum(part[1] == "*" for part in parts if part), 2)
        self.assertEqual(sorted(int(part[3]) for part in parts if part), list(range(7)))
        texts = [part[4] for part in parts if part]
        self.assertEqual(" ".join(texts), reduced(ARTICLE))
        chosen = [part[4] for part in parts if part and part[1] == "*"]
        self.assertEqual(" ".join(chosen) + "\n", self.output("-n2"))

    def test_kinds(self) -> None:
        lines = self.output("--list=kinds").splitlines()
        self.assertEqual(lines[0], "title: La passerelle rouvre lundi")
        self.assertEqual(lines[1], "heading: La passerelle rouvre lundi")
        self.assertTrue(all(line.startswith("sentence: ") for line in lines[2:]))
        self.assertEqual(len(lines), 8)

    def test_words(self) -> None:
        words = self.output("--list=words", data="L’ami, dit-elle, a rendez-vous.")
        self.assertEqual(words.split("\n")[:3], ["L’", "ami", "dit"])
        self.assertIn("\nrendez-vous\n", words)

    def test_no_break_spaces_stay(self) -> None:
        text = "Le maire\thésite  encore, «\u00a0peut-être\u202f», dit-il\nà la fin."
        line = "Le maire hésite encore, «\u00a0peut-être\u202f», dit-il à la fin."
        self.assertEqual(self.output("--list=kinds", data=text), f"sentence: {line}\n")


class Marks(Case):
    def test_brackets(self) -> None:
        marked = self.output("--mark", "-n1")
        self.assertEqual(marked.replace("[[", "").replace("]]", ""), ARTICLE)
        chosen = " ".join(re.findall(r"\[\[(.*?)\]\]", marked))
        self.assertEqual(chosen + "\n", self.output("-n1"))

    def test_color(self) -> None:
        marked = self.output("--mark", "--color=always", "-n1")
        self.assertEqual(re.sub("\x1b\\[[0-9;]*m", "", marked), ARTICLE)
        chosen = " ".join(re.findall("\x1b\\[1;7m(.*?)\x1b\\[0m", marked))
        self.assertEqual(chosen + "\n", self.output("-n1"))
        self.assertEqual(marked, self.output("--mark", "--color", "-n1"))

    def test_color_never_and_auto_without_a_terminal(self) -> None:
        for color in ("never", "auto"):
            self.assertIn("[[", self.output("--mark", f"--color={color}"))

    def test_a_cut_sentence_is_marked_as_far_as_it_is_kept(self) -> None:
        marked = self.output("--mark", "-w5", "--cut")
        chosen = " ".join(re.findall(r"\[\[(.*?)\]\]", marked))
        self.assertEqual(f"{chosen}…\n", self.output("-w5", "--cut"))

    def test_last_line_is_ended(self) -> None:
        self.assertTrue(self.output("--mark", data=ARTICLE.rstrip()).endswith("\n"))


class Terminals(Case):
    ESCAPES = "Il neige\x1b[31m sur\x9b31m la\x7f ville\x08 depuis hier\tsoir.\n"

    def test_color(self) -> None:
        path = self.write("a.txt", ARTICLE)
        colored = self.output("--mark", "--color=always", path).encode()
        plain = self.output("--mark", path).encode()
        self.assertEqual(run_on_terminal("--mark", path), colored)
        self.assertEqual(run_on_terminal("--mark", path, NO_COLOR="1"), plain)
        self.assertEqual(run_on_terminal("--mark", path, TERM="dumb"), plain)
        self.assertEqual(run_on_terminal("--mark", "--color=never", path), plain)
        always = run_on_terminal("--mark", "--color=always", path, NO_COLOR="1")
        self.assertEqual(always, colored)

    def test_control_characters_are_not_passed_on(self) -> None:
        path = self.write("a.txt", self.ESCAPES)
        for form in ((), ("--list",), ("--list=kinds",), ("--list=words",), ("--mark",),
                     ("--json",)):
            shown = run_on_terminal(*form, "--color=never", path).decode()
            self.assertIn("neige", shown)
            for control in "\x1b\x9b\x7f\x08":
                self.assertNotIn(control, shown, form)

    def test_control_characters_are_not_passed_on_to_a_pager(self) -> None:
        shown = self.output("--mark", "--color=always", data=self.ESCAPES)
        self.assertEqual(shown.count("\x1b"), 2)

    def test_control_characters_stay_where_there_is_no_terminal(self) -> None:
        self.assertIn("\x1b[31m", self.output(data=self.ESCAPES))
        self.assertIn("\x1b[31m", self.output("--mark", data=self.ESCAPES))

    def test_file_names(self) -> None:
        name = self.write("a\x1b[31m.txt", ARTICLE)
        shown = run_on_terminal(name, name)
        self.assertNotIn(b"\x1b", shown)
        self.assertIn("a\ufffd[31m.txt".encode(), shown)


class Writing(Case):
    def test_full_disk(self) -> None:
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        for arguments in ([], ["--json"], ["--help"], ["--version"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [COMMAND, *arguments], input=ARTICLE.encode(), stdout=full,
                    stderr=subprocess.PIPE,
                )
            self.assertEqual(done.returncode, 1, arguments)
            self.assertRegex(done.stderr, rb"\Asummarize: cannot write: .*\n\Z")

    def test_closed_pipe(self) -> None:
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [COMMAND, "--list"], input=ARTICLE.encode(), stdout=write,
            stderr=subprocess.PIPE,
        )
        os.close(write)
        self.assertEqual((done.returncode, done.stderr), (1, b""))

    def test_a_closed_pipe_ends_the_work(self) -> None:
        path = self.write("a.txt", ARTICLE)
        command = [COMMAND, "--list", "--files-from", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            assert process.stdin and process.stdout and process.stderr
            process.stdout.close()
            with self.assertRaises(BrokenPipeError):
                while True:
                    process.stdin.write(f"{path}\n".encode() * 1000)
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(), 1)

    def test_locale(self) -> None:
        expected = self.output("--list")
        for name in ("C", "fr_FR.UTF-8", "tr_TR.UTF-8", "C.UTF-8"):
            done = run("--list", data=ARTICLE.encode(), env={"LC_ALL": name})
            self.assertEqual(done.stdout.decode(), expected)


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
