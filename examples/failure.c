/* failure.c - what went wrong, and where */
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool failure_set(struct failure *failure, const char *status,
                 const char *message)
{
    *failure = (struct failure){ .status = status };
    snprintf(failure->message, sizeof failure->message, "%s", message);
    return false;
}

bool failure_from_errno(struct failure *failure)
{
    return failure_set(failure, "io", strerror(errno));
}

bool failure_of_memory(struct failure *failure)
{
    return failure_set(failure, "memory", "out of memory");
}

static const char *status_name(int32_t status)
{
    switch ((summarize_status)status) {
    case SUMMARIZE_ERROR_MEMORY:   return "memory";
    case SUMMARIZE_ERROR_ARGUMENT: return "argument";
    case SUMMARIZE_ERROR_OPTIONS:  return "options";
    case SUMMARIZE_ERROR_ENCODING: return "encoding";
    case SUMMARIZE_ERROR_TOO_LONG: return "too-long";
    case SUMMARIZE_ERROR_BUSY:     return "busy";
    case SUMMARIZE_ERROR_STEMMER:  return "stemmer";
    case SUMMARIZE_OK:             break;
    }
    return "unknown";
}

bool failure_from_library(struct failure *failure, const summarize_error *error)
{
    failure_set(failure, status_name(error->status), error->message);
    failure->byte = error->offset;
    return false;
}

void failure_locate(struct failure *failure, const char *text, size_t byte,
                    size_t length)
{
    failure->byte = byte;
    failure->line = failure->column = 1;
    for (size_t i = 0; i < byte && i < length; i++) {
        if (text[i] == '\n') {
            failure->line++;
            failure->column = 1;
        } else if ((text[i] & 0xC0) != 0x80) {
            failure->column++;
        }
    }
}

/* ---- Standard error ----------------------------------------------------- */

static void tell(struct output *output, const char *text)
{
    put_text(output, text, strlen(text),
             output->settings->safe_errors ? SHOW_SAFE : 0);
}

static void tell_number(struct output *output, const char *before,
                        size_t number)
{
    put(output, before);
    put_number(output, number);
}

void failure_tell(struct output *output, const char *name,
                  const struct failure *failure)
{
    output->failed = true;
    if (output->settings->quiet)
        return;
    output_switch(output);
    put(output, "summarize: ");
    tell(output, name);
    if (failure->line > 0)
        tell_number(output, ":", failure->line);
    if (failure->column > 0)
        tell_number(output, ":", failure->column);
    put(output, ": ");
    tell(output, failure->message);
    if (failure->column > 0) {
        tell_number(output, " (byte ", failure->byte);
        put(output, ")");
    }
    put(output, "\n");
    output_switch(output);
}

void failure_warn(struct output *output, const char *name, const char *what)
{
    if (output->settings->quiet)
        return;
    output_switch(output);
    put(output, "summarize: ");
    tell(output, name);
    put(output, ": warning: ");
    put(output, what);
    put(output, "\n");
    output_switch(output);
}
