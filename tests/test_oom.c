/* Every allocation is made to fail in turn: a clean error, nothing lost, and an
 * engine that answers afterwards as if nothing had been. */
#include "allocation.h"
#include "properties.h"
#include "tap.h"

/* ---- Failing ------------------------------------------------------------ */

static unsigned long asked, fail_at;
static uint64_t seed;

static bool fail_in_turn(void)
{
    return ++asked != fail_at;
}

/* One of sixteen fails; xorshift64 (Marsaglia 2003). */
static bool fail_at_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % 16 != 0;
}

/* ---- What is called ----------------------------------------------------- */

static const summarize_options options = {
    .size = sizeof options, .max_words = 60,
    .title = "caf\xE9 et r\xC3\xA9union", .title_length = 14,
    .query = "o\xF9 et quand", .query_length = 11,
    .flags = SUMMARIZE_REPLACE_INVALID | SUMMARIZE_CUT,
};

static const summarize_options lexrank = {
    .size = sizeof lexrank, .method = SUMMARIZE_LEXRANK, .max_percent = 20,
};

static const char text[] =
    "Un pont pour deux rives\n\n"
    "Le maire de la commune a inauguré mardi un pont de bois sur la rivière. "
    "« Nous l'attendions depuis vingt ans », a-t-il rappelé aux habitants. "
    "Anticonstitutionnellement, le café ne servira plus de passeur. "
    "Les travaux ont coûté 3,5 millions d'euros.\n";

static summarize_document *document;   /* to select from */

/* A call's answer, as bytes that can be compared; NULL when it failed. */
typedef summarize_result *call(summarize_engine *engine, summarize_error *error);

static summarize_result *run_plainly(summarize_engine *engine,
                                     summarize_error *error)
{
    return summarize_run(engine, text, strlen(text), NULL, error);
}

static summarize_result *run_with_options(summarize_engine *engine,
                                          summarize_error *error)
{
    return summarize_run(engine, text, strlen(text), &options, error);
}

static summarize_result *run_lexrank(summarize_engine *engine,
                                     summarize_error *error)
{
    return summarize_run(engine, text, strlen(text), &lexrank, error);
}

/* A text with a bad byte, which is repaired. */
static summarize_result *run_repaired(summarize_engine *engine,
                                      summarize_error *error)
{
    static const char latin[] = "Le caf\xE9 de la gare ferme \xE0 minuit pile.";
    return summarize_run(engine, latin, strlen(latin), &options, error);
}

/* More sentences than are compared with each other. */
static summarize_result *run_long(summarize_engine *engine,
                                  summarize_error *error)
{
    static char many[400 * 64];
    static const summarize_options half = { .size = sizeof half,
                                            .max_percent = 50 };
    size_t length = 0;
    for (int i = 0; i < 400; i++)
        length += (size_t)snprintf(
            many + length, sizeof many - length,
            "Le village numéro %d a élu maire madame N%d. ", i % 20, i % 7);
    return summarize_run(engine, many, length, &half, error);
}

static summarize_result *select_from_document(summarize_engine *engine,
                                              summarize_error *error)
{
    return summarize_select(engine, document, &options, error);
}

static summarize_result *analyze_and_select(summarize_engine *engine,
                                            summarize_error *error)
{
    summarize_document *read = summarize_analyze(engine, text, strlen(text),
                                                 NULL, error);
    if (read == NULL)
        return NULL;
    summarize_result *r = summarize_select(engine, read, NULL, error);
    summarize_document_free(read);
    return r;
}

/* Its answer is that of a run, once the words were found. */
static summarize_result *find_words(summarize_engine *engine,
                                    summarize_error *error)
{
    summarize_range words[64];
    size_t count;
    if (!summarize_words(engine, text, strlen(text), words, 64, &count,
                         error))
        return NULL;
    may_allocate = NULL;
    return run_plainly(engine, error);
}

static summarize_result *make_an_engine(summarize_engine *engine,
                                        summarize_error *error)
{
    summarize_engine *made = summarize_engine_new(error);
    if (made == NULL)
        return NULL;
    may_allocate = NULL;
    summarize_engine_free(made);
    return run_plainly(engine, error);
}

/* Trimming may not find memory for smaller tables, and does not fail. */
static summarize_result *trim_and_run(summarize_engine *engine,
                                      summarize_error *error)
{
    summarize_engine_trim(engine);
    return run_plainly(engine, error);
}

static const struct {
    const char *name;
    call       *make;
} calls[] = {
    { "run", run_plainly }, { "run with options", run_with_options },
    { "run lexrank", run_lexrank }, { "run repaired", run_repaired },
    { "run long", run_long }, { "select", select_from_document },
    { "analyze and select", analyze_and_select }, { "words", find_words },
    { "engine", make_an_engine }, { "trim", trim_and_run },
};

enum { CALLS = sizeof calls / sizeof calls[0] };

/* ---- The test ----------------------------------------------------------- */

/* After a failure an engine answers as if it had not been. */
static void expect_recovered(call *make, summarize_engine *engine,
                             const summarize_result *expected)
{
    summarize_error error;
    may_allocate = NULL;
    summarize_result *r = make(engine, &error);
    EXPECT(error.status == SUMMARIZE_OK && same_results(r, expected));
    summarize_result_free(r);
}

/* One call under a hook; true when it succeeded. */
static bool try(call *make, summarize_engine *engine, bool hook(void),
                const summarize_result *expected)
{
    summarize_error error;
    long held = blocks_held;
    may_allocate = hook;
    summarize_result *r = make(engine, &error);
    may_allocate = NULL;
    if (r == NULL) {
        EXPECT(error.status == SUMMARIZE_ERROR_MEMORY);
        EXPECT(strcmp(error.message, "out of memory") == 0);
        EXPECT(engine != NULL || blocks_held == held);
        return false;
    }
    EXPECT(error.status == SUMMARIZE_OK && same_results(r, expected));
    summarize_result_free(r);
    EXPECT(engine != NULL || blocks_held == held);
    return true;
}

/* Fails the first allocation, the second, and so on, until there is none left
 * to fail; with an engine of its own each time, or one for all. */
static unsigned long fail_each(call *make, bool keep_engine)
{
    summarize_result *expected = make(NULL, NULL);
    summarize_engine *engine = keep_engine ? summarize_engine_new(NULL) : NULL;
    unsigned long failures = 0;
    fail_at = 0;
    do {
        asked = 0;
        fail_at++;
        tap_about("allocation %lu", fail_at);
        if (try(make, engine, fail_in_turn, expected))
            continue;
        failures++;
        if (keep_engine) {
            expect_recovered(make, engine, expected);
            summarize_engine_trim(engine);  /* so that it allocates again */
        }
    } while (asked >= fail_at);
    summarize_engine_free(engine);
    summarize_result_free(expected);
    return failures;
}

static void every_allocation_of_a_call_may_fail(void)
{
    for (size_t i = 0; i < CALLS; i++) {
        unsigned long failures = fail_each(calls[i].make, false);
        tap_about("%s: %lu failures", calls[i].name, failures);
        EXPECT(failures > 3);
    }
    summarize_document_free(document);
    EXPECT(blocks_held == 0);
    document = summarize_analyze(NULL, text, strlen(text), NULL, NULL);
}

static void every_allocation_of_an_engine_may_fail(void)
{
    for (size_t i = 0; i < CALLS; i++) {
        unsigned long failures = fail_each(calls[i].make, true);
        tap_about("%s: %lu failures", calls[i].name, failures);
        EXPECT(failures > 0);
    }
}

static void allocations_may_fail_at_random(void)
{
    enum { ROUNDS = 40 };
    summarize_engine *engine = summarize_engine_new(NULL);
    summarize_result *expected[CALLS];
    int succeeded = 0, failed = 0;
    seed = 88172645463325252u;
    for (size_t i = 0; i < CALLS; i++)
        expected[i] = calls[i].make(NULL, NULL);
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < CALLS; i++) {
            tap_about("%s, round %d", calls[i].name, round);
            bool done = try(calls[i].make, engine, fail_at_random, expected[i]);
            succeeded += done;
            failed += !done;
            if (round % 4 == 3)
                summarize_engine_trim(engine);
        }
    EXPECT(succeeded > ROUNDS && failed > ROUNDS);
    for (size_t i = 0; i < CALLS; i++) {
        expect_recovered(calls[i].make, engine, expected[i]);
        summarize_result_free(expected[i]);
    }
    summarize_engine_free(engine);
}

/* More forms than are kept between two texts: the sweep allocates too. */
static void sweeping_may_fail(void)
{
    enum { FORMS = MOST_FORMS + 1000, EACH = 8 };
    char *many = malloc((size_t)FORMS * EACH + 1);
    for (int i = 0; i < FORMS; i++)
        snprintf(many + (size_t)i * EACH, EACH + 1, "kw%05x ", (unsigned)i);
    summarize_result *expected = run_plainly(NULL, NULL);
    int failed = 0;
    for (fail_at = 1; fail_at < 6; fail_at++) {
        summarize_engine *engine = summarize_engine_new(NULL);
        summarize_result_free(
            summarize_run(engine, many, (size_t)FORMS * EACH, NULL, NULL));
        asked = 0;
        failed += !try(run_plainly, engine, fail_in_turn, expected);
        expect_recovered(run_plainly, engine, expected);
        summarize_engine_free(engine);
    }
    EXPECT(failed >= 3);
    summarize_result_free(expected);
    free(many);
}

int main(void)
{
    document = summarize_analyze(NULL, text, strlen(text), NULL, NULL);
    RUN(every_allocation_of_a_call_may_fail);
    RUN(every_allocation_of_an_engine_may_fail);
    RUN(allocations_may_fail_at_random);
    RUN(sweeping_may_fail);
    summarize_document_free(document);
    return tap_end();
}
