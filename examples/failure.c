/* failure.c - what went wrong, and where */
#include "command.h"

#include <errno.h>
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
