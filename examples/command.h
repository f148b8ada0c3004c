/*
 * command.h - what the parts of the summarize command share
 *
 *     settings.c   the command line
 *     failure.c    what went wrong, and where
 *     input.c      files, lines and their encodings
 *     source.c     what there is to summarize, piece by piece
 *     unicode.c    UTF-8 that may be broken
 *     output.c     what a piece gives: text, JSON, messages
 *     show.c       one result in each of the forms
 *     text.c       a file that is one text
 *     parse.c      JSON, parsed by jansson
 *     jsonl.c      JSON lines
 *     writer.c     standard output and standard error
 *     progress.c   how far the work is, for those who wait
 *     jobs.c       several pieces at once, their outputs in order
 *     summarize.c  all of it
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <iconv.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "summarize.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* ---- settings.c: the command line --------------------------------------- */

enum form {
    FORM_SUMMARY,
    FORM_JSON,
    FORM_LIST,
    FORM_KINDS,
    FORM_WORDS,
    FORM_MARK
};

struct settings {
    summarize_options options;
    enum form   form;
    bool        color;           /* highlight with escape sequences */
    bool        safe;            /* no other control characters on stdout */
    bool        safe_errors;     /* none on stderr */
    bool        replace_invalid;
    bool        quiet;
    bool        progress;        /* is shown on stderr */
    uint32_t    jobs;            /* threads at work */
    const char *encoding;        /* NULL: UTF-8 */
    const char *files_from;
    const char *text_field;      /* NULL: input is not JSON lines */
    const char *title_field;
    const char *query_field;
    const char *id_field;
    char      **files;
    int         file_count;
};

/* Returns -1 to go on, or the status to exit with. */
int settings_read(struct settings *settings, int argc, char **argv);

/* ---- failure.c: what went wrong, and where ------------------------------ */

struct output;

/* Why one document or line was not summarized. */
struct failure {
    const char *status;          /* as JSON output names it */
    size_t      byte;
    size_t      line, column;    /* from 1; 0: no such place */
    char        message[256];
};

/* Fill in a failure and return false, so that callers can pass it on. */
bool failure_set(struct failure *failure, const char *status,
                 const char *message);
bool failure_from_errno(struct failure *failure);
bool failure_from_library(struct failure *failure,
                          const summarize_error *error);
bool failure_of_memory(struct failure *failure);
/* Sets the byte, and the line and column of that byte of the text. */
void failure_locate(struct failure *failure, const char *text, size_t byte,
                    size_t length);
/* Tells of a failure on standard error and in the exit status. */
void failure_tell(struct output *output, const char *name,
                  const struct failure *failure);
/* Tells of what is no failure on standard error. */
void failure_warn(struct output *output, const char *name, const char *what);

/* ---- input.c: files, lines and their encodings -------------------------- */

struct buffer {
    char  *bytes;
    size_t length;
    size_t capacity;
};

bool buffer_reserve(struct buffer *buffer, size_t more);
bool buffer_append(struct buffer *buffer, const char *bytes, size_t length);
/* Frees a buffer that one long text made large, and says whether it was. */
bool buffer_trim(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

/* A file being read.  It starts as all zeroes, and its buffers serve one file
 * after the other.  What 'encoding' cannot decode becomes the byte FF, which
 * is never part of UTF-8: one path for broken input of any encoding. */
struct input {
    int     file;
    bool    decoding;
    iconv_t decoder;
    size_t  unit;                /* bytes to skip where decoding fails */
    struct buffer raw;           /* bytes still to be decoded */
    size_t  decoded;             /* how many bytes came before them */
    bool    broken;
    size_t  broken_at;           /* the first byte that was not decoded */
    struct buffer text;          /* what was read and not taken */
    size_t  begin;               /* behind a byte order mark */
    size_t  bytes_read;
    bool    started, ended;
};

bool input_open(struct input *input, const char *path, const char *encoding,
                struct failure *failure);
/* The whole text, without a byte order mark. */
bool input_text(struct input *input, char **text, size_t *length,
                struct failure *failure);
/* The lines that were read whole, at least one; none at the end of the file.
 * '*dropped' says that a line was left out instead, too long or too large for
 * the memory, and 'failure' why. */
bool input_lines(struct input *input, struct buffer *lines, bool *dropped,
                 struct failure *failure);
/* The place of 'offset' in the file, for a text that is all of it. */
size_t input_offset(const struct input *input, size_t offset);
void input_close(struct input *input);
void input_free(struct input *input);

/* ---- source.c: what there is to summarize, piece by piece --------------- */

enum piece_kind {
    PIECE_TEXT,                  /* a file that is one text */
    PIECE_LINES,                 /* some lines of JSON */
    PIECE_LINE,                  /* one that could not be read */
    PIECE_FILE                   /* a file that could not */
};

struct piece {
    enum piece_kind kind;
    const char     *name;        /* of the file */
    struct buffer   name_copy;
    size_t          amount;      /* bytes of JSON lines, or one file */
    struct input    input;       /* of a text */
    char           *text;        /* NULL: not read yet */
    size_t          length;
    struct buffer   lines;
    size_t          line;        /* the number of the first, from 1 */
    bool            failed;
    struct failure  failure;
};

struct source {
    const struct settings *settings;
    int           next_file;     /* of those on the command line */
    struct input  list;          /* of --files-from */
    bool          listing, ended;
    struct buffer names;
    size_t        next_name;
    const char   *name;          /* of the file being read */
    struct input  input;         /* JSON lines */
    bool          reading;
    size_t        line;          /* the number of the next */
};

/* Reads the text of a piece, which fails if that does. */
void piece_read(struct piece *piece, const char *encoding);
/* Frees what one long text made large, and says whether there was any. */
bool piece_trim(struct piece *piece);
void piece_free(struct piece *piece);

/* Whether the next piece has to be waited for. */
bool source_waits(const struct source *source);
/* Fills in the next piece; false when there is none. */
bool source_next(struct source *source, struct piece *piece);
/* The sum of the amounts of all pieces; 0 when that is not known. */
size_t source_total(const struct settings *settings);
void source_free(struct source *source);

/* ---- unicode.c: UTF-8 that may be broken -------------------------------- */

#define REPLACEMENT "\xEF\xBF\xBD"  /* U+FFFD */

/* The length of the character at 'text', or of the maximal part of one that
 * Unicode recommends to replace as a whole; 'left' is at least 1. */
size_t unicode_sequence(const char *text, size_t left, bool *valid);
/* The offset of the first byte that is not UTF-8, or 'length'. */
size_t unicode_check(const char *text, size_t length);
/* Points '*text' at a copy in 'repaired' with U+FFFD for all that is not UTF-8;
 * does nothing when all is.  Returns false when out of memory. */
bool unicode_repair(char **text, size_t *length, struct buffer *repaired);
/* Where in the text stands what stands at 'offset' in its repaired copy. */
size_t unicode_unrepaired(const char *text, size_t length, size_t offset);
/* The code point of a valid sequence. */
uint32_t unicode_decode(const char *text, size_t length);
bool unicode_is_space(uint32_t character);
bool unicode_is_control(uint32_t character);
/* Whether it may be written to a terminal; others could drive it. */
bool unicode_is_safe(uint32_t character);

/* ---- output.c: what a piece gives: text, JSON, messages ----------------- */

enum { OUTPUT_ROOM = 1 << 18, MOST_SWITCHES = 1 << 10 };

/* Bytes for standard output and for standard error in turn, which change at
 * each switch.  When it is full, output_drain() makes room. */
struct output {
    const struct settings *settings;
    struct jobs *jobs;
    size_t number;               /* of the piece, from 0 */
    size_t amount;               /* of the piece */
    size_t documents;            /* that it held */
    bool   headed;               /* starts with a blank line, which the first
                                    of all does without */
    bool   failed;
    bool   drained;              /* a part of it was written */
    bool   done;
    size_t switch_count;
    size_t switches[MOST_SWITCHES];
    size_t length;
    char   bytes[OUTPUT_ROOM];
};

/* Ways to show a text, or-ed together. */
enum {
    SHOW_SAFE   = 1,             /* U+FFFD for control characters */
    SHOW_SPACES = 2              /* white space becomes single spaces */
};

void put(struct output *output, const char *string);
void put_bytes(struct output *output, const char *bytes, size_t length);
void put_number(struct output *output, size_t number);
void put_score(struct output *output, double score);
void put_text(struct output *output, const char *text, size_t length, int how);
void put_json_string(struct output *output, const char *text, size_t length);
/* Writes a JSON value as it is, on one line and without control characters. */
void put_json_value(struct output *output, const char *json, size_t length);
/* What follows goes to the other of the two streams. */
void output_switch(struct output *output);
/* Forgets all that was written. */
void output_clear(struct output *output);

/* ---- show.c: one result in each of the forms ---------------------------- */

void show_result(struct output *output, const summarize_result *result,
                 const char *text, size_t length);
void show_words(struct output *output, const char *text,
                const summarize_range *words, size_t count);
/* These write the members after "id" and the closing brace. */
void show_json(struct output *output, const summarize_result *result);
void show_json_summary(struct output *output, const summarize_result *result);
void show_json_error(struct output *output, const struct failure *failure);

/* ---- parse.c: JSON, parsed by jansson ----------------------------------- */

/* As json_loadb(), but safe when memory is short: 'error', not NULL, has
 * the code json_error_out_of_memory then, and nothing else.  It sets how
 * jansson allocates: no value of it made before may be freed after. */
json_t *parse_json(const char *json, size_t length, size_t flags,
                   json_error_t *error);

/* ---- text.c, jsonl.c: one piece ----------------------------------------- */

/* What a thread works with; all zeroes but for the settings at first. */
struct worker {
    const struct settings *settings;
    summarize_engine *engine;    /* NULL: out of memory, as calls will tell */
    struct piece      piece;
    struct buffer     repaired;
    summarize_range  *words;     /* for --list=words */
    size_t            word_capacity;
    struct output    *output;    /* of the piece */
};

void text_run(struct worker *worker);
void jsonl_run(struct worker *worker);

/* ---- writer.c: standard output and standard error ----------------------- */

void writer_open(void);
/* To standard output, sooner or later, and to standard error, after it. */
void writer_put(const char *bytes, size_t length);
void writer_tell(const char *bytes, size_t length);
void writer_flush(void);
/* Between these two a signal that ends the command waits, so that what is
 * written between them is written whole. */
void writer_hold(void);
void writer_release(void);
/* Whether writing failed, now or earlier, so that going on is of no use. */
bool writer_failed(void);
/* The exit status, given the one that would be were all well written. */
int writer_close(int status, bool quiet);

/* ---- progress.c: how far the work is, for those who wait ---------------- */

/* Nothing is shown without a start.  'total' may be 0 for unknown. */
void progress_start(size_t total);
void progress_add(size_t documents, size_t amount);
/* Takes the line away until it is shown again. */
void progress_hide(void);

/* ---- jobs.c: several pieces at once, their outputs in order ------------- */

/* How many processors this process may use. */
uint32_t jobs_processors(void);
/* Summarizes all there is, and returns the exit status. */
int jobs_run(const struct settings *settings);
/* Writes what is in an output as soon as it is its turn, and empties it. */
void output_drain(struct output *output);

#endif
