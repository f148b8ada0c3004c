/* Reads settings and JSON lines from the input, has the command answer them,
 * and checks its promises: a line in, a line out, under its id; what comes out
 * is JSON without control characters; it says what the library says of the
 * text; and what was answered before does not matter. */
#define _POSIX_C_SOURCE 200809L
#include "fuzz.h"

#include "answers.h"

/* The same in another reader of the line than the command's own. */
enum { AS_READ = JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL };

/* ---- Settings ----------------------------------------------------------- */

static struct settings take_settings(fuzz_input *input)
{
    uint8_t bits = take_byte(input);
    struct settings settings = { .text_field = "text", .id_field = "id" };
    summarize_options *options = &settings.options;
    options->size = sizeof *options;
    settings.safe_errors = bits & 16;
    settings.form = bits & 1 ? FORM_JSON : FORM_SUMMARY;
    settings.replace_invalid = bits & 2;
    options->flags = bits & 2 ? SUMMARIZE_REPLACE_INVALID : 0;
    settings.title_field = bits & 4 ? "title" : NULL;
    settings.query_field = bits & 4 ? "query" : NULL;
    options->max_words = bits & 8 ? 5 : 0;
    options->flags |= bits & 8 ? SUMMARIZE_CUT : 0;
    return settings;
}

/* ---- Lines -------------------------------------------------------------- */

/* Takes a line without its line feed; false at the end. */
static bool next_line(fuzz_input *lines, const char **line, size_t *length)
{
    if (lines->size == 0)
        return false;
    *line = (const char *)lines->data;
    const char *feed = memchr(*line, '\n', lines->size);
    *length = feed != NULL ? (size_t)(feed - *line) : lines->size;
    size_t taken = *length + (feed != NULL);
    lines->data += taken;
    lines->size -= taken;
    return true;
}

static bool holds_something(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
            return true;
    return false;
}

static void require_plain(const char *line, size_t length)
{
    require(unicode_check(line, length) == length, "answers are UTF-8");
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(line + at, length - at, &valid);
        require(!unicode_is_control(unicode_decode(line + at, size)),
                "answers have no control characters");
    }
}

static void require_keys(const json_t *object, const char *const keys[])
{
    const char *key;
    json_t *value;
    size_t count = 0;
    json_object_foreach((json_t *)object, key, value) {
        require(keys[count] != NULL && strcmp(key, keys[count]) == 0,
                "answers have their members in their order");
        count++;
    }
    require(keys[count] == NULL, "no member is missing");
}

/* ---- What a line says --------------------------------------------------- */

static size_t number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    require(json_is_number(value) && json_number_value(value) >= 0,
            "counts are numbers");
    return (size_t)json_number_value(value);
}

static bool flag(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    require(json_is_boolean(value), "flags are true or false");
    return json_is_true(value);
}

static void require_failure(const json_t *answered, size_t line, size_t length)
{
    static const char *const keys[] = { "id", "line", "error", NULL };
    static const char *const parts[] = { "status", "byte", "message", NULL };
    const json_t *error = json_object_get(answered, "error");
    require_keys(answered, keys);
    require_keys(error, parts);
    require(number(answered, "line") == line, "a failure names its line");
    require(number(error, "byte") <= length, "the bad byte is in the line");
    require(json_string_length(json_object_get(error, "message")) > 0,
            "a failure says why");
}

static void require_sentence(const json_t *said, const summarize_sentence *s)
{
    double score = json_number_value(json_object_get(said, "score"));
    require(number(said, "byte_start") == s->offset
            && number(said, "byte_end") == s->offset + s->length
            && number(said, "start") == s->char_offset
            && number(said, "end") == s->char_offset + s->char_length,
            "ranges are those of the text");
    require(number(said, "words") == s->words
            && number(said, "rank") == s->rank
            && number(said, "paragraph") == s->paragraph
            && flag(said, "selected") == (s->selected != 0),
            "sentences are those of the text");
    require(fabs(score - s->score) < 1e-8, "scores are those of the text");
}

static void require_sentences(const json_t *answered,
                              const summarize_result *result)
{
    static const char *const keys[] = { "id", "summary", "title", "cut",
                                        "faults", "version", "sentences",
                                        NULL };
    const json_t *said = json_object_get(answered, "sentences");
    require_keys(answered, keys);
    require(json_array_size(said) == summarize_result_count(result),
            "all sentences are named");
    for (size_t i = 0; i < json_array_size(said); i++) {
        summarize_sentence s = sentence_of(result, i);
        require_sentence(json_array_get(said, i), &s);
    }
}

static void read_field(const json_t *object, const char *name,
                       const char **string, size_t *length)
{
    const json_t *field = name != NULL ? json_object_get(object, name) : NULL;
    if (json_is_string(field) && json_string_length(field) > 0) {
        *string = json_string_value(field);
        *length = json_string_length(field);
    }
}

static void require_summary(const struct settings *settings,
                            const json_t *asked, const json_t *answered)
{
    static const char *const keys[] = { "id", "summary", NULL };
    summarize_options options = settings->options;
    const json_t *text = json_object_get(asked, "text");
    const json_t *summary = json_object_get(answered, "summary");
    size_t length;
    read_field(asked, settings->title_field, &options.title,
               &options.title_length);
    read_field(asked, settings->query_field, &options.query,
               &options.query_length);
    summarize_result *result =
        summarize_run(NULL, json_string_value(text), json_string_length(text),
                      &options, NULL);
    require(result != NULL, "what was summarized can be");
    const char *expected = summarize_result_text(result, &length);
    require(json_string_length(summary) == length
            && memcmp(json_string_value(summary), expected, length) == 0,
            "the summary is that of the text");
    if (settings->form == FORM_JSON)
        require_sentences(answered, result);
    else
        require_keys(answered, keys);
    summarize_result_free(result);
}

/* A line that is valid as it stands says what its answer should be.  Zero
 * bytes do not end JSON for the command, as they may for jansson. */
static void require_answer(const struct settings *settings, size_t at,
                           const char *line, size_t length,
                           const json_t *answered)
{
    bool failed = json_object_get(answered, "error") != NULL;
    json_t *asked = memchr(line, '\0', length) == NULL
        ? json_loadb(line, length, AS_READ, NULL) : NULL;
    const json_t *id = json_object_get(asked, "id");
    const json_t *said = json_object_get(answered, "id");
    if (id != NULL)
        require(json_equal(id, said), "an answer has the id of its line");
    if (failed)
        require_failure(answered, at, length);
    else if (json_is_object(asked))
        require_summary(settings, asked, answered);
    else
        require(settings->replace_invalid, "a line that is no object fails");
    json_decref(asked);
}

/* ---- All lines ---------------------------------------------------------- */

static json_t *load_answer(const char *line, size_t length)
{
    require_plain(line, length);
    json_t *answered =
        json_loadb(line, length, AS_READ | JSON_REJECT_DUPLICATES, NULL);
    require(json_is_object(answered), "an answer is a JSON object");
    return answered;
}

static bool check_answers(const struct settings *settings, fuzz_input asked,
                          fuzz_input given)
{
    const char *line, *answer_line;
    size_t length, answer_length;
    bool failed = false;
    for (size_t at = 1; next_line(&asked, &line, &length); at++) {
        if (!holds_something(line, length))
            continue;
        require(next_line(&given, &answer_line, &answer_length),
                "every line is answered");
        json_t *answered = load_answer(answer_line, answer_length);
        require_answer(settings, at, line, length, answered);
        failed |= json_object_get(answered, "error") != NULL;
        json_decref(answered);
    }
    require(given.size == 0, "nothing else is answered");
    return failed;
}

static struct worker used;       /* from input to input */

static void free_used(void)
{
    free_answers(&used);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = { data, size };
    struct settings settings = take_settings(&input);
    const char *lines = (const char *)input.data;
    if (used.engine == NULL) {
        used.engine = summarize_engine_new(NULL);
        atexit(free_used);
    }
    used.settings = &settings;
    require(answer(&used, lines, input.size), "memory");
    bool failed = answers_failed;
    struct buffer first = { 0 };
    require(buffer_append(&first, answers.bytes, answers.length), "memory");
    fuzz_input given = { (uint8_t *)first.bytes, first.length };
    require(check_answers(&settings, input, given) == failed,
            "the exit status tells of failures");
    require(answer(&used, lines, input.size), "memory");
    require(answers.length == first.length
            && (first.length == 0
                || memcmp(answers.bytes, first.bytes, first.length) == 0),
            "what was answered before does not matter");
    buffer_free(&first);
    return 0;
}
