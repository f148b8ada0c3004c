/*
 * fuzz_work.c - does any text take more than its share of time or memory, and
 * what happens when there is no more?
 *
 * Both are counted, never timed: the blocks of code that the library enters,
 * which -fsanitize-coverage=trace-pc tells, and the bytes that it holds.  The
 * program is linked with --wrap=__sanitizer_cov_trace_pc, as a fuzzer has one
 * of its own that does nothing.
 */
#include "fuzz.h"

/* ---- Counting ----------------------------------------------------------- */

static uint64_t blocks;          /* entered since the count was set to 0 */
static size_t held, most_held;   /* bytes of memory */
static uint64_t asked, refused;  /* for memory; which time it is refused */

void __wrap___sanitizer_cov_trace_pc(void);

void __wrap___sanitizer_cov_trace_pc(void)
{
    blocks++;
}

/* Each block of memory is preceded by its size. */
typedef union header { size_t size; max_align_t unused; } header;

static void *note(header *block, size_t size)
{
    if (block == NULL)
        return NULL;
    block->size = size;
    held += size;
    most_held = held > most_held ? held : most_held;
    return block + 1;
}

static void *noted_realloc(void *memory, size_t size)
{
    header *block = memory != NULL ? (header *)memory - 1 : NULL;
    if (++asked == refused)
        return NULL;
    held -= block != NULL ? block->size : 0;
    return note(realloc(block, sizeof *block + size), size);
}

static void *noted_calloc(size_t count, size_t size)
{
    if (++asked == refused)
        return NULL;
    return note(calloc(1, sizeof (header) + count * size), count * size);
}

static void noted_free(void *memory)
{
    header *block = memory != NULL ? (header *)memory - 1 : NULL;
    held -= block != NULL ? block->size : 0;
    free(block);
}

#define realloc noted_realloc
#define calloc noted_calloc
#define free noted_free
#include "../lib/memory.c"
#undef realloc
#undef calloc
#undef free

/* ---- Bounds ------------------------------------------------------------- */

/* Twice the worst that was found (docs/fuzzing.md), by the compiler that tells
 * of most blocks; a quadratic step would exceed it by far. */
enum {
    MOST_BYTES = 65536,     /* of a text */
    BLOCKS_AT_LEAST = 100000, BLOCKS_A_BYTE = 1200,
    MEMORY_AT_LEAST = 200000, MEMORY_A_BYTE = 260
};

/* A fuzzer on Linux keeps an input that sets one of these for the first time:
 * so it looks for the texts that take most. */
enum { LEVELS = 1024 };
#ifdef __linux__
__attribute__((section("__libfuzzer_extra_counters")))
#endif
static uint8_t reached[2][LEVELS];

static void reach(uint8_t levels[LEVELS], uint64_t level)
{
    memset(levels, 1, (size_t)(level < LEVELS ? level + 1 : LEVELS));
}

static void check_work(const char *text, size_t length,
                       const summarize_options *o)
{
    blocks = 0;
    most_held = held;
    summarize_result *result = summarize_run(NULL, text, length, o, NULL);
    require(result != NULL, "every text can be read");
    summarize_result_free(result);
    reach(reached[0], blocks / (length + 256));
    reach(reached[1], most_held / (length + 8192));
    require(blocks > 0, "the library tells the blocks it enters");
    require(blocks <= BLOCKS_AT_LEAST + (uint64_t)BLOCKS_A_BYTE * length,
            "time is linear in the length");
    require(most_held <= MEMORY_AT_LEAST + MEMORY_A_BYTE * length,
            "memory is linear in the length");
    require(held == 0, "all memory is given back");
}

/* ---- No more memory ----------------------------------------------------- */

static summarize_result *select_anew(summarize_engine *engine, const char *text,
                                     size_t length, const summarize_options *o,
                                     summarize_error *error)
{
    summarize_document *document =
        summarize_analyze(engine, text, length, o, error);
    summarize_result *result = NULL;
    if (document != NULL)
        result = summarize_select(engine, document, o, error);
    summarize_document_free(document);
    return result;
}

/* An engine that ran out of memory answers as if it had not. */
static void check_refused(const char *text, size_t length,
                          const summarize_options *o, uint8_t which)
{
    summarize_error error = { 0 };
    summarize_result *result = NULL;
    refused = asked + which;
    summarize_engine *engine = summarize_engine_new(&error);
    if (engine != NULL)
        result = select_anew(engine, text, length, o, &error);
    require(result != NULL || (error.status == SUMMARIZE_ERROR_MEMORY
                               && asked >= refused), "only memory is missing");
    summarize_result_free(result);
    summarize_engine_trim(engine);
    refused = 0;
    result = summarize_run(engine, text, length, o, NULL);
    summarize_result *expected = summarize_run(NULL, text, length, o, NULL);
    require(same_results(result, expected), "what failed once is forgotten");
    summarize_result_free(expected);
    summarize_result_free(result);
    summarize_engine_free(engine);
    require(held == 0, "all memory is given back");
}

/* ---- The text ----------------------------------------------------------- */

/* What is left of the input, as often as 'times' says and MOST_BYTES allow. */
static char *take_repeated(const fuzz_input *input, size_t times,
                           size_t *length)
{
    size_t most = input->size > 0 ? MOST_BYTES / input->size : 0;
    times = times < most ? times : most > 0 ? most : 1;
    *length = input->size * times;
    char *text = malloc(*length > 0 ? *length : 1);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * input->size, input->data, input->size);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = { data, size };
    summarize_options o = { .size = sizeof o };
    o.flags = take_byte(&input) & (SUMMARIZE_LINE_BREAKS | SUMMARIZE_CUT);
    o.flags |= SUMMARIZE_REPLACE_INVALID;
    o.method = take_byte(&input);
    o.method = o.method < 160 ? 0 : o.method % 5;
    o.max_percent = take_byte(&input) % 101;
    uint8_t repetitions = take_byte(&input), which = take_byte(&input);
    size_t length, times = (size_t)1 << repetitions % 12;
    char *text = take_repeated(&input, times, &length);
    if (repetitions < 128)
        check_work(text, length, &o);
    else
        check_refused(text, length, &o, which);
    free(text);
    return 0;
}
