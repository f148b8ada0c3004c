/*
 * select.c - stage 7: values -> the best set under the limits
 *
 * A set is worth what its sentences are, less what they repeat of each other,
 * for its length (docs/algorithm.md).  A short summary is built greedily from
 * the best candidates, each compared with every one taken before.  What exceeds
 * MOST_COMPARED sentences is filled up by an objective that takes one look at
 * each sentence, so that a tenth of a huge text costs no more than reading it.
 */
#include "select.h"

enum {
    FEWEST_WORDS = 4,      /* of a candidate */
    MOST_CANDIDATES = 256, /* that are compared with each other */
    MOST_COMPARED = 32,    /* sentences taken that way */
    FREE_CANDIDATES = 6,   /* with no limit a set of 1 to 3 of the 6 best, */
    FREE_WORDS = 110,      /* of so many words at most; */
    FEW_CANDIDATES = 8     /* with a limit of 1 to 3, of the 8 best */
};

typedef struct candidate {
    uint32_t sentence;
    uint32_t chars;        /* of it in the summary, when they are limited */
    bool     taken;
    uint32_t compared;     /* with so many of the sentences taken */
    double   mass;         /* P(U), once it was compared */
    double   repeated;     /* the most that one of them shares with it */
} candidate;

typedef struct chooser {
    const smz_document *document;
    smz_selector *buffers;
    smz_limits limits;
    uint32_t *order;       /* plain sentences, best first */
    uint32_t order_count;
    uint8_t *taken;        /* by the number among the plain sentences: the how
                              many-th it was, at most 255; 0: it is not */
    const candidate *compared[MOST_COMPARED];  /* those that take() took */
    uint32_t *marks;       /* by term; bit i: the sentence taken as the ith */
    candidate *candidates;
    uint32_t candidate_count;
    uint32_t count, words, chars, length;
    double value;
} chooser;

/* ---- Limits ------------------------------------------------------------- */

static bool fits(const chooser *c, const candidate *one)
{
    const smz_sentence *s = &c->document->sentences[one->sentence];
    uint64_t chars = (uint64_t)c->chars + one->chars + (c->count > 0);
    return c->count < c->limits.sentences
           && (uint64_t)c->words + s->words <= c->limits.words
           && chars <= c->limits.chars;
}

/* ---- Candidates --------------------------------------------------------- */

static const uint32_t *terms_of(const chooser *c, const smz_sentence *sentence)
{
    return c->document->terms + sentence->terms;
}

static double mass_of(const chooser *c, const smz_sentence *sentence)
{
    const uint32_t *terms = terms_of(c, sentence);
    double mass = 0;
    for (uint32_t i = 0; i < sentence->distinct; i++)
        mass += c->document->salience[terms[i]];
    return mass;
}

static candidate make_candidate(const chooser *c, uint32_t sentence)
{
    const smz_sentence *s = &c->document->sentences[sentence];
    candidate one = { .sentence = sentence };
    if (c->limits.chars != SMZ_NO_LIMIT)
        smz_render(c->document, s->bytes, NULL, &one.chars);
    return one;
}

/* Appends the plain sentences of 'fewest' to 'most' words to the order. */
static void list_sentences(chooser *c, uint32_t fewest, uint32_t most)
{
    double *keys = c->buffers->keys.data;
    for (uint32_t i = 0; i < c->document->sentence_count; i++) {
        const smz_sentence *s = &c->document->sentences[i];
        if (s->kind != SUMMARIZE_SENTENCE || s->length < fewest
            || s->length > most)
            continue;
        keys[i] = smz_density(c->document, s, c->limits.spread);
        c->order[c->order_count++] = i;
    }
}

/* Orders the plain sentences of enough words; when there is none, all. */
static bool order_sentences(chooser *c)
{
    uint32_t count = c->document->sentence_count;
    c->order = smz_reserve(&c->buffers->order, count, sizeof *c->order);
    uint32_t *spare = smz_reserve(&c->buffers->spare, count, sizeof *spare);
    double *keys = smz_reserve(&c->buffers->keys, count, sizeof *keys);
    if (c->order == NULL || spare == NULL || keys == NULL)
        return false;
    bool lead = c->document->method == SUMMARIZE_LEAD;
    list_sentences(c, lead ? 0 : FEWEST_WORDS, UINT32_MAX);
    if (c->order_count == 0)
        list_sentences(c, 0, UINT32_MAX);
    smz_sort(c->order, spare, c->order_count, keys);
    return true;
}

static bool start(chooser *c)
{
    if (!order_sentences(c))
        return false;
    size_t plain = c->document->plain_count;
    size_t terms = c->document->vocabulary_count;
    c->taken = smz_reserve(&c->buffers->chosen, plain, 1);
    c->marks = smz_reserve(&c->buffers->marks, terms, sizeof *c->marks);
    c->candidate_count = (uint32_t)smz_least(c->order_count, MOST_CANDIDATES);
    c->candidates = smz_reserve(&c->buffers->candidates, MOST_CANDIDATES,
                                sizeof *c->candidates);
    if (c->taken == NULL || c->marks == NULL || c->candidates == NULL)
        return false;
    memset(c->taken, 0, plain);
    memset(c->marks, 0, terms * sizeof *c->marks);
    for (uint32_t i = 0; i < c->candidate_count; i++)
        c->candidates[i] = make_candidate(c, c->order[i]);
    return true;
}

/* ---- Repetition --------------------------------------------------------- */

static void mark(chooser *c, const smz_sentence *sentence, uint32_t number)
{
    const uint32_t *terms = terms_of(c, sentence);
    for (uint32_t i = 0; i < sentence->distinct; i++)
        c->marks[terms[i]] |= (uint32_t)1 << number;
}

/* Adds up, for each sentence that was marked by a number from 'first' on, P of
 * the terms that this one shares with it. */
static void share_masses(const chooser *c, const smz_sentence *sentence,
                         uint32_t first, double *masses)
{
    const uint32_t *terms = terms_of(c, sentence);
    for (uint32_t i = 0; i < sentence->distinct; i++) {
        uint32_t holders = c->marks[terms[i]] >> first << first;
        for (; holders != 0; holders &= holders - 1)
            masses[__builtin_ctz(holders)] += c->document->salience[terms[i]];
    }
}

/* What is left of a sentence's value when 'repeated' of it was said.  Half of
 * that counts again, for what it adds to known terms; an answer counts once. */
static double fresh_value(const chooser *c, const candidate *one,
                          double repeated)
{
    double share = repeated > 0 ? repeated / one->mass : 0;
    double again = c->document->queried ? 0 : 0.5;
    return c->document->sentences[one->sentence].value
           * (1 - (1 - again) * share);
}

/* ---- One more sentence -------------------------------------------------- */

static bool is_taken(const chooser *c, uint32_t order)
{
    return order < c->document->plain_count && c->taken[order];
}

/* What a sentence is worth beside its neighbours that are taken, and 'more'. */
static double connection(const chooser *c, const smz_sentence *s, uint32_t more)
{
    bool before = s->order > 0 && is_taken(c, s->order - 1);
    bool behind = is_taken(c, s->order + 1);
    return smz_connection(c->document, s, more | (before ? SMZ_BEFORE : 0)
                                               | (behind ? SMZ_BEHIND : 0));
}

/* What the 'order'th plain sentence, if taken, has lost by standing without the
 * neighbour that is to come. */
static double lost_at(const chooser *c, uint32_t order, uint32_t neighbour)
{
    if (!is_taken(c, order))
        return 0;
    const candidate *one = c->compared[c->taken[order] - 1];
    const smz_sentence *s = &c->document->sentences[one->sentence];
    return fresh_value(c, one, one->repeated)
           * (connection(c, s, neighbour) - connection(c, s, 0));
}

/* What the set gains by one more: its own value, and what its neighbours had
 * lost without it. */
static double gain_of(const chooser *c, const candidate *one)
{
    const smz_sentence *s = &c->document->sentences[one->sentence];
    return fresh_value(c, one, one->repeated) * connection(c, s, 0)
           + lost_at(c, s->order + 1, SMZ_BEFORE)
           + (s->order > 0 ? lost_at(c, s->order - 1, SMZ_BEHIND) : 0);
}

static void add(chooser *c, candidate *one)
{
    const smz_sentence *s = &c->document->sentences[one->sentence];
    c->length += s->length;
    c->words += s->words;
    c->chars += one->chars + (c->count > 0);
    c->count++;
    c->taken[s->order] = smz_at_most_255(c->count);
    one->taken = true;
}

/* The same, and marks what was said; to be called MOST_COMPARED times at most,
 * with no other add() before. */
static void take(chooser *c, candidate *one)
{
    c->value += gain_of(c, one);
    mark(c, &c->document->sentences[one->sentence], c->count);
    c->compared[c->count] = one;
    add(c, one);
}

/* Compares a candidate with the sentences taken that it was not compared with
 * yet. */
static void compare(const chooser *c, candidate *one)
{
    const smz_sentence *s = &c->document->sentences[one->sentence];
    if (one->compared == 0)
        one->mass = mass_of(c, s);
    double shared[MOST_COMPARED] = { 0 };
    share_masses(c, s, one->compared, shared);
    for (; one->compared < c->count; one->compared++)
        if (shared[one->compared] > one->repeated)
            one->repeated = shared[one->compared];
}

/* ---- Under limits ------------------------------------------------------- */

/* Room is better left than filled with half a quotation, a question or what
 * hangs on a sentence that is left out, unless most of the text is wanted. */
static bool is_poor(const chooser *c, const smz_sentence *s)
{
    bool poor = (s->surface & (SMZ_UNBALANCED | SMZ_QUESTION)) != 0
                || connection(c, s, 0) < 1;
    return poor && c->limits.filling && c->count > 0
           && c->words < c->document->plain_words / 2;
}

/* The quality of the set with one more. */
static double score_with(const chooser *c, const candidate *one)
{
    uint32_t length = c->document->sentences[one->sentence].length;
    return (c->value + gain_of(c, one))
           / (c->length + length + c->limits.spread);
}

/* The first candidate that fits: they stand in the order of what each is worth
 * alone. */
static candidate *best_alone(const chooser *c)
{
    for (uint32_t i = 0; i < c->candidate_count; i++)
        if (fits(c, &c->candidates[i]))
            return &c->candidates[i];
    return NULL;
}

/* The candidate that makes the best set, or NULL when none fits.  What a
 * candidate repeats only lowers its score: so it is found only of those that
 * would be better without it. */
static candidate *best_next(const chooser *c)
{
    candidate *best = NULL;
    double best_score = 0;
    if (c->count == 0)
        return best_alone(c);
    for (uint32_t i = 0; i < c->candidate_count; i++) {
        candidate *one = &c->candidates[i];
        const smz_sentence *s = &c->document->sentences[one->sentence];
        if (one->taken || !fits(c, one) || is_poor(c, s))
            continue;
        double score = score_with(c, one);
        if (best != NULL && score <= best_score)
            continue;
        if (one->compared < c->count) {
            compare(c, one);
            score = score_with(c, one);
        }
        if (best == NULL || score > best_score) {
            best = one;
            best_score = score;
        }
    }
    return best;
}

/* A share of a short text may leave room for its worst sentence alone: then the
 * best is taken, though it is too long. */
static bool is_too_tight(const chooser *c)
{
    const candidate *one = best_alone(c);
    const double *worth = c->buffers->keys.data;  /* of each alone */
    return c->limits.percent_alone && one != NULL
           && 2 * worth[one->sentence] < worth[c->order[0]];
}

static void choose_limited(chooser *c)
{
    candidate *best;
    if (is_too_tight(c))
        take(c, &c->candidates[0]);
    while (c->count < MOST_COMPARED && (best = best_next(c)) != NULL)
        take(c, best);
}

/* What the one better sentence that shares most with this one has said of it,
 * as far as that was the last to hold each term; then this one is the last. */
static double last_said(const chooser *c, uint32_t *holders,
                        const smz_sentence *sentence, uint32_t number)
{
    enum { MOST = 32 };
    uint32_t who[MOST], known = 0;
    double said[MOST], most = 0;
    const uint32_t *terms = terms_of(c, sentence);
    for (uint32_t i = 0; i < sentence->distinct; i++) {
        uint32_t holder = holders[terms[i]], k = 0;
        holders[terms[i]] = number;
        if (holder == 0)
            continue;
        while (k < known && who[k] != holder)
            k++;
        if (k == MOST)
            continue;
        if (k == known) {
            who[known] = holder;
            said[known++] = 0;
        }
        said[k] += c->document->salience[terms[i]];
        most = said[k] > most ? said[k] : most;
    }
    return most;
}

/* Orders all sentences anew by what each adds to the better ones before it. */
static void order_by_news(chooser *c)
{
    uint32_t *holders = (uint32_t *)c->buffers->marks.data;
    double *keys = c->buffers->keys.data;
    memset(holders, 0, c->document->vocabulary_count * sizeof *holders);
    for (uint32_t i = 0; i < c->order_count; i++) {
        const smz_sentence *s = &c->document->sentences[c->order[i]];
        double mass = mass_of(c, s);
        double said = last_said(c, holders, s, i + 1);
        keys[c->order[i]] = smz_density(c->document, s, SMZ_COUNT_SPREAD)
                            * (1 - 0.5 * (mass > 0 ? said / mass : 0));
    }
    smz_sort(c->order, c->buffers->spare.data, c->order_count, keys);
}

/* Fills up what room is left behind the sentences that were compared. */
static void choose_rest(chooser *c)
{
    for (uint32_t i = 0; i < c->order_count; i++) {
        if (c->taken[c->document->sentences[c->order[i]].order])
            continue;
        candidate one = make_candidate(c, c->order[i]);
        if (fits(c, &one))
            add(c, &one);
    }
}

/* ---- A few sentences ---------------------------------------------------- */

/* The numbers of its candidates, NOBODY in place of those it has less. */
typedef struct set { int member[SMZ_FEW]; } set;

enum { NOBODY = FEW_CANDIDATES };

/* What the sets of some candidates are valued by, looked up once, and the best
 * that was considered.  Nobody adds nothing to a set. */
typedef struct few {
    double   length[FEW_CANDIDATES + 1];
    double   beside[FEW_CANDIDATES + 1][4]; /* its factor, by its neighbours */
    /* By [itself][another]: what is left of its value when that is taken; and
     * whether that is SMZ_BEFORE or SMZ_BEHIND it. */
    double   fresh[FEW_CANDIDATES + 1][FEW_CANDIDATES + 1];
    uint32_t near[FEW_CANDIDATES + 1][FEW_CANDIDATES + 1];
    set      best;
    double   best_score;
} few;

/* Where the plain sentence 'other' stands, if right beside 'order'. */
static uint32_t side_of(uint32_t other, uint32_t order)
{
    return (other + 1 == order ? SMZ_BEFORE : 0)
           | (order + 1 == other ? SMZ_BEHIND : 0);
}

/* Looks up a candidate, and it beside the better ones. */
static void look_up(chooser *c, few *f, int i)
{
    const smz_sentence *sentences = c->document->sentences;
    candidate *one = &c->candidates[i];
    const smz_sentence *s = &sentences[one->sentence];
    double shared[FEW_CANDIDATES] = { 0 };
    one->mass = mass_of(c, s);
    f->length[i] = s->length;
    for (uint32_t neighbours = 0; neighbours < 4; neighbours++)
        f->beside[i][neighbours] = smz_connection(c->document, s, neighbours);
    f->fresh[i][NOBODY] = s->value;
    share_masses(c, s, 0, shared);
    for (int j = 0; j < i; j++) {
        uint32_t order = sentences[c->candidates[j].sentence].order;
        f->near[i][j] = side_of(order, s->order);
        f->near[j][i] = side_of(s->order, order);
        f->fresh[i][j] = fresh_value(c, one, shared[j]);
    }
    mark(c, s, (uint32_t)i);
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

/* The factor of candidate i in a set with j and k. */
static double beside(const few *f, int i, int j, int k)
{
    return f->beside[i][f->near[i][j] | f->near[i][k]];
}

/* Keeps the set of i, j and k if it is the best so far, by V(S) / (len(S) + T).
 * Several are no set when they are too long, though no limit asks for it. */
static void consider(const chooser *c, few *f, int i, int j, int k)
{
    double length = f->length[i] + f->length[j] + f->length[k];
    if (c->limits.free && j != NOBODY && length > FREE_WORDS)
        return;
    double value = f->fresh[i][NOBODY] * beside(f, i, j, k)
                   + f->fresh[j][i] * beside(f, j, i, k)
                   + smaller(f->fresh[k][i], f->fresh[k][j])
                     * beside(f, k, i, j);
    double score = value / (length + c->limits.spread);
    if (score > f->best_score) {
        f->best = (set){ { i, j, k } };
        f->best_score = score;
    }
}

/* The best set of 'fewest' to 'most' of the first 'count' candidates. */
static void choose_set(chooser *c, int count, int fewest, int most)
{
    few f = { .best = { { NOBODY, NOBODY, NOBODY } }, .best_score = -1 };
    for (int i = 0; i < count; i++)
        look_up(c, &f, i);
    for (int i = 0; fewest <= 1 && i < count; i++)
        consider(c, &f, i, NOBODY, NOBODY);
    for (int i = 0; fewest <= 2 && most >= 2 && i < count; i++)
        for (int j = i + 1; j < count; j++)
            consider(c, &f, i, j, NOBODY);
    for (int i = 0; most >= 3 && i < count; i++)
        for (int j = i + 1; j < count; j++)
            for (int k = j + 1; k < count; k++)
                consider(c, &f, i, j, k);
    for (int n = 0; n < SMZ_FEW && f.best.member[n] != NOBODY; n++)
        add(c, &c->candidates[f.best.member[n]]);
}

/* As many sentences as are asked for, or all; with no limit, as many as say
 * most for their length. */
static void choose_few(chooser *c)
{
    uint32_t most = c->limits.free ? FREE_CANDIDATES : FEW_CANDIDATES;
    int count = (int)smz_least(c->candidate_count, most);
    int asked = (int)smz_least(c->limits.sentences, SMZ_FEW);
    int fewest = c->limits.free ? 1 : asked < count ? asked : count;
    choose_set(c, count, fewest, asked);
}

/* ---- The choice --------------------------------------------------------- */

/* The published methods take the best sentences as they come; after the first,
 * a lead stops where one does not fit. */
static void choose_ranked(chooser *c)
{
    static const uint32_t free_words = 60;  /* what a short summary holds */
    bool lead = c->document->method == SUMMARIZE_LEAD;
    for (uint32_t i = 0; i < c->order_count; i++) {
        candidate one = make_candidate(c, c->order[i]);
        uint32_t words = c->document->sentences[one.sentence].words;
        bool full = c->limits.free && c->count > 0
                    && c->words + words > free_words;
        if (!full && fits(c, &one))
            add(c, &one);
        else if (full || (lead && c->count > 0)
                 || c->count >= c->limits.sentences)
            break;
    }
}

static void choose(chooser *c)
{
    if (c->document->method != SUMMARIZE_DEFAULT) {
        choose_ranked(c);
    } else if (c->limits.free || c->limits.few) {
        choose_few(c);
    } else {
        choose_limited(c);
        if (c->count == MOST_COMPARED) {
            order_by_news(c);
            choose_rest(c);
        }
    }
    if (c->count == c->order_count && !c->limits.free
        && c->count < c->document->plain_count) {  /* the shortest, too */
        list_sentences(c, 0, FEWEST_WORDS - 1);
        choose_rest(c);
    }
    if (c->count == 0 && c->limits.percent_alone && c->candidate_count > 0)
        take(c, &c->candidates[0]);
}

static bool gather(chooser *c, smz_selection *selection)
{
    const smz_document *document = c->document;
    uint32_t *chosen = smz_reserve(&c->buffers->spare, c->count + 1,
                                   sizeof *chosen);
    if (chosen == NULL)
        return false;
    *selection = (smz_selection){ chosen, 0, 0 };
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        const smz_sentence *s = &document->sentences[i];
        if (s->kind == SUMMARIZE_SENTENCE && c->taken[s->order])
            chosen[selection->count++] = i;
    }
    return true;
}

bool smz_select(smz_selector *selector, const smz_document *document,
                const summarize_options *options, smz_selection *selection)
{
    *selection = (smz_selection){ NULL, 0, 0 };
    if (document->plain_count == 0)
        return true;
    chooser c = { .document = document, .buffers = selector,
                  .limits = smz_read_limits(document, options) };
    if (!start(&c))
        return false;
    choose(&c);
    uint32_t cut = 0;
    if (c.count == 0 && (options->flags & SUMMARIZE_CUT)) {
        const smz_sentence *best = &document->sentences[c.order[0]];
        cut = smz_cut(document, &c.limits, best->bytes);
        if (cut > 0) {
            c.taken[best->order] = 1;
            c.count = 1;
        }
    }
    if (!gather(&c, selection))
        return false;
    selection->cut = cut;
    return true;
}
