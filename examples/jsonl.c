/* jsonl.c - JSON lines */
#include "command.h"

#include <stdio.h>
#include <string.h>

/* One line and what was found in it. */
struct record {
    char       *line;
    size_t      length;
    json_t     *object;
    const char *id;              /* the JSON of its id; NULL: none */
    size_t      id_length;
};

/* ---- Surrogates --------------------------------------------------------- */

/* The code unit of an escape like \u00e9; 0 where there is none. */
static unsigned escaped_unit(const char *at, const char *end)
{
    unsigned unit = 0;
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return 0;
    for (int i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = memchr(digits, at[i], 32);
        if (digit == NULL)
            return 0;
        unit = unit << 4 | ((unsigned)(digit - digits) & 15);
    }
    return unit;
}

/* Overwrites halves of surrogate pairs, which programs leave when they cut a
 * text in two and which are no characters, with the escape of U+FFFD. */
static void repair_surrogates(char *line, size_t length)
{
    char *end = line + length, *at = line;
    while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
        unsigned unit = escaped_unit(at, end);
        if (unit >= 0xD800 && unit < 0xDC00
            && escaped_unit(at + 6, end) >> 10 == 0xDC00 >> 10) {
            at += 12;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            memcpy(at + 2, "fffd", 4);
            at += 6;
        } else {
            at += end - at > 1 ? 2 : 1;
        }
    }
}

/* ---- The id ------------------------------------------------------------- */

/* The id is copied from the line, not from what was parsed, so that numbers of
 * any size and precision come out as they went in.  These functions walk over
 * JSON that is known to be well-formed. */

static const char *skip_space(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* A quotation mark ends the string unless an odd number of backslashes stands
 * before it. */
static const char *skip_string(const char *at)
{
    size_t escapes;
    do {
        at = strchr(at + 1, '"');
        for (escapes = 0; at[-1 - (ptrdiff_t)escapes] == '\\';)
            escapes++;
    } while (escapes % 2 == 1);
    return at + 1;
}

static const char *skip_value(const char *at)
{
    int depth = 0;
    do {
        if (*at == '"') {
            at = skip_string(at);
        } else if (*at == '{' || *at == '[') {
            depth++;
            at++;
        } else if (*at == '}' || *at == ']') {
            depth--;
            at++;
        } else if (depth > 0) {
            at++;
        } else {
            at += strcspn(at, ",}] \t\r\n");
        }
    } while (depth > 0);
    return at;
}

/* Compares a key and a name; false when out of memory. */
static bool compare_key(const char *key, size_t length, const char *name,
                        bool *equal)
{
    if (memchr(key, '\\', length) == NULL) {
        *equal = strlen(name) == length - 2
                 && memcmp(key + 1, name, length - 2) == 0;
        return true;
    }
    json_error_t error;
    json_t *string = parse_json(key, length, JSON_DECODE_ANY, &error);
    *equal = string != NULL && strcmp(json_string_value(string), name) == 0;
    json_decref(string);
    return string != NULL;
}

/* As in any parser, the last of several ids counts; false when out of
 * memory. */
static bool find_id(struct record *record, const char *name)
{
    if (json_object_get(record->object, name) == NULL)
        return true;
    const char *at = skip_space(skip_space(record->line) + 1);
    while (*at == '"') {
        const char *key = at, *after = skip_string(key);
        const char *value = skip_space(skip_space(after) + 1);
        bool equal;
        at = skip_value(value);
        if (!compare_key(key, (size_t)(after - key), name, &equal)) {
            record->id = NULL;  /* that of an earlier key */
            return false;
        }
        if (equal) {
            record->id = value;
            record->id_length = (size_t)(at - value);
        }
        at = skip_space(at);
        if (*at == ',')
            at = skip_space(at + 1);
    }
    return true;
}

/* ---- Parsing ------------------------------------------------------------ */

static json_t *load(const struct record *record, json_error_t *error)
{
    /* No whole number is too large for a real one, and none is used. */
    return parse_json(record->line, record->length,
                      JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, error);
}

static bool is_out_of_memory(const json_error_t *error)
{
    return json_error_code(error) == json_error_out_of_memory;
}

/* The line is as it was read, though the error may be of its repaired copy. */
static bool fail_parsing(const char *line, size_t length,
                         const json_error_t *error, struct failure *failure)
{
    if (is_out_of_memory(error))
        return failure_of_memory(failure);
    failure_set(failure, "json", error->text);
    size_t byte = unicode_unrepaired(line, length, (size_t)error->position);
    failure_locate(failure, line, byte, length);
    return false;
}

/* Reads the line again with U+FFFD for all that is not UTF-8: unless that was
 * asked for, the line fails all the same, but under its id. */
static bool parse_broken(struct worker *worker, struct record *record,
                         struct failure *failure)
{
    json_error_t error;
    const char *line = record->line;
    size_t length = record->length, bad = unicode_check(line, length);
    if (!unicode_repair(&record->line, &record->length, &worker->repaired))
        return failure_of_memory(failure);
    record->object = load(record, &error);
    bool replace = worker->settings->replace_invalid;
    if (record->object == NULL && (replace || is_out_of_memory(&error)))
        return fail_parsing(line, length, &error, failure);
    if (replace)
        return true;
    failure_set(failure, "encoding",
                summarize_status_message(SUMMARIZE_ERROR_ENCODING));
    failure_locate(failure, line, bad, length);
    return false;
}

/* jansson would take a zero byte after a number for white space. */
static bool check_zeros(const struct record *record, struct failure *failure)
{
    const char *zero = memchr(record->line, '\0', record->length);
    if (zero == NULL)
        return true;
    failure_set(failure, "json",
                "a zero byte: if the text is UTF-16, try --encoding UTF-16");
    failure_locate(failure, record->line, (size_t)(zero - record->line),
                   record->length);
    return false;
}

static bool parse(struct worker *worker, struct record *record,
                  struct failure *failure)
{
    json_error_t error;
    bool parsed = true;
    if (!check_zeros(record, failure))
        return false;
    if (worker->settings->replace_invalid)
        repair_surrogates(record->line, record->length);
    record->object = load(record, &error);
    if (record->object == NULL) {
        parsed = json_error_code(&error) == json_error_invalid_utf8
            ? parse_broken(worker, record, failure)
            : fail_parsing(record->line, record->length, &error, failure);
    }
    if (!json_is_object(record->object))
        return parsed && failure_set(failure, "json", "not an object");
    if (!find_id(record, worker->settings->id_field))
        return failure_of_memory(failure);
    return parsed;
}

/* ---- Fields ------------------------------------------------------------- */

static bool fail_field(struct failure *failure, const char *name,
                       const char *what)
{
    failure_set(failure, "field", "");
    snprintf(failure->message, sizeof failure->message, "field '%s' is %s",
             name, what);
    return false;
}

/* Titles and queries may be missing, null or empty, which is all the same. */
static bool find_field(const struct record *record, const char *name,
                       const char **string, size_t *length,
                       struct failure *failure)
{
    json_t *field = name != NULL ? json_object_get(record->object, name) : NULL;
    if (field == NULL || json_is_null(field))
        return true;
    if (!json_is_string(field))
        return fail_field(failure, name, "not a string");
    if (json_string_length(field) == 0)
        return true;
    *string = json_string_value(field);
    *length = json_string_length(field);
    return true;
}

static json_t *find_text(const struct record *record, const char *name,
                         struct failure *failure)
{
    json_t *field = json_object_get(record->object, name);
    if (json_is_string(field))
        return field;
    fail_field(failure, name, field == NULL ? "missing" : "not a string");
    return NULL;
}

/* ---- Lines -------------------------------------------------------------- */

static void put_id(struct output *output, const struct record *record)
{
    put(output, "{\"id\": ");
    if (record->id != NULL)
        put_json_value(output, record->id, record->id_length);
    else
        put(output, "null");
}

static bool summarize_record(struct worker *worker,
                             const struct record *record,
                             struct failure *failure)
{
    const struct settings *settings = worker->settings;
    summarize_options options = settings->options;
    json_t *text = find_text(record, settings->text_field, failure);
    if (text == NULL
        || !find_field(record, settings->title_field, &options.title,
                       &options.title_length, failure)
        || !find_field(record, settings->query_field, &options.query,
                       &options.query_length, failure))
        return false;
    summarize_error error;
    summarize_result *result =
        summarize_run(worker->engine, json_string_value(text),
                      json_string_length(text), &options, &error);
    if (result == NULL)
        return failure_from_library(failure, &error);
    put_id(worker->output, record);
    if (settings->form == FORM_JSON)
        show_json(worker->output, result);
    else
        show_json_summary(worker->output, result);
    summarize_result_free(result);
    return true;
}

static void fail_line(struct worker *worker, size_t number,
                      const struct record *record, struct failure *failure)
{
    struct output *output = worker->output;
    failure->line = number;
    put_id(output, record);
    put(output, ", \"line\": ");
    put_number(output, number);
    show_json_error(output, failure);
    failure_tell(output, worker->piece.name, failure);
}

static void run_line(struct worker *worker, size_t number, char *line,
                     size_t length)
{
    struct record record = { .line = line, .length = length };
    struct failure failure;
    if (!parse(worker, &record, &failure)
        || !summarize_record(worker, &record, &failure))
        fail_line(worker, number, &record, &failure);
    json_decref(record.object);
    worker->output->documents++;
}

static bool is_blank(const char *line, size_t length)
{
    while (length > 0 && strchr(" \t\r", line[length - 1]) != NULL
           && line[length - 1] != '\0')
        length--;
    return length == 0;
}

static void run_lines(struct worker *worker)
{
    const struct buffer *lines = &worker->piece.lines;
    if (lines->length == 0)  /* there may be no array to add 0 to */
        return;
    char *line = lines->bytes, *end = line + lines->length;
    for (size_t number = worker->piece.line; line < end; number++) {
        char *feed = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((feed != NULL ? feed : end) - line);
        if (!is_blank(line, length))
            run_line(worker, number, line, length);
        line = feed != NULL ? feed + 1 : end;
    }
}

void jsonl_run(struct worker *worker)
{
    struct piece *piece = &worker->piece;
    struct record none = { 0 };
    if (piece->failed)
        fail_line(worker, piece->line, &none, &piece->failure);
    else
        run_lines(worker);
}
