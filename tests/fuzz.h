/*
 * fuzz.h - what the fuzz targets share
 *
 * A target is a LLVMFuzzerTestOneInput() that checks promises, not only that
 * nothing crashes.  To fuzz in earnest, from the root of the project:
 *
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib \
 *         tests/fuzz_api.c lib/[a-z]*.c -lutf8proc -lstemmer -lm -o build/fuzz
 *     mkdir -p build/found
 *     build/fuzz -dict=tests/fuzz.dict -max_len=4096 build/found tests/corpus
 *
 * and for the command's JSON lines:
 *
 *     parts=$(ls examples/{failure,input,jsonl,output,show,unicode}.c)
 *     clang -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib \
 *         -Iexamples tests/fuzz_jsonl.c $parts lib/[a-z]*.c \
 *         -lutf8proc -lstemmer -ljansson -lm -o build/fuzz
 *     build/fuzz -dict=tests/fuzz_jsonl.dict build/found tests/lines
 *
 * In the normal tests fuzz_main.c replays the corpus and changes of it.
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
