#!/usr/bin/env python3
"""Learns lib/french_weights.h and lib/french_promises.h.

usage: tools/train_weights.py BUILD NEWS PAPERS lib
       tools/train_weights.py BUILD NEWS PAPERS --validate

BUILD is a build folder; all features come out of the library itself, so the
IDF table must be there. NEWS and PAPERS hold JSON lines with "article",
"heading" (the summary that somebody wrote) and "title". Needs numpy and
scikit-learn. The same input makes the same bytes; it takes some minutes.
With --validate a fifth of the documents is left out of what is learned, five
times in turn for papers, and the ROUGE of what is chosen there is printed.

1. Salience: a logistic regression, over all terms of the news, of whether the
   written summary holds the term. The values depend on it, so run the tool
   twice when this step changed.
2. Values: minimum risk training (Och 2003; Shen and others 2016). Of every
   document some summaries are listed, each with its ROUGE; the weights are
   such that those which the library would choose have the most of it. News
   are summarised without a limit and in 1 to 3 sentences, papers under 120
   words; the values with and without a title are learned at once, as they
   share what each stem promises.
"""
from __future__ import annotations

import itertools
import re
import struct
import sys
from collections import Counter
from typing import Iterator, NamedTuple, TextIO

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import corpus

WORD = re.compile(r"\w+")
SHARPNESS = 100.0   # how surely the best of the summaries is chosen
PROMISE_COST = 50.0 # against promises that only a few documents keep
STEPS = 60          # of each ascent; more of them learn by heart
FOLDS = 5
FREE, BUDGET, LONGEST = 12.0, 120, 110       # as in lib/select.c
FEW = {1: 20.0, 2: 10.0, 3: 20 / 3}          # likewise, about
REPEATED, SHORT = 0.5, 34.0            # as in lib/select.c, lib/rank.c
LEANING, REFERRING = 0.72, 0.8        # readability: chosen by hand
FOLLOWING = 1.05
UNBALANCED, QUESTION = 0.45, 0.8
PROMISE_SCALE = 4000                   # steps of a promise, in one byte
POOL = 9                               # sentences of which news are summarised
SETS = np.array([s + (-1,) * (3 - size) for size in (1, 2, 3)
                 for s in itertools.combinations(range(POOL), size)])


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


# ---- Documents ---------------------------------------------------------------

def feature_names() -> list[str]:
    header = open("lib/internal.h", encoding="utf-8").read()
    body = re.search(r"enum smz_feature \{(.*?)SMZ_FEATURES", header, re.S)
    assert body is not None
    return re.findall(r"SMZ_(\w+),", body[1])


NAMES = feature_names()


class Document(NamedTuple):
    features: np.ndarray     # of each sentence
    entries: list            # of its terms in the table of stems
    words: np.ndarray        # as a limit counts
    length: np.ndarray       # L
    factor: np.ndarray       # what is hard to read costs
    leaning: np.ndarray      # the same, if the sentence before is left out
    repeated: np.ndarray     # the share of one's salience that another holds
    written: np.ndarray      # words as ROUGE counts
    wanted: list             # how often the reference has each n-gram,
    held: list               # and how often each sentence


def grams(words: list[str], order: int) -> list:
    return words if order == 0 else list(zip(words, words[1:]))


def read_documents(build: str, path: str) -> Iterator[Document]:
    data = memoryview(corpus.features(build, "sentences", path))
    for record in corpus.documents(path):
        count, width = struct.unpack_from("II", data)
        data = data[8:]
        rows = np.frombuffer(data, np.uint32, count * (7 + width))
        rows = rows.reshape(count, 7 + width)
        data = data[rows.nbytes:]
        ends = np.cumsum(rows[:, 6])
        entries = np.frombuffer(data, np.int32, int(ends[-1]) if count else 0)
        data = data[entries.nbytes:]
        shared = np.frombuffer(data, np.float32, count * count)
        data = data[shared.nbytes:]
        yield read_document(record, rows, np.split(entries, ends[:-1]),
                            shared.reshape(count, count))


def read_document(record: dict, rows: np.ndarray, entries: list,
                  shared: np.ndarray) -> Document:
    head, features = rows[:, :7], rows[:, 7:].view(np.float32)
    asks = features[:, NAMES.index("QUESTIONS")] > 0
    refers = features[:, NAMES.index("REFERENCES")] > 0
    article = record["article"].encode()
    texts = [WORD.findall(article[begin:end].decode().lower())
             for begin, end, *_ in head.tolist()]
    reference = WORD.findall(record["heading"].lower())
    wanted = [Counter(grams(reference, order)) for order in (0, 1)]
    return Document(
        features, [e[e >= 0] for e in entries], head[:, 2].astype(int),
        head[:, 3].astype(float),
        np.where(head[:, 5], UNBALANCED, 1) * np.where(asks, QUESTION, 1),
        np.where(head[:, 4], LEANING, np.where(refers, REFERRING, 1)),
        shared / np.maximum(np.diag(shared), 1e-9)[:, None],
        np.array([len(text) for text in texts], int),
        [np.array(list(w.values()), int) for w in wanted],
        [np.array([[found[g] for g in w] for found in
                   (Counter(grams(text, order)) for text in texts)], np.uint8)
         for order, w in enumerate(wanted)])


def rouge(d: Document, sets: np.ndarray) -> np.ndarray:
    """ROUGE-1 and ROUGE-2 of each set, less pairs across sentences."""
    member = np.zeros((len(sets), len(d.written) + 1), np.float32)
    member[np.arange(len(sets))[:, None], sets] = 1
    member = member[:, :-1]   # the last column took the padding
    scores = []
    for order in (0, 1):
        common = np.minimum(member @ d.held[order], d.wanted[order]).sum(1)
        written = member @ d.written - order + d.wanted[order].sum()
        scores.append(200 * common / np.maximum(written, 1))
    return np.array(scores).T


# ---- Summaries, as lib/select.c values them ------------------------------------

class Model(NamedTuple):
    weights: np.ndarray      # a row without a title, a row with one
    promises: np.ndarray     # of each stem of the table


# What is hard to read is not for ROUGE to judge; promises are learned apart.
BY_HAND = dict(PRONOUNS=-0.007, LEANINGS=0, REFERENCES=0, QUESTIONS=0, PROMISE=0)
START = dict(BY_HAND, ONE=0.42, SALIENCE=0.15, FREQUENCY=0.4, BREVITY=-0.43)
LEARNED = np.array([[name not in BY_HAND
                     and (titled or not name.startswith("TITLE"))
                     for name in NAMES] for titled in (False, True)])


def gains(d: Document, sets: np.ndarray) -> np.ndarray:
    """What multiplies the value of each member, the rows of sets padded by -1."""
    known = np.zeros(sets.shape)
    for place in range(1, sets.shape[1]):
        said = d.repeated[sets[:, place, None], sets[:, :place]]
        known[:, place] = said.max(1)
    backed = (sets[:, :, None] - 1 == sets[:, None, :]).any(2) & (sets > 0)
    connection = np.where(backed, FOLLOWING, d.leaning[sets])
    return ((1 - REPEATED * known) * connection
            * ((d.length + SHORT) * d.factor)[sets])


def values(d: Document, model: Model, titled: bool) -> np.ndarray:
    promised = np.array([model.promises[e].sum() for e in d.entries])
    worth = np.maximum(d.features @ model.weights[int(titled)] + promised, 0.01)
    return worth * (d.length + SHORT) * d.factor


def list_few(d: Document, value: np.ndarray, _) -> np.ndarray:
    """All sets of 1 to 3 of the best sentences, a row each, padded by -1."""
    score = np.where(d.length >= 4, value * d.leaning / (d.length + FREE), -1)
    best = np.argsort(-score, kind="stable")[:POOL]
    best = best[score[best] > 0]
    there = SETS[(SETS < len(best)).all(1)]
    return np.where(there >= 0, np.r_[best, -1][there], -1)


def fill(d: Document, value: np.ndarray, noise: np.ndarray) -> tuple:
    """Greedily under the budget of words."""
    count = len(value)
    known, taken = np.zeros(count), np.zeros(count, bool)
    total = length = words = 0.0
    chosen: list[int] = []
    while True:
        backed = np.r_[False, taken[:-1]]
        poor = (d.leaning < 1) & ~backed | (d.factor <= UNBALANCED)
        fits = ((d.length >= 4) & ~taken & (words + d.words <= BUDGET)
                & ~(poor & (len(chosen) > 0)))
        if not fits.any():
            return tuple(chosen)
        gain = (value * (1 - REPEATED * known)
                * np.where(backed, FOLLOWING, d.leaning))
        score = (total + gain) / (length + d.length + BUDGET / 4) * noise
        best = int(np.where(fits, score, -1).argmax())
        chosen.append(best)
        taken[best] = True
        total += gain[best]
        length += d.length[best]
        words += d.words[best]
        known = np.maximum(known, d.repeated[:, best])


def list_full(d: Document, value: np.ndarray,
              chance: np.random.RandomState) -> np.ndarray:
    """Sets that fill the budget, from values with more and more noise."""
    spreads = [0.0] + [0.05, 0.1, 0.2] * 20
    sets = dict.fromkeys(
        fill(d, value, np.exp(spread * chance.gumbel(size=len(value))))
        for spread in spreads)
    most = max(map(len, sets))
    return np.array([s + (-1,) * (most - len(s)) for s in sets])


# ---- Training ----------------------------------------------------------------

class Mode(NamedTuple):
    """What is asked of a summary."""
    size: int                # sentences, 0: as many as are best
    spread: float
    longest: int             # words, unless it is one sentence
    counts: float            # what a point of it counts


NEWS_MODES = [Mode(0, FREE, LONGEST, 1.0)] + [
    Mode(size, spread, 10**9, 0.35) for size, spread in FEW.items()]
PAPERS_MODES = [Mode(0, BUDGET / 4, 10**9, 0.4)]


class Examples:
    """Documents with summaries of them: a row of 'gain' is a summary, a column
    a sentence; 'owner' says whose summary it is."""

    def __init__(self, documents: list, model: Model, titled: bool, lists,
                 modes: list) -> None:
        self.titled, self.modes = titled, modes
        chance = np.random.RandomState(1)
        documents = [d for d in documents if len(d.words) > 0]
        sets = [lists(d, values(d, model, titled), chance) for d in documents]
        pools = [np.unique(s[s >= 0]) for s in sets]
        both = list(zip(documents, sets))
        self.features = np.concatenate(
            [d.features[pool] for d, pool in zip(documents, pools)]).astype(float)
        self.stems = rows_of([d.entries[i] for d, pool in zip(documents, pools)
                              for i in pool], len(model.promises))
        self.gain = self.join(both, pools)
        self.length = np.concatenate(
            [np.where(s >= 0, d.length[s], 0).sum(1) for d, s in both])
        self.reward = np.concatenate([rouge(d, s) for d, s in both])
        self.size = np.concatenate([(s >= 0).sum(1) for s in sets])
        counts = [len(s) for s in sets]
        self.owner = np.repeat(np.arange(len(sets)), counts)
        self.starts = np.cumsum(counts) - counts
        self.most = np.maximum.reduceat(self.size, self.starts)[self.owner]

    @staticmethod
    def join(both: list, pools: list) -> csr_matrix:
        gain = np.concatenate([gains(d, s)[s >= 0] for d, s in both])
        rows = np.repeat(np.arange(sum(len(s) for _, s in both)),
                         np.concatenate([(s >= 0).sum(1) for _, s in both]))
        before = np.cumsum([0] + [len(pool) for pool in pools])
        columns = np.concatenate([
            first + np.searchsorted(pool, s[s >= 0])
            for first, pool, (_, s) in zip(before, pools, both)])
        return csr_matrix((gain, (rows, columns)),
                          shape=(rows[-1] + 1, before[-1]))

    def scores(self, model: Model, mode: Mode, total: np.ndarray) -> np.ndarray:
        """As lib/select.c scores sets; -inf for what the mode does not allow."""
        if mode.size == 0:
            allowed = (self.length <= mode.longest) | (self.size == 1)
        else:
            allowed = self.size == np.minimum(mode.size, self.most)
        return np.where(allowed, total / (self.length + mode.spread), -np.inf)

    def total(self, model: Model) -> tuple[np.ndarray, np.ndarray]:
        linear = (self.features @ model.weights[int(self.titled)]
                  + self.stems @ model.promises)
        return linear, self.gain @ np.maximum(linear, 0.01)

    def chosen(self, model: Model, mode: Mode) -> np.ndarray:
        """The ROUGE of the best summary of each document."""
        score = self.scores(model, mode, self.total(model)[1])
        best = np.maximum.reduceat(score, self.starts)[self.owner]
        best = np.flatnonzero(score == best)
        return self.reward[best[np.unique(self.owner[best],
                                          return_index=True)[1]]]

    def expect(self, model: Model) -> tuple[float, np.ndarray, np.ndarray]:
        """The ROUGE to be expected, and its slopes by weight and promise."""
        linear, total = self.total(model)
        reward, expected, slope = self.reward @ [2, 1], 0.0, 0.0
        for mode in self.modes:
            score = SHARPNESS * self.scores(model, mode, total)
            score -= np.maximum.reduceat(score, self.starts)[self.owner]
            chance = np.exp(score)
            chance /= np.add.reduceat(chance, self.starts)[self.owner]
            mean = np.add.reduceat(chance * reward, self.starts)
            expected += mode.counts * mean.mean()
            slope = slope + (mode.counts * SHARPNESS * chance
                             * (reward - mean[self.owner])
                             / (self.length + mode.spread))
        slope = (self.gain.T @ slope) * (linear > 0.01) / len(self.starts)
        return expected, self.features.T @ slope, self.stems.T @ slope


def rows_of(entries: list, width: int) -> csr_matrix:
    rows = np.repeat(np.arange(len(entries)), [len(e) for e in entries])
    return csr_matrix((np.ones(len(rows)), (rows, np.concatenate(entries))),
                      shape=(len(entries), width))


def ascend(model: Model, examples: list) -> Model:
    """The weights and promises that make good summaries the likely ones."""
    count = model.weights.size

    def at(point: np.ndarray) -> Model:
        return Model(point[:count].reshape(model.weights.shape), point[count:])

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        here = at(point)
        total = -PROMISE_COST * here.promises @ here.promises
        weights = np.zeros_like(here.weights)
        promises = -2 * PROMISE_COST * here.promises
        for e in examples:
            expected, slope, stems = e.expect(here)
            total += expected
            weights[int(e.titled)] += slope
            promises += stems
        return -total, -np.concatenate([(weights * LEARNED).ravel(), promises])

    found = minimize(loss, np.concatenate([model.weights.ravel(),
                                           model.promises]),
                     jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    print(f"  {-found.fun:.3f}", file=sys.stderr, flush=True)
    return at(found.x)


def make_examples(model: Model, news: list, papers: list) -> list:
    return [Examples(documents, model, titled, lists, modes)
            for documents, lists, modes in (
                (news, list_few, NEWS_MODES), (papers, list_full, PAPERS_MODES))
            for titled in (False, True) if documents]


def learn_values(news: list, papers: list) -> Model:
    start = [START.get(name, 0.0) for name in NAMES]
    stems = 1 + max(int(e.max(initial=0)) for d in news for e in d.entries)
    model = Model(np.array([start, start]), np.zeros(stems))
    found = ascend(model, make_examples(model, news, papers))
    # Again from the start, among the summaries that came out as good ones.
    return ascend(model, make_examples(found, news, papers))


# ---- What is learned, on documents that were left out --------------------------

def validate(news: list, papers: list) -> None:
    for fold in range(FOLDS):
        kept = [[d for i, d in enumerate(documents) if i % FOLDS != fold]
                for documents in (news, papers)]
        model = learn_values(*kept)
        for e in make_examples(model, news[fold::FOLDS], []):
            for mode in e.modes:
                tell("news", fold, e.titled, mode.size, e.chosen(model, mode))
        for titled in (False, True):
            scores = [rouge(d, np.array([fill(d, values(d, model, titled), 1.0)]))
                      for d in papers[fold::FOLDS]]
            tell("papers", fold, titled, 0, np.concatenate(scores))


def tell(what: str, fold: int, titled: bool, size: int,
         scores: np.ndarray) -> None:
    first, second = scores.mean(0)
    print(f"{what} {fold} {'titled' if titled else 'untitled'}"
          f" {size or 'free'} {first:.2f} {second:.2f}", flush=True)


# ---- The headers ---------------------------------------------------------------

def print_values(out: TextIO, name: str, weights: np.ndarray) -> None:
    print(f"\nstatic const double {name}[SMZ_FEATURES] = {{", file=out)
    for feature, weight in zip(NAMES, weights):
        if round(weight, 4) != 0:
            print(f"    [SMZ_{feature}] = {weight:.4f},", file=out)
    print("};", file=out)


def print_weights(out: TextIO, source: str, salience: list,
                  model: Model) -> None:
    promise = NAMES.index("PROMISE")
    weights = model.weights.copy()
    weights[:, promise] = 1
    print(source + " * docs/algorithm.md says what each is. */\n", file=out)
    print("/* ---- Salience of a term ---- */", file=out)
    for name, weight in salience:
        print(f"#define SALIENCE_{name:<10} {weight:.4f}", file=out)
    print("\n/* ---- What is hard to read costs a sentence ---- */", file=out)
    print(f"""#define UNBALANCED_FACTOR {UNBALANCED}  /* half a quotation */
#define QUESTION_FACTOR  {QUESTION}  /* a question */
/* the two below only when the sentence before is left out */
#define LEANING_FACTOR   {LEANING}  /* "Il", "Mais" */
#define REFERRING_FACTOR {REFERRING}  /* "L'entreprise", "Son dossier" */
#define FOLLOWING_FACTOR {FOLLOWING}  /* when it is there, too */""", file=out)
    print("\n/* ---- Value of a sentence, for its length ---- */", file=out)
    print_values(out, "value_untitled", weights[0])
    print_values(out, "value_titled", weights[1])


def print_promises(out: TextIO, source: str, promises: np.ndarray) -> None:
    print(source + " * What each stem of french_idf.h promises, in steps of"
          f" 1/{PROMISE_SCALE}. */", file=out)
    print(f"#define PROMISE_SCALE {PROMISE_SCALE}.0", file=out)
    steps = np.clip(np.rint(promises * PROMISE_SCALE), -128, 127).astype(int)
    print(f"\nstatic const int8_t promises[IDF_COUNT] = {{", file=out)
    for i in range(0, len(steps), 12):
        print("    " + ", ".join(map(str, steps[i:i + 12])) + ",", file=out)
    print("};", file=out)


def main(build: str, news_path: str, papers_path: str, target: str) -> None:
    news = list(read_documents(build, news_path))
    papers = list(read_documents(build, papers_path))
    if target == "--validate":
        validate(news, papers)
        return
    salience = learn_salience(build, news_path)
    model = learn_values(news, papers)
    source = ("/* Generated by tools/train_weights.py BUILD NEWS PAPERS lib\n"
              f" * from {corpus.source(news_path)}\n"
              f" * and {corpus.source(papers_path)}.\n")
    with open(f"{target}/french_weights.h", "w", encoding="utf-8") as out:
        print_weights(out, source, salience, model)
    with open(f"{target}/french_promises.h", "w", encoding="utf-8") as out:
        print_promises(out, source, model.promises)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
