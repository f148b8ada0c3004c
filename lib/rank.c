/*
 * rank.c - stage 6: weights -> values
 *
 * The value of a sentence is what a summary gains by it: a linear model of its
 * terms, length, place and surface, times its length (docs/algorithm.md).
 */
#include "internal.h"

#include <math.h>

#include "french_weights.h"
#include "logarithms.h"

enum { SHORT = 34 };  /* words: shorter sentences are worth less for each */

double smz_ln(uint32_t count)
{
    static const double ln2 = 0.693147180559945;
    uint32_t shift = 0;
    while (count >> shift > 255)
        shift++;
    double low = logarithms[count >> shift];
    if (shift == 0)
        return low;
    double high = logarithms[(count >> shift) + 1];
    double rest = (double)(count & ((1u << shift) - 1)) / (double)(1u << shift);
    return low + rest * (high - low) + shift * ln2;
}

/* ---- Values ------------------------------------------------------------------------- */

/* Square root of a sum of squares, in whole numbers as far as they reach. */
static double norm_of(const smz_document *document)
{
    double sum = 0;
    for (uint32_t i = 0; i < document->vocabulary_count; i++) {
        double count = document->vocabulary[i].count;
        sum += count * count;
    }
    return sum > 0 ? sqrt(sum) : 1;
}

static double at_most(double value, double limit)
{
    return value < limit ? value : limit;
}

/* What the terms of a sentence add. */
static double value_of_terms(const smz_document *document,
                             const smz_sentence *sentence,
                             const value_weights *w, double norm)
{
    double salience = 0, logs = 0, frequency = 0;
    const uint32_t *terms = document->terms + sentence->terms;
    for (uint32_t i = 0; i < sentence->distinct; i++) {
        uint32_t count = document->vocabulary[terms[i]].count;
        salience += document->salience[terms[i]];
        frequency += count;
        logs += smz_ln(count + 1) - logarithms[2];
    }
    double content = sentence->content > 0 ? sentence->content : 1;
    return w->salience * salience / 4 + w->logs * logs / 4
           + w->frequency * frequency / (content * norm);
}

static double value_of_surface(const smz_sentence *sentence,
                               const value_weights *w)
{
    uint8_t surface = sentence->surface;
    return (surface & SMZ_CUE_PHRASE ? w->cue : 0)
           + (surface & SMZ_WEEKDAY ? w->weekday : 0)
           + (surface & SMZ_AUTHORS ? w->authors : 0)
           + (surface & SMZ_QUOTE_FIRST ? w->quote_first : 0)
           + (surface & SMZ_QUOTED ? w->quoted : 0)
           + (surface & SMZ_PRONOUN ? w->pronoun : 0)
           + w->commas * at_most(sentence->commas, 5) / 3
           + w->numbers * at_most(sentence->numbers, 5) / 3;
}

static double value_of_place(const smz_sentence *sentence, uint32_t order,
                             const value_weights *w)
{
    double length = sentence->length;
    double overlong = length > 35 ? (length - 35) / 20 : 0;
    double shared = sentence->distinct > 0
                        ? (double)sentence->shared / sentence->distinct : 0;
    return w->overlong * overlong + w->brevity * SHORT / (length + SHORT)
           + w->position * smz_ln(order + 1) + w->shared * shared;
}

static double value_of_title(const smz_document *document,
                             const smz_sentence *sentence,
                             const smz_probe *title, const value_weights *w)
{
    if (title == NULL || title->distinct == 0 || sentence->distinct == 0)
        return 0;
    uint32_t common = 0;
    const uint32_t *terms = document->terms + sentence->terms;
    for (uint32_t i = 0; i < sentence->distinct; i++)
        common += title->marks[terms[i]];
    double both = (double)title->distinct * (double)sentence->distinct;
    return w->title_share * common / title->distinct
           + w->title_cosine * common / sqrt(both);
}

void smz_rank(smz_document *document, const smz_probe *title)
{
    const value_weights *w = title != NULL ? &titled : &untitled;
    double norm = norm_of(document);
    uint32_t order = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        smz_sentence *sentence = &document->sentences[i];
        if (sentence->kind != SUMMARIZE_SENTENCE)
            continue;
        double value = w->constant
                       + value_of_terms(document, sentence, w, norm)
                       + value_of_surface(sentence, w)
                       + value_of_place(sentence, order++, w)
                       + value_of_title(document, sentence, title, w);
        sentence->value = (value > 0.01 ? value : 0.01)
                          * (sentence->length + SHORT)
                          * (sentence->surface & SMZ_UNBALANCED ? 0.7 : 1);
    }
}

/* ---- Queries ------------------------------------------------------------------------- */

/* Okapi BM25 (Robertson and Zaragoza 2009) of a sentence to a query. */
static double answer(const smz_document *document, const smz_sentence *sentence,
                     const smz_probe *query, double mean)
{
    static const double k1 = 1.2, b = 0.75;
    double sum = 0, flat = k1 * (1 - b + b * sentence->content / mean);
    for (uint32_t i = 0; i < sentence->distinct; i++) {
        uint32_t place = sentence->terms + i, term = document->terms[place];
        double count = document->counts[place];
        if (query->marks[term])
            sum += document->idf[term] * count * (k1 + 1) / (count + flat);
    }
    return sum;
}

static double mean_content(const smz_document *document)
{
    double content = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++)
        content += document->sentences[i].content;
    return content > 0 ? content / document->plain_count : 1;
}

/* A sentence that answers nothing keeps a little, to fill what room is left;
 * when none answers anything, all stay as they are. */
void smz_rank_query(smz_document *document, const smz_probe *query)
{
    static const double otherwise = 0.05;
    double mean = mean_content(document), best = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        double found = answer(document, &document->sentences[i], query, mean);
        best = found > best ? found : best;
    }
    for (uint32_t i = 0; best > 0 && i < document->sentence_count; i++) {
        smz_sentence *sentence = &document->sentences[i];
        double found = answer(document, sentence, query, mean);
        sentence->value *= otherwise + (1 - otherwise) * found / best;
    }
}

double smz_density(const smz_document *document, const smz_sentence *sentence,
                   double spread)
{
    if (document->method != SUMMARIZE_DEFAULT)
        return sentence->value;
    double leans = sentence->surface & SMZ_LEANS ? SMZ_LEANING_FACTOR : 1;
    return sentence->value * leans / (sentence->length + spread);
}

double smz_score(const smz_document *document, const smz_sentence *sentence)
{
    double density = smz_density(document, sentence, SMZ_SCORE_SPREAD);
    return document->method == SUMMARIZE_DEFAULT ? density / (1 + density)
                                                 : density;
}

/* ---- Sorting -------------------------------------------------------------------------- */

static void merge(uint32_t *to, const uint32_t *a, const uint32_t *a_end,
                  const uint32_t *b, const uint32_t *b_end, const double *keys)
{
    while (a < a_end || b < b_end) {
        bool first = b == b_end || (a < a_end && keys[*a] >= keys[*b]);
        *to++ = first ? *a++ : *b++;
    }
}

void smz_sort(uint32_t *order, uint32_t *spare, uint32_t count,
              const double *keys)
{
    uint32_t *from = order, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t middle = i + width < count ? i + width : count;
            size_t end = middle + width < count ? middle + width : count;
            merge(to + i, from + i, from + middle, from + middle, from + end,
                  keys);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != order)
        memcpy(order, from, count * sizeof *order);
}
