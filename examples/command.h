/*
 * command.h - what the parts of the summarize command share
 *
 *     settings.c   the command line
 *     failure.c    what went wrong, and where
 *     input.c      files, lines and their encodings
 *     unicode.c    UTF-8 that may be broken
 *     output.c     standard output, JSON strings, terminals
 *     show.c       one result in each of the forms
 *     jsonl.c      JSON lines
 *     summarize.c  one document after the other, errors, exit status
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

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
    bool        replace_invalid;
    bool        quiet;
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
/* Sets the byte, and the line and column of that byte of the text. */
void failure_locate(struct failure *failure, const char *text, size_t byte,
                    size_t length);

/* ---- input.c: files, lines and their encodings -------------------------- */

struct buffer {
    char  *bytes;
    size_t length;
    size_t capacity;
};

bool buffer_reserve(struct buffer *buffer, size_t more);
bool buffer_append(struct buffer *buffer, const char *bytes, size_t length);

/* A file being read.  It starts as all zeroes, and its buffers serve one file
 * after the other.  What 'encoding' cannot decode becomes the byte FF, which
 * is never part of UTF-8: one path for broken input of any encoding. */
struct input {
    int     file;
    bool    decoding;
    iconv_t decoder;
    size_t  unit;                /* bytes to skip where decoding fails */
    struct buffer raw;              /* bytes still to be decoded */
    size_t  decoded;             /* how many bytes came before them */
    bool    broken;
    size_t  broken_at;           /* the first byte that was not decoded */
    struct buffer text;             /* what was read; lines before 'begin' */
    size_t  begin;               /*   were taken */
    bool    started, ended;
};

bool input_open(struct input *input, const char *path, const char *encoding,
                struct failure *failure);
/* The whole text, without a byte order mark. */
bool input_text(struct input *input, char **text, size_t *length,
                struct failure *failure);
/* The next line without its line feed; '*line' is NULL after the last, and
 * '*length' SIZE_MAX when the line is too long. */
bool input_line(struct input *input, char **line, size_t *length,
                struct failure *failure);
/* The place of 'offset' in the file, for a text that is all of it. */
size_t input_offset(const struct input *input, size_t offset);
void input_close(struct input *input);
void input_free(struct input *input);

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

/* ---- output.c: standard output, JSON strings, terminals ----------------- */

/* Ways to show a text, or-ed together. */
enum {
    SHOW_SAFE   = 1,             /* U+FFFD for control characters */
    SHOW_SPACES = 2              /* white space becomes single spaces */
};

void put(const char *string);
void put_bytes(const char *bytes, size_t length);
void put_number(size_t number);
void put_score(double score);
void put_text(FILE *stream, const char *text, size_t length, int how);
void put_json_string(const char *text, size_t length);
/* Writes a JSON value as it is, on one line and without control characters. */
void put_json_value(const char *json, size_t length);
void output_open(void);
/* Writes out what was put. */
void output_flush(void);
/* Whether that failed, now or earlier, so that going on is of no use. */
bool output_failed(void);
/* The exit status, given the one that would be were all well written. */
int output_close(int status, bool quiet);

/* ---- show.c: one result in each of the forms ---------------------------- */

void show_result(const struct settings *settings,
                 const summarize_result *result, const char *text,
                 size_t length);
void show_words(const struct settings *settings, const char *text,
                const summarize_range *words, size_t count);
/* These write the members after "id" and the closing brace. */
void show_json(const summarize_result *result);
void show_json_summary(const summarize_result *result);
void show_json_error(const struct failure *failure);

/* ---- summarize.c, jsonl.c: one document after the other ----------------- */

struct command {
    struct settings   settings;
    summarize_engine *engine;
    struct input      input;
    struct buffer     repaired;
    summarize_range  *words;     /* for --list=words */
    size_t            word_capacity;
    size_t            shown;     /* documents, for the lines between them */
    int               status;    /* to exit with */
};

/* Tells of a failure on standard error and in the exit status. */
void command_fail(struct command *command, const char *name,
                  const struct failure *failure);
/* Summarizes all lines of the open input. */
bool jsonl_run(struct command *command, const char *name,
               struct failure *failure);

#endif
