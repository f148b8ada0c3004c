/* Every public function, as its users meet it. */
#include <locale.h>
#include <pthread.h>

#include "corpus.h"
#include "properties.h"
#include "tap.h"

static const char three[] =
    "Le maire a inauguré le nouveau pont devant deux cents habitants. "
    "Il pleuvait. Les travaux du pont ont coûté douze millions d'euros à la "
    "commune et ont duré trois ans.";

/* ---- Helpers ------------------------------------------------------------ */

static summarize_options make_options(void)
{
    summarize_options options = { .size = sizeof options };
    return options;
}

static bool is_no_error(const summarize_error *e)
{
    return e->status == SUMMARIZE_OK && e->argument == 0 && e->offset == 0
           && strcmp(e->message, "no error") == 0;
}

/* Option sets of all kinds; each changes a few fields. */
static size_t fill_option_sets(summarize_options *sets)
{
    static const summarize_options changes[] = {
        { 0 },
        { .max_sentences = 1 }, { .max_sentences = 5 },
        { .max_sentences = UINT32_MAX },
        { .max_words = 1 }, { .max_words = 40 }, { .max_words = UINT32_MAX },
        { .max_chars = 10 }, { .max_chars = 280 }, { .max_chars = UINT32_MAX },
        { .max_percent = 1 }, { .max_percent = 30 }, { .max_percent = 100 },
        { .max_sentences = 3, .max_words = 50, .max_chars = 300,
          .max_percent = 50 },
        { .max_words = 3, .flags = SUMMARIZE_CUT },
        { .max_chars = 30, .flags = SUMMARIZE_CUT },
        { .flags = SUMMARIZE_LINE_BREAKS },
        { .flags = SUMMARIZE_REPLACE_INVALID, .max_words = 60 },
        { .title = "La ville et le pont", .title_length = 20 },
        { .query = "combien coûte", .query_length = 14, .max_words = 50 },
        { .query = "zzz", .query_length = 3 },
        { .method = SUMMARIZE_CENTROID }, { .method = SUMMARIZE_LEXRANK },
        { .method = SUMMARIZE_TEXTRANK }, { .method = SUMMARIZE_LEAD },
        { .method = SUMMARIZE_LEAD, .max_words = 40 },
        { .method = SUMMARIZE_LEXRANK, .max_percent = 20 },
        { .method = SUMMARIZE_LEAD, .max_chars = 20, .flags = SUMMARIZE_CUT },
    };
    size_t count = sizeof changes / sizeof changes[0];
    for (size_t i = 0; i < count; i++) {
        sets[i] = changes[i];
        sets[i].size = sizeof sets[i];
    }
    return count;
}

enum { MOST_SETS = 64 };

/* ---- Versions and messages ---------------------------------------------- */

static void versions_agree_with_the_header(void)
{
    char number[32];
    snprintf(number, sizeof number, "%d.%d.%d (", SUMMARIZE_VERSION_MAJOR,
             SUMMARIZE_VERSION_MINOR, SUMMARIZE_VERSION_PATCH);
    EXPECT(summarize_version()
           == (uint32_t)(SUMMARIZE_VERSION_MAJOR << 16
                         | SUMMARIZE_VERSION_MINOR << 8
                         | SUMMARIZE_VERSION_PATCH));
    EXPECT(strncmp(summarize_version_string(), number, strlen(number)) == 0);
}

static void every_status_has_a_message_of_its_own(void)
{
    for (int i = SUMMARIZE_OK; i <= SUMMARIZE_ERROR_STEMMER; i++) {
        const char *message = summarize_status_message((summarize_status)i);
        EXPECT(message != NULL && message[0] != '\0');
        EXPECT(message[strlen(message) - 1] != '.');
        for (int k = SUMMARIZE_OK; k < i; k++)
            EXPECT(strcmp(message,
                          summarize_status_message((summarize_status)k)) != 0);
    }
    EXPECT(summarize_status_message((summarize_status)1234) != NULL);
}

/* ---- NULL --------------------------------------------------------------- */

static void null_stands_for_defaults(void)
{
    summarize_error error;
    size_t length = strlen(three);
    summarize_result *result = summarize_run(NULL, three, length, NULL, &error);
    EXPECT(result != NULL && is_no_error(&error));
    EXPECT(broken_property(result, three, length, NULL) == NULL);
    summarize_result *other = summarize_run(NULL, three, length, NULL, NULL);
    EXPECT(same_results(result, other));
    summarize_result_free(other);
    summarize_document *document =
        summarize_analyze(NULL, three, length, NULL, NULL);
    other = summarize_select(NULL, document, NULL, NULL);
    EXPECT(same_results(result, other));
    summarize_result_free(other);
    summarize_document_free(document);
    summarize_result_free(result);
}

static void freeing_null_does_nothing(void)
{
    summarize_engine_trim(NULL);
    summarize_engine_free(NULL);
    summarize_document_free(NULL);
    summarize_result_free(NULL);
    EXPECT(true);
}

static void a_null_result_reads_as_an_empty_one(void)
{
    size_t length = 1, count = 1;
    summarize_sentence s;
    summarize_range title;
    memset(&s, 1, sizeof s);
    memset(&title, 1, sizeof title);
    EXPECT(strcmp(summarize_result_text(NULL, &length), "") == 0 && length == 0);
    EXPECT(summarize_result_text(NULL, NULL)[0] == '\0');
    EXPECT(summarize_result_count(NULL) == 0);
    EXPECT(summarize_result_sentence(NULL, 0, &s, sizeof s) == 0);
    EXPECT(s.length == 0 && s.offset == 0 && s.kept == 0);
    EXPECT(summarize_result_title(NULL, &title) == 0 && title.length == 0);
    EXPECT(summarize_result_title(NULL, NULL) == 0);
    EXPECT(summarize_result_selection(NULL, &count) == NULL && count == 0);
    EXPECT(summarize_result_selection(NULL, NULL) == NULL);
    EXPECT(summarize_result_faults(NULL, 0) == 0);
}

static void output_arguments_may_be_null(void)
{
    summarize_result *result =
        summarize_run(NULL, three, strlen(three), NULL, NULL);
    EXPECT(summarize_result_text(result, NULL)[0] != '\0');
    EXPECT(summarize_result_selection(result, NULL) != NULL);
    EXPECT(summarize_result_title(result, NULL) == 0);
    EXPECT(summarize_result_sentence(result, 0, NULL, 0) == 0);
    EXPECT(summarize_words(NULL, three, strlen(three), NULL, 0, NULL, NULL));
    summarize_result_free(result);
}

static void an_empty_text_has_an_empty_summary(void)
{
    static const char *const empty[] = { NULL, "", "x", " \n\t", "\xEF\xBB\xBF" };
    static const size_t lengths[] = { 0, 0, 0, 3, 3 };
    for (size_t i = 0; i < 5; i++) {
        summarize_error error;
        size_t length = 1, count = 1;
        summarize_result *result =
            summarize_run(NULL, empty[i], lengths[i], NULL, &error);
        tap_about("empty text %zu", i);
        EXPECT(result != NULL && is_no_error(&error));
        EXPECT(summarize_result_count(result) == 0);
        EXPECT(strcmp(summarize_result_text(result, &length), "") == 0);
        EXPECT(length == 0);
        EXPECT(summarize_result_selection(result, &count) == NULL);
        EXPECT(count == 0);
        summarize_result_free(result);
    }
}

static void a_byte_order_mark_is_skipped(void)
{
    char marked[sizeof three + 3] = "\xEF\xBB\xBF";
    memcpy(marked + 3, three, sizeof three);
    summarize_result *result =
        summarize_run(NULL, marked, strlen(marked), NULL, NULL);
    summarize_result *bare =
        summarize_run(NULL, three, strlen(three), NULL, NULL);
    summarize_sentence s = sentence_of(result, 0), other = sentence_of(bare, 0);
    EXPECT(s.offset == 3 && s.char_offset == 1 && s.length == other.length);
    EXPECT(memcmp(&s.score, &other.score, sizeof s.score) == 0);
    EXPECT(strcmp(summarize_result_text(result, NULL),
                  summarize_result_text(bare, NULL)) == 0);
    summarize_result_free(bare);
    summarize_result_free(result);
}

/* ---- Sizes of structs --------------------------------------------------- */

/* Ours, and a field that a later version may add. */
typedef struct later_options {
    summarize_options known;
    uint64_t          added;
} later_options;

static void larger_options_are_read_when_their_tail_is_zero(void)
{
    later_options later = { .known = { .max_sentences = 1 } };
    summarize_options options = make_options();
    options.max_sentences = 1;
    later.known.size = sizeof later;
    summarize_result *result =
        summarize_run(NULL, three, strlen(three), &later.known, NULL);
    summarize_result *other =
        summarize_run(NULL, three, strlen(three), &options, NULL);
    EXPECT(result != NULL && same_results(result, other));
    summarize_result_free(other);
    summarize_result_free(result);
}

static void larger_options_are_refused_when_it_is_not(void)
{
    later_options later = { .known = { .size = sizeof later } };
    size_t first = offsetof(later_options, added);
    for (size_t i = first; i < sizeof later; i++) {
        summarize_error error;
        char *bytes = (char *)&later;
        bytes[i] = 1;
        tap_about("byte %zu", i);
        EXPECT(summarize_run(NULL, three, strlen(three), &later.known, &error)
               == NULL);
        EXPECT(error.status == SUMMARIZE_ERROR_OPTIONS);
        EXPECT(error.argument == SUMMARIZE_OPTIONS && error.offset == i);
        bytes[i] = 0;
    }
}

static void smaller_options_read_as_zero_at_the_end(void)
{
    summarize_options options = make_options();
    options.max_sentences = 1;
    options.max_percent = 400;  /* none of what follows is read */
    options.flags = ~0u;
    options.method = 77;
    options.title_length = options.query_length = SIZE_MAX;
    options.size = offsetof(summarize_options, max_words);
    summarize_result *result =
        summarize_run(NULL, three, strlen(three), &options, NULL);
    size_t count = 0;
    summarize_result_selection(result, &count);
    EXPECT(result != NULL && count == 1);
    summarize_result_free(result);
    options.size = sizeof options.size;
    result = summarize_run(NULL, three, strlen(three), &options, NULL);
    summarize_result *plain =
        summarize_run(NULL, three, strlen(three), NULL, NULL);
    EXPECT(result != NULL && same_results(result, plain));
    summarize_result_free(plain);
    summarize_result_free(result);
}

static void sentences_are_read_in_any_size(void)
{
    union { summarize_sentence s; unsigned char bytes[128]; } whole, part;
    summarize_result *result =
        summarize_run(NULL, three, strlen(three), NULL, NULL);
    size_t known = sizeof (summarize_sentence);
    memset(&whole, 0, sizeof whole);
    EXPECT(summarize_result_sentence(result, 1, &whole.s, known) == 1);
    for (size_t size = 0; size < sizeof part; size++) {
        memset(&part, 0xAA, sizeof part);
        tap_about("%zu bytes", size);
        EXPECT(summarize_result_sentence(result, 1, &part.s, size) == 1);
        EXPECT(memcmp(part.bytes, whole.bytes, size) == 0);
        EXPECT(part.bytes[size] == 0xAA);
    }
    summarize_result_free(result);
}

static void past_the_last_sentence_there_are_zeroes(void)
{
    summarize_result *result =
        summarize_run(NULL, three, strlen(three), NULL, NULL);
    static const summarize_sentence none;
    size_t count = summarize_result_count(result);
    size_t indexes[] = { count, count + 1, SIZE_MAX };
    for (size_t i = 0; i < 3; i++) {
        summarize_sentence s;
        memset(&s, 0xAA, sizeof s);
        EXPECT(!summarize_result_sentence(result, indexes[i], &s, sizeof s));
        EXPECT(memcmp(&s, &none, sizeof s) == 0);
    }
    summarize_result_free(result);
}

/* ---- What a result tells ------------------------------------------------ */

static void fields_tell_where_sentences_are(void)
{
    static const char text[] =
        "Un titre court\n\n"
        "L'été fut sec, et la rivière baissa d'un mètre en un mois.  Les « "
        "maraîchers » ont arrosé.\n\n"
        "Publié le 3 mai 2021\n";
    summarize_result *r = summarize_run(NULL, text, strlen(text), NULL, NULL);
    EXPECT(summarize_result_count(r) == 4);
    summarize_sentence title = sentence_of(r, 0), first = sentence_of(r, 1);
    summarize_sentence second = sentence_of(r, 2), last = sentence_of(r, 3);
    EXPECT(title.kind == SUMMARIZE_HEADING && title.offset == 0);
    EXPECT(title.length == 14 && title.words == 3 && title.paragraph == 0);
    EXPECT(first.offset == 16 && first.char_offset == 16);
    EXPECT(first.length == 62 && first.char_length == 58);
    EXPECT(first.kind == SUMMARIZE_SENTENCE && first.paragraph == 1);
    EXPECT(first.words == 12);
    EXPECT(second.char_offset == 76 && second.words == 4);
    EXPECT(second.paragraph == 1);
    EXPECT(last.kind == SUMMARIZE_FRAGMENT && last.paragraph == 2);
    EXPECT(last.words == 5 && last.rank == 3 && !last.selected);
    EXPECT(first.rank + second.rank == 1 && title.rank == 2);
    summarize_range range;
    EXPECT(summarize_result_title(r, &range) == 1 && range.length == 14);
    summarize_result_free(r);
}

static void a_title_given_hides_none_found(void)
{
    static const char text[] =
        "La rivière déborde\n\nLa rivière a débordé dimanche dans la vallée.\n";
    summarize_options options = make_options();
    summarize_range title;
    options.title = "Autre chose";
    options.title_length = 11;
    summarize_result *r =
        summarize_run(NULL, text, strlen(text), &options, NULL);
    EXPECT(summarize_result_title(r, &title) == 1);
    EXPECT(title.offset == 0 && title.length == 20 && title.char_length == 18);
    summarize_result_free(r);
}

static void a_title_makes_its_words_weigh_more(void)
{
    summarize_options options = make_options();
    options.title = "Il pleuvait";
    options.title_length = 11;
    summarize_result *titled =
        summarize_run(NULL, three, strlen(three), &options, NULL);
    options.title = "Un sujet sans rapport";
    options.title_length = 21;
    summarize_result *other =
        summarize_run(NULL, three, strlen(three), &options, NULL);
    EXPECT(sentence_of(titled, 1).score > sentence_of(other, 1).score);
    summarize_result_free(other);
    summarize_result_free(titled);
}

static void a_query_prefers_what_answers_it(void)
{
    static const char *const queries[] = { "pleuvait", "inauguration maire",
                                           "coût en euros" };
    static const uint32_t expected[] = { 1, 0, 2 };
    summarize_options options = make_options();
    options.max_sentences = 1;
    for (size_t i = 0; i < 3; i++) {
        size_t count;
        options.query = queries[i];
        options.query_length = strlen(queries[i]);
        summarize_result *r =
            summarize_run(NULL, three, strlen(three), &options, NULL);
        tap_about("%s", queries[i]);
        EXPECT(summarize_result_selection(r, &count) != NULL && count == 1);
        EXPECT(i == 0 || summarize_result_selection(r, NULL)[0] == expected[i]);
        EXPECT(sentence_of(r, expected[i]).rank == 0);
        summarize_result_free(r);
    }
}

/* The faults of a summary of so many sentences. */
static uint32_t faults_of(const char *text, uint32_t sentences)
{
    summarize_options options = make_options();
    options.method = SUMMARIZE_LEAD;
    options.max_sentences = sentences;
    summarize_result *r =
        summarize_run(NULL, text, strlen(text), &options, NULL);
    uint32_t faults = 0;
    for (size_t i = 0; i < summarize_result_count(r); i++)
        faults |= summarize_result_faults(r, i);
    summarize_result_free(r);
    return faults;
}

static void a_result_tells_what_is_wrong_with_the_summary(void)
{
    static const char colon[] = "Le conseil a voté deux mesures nouvelles : \n"
        "- la fin des travaux ;\n- un nouveau pont.\n\nLa séance est levée.";
    EXPECT(faults_of("Le pont de Varenne rouvre lundi matin.", 1) == 0);
    EXPECT(faults_of(colon, 1) == SUMMARIZE_FAULT_COLON);
    EXPECT(faults_of(colon, 2) == 0);
    EXPECT(faults_of("Le « vieux pont de Varenne rouvre lundi matin.", 1)
           == SUMMARIZE_FAULT_UNPAIRED);
    EXPECT(faults_of("Le vieux pont de Varenne rouvre-t-il lundi ?", 1)
           == SUMMARIZE_FAULT_QUESTION);
    EXPECT(faults_of("Les pompiers de Brissec changent de caserne", 1)
           == SUMMARIZE_FAULT_FRAGMENT);
    EXPECT(faults_of("Il a plu hier sur le pont de Varenne.", 1) == 0);
}

/* The second sentence alone answers the query. */
static void a_result_tells_of_an_opening_that_leans_on_nothing(void)
{
    static const char text[] = "Le maire de Varenne a reçu la presse. Il a"
        " promis un nouveau gymnase aux lycéens. La foule a applaudi.";
    summarize_options options = make_options();
    options.query = "gymnase des lycéens";
    options.query_length = strlen(options.query);
    options.max_sentences = 1;
    summarize_result *r =
        summarize_run(NULL, text, strlen(text), &options, NULL);
    EXPECT(summarize_result_faults(r, 0) == 0);
    EXPECT(summarize_result_faults(r, 1) == SUMMARIZE_FAULT_OPENING);
    EXPECT(summarize_result_faults(r, 3) == 0);
    summarize_result_free(r);
    options.max_sentences = 2;
    r = summarize_run(NULL, text, strlen(text), &options, NULL);
    EXPECT(summarize_result_faults(r, 1) == 0);
    summarize_result_free(r);
}

static void line_breaks_end_sentences_when_asked(void)
{
    static const char text[] = "une première ligne de texte,\nune seconde ligne.";
    summarize_options options = make_options();
    summarize_result *r = summarize_run(NULL, text, strlen(text), &options, NULL);
    EXPECT(summarize_result_count(r) == 1);
    summarize_result_free(r);
    options.flags = SUMMARIZE_LINE_BREAKS;
    r = summarize_run(NULL, text, strlen(text), &options, NULL);
    EXPECT(summarize_result_count(r) == 2);
    summarize_result_free(r);
}

static void the_lead_is_the_first_sentences(void)
{
    summarize_options options = make_options();
    options.method = SUMMARIZE_LEAD;
    options.max_sentences = 1;
    summarize_result *r =
        summarize_run(NULL, three, strlen(three), &options, NULL);
    EXPECT(summarize_result_selection(r, NULL)[0] == 0);
    EXPECT(sentence_of(r, 0).rank == 0 && sentence_of(r, 2).rank == 2);
    summarize_result_free(r);
}

/* ---- Every text, every option ------------------------------------------- */

static void every_promise_holds_of_the_corpus(void)
{
    summarize_options sets[MOST_SETS];
    size_t count = fill_option_sets(sets);
    summarize_engine *engine = summarize_engine_new(NULL);
    for (size_t t = 0; t < corpus_count; t++)
        for (size_t i = 0; i < count; i++) {
            const corpus_text *text = &corpus[t];
            summarize_result *r = summarize_run(engine, text->bytes,
                                                text->length, &sets[i], NULL);
            const char *broken = broken_property(r, text->bytes, text->length,
                                                 &sets[i]);
            tap_about("%s, options %zu: %s", text->name, i,
                      broken != NULL ? broken : "");
            EXPECT(r != NULL && broken == NULL);
            summarize_result_free(r);
        }
    summarize_engine_free(engine);
}

static void selecting_equals_running(void)
{
    summarize_options sets[MOST_SETS];
    size_t count = fill_option_sets(sets);
    summarize_engine *engine = summarize_engine_new(NULL);
    for (size_t t = 0; t < corpus_count; t++)
        for (size_t i = 0; i < count; i++) {
            const corpus_text *text = &corpus[t];
            summarize_result *once = summarize_run(engine, text->bytes,
                                                   text->length, &sets[i], NULL);
            summarize_document *document = summarize_analyze(
                engine, text->bytes, text->length, &sets[i], NULL);
            summarize_result *twice =
                summarize_select(engine, document, &sets[i], NULL);
            tap_about("%s, options %zu", text->name, i);
            EXPECT(once != NULL && same_results(once, twice));
            summarize_result_free(twice);
            summarize_document_free(document);
            summarize_result_free(once);
        }
    summarize_engine_free(engine);
}

/* One reading, all limits: the same as reading anew for each. */
static void one_document_serves_all_limits(void)
{
    summarize_options sets[MOST_SETS];
    size_t count = fill_option_sets(sets);
    summarize_engine *engine = summarize_engine_new(NULL);
    const corpus_text *text = &corpus[corpus_count / 2];
    summarize_document *document =
        summarize_analyze(NULL, text->bytes, text->length, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        summarize_options limits = sets[i];
        limits.method = limits.flags & SUMMARIZE_CUT ? 0 : limits.method;
        summarize_options read = limits;
        read.title = read.query = NULL;
        read.title_length = read.query_length = 0;
        read.method = 0;
        read.flags &= SUMMARIZE_CUT;
        summarize_result *one =
            summarize_select(engine, document, &limits, NULL);
        summarize_result *other = summarize_run(engine, text->bytes,
                                                text->length, &read, NULL);
        tap_about("options %zu", i);
        EXPECT(one != NULL && same_results(one, other));
        summarize_result_free(other);
        summarize_result_free(one);
    }
    summarize_document_free(document);
    summarize_engine_free(engine);
}

/* ---- Engines ------------------------------------------------------------ */

static bool answers_as_a_fresh_one(summarize_engine *engine,
                                   const corpus_text *text)
{
    summarize_result *used =
        summarize_run(engine, text->bytes, text->length, NULL, NULL);
    summarize_result *fresh =
        summarize_run(NULL, text->bytes, text->length, NULL, NULL);
    bool same = used != NULL && same_results(used, fresh);
    summarize_result_free(fresh);
    summarize_result_free(used);
    return same;
}

static void an_engine_answers_as_a_fresh_one_in_any_order(void)
{
    summarize_engine *engine = summarize_engine_new(NULL);
    for (size_t step = 1; step <= 7; step += 2)
        for (size_t i = 0; i < corpus_count; i++) {
            size_t at = i * step % corpus_count;
            if (step == 5)
                at = corpus_count - 1 - i;
            tap_about("%s, step %zu", corpus[at].name, step);
            EXPECT(answers_as_a_fresh_one(engine, &corpus[at]));
            if (i == 5)
                summarize_engine_trim(engine);
        }
    summarize_engine_free(engine);
}

static void failures_leave_no_trace_in_an_engine(void)
{
    summarize_engine *engine = summarize_engine_new(NULL);
    summarize_options options = make_options();
    EXPECT(!summarize_run(engine, "abc\xFF", 4, NULL, NULL));
    EXPECT(!summarize_run(engine, NULL, 4, NULL, NULL));
    options.max_percent = 101;
    EXPECT(!summarize_run(engine, "abc", 3, &options, NULL));
    EXPECT(answers_as_a_fresh_one(engine, &corpus[0]));
    summarize_engine_free(engine);
}

static void trimming_changes_no_answer(void)
{
    summarize_engine *engine = summarize_engine_new(NULL);
    summarize_engine_trim(engine);
    EXPECT(answers_as_a_fresh_one(engine, &corpus[0]));
    summarize_engine_trim(engine);
    summarize_engine_trim(engine);
    EXPECT(answers_as_a_fresh_one(engine, &corpus[0]));
    EXPECT(answers_as_a_fresh_one(engine, &corpus[1]));
    summarize_engine_free(engine);
}

static void results_outlive_engine_document_and_text(void)
{
    size_t length = strlen(three);
    char *text = malloc(length);
    memcpy(text, three, length);
    summarize_engine *engine = summarize_engine_new(NULL);
    summarize_document *document =
        summarize_analyze(engine, text, length, NULL, NULL);
    summarize_result *run = summarize_run(engine, text, length, NULL, NULL);
    memset(text, '#', length);
    free(text);
    summarize_result *selected = summarize_select(engine, document, NULL, NULL);
    summarize_document_free(document);
    summarize_engine_free(engine);
    EXPECT(broken_property(run, three, length, NULL) == NULL);
    EXPECT(same_results(run, selected));
    summarize_result_free(selected);
    summarize_result_free(run);
}

/* ---- Threads ------------------------------------------------------------ */

typedef struct job {
    const summarize_document *document;
    const summarize_result   *expected;
    bool                      same;
} job;

static void *select_often(void *argument)
{
    job *j = argument;
    summarize_engine *engine = summarize_engine_new(NULL);
    j->same = true;
    for (int i = 0; i < 20; i++) {
        summarize_result *r = summarize_select(engine, j->document, NULL, NULL);
        j->same = j->same && same_results(r, j->expected);
        summarize_result_free(r);
    }
    summarize_engine_free(engine);
    return NULL;
}

static void threads_share_documents_and_results(void)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    job jobs[THREADS];
    summarize_document *document = summarize_analyze(
        NULL, corpus[0].bytes, corpus[0].length, NULL, NULL);
    summarize_result *expected = summarize_select(NULL, document, NULL, NULL);
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (job){ document, expected, false };
        EXPECT(pthread_create(&threads[i], NULL, select_often, &jobs[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        EXPECT(jobs[i].same);
    }
    summarize_result_free(expected);
    summarize_document_free(document);
}

/* ---- Locales ------------------------------------------------------------ */

static summarize_result *run_first(void)
{
    return summarize_run(NULL, corpus[0].bytes, corpus[0].length, NULL, NULL);
}

static void same_in_locale(const char *const *names)
{
    summarize_result *before = run_first();
    while (*names != NULL && setlocale(LC_ALL, *names) == NULL)
        names++;
    if (*names == NULL) {
        tap_skip("no such locale here");
    } else {
        summarize_result *after = run_first();
        EXPECT(same_results(before, after));
        summarize_result_free(after);
    }
    setlocale(LC_ALL, "C");
    summarize_result_free(before);
}

/* Where the small letter of I has no dot. */
static void the_turkish_locale_changes_nothing(void)
{
    static const char *const names[] = { "tr_TR.UTF-8", "tr_TR.utf8", "tr_TR",
                                         NULL };
    same_in_locale(names);
}

/* Where numbers have a decimal comma. */
static void the_french_locale_changes_nothing(void)
{
    static const char *const names[] = { "fr_FR.UTF-8", "fr_FR.utf8", "fr_FR",
                                         NULL };
    same_in_locale(names);
}

/* ---- Words -------------------------------------------------------------- */

static void words_are_found_as_the_header_says(void)
{
    static const char text[] =
        "L\xE2\x80\x99" "ami a-t-il rendez-vous à 3.076,50 ?";
    static const char *const expected[] = {
        "L\xE2\x80\x99", "ami", "a", "-t", "-il", "rendez-vous", "à",
        "3.076,50"
    };
    summarize_range words[16];
    size_t count;
    summarize_error error;
    EXPECT(summarize_words(NULL, text, strlen(text), words, 16, &count, &error));
    EXPECT(is_no_error(&error) && count == 8);
    for (size_t i = 0; i < count && i < 8; i++) {
        tap_about("%s", expected[i]);
        EXPECT(words[i].length == strlen(expected[i]));
        EXPECT(memcmp(text + words[i].offset, expected[i], words[i].length)
               == 0);
    }
    EXPECT(words[1].char_offset == 2 && words[1].offset == 4);
    EXPECT(words[6].char_length == 1 && words[6].length == 2);
}

static void words_are_counted_without_room_for_them(void)
{
    summarize_range words[3] = { { 9, 9, 9, 9 }, { 9, 9, 9, 9 }, { 9, 9, 9, 9 } };
    summarize_engine *engine = summarize_engine_new(NULL);
    size_t count = 0;
    EXPECT(summarize_words(engine, "un deux trois", 13, NULL, 0, &count, NULL));
    EXPECT(count == 3);
    EXPECT(summarize_words(engine, "un deux trois", 13, words, 2, &count, NULL));
    EXPECT(count == 3 && words[1].offset == 3 && words[2].offset == 9
           && words[2].length == 9);
    EXPECT(summarize_words(engine, "", 0, words, 3, &count, NULL) && count == 0);
    EXPECT(summarize_words(engine, NULL, 0, NULL, 0, &count, NULL));
    EXPECT(count == 0);
    summarize_engine_free(engine);
}

static void every_letter_of_the_corpus_is_in_a_word(void)
{
    summarize_engine *engine = summarize_engine_new(NULL);
    for (size_t t = 0; t < corpus_count; t++) {
        size_t count = 0, again = 0;
        const corpus_text *text = &corpus[t];
        EXPECT(summarize_words(engine, text->bytes, text->length, NULL, 0,
                               &count, NULL));
        summarize_range *words = malloc((count + 1) * sizeof *words);
        EXPECT(summarize_words(engine, text->bytes, text->length, words, count,
                               &again, NULL));
        const char *broken = broken_words(words, count, text->bytes,
                                          text->length);
        tap_about("%s: %s", text->name, broken != NULL ? broken : "");
        EXPECT(count > 0 && count == again && broken == NULL);
        free(words);
    }
    summarize_engine_free(engine);
}

int main(int argc, char **argv)
{
    read_corpus(argc > 1 ? argv[1] : "tests/corpus");
    RUN(versions_agree_with_the_header);
    RUN(every_status_has_a_message_of_its_own);
    RUN(null_stands_for_defaults);
    RUN(freeing_null_does_nothing);
    RUN(a_null_result_reads_as_an_empty_one);
    RUN(output_arguments_may_be_null);
    RUN(an_empty_text_has_an_empty_summary);
    RUN(a_byte_order_mark_is_skipped);
    RUN(larger_options_are_read_when_their_tail_is_zero);
    RUN(larger_options_are_refused_when_it_is_not);
    RUN(smaller_options_read_as_zero_at_the_end);
    RUN(sentences_are_read_in_any_size);
    RUN(past_the_last_sentence_there_are_zeroes);
    RUN(fields_tell_where_sentences_are);
    RUN(a_title_given_hides_none_found);
    RUN(a_title_makes_its_words_weigh_more);
    RUN(a_query_prefers_what_answers_it);
    RUN(a_result_tells_what_is_wrong_with_the_summary);
    RUN(a_result_tells_of_an_opening_that_leans_on_nothing);
    RUN(line_breaks_end_sentences_when_asked);
    RUN(the_lead_is_the_first_sentences);
    RUN(every_promise_holds_of_the_corpus);
    RUN(selecting_equals_running);
    RUN(one_document_serves_all_limits);
    RUN(an_engine_answers_as_a_fresh_one_in_any_order);
    RUN(failures_leave_no_trace_in_an_engine);
    RUN(trimming_changes_no_answer);
    RUN(results_outlive_engine_document_and_text);
    RUN(threads_share_documents_and_results);
    RUN(the_turkish_locale_changes_nothing);
    RUN(the_french_locale_changes_nothing);
    RUN(words_are_found_as_the_header_says);
    RUN(words_are_counted_without_room_for_them);
    RUN(every_letter_of_the_corpus_is_in_a_word);
    free_corpus();
    return tap_end();
}
