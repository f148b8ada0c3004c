/*
 * limits.c - stage 7, before the choice: how much a summary may hold
 *
 * And how much of one sentence, when none fits whole.
 */
#include "select.h"

enum { CHARS_A_WORD = 6 };

/* As SMZ_COUNT_SPREAD, for two or three sentences. */
static const double few_spread = 7;
/* Likewise without a limit: readers like more than a few words, but a title has
 * told some. */
static const double free_spread = 14, free_titled_spread = 13;

/* ---- Limits ------------------------------------------------------------- */

static uint64_t or_none(uint32_t limit)
{
    return limit > 0 ? limit : SMZ_NO_LIMIT;
}

/* In words: the tighter of words and characters. */
static uint64_t budget_of(const smz_limits *l)
{
    uint64_t chars = l->chars == SMZ_NO_LIMIT ? l->chars
                                              : l->chars / CHARS_A_WORD;
    return smz_least(l->words, chars);
}

static double spread_of(const smz_document *document, const smz_limits *l)
{
    if (l->free)
        return smz_has_title(document) ? free_titled_spread : free_spread;
    if (l->few && l->sentences > 1)
        return few_spread;
    double budget = (double)smz_least(budget_of(l), document->plain_words);
    bool wide = l->filling && l->sentences == SMZ_NO_LIMIT
                && budget / 4 > SMZ_COUNT_SPREAD;
    return wide ? budget / 4 : SMZ_COUNT_SPREAD;
}

smz_limits smz_read_limits(const smz_document *document,
                           const summarize_options *options)
{
    smz_limits l = { .sentences = or_none(options->max_sentences),
                     .words = or_none(options->max_words),
                     .chars = or_none(options->max_chars) };
    bool sized = options->max_percent || options->max_words
                 || options->max_chars;
    if (options->max_percent > 0) {
        uint64_t words = document->plain_words;
        l.words = smz_least(l.words, (words * options->max_percent + 99) / 100);
    }
    l.percent_alone = options->max_percent > 0 && !options->max_sentences
                      && !options->max_words && !options->max_chars;
    l.free = !sized && l.sentences == SMZ_NO_LIMIT;
    l.few = !sized && l.sentences <= SMZ_FEW;
    l.filling = budget_of(&l) != SMZ_NO_LIMIT;
    l.spread = spread_of(document, &l);
    return l;
}

/* ---- A sentence cut ----------------------------------------------------- */

/* The end of the characters without white space at 'position', past any white
 * space before them. */
static uint32_t chunk_end(const smz_text *text, uint32_t position, uint32_t end)
{
    while (position < end && smz_is_space(smz_peek(text->bytes, position, end)))
        smz_next(text->bytes, &position, end);
    while (position < end
           && !smz_is_space(smz_peek(text->bytes, position, end)))
        smz_next(text->bytes, &position, end);
    return position;
}

/* Where the last word of [begin, end) ends; 'begin' if there is none. */
static uint32_t word_end(const smz_text *text, uint32_t begin, uint32_t end)
{
    while (end > begin && !(text->words[(end - 1) / 64] >> (end - 1) % 64 & 1))
        smz_previous(text->bytes, begin, &end);
    return end;
}

uint32_t smz_cut(const smz_document *document, const smz_limits *limits,
                 smz_span sentence)
{
    const smz_text *text = &document->text;
    uint32_t words = 0, kept = 0, position = sentence.begin;
    uint64_t chars = 1;  /* the ellipsis */
    while (position < sentence.end) {
        uint32_t end = chunk_end(text, position, sentence.end), part;
        uint32_t word = word_end(text, position, end);
        if (word > position) {
            smz_render(document, (smz_span){ position, word }, NULL, &part);
            if (++words > limits->words || chars + part > limits->chars)
                break;
            kept = word - sentence.begin;
        }
        smz_render(document, (smz_span){ position, end }, NULL, &part);
        chars += part;
        position = end;
    }
    return kept;
}
