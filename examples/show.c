/* show.c - one result in each of the forms */
#include "command.h"

#include <stdio.h>
#include <string.h>

static summarize_sentence sentence_at(const summarize_result *result,
                                      size_t index)
{
    summarize_sentence sentence;
    summarize_result_sentence(result, index, &sentence, sizeof sentence);
    return sentence;
}

static const char *kind_name(uint32_t kind)
{
    switch (kind) {
    case SUMMARIZE_HEADING:  return "heading";
    case SUMMARIZE_FRAGMENT: return "fragment";
    default:                 return "sentence";
    }
}

static int safely(const struct output *output)
{
    return output->settings->safe ? SHOW_SAFE : 0;
}

/* ---- For people --------------------------------------------------------- */

static void show_summary(struct output *output, const summarize_result *result)
{
    size_t length;
    const char *summary = summarize_result_text(result, &length);
    if (length == 0)
        return;
    put_text(output, summary, length, safely(output));
    put(output, "\n");
}

static void show_line(struct output *output, const char *text, size_t length)
{
    put_text(output, text, length, safely(output) | SHOW_SPACES);
    put(output, "\n");
}

static void show_list(struct output *output, const summarize_result *result,
                      const char *text)
{
    size_t count = summarize_result_count(result);
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, i);
        char columns[64];
        snprintf(columns, sizeof columns, "%c %.3f %4u  ",
                 sentence.selected ? '*' : ' ', sentence.score,
                 (unsigned)sentence.rank);
        put(output, columns);
        show_line(output, text + sentence.offset, sentence.length);
    }
}

static void show_kinds(struct output *output, const summarize_result *result,
                       const char *text)
{
    size_t count = summarize_result_count(result);
    summarize_range title;
    if (summarize_result_title(result, &title)) {
        put(output, "title: ");
        show_line(output, text + title.offset, title.length);
    }
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, i);
        put(output, kind_name(sentence.kind));
        put(output, ": ");
        show_line(output, text + sentence.offset, sentence.length);
    }
}

void show_words(struct output *output, const char *text,
                const summarize_range *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        show_line(output, text + words[i].offset, words[i].length);
}

/* Colours end with the line: pagers forget them there. */
static void show_highlight(struct output *output, const char *text,
                           size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        const char *stop = feed != NULL ? feed : end;
        put(output, output->settings->color ? "\033[1;7m" : "[[");
        put_text(output, text, (size_t)(stop - text), safely(output));
        put(output, output->settings->color ? "\033[0m" : "]]");
        if (feed != NULL)
            put(output, "\n");
        text = feed != NULL ? feed + 1 : end;
    }
}

static void show_marked(struct output *output, const summarize_result *result,
                        const char *text, size_t length)
{
    size_t count, done = 0;
    const uint32_t *selected = summarize_result_selection(result, &count);
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, selected[i]);
        put_text(output, text + done, sentence.offset - done, safely(output));
        show_highlight(output, text + sentence.offset, sentence.kept);
        done = sentence.offset + sentence.kept;
    }
    put_text(output, text + done, length - done, safely(output));
    if (length > 0 && text[length - 1] != '\n')
        put(output, "\n");
}

/* ---- For programs ------------------------------------------------------- */

static void put_member(struct output *output, const char *name, size_t value)
{
    put(output, name);
    put_number(output, value);
}

static void put_flag(struct output *output, const char *name, bool value)
{
    put(output, name);
    put(output, value ? "true" : "false");
}

static void show_json_sentence(struct output *output,
                               const summarize_sentence *sentence)
{
    put_member(output, "{\"start\": ", sentence->char_offset);
    put_member(output, ", \"end\": ",
               sentence->char_offset + sentence->char_length);
    put_member(output, ", \"byte_start\": ", sentence->offset);
    put_member(output, ", \"byte_end\": ",
               sentence->offset + sentence->length);
    put_member(output, ", \"words\": ", sentence->words);
    put_member(output, ", \"paragraph\": ", sentence->paragraph);
    put(output, ", \"score\": ");
    put_score(output, sentence->score);
    put_member(output, ", \"rank\": ", sentence->rank);
    put(output, ", \"kind\": \"");
    put(output, kind_name(sentence->kind));
    put_flag(output, "\", \"selected\": ", sentence->selected);
    put(output, "}");
}

static void show_json_title(struct output *output,
                            const summarize_result *result)
{
    summarize_range title;
    put(output, ", \"title\": ");
    if (!summarize_result_title(result, &title)) {
        put(output, "null");
        return;
    }
    put_member(output, "{\"start\": ", title.char_offset);
    put_member(output, ", \"end\": ", title.char_offset + title.char_length);
    put(output, "}");
}

static bool is_cut(const summarize_result *result)
{
    size_t count;
    const uint32_t *selected = summarize_result_selection(result, &count);
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, selected[i]);
        if (sentence.kept < sentence.length)
            return true;
    }
    return false;
}

/* The faults of all chosen sentences together, by their names. */
static void show_json_faults(struct output *output,
                             const summarize_result *result)
{
    static const char *const names[] = {
        "opening", "unpaired", "colon", "question", "fragment",
    };
    size_t count;
    const uint32_t *selected = summarize_result_selection(result, &count);
    uint32_t faults = 0;
    for (size_t i = 0; i < count; i++)
        faults |= summarize_result_faults(result, selected[i]);
    put(output, ", \"faults\": [");
    const char *comma = "";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!(faults >> i & 1))
            continue;
        put(output, comma);
        put_json_string(output, names[i], strlen(names[i]));
        comma = ", ";
    }
    put(output, "]");
}

static void put_summary(struct output *output, const summarize_result *result)
{
    size_t length;
    const char *summary = summarize_result_text(result, &length);
    put(output, ", \"summary\": ");
    put_json_string(output, summary, length);
}

void show_json_summary(struct output *output, const summarize_result *result)
{
    put_summary(output, result);
    put(output, "}\n");
}

void show_json(struct output *output, const summarize_result *result)
{
    const char *version = summarize_version_string();
    size_t count = summarize_result_count(result);
    put_summary(output, result);
    show_json_title(output, result);
    put_flag(output, ", \"cut\": ", is_cut(result));
    show_json_faults(output, result);
    put(output, ", \"version\": ");
    put_json_string(output, version, strcspn(version, " "));
    put(output, ", \"sentences\": [");
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, i);
        if (i > 0)
            put(output, ", ");
        show_json_sentence(output, &sentence);
    }
    put(output, "]}\n");
}

void show_json_error(struct output *output, const struct failure *failure)
{
    put(output, ", \"error\": {\"status\": \"");
    put(output, failure->status);
    put_member(output, "\", \"byte\": ", failure->byte);
    put(output, ", \"message\": ");
    put_json_string(output, failure->message, strlen(failure->message));
    put(output, "}}\n");
}

void show_result(struct output *output, const summarize_result *result,
                 const char *text, size_t length)
{
    switch (output->settings->form) {
    case FORM_LIST:
        show_list(output, result, text);
        break;
    case FORM_KINDS:
        show_kinds(output, result, text);
        break;
    case FORM_MARK:
        show_marked(output, result, text, length);
        break;
    default:
        show_summary(output, result);
    }
}
