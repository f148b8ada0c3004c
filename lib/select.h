/*
 * select.h - what the two files of stage 7 share
 *
 * limits.c reads what the caller allows, select.c chooses.
 */
#ifndef SUMMARIZE_SELECT_H
#define SUMMARIZE_SELECT_H

#include "internal.h"

enum { SMZ_FEW = 3 };  /* sentences that are chosen as a set, at most */

#define SMZ_NO_LIMIT UINT64_MAX

/* How many words a set's length is padded with before its value is divided by
 * it: the more, the longer the sentences that win.  Of a limit of sentences: */
#define SMZ_COUNT_SPREAD 20.0

/* How much a summary may hold. */
typedef struct smz_limits {
    uint64_t sentences, words, chars;  /* SMZ_NO_LIMIT: none */
    bool     free;                     /* none was given */
    bool     few;                      /* none but 1 to 3 sentences */
    bool     percent_alone;
    bool     filling;                  /* words or characters are given */
    double   spread;
} smz_limits;

static inline uint64_t smz_least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* ---- limits.c ----------------------------------------------------------- */

smz_limits smz_read_limits(const smz_document *document,
                           const summarize_options *options);
/* The bytes of a sentence that fit before an ellipsis, up to the end of a word;
 * 0 when not even one word does. */
uint32_t smz_cut(const smz_document *document, const smz_limits *limits,
                 smz_span sentence);

#endif
