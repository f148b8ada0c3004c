/*
 * properties.h - what holds of every result, whatever the text
 *
 * The promises of summarize.h, each checked by reading the caller's text anew.
 * Only the classes of characters are asked of the library.
 */
#ifndef PROPERTIES_H
#define PROPERTIES_H

#include <math.h>
#include <stdlib.h>

#include "internal.h"

#define HOLDS(condition, what) \
    do { \
        if (!(condition)) \
            return what; \
    } while (0)

/* ---- Reading the text --------------------------------------------------- */

typedef struct reader {
    const char *text;
    uint32_t    length, at;
    size_t      chars;    /* before 'at' */
} reader;

static inline uint32_t read_char(reader *r)
{
    r->chars++;
    return smz_next_unchecked(r->text, &r->at, r->length);
}

/* Steps over white space; false when there is something else before 'end'. */
static inline bool read_space(reader *r, size_t end)
{
    while (r->at < end)
        if (!smz_is_space(read_char(r)))
            return false;
    return r->at == end;
}

/* Counts the runs without white space that hold a letter or digit, and tells
 * whether the first and last characters are no white space. */
static inline uint32_t read_words(reader *r, size_t end, bool *trimmed)
{
    uint32_t words = 0, c = 0;
    bool in_word = false;
    size_t begin = r->at;
    while (r->at < end) {
        bool first = r->at == begin;
        c = read_char(r);
        *trimmed = first ? !smz_is_space(c) : *trimmed;
        if (smz_is_space(c))
            in_word = false;
        else if (smz_is_alnum(c) && !in_word) {
            in_word = true;
            words++;
        }
    }
    *trimmed = *trimmed && !smz_is_space(c);
    return words;
}

/* ---- The sentences ------------------------------------------------------ */

static inline summarize_sentence sentence_of(const summarize_result *result,
                                             size_t i)
{
    summarize_sentence s;
    summarize_result_sentence(result, i, &s, sizeof s);
    return s;
}

static inline const char *broken_range(reader *r, const summarize_sentence *s)
{
    bool trimmed = false;
    HOLDS(s->length > 0, "no sentence is empty");
    HOLDS(s->offset >= r->at, "sentences ascend and do not overlap");
    HOLDS(read_space(r, s->offset), "only white space is left out");
    HOLDS(r->chars == s->char_offset, "char_offset counts code points");
    uint32_t words = read_words(r, s->offset + s->length, &trimmed);
    HOLDS(r->at == s->offset + s->length, "ranges end between characters");
    HOLDS(r->chars == s->char_offset + s->char_length,
          "char_length counts code points");
    HOLDS(trimmed, "ranges have no white space around them");
    HOLDS(words == s->words, "words are runs that hold a letter or digit");
    return NULL;
}

static inline const char *broken_ranges(const summarize_result *result,
                                        const char *text, size_t length)
{
    reader r = { text, (uint32_t)length, 0, 0 };
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        read_char(&r);
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_sentence s = sentence_of(result, i);
        const char *broken = broken_range(&r, &s);
        HOLDS(broken == NULL, broken);
    }
    HOLDS(read_space(&r, length), "only white space is left at the end");
    return NULL;
}

static inline const char *broken_fields(const summarize_result *result)
{
    uint32_t paragraph = 0;
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_sentence s = sentence_of(result, i);
        bool plain = s.kind == SUMMARIZE_SENTENCE;
        HOLDS(isfinite(s.score) && s.score >= 0 && s.score <= 1,
              "scores are 0 to 1");
        HOLDS(s.kind <= SUMMARIZE_FRAGMENT, "the kind is known");
        HOLDS(s.paragraph == paragraph
              || (i > 0 && s.paragraph == paragraph + 1),
              "paragraphs count up from 0");
        HOLDS(s.selected <= plain, "only plain sentences are selected");
        HOLDS(s.selected ? s.kept > 0 && s.kept <= s.length : s.kept == 0,
              "kept is what the summary holds");
        paragraph = s.paragraph;
    }
    return NULL;
}

/* By rank: plain sentences from the best score down, then the others. */
static inline bool is_before(const summarize_sentence *a,
                             const summarize_sentence *b)
{
    bool plain = a->kind == SUMMARIZE_SENTENCE;
    if (plain != (b->kind == SUMMARIZE_SENTENCE))
        return plain;
    if (plain && (a->score < b->score || a->score > b->score))
        return a->score > b->score;
    return a->offset < b->offset;
}

static inline const char *broken_ranks(const summarize_result *result)
{
    size_t count = summarize_result_count(result);
    size_t *order = malloc((count + 1) * sizeof *order);
    const char *broken = NULL;
    for (size_t i = 0; i < count; i++)
        order[i] = SIZE_MAX;
    for (size_t i = 0; i < count && broken == NULL; i++) {
        uint32_t rank = sentence_of(result, i).rank;
        if (rank >= count || order[rank] != SIZE_MAX)
            broken = "ranks are a permutation";
        else
            order[rank] = i;
    }
    for (size_t i = 1; i < count && broken == NULL; i++) {
        summarize_sentence better = sentence_of(result, order[i - 1]);
        summarize_sentence worse = sentence_of(result, order[i]);
        if (!is_before(&better, &worse))
            broken = "ranks follow scores, then the text";
    }
    free(order);
    return broken;
}

static inline const char *broken_title(const summarize_result *result,
                                       const char *text, size_t length)
{
    summarize_range title;
    bool trimmed = false;
    if (!summarize_result_title(result, &title)) {
        HOLDS(title.length == 0 && title.offset == 0, "no title is zeroes");
        return NULL;
    }
    HOLDS(title.length > 0 && title.offset + title.length <= length,
          "the title is in the text");
    reader r = { text, (uint32_t)length, 0, 0 };
    while (r.at < title.offset)
        read_char(&r);
    HOLDS(r.at == title.offset && r.chars == title.char_offset,
          "the title begins at a character");
    read_words(&r, title.offset + title.length, &trimmed);
    HOLDS(r.at == title.offset + title.length
          && r.chars == title.char_offset + title.char_length,
          "the title ends at a character");
    HOLDS(trimmed, "the title has no white space around it");
    return NULL;
}

/* ---- The summary -------------------------------------------------------- */

static inline const char *broken_selection(const summarize_result *result)
{
    size_t count, at = 0;
    const uint32_t *selection = summarize_result_selection(result, &count);
    HOLDS((selection == NULL) == (count == 0), "no selection is NULL");
    for (size_t i = 0; i < summarize_result_count(result); i++)
        if (sentence_of(result, i).selected) {
            HOLDS(at < count && selection[at] == i, "selection ascends");
            at++;
        }
    HOLDS(at == count, "selection holds all that are selected");
    return NULL;
}

/* The plain sentence before sentence i is there and not selected. */
static inline bool is_left_out(const summarize_result *result, size_t i)
{
    for (; i > 0; i--) {
        summarize_sentence s = sentence_of(result, i - 1);
        if (s.kind == SUMMARIZE_SENTENCE)
            return !s.selected;
    }
    return false;
}

/* What a colon announces comes right behind it: is that selected? */
static inline bool is_kept(const summarize_result *result, size_t i)
{
    return i + 1 < summarize_result_count(result)
           && sentence_of(result, i + 1).selected;
}

static inline bool ends_in_colon(const summarize_sentence *s, const char *text)
{
    return s->kept == s->length && text[s->offset + s->length - 1] == ':';
}

static inline const char *broken_faults(const summarize_result *result,
                                        const char *text)
{
    size_t count = summarize_result_count(result);
    for (size_t i = 0; i < count; i++) {
        uint32_t faults = summarize_result_faults(result, i);
        summarize_sentence s = sentence_of(result, i);
        bool colon = (faults & SUMMARIZE_FAULT_COLON) != 0;
        HOLDS(faults < 2 * SUMMARIZE_FAULT_FRAGMENT, "faults are known ones");
        HOLDS(faults == 0 || s.selected, "only what is selected has faults");
        HOLDS(!(faults & SUMMARIZE_FAULT_OPENING) || is_left_out(result, i),
              "an opening is a fault without the sentence before it");
        HOLDS(!colon || !is_kept(result, i),
              "a colon is a fault without what it announces");
        HOLDS(!s.selected || colon || is_kept(result, i)
              || !ends_in_colon(&s, text), "a colon alone is a fault");
    }
    HOLDS(summarize_result_faults(result, count) == 0,
          "there are no faults past the end");
    return NULL;
}

/* Compares what is kept of a sentence to the summary at '*at'.  A word that
 * was divided at the end of a line may be joined. */
static inline bool is_rendered(const char *text, const summarize_sentence *s,
                               const char **at)
{
    uint32_t position = (uint32_t)s->offset, end = position + s->kept;
    while (position < end) {
        char encoded[4];
        uint32_t from = position;
        uint32_t c = smz_next_unchecked(text, &position, end);
        if (smz_is_space(c)) {
            bool divided = from > s->offset && text[from - 1] == '-'
                           && smz_is_newline(c);
            for (uint32_t next = position; position < end; position = next)
                if (!smz_is_space(smz_next_unchecked(text, &next, end)))
                    break;
            if (**at == ' ')
                ++*at;
            else if (!divided)
                return false;
            continue;
        }
        uint32_t length = smz_encode(c, encoded);
        if (memcmp(*at, encoded, length) != 0)
            return false;
        *at += length;
    }
    return true;
}

static inline const char *broken_text(const summarize_result *result,
                                      const char *text)
{
    size_t length, count;
    const char *summary = summarize_result_text(result, &length), *at = summary;
    const uint32_t *selection = summarize_result_selection(result, &count);
    HOLDS(summary[length] == '\0', "the summary ends in NUL");
    for (size_t i = 0; i < count; i++) {
        summarize_sentence s = sentence_of(result, selection[i]);
        HOLDS(i == 0 || *at++ == ' ', "one space stands between sentences");
        HOLDS(is_rendered(text, &s, &at), "the summary is its ranges");
        if (s.kept < s.length) {
            HOLDS(count == 1, "only a sentence alone is cut");
            HOLDS(strcmp(at, "\xE2\x80\xA6") == 0, "a cut ends in an ellipsis");
            at += 3;
        }
    }
    HOLDS(at == summary + length, "the summary is its sentences");
    return NULL;
}

/* ---- The limits --------------------------------------------------------- */

typedef struct totals {
    uint64_t plain, plain_words, longest;   /* of the plain sentences */
    uint64_t selected, words, cut;
} totals;

static inline totals add_up(const summarize_result *result, const char *text)
{
    totals t = { 0 };
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_sentence s = sentence_of(result, i);
        if (s.kind == SUMMARIZE_SENTENCE) {
            t.plain++;
            t.plain_words += s.words;
            t.longest = s.words > t.longest ? s.words : t.longest;
        }
        if (!s.selected)
            continue;
        bool trimmed = false;
        reader r = { text, (uint32_t)(s.offset + s.kept), (uint32_t)s.offset,
                     0 };
        t.selected++;
        t.words += read_words(&r, s.offset + s.kept, &trimmed);
        t.cut += s.kept < s.length;
    }
    return t;
}

static inline const char *broken_limits(const summarize_result *result,
                                        const char *text,
                                        const summarize_options *o)
{
    size_t length;
    const char *summary = summarize_result_text(result, &length);
    totals t = add_up(result, text);
    bool other = o->max_sentences || o->max_words || o->max_chars;
    uint64_t percent = (t.plain_words * o->max_percent + 99) / 100;
    HOLDS(!o->max_sentences || t.selected <= o->max_sentences,
          "no more sentences than asked for");
    HOLDS(!o->max_words || t.words <= o->max_words,
          "no more words than asked for");
    HOLDS(!o->max_chars || smz_count_chars(summary, 0, (uint32_t)length)
                               <= o->max_chars,
          "no more characters than asked for");
    HOLDS(!o->max_percent || t.words <= percent
          || (!other && t.selected == 1), "no more of the text than asked for");
    HOLDS(!t.cut || (o->flags & SUMMARIZE_CUT), "nothing is cut unasked");
    HOLDS(other || t.plain == 0 || t.selected > 0,
          "without limits or by percentage there is a sentence");
    HOLDS(other || o->max_percent || o->method || t.selected <= 3,
          "without limits there are three at most");
    HOLDS(t.selected > 0 || t.plain == 0 || o->max_chars || o->max_percent
          || (o->max_words && t.longest > o->max_words),
          "what fits is taken");
    return NULL;
}

/* ---- All of it ---------------------------------------------------------- */

/* The first promise that a result breaks, or NULL.  'options' are those it was
 * made with, of full size, or NULL. */
static inline const char *broken_property(const summarize_result *result,
                                          const char *text, size_t length,
                                          const summarize_options *options)
{
    static const summarize_options defaults;
    const char *broken = broken_ranges(result, text, length);
    if (broken == NULL)
        broken = broken_fields(result);
    if (broken == NULL)
        broken = broken_ranks(result);
    if (broken == NULL)
        broken = broken_title(result, text, length);
    if (broken == NULL)
        broken = broken_selection(result);
    if (broken == NULL)
        broken = broken_faults(result, text);
    if (broken == NULL)
        broken = broken_text(result, text);
    if (broken == NULL)
        broken = broken_limits(result, text,
                               options != NULL ? options : &defaults);
    return broken;
}

/* Do two results say the same, bit by bit? */
static inline bool same_results(const summarize_result *a,
                                const summarize_result *b)
{
    size_t length_a, length_b, count = summarize_result_count(a);
    const char *text_a = summarize_result_text(a, &length_a);
    const char *text_b = summarize_result_text(b, &length_b);
    summarize_range title_a, title_b;
    if (count != summarize_result_count(b) || length_a != length_b
        || memcmp(text_a, text_b, length_a) != 0
        || summarize_result_title(a, &title_a)
               != summarize_result_title(b, &title_b)
        || memcmp(&title_a, &title_b, sizeof title_a) != 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        summarize_sentence s = sentence_of(a, i), other = sentence_of(b, i);
        if (memcmp(&s, &other, sizeof s) != 0)
            return false;
    }
    return true;
}

/* ---- summarize_words() -------------------------------------------------- */

/* Words ascend, hold a letter or digit, and lie between characters. */
static inline const char *broken_words(const summarize_range *words,
                                       size_t count, const char *text,
                                       size_t length)
{
    reader r = { text, (uint32_t)length, 0, 0 };
    for (size_t i = 0; i < count; i++) {
        HOLDS(words[i].offset >= r.at, "words ascend and do not overlap");
        while (r.at < words[i].offset)
            HOLDS(!smz_is_alnum(read_char(&r)),
                  "every letter and digit is in a word");
        HOLDS(r.at == words[i].offset && r.chars == words[i].char_offset,
              "words begin at a character");
        bool held = false;
        while (r.at < words[i].offset + words[i].length)
            held |= smz_is_alnum(read_char(&r));
        HOLDS(r.at == words[i].offset + words[i].length
              && r.chars == words[i].char_offset + words[i].char_length,
              "words end at a character");
        HOLDS(held, "words hold a letter or digit");
    }
    while (r.at < length)
        HOLDS(!smz_is_alnum(read_char(&r)),
              "every letter and digit is in a word");
    return NULL;
}

#endif
