/*
 * summarize.c - the command: short summaries of French texts
 *
 * It knows the library by its public header alone.  What its parts share is in
 * command.h.
 */
#include "command.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    struct settings settings = { 0 };
    writer_open();
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
    int status = settings_read(&settings, argc, argv);
    if (status < 0)
        status = jobs_run(&settings);
    return writer_close(status, settings.quiet);
}
