#!/usr/bin/env python3
"""Runs the cases of spec files against the command "summarize".

    run_spec.py SUMMARIZE FILE...

The files are described in spec/README.md.  Prints TAP, one test a case, and
for a case that failed where its answer differs.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn, Optional

_CASE = re.compile(r"::: case (?P<name>[^\[\]]+?)(?: \[(?P<options>.*)\])?")
_ESCAPE = re.compile(r"\{U\+([^}]*)\}")
_SEGMENT = re.compile(r"(?:sentence|heading|fragment): ?")

# A command that hangs fails its case; no case takes a hundredth of this.
_SECONDS = 60


class SpecError(Exception):
    """A spec file is not what spec/README.md says."""


class Failure(Exception):
    """The command did not do its work."""


class Case(NamedTuple):
    path: Path
    line: int
    name: str
    options: list[str]
    text: str
    answer: list[str]


# ---- Reading a spec file --------------------------------------------------


class _Parser:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._line = 0
        try:
            text = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise SpecError(f"{path}: {error}") from None
        # str.splitlines() would also split at U+2028 and the like.
        self._lines = iter(text.split("\n"))

    def cases(self) -> Iterator[Case]:
        seen: dict[str, int] = {}
        for line in self._lines:
            self._line += 1
            if line.startswith(":::"):
                case = self._case(line)
                if case.name in seen:
                    first = seen[case.name]
                    self._fail(f"{case.name!r} is the name of line {first}", case.line)
                seen[case.name] = case.line
                yield case
        if not seen:
            raise SpecError(f"{self._path}: no case")

    def _case(self, directive: str) -> Case:
        start = self._line
        match = _CASE.fullmatch(directive.rstrip())
        if match is None:
            self._fail('expected "::: case NAME" or "::: case NAME [OPTIONS]"')
        try:
            options = shlex.split(match["options"] or "")
        except ValueError as error:
            self._fail(f"options: {error}")
        if match["options"] is not None and not match["options"].startswith("-"):
            self._fail("options start with a hyphen")
        options = [self._decode(option) for option in options]
        text = "\n".join(self._until("::: expect", start))
        answer = list(self._until(":::", start))
        return Case(self._path, start, match["name"].strip(), options, text, answer)

    def _until(self, directive: str, start: int) -> Iterator[str]:
        """The lines of one half of a case, decoded."""
        for line in self._lines:
            self._line += 1
            if not line.startswith(":::"):
                yield self._decode(line)
            elif line.rstrip() == directive:
                return
            else:
                self._fail(f'expected "{directive}" for the case of line {start}')
        self._fail(f'the case has no "{directive}"', start)

    def _decode(self, line: str) -> str:
        return _ESCAPE.sub(self._character, line)

    def _character(self, match: re.Match[str]) -> str:
        digits = match[1]
        if re.fullmatch("[0-9A-Fa-f]{4,6}", digits):
            code = int(digits, 16)
            if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
                return chr(code)
        self._fail(f"{match[0]} is no character")

    def _fail(self, why: str, line: Optional[int] = None) -> NoReturn:
        raise SpecError(f"{self._path}:{line or self._line}: {why}")


# ---- Asking the command ---------------------------------------------------


def reduce_space(line: str) -> str:
    """Runs of white space, no-break spaces too, become one space."""
    return " ".join(line.split())


def run(command: str, case: Case, *options: str) -> list[str]:
    """The lines that the command prints."""
    arguments = [command, *options, *case.options]
    try:
        done = subprocess.run(
            arguments,
            input=case.text.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except OSError as error:
        raise Failure(str(error)) from None
    except subprocess.TimeoutExpired:
        raise Failure(f"no answer within {_SECONDS} s") from None
    if done.returncode != 0:
        message = done.stderr.decode(errors="backslashreplace").rstrip()
        raise Failure(f"{shlex.join(arguments)}: status {done.returncode}\n{message}")
    output = done.stdout.decode(errors="backslashreplace")
    return output.removesuffix("\n").split("\n") if output else []


class Comparison(NamedTuple):
    expected: list[str]
    got: list[str]


def sentences(command: str, case: Case) -> Comparison:
    got = [line for line in kinds(command, case).got if not line.startswith("title:")]
    for line in got:
        if _SEGMENT.match(line) is None:
            raise Failure(f"a line of --list=kinds without its kind: {line}")
    return Comparison(
        [reduce_space(line) for line in case.answer],
        [reduce_space(_SEGMENT.sub("", line, count=1)) for line in got],
    )


def kinds(command: str, case: Case) -> Comparison:
    got = run(command, case, "--list=kinds")
    return Comparison(
        [reduce_space(line) for line in case.answer],
        [reduce_space(line) for line in got],
    )


def words(command: str, case: Case) -> Comparison:
    """One word a line, however many lines the answer has."""
    listed = " | ".join(case.answer).split("|")
    expected = [reduce_space(word) for word in listed]
    got = [reduce_space(word) for word in run(command, case, "--list=words")]
    return Comparison([word for word in expected if word], got)


def summaries(command: str, case: Case) -> Comparison:
    return Comparison(
        [reduce_space(" ".join(case.answer))],
        [reduce_space(" ".join(run(command, case)))],
    )


COMPARISONS: dict[str, Callable[[str, Case], Comparison]] = {
    "sentences.txt": sentences,
    "kinds.txt": kinds,
    "words.txt": words,
    "summaries.txt": summaries,
}


# ---- Reporting ------------------------------------------------------------


def visible(line: str) -> str:
    """What cannot be seen is spelt out, as the spec files spell it."""
    return "".join(
        character
        if character.isprintable() and not unicodedata.combining(character)
        else f"{{U+{ord(character):04X}}}"
        for character in line
    )


def pair(expected: str, got: str) -> Iterator[str]:
    """Two lines that differ, and a caret under the first difference."""
    same = os.path.commonprefix([expected, got])
    yield f"  expected: {visible(expected)}"
    yield f"  got:      {visible(got)}"
    yield " " * len(f"  expected: {visible(same)}") + "^"


def difference(comparison: Comparison) -> Iterator[str]:
    """The two answers line by line, those that agree but once."""
    expected, got = comparison
    matcher = difflib.SequenceMatcher(None, expected, got, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from (f"  both:     {visible(line)}" for line in expected[i:i_end])
            continue
        while i < i_end and j < j_end:
            yield from pair(expected[i], got[j])
            i, j = i + 1, j + 1
        yield from (f"  missing:  {visible(line)}" for line in expected[i:i_end])
        yield from (f"  extra:    {visible(line)}" for line in got[j:j_end])


def failure(command: str, case: Case) -> list[str]:
    """Why a case failed, in lines; none when it did not."""
    try:
        comparison = COMPARISONS[case.path.name](command, case)
    except Failure as error:
        return [f"  {line}" for line in str(error).splitlines()]
    if comparison.expected == comparison.got:
        return []
    return list(difference(comparison))


def report(number: int, case: Case, why: list[str]) -> None:
    name = case.name.replace("\\", "\\\\").replace("#", "\\#")
    print(f"{'not ok' if why else 'ok'} {number} - {case.path.stem}: {name}")
    if why:
        print(f"# {case.path}:{case.line}")
        for line in why:
            print(f"# {line}")


def read(paths: list[str]) -> list[Case]:
    cases: list[Case] = []
    for path in map(Path, paths):
        if path.name not in COMPARISONS:
            known = ", ".join(COMPARISONS)
            raise SpecError(f"{path}: the name of a spec file is one of {known}")
        cases += _Parser(path).cases()
    return cases


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print("usage: run_spec.py SUMMARIZE FILE...", file=sys.stderr)
        return 2
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    command, *paths = arguments
    try:
        cases = read(paths)
    except SpecError as error:
        print(f"Bail out! {error}")
        return 2
    print(f"1..{len(cases)}")
    failed = 0
    for number, case in enumerate(cases, 1):
        why = failure(command, case)
        report(number, case, why)
        failed += bool(why)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
