/* source.c - what there is to summarize, piece by piece */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Pieces ------------------------------------------------------------- */

/* Returns false, and ends the source, when there is no memory for a name. */
static bool set_piece(struct source *source, struct piece *piece,
                      enum piece_kind kind)
{
    struct buffer *name = &piece->name_copy;
    piece->kind = kind;
    piece->failed = false;
    piece->text = NULL;
    piece->amount = 1;
    name->length = 0;
    source->ended =
        !buffer_append(name, source->name, strlen(source->name) + 1);
    piece->name = source->ended ? "?" : name->bytes;
    if (source->ended)
        piece->failed = !failure_of_memory(&piece->failure);
    return !piece->failed;
}

static void fail_piece(struct piece *piece, enum piece_kind kind,
                       const struct failure *failure)
{
    piece->kind = kind;
    piece->failed = true;
    piece->failure = *failure;
}

void piece_read(struct piece *piece, const char *encoding)
{
    struct input *input = &piece->input;
    piece->failed = !input_open(input, piece->name, encoding, &piece->failure);
    if (piece->failed)
        return;
    piece->failed = !input_text(input, &piece->text, &piece->length,
                                &piece->failure);
    input_close(input);
}

bool piece_trim(struct piece *piece)
{
    bool lines = buffer_trim(&piece->lines);
    return buffer_trim(&piece->input.text) || lines;
}

void piece_free(struct piece *piece)
{
    buffer_free(&piece->name_copy);
    buffer_free(&piece->lines);
    input_free(&piece->input);
}

/* ---- Names -------------------------------------------------------------- */

/* More of the list of names, each with a line feed; false when it fails. */
static bool read_names(struct source *source, struct failure *failure)
{
    struct buffer *names = &source->names;
    bool dropped;
    source->next_name = 0;
    if (!source->listing
        && !input_open(&source->list, source->settings->files_from, NULL,
                       failure))
        return false;
    source->listing = true;
    if (!input_lines(&source->list, names, &dropped, failure))
        return false;
    if (dropped)
        return failure_set(failure, "io", "a file name is too long");
    source->ended = names->length == 0;
    return source->ended || names->bytes[names->length - 1] == '\n'
           || buffer_append(names, "\n", 1) || failure_of_memory(failure);
}

/* What the list should not name. */
static bool check_name(const struct source *source, size_t length,
                       struct failure *failure)
{
    if (strlen(source->name) != length)
        return failure_set(failure, "io", "a zero byte in the file name");
    if (strcmp(source->name, "-") == 0
        && strcmp(source->settings->files_from, "-") == 0)
        return failure_set(failure, "io",
                           "standard input holds the file names");
    return true;
}

/* Takes the next name that is not empty; false when more have to be read. */
static bool take_name(struct source *source, size_t *length)
{
    struct buffer *names = &source->names;
    while (source->next_name < names->length) {
        char *name = names->bytes + source->next_name;
        char *feed = memchr(name, '\n', names->length - source->next_name);
        source->next_name += (size_t)(feed - name) + 1;
        feed -= feed > name && feed[-1] == '\r';  /* a list from Windows */
        *feed = '\0';
        *length = (size_t)(feed - name);
        source->name = name;
        if (*length > 0)
            return true;
    }
    return false;
}

static bool next_listed(struct source *source, struct piece *piece)
{
    struct failure failure;
    size_t length;
    while (!take_name(source, &length)) {
        bool read = read_names(source, &failure);
        if (read && source->ended)
            return false;
        if (!read) {
            source->name = source->settings->files_from;
            set_piece(source, piece, PIECE_FILE);
            fail_piece(piece, PIECE_FILE, &failure);
            source->ended = true;
            return true;
        }
    }
    if (set_piece(source, piece, PIECE_TEXT)
        && !check_name(source, length, &failure))
        fail_piece(piece, PIECE_TEXT, &failure);
    return true;
}

static bool next_file(struct source *source, struct piece *piece)
{
    const struct settings *settings = source->settings;
    if (settings->files_from != NULL)
        return next_listed(source, piece);
    if (source->next_file < settings->file_count)
        source->name = settings->files[source->next_file++];
    else if (settings->file_count == 0 && source->next_file++ == 0)
        source->name = "-";
    else
        return false;
    set_piece(source, piece, PIECE_TEXT);
    return true;
}

/* ---- JSON lines --------------------------------------------------------- */

static size_t count_lines(const struct buffer *lines)
{
    const char *at = lines->bytes, *end = at + lines->length;
    size_t count = 0;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        count++;
        at++;
    }
    return count;
}

static void end_lines(struct source *source)
{
    input_close(&source->input);
    source->reading = false;
}

/* The next lines of the file that is being read; false at its end. */
static bool next_lines(struct source *source, struct piece *piece)
{
    struct failure failure;
    size_t before = source->input.bytes_read;
    bool dropped;
    if (!set_piece(source, piece, PIECE_LINES))
        return true;
    if (!input_lines(&source->input, &piece->lines, &dropped, &failure)) {
        end_lines(source);
        fail_piece(piece, PIECE_FILE, &failure);
        return true;
    }
    if (!dropped && piece->lines.length == 0) {
        end_lines(source);
        return false;
    }
    piece->line = source->line;
    piece->amount = source->input.bytes_read - before;
    source->line += dropped ? 1 : count_lines(&piece->lines);
    if (dropped)
        fail_piece(piece, PIECE_LINE, &failure);
    return true;
}

/* Begins with the file that a piece names; false if that fails. */
static bool begin_lines(struct source *source, struct piece *piece)
{
    struct failure failure = piece->failure;
    source->reading = !piece->failed
                      && input_open(&source->input, source->name,
                                    source->settings->encoding, &failure);
    source->line = 1;
    if (!source->reading)
        fail_piece(piece, PIECE_FILE, &failure);
    return source->reading;
}

/* ---- All of it ---------------------------------------------------------- */

/* There is but one standard input: the first piece to name it reads it, before
 * another can. */
static bool begin_text(const struct source *source, struct piece *piece)
{
    if (!piece->failed && strcmp(piece->name, "-") == 0)
        piece_read(piece, source->settings->encoding);
    return true;
}

bool source_waits(const struct source *source)
{
    return source->settings->text_field != NULL
           || (source->settings->files_from != NULL
               && source->next_name == source->names.length);
}

bool source_next(struct source *source, struct piece *piece)
{
    bool lines = source->settings->text_field != NULL;
    while (!source->ended) {
        if (source->reading) {
            if (next_lines(source, piece))
                return true;
        } else if (!next_file(source, piece)) {
            return false;
        } else if (lines ? !begin_lines(source, piece)
                         : begin_text(source, piece)) {
            return true;
        }
    }
    return false;
}

static bool add_size(const char *name, size_t *total)
{
    struct stat is;
    int status = strcmp(name, "-") == 0 ? fstat(STDIN_FILENO, &is)
                                        : stat(name, &is);
    if (status != 0 || !S_ISREG(is.st_mode))
        return false;
    *total += (size_t)is.st_size;
    return true;
}

size_t source_total(const struct settings *settings)
{
    size_t total = 0;
    if (settings->files_from != NULL)
        return 0;
    if (settings->text_field == NULL)
        return (size_t)settings->file_count;
    if (settings->file_count == 0)
        return add_size("-", &total) ? total : 0;
    for (int i = 0; i < settings->file_count; i++)
        if (!add_size(settings->files[i], &total))
            return 0;
    return total;
}

void source_free(struct source *source)
{
    if (source->listing)
        input_close(&source->list);
    input_free(&source->list);
    input_free(&source->input);
    buffer_free(&source->names);
}
