/* output.c - what a piece gives: text, JSON, messages
 *
 * The command never calls setlocale(), so that snprintf writes a point into
 * numbers wherever it runs. */
#include "command.h"

#include <stdio.h>
#include <string.h>

/* ---- Bytes -------------------------------------------------------------- */

void output_clear(struct output *output)
{
    /* What follows goes to the same stream as before. */
    output->switch_count %= 2;
    output->switches[0] = 0;
    output->length = 0;
}

void output_switch(struct output *output)
{
    if (output->switch_count == MOST_SWITCHES)
        output_drain(output);
    output->switches[output->switch_count++] = output->length;
}

void put_bytes(struct output *output, const char *bytes, size_t length)
{
    size_t room;
    while (length > (room = OUTPUT_ROOM - output->length)) {
        memcpy(output->bytes + output->length, bytes, room);
        output->length += room;
        bytes += room;
        length -= room;
        output_drain(output);
    }
    memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
}

void put(struct output *output, const char *string)
{
    put_bytes(output, string, strlen(string));
}

void put_number(struct output *output, size_t number)
{
    char digits[24], *first = digits + sizeof digits;
    do {
        *--first = (char)('0' + number % 10);
    } while ((number /= 10) > 0);
    put_bytes(output, first, (size_t)(digits + sizeof digits - first));
}

void put_score(struct output *output, double score)
{
    char number[32];
    snprintf(number, sizeof number, "%.9g", score);
    put(output, number);
}

/* ---- Texts -------------------------------------------------------------- */

void put_text(struct output *output, const char *text, size_t length, int how)
{
    bool spaced = false;
    if (how == 0) {
        put_bytes(output, text, length);
        return;
    }
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(text + at, length - at, &valid);
        uint32_t character = valid ? unicode_decode(text + at, size) : 0;
        bool space = (how & SHOW_SPACES) != 0 && unicode_is_space(character);
        if (space && !spaced)
            put_bytes(output, " ", 1);
        else if (!space && (how & SHOW_SAFE) != 0
                 && !unicode_is_safe(character))
            put_bytes(output, REPLACEMENT, 3);
        else if (!space)
            put_bytes(output, text + at, size);
        spaced = space;
    }
}

/* ---- JSON --------------------------------------------------------------- */

static void put_escape(struct output *output, uint32_t character)
{
    static const char *const short_forms[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\"
    };
    char escape[8];
    if (character < sizeof short_forms / sizeof *short_forms
        && short_forms[character] != NULL) {
        put(output, short_forms[character]);
        return;
    }
    snprintf(escape, sizeof escape, "\\u%04x", (unsigned)character & 0xFFFF);
    put(output, escape);
}

/* Writes text that was found harmless up to 'at', then an escape. */
static size_t put_run(struct output *output, const char *text, size_t begin,
                      size_t at, size_t size, uint32_t character)
{
    put_bytes(output, text + begin, at - begin);
    put_escape(output, character);
    return at + size;
}

void put_json_string(struct output *output, const char *text, size_t length)
{
    size_t begin = 0;
    put(output, "\"");
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(text + at, length - at, &valid);
        uint32_t character = valid ? unicode_decode(text + at, size) : 0xFFFD;
        if (!valid || unicode_is_control(character) || character == '"'
            || character == '\\')
            begin = put_run(output, text, begin, at, size, character);
    }
    put_bytes(output, text + begin, length - begin);
    put(output, "\"");
}

void put_json_value(struct output *output, const char *json, size_t length)
{
    size_t begin = 0;
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(json + at, length - at, &valid);
        uint32_t character = unicode_decode(json + at, size);
        /* Below U+0020 there is but the white space between two tokens. */
        if (character < ' ') {
            put_bytes(output, json + begin, at - begin);
            put(output, " ");
            begin = at + size;
        } else if (unicode_is_control(character)) {
            begin = put_run(output, json, begin, at, size, character);
        }
    }
    put_bytes(output, json + begin, length - begin);
}
