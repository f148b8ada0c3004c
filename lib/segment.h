/*
 * segment.h - what the two halves of stage 2 share
 *
 * segment.c goes through the text; boundary.c judges its full stops.
 */
#ifndef SUMMARIZE_SEGMENT_H
#define SUMMARIZE_SEGMENT_H

#include "french.h"
#include "internal.h"

/* The rules that docs/segmentation.md names.  The library has all of them;
 * tools/segmentation leaves one out to see what it is worth. */
#ifdef SMZ_ABLATION
#include "segmentation_rules.h"
#else
#define RULE(name) true
#endif

enum {
    GUILLEMET = 0xAB, END_GUILLEMET = 0xBB,
    EN_DASH = 0x2013, EM_DASH = 0x2014, QUOTE = 0x201C, END_QUOTE = 0x201D,
    ELLIPSIS = 0x2026,

    /* How far a rule looks, in bytes: what keeps time linear. */
    WORD_REACH = 64,       /* back over a word, which may hold full stops */
    FOLDED = 80,           /* a folded word */
    OPENING_REACH = 16,    /* over opening marks */
    BRACKET_REACH = 300,   /* to the end of a bracket */
    BRACKET_AGE = 400,     /* an older bracket was left open */
    QUOTE_AGE = 1000,      /* and an older quotation mark */
    CROSSHEAD_REACH = 90   /* "- Titre -" */
};

/* Where the pass is. */
typedef struct segmenter {
    const char *bytes;
    uint32_t end;
    const smz_text *text;
    uint32_t flags;

    uint32_t start;        /* of the sentence at hand */
    bool quoted;           /* it starts inside of a quotation */
    uint32_t word_at;      /* the first word at or after it, if known */
    uint32_t paragraph;
    bool paragraph_ended;

    uint32_t quotes;       /* how deep in « or “ */
    bool straight;         /* inside "" */
    uint32_t quote_at;     /* the last that was opened */
    uint32_t brackets;     /* how deep in ( or [ */
    uint32_t bracket_at;   /* the last that was opened */

    uint32_t block_end;    /* the lines up to here were looked at: */
    bool wrapped;          /* a line break is no more than a space */
    uint32_t longest;      /* of those lines, in characters */
    uint32_t line;         /* where the line at hand starts */

    smz_buffer *out;
    uint32_t count;
    bool failed;
} segmenter;

/* ---- Looking around ----------------------------------------------------- */

static inline uint32_t at(const segmenter *s, uint32_t position)
{
    return smz_peek(s->bytes, position, s->end);
}

static inline uint32_t before(const segmenter *s, uint32_t position)
{
    return smz_peek_back(s->bytes, 0, position);
}

static inline uint32_t after(const segmenter *s, uint32_t position)
{
    smz_next(s->bytes, &position, s->end);
    return position;
}

static inline uint32_t skip_blanks(const segmenter *s, uint32_t position)
{
    while (position < s->end && smz_is_blank(at(s, position)))
        position = after(s, position);
    return position;
}

/* Back to the first character behind 'least' that follows no blank. */
static inline uint32_t skip_blanks_back(const segmenter *s, uint32_t position,
                                 uint32_t least)
{
    uint32_t back = position;
    while (back > least && smz_is_space(smz_previous(s->bytes, least, &back)))
        position = back;
    return position;
}

static inline bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2012 && c <= 0x2015) || c == 0xB7 || c == 0x2022
           || c == 0x2023 || c == 0x25A0 || c == 0x25AA || c == 0x25B6
           || c == 0x25BA || c == 0x25CB || c == 0x25CF || c == 0x25E6
           || c == '*';
}

static inline bool is_terminator(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == ELLIPSIS || c == 0x203C
           || (c >= 0x2047 && c <= 0x2049);
}

static inline bool is_opener(uint32_t c)
{
    return c == GUILLEMET || c == QUOTE || c == 0x2018 || c == '(' || c == '['
           || c == '{' || c == 0x2039 || c == 0x201E || c == '"';
}

static inline bool is_closing_quote(uint32_t c)
{
    return c == END_GUILLEMET || c == END_QUOTE || c == 0x203A;
}

static inline bool is_closing_bracket(uint32_t c)
{
    return c == ')' || c == ']' || c == '}';
}

static inline bool is_superscript(uint32_t c)
{
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079);
}

/* The end of the text counts, too. */
static inline bool is_space_or_end(uint32_t c)
{
    return c == 0 || smz_is_space(c);
}

static inline bool is_any_of(uint32_t c, const char *ascii)
{
    for (; *ascii != '\0'; ascii++)
        if (c == (unsigned char)*ascii)
            return true;
    return false;
}

/* Where the letters at 'position' end, a little further than any word that is
 * known. */
static inline uint32_t letters_end(const segmenter *s, uint32_t position)
{
    uint32_t end = position;
    while (end - position <= WORD_REACH && smz_is_letter(at(s, end)))
        end = after(s, end);
    return end;
}

/* What the lexicon says of the letters at 'position', an apostrophe behind them
 * included; stores where the letters end. */
static inline uint32_t lexicon_at(const segmenter *s, uint32_t position,
                                  uint32_t *end)
{
    uint32_t stop = letters_end(s, position);
    *end = stop;
    char folded[FOLDED];
    if (stop == position || stop - position > WORD_REACH)
        return 0;
    uint32_t length = smz_fold(s->bytes + position, stop - position, folded,
                               FOLDED - 1);
    if (smz_is_apostrophe(at(s, stop)))
        folded[length++] = '\'';
    return smz_lexicon(folded, length);
}

static inline bool is_starter(const segmenter *s, uint32_t position)
{
    uint32_t end;
    return (lexicon_at(s, position, &end) & SMZ_STARTER) != 0;
}

/* ---- segment.c ---------------------------------------------------------- */

/* Does the dash at 'position' close a "- Titre -"? */
bool smz_closes_crosshead(const segmenter *s, uint32_t position);

/* Makes sure that 'word_at' is the first word of the sentence at hand. */
static inline void find_first_word(segmenter *s)
{
    if (s->word_at < s->start)
        s->word_at = smz_find(s->text->words, s->start, s->end);
}

/* ---- boundary.c --------------------------------------------------------- */

/* Judges the run of terminators at 'position'.  Returns where to go on; stores
 * where the sentence at hand ends, or 0 if it goes on. */
uint32_t smz_read_terminators(segmenter *s, uint32_t position, uint32_t *end);

#endif
