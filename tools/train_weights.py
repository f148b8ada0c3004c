#!/usr/bin/env python3
"""Learns lib/french_weights.h: what a summary speaks of, what a sentence is worth.

usage: tools/train_weights.py BUILD NEWS PAPERS > lib/french_weights.h

BUILD is a build folder; all features come out of the library itself, so the
IDF table must be there. NEWS and PAPERS hold JSON lines with "article",
"heading" (the summary that somebody wrote) and "title". Needs numpy and
scikit-learn. The same input makes the same bytes; it takes some minutes.

1. Salience: a logistic regression, over all terms of the news, of whether the
   written summary holds the term.
2. Values: coordinate ascent on what counts in the end, twice ROUGE-1 and
   ROUGE-2 of the sets that the library would choose (news without a limit, papers under
   120 words), from weights that were fitted to single sentences. Salience
   has to be learned first: the features of this step depend on it, so run
   the tool twice when the first step changed.
"""
from __future__ import annotations

import itertools
import re
import struct
import sys
from collections import Counter

import numpy as np
from sklearn.linear_model import LogisticRegression

import corpus

WORD = re.compile(r"\w+")
PAPERS_COUNT = 0.4     # what a point on papers counts beside one on news
ROUNDS = 2             # over all weights
LEAST_GAIN = 0.02      # in points, for a step to be kept
SPREAD, WORDS = 12.0, 120      # as in lib/select.c
REPEATED, SHORT = 0.5, 34.0    # as in lib/select.c, lib/rank.c
LEANING, REFERRING = 0.83, 0.86              # readability: chosen by hand
UNBALANCED, QUESTION = 0.55, 0.8
FOLLOWING = 1.03   # for who reads; not in the ascent, where it gains nothing
FREE_SETS = [s for size in (1, 2, 3)
             for s in itertools.combinations(range(6), size)]


# ---- Salience ----------------------------------------------------------------

SALIENCE = ("COUNT", "SENTENCES", "OPENING", "EARLY", "LATE", "LENGTH",
            "CAPITALS", "IDF")


def learn_salience(build: str, path: str) -> list[tuple[str, float]]:
    lines = corpus.features(build, "terms", path).decode().split()
    rows = np.array(lines, dtype=float).reshape(-1, 7)
    held, count, sentences, first, capitals, length, idf = rows.T
    features = np.c_[np.log(count), np.log(sentences), first == 0,
                     1 / (1 + first), np.log(1 + first), np.log(length),
                     capitals / count, idf]
    model = LogisticRegression(C=1e6, max_iter=500).fit(features, held)
    weights = list(zip(SALIENCE, model.coef_[0]))
    return weights + [("CONSTANT", model.intercept_[0])]


# ---- A corpus as arrays --------------------------------------------------------

class Corpus:
    """Documents of at most 'most' sentences, padded to one shape."""

    def __init__(self, build: str, path: str, most: int) -> None:
        data = corpus.features(build, "sentences", path)
        documents = list(corpus.documents(path))
        n, self.at = len(documents), 0
        self.features = np.zeros((n, most, len(feature_names())))
        self.length = np.zeros((n, most))
        self.factor = np.zeros((n, most))      # for pairs of quotation marks
        self.leaning = np.ones((n, most))
        self.shared = np.zeros((n, most, most), np.float32)
        self.words = np.zeros((n, most), int)  # as ROUGE counts
        self.reference = np.zeros((n, 2), int)
        self.grams = [[[] for _ in range(n)] for _ in range(2)]
        for i, document in enumerate(documents):
            self.read(data, i, document, most)
        self.held = [pack(grams, most) for grams in self.grams]

    def read(self, data: bytes, i: int, document: dict, most: int) -> None:
        count, width = struct.unpack_from("II", data, self.at)
        rows = np.frombuffer(data, np.uint32, count * (5 + width), self.at + 8)
        rows = rows.reshape(count, 5 + width)
        self.at += 8 + rows.nbytes
        shared = np.frombuffer(data, np.float32, count * count, self.at)
        self.at += shared.nbytes
        kept = min(count, most)
        head, features = rows[:kept, :5], rows[:kept, 5:].view(np.float32)
        refers = features[:, feature_names().index("REFERENCES")] > 0
        self.features[i, :kept] = features
        self.length[i, :kept] = head[:, 2]
        asks = features[:, feature_names().index("QUESTIONS")] > 0
        self.factor[i, :kept] = (np.where(head[:, 4], UNBALANCED, 1)
                                 * np.where(asks, QUESTION, 1))
        self.leaning[i, :kept] = np.where(head[:, 3], LEANING,
                                          np.where(refers, REFERRING, 1))
        self.shared[i, :kept, :kept] = shared.reshape(count, count)[:kept, :kept]
        self.read_words(i, document, head)

    def read_words(self, i: int, document: dict, head: np.ndarray) -> None:
        article = document["article"].encode()
        reference = WORD.findall(document["heading"].lower())
        for order in range(2):
            wanted = Counter(grams(reference, order))
            self.reference[i, order] = sum(wanted.values())
            self.grams[order][i] = [list(wanted.values())]
        for k, (begin, end, *_) in enumerate(head.tolist()):
            words = WORD.findall(article[begin:end].decode().lower())
            self.words[i, k] = len(words)
            for order in range(2):
                found = Counter(grams(words, order))
                wanted = Counter(grams(reference, order))
                self.grams[order][i].append([found[g] for g in wanted])

    @property
    def mass(self) -> np.ndarray:
        return np.maximum(np.einsum("dii->di", self.shared), 1e-9)


def grams(words: list[str], order: int) -> list:
    return words if order == 0 else list(zip(words, words[1:]))


def pack(documents: list, most: int) -> np.ndarray:
    """Row 0 of a document is what the reference holds, row 1 + k sentence k."""
    width = max(len(rows[0]) for rows in documents)
    packed = np.zeros((len(documents), most + 1, width), np.uint8)
    for i, rows in enumerate(documents):
        for k, row in enumerate(rows):
            packed[i, k, :len(row)] = np.minimum(row, 255)
    return packed


def feature_names() -> list[str]:
    header = open("lib/internal.h", encoding="utf-8").read()
    body = re.search(r"enum smz_feature \{(.*?)SMZ_FEATURES", header, re.S)
    assert body is not None
    return re.findall(r"SMZ_(\w+),", body[1])


# ---- Choosing, as lib/select.c does ---------------------------------------------

def values(c: Corpus, weights: np.ndarray) -> np.ndarray:
    worth = np.maximum(c.features @ weights, 0.01)
    return worth * (c.length + SHORT) * c.factor


def choose_free(c: Corpus, weights: np.ndarray) -> np.ndarray:
    """The best set of 1 to 3 of the 6 best; -1 stands for no sentence."""
    value = values(c, weights)
    score = np.where(c.length >= 4, value * c.leaning / (c.length + SPREAD), -1)
    row = np.arange(len(value))[:, None]
    top = np.argsort(-score, 1, kind="stable")[:, :6]
    there = score[row, top] > 0
    value, length = value[row, top] * there, c.length[row, top] * there
    leaning = c.leaning[row, top]
    shared = c.shared[row[..., None], top[:, :, None], top[:, None, :]]
    shared = shared / c.mass[row, top][:, :, None]
    follows = top[:, :, None] == top[:, None, :] + 1
    best = np.full(len(value), -1.0)
    chosen = np.full((len(value), 3), -1)
    for members in FREE_SETS:
        total = 0
        for place, i in enumerate(members):
            repeated = np.max([shared[:, i, j] for j in members[:place]] or
                              [np.zeros(len(value))], axis=0)
            backed = np.any([follows[:, i, j] for j in members], axis=0)
            total = total + (value[:, i] * (1 - REPEATED * repeated)
                             * np.where(backed, 1, leaning[:, i]))
        words = sum(length[:, i] for i in members)
        score = np.where(there[:, members[-1]], total / (words + SPREAD), -1)
        if len(members) > 1:
            score = np.where(words <= 110, score, -1)
        better = score > best
        best = np.where(better, score, best)
        picked = np.full((len(value), 3), -1)
        picked[:, :len(members)] = top[:, members]
        chosen = np.where(better[:, None], picked, chosen)
    return chosen


def choose_words(c: Corpus, weights: np.ndarray) -> np.ndarray:
    """Greedily under a budget of words."""
    value, mass = values(c, weights), c.mass
    row = np.arange(len(value))
    repeated, taken = np.zeros_like(value), np.zeros(value.shape, bool)
    total, words = np.zeros(len(value)), np.zeros(len(value))
    chosen = np.full((len(value), 10), -1)
    for step in range(chosen.shape[1]):
        backed = np.zeros_like(taken)
        backed[:, 1:] = taken[:, :-1]
        gain = (value * (1 - REPEATED * repeated / mass)
                * np.where(backed, 1, c.leaning))
        fits = (c.length >= 4) & ~taken & (words[:, None] + c.length <= WORDS)
        score = np.where(fits, (total[:, None] + gain)
                         / (words[:, None] + c.length + WORDS / 4), -1)
        best = score.argmax(1)
        go = score[row, best] > 0
        if not go.any():
            break
        chosen[go, step] = best[go]
        taken[row[go], best[go]] = True
        total += np.where(go, gain[row, best], 0)
        words += np.where(go, c.length[row, best], 0)
        repeated = np.where(go[:, None],
                            np.maximum(repeated, c.shared[row, :, best]),
                            repeated)
    return chosen


def rouge(c: Corpus, chosen: np.ndarray) -> list[float]:
    """ROUGE-1 and ROUGE-2, less pairs across sentences."""
    row = np.arange(len(chosen))
    words = sum(np.where(k >= 0, c.words[row, k], 0) for k in chosen.T)
    scores = []
    for order in range(2):
        held = c.held[order]
        found = sum(np.where((k >= 0)[:, None], held[row, k + 1], 0).astype(int)
                    for k in chosen.T)
        common = np.minimum(found, held[:, 0]).sum(1)
        written = np.maximum(1, words - order + c.reference[:, order])
        scores.append(float(np.mean(200 * common / written)))
    return scores


# ---- Values -----------------------------------------------------------------------

def quality(news: Corpus, papers: Corpus, weights: np.ndarray) -> float:
    first, second = rouge(news, choose_free(news, weights))
    third, fourth = rouge(papers, choose_words(papers, weights))
    return 2 * first + second + PAPERS_COUNT * (2 * third + fourth)


def ascend(news: Corpus, papers: Corpus, weights: np.ndarray,
           tried: list[int]) -> np.ndarray:
    best = quality(news, papers, weights)
    steps = {k: max(0.01, abs(weights[k]) * 0.3) for k in tried}
    for _ in range(ROUNDS):
        for k in tried:
            for step in (steps[k], -steps[k]):
                other = weights.copy()
                other[k] += step
                score = quality(news, papers, other)
                if score > best + LEAST_GAIN:
                    best, weights = score, other
                    break
            else:
                steps[k] /= 2
        print(f"  {best:.3f}", file=sys.stderr, flush=True)
    return weights


# What is hard to read is not for ROUGE to judge.
BY_HAND = ("PRONOUNS", "LEANINGS", "REFERENCES", "QUESTIONS")

# Where the ascent starts: the best of several ascents, which end in optima that
# differ by 0.2 points.  The first began with a ridge regression of what a
# single sentence shares with the written summary.
START = dict(ONE=0.4222, SALIENCE=0.1611, MEAN_SALIENCE=0.0013,
             FREQUENCY=0.4874, LOGARITHMS=-0.0119, RARITY=-0.02,
             OVERLONG=-0.05, BREVITY=-0.4368, PLACE=-0.0139, OPENING=-0.0138,
             SECOND=-0.0025, DEPTH=-0.0112, CLOSING=-0.015, NEWS=-0.01,
             SHARED=-0.0277, PROPER_NAMES=-0.0006, NUMBERS=-0.0126,
             COMMAS=-0.0345, CUES=0.0883, DAYS=0.0284, SPEAKERS=0.0056,
             QUOTE_OPENS=-0.0119, QUOTES=-0.0116, PRONOUNS=-0.0068)
START_TITLED = dict(ONE=0.4317, SALIENCE=0.1159, FREQUENCY=0.2143,
                    LOGARITHMS=-0.0084, RARITY=-0.01, OVERLONG=-0.0452,
                    BREVITY=-0.4369, PLACE=-0.0088, OPENING=-0.01,
                    SECOND=0.0013, CLOSING=-0.02, SHARED=-0.0213,
                    PROPER_NAMES=-0.0006, NUMBERS=-0.0125, COMMAS=-0.0261,
                    CUES=0.0496, DAYS=0.036, SPEAKERS=0.018,
                    QUOTE_OPENS=-0.005, QUOTES=-0.0118, PRONOUNS=-0.0053,
                    TITLE_SHARE=0.0517, TITLE_COSINE=0.127)


def learn_values(news: Corpus, papers: Corpus, titled: bool) -> np.ndarray:
    names = feature_names()
    start = START_TITLED if titled else START
    weights = np.array([start.get(name, 0.0) for name in names])
    tried = [k for k, name in enumerate(names) if name not in BY_HAND
             and (titled or not name.startswith("TITLE"))]
    return ascend(news, papers, weights, tried)


# ---- The header ----------------------------------------------------------------------

def print_values(name: str, weights: np.ndarray) -> None:
    print(f"\nstatic const double {name}[SMZ_FEATURES] = {{")
    for feature, weight in zip(feature_names(), weights):
        if round(weight, 4) != 0:
            print(f"    [SMZ_{feature}] = {weight:.4f},")
    print("};")


def main(build: str, news_path: str, papers_path: str) -> None:
    salience = learn_salience(build, news_path)
    news = Corpus(build, news_path, 32)
    papers = Corpus(build, papers_path, 256)
    print("/* Generated by tools/train_weights.py BUILD NEWS PAPERS"
          " > lib/french_weights.h")
    print(f" * from {corpus.source(news_path)}")
    print(f" * and {corpus.source(papers_path)}.")
    print(" * docs/algorithm.md says what each is. */\n")
    print("/* ---- Salience of a term ---- */")
    for name, weight in salience:
        print(f"#define SALIENCE_{name:<10} {weight:.4f}")
    print("\n/* ---- What is hard to read costs a sentence ---- */")
    print(f"#define UNBALANCED_FACTOR {UNBALANCED}  /* half a quotation */")
    print(f"#define QUESTION_FACTOR  {QUESTION}  /* a question */")
    print("/* the two below only when the sentence before is left out */")
    print(f"#define LEANING_FACTOR   {LEANING}  /* \"Il\", \"Mais\" */")
    print(f"#define REFERRING_FACTOR {REFERRING}  /* \"L'entreprise\","
          " \"Son dossier\" */")
    print(f"#define FOLLOWING_FACTOR {FOLLOWING}  /* when it is there, too */")
    print("\n/* ---- Value of a sentence, for its length ---- */")
    print_values("value_untitled", learn_values(news, papers, False))
    print_values("value_titled", learn_values(news, papers, True))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
