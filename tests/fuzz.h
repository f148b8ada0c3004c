/*
 * fuzz.h - what the fuzz targets share
 *
 * A target is a LLVMFuzzerTestOneInput() that checks promises, not only that
 * nothing crashes.  tools/fuzz gives it to a fuzzer, whose changes are those of
 * fuzz_french.c; in the normal tests fuzz_main.c runs it.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdio.h>

#include "properties.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is left of the input. */
typedef struct fuzz_input {
    const uint8_t *data;
    size_t         size;
} fuzz_input;

static inline uint8_t take_byte(fuzz_input *input)
{
    if (input->size == 0)
        return 0;
    input->size--;
    return *input->data++;
}

/* A copy without a byte behind it, so that a look too far is seen. */
static inline char *take_string(fuzz_input *input, size_t size, size_t *length)
{
    *length = size < input->size ? size : input->size;
    char *copy = malloc(*length > 0 ? *length : 1);
    memcpy(copy, input->data, *length);
    input->data += *length;
    input->size -= *length;
    return copy;
}

static inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", what);
    abort();
}

/* The same for what names the broken promise, or NULL. */
static inline void require_none(const char *broken)
{
    require(broken == NULL, broken);
}

#endif
