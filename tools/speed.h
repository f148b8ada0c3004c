/*
 * speed.h - what speed.c measures the library against
 */
#ifndef SPEED_H
#define SPEED_H

#include <stddef.h>
#include <stdint.h>

/* One text. */
typedef struct article { const char *bytes; size_t length; } article;

/* The words of a text as a plain loop finds them, byte by byte: folded and
 * hashed with FNV-1a, nothing kept.  Returns a sum of the hashes. */
uint64_t hash_words(article t);
/* The same from the library's bit maps, sixteen bytes at a time. */
uint64_t hash_words_by_bits(article t, uint64_t *words, uint64_t *marks,
                            uint64_t *code);

/* The stages of the library, run one after the other over whole texts. */
typedef struct stages stages;

enum { SCAN, SEGMENT, CLASSIFY, TOKENIZE, STEM, WEIGH, RANK, SELECT, PACK,
       STAGES };
extern const char *const stage_names[STAGES];

stages *new_stages(void);
/* Runs the stages up to 'last'; with 'stemming' each content word is stemmed
 * anew, as if no form were ever remembered. */
void run_stages(stages *s, article t, int last, int stemming);

#endif
