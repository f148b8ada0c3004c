#!/usr/bin/env python3
"""Tests of what the summarize command writes: lists, marks, terminals.

    test_output.py SUMMARIZE

Prints TAP.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import tap
from command import ARTICLE, COMMAND, Case, reduced
from command import run, run_beside_terminal, run_on_terminal


class Lists(Case):
    def test_list(self) -> None:
        lines = self.output("--list", "-n2").splitlines()
        parts = [
            re.fullmatch(r"([* ]) (\d\.\d{3}) +(\d+)  (.*)", line) for line in lines
        ]
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
        for form in (
            (),
            ("--list",),
            ("--list=kinds",),
            ("--list=words",),
            ("--mark",),
            ("--json",),
        ):
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

    def test_arguments_that_are_wrong(self) -> None:
        evil = "x\x1b[31m\x9b"
        for arguments, told in (
            ([f"--{evil}"], "option '--x\ufffd[31m\ufffd'\r\n"),
            (["-\x1b"], "option '-\ufffd'\r\n"),
            (["-n", evil], "not 'x\ufffd[31m\ufffd'\r\n"),
            ([f"--list={evil}"], "not 'x\ufffd[31m\ufffd'\r\n"),
            ([f"--encoding={evil}"], "encoding 'x\ufffd[31m\ufffd'; "),
            (["--files-from=a", evil], "as 'x\ufffd[31m\ufffd'\r\n"),
        ):
            shown = run_beside_terminal(arguments).decode()
            self.assertIn(told, shown)
            self.assertNotRegex(shown, "[\x1b\x9b]")
        # Elsewhere they stay what they are.
        self.assertIn(f"option '--{evil}'", self.refused(f"--{evil}"))

    def test_names_and_messages_on_standard_error(self) -> None:
        name = str(self.folder / "a\x1b[31m\x9b.txt")
        bad = self.write("b", '{"a\x1b[31m')
        for arguments in ([name], ["--jsonl", "text", name, bad]):
            shown = run_beside_terminal(arguments).decode()
            self.assertIn("a\ufffd[31m\ufffd.txt: No such file", shown)
            self.assertNotRegex(shown, "[\x1b\x9b]")
            errors = run(*arguments).stderr.decode()
            self.assertIn(f"{name}: No such file", errors)


class Writing(Case):
    def test_full_disk(self) -> None:
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        for arguments in ([], ["--json"], ["--help"], ["--version"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [COMMAND, *arguments],
                    input=ARTICLE.encode(),
                    stdout=full,
                    stderr=subprocess.PIPE,
                )
            self.assertEqual(done.returncode, 1, arguments)
            self.assertRegex(done.stderr, rb"\Asummarize: cannot write: .*\n\Z")

    def test_full_disk_ends_the_work(self) -> None:
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        row = b'{"text": "Il neige."}\n' * 1000
        for jobs in ("1", "3"):
            with open("/dev/full", "wb") as full, subprocess.Popen(
                [COMMAND, "--jsonl", "text", "-J", jobs],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=full,
                stderr=subprocess.PIPE,
            ) as process:
                assert process.stdin and process.stderr
                with self.assertRaises(BrokenPipeError):
                    while True:
                        process.stdin.write(row)
                errors = process.stderr.read()
                self.assertEqual(process.wait(), 1)
            self.assertRegex(errors, rb"\Asummarize: cannot write: [^\n]*\n\Z")

    def closed(self, redirections: str, *arguments: str) -> tuple[int, bytes]:
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirections}', "sh", COMMAND, *arguments],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        return done.returncode, done.stderr

    def test_closed_standard_output(self) -> None:
        path = self.write("a.txt", ARTICLE)
        message = b"summarize: cannot write: Bad file descriptor\n"
        for arguments in ([path], ["--help"], ["-J2", path, path]):
            self.assertEqual(self.closed(">&-", *arguments), (1, message))
            self.assertEqual(self.closed("<&- >&-", *arguments), (1, message))
        self.assertEqual(self.closed(">&-", "-q", path), (1, b""))

    def test_closed_standard_error(self) -> None:
        """No file that is opened takes its place and the messages."""
        path = self.write("a.txt", ARTICLE)
        arguments = [path, "/nonexistent", path]
        self.assertEqual(self.closed(">/dev/null 2>&-", *arguments), (1, b""))
        self.assertEqual(self.closed(">&- 2>&-", *arguments), (1, b""))

    def test_closed_pipe(self) -> None:
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [COMMAND, "--list"],
            input=ARTICLE.encode(),
            stdout=write,
            stderr=subprocess.PIPE,
        )
        os.close(write)
        self.assertEqual((done.returncode, done.stderr), (1, b""))

    def test_a_closed_pipe_ends_the_work(self) -> None:
        path = self.write("a.txt", ARTICLE)
        names, rows = f"{path}\n" * 1000, '{"text": "Il neige."}\n' * 1000
        for arguments, data in (
            (["--list", "--files-from", "-"], names),
            (["--list", "--files-from", "-", "-J3"], names),
            (["--jsonl", "text"], rows),
            (["--jsonl", "text", "-J3"], rows),
        ):
            with subprocess.Popen(
                [COMMAND, *arguments],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process:
                assert process.stdin and process.stdout and process.stderr
                process.stdout.close()
                with self.assertRaises(BrokenPipeError):
                    while True:
                        process.stdin.write(data.encode())
                self.assertEqual(process.stderr.read(), b"")
                self.assertEqual(process.wait(), 1)

    def test_locale(self) -> None:
        expected = self.output("--list")
        for name in ("C", "fr_FR.UTF-8", "tr_TR.UTF-8", "C.UTF-8"):
            done = run("--list", data=ARTICLE.encode(), env={"LC_ALL": name})
            self.assertEqual(done.stdout.decode(), expected)


if __name__ == "__main__":
    sys.exit(tap.main("__main__"))
