#!/usr/bin/env python3
"""Measures whether a query brings a sentence from the text that it is about.

usage: tools/query_accuracy.py [--triples N] [--summarize PROGRAM] [CORPUS.jsonl ...]

Joins three texts, drawn by chance from a fixed seed, asks for one sentence with
the title of one of them as the query, and counts how often it comes from that
text, in percent: with the library, with Okapi BM25 over the same sentences, and
with the library without the query, which is the floor.

CORPUS holds JSON lines {"article", "title"}; default: news_valid.jsonl and
papers_dev.jsonl of $SUMMARIZE_CORPORA.
"""
from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import corpus

ROOT = Path(__file__).resolve().parent.parent
SUMMARIZE = ROOT / "build" / "examples" / "summarize"
CORPORA = "news_valid.jsonl", "papers_dev.jsonl"
TRIPLES, SEED = 1000, 1
K1, B = 1.2, 0.75  # as in lib/rank.c
_WORD = re.compile(r"\w\w+")


class Triple(NamedTuple):
    text: str
    query: str
    begin: int  # of the text that the query is about
    end: int


def draw(documents: list[dict[str, Any]], count: int) -> list[Triple]:
    chance = random.Random(SEED)
    titled = [document for document in documents if document.get("title")]
    triples = []
    for _ in range(count):
        three = chance.sample(titled, 3)
        wanted = chance.randrange(3)
        begin = sum(len(three[i]["article"]) + 2 for i in range(wanted))
        triples.append(
            Triple(
                "\n\n".join(document["article"] for document in three),
                three[wanted]["title"],
                begin,
                begin + len(three[wanted]["article"]),
            )
        )
    return triples


def answers(program: Path, triples: list[Triple], *options: str) -> list[Any]:
    lines = (json.dumps({"text": t.text, "query": t.query}) for t in triples)
    run = subprocess.run(
        [program, "--jsonl=text", "--json", "-n1", *options],
        check=True,
        input="\n".join(lines).encode(),
        stdout=subprocess.PIPE,
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def chosen(answer: Any) -> int:
    """Where the sentence chosen begins; -1: none was."""
    return next((s["start"] for s in answer["sentences"] if s["selected"]), -1)


def best_by_bm25(triple: Triple, answer: Any) -> int:
    """Where the sentence begins that Okapi BM25 puts first, the earliest of
    equals; its words are not stemmed."""
    plain = [s for s in answer["sentences"] if s["kind"] == "sentence"]
    spans = [triple.text[s["start"] : s["end"]] for s in plain]
    found = [Counter(_WORD.findall(span.lower())) for span in spans]
    holders = Counter(word for words in found for word in words)
    mean = sum(sum(words.values()) for words in found) / max(1, len(found))
    query = set(_WORD.findall(triple.query.lower()))

    def worth(words: Counter[str]) -> float:
        flat = K1 * (1 - B + B * sum(words.values()) / mean)
        total = 0.0
        for word in sorted(query & words.keys()):
            rest = len(found) - holders[word]
            idf = math.log(1 + (rest + 0.5) / (holders[word] + 0.5))
            total += idf * words[word] * (K1 + 1) / (words[word] + flat)
        return total

    best = max(range(len(found)), key=lambda i: worth(found[i]), default=-1)
    return plain[best]["start"] if best >= 0 else -1


def accuracy(triples: list[Triple], places: list[int]) -> float:
    right = sum(t.begin <= place < t.end for t, place in zip(triples, places))
    return 100 * right / max(1, len(triples))


def measure(path: str, program: Path, count: int) -> None:
    triples = draw(list(corpus.documents(path)), count)
    asked = answers(program, triples, "--query-field=query")
    unasked = answers(program, triples)
    bm25 = [best_by_bm25(t, answer) for t, answer in zip(triples, asked)]
    print(f"{corpus.source(path)}: {count} triples")
    print(f"  summarize        {accuracy(triples, list(map(chosen, asked))):5.1f} %")
    print(f"  BM25             {accuracy(triples, bm25):5.1f} %")
    print(f"  without a query  {accuracy(triples, list(map(chosen, unasked))):5.1f} %")


def main() -> int:
    usage = (__doc__ or "").split("usage: ")[1].replace("%", "%%")
    parser = argparse.ArgumentParser(usage=usage)
    parser.add_argument("--triples", type=int, default=TRIPLES)
    parser.add_argument("--summarize", type=Path, default=SUMMARIZE)
    parser.add_argument("corpora", nargs="*")
    arguments = parser.parse_args()
    folder = os.environ.get("SUMMARIZE_CORPORA")
    paths = arguments.corpora or [str(Path(folder, c)) for c in CORPORA if folder]
    if not paths:
        print("no corpus: name one, or the folder of them in SUMMARIZE_CORPORA")
        return 1
    for path in paths:
        measure(path, arguments.summarize, arguments.triples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
