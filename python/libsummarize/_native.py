"""The C library: where it is, and its header in the words of ctypes."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Iterator
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_size_t,
    c_uint32,
    c_void_p,
)
from pathlib import Path
from typing import Any, Callable, ClassVar, NoReturn

if sys.platform == "win32":
    _NAMES = ("summarize.dll", "summarize-0.dll", "libsummarize-0.dll")
elif sys.platform == "darwin":
    _NAMES = ("libsummarize.dylib", "libsummarize.0.dylib")
else:
    _NAMES = ("libsummarize.so", "libsummarize.so.0")


class Error(ctypes.Structure):
    """summarize_error"""

    _fields_ = [
        ("status", c_int32),
        ("argument", c_int32),
        ("offset", c_size_t),
        ("message", c_char_p),
    ]


class Options(ctypes.Structure):
    """summarize_options"""

    _fields_ = [
        ("size", c_size_t),
        ("max_sentences", c_uint32),
        ("max_words", c_uint32),
        ("max_chars", c_uint32),
        ("max_percent", c_uint32),
        ("flags", c_uint32),
        ("method", c_uint32),
        ("title", c_char_p),
        ("title_length", c_size_t),
        ("query", c_char_p),
        ("query_length", c_size_t),
    ]


class Range(ctypes.Structure):
    """summarize_range"""

    _fields_ = [
        ("offset", c_size_t),
        ("length", c_size_t),
        ("char_offset", c_size_t),
        ("char_length", c_size_t),
    ]


class Sentence(ctypes.Structure):
    """summarize_sentence"""

    _fields_ = [
        ("offset", c_size_t),
        ("length", c_size_t),
        ("char_offset", c_size_t),
        ("char_length", c_size_t),
        ("score", c_double),
        ("rank", c_uint32),
        ("words", c_uint32),
        ("paragraph", c_uint32),
        ("kind", c_uint32),
        ("selected", c_uint32),
        ("kept", c_uint32),
    ]


class _Handle(c_void_p):
    """A pointer that frees what it points to when Python drops it."""

    # Kept on the class: module globals may be gone when the interpreter ends.
    release: ClassVar[Callable[[Any], None]]

    def __del__(self) -> None:
        type(self).release(self)

    def __reduce__(self) -> NoReturn:
        # ctypes would pickle or copy the address, to be freed once more.
        raise TypeError(f"cannot copy or pickle a {type(self).__name__.lower()}")


class Engine(_Handle):
    """summarize_engine *"""


class Document(_Handle):
    """summarize_document *"""


class Result(_Handle):
    """summarize_result *"""


_PROTOTYPES: dict[str, tuple[Any, list[Any]]] = {
    "summarize_version": (c_uint32, []),
    "summarize_version_string": (c_char_p, []),
    "summarize_status_message": (c_char_p, [c_int]),
    "summarize_engine_new": (Engine, [POINTER(Error)]),
    "summarize_engine_free": (None, [Engine]),
    "summarize_run": (
        Result,
        [c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(Error)],
    ),
    "summarize_analyze": (
        Document,
        [c_void_p, c_char_p, c_size_t, POINTER(Options), POINTER(Error)],
    ),
    "summarize_select": (
        Result,
        [c_void_p, Document, POINTER(Options), POINTER(Error)],
    ),
    "summarize_document_free": (None, [Document]),
    "summarize_result_text": (c_void_p, [Result, POINTER(c_size_t)]),
    "summarize_result_count": (c_size_t, [Result]),
    "summarize_result_sentence": (
        c_int,
        [Result, c_size_t, POINTER(Sentence), c_size_t],
    ),
    "summarize_result_title": (c_int, [Result, POINTER(Range)]),
    "summarize_result_faults": (c_uint32, [Result, c_size_t]),
    "summarize_result_selection": (
        POINTER(c_uint32),
        [Result, POINTER(c_size_t)],
    ),
    "summarize_result_free": (None, [Result]),
    "summarize_words": (
        c_int,
        [
            c_void_p,
            c_char_p,
            c_size_t,
            POINTER(Range),
            c_size_t,
            POINTER(c_size_t),
            POINTER(Error),
        ],
    ),
}


def _candidates() -> Iterator[str]:
    """Where the library may be, the likeliest to be meant first."""
    chosen = os.environ.get("LIBSUMMARIZE")
    if chosen:
        yield chosen
        return
    for name in _NAMES:
        beside = Path(__file__).parent / name
        if beside.exists():
            yield str(beside)
    # The dynamic linker's own search comes before find_library(), which starts
    # a compiler or ldconfig to answer.
    yield from reversed(_NAMES)
    found = ctypes.util.find_library("summarize")
    if found:
        yield found


def _load() -> ctypes.CDLL:
    reasons = []
    for candidate in _candidates():
        try:
            library = ctypes.CDLL(candidate)
            for name, (result, arguments) in _PROTOTYPES.items():
                function = getattr(library, name)
                function.restype = result
                function.argtypes = arguments
            return library
        except (OSError, AttributeError) as error:
            reasons.append(f"{candidate}: {error}")
    raise ImportError(
        "the libsummarize library was not found; install it, or set the "
        "environment variable LIBSUMMARIZE to its path\n  " + "\n  ".join(reasons)
    )


library = _load()
Engine.release = library.summarize_engine_free
Document.release = library.summarize_document_free
Result.release = library.summarize_result_free
