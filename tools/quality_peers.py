"""Other summarizers, where they are installed: each orders sentences.

All are given the sentences that the library found, so that only their choice
differs: sumy (a package of Python) and Open Text Summarizer (libots).
"""
from __future__ import annotations

import ctypes
import ctypes.util
import functools
import re
import warnings
from typing import Any, Callable, NamedTuple, Sequence

_WORD = re.compile(r"[^\W\d_]+")

# The best first, by number.
Order = Callable[[Sequence[str]], list[int]]


class Peer(NamedTuple):
    name: str
    order: Order


def peers() -> tuple[list[Peer], list[str]]:
    """Those that are there, and the names of those that are not."""
    found: list[Peer] = []
    missing: list[str] = []
    for name, load in ("sumy", _sumy), ("Open Text Summarizer", _ots):
        try:
            found += load()
        except (ImportError, OSError):
            missing.append(name)
    return found, missing


def _sorted(scores: Sequence[float]) -> list[int]:
    return sorted(range(len(scores)), key=lambda i: -scores[i])


# ---- sumy -------------------------------------------------------------------


class _Tokenizer:
    """In place of sumy's, which needs a model of NLTK to be downloaded."""

    language = "french"

    def to_sentences(self, text: str) -> list[str]:
        return [text]

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence))


def _sumy() -> list[Peer]:
    import numpy  # noqa: F401 - sumy does without it until it is too late
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    stem = functools.lru_cache(maxsize=None)(Stemmer("french"))
    tokenizer = _Tokenizer()

    def make(name: str, kind: Any) -> Peer:
        summarizer = kind(stem)
        summarizer.stop_words = get_stop_words("french")

        def order(sentences: Sequence[str]) -> list[int]:
            made = [Sentence(sentence, tokenizer) for sentence in sentences]
            ratings: list[float] = []

            # In place of the choice of the best, which forgets their order.
            def keep(given: Any, count: Any, rating: Any, *more: Any) -> tuple[()]:
                rate = rating.__getitem__ if isinstance(rating, dict) else rating
                ratings.extend(float(rate(sentence, *more)) for sentence in given)
                return ()

            summarizer._get_best_sentences = keep
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                summarizer(ObjectDocumentModel([Paragraph(made)]), 0)
            return _sorted(ratings or [0.0] * len(sentences))

        return Peer(name, order)

    return [
        make("sumy LexRank", LexRankSummarizer),
        make("sumy TextRank", TextRankSummarizer),
        make("sumy Luhn", LuhnSummarizer),
        make("sumy LSA", LsaSummarizer),
    ]


# ---- Open Text Summarizer -----------------------------------------------------


class _Line(ctypes.Structure):
    """OtsSentence of libots.h, as far as it is read."""

    _fields_ = [("words", ctypes.c_void_p), ("score", ctypes.c_long)]


def _ots() -> list[Peer]:
    name = ctypes.util.find_library("ots-1")
    if name is None:
        raise OSError("no libots")
    ots = ctypes.CDLL(name)
    ots.ots_new_article.restype = ctypes.c_void_p
    ots.ots_append_line.restype = ctypes.POINTER(_Line)
    ots.ots_append_line.argtypes = [ctypes.c_void_p]
    ots.ots_append_word.argtypes = [ctypes.POINTER(_Line), ctypes.c_char_p]
    for function in ots.ots_add_wordstat, ots.ots_load_xml_dictionary:
        function.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    for function in ots.ots_grade_doc, ots.ots_free_article:
        function.argtypes = [ctypes.c_void_p]

    def order(sentences: Sequence[str]) -> list[int]:
        article = ots.ots_new_article()
        if not ots.ots_load_xml_dictionary(article, b"fr"):
            raise OSError("Open Text Summarizer has no French dictionary")
        lines = []
        for sentence in sentences:
            line = ots.ots_append_line(article)
            for word in sentence.split():
                ots.ots_append_word(line, word.encode())
                ots.ots_append_word(line, b" ")
                ots.ots_add_wordstat(article, word.encode())
            lines.append(line)
        ots.ots_grade_doc(article)
        scores = [line.contents.score for line in lines]
        ots.ots_free_article(article)
        return _sorted(scores)

    return [Peer("Open Text Summarizer", order)]
