/* output.c - standard output, JSON strings, terminals
 *
 * The command never calls setlocale(), so that printf writes a point into
 * numbers wherever it runs. */
#include "command.h"

#include <errno.h>
#include <string.h>

enum { BUFFER = 1 << 18 };

/* ---- Writing ------------------------------------------------------------ */

static int write_error;          /* errno of the first write that failed */

static void note(bool written)
{
    if (!written && write_error == 0)
        write_error = errno != 0 ? errno : EIO;
}

void output_open(void)
{
    setvbuf(stdout, NULL, _IOFBF, BUFFER);
}

void put_bytes(const char *bytes, size_t length)
{
    note(fwrite(bytes, 1, length, stdout) == length);
}

void put(const char *string)
{
    put_bytes(string, strlen(string));
}

void put_number(size_t number)
{
    char digits[24], *first = digits + sizeof digits;
    do {
        *--first = (char)('0' + number % 10);
    } while ((number /= 10) > 0);
    put_bytes(first, (size_t)(digits + sizeof digits - first));
}

void put_score(double score)
{
    char number[32];
    snprintf(number, sizeof number, "%.9g", score);
    put(number);
}

void output_flush(void)
{
    note(fflush(stdout) == 0);
}

bool output_failed(void)
{
    return write_error != 0;
}

/* A reader that had enough, as in "summarize … | head", is no news. */
int output_close(int status, bool quiet)
{
    note(fclose(stdout) == 0);
    if (write_error == 0)
        return status;
    if (write_error != EPIPE && !quiet)
        fprintf(stderr, "summarize: cannot write: %s\n",
                strerror(write_error));
    return EXIT_FAILED;
}

/* ---- Texts -------------------------------------------------------------- */

static bool is_shown(uint32_t character, bool valid)
{
    return valid && (!unicode_is_control(character) || character == '\t'
                     || character == '\n');
}

static void put_to(FILE *stream, const char *bytes, size_t length)
{
    bool written = fwrite(bytes, 1, length, stream) == length;
    if (stream == stdout)
        note(written);
}

void put_text(FILE *stream, const char *text, size_t length, int how)
{
    bool spaced = false;
    if (how == 0) {
        put_to(stream, text, length);
        return;
    }
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(text + at, length - at, &valid);
        uint32_t character = valid ? unicode_decode(text + at, size) : 0;
        bool space = (how & SHOW_SPACES) != 0 && unicode_is_space(character);
        if (space && !spaced)
            put_to(stream, " ", 1);
        else if (!space && (how & SHOW_SAFE) != 0
                 && !is_shown(character, valid))
            put_to(stream, REPLACEMENT, 3);
        else if (!space)
            put_to(stream, text + at, size);
        spaced = space;
    }
}

/* ---- JSON --------------------------------------------------------------- */

static void put_escape(uint32_t character)
{
    static const char *const short_forms[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\"
    };
    char escape[8];
    if (character < sizeof short_forms / sizeof *short_forms
        && short_forms[character] != NULL) {
        put(short_forms[character]);
        return;
    }
    snprintf(escape, sizeof escape, "\\u%04x", (unsigned)character & 0xFFFF);
    put(escape);
}

/* Writes text that was found harmless up to 'at', then an escape. */
static size_t put_run(const char *text, size_t begin, size_t at, size_t size,
                      uint32_t character)
{
    put_bytes(text + begin, at - begin);
    put_escape(character);
    return at + size;
}

void put_json_string(const char *text, size_t length)
{
    size_t begin = 0;
    put("\"");
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(text + at, length - at, &valid);
        uint32_t character = valid ? unicode_decode(text + at, size) : 0xFFFD;
        if (!valid || unicode_is_control(character) || character == '"'
            || character == '\\')
            begin = put_run(text, begin, at, size, character);
    }
    put_bytes(text + begin, length - begin);
    put("\"");
}

void put_json_value(const char *json, size_t length)
{
    size_t begin = 0;
    for (size_t at = 0, size; at < length; at += size) {
        bool valid;
        size = unicode_sequence(json + at, length - at, &valid);
        uint32_t character = unicode_decode(json + at, size);
        /* Below U+0020 there is but the white space between two tokens. */
        if (character < ' ') {
            put_bytes(json + begin, at - begin);
            put(" ");
            begin = at + size;
        } else if (unicode_is_control(character)) {
            begin = put_run(json, begin, at, size, character);
        }
    }
    put_bytes(json + begin, length - begin);
}
