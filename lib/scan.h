/*
 * scan.h - what the two files of stage 1 ask of each other
 */
#ifndef SUMMARIZE_SCAN_H
#define SUMMARIZE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* utf8.c: the length of the sequence at 'bytes', and whether it is a character;
 * if not, it is the maximal part of one, as Unicode recommends to replace. */
uint32_t smz_sequence(const char *bytes, size_t left, bool *valid);
/* Is it a letter or digit, or does it live inside of words? */
bool smz_is_word(uint32_t character);

/* scan.c: smz_scan() with the vectors that every machine of this kind has, and
 * with those of AVX2. */
bool smz_scan_narrow(const char *bytes, uint32_t length, uint64_t *words,
                     uint64_t *marks, uint64_t *code);
bool smz_scan_wide(const char *bytes, uint32_t length, uint64_t *words,
                   uint64_t *marks, uint64_t *code);

#endif
