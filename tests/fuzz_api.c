/* Reads options, title, query and text from the input, and checks the promises
 * of summarize.h: those of properties.h, that an engine's past does not matter,
 * that reading once equals reading anew, and that a machine without vectors
 * answers the same. */
#include "fuzz.h"

/* Those of a shared library that is built with SUMMARIZE_PORTABLE. */
summarize_result *portable_run(summarize_engine *engine, const char *text,
                               size_t length, const summarize_options *options,
                               summarize_error *error);
int portable_words(summarize_engine *engine, const char *text, size_t length,
                   summarize_range *words, size_t capacity, size_t *count,
                   summarize_error *error);

enum { EVERY_FLAG = 7, METHODS = 5 };

/* Small limits and huge ones; most often none. */
static uint32_t take_limit(fuzz_input *input)
{
    uint8_t byte = take_byte(input);
    return byte < 128 ? 0 : byte == 255 ? UINT32_MAX : byte - 127u;
}

/* One in thirty is out of range. */
static uint32_t take_known(uint32_t byte, uint32_t known)
{
    return byte < 248 ? byte % known : byte;
}

static summarize_options take_options(fuzz_input *input)
{
    summarize_options o = { .size = sizeof o };
    o.flags = take_known(take_byte(input), EVERY_FLAG + 1);
    uint32_t method = take_byte(input);
    o.method = method < 128 ? 0 : take_known(method, METHODS);
    o.max_sentences = take_limit(input);
    o.max_words = take_limit(input);
    o.max_chars = take_limit(input) * 4;
    o.max_percent = take_known(take_byte(input), 202);
    o.max_percent -= o.max_percent > 100 && o.max_percent < 202 ? 101 : 0;
    return o;
}

/* Where the first field stands that is out of range; 0: none is. */
static size_t bad_field(const summarize_options *o)
{
    if (o->max_percent > 100)
        return offsetof(summarize_options, max_percent);
    if (o->flags > EVERY_FLAG)
        return offsetof(summarize_options, flags);
    return o->method < METHODS ? 0 : offsetof(summarize_options, method);
}

/* Only bad UTF-8 may be refused, and only when it was not to be replaced. */
static void require_refused(const summarize_error *error,
                            const summarize_options *o, const char *text,
                            size_t length)
{
    const char *strings[] = { text, o->title, o->query };
    size_t lengths[] = { length, o->title_length, o->query_length };
    int32_t blamed = 0;
    while (blamed < 2
           && smz_check(strings[blamed], lengths[blamed]) == lengths[blamed])
        blamed++;
    require(error->status == SUMMARIZE_ERROR_ENCODING, "only bad text fails");
    require(!(o->flags & SUMMARIZE_REPLACE_INVALID), "bad text is replaced");
    require(error->argument == blamed, "the first bad string is blamed");
    require(error->offset == smz_check(strings[blamed], lengths[blamed])
            && error->offset < lengths[blamed], "the first bad byte is blamed");
}

static void check_words(summarize_engine *engine, const char *text,
                        size_t length)
{
    size_t count = 0, again = 0;
    if (!summarize_words(engine, text, length, NULL, 0, &count, NULL))
        return;
    size_t size = (count + 1) * sizeof (summarize_range);
    summarize_range *words = calloc(1, size), *others = calloc(1, size);
    require(summarize_words(engine, text, length, words, count, &again, NULL)
            && again == count, "words are counted as they are found");
    require_none(broken_words(words, count, text, length));
    require(portable_words(NULL, text, length, others, count, &again, NULL)
            && again == count && memcmp(words, others, size) == 0,
            "every machine finds the same words");
    free(others);
    free(words);
}

static void check_document(summarize_engine *engine, const char *text,
                           size_t length, const summarize_options *o,
                           const summarize_result *expected)
{
    summarize_document *document =
        summarize_analyze(engine, text, length, o, NULL);
    summarize_result *selected = summarize_select(engine, document, o, NULL);
    require(selected != NULL && same_results(expected, selected),
            "selecting equals running");
    summarize_result_free(selected);
    summarize_document_free(document);
}

static summarize_engine *used;   /* from input to input */

static void check(const char *text, size_t length, const summarize_options *o)
{
    summarize_error error;
    summarize_result *result = summarize_run(used, text, length, o, &error);
    require((error.status == SUMMARIZE_ERROR_OPTIONS) == (bad_field(o) > 0),
            "options out of range are refused, and no others");
    if (bad_field(o) > 0) {
        require(result == NULL && error.offset == bad_field(o)
                && error.argument == SUMMARIZE_OPTIONS, "the field is blamed");
        return;
    }
    if (result == NULL) {
        require_refused(&error, o, text, length);
        return;
    }
    require_none(broken_property(result, text, length, o));
    summarize_result *fresh = summarize_run(NULL, text, length, o, NULL);
    require(same_results(result, fresh), "an engine's past does not matter");
    summarize_result_free(fresh);
    summarize_result *portable = portable_run(NULL, text, length, o, NULL);
    require(portable != NULL && same_results(result, portable),
            "every machine answers the same");
    summarize_result_free(portable);
    check_document(used, text, length, o, result);
    check_words(used, text, length);
    summarize_result_free(result);
}

static void free_used(void)
{
    summarize_engine_free(used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = { data, size };
    summarize_options o = take_options(&input);
    size_t title = take_byte(&input) / 4, query = take_byte(&input) / 4, length;
    char *titled = take_string(&input, title, &o.title_length);
    char *queried = take_string(&input, query, &o.query_length);
    char *text = take_string(&input, input.size, &length);
    o.title = titled;
    o.query = queried;
    if (used == NULL) {
        used = summarize_engine_new(NULL);
        atexit(free_used);
    }
    if (size % 16 == 0)
        summarize_engine_trim(used);
    check(text, length, &o);
    free(text);
    free(queried);
    free(titled);
    return 0;
}
