#!/usr/bin/env python3
"""Prepares a blind reading: pairs of summaries of the same articles, unlabelled.

usage: tools/reading.py SUMMARIZE CORPUS.jsonl[.gz] OUT [--count 40] [--seed 1]
           [--against lead | --other PROGRAM]

Draws articles, summarizes each by the default and, with as many sentences, by
another method, or without a limit by PROGRAM, another build of the command, and
writes two files: OUT.txt for a reader (articles, then summaries A and B in random
order; where both are the same the article is passed over) and OUT.key, which says
which is which. docs/reading.md has the protocol.
"""
from __future__ import annotations

import argparse
import json
import random
import subprocess

import corpus


def summarize(command: str, text: str, *options: str) -> dict:
    run = subprocess.run([command, "--json", *options], input=text.encode(),
                         stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--against", default="lead")
    parser.add_argument("--other")
    args = parser.parse_args()
    draw = random.Random(args.seed)
    documents = list(corpus.documents(args.corpus))
    draw.shuffle(documents)
    pages, key = [], []
    for document in documents:
        if len(key) == args.count:
            break
        ours = summarize(args.command, document["article"])
        count = sum(s["selected"] for s in ours["sentences"])
        if args.other:
            other = summarize(args.other, document["article"])
        else:
            other = summarize(args.command, document["article"], "-m",
                              args.against, "-n", str(count))
        if ours["summary"] == other["summary"]:
            continue
        theirs = "other" if args.other else args.against
        pair = [("ours", ours["summary"]), (theirs, other["summary"])]
        draw.shuffle(pair)
        key.append(f"{len(key) + 1} A={pair[0][0]} B={pair[1][0]}"
                   f" id={document['id']}")
        pages.append(f"==== {len(key)} ====\n\nArticle:\n{document['article']}"
                     f"\n\nA: {pair[0][1]}\n\nB: {pair[1][1]}\n")
    open(args.out + ".txt", "w", encoding="utf-8").write("\n".join(pages))
    open(args.out + ".key", "w", encoding="utf-8").write("\n".join(key) + "\n")


if __name__ == "__main__":
    main()
