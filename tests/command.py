"""What the tests of the summarize command share; see also tap.py."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import subprocess
import sys
import tempfile
import termios
import unittest
from pathlib import Path
from typing import Any, Callable

COMMAND = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "summarize"
CORPUS = sorted(Path(__file__).parent.joinpath("corpus").glob("*.txt"))

# A command built with the address sanitizer keeps what it frees for a while.
SMALL_QUARANTINE = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1"}

KEYS = ["id", "summary", "title", "cut", "faults", "version", "sentences"]
SENTENCE_KEYS = [
    "start",
    "end",
    "byte_start",
    "byte_end",
    "words",
    "paragraph",
    "score",
    "rank",
    "kind",
    "selected",
]

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


def read_terminal(master: int) -> bytes:
    """All that is written to a terminal until its other end is closed."""
    output = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # EIO: the other end was closed
            return output
        if not chunk:
            return output
        output += chunk


def run_on_terminal(*arguments: str, **environment: str) -> bytes:
    """What the command writes when standard output is a terminal."""
    master, slave = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment}
    with subprocess.Popen([COMMAND, *arguments], stdout=slave, env=env):
        os.close(slave)
        output = read_terminal(master)
    os.close(master)
    return output.replace(b"\r\n", b"\n")


def run_beside_terminal(
    arguments: list[str],
    feed: Callable[[int], None] = lambda _: None,
    own_output: bool = False,
) -> bytes:
    """What the command writes to the terminal it was started from, which is its
    standard error (and output); its input is what 'feed' writes."""
    master, slave = pty.openpty()
    read, write = os.pipe()

    def control_terminal() -> None:
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

    with subprocess.Popen(
        [COMMAND, *arguments],
        stdin=read,
        stdout=slave if own_output else subprocess.DEVNULL,
        stderr=slave,
        start_new_session=True,
        preexec_fn=control_terminal,
    ) as process:
        os.close(read)
        os.close(slave)
        feed(write)
        os.close(write)
        shown = read_terminal(master)
        process.wait()
    os.close(master)
    return shown


def reduced(text: str) -> str:
    """White space as single spaces."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def holds_letter_or_digit(word: str) -> bool:
    return any(c.isalpha() or c.isdecimal() for c in word)


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


class JsonCase(Case):
    def document(self, *arguments: str, data: str | bytes = ARTICLE) -> dict[str, Any]:
        output = self.output("--json", *arguments, data=data)
        self.assertEqual(output.count("\n"), 1)
        document: dict[str, Any] = json.loads(output)
        return document

    def lines(self, *arguments: str, data: bytes, status: int = 0) -> list[Any]:
        """What --jsonl text answers."""
        done = run("--jsonl", "text", *arguments, data=data)
        self.assertEqual(done.returncode, status)
        self.errors = done.stderr.decode()
        if status == 0:
            self.assertEqual(self.errors, "")
        text = done.stdout.decode()
        self.assertTrue(text == "" or text.endswith("\n"))
        return [json.loads(line) for line in text.split("\n")[:-1]]

    def check(self, document: dict[str, Any], text: str) -> None:
        """All that is promised of a document, given its text."""
        self.assertEqual(list(document), KEYS)
        sentences = document["sentences"]
        data, end, byte_end = text.encode(), 0, 0
        for sentence in sentences:
            self.assertEqual(list(sentence), SENTENCE_KEYS)
            self.assertFalse(text[end : sentence["start"]].strip())
            self.assertFalse(data[byte_end : sentence["byte_start"]].decode().strip())
            end, byte_end = sentence["end"], sentence["byte_end"]
            content = text[sentence["start"] : end]
            self.assertTrue(content)
            self.assertEqual(content, content.strip())
            self.assertEqual(data[sentence["byte_start"] : byte_end], content.encode())
            self.assertTrue(0 <= sentence["score"] <= 1)
            self.assertIn(sentence["kind"], ("sentence", "heading", "fragment"))
            words = list(filter(holds_letter_or_digit, content.split()))
            self.assertEqual(sentence["words"], len(words))
        self.assertFalse(text[end:].strip())
        ranks = sorted(sentence["rank"] for sentence in sentences)
        self.assertEqual(ranks, list(range(len(sentences))))
        paragraphs = [sentence["paragraph"] for sentence in sentences]
        self.assertEqual(paragraphs, sorted(paragraphs))
        chosen = [s for s in sentences if s["selected"]]
        self.assertTrue(all(s["kind"] == "sentence" for s in chosen))
        if not document["cut"]:
            summary = "".join(text[s["start"] : s["end"]] for s in chosen)
            self.assertEqual(squeezed(document["summary"]), squeezed(summary))
        if document["title"] is not None:
            title = text[document["title"]["start"] : document["title"]["end"]]
            self.assertTrue(title)
            self.assertEqual(title, title.strip())
