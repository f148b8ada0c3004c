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
    CHUNK = 1 << 18,             /* bytes to ask for at least */
    LARGEST_READ = 1 << 30       /* some systems refuse more */
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
    input->begin = input->decoded = input->broken_at = 0;
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
    free(input->text.bytes);
    free(input->raw.bytes);
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
        return failure_set(failure, "memory", "out of memory");
    size_t room = to->capacity - to->length;
    if (room > LARGEST_READ)
        room = LARGEST_READ;
    ssize_t count;
    do {
        count = read(input->file, to->bytes + to->length, room);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return failure_from_errno(failure);
    to->length += (size_t)count;
    input->ended = count == 0;
    if (input->decoding && !decode(input))
        return failure_set(failure, "memory", "out of memory");
    return true;
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
    if (!input->decoding && is.st_size > (off_t)SUMMARIZE_MAX_LENGTH)
        return too_long(failure);
    struct buffer *to = input->decoding ? &input->raw : &input->text;
    if (is.st_size < LARGEST_READ)
        buffer_reserve(to, (size_t)is.st_size + CHUNK);
    return true;
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

/* Takes the line that ends at 'end'; the next one begins at 'next'. */
static void take_line(struct input *input, size_t end, size_t next, char **line,
                      size_t *length)
{
    size_t begin = input->begin;
    if (!input->started && is_marked(input->text.bytes + begin, end - begin))
        begin += 3;
    input->started = true;
    input->begin = next;
    *line = input->text.bytes + begin;
    *length = end - begin;
}

/* Where the line that starts at 'begin' ends and the next one begins; false
 * when that was not read yet. */
static bool find_end(const struct input *input, size_t searched, size_t *end,
                     size_t *next)
{
    const struct buffer *text = &input->text;
    const char *feed = NULL;
    if (text->length > searched)
        feed = memchr(text->bytes + searched, '\n', text->length - searched);
    *end = *next = text->length;
    if (feed == NULL)
        return input->ended;
    *end = (size_t)(feed - text->bytes);
    *next = *end + 1;
    return true;
}

bool input_line(struct input *input, char **line, size_t *length,
                struct failure *failure)
{
    size_t searched = input->begin, end, next;
    bool dropped = false;
    while (!find_end(input, searched, &end, &next)) {
        drop_front(&input->text, input->begin);
        input->begin = 0;
        if (input->text.length > SUMMARIZE_MAX_LENGTH) {
            input->text.length = 0;
            dropped = true;
        }
        searched = input->text.length;
        /* Whoever writes line by line and waits for the answer gets it. */
        output_flush();
        if (!read_more(input, failure))
            return false;
    }
    *line = NULL;
    if (next > input->begin || dropped)
        take_line(input, end, next, line, length);
    if (dropped)
        *length = SIZE_MAX;
    return true;
}
