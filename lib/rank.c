/*
 * rank.c - stage 6: weights -> values
 *
 * The value of a sentence is what a summary gains by it: a linear model of its
 * terms, length, place and surface, times its length (docs/algorithm.md).
 */
#include "internal.h"

#include <math.h>

#include "french_weights.h"
#include "lanes.h"
#include "logarithms.h"

enum { SHORT = 34 };  /* words: shorter sentences are worth less for each */

/* What is hard to read costs a sentence; chosen by hand (docs/algorithm.md). */
#define UNBALANCED_FACTOR 0.2   /* half a quotation */
#define QUESTION_FACTOR   0.8
#define UNKEPT_FACTOR     0.2   /* a colon, and not what it announces */
/* When the sentence before is left out: */
#define LEANING_FACTOR    0.66  /* "Il", "Mais" */
#define LEANING_TITLED    0.74  /* the same; a title may tell of whom */
#define REFERRING_FACTOR  0.8   /* "L'entreprise", "Son dossier" */
/* When it is taken, too: */
#define FOLLOWING_FACTOR  1.05

double smz_ln_large(uint32_t count)
{
    static const double ln2 = 0.693147180559945;
    uint32_t shift = 24 - (uint32_t)__builtin_clz(count);
    double low = smz_logarithms[count >> shift];
    double high = smz_logarithms[(count >> shift) + 1];
    double rest = (double)(count & ((1u << shift) - 1)) / (double)(1u << shift);
    return low + rest * (high - low) + shift * ln2;
}

/* ---- Values ------------------------------------------------------------- */

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

static double is(bool condition)
{
    return condition ? 1 : 0;
}

static void read_terms(const smz_scene *scene, const smz_sentence *sentence,
                       double f[SMZ_FEATURES])
{
    const smz_document *document = scene->document;
    const uint32_t *terms = document->terms + sentence->terms;
    const smz_term *vocabulary = document->vocabulary;
    const double *saliences = document->salience, *idf = document->idf;
    const double *promises = document->promise;
    double salience = 0, logs = 0, frequency = 0, rarity = 0, promise = 0;
    double distinct = sentence->distinct > 0 ? sentence->distinct : 1;
    double content = sentence->content > 0 ? sentence->content : 1;
    for (uint32_t i = 0; i < sentence->distinct; i++) {
        uint32_t count = vocabulary[terms[i]].count;
        salience += saliences[terms[i]];
        frequency += count;
        rarity += idf[terms[i]];
        promise += promises[terms[i]];
        logs += smz_ln(count + 1) - smz_logarithms[2];
    }
    f[SMZ_SALIENCE] = salience / 4;
    f[SMZ_MEAN_SALIENCE] = salience / distinct;
    f[SMZ_FREQUENCY] = frequency / (content * scene->norm);
    f[SMZ_LOGARITHMS] = logs / 4;
    f[SMZ_RARITY] = rarity / distinct / 8;
    f[SMZ_PROMISE] = promise;
    f[SMZ_NEWS] = sentence->fresh / distinct;
    f[SMZ_SHARED] = sentence->shared / distinct;
}

static void read_place(const smz_scene *scene, const smz_sentence *sentence,
                       double f[SMZ_FEATURES])
{
    double length = sentence->length, last = scene->document->plain_count - 1;
    f[SMZ_OVERLONG] = length > 35 ? (length - 35) / 20 : 0;
    f[SMZ_BREVITY] = SHORT / (length + SHORT);
    f[SMZ_PLACE] = smz_ln(sentence->order + 1);
    f[SMZ_OPENING] = is(sentence->order == 0);
    f[SMZ_SECOND] = is(sentence->order == 1);
    f[SMZ_DEPTH] = last > 0 ? sentence->order / last : 0;
    f[SMZ_CLOSING] = is(last > 0 && sentence->order == last);
    f[SMZ_PARAGRAPHS] = is(sentence->surface & SMZ_STARTS);
    f[SMZ_INTRODUCTION] = is(sentence->surface & SMZ_INTRODUCES);
    f[SMZ_CONCLUSION] = is(sentence->surface & SMZ_CONCLUDES);
}

static void read_surface(const smz_sentence *sentence, double f[SMZ_FEATURES])
{
    uint16_t surface = sentence->surface;
    f[SMZ_PROPER_NAMES] = at_most(sentence->names, 5) / 3;
    f[SMZ_NAMELESS] = is(sentence->names == 0);
    f[SMZ_POINTERS] = at_most(sentence->pointers, 4) / 3;
    f[SMZ_NUMBERS] = at_most(sentence->numbers, 5) / 3;
    f[SMZ_COMMAS] = at_most(sentence->commas, 5) / 3;
    f[SMZ_CUES] = is(surface & SMZ_CUE_PHRASE);
    f[SMZ_DAYS] = is(surface & SMZ_WEEKDAY);
    f[SMZ_SPEAKERS] = is(surface & SMZ_AUTHORS);
    f[SMZ_QUOTE_OPENS] = is(surface & SMZ_QUOTE_FIRST);
    f[SMZ_QUOTES] = is(surface & SMZ_QUOTED);
    f[SMZ_PRONOUNS] = is(surface & SMZ_PRONOUN);
    f[SMZ_LEANINGS] = is(surface & SMZ_LEANS);
    f[SMZ_REFERENCES] = is(surface & SMZ_REFERS);
    f[SMZ_QUESTIONS] = is(surface & SMZ_QUESTION);
    f[SMZ_PERFECTS] = is(surface & SMZ_PERFECT);
}

static void read_title(const smz_scene *scene, const smz_sentence *sentence,
                       double f[SMZ_FEATURES])
{
    const smz_probe *title = &scene->document->titled;
    f[SMZ_TITLE_SHARE] = f[SMZ_TITLE_COSINE] = 0;
    if (title->marks == NULL || title->distinct == 0 || sentence->distinct == 0)
        return;
    double common = 0;
    const uint32_t *terms = scene->document->terms + sentence->terms;
    for (uint32_t i = 0; i < sentence->distinct; i++)
        common += title->marks[terms[i]];
    double both = (double)title->distinct * (double)sentence->distinct;
    f[SMZ_TITLE_SHARE] = common / title->distinct;
    f[SMZ_TITLE_COSINE] = common / sqrt(both);
}

/* Half a quotation and a question without its answer are hard to read alone. */
static double readability(const smz_sentence *sentence)
{
    return (sentence->surface & SMZ_UNBALANCED ? UNBALANCED_FACTOR : 1)
           * (sentence->surface & SMZ_QUESTION ? QUESTION_FACTOR : 1);
}

smz_scene smz_set_scene(const smz_document *document)
{
    return (smz_scene){ document, norm_of(document) };
}

void smz_read_features(const smz_scene *scene, const smz_sentence *sentence,
                       double features[SMZ_FEATURES])
{
    features[SMZ_ONE] = 1;
    read_terms(scene, sentence, features);
    read_place(scene, sentence, features);
    read_surface(sentence, features);
    read_title(scene, sentence, features);
}

/* What a long text changes is added by how long it is. */
static void find_weights(const smz_document *document,
                         double weights[SMZ_FEATURES])
{
    bool titled = smz_has_title(document);
    const double *any = titled ? value_titled : value_untitled;
    const double *change = titled ? long_titled : long_untitled;
    for (int k = 0; k < SMZ_FEATURES; k++)
        weights[k] = any[k] + document->extent * change[k];
}

void smz_rank(smz_document *document)
{
    double weights[SMZ_FEATURES];
    find_weights(document, weights);
    smz_scene scene = smz_set_scene(document);
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        smz_sentence *sentence = &document->sentences[i];
        double features[SMZ_FEATURES], value = 0;
        if (sentence->kind != SUMMARIZE_SENTENCE)
            continue;
        smz_read_features(&scene, sentence, features);
        SMZ_UNROLL
        for (int k = 0; k < SMZ_FEATURES; k++)
            value += weights[k] * features[k];
        sentence->value = (value > 0.01 ? value : 0.01)
                          * (sentence->length + SHORT) * readability(sentence);
    }
}

/* ---- Queries ------------------------------------------------------------ */

/* Okapi BM25 (Robertson and Zaragoza 2009) of a sentence to a query, times the
 * share of the query's terms that the sentence holds. */
static double answer(const smz_document *document, const smz_sentence *sentence,
                     const smz_probe *query, double mean)
{
    static const double k1 = 1.2, b = 0.75;
    double sum = 0, flat = k1 * (1 - b + b * sentence->content / mean);
    double held = 0;
    for (uint32_t i = 0; i < sentence->distinct; i++) {
        uint32_t place = sentence->terms + i, term = document->terms[place];
        double count = document->counts[place];
        if (!query->marks[term])
            continue;
        held++;
        sum += document->idf[term] * count * (k1 + 1) / (count + flat);
    }
    return held > 0 ? sum * held / query->distinct : 0;
}

static double mean_content(const smz_document *document)
{
    double content = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++)
        content += document->sentences[i].content;
    return content > 0 ? content / document->plain_count : 1;
}

/* Of every plain sentence, in the order of the text.  A question that holds the
 * query's words answers nothing itself: the sentence behind it does. */
static void find_answers(const smz_document *document, const smz_probe *query,
                         double *answers)
{
    static const double asking = 0.4, replying = 0.9;
    double mean = mean_content(document), asked = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        const smz_sentence *sentence = &document->sentences[i];
        if (sentence->kind != SUMMARIZE_SENTENCE)
            continue;
        double found = answer(document, sentence, query, mean);
        bool asks = sentence->surface & SMZ_QUESTION;
        double reply = asked > found ? asked : found;
        answers[sentence->order] = asks ? asking * found : reply;
        asked = asks ? replying * found : 0;
    }
}

/* What is answered around each sentence, the farther away the less. */
static void find_context(const double *answers, uint32_t count,
                         double *context)
{
    static const double fading = 0.9;
    double before = 0, after = 0;
    for (uint32_t i = 0; i < count; i++) {
        context[i] = before;
        before = fading * (before + answers[i]);
    }
    for (uint32_t i = count; i > 0; i--) {
        context[i - 1] += after;
        after = fading * (after + answers[i - 1]);
    }
}

static double largest(const double *values, uint32_t count)
{
    double most = 0;
    for (uint32_t i = 0; i < count; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

/* An answer among others is worth up to three times one that stands alone: the
 * same words may be said of something else.  Context becomes a share. */
static void heed_context(double *answers, uint32_t count, double *context)
{
    find_context(answers, count, context);
    double most = largest(context, count);
    for (uint32_t i = 0; most > 0 && i < count; i++) {
        context[i] /= most;
        answers[i] *= 1 + 2 * context[i];
    }
}

/* The share of the best answer counts cubed: else a weighty sentence that
 * answers half beats a plain one that answers all.  What answers nothing may
 * fill the room that is left, first what stands near an answer; when none
 * answers anything, all stay as they are. */
bool smz_rank_query(smz_document *document, const smz_probe *query,
                    smz_buffer *buffer)
{
    static const double near = 0.01, otherwise = 0.001;
    uint32_t count = document->plain_count;
    double *answers = smz_reserve(buffer, count, 2 * sizeof *answers);
    if (answers == NULL)
        return false;
    double *context = answers + count;
    find_answers(document, query, answers);
    heed_context(answers, count, context);
    double best = largest(answers, count);
    document->queried = best > 0;
    for (uint32_t i = 0; best > 0 && i < document->sentence_count; i++) {
        smz_sentence *s = &document->sentences[i];
        if (s->kind != SUMMARIZE_SENTENCE)
            continue;
        double share = answers[s->order] / best;
        s->value *= share * share * share + near * context[s->order]
                    + otherwise;
    }
    return true;
}

double smz_connection(const smz_document *document,
                      const smz_sentence *sentence, uint32_t neighbours)
{
    uint16_t surface = sentence->surface;
    double leaning = smz_has_title(document) ? LEANING_TITLED : LEANING_FACTOR;
    double end = smz_is_unkept(sentence, neighbours) ? UNKEPT_FACTOR : 1;
    return end * (neighbours & SMZ_BEFORE ? FOLLOWING_FACTOR
                  : surface & SMZ_LEANS ? leaning
                  : surface & SMZ_REFERS ? REFERRING_FACTOR : 1);
}

double smz_density(const smz_document *document, const smz_sentence *sentence,
                   double spread)
{
    if (document->method != SUMMARIZE_DEFAULT)
        return sentence->value;
    return sentence->value * smz_connection(document, sentence, 0)
           / (sentence->length + spread);
}

double smz_score(const smz_document *document, const smz_sentence *sentence)
{
    double density = smz_density(document, sentence, SMZ_SCORE_SPREAD);
    return document->method == SUMMARIZE_DEFAULT
               ? density / (1 + density)
               : at_most(density, 1);  /* a cosine may be rounded up */
}

/* ---- Sorting ------------------------------------------------------------ */

enum {
    FEW = 48,    /* are sorted by insertion; more, digit after digit */
    DIGITS = 8, DIGIT_BITS = 8, DIGIT_VALUES = 1 << DIGIT_BITS
};

static void insert_each(uint32_t *order, uint32_t count, const double *keys)
{
    for (uint32_t i = 1; i < count; i++) {
        uint32_t one = order[i], place = i;
        double key = keys[one];
        for (; place > 0 && keys[order[place - 1]] < key; place--)
            order[place] = order[place - 1];
        order[place] = one;
    }
}

/* A number that is the smaller, the larger the key: the bits of IEEE 754 are in
 * the order of what they stand for, but for those of negative numbers. */
static uint64_t number_of(double key)
{
    uint64_t bits;
    key += 0.0;  /* no -0 */
    memcpy(&bits, &key, sizeof bits);
    return bits >> 63 ? bits : ~bits & ~((uint64_t)1 << 63);
}

static uint32_t digit_of(double key, uint32_t digit)
{
    return number_of(key) >> digit * DIGIT_BITS & (DIGIT_VALUES - 1);
}

/* Sorts by one digit; 'counts' says how many have each value of it.  False if
 * all have the same. */
static bool sort_by_digit(const uint32_t *from, uint32_t *to, uint32_t count,
                          const double *keys, uint32_t digit, uint32_t *counts)
{
    uint32_t before = 0;
    if (counts[digit_of(keys[from[0]], digit)] == count)
        return false;
    for (uint32_t value = 0; value < DIGIT_VALUES; value++) {
        uint32_t its = counts[value];
        counts[value] = before;
        before += its;
    }
    for (uint32_t i = 0; i < count; i++)
        to[counts[digit_of(keys[from[i]], digit)]++] = from[i];
    return true;
}

static void sort_by_digits(uint32_t *order, uint32_t *spare, uint32_t count,
                           const double *keys)
{
    uint32_t counts[DIGITS][DIGIT_VALUES] = { { 0 } };
    uint32_t *from = order, *to = spare;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t digit = 0; digit < DIGITS; digit++)
            counts[digit][digit_of(keys[order[i]], digit)]++;
    for (uint32_t digit = 0; digit < DIGITS; digit++) {
        if (!sort_by_digit(from, to, count, keys, digit, counts[digit]))
            continue;
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != order)
        memcpy(order, from, count * sizeof *order);
}

void smz_sort(uint32_t *order, uint32_t *spare, uint32_t count,
              const double *keys)
{
    if (count <= FEW)
        insert_each(order, count, keys);
    else
        sort_by_digits(order, spare, count, keys);
}
