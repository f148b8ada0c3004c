#!/usr/bin/env python3
"""Tests of the Python binding; prints TAP.

Needs libsummarize to be importable: PYTHONPATH and LIBSUMMARIZE are set.
"""

from __future__ import annotations

import copy
import ctypes
import ctypes.util
import os
import pickle
import random
import re
import subprocess
import sys
import threading
import unittest
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Union

import libsummarize
import tap
from libsummarize import Sentence, Status, Summarizer, Summary, _native

AnyText = Union[str, bytes]

PLAIN = """La halle aux grains rouvre ses portes

Le conseil municipal a voté jeudi la réouverture de la halle aux grains, fermée \
depuis l'incendie de 2011. Les travaux dureront dix-huit mois et coûteront \
4,2 millions d'euros. « Nous rendons ce bâtiment aux habitants », a déclaré \
la maire, Mme Élise Fournier.

L'opposition juge la dépense excessive. Elle rappelle que la toiture de l'école \
attend toujours d'être réparée. Un marché couvert, une salle de concert et un \
café occuperont le rez-de-chaussée de la halle. Les premiers commerçants \
s'installeront au printemps. Le reste du bâtiment accueillera des ateliers.
"""

WINDOWS = PLAIN.replace("\n", "\r\n")

# Decomposed letters, characters of four bytes, no-break spaces, joined emoji.
STRANGE = (
    "Le cafe\u0301 ferme a\u0300 minuit 🎷 et rouvre a\u0300 l'aube. "
    "La fanfare 🎺🥁 a joue\u0301 toute la nuit\u00a0! "
    "La famille 👩‍👩‍👧 dansait\u202f; personne n'a dormi. "
    "Au matin, le quartier\u2009— enfin\u2009— s'est tu 😴.\r\n\r\n"
    "Les voisins, 𝒆𝒏𝒄𝒉𝒂𝒏𝒕𝒆́𝒔, veulent que le cafe\u0301 recommence samedi prochain."
)

MARKED = "\ufeff" + PLAIN

TEXTS = {"plain": PLAIN, "windows": WINDOWS, "strange": STRANGE, "marked": MARKED}


def both_units() -> Iterator[tuple[str, AnyText]]:
    for name, text in TEXTS.items():
        yield f"{name}, str", text
        yield f"{name}, bytes", text.encode()


def as_str(piece: AnyText) -> str:
    return piece if isinstance(piece, str) else piece.decode()


def reduced(piece: str) -> str:
    return " ".join(piece.split())


def joined(text: AnyText, summary: Summary) -> str:
    """What the summary must be, by the positions of its sentences."""
    pieces = [as_str(text[s.start : s.end]) for s in summary.selected]
    return " ".join(map(reduced, pieces))


class TestPositions(unittest.TestCase):
    def test_sentences_leave_out_nothing_but_white_space(self) -> None:
        for name, text in both_units():
            with self.subTest(name):
                position = 0
                for sentence in libsummarize.summarize(text).sentences:
                    between = as_str(text[position : sentence.start])
                    self.assertEqual(between.strip(" \r\n\ufeff"), "")
                    piece = as_str(text[sentence.start : sentence.end])
                    self.assertTrue(piece)
                    self.assertEqual(piece, piece.strip())
                    position = sentence.end
                self.assertEqual(as_str(text[position:]).strip(), "")

    def test_both_units_name_the_same_sentences(self) -> None:
        for name, text in TEXTS.items():
            with self.subTest(name):
                data = text.encode()
                characters = libsummarize.summarize(text)
                octets = libsummarize.summarize(data)
                self.assertGreaterEqual(len(characters.sentences), 4)
                self.assertEqual(
                    [text[s.start : s.end] for s in characters.sentences],
                    [data[s.start : s.end].decode() for s in octets.sentences],
                )
                self.assertEqual(characters.text, octets.text)

    def test_a_summary_is_its_sentences(self) -> None:
        for name, text in both_units():
            for count in range(1, 5):
                with self.subTest(name, count=count):
                    summary = libsummarize.summarize(text, count)
                    self.assertTrue(summary)
                    self.assertEqual(summary.text, joined(text, summary))

    def test_title(self) -> None:
        for name in ("plain", "windows", "marked"):
            for text in (TEXTS[name], TEXTS[name].encode()):
                with self.subTest(name, unit=type(text)):
                    title = libsummarize.summarize(text).title
                    assert title is not None
                    self.assertEqual(
                        as_str(text[title.start : title.end]),
                        "La halle aux grains rouvre ses portes",
                    )

    def test_no_title(self) -> None:
        self.assertIsNone(libsummarize.summarize(STRANGE).title)

    def test_words(self) -> None:
        text = "L'e\u0301te\u0301 🌻, Zoé a-t-elle rendez-vous ?"
        expected = ["L'", "e\u0301te\u0301", "Zoé", "a", "-t", "-elle", "rendez-vous"]
        data = text.encode()
        self.assertEqual([text[a:b] for a, b in libsummarize.words(text)], expected)
        self.assertEqual(
            [data[a:b].decode() for a, b in libsummarize.words(data)], expected
        )

    def test_many_short_words(self) -> None:
        text = "j'y " * 1000
        found = libsummarize.words(text)
        self.assertEqual(len(found), 2000)
        self.assertEqual(text[found[-1].start : found[-1].end], "y")

    def test_no_words(self) -> None:
        self.assertEqual(libsummarize.words(""), [])
        self.assertEqual(libsummarize.words(b" ... "), [])

    def test_every_kind_of_text(self) -> None:
        data = STRANGE.encode()
        expected = libsummarize.summarize(data)
        self.assertEqual(libsummarize.summarize(bytearray(data)), expected)
        self.assertEqual(libsummarize.summarize(memoryview(data)), expected)
        doubled = bytes(byte for byte in data for _ in range(2))
        self.assertEqual(libsummarize.summarize(memoryview(doubled)[::2]), expected)

    def test_nothing_to_summarize(self) -> None:
        for text in ("", b"", " \r\n", "\ufeff"):
            with self.subTest(repr(text)):
                summary = libsummarize.summarize(text)
                self.assertEqual(summary.text, "")
                self.assertFalse(summary)
                self.assertEqual(list(summary.sentences), [])
                self.assertEqual(list(summary.selected), [])
                self.assertIsNone(summary.title)
                self.assertFalse(summary.cut)

    def test_a_nul_is_a_character_like_others(self) -> None:
        text = "La pluie a\0cessé hier soir. Le vent souffle encore ce matin."
        summary = libsummarize.summarize(text, percent=100)
        self.assertEqual(summary.text, joined(text, summary))
        self.assertIn("\0", summary.text)


class TestLimits(unittest.TestCase):
    def test_sentences(self) -> None:
        for count in range(1, 6):
            with self.subTest(count=count):
                summary = libsummarize.summarize(PLAIN, sentences=count)
                self.assertEqual(len(summary.selected), count)

    def test_words(self) -> None:
        for words in (5, 15, 30, 60):
            with self.subTest(words=words):
                summary = libsummarize.summarize(PLAIN, words=words)
                self.assertLessEqual(sum(s.words for s in summary.selected), words)
        self.assertTrue(libsummarize.summarize(PLAIN, words=60))

    def test_chars(self) -> None:
        for chars in (1, 50, 150, 400):
            with self.subTest(chars=chars):
                summary = libsummarize.summarize(PLAIN, chars=chars)
                self.assertLessEqual(len(summary.text), chars)
        self.assertTrue(libsummarize.summarize(PLAIN, chars=400))

    def test_percent(self) -> None:
        everything = libsummarize.summarize(PLAIN, percent=100)
        plain = [s for s in everything.sentences if s.kind == "sentence"]
        self.assertEqual(list(everything.selected), plain)
        self.assertEqual(len(libsummarize.summarize(PLAIN, percent=1).selected), 1)

    def test_all_limits_hold_at_once(self) -> None:
        summary = libsummarize.summarize(
            PLAIN, sentences=2, words=40, chars=200, percent=90
        )
        self.assertTrue(summary)
        self.assertLessEqual(len(summary.selected), 2)
        self.assertLessEqual(sum(s.words for s in summary.selected), 40)
        self.assertLessEqual(len(summary.text), 200)

    def test_no_limit(self) -> None:
        self.assertIn(len(libsummarize.summarize(PLAIN).selected), (1, 2, 3))

    def test_a_sentence_is_cut(self) -> None:
        for name, text in both_units():
            with self.subTest(name):
                self.assertFalse(libsummarize.summarize(text, chars=25))
                summary = libsummarize.summarize(text, chars=25, cut=True)
                self.assertTrue(summary.cut)
                self.assertLessEqual(len(summary.text), 25)
                (sentence,) = summary.selected
                piece = text[sentence.start :][: sentence.kept]
                self.assertLess(len(piece), sentence.end - sentence.start)
                self.assertEqual(reduced(as_str(piece)) + "\u2026", summary.text)

    def test_faults(self) -> None:
        self.assertEqual(libsummarize.summarize(PLAIN, sentences=1).faults, ())
        text = "Le « vieux pont de Varenne rouvre-t-il lundi ? Rien ne le dit."
        summary = libsummarize.summarize(text, 1, method="lead")
        self.assertEqual(summary.faults, ("unpaired", "question"))
        self.assertEqual(summary.sentences[0].faults, summary.faults)
        self.assertEqual(summary.sentences[1].faults, ())

    def test_nothing_is_cut_that_fits(self) -> None:
        summary = libsummarize.summarize(PLAIN, sentences=1, cut=True)
        self.assertFalse(summary.cut)
        self.assertEqual(summary.text, joined(PLAIN, summary))

    def test_kept(self) -> None:
        for name, text in both_units():
            with self.subTest(name):
                for s in libsummarize.summarize(text, 2).sentences:
                    self.assertEqual(s.kept, s.end - s.start if s.selected else 0)

    def test_integers_of_other_types(self) -> None:
        class Two:
            def __index__(self) -> int:
                return 2

        self.assertEqual(len(libsummarize.summarize(PLAIN, Two()).selected), 2)

    def test_values_out_of_range(self) -> None:
        for name in ("sentences", "words", "chars", "percent"):
            most = 100 if name == "percent" else 2**32 - 1
            arguments: dict[str, Any] = {name: most}
            self.assertTrue(libsummarize.summarize(PLAIN, **arguments))
            for value in (0, -1, most + 1, 2**64):
                with self.subTest(name, value=value):
                    arguments = {name: value}
                    with self.assertRaises(libsummarize.OptionsError) as caught:
                        libsummarize.summarize(PLAIN, **arguments)
                    self.assertIsInstance(caught.exception, ValueError)
                    self.assertIs(caught.exception.status, Status.OPTIONS)
                    self.assertEqual(caught.exception.argument, name)
                    self.assertIn(str(value), str(caught.exception))
                    with self.assertRaises(libsummarize.OptionsError):
                        libsummarize.analyze(PLAIN).summarize(**arguments)

    def test_values_of_a_wrong_type(self) -> None:
        for name in ("sentences", "words", "chars", "percent"):
            for value in (True, False, 2.0, "2", [2]):
                with self.subTest(name, value=value):
                    arguments: dict[str, Any] = {name: value}
                    with self.assertRaisesRegex(TypeError, name):
                        libsummarize.summarize(PLAIN, **arguments)


class TestReading(unittest.TestCase):
    def test_methods(self) -> None:
        scores = set()
        for method in ("default", "centroid", "lexrank", "textrank"):
            arguments: dict[str, Any] = {"method": method}
            summary = libsummarize.summarize(PLAIN, 2, **arguments)
            self.assertEqual(len(summary.selected), 2)
            scores.add(tuple(s.score for s in summary.sentences))
        self.assertEqual(len(scores), 4)

    def test_lead(self) -> None:
        summary = libsummarize.summarize(PLAIN, 2, method="lead")
        plain = [s for s in summary.sentences if s.kind == "sentence"]
        self.assertEqual(list(summary.selected), plain[:2])

    def test_unknown_method(self) -> None:
        method: Any = "median"
        with self.assertRaises(libsummarize.OptionsError) as caught:
            libsummarize.summarize(PLAIN, method=method)
        self.assertEqual(caught.exception.argument, "method")
        self.assertIn("median", str(caught.exception))
        method = 1
        with self.assertRaisesRegex(TypeError, "method"):
            libsummarize.summarize(PLAIN, method=method)

    def test_query(self) -> None:
        for query in ("la toiture de l'école", "la toiture de l'école".encode()):
            summary = libsummarize.summarize(PLAIN, 1, query=query)
            self.assertIn("toiture", summary.text)
        self.assertNotIn("toiture", libsummarize.summarize(PLAIN, 1).text)

    def test_title(self) -> None:
        plain = libsummarize.summarize(PLAIN)
        title = "Les commerçants s'installeront au printemps"
        for unit in (title, title.encode()):
            titled = libsummarize.summarize(PLAIN, title=unit)
            self.assertEqual(titled.title, plain.title)
            before = next(s for s in plain.sentences if "printemps" in of(s))
            after = next(s for s in titled.sentences if "printemps" in of(s))
            self.assertLess(after.rank, before.rank)

    def test_line_breaks(self) -> None:
        text = "Le boulanger se lève tôt\net le pain sort à six heures."
        self.assertEqual(len(libsummarize.summarize(text).sentences), 1)
        broken = libsummarize.summarize(text, line_breaks=True)
        self.assertEqual(len(broken.sentences), 2)

    def test_texts_of_a_wrong_type(self) -> None:
        wide = memoryview(bytes(8)).cast("I")
        table = memoryview(bytes(8)).cast("B", (2, 4))
        for value in (None, 3, ["Bonjour."], Path("texte"), wide, table):
            with self.subTest(repr(value)):
                text: Any = value
                with self.assertRaisesRegex(TypeError, "text"):
                    libsummarize.summarize(text)
                with self.assertRaisesRegex(TypeError, "text"):
                    libsummarize.analyze(text)
                with self.assertRaisesRegex(TypeError, "text"):
                    libsummarize.words(text)
        number: Any = 3
        with self.assertRaisesRegex(TypeError, "title"):
            libsummarize.summarize(PLAIN, title=number)
        with self.assertRaisesRegex(TypeError, "query"):
            libsummarize.summarize(PLAIN, query=number)


def of(sentence: Sentence) -> str:
    return PLAIN[sentence.start : sentence.end]


class TestEncoding(unittest.TestCase):
    def check(
        self, argument: str, offset: int, call: Callable[..., object], **texts: Any
    ) -> None:
        with self.assertRaises(libsummarize.EncodingError) as caught:
            call(**texts)
        error = caught.exception
        self.assertIsInstance(error, ValueError)
        self.assertIsInstance(error, libsummarize.SummarizeError)
        self.assertIs(error.status, Status.ENCODING)
        self.assertEqual((error.argument, error.offset), (argument, offset))
        self.assertIn(argument, str(error))
        self.assertIn(str(offset), str(error))

    def test_surrogates_are_refused(self) -> None:
        bad = "Été 🌞 \ud83d fini."
        for call in (libsummarize.summarize, libsummarize.analyze):
            self.check("text", 6, call, text=bad)
            self.check("title", 6, call, text=PLAIN, title=bad)
            self.check("query", 6, call, text=PLAIN, query=bad)
        self.check("text", 6, libsummarize.words, text=bad)

    def test_bad_bytes_are_refused(self) -> None:
        for sequence in (b"\x80", b"\xff", b"\xed\xa0\x80", b"\xf0\x9f\x8e", b"\xc0"):
            with self.subTest(sequence):
                bad = "Été 🌞 ".encode() + sequence + b" fini."
                try:
                    bad.decode()
                except UnicodeDecodeError as error:
                    offset = error.start
                for call in (libsummarize.summarize, libsummarize.analyze):
                    self.check("text", offset, call, text=bad)
                    self.check("title", offset, call, text=PLAIN, title=bad)
                    self.check("query", offset, call, text=PLAIN, query=bad)
                self.check("text", offset, libsummarize.words, text=bad)

    def test_surrogates_are_replaced(self) -> None:
        text = (
            "Le \udcff vent \ud83d\ude00 souffle fort sur la côte 🌬 ce matin. "
            "La mer\udfff monte, les bateaux \ud800 rentrent au port."
        )
        summary = libsummarize.summarize(text, percent=100, replace_invalid=True)
        self.assertEqual(len(summary.selected), 2)
        pieces = [text[s.start : s.end] for s in summary.selected]
        self.assertEqual(" ".join(pieces), text)
        self.assertEqual(summary.text, re.sub("[\ud800-\udfff]", "\ufffd", text))

    def test_surrogates_of_a_cut_sentence(self) -> None:
        text = "Le \udcff vent \ud83d souffle fort sur la côte normande ce matin."
        summary = libsummarize.summarize(text, chars=20, cut=True, replace_invalid=True)
        (sentence,) = summary.selected
        piece = text[sentence.start :][: sentence.kept]
        self.assertTrue(text.startswith(piece))
        self.assertEqual(
            re.sub("[\ud800-\udfff]", "\ufffd", piece) + "\u2026", summary.text
        )

    def test_bad_bytes_are_replaced(self) -> None:
        data = (
            b"Le \xff vent \xf0\x9f\x8e souffle fort sur la c\xc3\xb4te. "
            b"La mer\xed\xa0\x80 monte, les bateaux \xc3 rentrent au port."
        )
        summary = libsummarize.summarize(data, percent=100, replace_invalid=True)
        self.assertEqual(len(summary.selected), 2)
        pieces = [data[s.start : s.end] for s in summary.selected]
        self.assertEqual(b" ".join(pieces), data)
        self.assertEqual(summary.text, data.decode(errors="replace"))

    def test_all_three_strings_are_replaced(self) -> None:
        for bad in ("école \udcff", b"\xe9cole"):
            summary = libsummarize.summarize(
                PLAIN, 1, title=bad, query=bad, replace_invalid=True
            )
            self.assertTrue(summary)

    def test_garbage(self) -> None:
        generator = random.Random(20)
        alphabet = [*"aeé.!?\n «»’-\u0301🎷".encode(), 0, 0xC3, 0xF0, 0xFF]
        with Summarizer() as summarizer:
            for _ in range(200):
                size = generator.randrange(400)
                data = bytes(generator.choices(alphabet, k=size))
                self.check_garbage(summarizer, data)

    def check_garbage(self, summarizer: Summarizer, data: bytes) -> None:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            self.check("text", error.start, summarizer.summarize, text=data)
        summary = summarizer.summarize(data, percent=50, replace_invalid=True)
        pieces = [
            data[s.start : s.end].decode(errors="replace") for s in summary.selected
        ]
        self.assertEqual("".join(" ".join(pieces).split()), "".join(summary.text.split()))
        left = data
        for s in reversed(summary.sentences):
            left = left[: s.start] + left[s.end :]
        self.assertEqual(left.decode().strip("\ufeff").strip(), "")


class TestErrors(unittest.TestCase):
    def test_classes(self) -> None:
        for kind, base in (
            (libsummarize.EncodingError, ValueError),
            (libsummarize.OptionsError, ValueError),
            (libsummarize.OutOfMemoryError, MemoryError),
            (libsummarize.BusyError, Exception),
        ):
            self.assertTrue(issubclass(kind, libsummarize.SummarizeError))
            self.assertTrue(issubclass(kind, base))

    def test_every_status_has_its_class(self) -> None:
        expected = {
            Status.MEMORY: libsummarize.OutOfMemoryError,
            Status.OPTIONS: libsummarize.OptionsError,
            Status.ENCODING: libsummarize.EncodingError,
            Status.BUSY: libsummarize.BusyError,
        }
        for status in range(1, 10):
            native = _native.Error(status=status, message=b"why", offset=8)
            error = libsummarize._error(native)
            kind = expected.get(status, libsummarize.SummarizeError)  # type: ignore[call-overload]
            self.assertIs(type(error), kind)
            self.assertEqual(error.status, status)
            self.assertIn("why", str(error))
            self.assertEqual(error.offset, 8 if status == Status.ENCODING else 0)

    def test_pickle(self) -> None:
        with self.assertRaises(libsummarize.EncodingError) as caught:
            libsummarize.summarize(PLAIN, query=b"a\xff")
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertIs(type(again), libsummarize.EncodingError)
        self.assertEqual(str(again), str(caught.exception))
        self.assertEqual(vars(again), vars(caught.exception))


class TestSummary(unittest.TestCase):
    def setUp(self) -> None:
        self.summary = libsummarize.summarize(PLAIN, 2)

    def test_it_reads_as_its_text(self) -> None:
        text = self.summary.text
        self.assertEqual(str(self.summary), text)
        self.assertEqual(f"{self.summary}", text)
        self.assertEqual(f"{self.summary:>999}", text.rjust(999))

    def test_sentences_are_a_sequence(self) -> None:
        sentences = self.summary.sentences
        everything = tuple(sentences)
        self.assertEqual(len(sentences), len(everything))
        self.assertEqual(sentences[-1], everything[-1])
        self.assertEqual(sentences[1:4], everything[1:4])
        self.assertEqual(sentences[::-1], everything[::-1])
        self.assertEqual(list(reversed(sentences)), list(everything[::-1]))
        self.assertIn(everything[2], sentences)
        for index in (len(everything), -len(everything) - 1):
            with self.assertRaises(IndexError):
                sentences[index]
        self.assertLess(len(repr(self.summary.sentences)), 80)

    def test_what_is_known_of_a_sentence(self) -> None:
        sentences = self.summary.sentences
        self.assertEqual(sorted(s.rank for s in sentences), [*range(len(sentences))])
        self.assertEqual(sentences[0].kind, "heading")
        self.assertEqual({s.kind for s in sentences[1:]}, {"sentence"})
        self.assertEqual([s.paragraph for s in sentences[:4]], [0, 1, 1, 1])
        self.assertEqual(sentences[-1].paragraph, 2)
        self.assertEqual(sentences[-1].words, 7)
        for sentence in sentences:
            self.assertTrue(0 <= sentence.score <= 1)
            self.assertIs(type(sentence.selected), bool)
        chosen = [s for s in sentences if s.selected]
        self.assertEqual(list(self.summary.selected), chosen)

    def test_equality(self) -> None:
        same = libsummarize.summarize(PLAIN, 2)
        self.assertEqual(same, self.summary)
        self.assertEqual(hash(same), hash(self.summary))
        self.assertNotEqual(libsummarize.summarize(PLAIN, 3), self.summary)
        self.assertNotEqual(self.summary, self.summary.text)

    def test_it_never_changes(self) -> None:
        summary: Any = self.summary
        with self.assertRaises(AttributeError):
            summary.text = ""

    def test_pickle_and_copy(self) -> None:
        for again in (
            pickle.loads(pickle.dumps(self.summary)),
            copy.copy(self.summary),
            copy.deepcopy(self.summary),
        ):
            self.assertEqual(again, self.summary)
            self.assertEqual(self.summary, again)
            self.assertEqual(again.sentences[1:3], self.summary.sentences[1:3])

    def test_it_outlives_what_made_it(self) -> None:
        summarizer = Summarizer()
        document = summarizer.analyze(PLAIN)
        summary = document.summarize(2)
        summarizer.close()
        del summarizer, document
        self.assertEqual(summary, self.summary)

    def test_many_sentences(self) -> None:
        text = "Le train part à midi. Le car le suit. " * 20000
        summary = libsummarize.summarize(text, percent=50)
        self.assertEqual(len(summary.sentences), 40000)
        last = summary.sentences[-1]
        self.assertEqual(text[last.start : last.end], "Le car le suit.")
        self.assertEqual(
            sum(s.selected for s in summary.sentences), len(summary.selected)
        )


class TestDocument(unittest.TestCase):
    def test_it_answers_as_summarize_does(self) -> None:
        limits: list[dict[str, Any]] = [
            {},
            {"sentences": 2},
            {"words": 30},
            {"chars": 200},
            {"percent": 40},
            {"chars": 25, "cut": True},
            {"sentences": 3, "words": 35},
        ]
        for name, text in both_units():
            document = libsummarize.analyze(text)
            for limit in limits:
                with self.subTest(name, **limit):
                    self.assertEqual(
                        document.summarize(**limit),
                        libsummarize.summarize(text, **limit),
                    )

    def test_what_is_read(self) -> None:
        readings: list[dict[str, Any]] = [
            {"title": "La toiture de l'école"},
            {"query": "commerçants"},
            {"method": "lexrank"},
            {"line_breaks": True},
            {"replace_invalid": True},
        ]
        text = PLAIN.replace("La ", "La\udcff\n")
        for reading in readings:
            with self.subTest(**reading):
                chosen = text if "replace_invalid" in reading else PLAIN
                self.assertEqual(
                    libsummarize.analyze(chosen, **reading).summarize(2),
                    libsummarize.summarize(chosen, 2, **reading),
                )

    def test_it_keeps_nothing_of_the_caller(self) -> None:
        buffer = bytearray(PLAIN.encode())
        document = libsummarize.analyze(buffer)
        expected = libsummarize.summarize(PLAIN.encode(), 2)
        buffer[:] = b"x"
        self.assertEqual(document.summarize(2), expected)

    def test_copies(self) -> None:
        document = libsummarize.analyze(PLAIN)
        again = copy.copy(document)
        expected = document.summarize(2)
        for call in (pickle.dumps, copy.deepcopy):
            with self.assertRaisesRegex(TypeError, "document"):
                call(document)
        del document
        self.assertEqual(again.summarize(2), expected)

    def test_it_outlives_a_closed_summarizer(self) -> None:
        with Summarizer() as summarizer:
            document = summarizer.analyze(PLAIN)
        self.assertEqual(document.summarize(2), libsummarize.summarize(PLAIN, 2))


class TestSummarizer(unittest.TestCase):
    def test_it_answers_as_the_module_does(self) -> None:
        with Summarizer() as summarizer:
            for name, text in both_units():
                with self.subTest(name):
                    self.assertEqual(
                        summarizer.summarize(text, 2), libsummarize.summarize(text, 2)
                    )
                    self.assertEqual(summarizer.words(text), libsummarize.words(text))

    def test_it_can_be_used_after_close(self) -> None:
        summarizer = Summarizer()
        summarizer.close()
        summarizer.close()
        self.assertTrue(summarizer.summarize(PLAIN))

    def test_an_error_leaves_it_usable(self) -> None:
        with Summarizer() as summarizer:
            with self.assertRaises(libsummarize.EncodingError):
                summarizer.summarize(b"Bonjour \xff")
            self.assertEqual(
                summarizer.summarize(PLAIN, 2), libsummarize.summarize(PLAIN, 2)
            )

    def test_threads(self) -> None:
        summarizer = Summarizer()
        document = summarizer.analyze(PLAIN)
        expected = {
            name: libsummarize.summarize(text, 2) for name, text in both_units()
        }
        chosen = libsummarize.summarize(PLAIN, 3)
        wrong: list[object] = []

        def work() -> None:
            try:
                for _ in range(20):
                    for name, text in both_units():
                        if summarizer.summarize(text, 2) != expected[name]:
                            wrong.append(name)
                    if document.summarize(3) != chosen:
                        wrong.append("document")
            except Exception as error:
                wrong.append(error)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_a_result_is_read_by_many_threads(self) -> None:
        summary = libsummarize.summarize(PLAIN * 50, percent=30)
        expected = tuple(summary.sentences)
        seen: list[tuple[Sentence, ...]] = []
        threads = [
            threading.Thread(target=lambda: seen.append(tuple(summary.sentences)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(seen, [expected] * 8)

    def test_engines_are_freed(self) -> None:
        summarizer = Summarizer()
        engines = []

        def work() -> None:
            engines.append(weakref.ref(summarizer._engine()))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        self.assertIsNone(engines[0](), "the thread has ended")
        work()
        self.assertIsNotNone(engines[1]())
        self.assertIs(engines[1](), summarizer._engine())
        summarizer.close()
        self.assertIsNone(engines[1](), "the summarizer is closed")
        dropped = weakref.ref(Summarizer()._engine())
        self.assertIsNone(dropped(), "the summarizer is gone")

    def test_it_can_be_sent_to_another_process(self) -> None:
        for call in (Summarizer().summarize, libsummarize.summarize):
            again = pickle.loads(pickle.dumps(call))
            self.assertEqual(again(PLAIN, 2), libsummarize.summarize(PLAIN, 2))


class TestLibrary(unittest.TestCase):
    """The binding mirrors include/summarize.h."""

    header = re.sub(
        r"/\*.*?\*/",
        "",
        (Path(__file__).parent.parent / "include" / "summarize.h").read_text("utf-8"),
        flags=re.DOTALL,
    )

    types: dict[str, Any] = {
        "size_t": ctypes.c_size_t,
        "int32_t": ctypes.c_int32,
        "uint32_t": ctypes.c_uint32,
        "double": ctypes.c_double,
        "const char *": ctypes.c_char_p,
    }

    def values(self, enum: str, prefix: str) -> dict[str, int]:
        body = re.search(rf"typedef enum {enum} {{(.*?)}}", self.header, re.DOTALL)
        assert body is not None
        found = re.findall(rf"{prefix}(\w+)\s*=\s*(\d+)", body[1])
        return {name: int(value) for name, value in found}

    def test_structs(self) -> None:
        for name in ("Error", "Options", "Range", "Sentence"):
            with self.subTest(name):
                struct = rf"typedef struct summarize_{name.lower()} {{(.*?)}}"
                body = re.search(struct, self.header, re.DOTALL)
                assert body is not None
                members = re.findall(r"([\w ]+?[ *]+)(\w+);", body[1])
                self.assertEqual(
                    [(field, self.types[kind.strip()]) for kind, field in members],
                    getattr(_native, name)._fields_,
                )

    def test_enums(self) -> None:
        status = self.values("summarize_status", "SUMMARIZE_(?:ERROR_)?")
        self.assertEqual(status, {s.name: s.value for s in Status})
        for enum, names in (
            ("method", libsummarize._METHODS),
            ("kind", libsummarize._KINDS),
            ("argument", libsummarize._ARGUMENTS),
        ):
            values = self.values(f"summarize_{enum}", "SUMMARIZE_")
            expected = {name.upper(): value for value, name in enumerate(names)}
            self.assertEqual(values, expected)
        flags = self.values("summarize_flags", "SUMMARIZE_")
        for name, value in flags.items():
            self.assertEqual(getattr(libsummarize, f"_{name}"), value)

    def test_functions(self) -> None:
        declared = set(re.findall(r"\b(summarize_\w+)\(", self.header))
        self.assertLessEqual(set(_native._PROTOTYPES), declared)
        self.assertEqual(declared - set(_native._PROTOTYPES), {"summarize_engine_trim"})

    def test_version(self) -> None:
        version = libsummarize.library_version()
        self.assertEqual(version.split()[0], libsummarize.__version__)

    def import_with(self, path: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "import libsummarize"],
            env={**os.environ, "LIBSUMMARIZE": path},
            capture_output=True,
            text=True,
            check=False,
        )

    def test_a_library_that_is_not_there(self) -> None:
        done = self.import_with("/nowhere/libsummarize.so")
        self.assertEqual(done.returncode, 1)
        self.assertIn("ImportError", done.stderr)
        self.assertIn("/nowhere/libsummarize.so", done.stderr)

    def test_a_library_that_is_another(self) -> None:
        other = ctypes.util.find_library("c")
        if other is None:
            self.skipTest("no C library by that name")
        done = self.import_with(other)
        self.assertEqual(done.returncode, 1)
        self.assertIn("ImportError", done.stderr)
        self.assertIn("summarize_", done.stderr)

    def test_everything_public_is_there(self) -> None:
        for name in libsummarize.__all__:
            self.assertTrue(hasattr(libsummarize, name), name)


if __name__ == "__main__":
    sys.exit(tap.main(__name__))
