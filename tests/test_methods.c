/* The published methods, which lib/graph.c computes without ever comparing two
 * sentences, against their definitions: a matrix of all similarities and a walk
 * on it until it stands still. */
#include "../lib/graph.c"
#include "../lib/engine.h"

#include <stdlib.h>

#include "corpus.h"
#include "tap.h"

enum { BEST = 5 };

static summarize_engine *engine;

/* ---- What the definitions need of a text -------------------------------- */

typedef struct dense {
    smz_document document;
    const smz_sentence **sentences;  /* the plain ones */
    size_t  count, terms;
    double *counts;                  /* of each term in each sentence */
    double *edges;                   /* similarities of all pairs */
    double *rank, *next;
} dense;

static double count_in(const dense *d, size_t sentence, size_t term)
{
    return d->counts[sentence * d->terms + term];
}

static void read_counts(dense *d)
{
    const smz_document *document = &d->document;
    for (size_t i = 0; i < document->sentence_count; i++) {
        const smz_sentence *s = &document->sentences[i];
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        d->sentences[d->count] = s;
        for (uint32_t k = 0; k < s->distinct; k++)
            d->counts[d->count * d->terms + document->terms[s->terms + k]] =
                document->counts[s->terms + k];
        d->count++;
    }
}

/* Has the library read and value a text. */
static dense read_text(const corpus_text *text, summarize_method method)
{
    dense d = { 0 };
    summarize_options options = { .size = sizeof options, .method = method };
    summarize_error error = smz_analyze(engine, text->bytes, text->length,
                                        &options, &d.document);
    EXPECT(error.status == SUMMARIZE_OK);
    size_t n = d.document.plain_count;
    d.terms = d.document.vocabulary_count;
    d.sentences = calloc(n + 1, sizeof *d.sentences);
    d.counts = calloc(n * d.terms + 1, sizeof *d.counts);
    d.edges = calloc(n * n + 1, sizeof *d.edges);
    d.rank = calloc(n + 1, sizeof *d.rank);
    d.next = calloc(n + 1, sizeof *d.next);
    read_counts(&d);
    return d;
}

static void free_text(dense *d)
{
    free(d->sentences);
    free(d->counts);
    free(d->edges);
    free(d->rank);
    free(d->next);
}

/* ---- The definitions ---------------------------------------------------- */

/* Of two vectors of counts, weighted by IDF. */
static double cosine(const dense *d, const double *a, const double *b)
{
    double dot = 0, aa = 0, bb = 0;
    for (size_t t = 0; t < d->terms; t++) {
        double squared = d->document.idf[t] * d->document.idf[t];
        dot += a[t] * b[t] * squared;
        aa += a[t] * a[t] * squared;
        bb += b[t] * b[t] * squared;
    }
    return aa > 0 && bb > 0 ? dot / sqrt(aa * bb) : 0;
}

static double overlap(const dense *d, size_t i, size_t k)
{
    double a = d->sentences[i]->content, b = d->sentences[k]->content, both = 0;
    for (size_t t = 0; t < d->terms; t++)
        both += count_in(d, i, t) > 0 && count_in(d, k, t) > 0;
    return both / (log(a > 2 ? a : 2) + log(b > 2 ? b : 2));
}

static void compare_all(dense *d, summarize_method method)
{
    for (size_t i = 0; i < d->count; i++)
        for (size_t k = 0; k < d->count; k++) {
            const double *a = d->counts + i * d->terms;
            const double *b = d->counts + k * d->terms;
            d->edges[i * d->count + k] =
                method == SUMMARIZE_LEXRANK ? cosine(d, a, b)
                : i != k ? overlap(d, i, k) : 0;
        }
}

/* Makes every row sum to 1, but for those without an edge. */
static void normalize(dense *d)
{
    for (size_t i = 0; i < d->count; i++) {
        double *row = d->edges + i * d->count, sum = 0;
        for (size_t k = 0; k < d->count; k++)
            sum += row[k];
        for (size_t k = 0; k < d->count && sum > 0; k++)
            row[k] /= sum;
    }
}

static double step_once(dense *d)
{
    double n = (double)d->count, change = 0;
    for (size_t k = 0; k < d->count; k++) {
        double sum = 0;
        for (size_t i = 0; i < d->count; i++)
            sum += d->rank[i] * d->edges[i * d->count + k];
        d->next[k] = 0.15 / n + 0.85 * sum;
        change += fabs(d->next[k] - d->rank[k]);
    }
    double *swap = d->rank;
    d->rank = d->next;
    d->next = swap;
    return change;
}

static void walk_all(dense *d)
{
    for (size_t i = 0; i < d->count; i++)
        d->rank[i] = 1 / (double)d->count;
    for (int steps = 0; steps < 1000 && step_once(d) > 1e-14; steps++)
        continue;
    double best = 0;
    for (size_t i = 0; i < d->count; i++)
        best = d->rank[i] > best ? d->rank[i] : best;
    for (size_t i = 0; i < d->count; i++)
        d->rank[i] /= best;
}

static void compare_with_all(dense *d)
{
    double *sum = calloc(d->terms + 1, sizeof *sum);
    for (size_t i = 0; i < d->count; i++)
        for (size_t t = 0; t < d->terms; t++)
            sum[t] += count_in(d, i, t);
    for (size_t i = 0; i < d->count; i++)
        d->rank[i] = cosine(d, d->counts + i * d->terms, sum);
    free(sum);
}

/* ---- Comparing ---------------------------------------------------------- */

static double value_of(const dense *d, size_t i)
{
    return d->sentences[i]->value;
}

/* The library's best sentences come in the order of the definition, but for
 * those that differ by less than 'tolerated'. */
static bool same_order(const dense *d, double tolerated)
{
    double last = INFINITY, last_rank = INFINITY;
    for (int place = 0; place < BEST; place++) {
        double value = -1, rank = -1;
        for (size_t i = 0; i < d->count; i++)
            if (value_of(d, i) < last && value_of(d, i) > value) {
                value = value_of(d, i);
                rank = d->rank[i];
            }
        if (rank > last_rank + tolerated)
            return false;
        last = value;
        last_rank = rank;
    }
    return true;
}

static void expect_the_same(summarize_method method, double tolerated)
{
    for (size_t i = 0; i < corpus_count; i++) {
        dense d = read_text(&corpus[i], method);
        if (method == SUMMARIZE_CENTROID) {
            compare_with_all(&d);
        } else {
            compare_all(&d, method);
            normalize(&d);
            walk_all(&d);
        }
        double worst = 0;
        for (size_t k = 0; k < d.count; k++)
            worst = fmax(worst, fabs(value_of(&d, k) - d.rank[k]));
        tap_about("%s: off by %.2e", corpus[i].name, worst);
        EXPECT(d.count == d.document.plain_count && d.count > 0);
        EXPECT(worst < tolerated);
        EXPECT(same_order(&d, tolerated));
        free_text(&d);
    }
}

/* ---- Tests -------------------------------------------------------------- */

static void centroid_is_the_cosine_to_the_sum_of_all(void)
{
    expect_the_same(SUMMARIZE_CENTROID, 1e-9);
}

/* The library stops when a step changes less than 1e-6 in all. */
static void lexrank_is_a_walk_on_the_matrix_of_cosines(void)
{
    expect_the_same(SUMMARIZE_LEXRANK, 1e-4);
}

static void textrank_is_a_walk_on_the_matrix_of_overlaps(void)
{
    expect_the_same(SUMMARIZE_TEXTRANK, 5e-4);
}

/* Of the sum that stands for 1 / (log a + log b). */
static void the_quadrature_is_exact_enough_at_all_lengths(void)
{
    for (uint32_t a = 1; a <= 2000; a += 1 + a / 10)
        for (uint32_t b = 1; b <= a; b += 1 + b / 10) {
            double logs = log(a > 2 ? a : 2) + log(b > 2 ? b : 2), sum = 0;
            for (int node = 0; node < NODES; node++)
                sum += factor(a, node) * factor(b, node);
            tap_about("%u and %u words", a, b);
            EXPECT(fabs(sum * logs - 1) < 2e-3);
        }
}

int main(int argc, char **argv)
{
    read_corpus(argc > 1 ? argv[1] : "tests/corpus");
    engine = summarize_engine_new(NULL);
    RUN(centroid_is_the_cosine_to_the_sum_of_all);
    RUN(lexrank_is_a_walk_on_the_matrix_of_cosines);
    RUN(textrank_is_a_walk_on_the_matrix_of_overlaps);
    RUN(the_quadrature_is_exact_enough_at_all_lengths);
    summarize_engine_free(engine);
    free_corpus();
    return tap_end();
}
