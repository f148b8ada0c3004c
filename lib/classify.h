/*
 * classify.h - what the two files that tell kinds share
 *
 * fragment.c looks at one segment, classify.c at all of a document.
 */
#ifndef SUMMARIZE_CLASSIFY_H
#define SUMMARIZE_CLASSIFY_H

#include "internal.h"

enum {
    SMZ_LONGEST_SHORT = 200,   /* bytes of a heading, of boilerplate */
    SMZ_LONGEST_HEADING = 20   /* words */
};

/* What is seen of a segment at a glance. */
typedef struct smz_shape {
    const smz_text *text;
    const char *bytes;
    smz_span span;
    bool ended;           /* a terminator ends it */
    bool colon;           /* a colon does */
    uint32_t words;       /* runs between white space that hold a letter */
    uint32_t names;       /* those that begin with a capital, */
    uint32_t dates;       /* with a figure or that stand in dates, */
    uint32_t links;       /* or that link names: "de", "avec" */
    bool shouted;         /* no small letter */
    bool bar;             /* "|" or ">" between spaces */
    bool labelled;        /* "Présents :" tells that it is boilerplate */
} smz_shape;

/* ---- fragment.c --------------------------------------------------------- */

smz_shape smz_look(const smz_document *document, const smz_sentence *sentence);
/* The last character that closes nothing, or what notes stand right behind. */
uint32_t smz_last_mark(const char *bytes, smz_span segment);
/* Where the text begins behind the "# " of a heading in Markdown; where the
 * segment does if it has none. */
uint32_t smz_skip_heading_mark(const char *bytes, smz_span segment);
/* Counts the words, and what they are; for a segment that is no plain prose
 * smz_is_fragment() has done so. */
void smz_look_at_words(smz_shape *s);
bool smz_is_code(const smz_shape *s);
bool smz_is_bullet(uint32_t character);
/* Is it a byline, a date line, a source, a link, code: none of the text? */
bool smz_is_fragment(smz_shape *s);

#endif
