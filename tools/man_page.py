#!/usr/bin/env python3
"""Makes the manual page of the library out of its header.

usage: tools/man_page.py include/summarize.h VERSION > libsummarize.3

The header is prose and declarations in turn: "---- Name ----" opens a section,
a comment above a declaration explains it, "/*" at the very top describes the
whole.  Declarations stand in the page as they do in the header.
"""
import re
import sys

LINK = "cc ... $(pkg-config --cflags --libs libsummarize)"
SECTION = re.compile(r"/\* -+ (.+?) -+ \*/")
TERM = re.compile(r"([A-Z]\w+) {2,}(.*)")


def escaped(line: str) -> str:
    line = line.replace("\\", r"\e").replace("-", r"\-")
    line = "".join(c if c < "\x7f" else f"\\[u{ord(c):04X}]" for c in line)
    return r"\&" + line if line[:1] in (".", "'") else line


def verbatim(lines: list[str]) -> list[str]:
    return [".nf", *map(escaped, lines), ".fi"]


def bare(comment: str) -> list[str]:
    """The lines of a comment without its stars, indented as they were."""
    inside = re.sub(r"^/\*|\*/$", "", comment.strip()).split("\n")
    lines = [re.sub(r"^ \* ?", "", line) for line in inside]
    lines[0] = lines[0].lstrip()
    return [line.rstrip() for line in lines]


def prose(lines: list[str]) -> list[str]:
    """Paragraphs; code, which is indented; and terms with what they mean."""
    page: list[str] = []
    for paragraph in re.split(r"\n\n+", "\n".join(lines).strip("\n")):
        inside = paragraph.split("\n")
        if inside[0].startswith("    "):
            page += [".PP", *verbatim(inside)]
        elif TERM.match(inside[0]):
            page += terms(inside)
        else:
            page += [".PP", *map(escaped, inside)]
    return page


def terms(lines: list[str]) -> list[str]:
    """A list of terms at the margin with what they mean beside them."""
    page: list[str] = []
    for line in lines:
        term = TERM.match(line)
        if term:
            page += [".TP", f".B {term[1]}"]
        page.append(escaped(term[2] if term else line.strip()))
    return page


def declarations(code: str) -> list[str]:
    lines = [re.sub(r"^SUMMARIZE_API ?", "", line) for line in code.split("\n")]
    return [line for line in lines if line and not line.startswith("#if")]


def described(section: str) -> list[str]:
    """One section: each declaration, and what its comment says of it below."""
    heading = SECTION.match(section)
    assert heading is not None
    page = [f".SH {escaped(heading[1].upper())}"]
    body = section[heading.end() :].split("#ifdef __cplusplus")[0].strip()
    for block in re.split(r"\n\n+(?=/\*|#define)", body):
        comment, code = re.match(r"(/\*.*?\*/)?(.*)", block, re.S).groups()
        lines = declarations(code)
        if lines:
            page += [".PP", *verbatim(lines)]
        if comment:
            text = prose(bare(comment))
            page += [".RS 4", *text, ".RE"] if lines else text
    return page


def main(path: str, version: str) -> None:
    with open(path, encoding="utf-8") as file:
        top, rest = file.read().split("*/", 1)
    name, *description = bare(top)[1:]
    page = [
        f'.TH LIBSUMMARIZE 3 "" "libsummarize {version}" "Library Functions"',
        ".SH NAME",
        escaped(name).replace("summarize.h", "libsummarize"),
        ".SH SYNOPSIS",
        *verbatim(["#include <summarize.h>", "", LINK]),
        ".SH DESCRIPTION",
        *prose(description),
    ]
    for section in re.split(r"^(?=/\* ----)", rest, flags=re.M)[1:]:
        page += described(section)
    page += [".SH SEE ALSO", ".BR summarize (1)"]
    sys.stdout.buffer.write(("\n".join(page) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
