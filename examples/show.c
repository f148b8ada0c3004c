/* show.c - one result in each of the forms */
#include "command.h"

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

static int safely(const struct settings *settings)
{
    return settings->safe ? SHOW_SAFE : 0;
}

/* ---- For people --------------------------------------------------------- */

static void show_summary(const struct settings *settings,
                         const summarize_result *result)
{
    size_t length;
    const char *summary = summarize_result_text(result, &length);
    if (length == 0)
        return;
    if (settings->safe)
        put_text(stdout, summary, length, SHOW_SAFE);
    else
        put_bytes(summary, length);
    put("\n");
}

static void show_line(const struct settings *settings, const char *text,
                      size_t length)
{
    put_text(stdout, text, length, safely(settings) | SHOW_SPACES);
    put("\n");
}

static void show_list(const struct settings *settings,
                      const summarize_result *result, const char *text)
{
    size_t count = summarize_result_count(result);
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, i);
        char columns[64];
        snprintf(columns, sizeof columns, "%c %.3f %4u  ",
                 sentence.selected ? '*' : ' ', sentence.score,
                 (unsigned)sentence.rank);
        put(columns);
        show_line(settings, text + sentence.offset, sentence.length);
    }
}

static void show_kinds(const struct settings *settings,
                       const summarize_result *result, const char *text)
{
    size_t count = summarize_result_count(result);
    summarize_range title;
    if (summarize_result_title(result, &title)) {
        put("title: ");
        show_line(settings, text + title.offset, title.length);
    }
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, i);
        put(kind_name(sentence.kind));
        put(": ");
        show_line(settings, text + sentence.offset, sentence.length);
    }
}

void show_words(const struct settings *settings, const char *text,
                const summarize_range *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        show_line(settings, text + words[i].offset, words[i].length);
}

/* Colours end with the line: pagers forget them there. */
static void show_highlight(const struct settings *settings, const char *text,
                           size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *feed = memchr(text, '\n', (size_t)(end - text));
        const char *stop = feed != NULL ? feed : end;
        put(settings->color ? "\033[1;7m" : "[[");
        put_text(stdout, text, (size_t)(stop - text), safely(settings));
        put(settings->color ? "\033[0m" : "]]");
        if (feed != NULL)
            put("\n");
        text = feed != NULL ? feed + 1 : end;
    }
}

static void show_marked(const struct settings *settings,
                        const summarize_result *result, const char *text,
                        size_t length)
{
    size_t count, done = 0;
    const uint32_t *selected = summarize_result_selection(result, &count);
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, selected[i]);
        put_text(stdout, text + done, sentence.offset - done,
                 safely(settings));
        show_highlight(settings, text + sentence.offset, sentence.kept);
        done = sentence.offset + sentence.kept;
    }
    put_text(stdout, text + done, length - done, safely(settings));
    if (length > 0 && text[length - 1] != '\n')
        put("\n");
}

/* ---- For programs ------------------------------------------------------- */

static void put_member(const char *name, size_t value)
{
    put(name);
    put_number(value);
}

static void put_flag(const char *name, bool value)
{
    put(name);
    put(value ? "true" : "false");
}

static void show_json_sentence(const summarize_sentence *sentence)
{
    put_member("{\"start\": ", sentence->char_offset);
    put_member(", \"end\": ", sentence->char_offset + sentence->char_length);
    put_member(", \"byte_start\": ", sentence->offset);
    put_member(", \"byte_end\": ", sentence->offset + sentence->length);
    put_member(", \"words\": ", sentence->words);
    put_member(", \"paragraph\": ", sentence->paragraph);
    put(", \"score\": ");
    put_score(sentence->score);
    put_member(", \"rank\": ", sentence->rank);
    put(", \"kind\": \"");
    put(kind_name(sentence->kind));
    put_flag("\", \"selected\": ", sentence->selected);
    put("}");
}

static void show_json_title(const summarize_result *result)
{
    summarize_range title;
    put(", \"title\": ");
    if (!summarize_result_title(result, &title)) {
        put("null");
        return;
    }
    put_member("{\"start\": ", title.char_offset);
    put_member(", \"end\": ", title.char_offset + title.char_length);
    put("}");
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

static void put_summary(const summarize_result *result)
{
    size_t length;
    const char *summary = summarize_result_text(result, &length);
    put(", \"summary\": ");
    put_json_string(summary, length);
}

void show_json_summary(const summarize_result *result)
{
    put_summary(result);
    put("}\n");
}

void show_json(const summarize_result *result)
{
    const char *version = summarize_version_string();
    size_t count = summarize_result_count(result);
    put_summary(result);
    show_json_title(result);
    put_flag(", \"cut\": ", is_cut(result));
    put(", \"version\": ");
    put_json_string(version, strcspn(version, " "));
    put(", \"sentences\": [");
    for (size_t i = 0; i < count; i++) {
        summarize_sentence sentence = sentence_at(result, i);
        if (i > 0)
            put(", ");
        show_json_sentence(&sentence);
    }
    put("]}\n");
}

void show_json_error(const struct failure *failure)
{
    put(", \"error\": {\"status\": \"");
    put(failure->status);
    put_member("\", \"byte\": ", failure->byte);
    put(", \"message\": ");
    put_json_string(failure->message, strlen(failure->message));
    put("}}\n");
}

void show_result(const struct settings *settings,
                 const summarize_result *result, const char *text,
                 size_t length)
{
    switch (settings->form) {
    case FORM_LIST:
        show_list(settings, result, text);
        break;
    case FORM_KINDS:
        show_kinds(settings, result, text);
        break;
    case FORM_MARK:
        show_marked(settings, result, text, length);
        break;
    default:
        show_summary(settings, result);
    }
}
