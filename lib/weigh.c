/*
 * weigh.c - stage 5: terms -> weights
 *
 * Counts the terms of the document and finds their salience: how likely it is
 * that a summary would speak of them.  The model is a logistic regression on
 * what writers of abstracts took up (docs/algorithm.md).
 */
#include "internal.h"

#include "french_weights.h"

enum { MOST_PROBES = 3 };  /* of one document: two titles and a query */

/* ---- Counting ----------------------------------------------------------- */

void smz_weigh_start(smz_weigher *weigher, smz_document *document)
{
    weigher->document++;
    if (weigher->document == 0 || weigher->probe > UINT32_MAX - MOST_PROBES) {
        if (weigher->slots.data != NULL)  /* every 4 billion documents */
            memset(weigher->slots.data, 0, weigher->slots.capacity);
        weigher->document = 1;
        weigher->probe = 0;
    }
    document->term_total = document->vocabulary_count = 0;
}

/* The slots of all stems that the engine knows; new ones are zero. */
static smz_slot *slots_of(smz_weigher *weigher, uint32_t stem_count)
{
    size_t before = weigher->slots.capacity;
    char *slots = smz_reserve(&weigher->slots, stem_count, sizeof (smz_slot));
    if (slots != NULL && weigher->slots.capacity > before)
        memset(slots + before, 0, weigher->slots.capacity - before);
    return (smz_slot *)slots;
}

static bool reserve(smz_weigher *weigher, smz_document *document,
                    uint32_t count)
{
    document->terms = smz_reserve(&weigher->terms,
                                  (size_t)document->term_total + count,
                                  sizeof *document->terms);
    size_t counts = document->counted ? (size_t)document->term_total + count
                                      : 0;
    document->counts = smz_reserve(&weigher->counts, counts, 1);
    document->vocabulary = smz_reserve(
        &weigher->vocabulary, (size_t)document->vocabulary_count + count + 1,
        sizeof *document->vocabulary);
    return document->terms != NULL && document->counts != NULL
           && document->vocabulary != NULL;
}

/* Where the terms of one sentence are counted: the arrays of the document, and
 * what is summed up on the way. */
typedef struct counter {
    smz_slot *slots;
    smz_term *vocabulary;
    uint32_t *terms;
    uint8_t  *counts;
    bool      counted;            /* are those wanted? */
    uint32_t  document;           /* its number */
    uint32_t  order;              /* 1 + that of the sentence */
    uint32_t  known, total;       /* terms of the vocabulary, of sentences */
    uint32_t  shared, names;
} counter;

/* The entry of a stem in the vocabulary, a new one if it is met for the first
 * time.  Half of them are, which no processor foresees: so the next entry is
 * prepared in either case. */
static inline uint32_t number_term(counter *c, uint32_t id)
{
    smz_slot slot = c->slots[id];
    bool met = slot.document == c->document;
    uint32_t number = met ? slot.term : c->known;
    c->vocabulary[c->known] = (smz_term){ .id = id, .first = c->order - 1 };
    c->slots[id] = (smz_slot){ c->document, number };
    c->known += !met;
    return number;
}

/* Counts one occurrence; a term that is new in the sentence joins its list. */
static inline void count_term(counter *c, uint32_t number, uint32_t capital)
{
    smz_term *term = &c->vocabulary[number];
    uint32_t last = term->last;
    term->count++;
    term->capitals += capital;
    c->names += capital;
    if (last == c->order) {
        if (c->counted && c->counts[term->place] < UINT8_MAX)
            c->counts[term->place]++;
        return;
    }
    c->shared += last + 1 == c->order;
    term->last = c->order;
    term->sentences++;
    term->place = c->total;
    c->terms[c->total] = number;
    if (c->counted)
        c->counts[c->total] = 1;
    c->total++;
}

static void count_mentions(counter *counted, const smz_mention *mentions,
                           uint32_t count)
{
    counter c = *counted;
    for (uint32_t i = 0; i < count; i++)
        count_term(&c, number_term(&c, mentions[i] / 2), mentions[i] % 2);
    *counted = c;
}

bool smz_weigh(smz_weigher *weigher, smz_document *document,
               smz_sentence *sentence, const smz_readings *readings,
               uint32_t stem_count)
{
    uint32_t count = readings->mention_count;
    smz_slot *slots = slots_of(weigher, stem_count);
    if (slots == NULL || !reserve(weigher, document, count))
        return false;
    counter c = { .slots = slots, .vocabulary = document->vocabulary,
                  .terms = document->terms, .counts = document->counts,
                  .counted = document->counted,
                  .document = weigher->document, .order = sentence->order + 1,
                  .known = document->vocabulary_count,
                  .total = document->term_total };
    count_mentions(&c, readings->mentions, count);
    sentence->terms = document->term_total;
    sentence->distinct = c.total - document->term_total;
    sentence->fresh = c.known - document->vocabulary_count;
    sentence->shared = sentence->order > 0 ? c.shared : 0;
    sentence->content = count;
    sentence->names = smz_at_most_255(c.names);
    document->vocabulary_count = c.known;
    document->term_total = c.total;
    return true;
}

/* ---- Salience ----------------------------------------------------------- */

/* 1 / (1 + exp(-x)), by a continued fraction of tanh: exact to 0.0005, and the
 * same on every machine, which exp() is not. */
static double sigmoid(double x)
{
    double y = x / 2;
    if (y > 4)
        y = 4;
    else if (y < -4)
        y = -4;
    double z = y * y;
    double tanh = y * (10395 + z * (1260 + z * 21))
                  / (10395 + z * (4725 + z * (210 + z)));
    return (1 + tanh) / 2;
}

/* The same of two values at once; the steps are the same for both. */
static void find_sigmoids(double values[2])
{
    typedef double pair __attribute__((vector_size(16)));
    pair x = { values[0] / 2, values[1] / 2 }, z = x * x;
    if (z[0] > 16 || z[1] > 16) {
        values[0] = sigmoid(values[0]);
        values[1] = sigmoid(values[1]);
        return;
    }
    pair tanh = x * (10395 + z * (1260 + z * 21))
                / (10395 + z * (4725 + z * (210 + z)));
    x = (1 + tanh) / 2;
    values[0] = x[0];
    values[1] = x[1];
}

/* What a term has by how often it occurs and where it is met first. */
static double place_of(const smz_term *term, double log_sentences)
{
    double first = (double)term->first;
    return SALIENCE_COUNT * smz_ln(term->count)
           + SALIENCE_SENTENCES * smz_ln(term->sentences)
           + (term->first == 0 ? SALIENCE_OPENING : 0)
           + SALIENCE_EARLY / (1 + first)
           + SALIENCE_LATE * smz_ln(1 + term->first)
           + SALIENCE_LENGTH * log_sentences;
}

/* Most terms occur once, and those of one sentence stand together: they share
 * what is known of their place.  First what the sigmoid is taken of: */
static void find_arguments(const smz_document *document, const double *idf,
                           double *arguments)
{
    uint32_t sentences = document->plain_count, first = UINT32_MAX;
    uint32_t count = document->vocabulary_count;
    double log_sentences = smz_ln(sentences > 0 ? sentences : 1), once = 0;
    for (uint32_t i = 0; i < count; i++) {
        const smz_term *term = &document->vocabulary[i];
        double place = once, capitals = SALIENCE_CAPITALS * term->capitals;
        if (term->count > 1) {
            place = place_of(term, log_sentences);
            capitals /= term->count;
        } else if (term->first != first) {
            place = once = place_of(term, log_sentences);
            first = term->first;
        }
        arguments[i] = place + capitals + SALIENCE_IDF * idf[i]
                       + SALIENCE_CONSTANT;
    }
}

static void find_salience(const smz_document *document, const double *idf,
                          double *salience)
{
    uint32_t count = document->vocabulary_count, i = 0;
    find_arguments(document, idf, salience);
    for (; i + 2 <= count; i += 2)
        find_sigmoids(salience + i);
    if (i < count)
        salience[i] = sigmoid(salience[i]);
}

/* From short texts to long ones what sentences are valued by passes little by
 * little, so that one word more changes little. */
static double extent_of(const smz_document *document)
{
    double words = document->plain_words;
    double extent = (words - SHORT_TEXT) / (LONG_TEXT - SHORT_TEXT);
    return extent < 0 ? 0 : extent > 1 ? 1 : extent;
}

bool smz_weigh_finish(smz_weigher *weigher, smz_document *document,
                      const smz_stemmer *stemmer)
{
    uint32_t count = document->vocabulary_count;
    double *salience = smz_reserve(&weigher->salience, count, sizeof *salience);
    double *idf = smz_reserve(&weigher->idf, count, sizeof *idf);
    double *promise = smz_reserve(&weigher->promise, count, sizeof *promise);
    const smz_stem_record *records = smz_stemmer_records(stemmer);
    if (salience == NULL || idf == NULL || promise == NULL)
        return false;
    double extent = document->extent = extent_of(document);
    for (uint32_t i = 0; i < count; i++) {  /* apart, so that waits overlap */
        const smz_stem_record *known = &records[document->vocabulary[i].id];
        idf[i] = known->idf;
        const int8_t *p = known->promises;
        promise[i] = (p[0] + extent * p[1]) / PROMISE_SCALE;
    }
    find_salience(document, idf, salience);
    document->salience = salience;
    document->idf = idf;
    document->promise = promise;
    return true;
}

/* ---- Titles and queries ------------------------------------------------- */

/* Is this the first time that the probe holds the stem?  A stem that the text
 * lacks is marked by document 0 and the number of the probe. */
static bool is_new(const smz_weigher *weigher, smz_slot *slot, uint8_t *marks)
{
    if (slot->document == weigher->document) {
        bool met = marks[slot->term];
        marks[slot->term] = 1;
        return !met;
    }
    bool met = slot->document == 0 && slot->term == weigher->probe;
    *slot = (smz_slot){ 0, weigher->probe };
    return !met;
}

bool smz_weigh_probe(smz_weigher *weigher, const smz_document *document,
                     smz_probe *probe, const smz_readings *readings,
                     uint32_t stem_count)
{
    smz_slot *slots = slots_of(weigher, stem_count);
    size_t size = document->vocabulary_count;
    uint8_t *marks = smz_reserve(&weigher->marks, size, 1);
    if (slots == NULL || marks == NULL)
        return false;
    memset(marks, 0, size);
    *probe = (smz_probe){ marks, 0 };
    weigher->probe++;
    for (uint32_t i = 0; i < readings->mention_count; i++)
        probe->distinct += is_new(weigher, &slots[readings->mentions[i] / 2],
                                  marks);
    return true;
}
