/*
 * fuzz_main.c - runs a fuzz target without a fuzzer
 *
 *     fuzz_TARGET CORPUS [SEEDS]
 *
 * on the seeds as they are, and on every text of the corpus ("" for none) and
 * changes of it that are the same each time.
 */
#include "corpus.h"
#include "fuzz.h"
#include "fuzz_french.h"
#include "random.h"

enum { CHANGES = 12, MOST_BYTES = 2000, MOST_CHANGED = 4096 };

static size_t below(size_t limit)
{
    return random_below((uint32_t)limit);
}

/* Changes, drops or repeats some bytes. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity)
{
    size_t at = below(size), left = size - at, some = below(left % 64 + 1);
    if (size == 0)
        return 0;
    switch (below(3)) {
    case 0:
        data[at] = (uint8_t)below(256);
        return size;
    case 1:
        memmove(data + at, data + at + some, left - some);
        return size - some;
    default:
        if (some > capacity - size)
            return size;
        memmove(data + at + some, data + at, left);
        return size + some;
    }
}

static void run(const char *text, size_t length)
{
    LLVMFuzzerTestOneInput((const uint8_t *)text, length);
}

/* A part of a text, with up to sixteen changes. */
static void run_changed(const corpus_text *text)
{
    char changed[MOST_CHANGED];
    size_t most = text->length < MOST_BYTES ? text->length : MOST_BYTES;
    size_t from = below(text->length - most + 1), length = most;
    memcpy(changed, text->bytes + from, most);
    for (size_t i = below(16); i > 0; i--)
        length = LLVMFuzzerCustomMutator((uint8_t *)changed, length,
                                         sizeof changed, random_state++);
    run(changed, length);
}

static size_t run_corpus(const char *directory)
{
    read_corpus(directory);
    for (size_t i = 0; i < corpus_count; i++) {
        run(corpus[i].bytes, corpus[i].length);
        for (int k = 0; k < CHANGES; k++)
            run_changed(&corpus[i]);
        printf("ok %zu - %s, and changes of it\n", i + 1, corpus[i].name);
        fflush(stdout);
    }
    size_t tests = corpus_count;
    free_corpus();
    return tests;
}

static void run_seeds(const char *directory, size_t test)
{
    read_corpus(directory);
    for (size_t i = 0; i < corpus_count; i++)
        run(corpus[i].bytes, corpus[i].length);
    printf("ok %zu - %zu seeds\n", test, corpus_count);
    free_corpus();
}

int main(int argc, char **argv)
{
    size_t tests = 0;
    run("", 0);
    if (argc > 1 && argv[1][0] != '\0')
        tests = run_corpus(argv[1]);
    if (argc > 2)
        run_seeds(argv[2], ++tests);
    printf("1..%zu\n", tests);
    return tests == 0;
}
