/*
 * minimal.c - print a summary of standard input
 *
 *     cc minimal.c -o minimal $(pkg-config --cflags --libs libsummarize)
 *     ./minimal < article.txt
 */
#include <stdio.h>

#include <summarize.h>

int main(void)
{
    static char text[1 << 24];   /* 16 MB: more than any article */
    summarize_error error;
    size_t length = fread(text, 1, sizeof text, stdin);
    summarize_result *result = summarize_run(NULL, text, length, NULL, &error);
    if (result != NULL)
        puts(summarize_result_text(result, NULL));
    else
        fprintf(stderr, "%s (byte %zu)\n", error.message, error.offset);
    summarize_result_free(result);
    return result == NULL;
}
