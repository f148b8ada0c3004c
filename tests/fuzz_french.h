/* fuzz_french.h - what a fuzzer asks for, and what it offers */
#ifndef FUZZ_FRENCH_H
#define FUZZ_FRENCH_H

#include <stddef.h>
#include <stdint.h>

/* Changes 'size' bytes in place, to 'capacity' at most; returns how many there
 * are then.  The same seed makes the same change. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t capacity,
                               unsigned seed);

/* The same without French; libFuzzer has one, fuzz_main.c has another. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity);

#endif
