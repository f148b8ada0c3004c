/* text.c - a file that is one text */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void explain_encoding(const struct worker *worker,
                             const summarize_error *error,
                             struct failure *failure)
{
    const struct piece *piece = &worker->piece;
    failure_from_library(failure, error);
    if (error->status != SUMMARIZE_ERROR_ENCODING
        || error->argument != SUMMARIZE_TEXT)
        return;
    failure_locate(failure, piece->text, error->offset, piece->length);
    failure->byte = input_offset(&piece->input, error->offset);
    explain(worker->settings, piece->text, piece->length, failure);
}

/* ---- Forms -------------------------------------------------------------- */

static void show_header(const struct worker *worker)
{
    const struct settings *settings = worker->settings;
    struct output *output = worker->output;
    if (settings->files_from == NULL && settings->file_count < 2)
        return;
    output->headed = true;
    put(output, "\n==> ");
    put_text(output, worker->piece.name, strlen(worker->piece.name),
             settings->safe ? SHOW_SAFE : 0);
    put(output, " <==\n");
}

static void show_id(const struct worker *worker)
{
    put(worker->output, "{\"id\": ");
    put_json_string(worker->output, worker->piece.name,
                    strlen(worker->piece.name));
}

static void warn_if_empty(const struct worker *worker,
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
            bool cut = worker->settings->options.flags & SUMMARIZE_CUT;
            failure_warn(worker->output, worker->piece.name,
                         cut ? "not even a word fits the limits"
                             : "no sentence fits the limits; see --cut");
            return;
        }
    }
    failure_warn(worker->output, worker->piece.name,
                 "nothing but headings and fragments");
}

static bool run_sentences(struct worker *worker, summarize_error *error)
{
    const struct settings *settings = worker->settings;
    const struct piece *piece = &worker->piece;
    summarize_result *result = summarize_run(worker->engine, piece->text,
                                             piece->length, &settings->options,
                                             error);
    if (result == NULL)
        return false;
    if (settings->form == FORM_JSON) {
        show_id(worker);
        show_json(worker->output, result);
    } else {
        show_header(worker);
        show_result(worker->output, result, piece->text, piece->length);
        warn_if_empty(worker, result);
    }
    summarize_result_free(result);
    return true;
}

static bool reserve_words(struct worker *worker, size_t count,
                          summarize_error *error)
{
    if (count <= worker->word_capacity)
        return true;
    summarize_range *words =
        realloc(worker->words, count * sizeof *worker->words);
    if (words == NULL) {
        error->status = SUMMARIZE_ERROR_MEMORY;
        error->message = summarize_status_message(SUMMARIZE_ERROR_MEMORY);
        return false;
    }
    worker->words = words;
    worker->word_capacity = count;
    return true;
}

static bool run_words(struct worker *worker, summarize_error *error)
{
    const struct piece *piece = &worker->piece;
    size_t count;
    if (!summarize_words(worker->engine, piece->text, piece->length, NULL, 0,
                         &count, error)
        || !reserve_words(worker, count, error)
        || !summarize_words(worker->engine, piece->text, piece->length,
                            worker->words, count, &count, error))
        return false;
    show_header(worker);
    show_words(worker->output, piece->text, worker->words, count);
    return true;
}

/* ---- The text ----------------------------------------------------------- */

static bool run(struct worker *worker, struct failure *failure)
{
    const struct settings *settings = worker->settings;
    struct piece *piece = &worker->piece;
    if (!piece->failed && piece->text == NULL)
        piece_read(piece, settings->encoding);
    if (piece->failed) {
        *failure = piece->failure;
        return false;
    }
    if (settings->replace_invalid
        && !unicode_repair(&piece->text, &piece->length, &worker->repaired))
        return failure_of_memory(failure);
    summarize_error error;
    bool done = settings->form == FORM_WORDS ? run_words(worker, &error)
                                             : run_sentences(worker, &error);
    if (!done)
        explain_encoding(worker, &error, failure);
    return done;
}

void text_run(struct worker *worker)
{
    struct failure failure;
    worker->output->documents++;
    if (run(worker, &failure))
        return;
    if (worker->settings->form == FORM_JSON) {
        show_id(worker);
        show_json_error(worker->output, &failure);
    }
    failure_tell(worker->output, worker->piece.name, &failure);
}
