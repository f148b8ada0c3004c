/* Every way to fail: status, argument, offset and message. */
#include <pthread.h>

#include "allocation.h"
#include "properties.h"
#include "tap.h"

static const char text[] = "Le pont neuf relie les deux rives de la rivière.";

static summarize_options make_options(void)
{
    summarize_options options = { .size = sizeof options };
    return options;
}

/* ---- Helpers ------------------------------------------------------------ */

typedef struct failure {
    int         status, argument;
    size_t      offset;
    const char *message;
} failure;

static void expect_failure(const summarize_error *e, failure expected)
{
    EXPECT(e->status == expected.status);
    EXPECT(e->argument == expected.argument);
    EXPECT(e->offset == expected.offset);
    EXPECT(e->message != NULL && strcmp(e->message, expected.message) == 0);
}

/* Both ways to read a text fail alike, with an error asked for or not. */
static void expect_refused(const char *bytes, size_t length,
                           const summarize_options *options, failure expected)
{
    summarize_error error;
    EXPECT(summarize_run(NULL, bytes, length, options, &error) == NULL);
    expect_failure(&error, expected);
    EXPECT(summarize_analyze(NULL, bytes, length, options, &error) == NULL);
    expect_failure(&error, expected);
    EXPECT(summarize_run(NULL, bytes, length, options, NULL) == NULL);
    EXPECT(summarize_analyze(NULL, bytes, length, options, NULL) == NULL);
}

static void expect_words_refused(const char *bytes, size_t length,
                                 failure expected)
{
    summarize_error error;
    size_t count = 9;
    EXPECT(!summarize_words(NULL, bytes, length, NULL, 0, &count, &error));
    expect_failure(&error, expected);
    EXPECT(count == 0);
    EXPECT(!summarize_words(NULL, bytes, length, NULL, 0, NULL, NULL));
}

/* ---- Arguments ---------------------------------------------------------- */

static const char null_message[] = "a NULL where a value is needed";

static void a_text_is_needed_where_it_has_a_length(void)
{
    failure expected = { SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_TEXT, 0,
                         null_message };
    expect_refused(NULL, 1, NULL, expected);
    expect_words_refused(NULL, 1, expected);
}

static void a_title_or_query_is_too(void)
{
    summarize_options options = make_options();
    options.title_length = 1;
    expect_refused(text, strlen(text), &options,
                   (failure){ SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_TITLE, 0,
                              null_message });
    options.title_length = 0;
    options.query_length = 1;
    expect_refused(text, strlen(text), &options,
                   (failure){ SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_QUERY, 0,
                              null_message });
}

static void selecting_needs_a_document(void)
{
    summarize_error error;
    EXPECT(summarize_select(NULL, NULL, NULL, &error) == NULL);
    expect_failure(&error, (failure){ SUMMARIZE_ERROR_ARGUMENT,
                                      SUMMARIZE_DOCUMENT, 0, null_message });
    EXPECT(summarize_select(NULL, NULL, NULL, NULL) == NULL);
}

static void words_need_room_where_they_have_a_capacity(void)
{
    summarize_error error;
    size_t count = 9;
    EXPECT(!summarize_words(NULL, "a b", 3, NULL, 2, &count, &error));
    EXPECT(error.status == SUMMARIZE_ERROR_ARGUMENT && count == 0);
}

/* ---- Options ------------------------------------------------------------ */

static const char options_message[] = "an option is out of range";

/* All calls that take options refuse them alike. */
static void expect_options_refused(const summarize_options *options,
                                   size_t offset)
{
    failure expected = { SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS, offset,
                         options_message };
    summarize_error error;
    summarize_document *document =
        summarize_analyze(NULL, text, strlen(text), NULL, NULL);
    expect_refused(text, strlen(text), options, expected);
    EXPECT(summarize_select(NULL, document, options, &error) == NULL);
    expect_failure(&error, expected);
    summarize_document_free(document);
}

static void a_size_is_needed(void)
{
    summarize_options options = { 0 };
    for (size_t size = 0; size < sizeof options.size; size++) {
        options.size = size;
        expect_options_refused(&options, offsetof(summarize_options, size));
    }
}

static void a_percentage_is_a_hundred_at_most(void)
{
    summarize_options options = make_options();
    options.max_percent = 101;
    expect_options_refused(&options, offsetof(summarize_options, max_percent));
    options.max_percent = UINT32_MAX;
    expect_options_refused(&options, offsetof(summarize_options, max_percent));
}

static void unknown_flags_are_refused(void)
{
    summarize_options options = make_options();
    for (uint32_t bit = 3; bit < 32; bit++) {
        options.flags = 1u << bit | SUMMARIZE_CUT;
        expect_options_refused(&options, offsetof(summarize_options, flags));
    }
}

static void unknown_methods_are_refused(void)
{
    summarize_options options = make_options();
    options.method = SUMMARIZE_LEAD + 1;
    expect_options_refused(&options, offsetof(summarize_options, method));
    options.method = UINT32_MAX;
    expect_options_refused(&options, offsetof(summarize_options, method));
}

/* ---- Encoding ----------------------------------------------------------- */

/* Bad bytes, and where the first is. */
static const struct {
    const char *bytes;
    size_t      offset;
} bad[] = {
    { "\x80", 0 }, { "abc\xFF", 3 }, { "Il a \xE9t\xE9 vu.", 5 },
    { "\xC0\xAF", 0 }, { "a\xC1\x81", 1 }, { "\xE0\x80\xAF", 0 },
    { "\xED\xA0\x80", 0 }, { "bon \xF0\x8F\xBF\xBF", 4 },
    { "\xF4\x90\x80\x80", 0 }, { "\xF8\x88\x80\x80\x80", 0 },
    { "fin \xC3", 4 }, { "fin \xE2\x80", 4 }, { "fin \xF0\x9F\x98", 4 },
    { "12345678 \xC3\xA9 \xE2\x28\xA1", 12 },
};

enum { BAD = sizeof bad / sizeof bad[0] };

static void a_bad_text_is_refused_where_it_is_bad(void)
{
    for (size_t i = 0; i < BAD; i++) {
        failure expected = { SUMMARIZE_ERROR_ENCODING, SUMMARIZE_TEXT,
                             bad[i].offset, "the text is not valid UTF-8" };
        tap_about("bad text %zu", i);
        expect_refused(bad[i].bytes, strlen(bad[i].bytes), NULL, expected);
        expect_words_refused(bad[i].bytes, strlen(bad[i].bytes), expected);
    }
}

static void a_bad_title_or_query_is_refused(void)
{
    for (size_t i = 0; i < BAD; i++) {
        summarize_options options = make_options();
        failure expected = { SUMMARIZE_ERROR_ENCODING, SUMMARIZE_TITLE,
                             bad[i].offset, "the title is not valid UTF-8" };
        tap_about("bad string %zu", i);
        options.title = bad[i].bytes;
        options.title_length = strlen(bad[i].bytes);
        expect_refused(text, strlen(text), &options, expected);
        options.query = options.title;
        options.query_length = options.title_length;
        options.title = NULL;
        options.title_length = 0;
        expected.argument = SUMMARIZE_QUERY;
        expected.message = "the query is not valid UTF-8";
        expect_refused(text, strlen(text), &options, expected);
    }
}

static void the_text_is_blamed_before_title_and_query(void)
{
    summarize_options options = make_options();
    options.title = options.query = "\xFF";
    options.title_length = options.query_length = 1;
    expect_refused("ab\xFF", 3, &options,
                   (failure){ SUMMARIZE_ERROR_ENCODING, SUMMARIZE_TEXT, 2,
                              "the text is not valid UTF-8" });
    expect_refused("ab", 2, &options,
                   (failure){ SUMMARIZE_ERROR_ENCODING, SUMMARIZE_TITLE, 0,
                              "the title is not valid UTF-8" });
}

static void utf_16_is_recognized_by_its_mark(void)
{
    failure expected = {
        SUMMARIZE_ERROR_ENCODING, SUMMARIZE_TEXT, 0,
        "the text is not valid UTF-8: it looks like UTF-16"
    };
    expect_refused("\xFF\xFEL\0e\0", 6, NULL, expected);
    expect_refused("\xFE\xFF\0L\0e", 6, NULL, expected);
    expect_words_refused("\xFF\xFEL\0e\0", 6, expected);
    expected.message = "the text is not valid UTF-8";
    expect_refused("\xFF", 1, NULL, expected);
    expect_refused("\xFF\xFF", 2, NULL, expected);
}

static void bad_sequences_are_replaced_when_asked(void)
{
    summarize_options options = make_options();
    options.flags = SUMMARIZE_REPLACE_INVALID;
    for (size_t i = 0; i < BAD; i++) {
        summarize_error error;
        size_t length = strlen(bad[i].bytes);
        options.title = options.query = bad[i].bytes;
        options.title_length = options.query_length = length;
        summarize_result *r =
            summarize_run(NULL, bad[i].bytes, length, &options, &error);
        const char *broken = broken_property(r, bad[i].bytes, length, &options);
        tap_about("bad text %zu: %s", i, broken != NULL ? broken : "");
        EXPECT(r != NULL && error.status == SUMMARIZE_OK && broken == NULL);
        summarize_result_free(r);
    }
}

/* Offsets are those of the caller's bytes; the summary has U+FFFD. */
static void a_summary_of_bad_text_is_good(void)
{
    static const char latin[] = "Le caf\xE9 de la gare ferme \xE0 minuit pile.";
    static const char expected[] = "Le caf\xEF\xBF\xBD de la gare ferme "
                                   "\xEF\xBF\xBD minuit pile.";
    summarize_options options = make_options();
    options.flags = SUMMARIZE_REPLACE_INVALID;
    summarize_result *r =
        summarize_run(NULL, latin, strlen(latin), &options, NULL);
    summarize_document *document =
        summarize_analyze(NULL, latin, strlen(latin), &options, NULL);
    summarize_result *selected = summarize_select(NULL, document, NULL, NULL);
    summarize_sentence s = sentence_of(r, 0);
    EXPECT(summarize_result_count(r) == 1 && s.length == strlen(latin));
    EXPECT(s.char_length == strlen(latin) && s.words == 8);
    EXPECT(strcmp(summarize_result_text(r, NULL), expected) == 0);
    EXPECT(same_results(r, selected));
    summarize_result_free(selected);
    summarize_document_free(document);
    summarize_result_free(r);
}

/* ---- Length ------------------------------------------------------------- */

static void a_text_too_long_is_refused_unread(void)
{
    static const size_t lengths[] = { SUMMARIZE_MAX_LENGTH + 1,
                                      SIZE_MAX - SIZE_MAX / 4, SIZE_MAX };
    failure expected = { SUMMARIZE_ERROR_TOO_LONG, SUMMARIZE_TEXT, 0,
                         "longer than 2147483647 bytes" };
    char *small = malloc(1);  /* so that a look behind it is seen */
    *small = 'a';
    for (size_t i = 0; i < 3; i++) {
        summarize_options options = make_options();
        expected.argument = SUMMARIZE_TEXT;
        expect_refused(small, lengths[i], NULL, expected);
        expect_refused(NULL, lengths[i], NULL, expected);
        expect_words_refused(small, lengths[i], expected);
        options.title = options.query = small;
        options.title_length = lengths[i];
        expected.argument = SUMMARIZE_TITLE;
        expect_refused(text, strlen(text), &options, expected);
        options.title_length = 1;
        options.query_length = lengths[i];
        expected.argument = SUMMARIZE_QUERY;
        expect_refused(text, strlen(text), &options, expected);
    }
    free(small);
}

/* ---- The stemmer -------------------------------------------------------- */

static bool refuse(void)
{
    return false;
}

static void a_stemmer_without_french_is_told_from_no_memory(void)
{
    static const char *no_french[] = { "english", "german", NULL };
    failure expected = { SUMMARIZE_ERROR_STEMMER, SUMMARIZE_ENGINE, 0,
                         "libstemmer has no French stemmer" };
    summarize_error error;
    languages = no_french;
    EXPECT(summarize_engine_new(&error) == NULL);
    expect_failure(&error, expected);
    EXPECT(summarize_engine_new(NULL) == NULL);
    expect_refused(text, strlen(text), NULL, expected);
    expect_words_refused(text, strlen(text), expected);
    languages = NULL;
    may_allocate = refuse;
    EXPECT(summarize_engine_new(&error) == NULL);
    may_allocate = NULL;
    expect_failure(&error, (failure){ SUMMARIZE_ERROR_MEMORY, SUMMARIZE_ENGINE,
                                      0, "out of memory" });
    EXPECT(blocks_held == 0);
}

/* ---- Busy engines ------------------------------------------------------- */

static summarize_engine *shared;
static summarize_error run_error, words_error, select_error;
static bool visited;

/* What a second thread is told while the engine is at work in the first. */
static void *visit(void *unused)
{
    (void)unused;
    visited = summarize_run(shared, text, 4, NULL, &run_error) == NULL
              && summarize_analyze(shared, text, 4, NULL, NULL) == NULL
              && !summarize_words(shared, text, 4, NULL, 0, NULL, &words_error);
    summarize_document *document = summarize_analyze(NULL, text, 4, NULL, NULL);
    visited = visited
              && !summarize_select(shared, document, NULL, &select_error);
    summarize_document_free(document);
    summarize_engine_trim(shared);
    return NULL;
}

/* Called from inside of a run, at its first allocation. */
static bool visit_at_work(void)
{
    pthread_t other;
    may_allocate = NULL;
    EXPECT(pthread_create(&other, NULL, visit, NULL) == 0);
    pthread_join(other, NULL);
    return true;
}

static void a_second_thread_is_told_that_the_engine_is_busy(void)
{
    failure expected = { SUMMARIZE_ERROR_BUSY, SUMMARIZE_ENGINE, 0,
                         "the engine is in use elsewhere" };
    summarize_error error;
    summarize_result *alone =
        summarize_run(NULL, text, strlen(text), NULL, NULL);
    shared = summarize_engine_new(NULL);
    may_allocate = visit_at_work;
    summarize_result *r =
        summarize_run(shared, text, strlen(text), NULL, &error);
    EXPECT(visited && may_allocate == NULL);
    expect_failure(&run_error, expected);
    expect_failure(&words_error, expected);
    expect_failure(&select_error, expected);
    EXPECT(error.status == SUMMARIZE_OK && same_results(alone, r));
    summarize_result_free(r);
    r = summarize_run(shared, text, strlen(text), NULL, &error);
    EXPECT(error.status == SUMMARIZE_OK && same_results(alone, r));
    summarize_result_free(r);
    summarize_result_free(alone);
    summarize_engine_free(shared);
    EXPECT(blocks_held == 0);
}

int main(void)
{
    RUN(a_text_is_needed_where_it_has_a_length);
    RUN(a_title_or_query_is_too);
    RUN(selecting_needs_a_document);
    RUN(words_need_room_where_they_have_a_capacity);
    RUN(a_size_is_needed);
    RUN(a_percentage_is_a_hundred_at_most);
    RUN(unknown_flags_are_refused);
    RUN(unknown_methods_are_refused);
    RUN(a_bad_text_is_refused_where_it_is_bad);
    RUN(a_bad_title_or_query_is_refused);
    RUN(the_text_is_blamed_before_title_and_query);
    RUN(utf_16_is_recognized_by_its_mark);
    RUN(bad_sequences_are_replaced_when_asked);
    RUN(a_summary_of_bad_text_is_good);
    RUN(a_text_too_long_is_refused_unread);
    RUN(a_stemmer_without_french_is_told_from_no_memory);
    RUN(a_second_thread_is_told_that_the_engine_is_busy);
    return tap_end();
}
