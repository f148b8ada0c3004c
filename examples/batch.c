/*
 * batch.c - print "name: summary" for each file
 *
 *     cc batch.c -o batch $(pkg-config --cflags --libs libsummarize)
 *     ./batch *.txt
 *
 * One engine reads all the files: what it learns of French word forms in the
 * first makes the others faster.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <summarize.h>

/* The whole file in memory for free(), or NULL with errno set. */
static char *read_file(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        return NULL;
    char *text = NULL, *larger;
    size_t room = 0;
    *length = 0;
    while ((larger = realloc(text, room = 2 * room + 65536)) != NULL) {
        text = larger;
        *length += fread(text + *length, 1, room - *length, file);
        if (*length < room)
            break;
    }
    if (larger == NULL || ferror(file)) {
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

static int summarize_file(summarize_engine *engine, const char *name)
{
    summarize_options options = { 0 };
    summarize_error error;
    size_t length;
    char *text = read_file(name, &length);
    if (text == NULL) {
        fprintf(stderr, "%s: %s\n", name, strerror(errno));
        return 0;
    }
    options.size = sizeof options;
    options.max_words = 40;
    options.flags = SUMMARIZE_CUT;
    summarize_result *result =
        summarize_run(engine, text, length, &options, &error);
    free(text);          /* the result keeps no pointer to it */
    if (result != NULL)
        printf("%s: %s\n", name, summarize_result_text(result, NULL));
    else
        fprintf(stderr, "%s: %s (byte %zu)\n", name, error.message,
                error.offset);
    summarize_result_free(result);
    return result != NULL;
}

int main(int argc, char **argv)
{
    summarize_error error;
    summarize_engine *engine = summarize_engine_new(&error);
    int failed = 0;
    if (engine == NULL) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    for (int i = 1; i < argc; i++)
        failed |= !summarize_file(engine, argv[i]);
    summarize_engine_free(engine);
    return failed;
}
