"""Tests what a linker and a compiler see of the library: the shared library
exports the functions of its header and nothing else, asks for little, keeps
nothing and works with programs that were made for an older or a newer one; the
header needs nothing but itself.

    test_symbols.py HEADER [SHARED LIBRARY]
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import tap

HEADER = Path(sys.argv[1])
LIBRARY = sys.argv[2] if len(sys.argv) > 2 else ""
# What a sanitizer preloads is not meant for compilers.
CLEAN = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
# What the library asks for: memory, strings, its two dependencies, snprintf() for
# its version, and whether the processor has AVX2; malloc() for libstemmer, where
# that is linked in.  Neither files nor locale, environment, clock or maths but
# sqrt(), which IEEE 754 rounds alike everywhere.
WANTED = set(
    """
    calloc free malloc memchr memcmp memcpy memmove memset realloc snprintf sqrt strchr
    strcmp strlen __x86_get_cpuid_feature_leaf
    """.split()
)
# What a compiler adds, or else a sanitizer, fortification or coverage.
ADDED = re.compile(
    r"_ITM_|__cxa_finalize|__gmon_start__|__stack_chk_fail|__aeabi_|_GLOBAL_OFFSET"
    r"|__(mem|snprintf|str)\w*_chk$"
)
OBSERVED = re.compile(r"(__st(art|op)_)?_*(asan|ubsan|tsan|msan|gcov|llvm)_")
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]


def declared() -> set[str]:
    """Names the functions that the header declares."""
    text = re.sub(r"/\*.*?\*/", "", HEADER.read_text(encoding="utf-8"), flags=re.S)
    return set(re.findall(r"SUMMARIZE_API[^;#]*?\b(summarize_\w+)\(", text))


def exported() -> set[str]:
    """Names what the shared library defines for others."""
    where = ["-gU"] if sys.platform == "darwin" else ["-D", "--defined-only"]
    listing = subprocess.run(
        ["nm", *where, LIBRARY], check=True, capture_output=True, text=True, env=CLEAN
    ).stdout
    names = {line.split()[-1].split("@")[0] for line in listing.splitlines() if line}
    return {name.lstrip("_") for name in names} if sys.platform == "darwin" else names


def needed() -> set[str]:
    """Names what the shared library asks others for."""
    listing = subprocess.run(
        ["nm", "-D", "--undefined-only", LIBRARY],
        check=True,
        capture_output=True,
        text=True,
        env=CLEAN,
    ).stdout
    return {line.split()[-1].split("@")[0] for line in listing.splitlines() if line}


def is_observed() -> bool:
    return any(map(OBSERVED.match, needed() | exported()))


def compiler(variable: str, *names: str) -> list[str]:
    """Finds a compiler: what the environment says, or the first there is."""
    if os.environ.get(variable):
        return os.environ[variable].split()
    return [name for name in names if shutil.which(name)][:1]


class Symbols(unittest.TestCase):
    @unittest.skipUnless(LIBRARY, "no shared library in this build")
    @unittest.skipUnless(shutil.which("nm"), "no nm")
    def test_exactly_the_functions_of_the_header_are_exported(self) -> None:
        own = {name for name in exported() if not OBSERVED.match(name)}
        self.assertEqual(own, declared())

    @unittest.skipUnless(LIBRARY, "no shared library in this build")
    @unittest.skipUnless(sys.platform == "linux", "not an ELF library")
    @unittest.skipUnless(shutil.which("nm"), "no nm")
    def test_no_file_locale_environment_or_clock_is_asked_for(self) -> None:
        if is_observed():
            self.skipTest("a sanitizer asks for more")
        own = re.compile("sb_stemmer_|utf8proc_")
        others = {n for n in needed() if not own.match(n) and not ADDED.match(n)}
        self.assertLessEqual(others, WANTED)

    @unittest.skipUnless(LIBRARY, "no shared library in this build")
    @unittest.skipUnless(sys.platform == "linux", "not an ELF library")
    @unittest.skipUnless(shutil.which("readelf"), "no readelf")
    def test_the_stack_is_not_executable(self) -> None:
        shown = subprocess.run(
            ["readelf", "-lW", LIBRARY], check=True, capture_output=True, text=True,
            env=CLEAN,
        ).stdout  # fmt: skip
        self.assertRegex(shown, r"GNU_STACK .* RW +0x")
        self.assertNotRegex(shown, r"LOAD .* RWE ")

    @unittest.skipUnless(LIBRARY, "no shared library in this build")
    @unittest.skipUnless(sys.platform == "linux", "not an ELF library")
    @unittest.skipUnless(shutil.which("nm"), "no nm")
    def test_the_version_is_all_that_is_kept(self) -> None:
        if is_observed():
            self.skipTest("a sanitizer keeps more")
        listing = subprocess.run(
            ["nm", LIBRARY], check=True, capture_output=True, text=True, env=CLEAN
        ).stdout
        kept = set(re.findall(r" [bBcC] (?:\w+\.)?([a-z]\w+)", listing)) - {"completed"}
        self.assertEqual(kept, {"state", "version"})

    def test_the_header_declares_functions(self) -> None:
        names = declared()
        self.assertIn("summarize_run", names)
        self.assertIn("summarize_result_free", names)
        self.assertGreaterEqual(len(names), 17)


class Header(unittest.TestCase):
    def compile(self, command: list[str], suffix: str, standard: str) -> None:
        if not command:
            self.skipTest("no compiler")
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "alone" + suffix)
            source.write_text(
                f'#include "{HEADER}"\n#include "{HEADER}"\n'
                "int main(void) { return summarize_version() == 0; }\n",
                encoding="utf-8",
            )
            result = subprocess.run(
                [*command, standard, *STRICT, str(source)],
                capture_output=True,
                text=True,
                env=CLEAN,
            )
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_the_header_alone_is_c11(self) -> None:
        self.compile(compiler("CC", "cc", "gcc", "clang"), ".c", "-std=c11")

    def test_the_header_alone_is_c99(self) -> None:
        self.compile(compiler("CC", "cc", "gcc", "clang"), ".c", "-std=c99")

    def test_the_header_alone_is_cpp17(self) -> None:
        found = compiler("CXX", "c++", "g++", "clang++")
        self.compile(found, ".cpp", "-std=c++17")


# A program as its author wrote it, and what it prints.
CALLER = r"""
#include <stdio.h>
#include <string.h>
#include "summarize.h"
int main(void)
{
    static const char text[] = "Le lac a gel\xC3\xA9 lundi. Il a neig\xC3\xA9 mardi "
        "sur le lac. Les enfants patinent.";
    summarize_options options;
    summarize_sentence sentence;
    summarize_error error;
    memset(&options, 0, sizeof options);
    options.size = sizeof options;
    options.max_sentences = 1;
    OPTION;
    summarize_result *result = summarize_run(NULL, text, strlen(text), &options,
                                             &error);
    printf("%d %d ", (int)error.status, (int)(sizeof options - error.offset));
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_result_sentence(result, i, &sentence, sizeof sentence);
        printf("%zu %zu %u %u ", sentence.offset, sentence.length, sentence.rank,
               sentence.words + FIELD);
    }
    puts(summarize_result_text(result, NULL));
    summarize_result_free(result);
    return 0;
}
"""
# The last fields of both structs that grow.
OPTIONS = re.compile(r"(    const char \*query;.*?\n)(    size_t      query_length;)"
                     r"([^\n]*\n)")  # fmt: skip
SENTENCE = re.compile(r"(    uint32_t selected;.*?)\n\} summarize_sentence;", re.S)


def older_header(text: str) -> str:
    """The header of a version that knew no query and no selection yet."""
    return SENTENCE.sub("} summarize_sentence;", OPTIONS.sub("", text))


def newer_header(text: str) -> str:
    """That of one that knows more."""
    text = OPTIONS.sub(r"\1\2\3    size_t added;\n", text)
    return SENTENCE.sub(r"\1\n    uint32_t added, more;\n} summarize_sentence;", text)


@unittest.skipUnless(LIBRARY, "no shared library in this build")
class Callers(unittest.TestCase):
    """Programs that were compiled with the header of another version."""

    def call(self, header: str, option: str = "", extra: str = "0") -> str:
        command = compiler("CC", "cc", "gcc", "clang")
        if not command:
            self.skipTest("no compiler")
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "summarize.h").write_text(header, encoding="utf-8")
            Path(folder, "caller.c").write_text(CALLER, encoding="utf-8")
            program = str(Path(folder, "caller"))
            where = str(Path(LIBRARY).resolve().parent)
            subprocess.run(
                [*command, "-std=c11", f"-DOPTION={option}", f"-DFIELD={extra}",
                 str(Path(folder, "caller.c")), LIBRARY, f"-Wl,-rpath,{where}",
                 "-o", program],
                check=True, env=CLEAN,
            )  # fmt: skip
            result = subprocess.run([program], capture_output=True, env=CLEAN)
        self.assertEqual(result.stderr, b"")
        self.assertEqual(result.returncode, 0)
        return result.stdout.decode()

    def test_an_older_and_a_newer_caller_are_answered_alike(self) -> None:
        text = HEADER.read_text(encoding="utf-8")
        older, newer = older_header(text), newer_header(text)
        self.assertNotIn("query_length;", older)
        self.assertNotIn("kept;", older)
        self.assertIn("added, more;", newer)
        answers = {
            self.call(text).split(" ", 2)[2],
            self.call(older).split(" ", 2)[2],
            self.call(newer, extra="sentence.added + sentence.more").split(" ", 2)[2],
        }
        self.assertEqual(len(answers), 1, answers)
        self.assertIn("lac", answers.pop())

    def test_a_newer_caller_hears_what_this_library_does_not_know(self) -> None:
        newer = newer_header(HEADER.read_text(encoding="utf-8"))
        answer = self.call(newer, option="options.added = 1")
        status, before_end = answer.split()[:2]
        # 3: SUMMARIZE_ERROR_OPTIONS; the byte that is set is that of a size_t.
        self.assertEqual(status, "3")
        self.assertLessEqual(int(before_end), 8)
        self.assertGreater(int(before_end), 0)


if __name__ == "__main__":
    sys.exit(tap.main(__name__))
