#!/usr/bin/env python3
"""Learns lib/french_weights.h and lib/french_promises.h.

usage: tools/train_weights.py BUILD NEWS PAPERS lib
       tools/train_weights.py BUILD NEWS PAPERS --validate

BUILD is a build folder; all features come out of the library itself, so the
IDF table must be there. NEWS and PAPERS hold JSON lines with "article",
"heading" (the summary that somebody wrote) and "title". Needs numpy, scipy and
scikit-learn. The same input makes the same bytes; it takes some minutes.
With --validate a fifth of the documents is left out of what is learned, five
times in turn, and the ROUGE of what is chosen there is printed; of the news in
tools/readers.tsv also, in percent, how much of it readers chose, and how often
it lacks the news and is unclear to them.

1. Salience: a logistic regression, over all terms of the news, of whether the
   written summary holds the term. The values depend on it, so run the tool
   twice when this step changed.
2. Values: minimum risk training (Och 2003; Shen and others 2016). Of every
   document some summaries are listed, each with its ROUGE; the weights are
   such that those which the library would choose have the most of it. The
   values with and without a title are learned at once, as they share what
   each stem promises. First those of short texts, from news without a limit
   and in 1 to 3 sentences; then what a long text changes of them, as little
   as may be, from papers under 120 words: the mean of what samples of the
   papers teach. Of some news readers said what they would choose
   (tools/readers.tsv): without a title, the weights shall please them, too.
"""
from __future__ import annotations

import itertools
import os
import pathlib
import re
import struct
import sys
from collections import Counter
from typing import Iterator, NamedTuple, TextIO

# Sums in one order, for the same bytes; to be set before numpy comes.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                  MKL_NUM_THREADS="1")
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import corpus

WORD = re.compile(r"\w+")
SHARPNESS = 100.0   # how surely the best of the summaries is chosen
# Against weights and promises that only a few documents keep.
COSTS = {"short": (0.0, 50.0), "change": (5.0, 200.0)}
SHORT_TEXT, LONG_TEXT = 1000, 2000     # words: between most news and papers
STEPS = 60          # of each ascent; more of them learn by heart
BAGS = 5            # samples of the papers, which are few
FOLDS = 5
FREE, BUDGET, LONGEST = 12.0, 120, 110       # about as in stage 7
FEW = {1: 20.0, 2: 10.0, 3: 20 / 3}          # likewise, about
REPEATED, SHORT = 0.5, 34.0            # as in lib/select.c, lib/rank.c
LEANING, REFERRING = 0.72, 0.8         # about as in lib/rank.c
FOLLOWING = 1.05
UNBALANCED, QUESTION = 0.2, 0.8
PROMISE_SCALE = 4000                   # steps of a promise, in one byte
POOL = 9                               # sentences of which news are summarised
READERS = pathlib.Path(__file__).with_name("readers.tsv")
HEARD = 0.15        # what a point of readers counts beside one of ROUGE
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
    # Exact in a few steps; others stop short of it, as some features are alike.
    model = LogisticRegression(C=1e6, solver="newton-cholesky")
    model.fit(features, held)
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
    id: str
    begins: np.ndarray       # of each sentence, in bytes
    features: np.ndarray     # of each sentence
    entries: list            # of its terms in the table of stems
    words: np.ndarray        # as a limit counts
    length: np.ndarray       # L
    factor: np.ndarray       # what is hard to read costs
    leaning: np.ndarray      # the same, if the sentence before is left out
    repeated: np.ndarray     # the share of one's salience that another holds
    extent: float            # 0: a short text, 1: a long one
    written: np.ndarray      # words as ROUGE counts
    reference: list          # the number of each word of the written summary,
    said: list               # and those that each sentence holds, in order
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
    numbers = {word: i for i, word in enumerate(dict.fromkeys(reference))}
    words = head[:, 2].astype(int)
    extent = (words.sum() - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT)
    return Document(
        str(record["id"]), head[:, 0],
        features, [e[e >= 0] for e in entries], words,
        head[:, 3].astype(float),
        np.where(head[:, 5], UNBALANCED, 1) * np.where(asks, QUESTION, 1),
        np.where(head[:, 4], LEANING, np.where(refers, REFERRING, 1)),
        shared / np.maximum(np.diag(shared), 1e-9)[:, None],
        float(np.clip(extent, 0, 1)),
        np.array([len(text) for text in texts], int),
        [numbers[word] for word in reference],
        [np.array([numbers[w] for w in text if w in numbers], np.uint16)
         for text in texts],
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


def rouge_longest(d: Document, chosen: np.ndarray) -> float:
    """ROUGE-L of one set; the longest common subsequence by Hyyrö 2004."""
    places: dict[int, int] = {}
    for i, word in enumerate(d.reference):
        places[word] = places.get(word, 0) | 1 << i
    everything = (1 << len(d.reference)) - 1
    members = sorted(int(i) for i in chosen if i >= 0)
    rows = everything
    for word in (int(word) for i in members for word in d.said[i]):
        match = rows & places[word]
        rows = (rows + match | rows - match) & everything
    longest = len(d.reference) - bin(rows).count("1")
    written = sum(int(d.written[i]) for i in members)
    return 200 * longest / max(1, written + len(d.reference))


# ---- What readers say --------------------------------------------------------

class Reading(NamedTuple):
    """What a reader said of a document, as numbers of its sentences."""
    best: list               # the best summaries of 1, 2 and 3
    news: set                # those that tell the main news,
    unclear: set             # that cannot be understood alone


def read_readings(documents: list) -> Iterator[tuple[Document, Reading]]:
    known = {d.id: d for d in documents}
    for line in READERS.read_text(encoding="utf-8").splitlines():
        name, *lists = line.split("\t")
        if name not in known or len(known[name].words) == 0:
            continue
        places = {int(begin): i for i, begin in enumerate(known[name].begins)}
        *best, news, unclear = (
            {places[int(begin)] for begin in column.split(",")
             if begin and int(begin) in places} for column in lists)
        yield known[name], Reading(best, news, unclear)


def unclear_alone(reading: Reading, chosen) -> list[bool]:
    """Of each sentence chosen; what follows a chosen one is clear by that."""
    return [i in reading.unclear and i - 1 not in chosen for i in chosen]


def appeal(reading: Reading, chosen: list[int]) -> float:
    """What a reader thinks of a summary, about as many points as ROUGE-1 has:
    is it what he would choose, does it tell the news, is it clear by itself?"""
    size = len(chosen)
    sought = reading.news.union(*reading.best)
    unclear = unclear_alone(reading, chosen)
    return (22.5 * len(reading.best[size - 1].intersection(chosen)) / size
            + 12.5 * len(sought.intersection(chosen)) / size
            + 7.5 * (not reading.news.isdisjoint(chosen))
            - 12.5 * unclear[0] - 5 * sum(unclear[1:]) / max(1, size - 1))


# ---- Summaries, as lib/select.c values them ----------------------------------

class Model(NamedTuple):
    weights: np.ndarray      # a row without a title, a row with one
    promises: np.ndarray     # of each stem of the table


class Models(NamedTuple):
    short: Model
    change: Model            # what a long text adds

    def of(self, d: Document) -> Model:
        return Model(*(any_text + d.extent * long_text
                       for any_text, long_text in zip(*self)))


# What is hard to read is not for ROUGE to judge; promises are learned apart.
UNJUDGED = dict(PRONOUNS=-0.007, LEANINGS=0, REFERENCES=0, QUESTIONS=0,
                PROMISE=0)
# Nor can news judge what they hardly have; about what papers find.
FOREIGN = dict(CUES=0.06, SPEAKERS=0.04, PARAGRAPHS=0.06, INTRODUCTION=0.06,
               CONCLUSION=0.15)
START = dict(UNJUDGED, **FOREIGN, ONE=0.42, SALIENCE=0.15, FREQUENCY=0.4,
             BREVITY=-0.43)


def are_learned(by_hand: dict) -> np.ndarray:
    return np.array([[name not in by_hand
                      and (titled or not name.startswith("TITLE"))
                      for name in NAMES] for titled in (False, True)])


LEARNED = {"short": are_learned(UNJUDGED | FOREIGN),
           "change": are_learned(UNJUDGED)}
# What readers say, who had no title, tells of no promise and no factor.
HEEDED = are_learned(FOREIGN | {name: 0 for name in UNJUDGED
                                if name != "PRONOUNS"})


def gains(d: Document, sets: np.ndarray) -> np.ndarray:
    """What multiplies the value of each member, rows of sets padded by -1."""
    known = np.zeros(sets.shape)
    for place in range(1, sets.shape[1]):
        said = d.repeated[sets[:, place, None], sets[:, :place]]
        known[:, place] = said.max(1)
    backed = (sets[:, :, None] - 1 == sets[:, None, :]).any(2) & (sets > 0)
    connection = np.where(backed, FOLLOWING, d.leaning[sets])
    return ((1 - REPEATED * known) * connection
            * ((d.length + SHORT) * d.factor)[sets])


def values(d: Document, models: Models, titled: bool) -> np.ndarray:
    model = models.of(d)
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


def fill(d: Document, value: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Greedily under the budget of words: a set for each row of noise."""
    known, taken = np.zeros(noise.shape), np.zeros(noise.shape, bool)
    total, length, words = np.zeros((3, len(noise)))
    chosen: list[np.ndarray] = []
    while True:
        backed = np.c_[np.zeros(len(noise), bool), taken[:, :-1]]
        poor = (d.leaning < 1) & ~backed | (d.factor <= UNBALANCED)
        fits = ((d.length >= 4) & ~taken & (words[:, None] + d.words <= BUDGET)
                & ~(poor & (len(chosen) > 0)))
        more = np.flatnonzero(fits.any(1))
        if len(more) == 0:
            return np.array(chosen).reshape(-1, len(noise)).T
        gain = (value * (1 - REPEATED * known)
                * np.where(backed, FOLLOWING, d.leaning))
        score = ((total[:, None] + gain)
                 / (length[:, None] + d.length + BUDGET / 4) * noise)
        best = np.where(fits, score, -1).argmax(1)[more]
        chosen.append(np.full(len(noise), -1))
        chosen[-1][more] = best
        taken[more, best] = True
        total[more] += gain[more, best]
        length[more] += d.length[best]
        words[more] += d.words[best]
        known[more] = np.maximum(known[more], d.repeated[:, best].T)


def list_full(d: Document, value: np.ndarray,
              chance: np.random.RandomState) -> np.ndarray:
    """Sets that fill the budget, from values with more and more noise."""
    spreads = np.array([0.0] + [0.05, 0.1, 0.2] * 20)
    noise = chance.gumbel(size=(len(spreads), len(value)))
    return np.unique(fill(d, value, np.exp(spreads[:, None] * noise)), axis=0)


# ---- Training ----------------------------------------------------------------

class Mode(NamedTuple):
    """What is asked of a summary."""
    size: int                # sentences, 0: as many as are best
    spread: float
    longest: int             # words, unless it is one sentence
    counts: float            # what a point of it counts


FEW_MODES = [Mode(size, spread, 10**9, 0.35) for size, spread in FEW.items()]
# Of three sentences readers would have others than ROUGE: that it keeps up.
NEWS_MODES = [Mode(0, FREE, LONGEST, 1.0), *FEW_MODES[:2],
              FEW_MODES[2]._replace(counts=0.6)]
PAPERS_MODES = [Mode(0, BUDGET / 4, 10**9, 0.4)]


class Examples:
    """Documents with summaries of them: a row of 'gain' is a summary, a column
    a sentence; 'owner' says whose summary it is."""
    share = 1.0              # what a point of the reward counts
    learned = LEARNED        # the weights that it may change

    def __init__(self, documents: list, models: Models, titled: bool, lists,
                 modes: list) -> None:
        self.titled, self.modes = titled, modes
        chance = np.random.RandomState(1)
        documents = [d for d in documents if len(d.words) > 0]
        sets = [lists(d, values(d, models, titled), chance) for d in documents]
        pools = [np.unique(s[s >= 0]) for s in sets]
        self.both = list(zip(documents, sets))
        self.features = np.concatenate(
            [d.features[pool] for d, pool in zip(documents, pools)]
        ).astype(float)
        self.extent = np.repeat([d.extent for d in documents],
                                [len(pool) for pool in pools])
        self.stems = rows_of([d.entries[i] for d, pool in zip(documents, pools)
                              for i in pool], len(models.short.promises))
        self.gain = self.join(self.both, pools)
        self.length = np.concatenate(
            [np.where(s >= 0, d.length[s], 0).sum(1) for d, s in self.both])
        self.reward = self.find_rewards()
        self.size = np.concatenate([(s >= 0).sum(1) for s in sets])
        counts = [len(s) for s in sets]
        self.owner = np.repeat(np.arange(len(sets)), counts)
        self.starts = np.cumsum(counts) - counts
        self.asked = [self.rows_of_mode(mode) for mode in modes]

    def find_rewards(self) -> np.ndarray:
        return np.concatenate([rouge(d, s) @ [2, 1] for d, s in self.both])

    def rows_of_mode(self, mode: Mode) -> tuple:
        """The summaries that a mode allows, where those of each document begin
        among them, and whose each is."""
        if mode.size == 0:
            allowed = (self.length <= mode.longest) | (self.size == 1)
        else:
            most = np.maximum.reduceat(self.size, self.starts)[self.owner]
            allowed = self.size == np.minimum(mode.size, most)
        rows = np.flatnonzero(allowed)
        counts = np.bincount(self.owner[rows], minlength=len(self.starts))
        return (rows, np.cumsum(counts) - counts,
                np.repeat(np.arange(len(counts)), counts))

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

    def total(self, models: Models) -> tuple[np.ndarray, np.ndarray]:
        short, change = (self.features @ model.weights[int(self.titled)]
                         + self.stems @ model.promises for model in models)
        linear = short + self.extent * change
        return linear, self.gain @ np.maximum(linear, 0.01)

    def chosen(self, models: Models, mode: Mode) -> list:
        """The best summary of each document, as lib/select.c scores sets."""
        rows, starts, _ = self.asked[self.modes.index(mode)]
        total = self.total(models)[1][rows]
        score = total / (self.length[rows] + mode.spread)
        best = [rows[start:end][score[start:end].argmax()] for start, end
                in zip(starts, np.append(starts[1:], len(rows)))]
        return [(d, sets[row - first]) for (d, sets), row, first
                in zip(self.both, best, self.starts)]

    def expect(self, models: Models, part: str) -> tuple:
        """The reward to be expected, and its slopes by weight and promise."""
        linear, total = self.total(models)
        expected, slope = 0.0, np.zeros(len(total))
        for mode, (rows, starts, owner) in zip(self.modes, self.asked):
            length = self.length[rows] + mode.spread
            reward = self.reward[rows]
            score = SHARPNESS * total[rows] / length
            chance = np.exp(score - np.maximum.reduceat(score, starts)[owner])
            chance /= np.add.reduceat(chance, starts)[owner]
            mean = np.add.reduceat(chance * reward, starts)
            counts = self.share * mode.counts
            expected += counts * mean.mean()
            slope[rows] += (counts * SHARPNESS * chance
                            * (reward - mean[owner]) / length)
        slope = (self.gain.T @ slope) * (linear > 0.01) / len(self.starts)
        if part == "change":
            slope = slope * self.extent
        weights = np.zeros_like(models.short.weights)
        weights[int(self.titled)] = self.features.T @ slope
        return expected, weights * self.learned[part], self.stems.T @ slope


class Readings(Examples):
    """News that somebody read, with what he would think of summaries."""
    share, learned = HEARD, {"short": HEEDED}

    def __init__(self, readings: list, models: Models) -> None:
        self.said = [reading for _, reading in readings]
        super().__init__([d for d, _ in readings], models, False, list_few,
                         FEW_MODES)

    def find_rewards(self) -> np.ndarray:
        return np.array([2 * appeal(reading, sorted(s[s >= 0].tolist()))
                         for (_, sets), reading in zip(self.both, self.said)
                         for s in sets])

    def expect(self, models: Models, part: str) -> tuple:
        """They are too few to tell what a stem promises: its slope is withheld,
        as are those of weights that are not theirs to change."""
        expected, weights, stems = super().expect(models, part)
        return expected, weights, 0 * stems


def rows_of(entries: list, width: int) -> csr_matrix:
    rows = np.repeat(np.arange(len(entries)), [len(e) for e in entries])
    return csr_matrix((np.ones(len(rows)), (rows, np.concatenate(entries))),
                      shape=(len(entries), width))


def ascend(models: Models, examples: list, part: str) -> Models:
    """The weights and promises that make good summaries the likely ones."""
    start: Model = getattr(models, part)
    count = start.weights.size
    costs = np.repeat(COSTS[part], [count, len(start.promises)])

    def at(point: np.ndarray) -> Models:
        model = Model(point[:count].reshape(start.weights.shape), point[count:])
        return models._replace(**{part: model})

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        total = -costs @ point ** 2
        weights = np.zeros_like(start.weights)
        promises = np.zeros_like(start.promises)
        for e in examples:
            expected, slopes, stems = e.expect(at(point), part)
            total += expected
            weights += slopes
            promises += stems
        slopes = np.concatenate([weights.ravel(), promises])
        return -total, 2 * costs * point - slopes

    found = minimize(loss, np.concatenate([start.weights.ravel(),
                                           start.promises]),
                     jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    print(f"  {-found.fun:.3f}", file=sys.stderr, flush=True)
    return at(found.x)


def make_examples(models: Models, documents: list, lists, modes: list) -> list:
    examples = [Examples(documents, models, titled, lists, modes)
                for titled in (False, True)]
    readings = list(read_readings(documents)) if modes is NEWS_MODES else []
    return examples + ([Readings(readings, models)] if readings else [])


def learn_part(models: Models, part: str, *texts) -> Models:
    """Twice from the start: first among the summaries that it lists, then among
    those that came out as good ones."""
    found = ascend(models, make_examples(models, *texts), part)
    return ascend(models, make_examples(found, *texts), part)


def learn_change(models: Models, papers: list) -> Models:
    """Bagging (Breiman 1996): the mean of what samples of them teach, drawn
    with repetition."""
    changes = []
    for bag in range(BAGS):
        drawn = np.random.RandomState(bag).randint(0, len(papers), len(papers))
        sample = [papers[i] for i in drawn]
        changes.append(learn_part(models, "change", sample, list_full,
                                  PAPERS_MODES).change)
    weights, promises = (sum(parts) / BAGS for parts in zip(*changes))
    return models._replace(change=Model(weights, promises))


def learn_values(news: list, papers: list) -> Models:
    start = np.array([[START.get(name, 0.0) for name in NAMES]] * 2)
    stems = 1 + max(int(e.max(initial=0)) for d in news for e in d.entries)
    models = Models(Model(start, np.zeros(stems)),
                    Model(np.zeros_like(start), np.zeros(stems)))
    models = learn_part(models, "short", news, list_few, NEWS_MODES)
    return learn_change(models, papers)


# ---- What is learned, on documents that were left out ------------------------

def validate(news: list, papers: list) -> None:
    scores: dict[str, list] = {}
    for fold in range(FOLDS):
        kept = [[d for i, d in enumerate(documents) if i % FOLDS != fold]
                for documents in (news, papers)]
        models = learn_values(*kept)
        for name, chosen in summarize(models, news[fold::FOLDS],
                                      papers[fold::FOLDS]):
            found = [(*rouge(d, s[None])[0], rouge_longest(d, s))
                     for d, s in chosen]
            scores.setdefault(name, []).extend(found)
            tell(f"{name}, fold {fold}", found)
        for name, found in judge(models, news[fold::FOLDS]):
            scores.setdefault(name, []).extend(found)
    for name, found in scores.items():
        tell(name, found)


def judge(models: Models, news: list) -> Iterator[tuple]:
    """What is asked for, and of each document that somebody read, in percent:
    what he chose, too; without the news; unclear."""
    read = list(read_readings(news))
    if not read:
        return
    examples = Examples([d for d, _ in read], models, False, list_few,
                        NEWS_MODES)
    for mode in NEWS_MODES:
        chosen = examples.chosen(models, mode)
        yield (f"readers {mode.size or 'free'}",
               [opinion(said, set(s[s >= 0].tolist()))
                for (_, said), (_, s) in zip(read, chosen)])


def opinion(said: Reading, chosen: set) -> list:
    liked = len(chosen & said.best[len(chosen) - 1])
    return [100 * liked / len(chosen), 100 * said.news.isdisjoint(chosen),
            100 * any(unclear_alone(said, chosen))]


def summarize(models: Models, news: list, papers: list) -> Iterator[tuple]:
    """What is asked for, and the documents, each with what is chosen of it."""
    for titled in (False, True):
        title = " with title" if titled else ""
        examples = Examples(news, models, titled, list_few, NEWS_MODES)
        for mode in NEWS_MODES:
            yield (f"news {mode.size or 'free'}{title}",
                   examples.chosen(models, mode))
        sets = [fill(d, values(d, models, titled), np.ones((1, len(d.words))))
                for d in papers]
        yield f"papers{title}", [(d, s[0]) for d, s in zip(papers, sets)]


def tell(what: str, scores: list) -> None:
    print(what, "{:.2f} {:.2f} {:.2f}".format(*np.mean(scores, axis=0)),
          flush=True)


# ---- The headers -------------------------------------------------------------

def print_values(out: TextIO, name: str, weights: np.ndarray) -> None:
    print(f"\nstatic const double {name}[SMZ_FEATURES] = {{", file=out)
    for feature, weight in zip(NAMES, weights):
        if round(weight, 4) != 0:
            print(f"    [SMZ_{feature}] = {weight:.4f},", file=out)
    print("};", file=out)


def print_weights(out: TextIO, source: str, salience: list,
                  models: Models) -> None:
    weights = models.short.weights.copy()
    weights[:, NAMES.index("PROMISE")] = 1
    print(source + " * docs/algorithm.md says what each is. */\n", file=out)
    print("/* ---- Salience of a term ---- */", file=out)
    for name, weight in salience:
        print(f"#define SALIENCE_{name:<10} {weight:.4f}", file=out)
    print(f"""
/* ---- Value of a sentence, for its length ---- */
#define PROMISE_SCALE {PROMISE_SCALE}.0  /* steps of french_promises.h in 1 */""",
          file=out)
    print_values(out, "value_untitled", weights[0])
    print_values(out, "value_titled", weights[1])
    print(f"""
/* ---- What a long text adds to that ---- */
#define SHORT_TEXT {SHORT_TEXT}.0  /* words: up to here nothing, */
#define LONG_TEXT  {LONG_TEXT}.0  /* from here on all */""", file=out)
    print_values(out, "long_untitled", models.change.weights[0])
    print_values(out, "long_titled", models.change.weights[1])


def print_promises(out: TextIO, source: str, models: Models) -> None:
    print(source + " * What each stem of french_idf.h promises, and what a long"
          f" text adds to that,\n * in steps of 1/{PROMISE_SCALE}. */", file=out)
    both = np.array([model.promises for model in models]).T * PROMISE_SCALE
    steps = np.clip(np.rint(both), -128, 127).astype(int)
    print("\nstatic const int8_t promises[IDF_COUNT][2] = {", file=out)
    for i in range(0, len(steps), 6):
        print("    " + ", ".join(f"{{ {a}, {b} }}" for a, b in steps[i:i + 6])
              + ",", file=out)
    print("};", file=out)


def main(build: str, news_path: str, papers_path: str, target: str) -> None:
    news = list(read_documents(build, news_path))
    papers = list(read_documents(build, papers_path))
    if target == "--validate":
        validate(news, papers)
        return
    salience = learn_salience(build, news_path)
    models = learn_values(news, papers)
    source = ("/* Generated by tools/train_weights.py BUILD NEWS PAPERS lib\n"
              f" * from {corpus.source(news_path)}\n"
              f" * and {corpus.source(papers_path)}.\n")
    with open(f"{target}/french_weights.h", "w", encoding="utf-8") as out:
        print_weights(out, source, salience, models)
    with open(f"{target}/french_promises.h", "w", encoding="utf-8") as out:
        print_promises(out, source, models)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
