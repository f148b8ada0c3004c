/*
 * graph.c - stage 6, published methods: how central a sentence is
 *
 * Centroid, LexRank and TextRank compare every sentence with every other, which
 * nobody does: the matrix of similarities is the product of a sparse matrix of
 * sentences by terms with itself, so that one step over the graph is two passes
 * over the terms.  Time and memory are linear.
 */
#include "internal.h"

#include <math.h>

enum {
    MOST_STEPS = 100,
    NODES = 6          /* of the quadrature that TextRank needs */
};

static const double damping = 0.85, tolerance = 1e-6;

/* Vectors by sentence (of the plain ones) and by term. */
typedef struct graph {
    const smz_document *document;
    double *rank, *next, *degree, *scale;  /* by sentence */
    double *sums;                          /* by term, NODES each */
    uint32_t count;
} graph;

static const uint32_t *terms_of(const graph *g, const smz_sentence *s)
{
    return g->document->terms + s->terms;
}

/* tf-idf of the k-th distinct term of a sentence. */
static double weight(const graph *g, const smz_sentence *s, uint32_t k)
{
    uint32_t place = s->terms + k;
    uint32_t term = g->document->terms[place];
    return g->document->counts[place] * g->document->idf[term];
}

static double norm_of(const graph *g, const smz_sentence *s)
{
    double sum = 0;
    for (uint32_t k = 0; k < s->distinct; k++)
        sum += weight(g, s, k) * weight(g, s, k);
    return sum > 0 ? sqrt(sum) : 1;
}

/* ---- Centroid ----------------------------------------------------------- */

/* Radev et al. 2004: the cosine of a sentence to the sum of all. */
static void rank_by_centroid(graph *g)
{
    const smz_document *d = g->document;
    double norm = 0;
    for (uint32_t t = 0; t < d->vocabulary_count; t++) {
        g->sums[t] = d->vocabulary[t].count * d->idf[t];
        norm += g->sums[t] * g->sums[t];
    }
    norm = norm > 0 ? sqrt(norm) : 1;
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        const smz_sentence *s = &d->sentences[i];
        double dot = 0;
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        for (uint32_t k = 0; k < s->distinct; k++)
            dot += weight(g, s, k) * g->sums[terms_of(g, s)[k]];
        g->rank[s->order] = dot / (norm * norm_of(g, s));
    }
}

/* ---- LexRank ------------------------------------------------------------ */

/* One step: to[i] = sum over j of cosine(i, j) from[j]. */
static void spread_cosine(graph *g, const double *from, double *to)
{
    const smz_document *d = g->document;
    memset(g->sums, 0, d->vocabulary_count * sizeof *g->sums);
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        const smz_sentence *s = &d->sentences[i];
        if (s->kind == SUMMARIZE_SENTENCE)
            for (uint32_t k = 0; k < s->distinct; k++)
                g->sums[terms_of(g, s)[k]] +=
                    weight(g, s, k) * g->scale[s->order] * from[s->order];
    }
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        const smz_sentence *s = &d->sentences[i];
        double sum = 0;
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        for (uint32_t k = 0; k < s->distinct; k++)
            sum += weight(g, s, k) * g->sums[terms_of(g, s)[k]];
        to[s->order] = sum * g->scale[s->order];
    }
}

/* ---- TextRank ----------------------------------------------------------- */

/* exp(x) for x from -60 to 0, the same on every machine: the series near 0,
 * squared back. */
static double exponential(double x)
{
    double small = x / 64, term = 1, sum = 1;
    for (int i = 1; i < 16; i++) {
        term *= small / i;
        sum += term;
    }
    for (int i = 0; i < 6; i++)
        sum *= sum;
    return sum;
}

/* Mihalcea and Tarau 2004 divide what two sentences share by the logarithms of
 * their lengths, a + b.  As 1 / (a + b) is the integral of t^(a + b - 1) over
 * [0, 1], a Gauss-Legendre sum makes it a sum of products of one factor a
 * sentence.  Factor 'node' of a sentence of 'length' words, its weight shared
 * between both: */
static double factor(uint32_t length, int node)
{
    static const double logs[NODES] = {  /* ln t */
        -3.388323322188108, -1.775520202184175, -0.965768814339326,
        -0.479149981021489, -0.185601297388334, -0.034348454520253
    };
    static const double roots[NODES] = {  /* square roots of the weights */
        0.292681133983017, 0.424712592848469, 0.483690983259297,
        0.483690983259297, 0.424712592848469, 0.292681133983017
    };
    double half = smz_ln(length > 2 ? length : 2) - 0.5;
    return roots[node] * exponential(half * logs[node]);
}

static void spread_overlap(graph *g, const double *from, double *to)
{
    const smz_document *d = g->document;
    memset(g->sums, 0, (size_t)d->vocabulary_count * NODES * sizeof *g->sums);
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        const smz_sentence *s = &d->sentences[i];
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        for (int node = 0; node < NODES; node++) {
            double share = g->scale[s->order * NODES + (uint32_t)node]
                           * from[s->order];
            for (uint32_t k = 0; k < s->distinct; k++)
                g->sums[terms_of(g, s)[k] * NODES + (uint32_t)node] += share;
        }
    }
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        const smz_sentence *s = &d->sentences[i];
        double sum = 0;
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        for (uint32_t node = 0; node < NODES; node++) {
            double own = g->scale[s->order * NODES + node], all = 0;
            for (uint32_t k = 0; k < s->distinct; k++)
                all += g->sums[terms_of(g, s)[k] * NODES + node];
            /* without the edge of a sentence to itself */
            sum += own * (all - own * from[s->order] * s->distinct);
        }
        to[s->order] = sum > 0 ? sum : 0;
    }
}

/* ---- The walk ----------------------------------------------------------- */

typedef void spread(graph *g, const double *from, double *to);

/* Brin and Page's random walk along the edges, each left by its share of the
 * degree, until it stands still. */
static void walk(graph *g, spread *step)
{
    double n = g->count, change = 1;
    for (uint32_t i = 0; i < g->count; i++)
        g->rank[i] = 1;
    step(g, g->rank, g->degree);
    for (uint32_t i = 0; i < g->count; i++)
        g->rank[i] = 1 / n;
    for (int steps = 0; steps < MOST_STEPS && change > tolerance; steps++) {
        for (uint32_t i = 0; i < g->count; i++)
            g->next[i] = g->degree[i] > 0 ? g->rank[i] / g->degree[i] : 0;
        step(g, g->next, g->next + g->count);
        change = 0;
        for (uint32_t i = 0; i < g->count; i++) {
            double rank = (1 - damping) / n + damping * g->next[g->count + i];
            change += fabs(rank - g->rank[i]);
            g->rank[i] = rank;
        }
    }
}

/* A sentence that shares no term is left without a factor: what rounding leaves
 * of its edge to itself would else pass for an edge. */
static bool shares(const graph *g, const smz_sentence *s)
{
    for (uint32_t k = 0; k < s->distinct; k++)
        if (g->document->vocabulary[terms_of(g, s)[k]].sentences > 1)
            return true;
    return false;
}

static void prepare(graph *g, uint32_t method)
{
    const smz_document *d = g->document;
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        const smz_sentence *s = &d->sentences[i];
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        if (method == SUMMARIZE_LEXRANK)
            g->scale[s->order] = 1 / norm_of(g, s);
        for (int k = 0; method == SUMMARIZE_TEXTRANK && k < NODES; k++)
            g->scale[s->order * NODES + (uint32_t)k] =
                shares(g, s) ? factor(s->content, k) : 0;
    }
}

static bool allocate(graph *g, smz_buffer *buffer)
{
    size_t sentences = g->count, terms = g->document->vocabulary_count;
    g->rank = smz_reserve(buffer, sentences * (4 + NODES) + terms * NODES + 1,
                          sizeof *g->rank);
    if (g->rank == NULL)
        return false;
    g->degree = g->rank + sentences;
    g->next = g->degree + sentences;      /* two vectors */
    g->scale = g->next + 2 * sentences;
    g->sums = g->scale + sentences * NODES;
    return true;
}

/* Values from 0 to 1, the best sentence's being 1 for the walks. */
static void set_values(const graph *g, smz_document *document, bool relative)
{
    double best = 0;
    for (uint32_t i = 0; i < g->count; i++)
        best = g->rank[i] > best ? g->rank[i] : best;
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        smz_sentence *s = &document->sentences[i];
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        double value = g->rank[s->order] / (relative && best > 0 ? best : 1);
        s->value = value < 1 ? value : 1;  /* a cosine may round above */
    }
}

bool smz_rank_published(smz_document *document, smz_buffer *buffer)
{
    graph g = { .document = document, .count = document->plain_count };
    if (!allocate(&g, buffer))
        return false;
    prepare(&g, document->method);
    switch (document->method) {
    case SUMMARIZE_CENTROID:
        rank_by_centroid(&g);
        break;
    case SUMMARIZE_LEXRANK:
        walk(&g, spread_cosine);
        break;
    case SUMMARIZE_TEXTRANK:
        walk(&g, spread_overlap);
        break;
    default:  /* SUMMARIZE_LEAD */
        for (uint32_t i = 0; i < g.count; i++)
            g.rank[i] = 1.0 / (1 + i);
    }
    set_values(&g, document, document->method != SUMMARIZE_CENTROID);
    return true;
}
