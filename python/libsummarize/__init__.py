"""Short summaries of French texts.

    >>> import libsummarize
    >>> summary = libsummarize.summarize(text, sentences=2)
    >>> print(summary)

A summary is made of whole sentences of the text, in their order.  For many
texts use a Summarizer, which keeps its working memory from one to the next;
for several summaries of one text, analyze() it once.

A text is a str or UTF-8 bytes, and every position counts in the unit of the
text that was passed in, so that text[sentence.start:sentence.end] is the
sentence for either.
"""

from __future__ import annotations

import ctypes
import operator
import re
import threading
from collections.abc import Iterator, Sequence
from ctypes import byref
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple, Optional, SupportsIndex, Union, overload

from . import _native
from ._native import library as _library

__all__ = [
    "BusyError",
    "Document",
    "EncodingError",
    "Fault",
    "Kind",
    "Method",
    "OptionsError",
    "OutOfMemoryError",
    "Range",
    "Sentence",
    "Status",
    "SummarizeError",
    "Summarizer",
    "Summary",
    "Text",
    "analyze",
    "library_version",
    "summarize",
    "words",
]

__version__ = "0.1.0"

Text = Union[str, bytes, bytearray, memoryview]
Method = Literal["default", "centroid", "lexrank", "textrank", "lead"]
Kind = Literal["sentence", "heading", "fragment", "other"]
Fault = Literal["opening", "unpaired", "colon", "question", "fragment"]

# Each in the order of its enum in summarize.h.
_METHODS = ("default", "centroid", "lexrank", "textrank", "lead")
_KINDS: tuple[Kind, ...] = ("sentence", "heading", "fragment")
_FAULTS: tuple[Fault, ...] = ("opening", "unpaired", "colon", "question", "fragment")
_ARGUMENTS = ("text", "title", "query", "options", "engine", "document")

_REPLACE_INVALID, _LINE_BREAKS, _CUT = 1, 2, 4
_MOST = 2**32 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


# ---- Errors ---------------------------------------------------------------


class Status(IntEnum):
    """What went wrong: summarize_status of the C library."""

    OK = 0
    MEMORY = 1
    ARGUMENT = 2
    OPTIONS = 3
    ENCODING = 4
    TOO_LONG = 5
    BUSY = 6
    STEMMER = 7


class SummarizeError(Exception):
    """The library refused or failed.

    status    a Status, or the plain number if a newer library knows more
    offset    for an EncodingError, the first bad character of a str or the
              first bad byte of bytes; else 0
    argument  "text", "title" or "query", or the name of a bad option
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = Status.ARGUMENT,
        offset: int = 0,
        argument: str = "text",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.offset = offset
        self.argument = argument


class EncodingError(SummarizeError, ValueError):
    """Bytes that are not UTF-8, or a str with a lone surrogate."""


class OptionsError(SummarizeError, ValueError):
    """An option is out of range."""


class OutOfMemoryError(SummarizeError, MemoryError):
    """An allocation failed."""


class BusyError(SummarizeError):
    """The engine is at work in another thread."""


_ERRORS: dict[int, type[SummarizeError]] = {
    Status.MEMORY: OutOfMemoryError,
    Status.OPTIONS: OptionsError,
    Status.ENCODING: EncodingError,
    Status.BUSY: BusyError,
}


def _error(native: _native.Error) -> SummarizeError:
    """The exception for a failed call."""
    status, argument = native.status, _ARGUMENTS[native.argument]
    offset = native.offset if status == Status.ENCODING else 0
    message = native.message.decode()
    if argument not in message:
        message = f"{argument}: {message}"
    if status == Status.ENCODING:
        # Only bytes get here: a str is checked while it is encoded.
        message += f" (byte {offset})"
    if status in list(Status):
        status = Status(status)
    kind = _ERRORS.get(status, SummarizeError)
    return kind(message, status=status, offset=offset, argument=argument)


# ---- Arguments ------------------------------------------------------------


def _encode(text: Text, argument: str, replace: bool) -> bytes:
    """The UTF-8 of an argument, one code point for each character of a str.

    Buffers that may change are copied: another thread may run, and write to
    them, while the library reads.
    """
    if isinstance(text, str):
        try:
            return text.encode()
        except UnicodeEncodeError as error:
            if replace:
                return _SURROGATE.sub("\ufffd", text).encode()
            raise EncodingError(
                f"{argument}: lone surrogate (character {error.start})",
                status=Status.ENCODING,
                offset=error.start,
                argument=argument,
            ) from None
    if isinstance(text, memoryview) and (text.ndim != 1 or text.itemsize != 1):
        raise TypeError(f"{argument} must be a memoryview of single bytes")
    if isinstance(text, (bytes, bytearray, memoryview)):
        return bytes(text)
    kind = type(text).__name__
    raise TypeError(f"{argument} must be a str or UTF-8 bytes, not {kind}")


def _str_or_none(text: Text) -> Optional[str]:
    return text if isinstance(text, str) else None


def _limit(argument: str, value: Optional[SupportsIndex], most: int = _MOST) -> int:
    """A limit as the library wants it, where 0 is none."""
    if value is None:
        return 0
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        kind = type(value).__name__
        raise TypeError(f"{argument} must be an int or None, not {kind}")
    number = operator.index(value)
    if not 1 <= number <= most:
        raise OptionsError(
            f"{argument} must be from 1 to {most}, not {number}",
            status=Status.OPTIONS,
            argument=argument,
        )
    return number


def _method(name: str) -> int:
    if not isinstance(name, str):
        raise TypeError(f"method must be a str, not {type(name).__name__}")
    if name not in _METHODS:
        raise OptionsError(
            f"method must be one of {', '.join(_METHODS)}, not {name!r}",
            status=Status.OPTIONS,
            argument="method",
        )
    return _METHODS.index(name)


def _set_reading(
    options: _native.Options,
    title: Optional[Text],
    query: Optional[Text],
    method: str,
    replace_invalid: bool,
    line_breaks: bool,
) -> None:
    """Fills in what is read by summarize_analyze()."""
    options.method = _method(method)
    if replace_invalid:
        options.flags |= _REPLACE_INVALID
    if line_breaks:
        options.flags |= _LINE_BREAKS
    if title is not None:
        options.title = data = _encode(title, "title", replace_invalid)
        options.title_length = len(data)
    if query is not None:
        options.query = data = _encode(query, "query", replace_invalid)
        options.query_length = len(data)


def _set_limits(
    options: _native.Options,
    sentences: Optional[SupportsIndex],
    words: Optional[SupportsIndex],
    chars: Optional[SupportsIndex],
    percent: Optional[SupportsIndex],
    cut: bool,
) -> None:
    """Fills in what is read by summarize_select()."""
    options.max_sentences = _limit("sentences", sentences)
    options.max_words = _limit("words", words)
    options.max_chars = _limit("chars", chars)
    options.max_percent = _limit("percent", percent, 100)
    if cut:
        options.flags |= _CUT


def _new_options() -> _native.Options:
    return _native.Options(size=ctypes.sizeof(_native.Options))


# ---- Results --------------------------------------------------------------


class Range(NamedTuple):
    """A piece of the text: text[start:end]."""

    start: int
    end: int


def _range(
    native: Union[_native.Range, _native.Sentence], in_characters: bool
) -> Range:
    if in_characters:
        start, length = native.char_offset, native.char_length
    else:
        start, length = native.offset, native.length
    return Range(start, start + length)


class Sentence(NamedTuple):
    """One sentence of the text, whether selected or not."""

    start: int
    """Where it begins: text[start:end] is the sentence."""
    end: int
    score: float
    """0 to 1: how much it says for its length."""
    rank: int
    """0 for the best plain sentence."""
    words: int
    paragraph: int
    """0 for the first."""
    kind: Kind
    """Only a plain "sentence" is ever selected."""
    selected: bool
    """Whether it is part of the summary."""
    kept: int
    """How much of it the summary holds: text[start:start + kept]."""
    faults: tuple[Fault, ...] = ()
    """What may trouble the reader of the summary: see Summary.faults."""


class _Result:
    """A result of the library, read in the unit of its text.

    'text' is given for a str, whose unit is the character.
    """

    def __init__(self, handle: _native.Result, text: Optional[str]) -> None:
        self._handle = handle
        self._in_characters = text is not None
        self._kept = 0
        self.selection = self._read_selection()
        self.cut = self._find_cut(text)

    def _read_selection(self) -> list[int]:
        count = ctypes.c_size_t()
        first = _library.summarize_result_selection(self._handle, byref(count))
        return list(first[: count.value])

    def _find_cut(self, text: Optional[str]) -> bool:
        """Whether a sentence was cut, which only a single one can be."""
        if len(self.selection) != 1:
            return False
        native = self._read(self.selection[0])
        if native.kept == native.length:
            return False
        self._kept = native.kept
        if text is not None:
            # A lone surrogate takes as many bytes as the U+FFFD in its place.
            whole = text[native.char_offset :][: native.char_length]
            data = whole.encode("utf-8", "surrogatepass")[: native.kept]
            self._kept = len(data.decode("utf-8", "surrogatepass"))
        return True

    def _read(self, index: int) -> _native.Sentence:
        native = _native.Sentence()
        _library.summarize_result_sentence(
            self._handle, index, byref(native), ctypes.sizeof(native)
        )
        return native

    def text(self) -> str:
        length = ctypes.c_size_t()
        first = _library.summarize_result_text(self._handle, byref(length))
        return ctypes.string_at(first, length.value).decode()

    def title(self) -> Optional[Range]:
        native = _native.Range()
        found = _library.summarize_result_title(self._handle, byref(native))
        return _range(native, self._in_characters) if found else None

    def count(self) -> int:
        return int(_library.summarize_result_count(self._handle))

    def sentence(self, index: int) -> Sentence:
        native = self._read(index)
        start, end = _range(native, self._in_characters)
        kept = 0
        if native.selected:
            kept = self._kept if self.cut else end - start
        faults = _library.summarize_result_faults(self._handle, index)
        return Sentence(
            start,
            end,
            native.score,
            native.rank,
            native.words,
            native.paragraph,
            _KINDS[native.kind] if native.kind < len(_KINDS) else "other",
            native.selected != 0,
            kept,
            tuple(name for i, name in enumerate(_FAULTS) if faults >> i & 1),
        )


class _Sentences(Sequence[Sentence]):
    """Sentences of a result, each read when it is asked for.

    A book has a hundred thousand of them, and few callers want them all.
    """

    __slots__ = ("_indexes", "_result")

    def __init__(self, result: _Result, indexes: Sequence[int]) -> None:
        self._result = result
        self._indexes = indexes

    def __len__(self) -> int:
        return len(self._indexes)

    @overload
    def __getitem__(self, index: int) -> Sentence: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Sentence, ...]: ...

    def __getitem__(
        self, index: Union[int, slice]
    ) -> Union[Sentence, tuple[Sentence, ...]]:
        if isinstance(index, slice):
            return tuple(map(self._result.sentence, self._indexes[index]))
        return self._result.sentence(self._indexes[index])

    def __iter__(self) -> Iterator[Sentence]:
        return map(self._result.sentence, self._indexes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (tuple, _Sentences)):
            return NotImplemented
        return len(self) == len(other) and all(map(operator.eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)

    def __repr__(self) -> str:
        return f"<{len(self)} sentences>"


@dataclass(frozen=True)
class Summary:
    """A summary, and what is known of every sentence of its text.

    It prints and formats as its text but is not a str, of which it would
    inherit a title(), an index and forty methods that are no part of it.  An
    empty summary is false.
    """

    text: str
    """The summary, white space inside its sentences reduced."""
    sentences: Sequence[Sentence] = field(hash=False)
    """All sentences of the text, in its order."""
    selected: Sequence[Sentence] = field(hash=False)
    """Those that make up the summary."""
    title: Optional[Range]
    """The title found in the text, also when another one was given."""
    cut: bool
    """Whether its only sentence was cut to fit."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What may trouble its reader, as far as the library sees it.

        opening   a sentence hangs on one left out: it opens with "Il", "Mais",
                  "Son dossier", or is announced there by a colon
        unpaired  half a quotation or bracket, or from the midst of a quotation
        colon     what it announces is left out
        question  it asks
        fragment  the text has no plain sentences: its headings and fragments
                  stand for them
        """
        found = {fault for sentence in self.selected for fault in sentence.faults}
        return tuple(fault for fault in _FAULTS if fault in found)

    def __str__(self) -> str:
        return self.text

    def __format__(self, specification: str) -> str:
        return format(self.text, specification)

    def __bool__(self) -> bool:
        return bool(self.text)


def _summary(handle: _native.Result, text: Optional[str]) -> Summary:
    result = _Result(handle, text)
    return Summary(
        text=result.text(),
        sentences=_Sentences(result, range(result.count())),
        selected=_Sentences(result, result.selection),
        title=result.title(),
        cut=result.cut,
    )


# ---- Summarizing ----------------------------------------------------------


class Summarizer:
    """Summarizes many texts, from any number of threads.

    It keeps one engine of the library for each thread that uses it: the
    stemmer, a cache of word forms and working memory as large as the longest
    text needed.  A thread's engine is freed when the thread ends, all of them
    when the summarizer is closed or dropped.
    """

    def __init__(self) -> None:
        self._engines: Optional[threading.local] = threading.local()

    def __enter__(self) -> Summarizer:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process makes engines of its own."""
        return Summarizer, ()

    def close(self) -> None:
        """Frees the engines, those at work as soon as they are done.

        Texts can still be summarized; each call then takes a new engine, as
        the functions of the module do.
        """
        self._engines = None

    def _engine(self) -> Optional[_native.Engine]:
        """This thread's engine; None for a new one in each call."""
        engines = self._engines
        if engines is None:
            return None
        engine: Optional[_native.Engine] = getattr(engines, "engine", None)
        if engine is None:
            error = _native.Error()
            engine = _library.summarize_engine_new(byref(error))
            if not engine:
                raise _error(error)
            engines.engine = engine
        return engine

    def summarize(
        self,
        text: Text,
        sentences: Optional[SupportsIndex] = None,
        *,
        words: Optional[SupportsIndex] = None,
        chars: Optional[SupportsIndex] = None,
        percent: Optional[SupportsIndex] = None,
        title: Optional[Text] = None,
        query: Optional[Text] = None,
        method: Method = "default",
        replace_invalid: bool = False,
        line_breaks: bool = False,
        cut: bool = False,
    ) -> Summary:
        """Summarizes a text.

        sentences, words, chars, percent
            Limits, which hold all at once; percent is of the words of the
            plain sentences.  None is no limit, and with none at all the one
            to three sentences that say most for their length are kept.
        title
            Sentences that share its words weigh more.  None is the title
            found in the text, if any.
        query
            Prefer what answers it.
        method
            How sentences are valued: the library's own method or, for
            comparison, a published one.
        replace_invalid
            Read what is not Unicode as U+FFFD instead of failing.
        line_breaks
            Every line break ends a sentence.
        cut
            When no whole sentence fits, cut the best one between two words
            and add an ellipsis.

        Raises a SummarizeError, or a TypeError for an argument of a wrong
        type.
        """
        options = _new_options()
        _set_limits(options, sentences, words, chars, percent, cut)
        _set_reading(options, title, query, method, replace_invalid, line_breaks)
        data = _encode(text, "text", replace_invalid)
        error = _native.Error()
        handle = _library.summarize_run(
            self._engine(), data, len(data), byref(options), byref(error)
        )
        if not handle:
            raise _error(error)
        return _summary(handle, _str_or_none(text))

    def analyze(
        self,
        text: Text,
        *,
        title: Optional[Text] = None,
        query: Optional[Text] = None,
        method: Method = "default",
        replace_invalid: bool = False,
        line_breaks: bool = False,
    ) -> Document:
        """Reads a text once, for several summaries of it.

        The arguments and errors are those of summarize().
        """
        options = _new_options()
        _set_reading(options, title, query, method, replace_invalid, line_breaks)
        data = _encode(text, "text", replace_invalid)
        error = _native.Error()
        handle = _library.summarize_analyze(
            self._engine(), data, len(data), byref(options), byref(error)
        )
        if not handle:
            raise _error(error)
        return Document(self, handle, _str_or_none(text))

    def words(self, text: Text) -> list[Range]:
        """Finds the words that are scored, elisions and clitics cut off."""
        data = _encode(text, "text", False)
        in_characters = isinstance(text, str)
        return [_range(word, in_characters) for word in self._find_words(data)]

    def _find_words(self, data: bytes) -> list[_native.Range]:
        # Rarely too few; when they are, the first call says how many it takes.
        wanted = len(data) // 4
        while True:
            # ctypes keeps every array type for ever: let them be 32 at most.
            capacity = 1 << wanted.bit_length()
            found = (_native.Range * capacity)()
            count, error = ctypes.c_size_t(), _native.Error()
            if not _library.summarize_words(
                self._engine(),
                data,
                len(data),
                found,
                capacity,
                byref(count),
                byref(error),
            ):
                raise _error(error)
            if count.value <= capacity:
                return found[: count.value]
            wanted = count.value


class Document:
    """A text that was read once, by analyze().

    It never changes: any number of threads may summarize it at once.
    """

    __slots__ = ("_handle", "_summarizer", "_text")

    def __init__(
        self, summarizer: Summarizer, handle: _native.Document, text: Optional[str]
    ) -> None:
        """For analyze() alone."""
        self._summarizer = summarizer
        self._handle = handle
        self._text = text

    def summarize(
        self,
        sentences: Optional[SupportsIndex] = None,
        *,
        words: Optional[SupportsIndex] = None,
        chars: Optional[SupportsIndex] = None,
        percent: Optional[SupportsIndex] = None,
        cut: bool = False,
    ) -> Summary:
        """Summarizes the text as Summarizer.summarize() does."""
        options = _new_options()
        _set_limits(options, sentences, words, chars, percent, cut)
        error = _native.Error()
        handle = _library.summarize_select(
            self._summarizer._engine(), self._handle, byref(options), byref(error)
        )
        if not handle:
            raise _error(error)
        return _summary(handle, self._text)


# The functions of the module keep nothing between two calls.
_once = Summarizer()
_once.close()

summarize = _once.summarize
analyze = _once.analyze
words = _once.words


def library_version() -> str:
    """The version of the C library, with the Unicode data it uses."""
    version: bytes = _library.summarize_version_string()
    return version.decode()
