/*
 * summarize.c - the command: short summaries of French texts
 *
 * It knows the library by its public header alone.  What its parts share is in
 * command.h; here one document after the other goes through the engine.
 */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Standard error ----------------------------------------------------- */

static void tell(const char *text)
{
    put_text(stderr, text, strlen(text),
             isatty(STDERR_FILENO) ? SHOW_SAFE : 0);
}

static void tell_name(const char *name)
{
    output_flush();              /* what came before is to be seen before */
    fputs("summarize: ", stderr);
    tell(name);
}

void command_fail(struct command *command, const char *name,
                  const struct failure *failure)
{
    command->status = EXIT_FAILED;
    if (command->settings.quiet)
        return;
    tell_name(name);
    if (failure->line > 0)
        fprintf(stderr, ":%zu", failure->line);
    if (failure->column > 0)
        fprintf(stderr, ":%zu", failure->column);
    fputs(": ", stderr);
    tell(failure->message);
    if (failure->column > 0)
        fprintf(stderr, " (byte %zu)", failure->byte);
    fputc('\n', stderr);
}

static void warn(const struct command *command, const char *name,
                 const char *what)
{
    if (command->settings.quiet)
        return;
    tell_name(name);
    fprintf(stderr, ": warning: %s\n", what);
}

/* ---- Bad encodings ------------------------------------------------------ */

/* UTF-16 gives itself away by its byte order mark, or by the zero byte beside
 * each letter of a European text. */
static const char *likely_encoding(const char *text, size_t length)
{
    size_t zeros[2] = { 0, 0 };
    if (length > 200)
        length = 200;
    if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0
                        || memcmp(text, "\xFE\xFF", 2) == 0))
        return "UTF-16";
    for (size_t i = 0; i < length; i++)
        zeros[i % 2] += text[i] == '\0';
    if (zeros[1] > length / 4)
        return "UTF-16LE";
    return zeros[0] > length / 4 ? "UTF-16BE" : NULL;
}

static void explain(const struct settings *settings, const char *text,
                    size_t length, struct failure *failure)
{
    size_t room = sizeof failure->message;
    const char *likely = likely_encoding(text, length);
    if (settings->encoding != NULL)
        snprintf(failure->message, room, "the text is not valid %s",
                 settings->encoding);
    else if (likely != NULL)
        snprintf(failure->message, room,
                 "the text looks like UTF-16: try --encoding %s", likely);
    else
        snprintf(failure->message, room, "the text is not valid UTF-8: see "
                 "--encoding and --replace-invalid");
}

static bool fail_encoding(struct command *command, const char *text,
                          size_t length, const summarize_error *error,
                          struct failure *failure)
{
    failure_from_library(failure, error);
    if (error->status != SUMMARIZE_ERROR_ENCODING
        || error->argument != SUMMARIZE_TEXT)
        return false;
    failure_locate(failure, text, error->offset, length);
    failure->byte = input_offset(&command->input, error->offset);
    explain(&command->settings, text, length, failure);
    return false;
}

/* ---- Documents ---------------------------------------------------------- */

static void show_header(struct command *command, const char *name)
{
    const struct settings *settings = &command->settings;
    if (settings->files_from == NULL && settings->file_count < 2)
        return;
    if (command->shown++ > 0)
        put("\n");
    put("==> ");
    put_text(stdout, name, strlen(name), settings->safe ? SHOW_SAFE : 0);
    put(" <==\n");
}

static void show_id(const char *name)
{
    put("{\"id\": ");
    put_json_string(name, strlen(name));
}

static void warn_if_empty(const struct command *command, const char *name,
                          const summarize_result *result)
{
    size_t length, count = summarize_result_count(result);
    summarize_result_text(result, &length);
    if (length > 0 || count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence;
        summarize_result_sentence(result, i, &sentence, sizeof sentence);
        if (sentence.kind == SUMMARIZE_SENTENCE) {
            warn(command, name, "no sentence fits the limits; see --cut");
            return;
        }
    }
    warn(command, name, "nothing but headings and fragments");
}

static bool run_sentences(struct command *command, const char *name,
                          const char *text, size_t length,
                          summarize_error *error)
{
    const struct settings *settings = &command->settings;
    summarize_result *result = summarize_run(command->engine, text, length,
                                             &settings->options, error);
    if (result == NULL)
        return false;
    if (settings->form == FORM_JSON) {
        show_id(name);
        show_json(result);
    } else {
        show_header(command, name);
        show_result(settings, result, text, length);
        warn_if_empty(command, name, result);
    }
    summarize_result_free(result);
    return true;
}

static bool reserve_words(struct command *command, size_t count,
                          summarize_error *error)
{
    if (count <= command->word_capacity)
        return true;
    summarize_range *words =
        realloc(command->words, count * sizeof *command->words);
    if (words == NULL) {
        error->status = SUMMARIZE_ERROR_MEMORY;
        error->message = summarize_status_message(SUMMARIZE_ERROR_MEMORY);
        return false;
    }
    command->words = words;
    command->word_capacity = count;
    return true;
}

static bool run_words(struct command *command, const char *name,
                      const char *text, size_t length, summarize_error *error)
{
    size_t count;
    if (!summarize_words(command->engine, text, length, NULL, 0, &count, error)
        || !reserve_words(command, count, error)
        || !summarize_words(command->engine, text, length, command->words,
                            count, &count, error))
        return false;
    show_header(command, name);
    show_words(&command->settings, text, command->words, count);
    return true;
}

static bool run_text(struct command *command, const char *name,
                     struct failure *failure)
{
    char *text;
    size_t length;
    summarize_error error;
    if (!input_text(&command->input, &text, &length, failure))
        return false;
    if (command->settings.replace_invalid
        && !unicode_repair(&text, &length, &command->repaired))
        return failure_set(failure, "memory", "out of memory");
    bool done = command->settings.form == FORM_WORDS
        ? run_words(command, name, text, length, &error)
        : run_sentences(command, name, text, length, &error);
    return done || fail_encoding(command, text, length, &error, failure);
}

/* ---- Files -------------------------------------------------------------- */

static void fail_file(struct command *command, const char *name,
                      const struct failure *failure)
{
    const struct settings *settings = &command->settings;
    if (settings->form == FORM_JSON && settings->text_field == NULL) {
        show_id(name);
        show_json_error(failure);
    }
    command_fail(command, name, failure);
}

static void run_file(struct command *command, const char *name)
{
    struct failure failure;
    bool done = input_open(&command->input, name, command->settings.encoding,
                           &failure);
    if (done) {
        done = command->settings.text_field != NULL
            ? jsonl_run(command, name, &failure)
            : run_text(command, name, &failure);
        input_close(&command->input);
    }
    if (!done)
        fail_file(command, name, &failure);
}

/* Runs the file that a line names, without its line feed. */
static void run_named(struct command *command, char *line, size_t length)
{
    struct failure failure;
    line[length] = '\0';
    if (length == 0)
        return;
    if (strlen(line) != length)
        failure_set(&failure, "io", "a zero byte in the file name");
    else if (strcmp(line, "-") == 0
             && strcmp(command->settings.files_from, "-") == 0)
        failure_set(&failure, "io", "standard input holds the file names");
    else {
        run_file(command, line);
        return;
    }
    fail_file(command, line, &failure);
}

static bool run_list(struct command *command, struct input *list,
                     struct failure *failure)
{
    while (!output_failed()) {
        char *line;
        size_t length;
        if (!input_line(list, &line, &length, failure))
            return false;
        if (line == NULL)
            break;
        if (length == SIZE_MAX)
            return failure_set(failure, "io", "a file name is too long");
        run_named(command, line, length);
    }
    return true;
}

static void run_files_from(struct command *command, const char *name)
{
    struct input list = { 0 };
    struct failure failure;
    bool done = input_open(&list, name, NULL, &failure);
    if (done) {
        done = run_list(command, &list, &failure);
        input_close(&list);
    }
    if (!done)
        command_fail(command, name, &failure);
    input_free(&list);
}

static void run_all(struct command *command)
{
    const struct settings *settings = &command->settings;
    if (settings->files_from != NULL)
        run_files_from(command, settings->files_from);
    else if (settings->file_count == 0)
        run_file(command, "-");
    for (int i = 0; i < settings->file_count && !output_failed(); i++)
        run_file(command, settings->files[i]);
}

/* ---- The command -------------------------------------------------------- */

static int run_command(struct command *command)
{
    summarize_error error;
    command->engine = summarize_engine_new(&error);
    if (command->engine == NULL) {
        fprintf(stderr, "summarize: %s\n", error.message);
        return EXIT_FAILED;
    }
    run_all(command);
    summarize_engine_free(command->engine);
    input_free(&command->input);
    free(command->repaired.bytes);
    free(command->words);
    return command->status;
}

int main(int argc, char **argv)
{
    struct command command = { 0 };
    signal(SIGPIPE, SIG_IGN);    /* a closed pipe is an error of write() */
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
    output_open();
    int status = settings_read(&command.settings, argc, argv);
    if (status < 0)
        status = run_command(&command);
    return output_close(status, command.settings.quiet);
}
