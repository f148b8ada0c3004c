/* input.c - files, lines and their encodings */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CHUNK = 1 << 16,             /* bytes to read at once */
    LARGE = 1 << 24              /* bytes that are not kept for the next text */
};

/* ---- Buffers ------------------------------------------------------------ */

bool buffer_reserve(struct buffer *buffer, size_t more)
{
    if (more <= buffer->capacity - buffer->length)
        return true;
    if (more > SIZE_MAX / 2 - buffer->length)
        return false;
    size_t capacity = buffer->capacity + buffer->capacity / 2;
    if (capacity < buffer->length + more)
        capacity = buffer->length + more;
    char *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL)
        return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

bool buffer_append(struct buffer *buffer, const char *bytes, size_t length)
{
    if (!buffer_reserve(buffer, length))
        return false;
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    return true;
}

bool buffer_trim(struct buffer *buffer)
{
    bool large = buffer->capacity > LARGE;
    if (large)
        buffer_free(buffer);
    return large;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){ 0 };
}

static void drop_front(struct buffer *buffer, size_t length)
{
    buffer->length -= length;
    if (length > 0 && buffer->length > 0)
        memmove(buffer->bytes, buffer->bytes + length, buffer->length);
}

/* ---- Opening ------------------------------------------------------------ */

static bool is_utf8(const char *encoding)
{
    return encoding == NULL || strcasecmp(encoding, "UTF-8") == 0
           || strcasecmp(encoding, "UTF8") == 0;
}

/* Text whose units are wider than a byte is out of step after skipping one. */
static size_t unit_of(const char *encoding)
{
    static const struct { const char *prefix; size_t unit; } units[] = {
        { "UTF-16", 2 }, { "UTF16", 2 }, { "UCS-2", 2 }, { "UCS2", 2 },
        { "UTF-32", 4 }, { "UTF32", 4 }, { "UCS-4", 4 }, { "UCS4", 4 },
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncasecmp(encoding, units[i].prefix, strlen(units[i].prefix))
            == 0)
            return units[i].unit;
    return 1;
}

/* A new decoder for each file: not every iconv forgets the byte order mark it
 * saw when it is told to start anew. */
static bool open_decoder(struct input *input, const char *encoding,
                         struct failure *failure)
{
    input->decoding = !is_utf8(encoding);
    if (!input->decoding)
        return true;
    input->decoder = iconv_open("UTF-8", encoding);
    input->unit = unit_of(encoding);
    if (input->decoder != (iconv_t)-1)
        return true;
    input->decoding = false;
    return failure_from_errno(failure);
}

static void restart(struct input *input)
{
    input->text.length = input->raw.length = 0;
    input->begin = input->decoded = input->broken_at = input->bytes_read = 0;
    input->broken = input->started = input->ended = false;
}

bool input_open(struct input *input, const char *path, const char *encoding,
                struct failure *failure)
{
    restart(input);
    input->file = STDIN_FILENO;
    if (strcmp(path, "-") != 0)
        input->file = open(path, O_RDONLY);
    if (input->file < 0)
        return failure_from_errno(failure);
    if (open_decoder(input, encoding, failure))
        return true;
    input_close(input);
    return false;
}

void input_close(struct input *input)
{
    if (input->file > STDIN_FILENO)
        close(input->file);
    if (input->decoding)
        iconv_close(input->decoder);
    input->file = -1;
    input->decoding = false;
}

void input_free(struct input *input)
{
    buffer_free(&input->text);
    buffer_free(&input->raw);
}

/* ---- Decoding ----------------------------------------------------------- */

static bool skip_broken(struct input *input, char **from, size_t *left)
{
    size_t unit = input->unit < *left ? input->unit : *left;
    if (!input->broken)
        input->broken_at = input->decoded + (size_t)(*from - input->raw.bytes);
    input->broken = true;
    *from += unit;
    *left -= unit;
    return buffer_append(&input->text, "\xFF", 1);
}

/* Some encodings hold a character back until they know what follows. */
static size_t convert(struct input *input, char **from, size_t *left)
{
    struct buffer *text = &input->text;
    char *to = text->bytes + text->length;
    size_t room = text->capacity - text->length;
    size_t status = iconv(input->decoder, from, left, &to, &room);
    if (status != (size_t)-1 && input->ended)
        status = iconv(input->decoder, NULL, NULL, &to, &room);
    text->length = text->capacity - room;
    return status;
}

/* Moves what can be decoded from 'raw' to 'text'. */
static bool decode(struct input *input)
{
    char *from = input->raw.bytes;
    size_t left = input->raw.length;
    for (;;) {
        if (!buffer_reserve(&input->text, left + 64))
            return false;
        if (convert(input, &from, &left) != (size_t)-1)
            break;
        if (errno == E2BIG)
            continue;
        if (errno == EINVAL && !input->ended)
            break;
        if (left == 0)
            break;
        if (!skip_broken(input, &from, &left))
            return false;
    }
    size_t taken = input->raw.length - left;
    input->decoded += taken;
    drop_front(&input->raw, taken);
    return true;
}

/* ---- Reading ------------------------------------------------------------ */

static bool read_more(struct input *input, struct failure *failure)
{
    struct buffer *to = input->decoding ? &input->raw : &input->text;
    if (!buffer_reserve(to, CHUNK))
        return failure_of_memory(failure);
    ssize_t count;
    do {
        count = read(input->file, to->bytes + to->length, CHUNK);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return failure_from_errno(failure);
    to->length += (size_t)count;
    input->bytes_read += (size_t)count;
    input->ended = count == 0;
    return !input->decoding || decode(input) || failure_of_memory(failure);
}

static bool too_long(struct failure *failure)
{
    return failure_set(failure, "too-long",
                       summarize_status_message(SUMMARIZE_ERROR_TOO_LONG));
}

/* Room for all of a regular file at once, and no reading of one that would be
 * refused in the end. */
static bool prepare(struct input *input, struct failure *failure)
{
    struct stat is;
    if (fstat(input->file, &is) != 0 || !S_ISREG(is.st_mode))
        return true;
    if (is.st_size <= (off_t)SUMMARIZE_MAX_LENGTH)
        return buffer_reserve(&input->text, (size_t)is.st_size + CHUNK)
               || failure_of_memory(failure);
    return input->decoding || too_long(failure);
}

/* Whether 'text' begins with a byte order mark. */
static bool is_marked(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
}

bool input_text(struct input *input, char **text, size_t *length,
                struct failure *failure)
{
    if (!prepare(input, failure))
        return false;
    while (!input->ended) {
        if (!read_more(input, failure))
            return false;
        if (input->text.length > SUMMARIZE_MAX_LENGTH)
            return too_long(failure);
    }
    if (is_marked(input->text.bytes, input->text.length))
        input->begin = 3;
    *text = input->text.bytes + input->begin;
    *length = input->text.length - input->begin;
    return true;
}

size_t input_offset(const struct input *input, size_t offset)
{
    return input->broken ? input->broken_at : input->begin + offset;
}

/* ---- Lines -------------------------------------------------------------- */

/* Where the last whole line ends, if that is behind 'searched', else 0. */
static size_t end_of_lines(const struct buffer *text, size_t searched)
{
    size_t end = text->length;
    while (end > searched && text->bytes[end - 1] != '\n')
        end--;
    return end > searched ? end : 0;
}

/* Room for what is read next, even if decoding makes it longer. */
static bool make_room(struct input *input, struct failure *failure)
{
    if (input->text.length > SUMMARIZE_MAX_LENGTH)
        return too_long(failure);
    return buffer_reserve(&input->text, (size_t)4 * CHUNK)
           || failure_of_memory(failure);
}

/* Reads until a line is whole, and says where the last whole one ends. */
static bool read_lines(struct input *input, size_t *end, bool *dropped,
                       struct failure *failure)
{
    size_t searched = 0;
    while (!input->ended
           && (*end = end_of_lines(&input->text, searched)) == 0) {
        if (*dropped) {
            input->text.length = 0;
        } else if (!make_room(input, failure)) {
            *dropped = input->text.length > 0;  /* nothing read, none lost */
            buffer_free(&input->text);
        }
        searched = input->text.length;
        if (!read_more(input, failure))
            return false;
    }
    if (input->ended)
        *end = input->text.length;
    return true;
}

static void drop_line(struct buffer *text)
{
    const char *feed = NULL;
    if (text->length > 0)
        feed = memchr(text->bytes, '\n', text->length);
    drop_front(text, feed != NULL ? (size_t)(feed + 1 - text->bytes)
                                  : text->length);
}

/* Exchanges the buffers, so that but the rest of the last line is copied. */
static bool take_lines(struct input *input, struct buffer *lines, size_t end)
{
    struct buffer taken = input->text;
    input->text = *lines;
    input->text.length = 0;
    *lines = taken;
    lines->length = end;
    if (!input->started && is_marked(lines->bytes, end))
        drop_front(lines, 3);
    input->started = true;
    return taken.bytes == NULL  /* nothing was ever read */
           || buffer_append(&input->text, taken.bytes + end,
                            taken.length - end);
}

bool input_lines(struct input *input, struct buffer *lines, bool *dropped,
                 struct failure *failure)
{
    size_t end;
    *dropped = false;
    lines->length = 0;
    if (!read_lines(input, &end, dropped, failure))
        return false;
    if (!*dropped)
        return take_lines(input, lines, end) || failure_of_memory(failure);
    drop_line(&input->text);
    return true;
}
