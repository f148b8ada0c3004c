/*
 * features.c - what the library sees in texts, for training
 *
 *     features stems < RECORDS    the distinct stems of each text, a line each
 *     features terms < RECORDS    a line for each term of each text
 *
 * RECORDS are pairs of strings, each ended by a NUL byte: a text, and the
 * summary that somebody wrote of it.  A line for a term holds: 1 if the written
 * summary holds it, tf, sf, index of the first sentence, capitalised
 * occurrences, number of sentences, IDF.  A text ends with an empty line.
 */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

static void print_stems(const smz_stemmer *stemmer, const smz_document *d)
{
    for (uint32_t i = 0; i < d->vocabulary_count; i++) {
        uint32_t length;
        const char *text = smz_stemmer_text(stemmer, d->vocabulary[i].id,
                                            &length);
        printf("%.*s%s", (int)length, text,
               i + 1 < d->vocabulary_count ? " " : "");
    }
    putchar('\n');
}

/* Marks the stems of the written summary, by the engine's numbers. */
static unsigned char *mark_stems(const smz_stemmer *stemmer,
                                 const smz_document *summary)
{
    unsigned char *marks = calloc(smz_stemmer_count(stemmer) + 1, 1);
    for (uint32_t i = 0; marks != NULL && i < summary->vocabulary_count; i++)
        marks[summary->vocabulary[i].id] = 1;
    return marks;
}

static void print_terms(const smz_document *d, const unsigned char *marks,
                        uint32_t mark_count)
{
    for (uint32_t i = 0; i < d->vocabulary_count; i++) {
        const smz_term *t = &d->vocabulary[i];
        int held = t->id < mark_count && marks[t->id];
        printf("%d %u %u %u %u %u %.4f\n", held, t->count, t->sentences,
               t->first, t->capitals, d->plain_count, d->idf[i]);
    }
    putchar('\n');
}

/* The written summary is read first, as its stems stay numbered in the engine
 * while the text is read. */
static void read_record(summarize_engine *engine, const char *text,
                        size_t length, const char *summary, int stems)
{
    summarize_options options = { .size = sizeof options };
    smz_document document;
    const smz_stemmer *stemmer = smz_engine_stemmer(engine);
    smz_analyze(engine, summary, strlen(summary), &options, &document);
    unsigned char *marks = mark_stems(stemmer, &document);
    uint32_t mark_count = smz_stemmer_count(stemmer);
    smz_analyze(engine, text, length, &options, &document);
    if (stems)
        print_stems(stemmer, &document);
    else
        print_terms(&document, marks, mark_count);
    free(marks);
}

int main(int argc, char **argv)
{
    int stems = argc > 1 && strcmp(argv[1], "stems") == 0;
    if (argc != 2 || (!stems && strcmp(argv[1], "terms") != 0)) {
        fprintf(stderr, "usage: features stems|terms < RECORDS\n");
        return 2;
    }
    char *text = NULL, *summary = NULL;
    size_t text_size = 0, summary_size = 0;
    summarize_engine *engine = summarize_engine_new(NULL);
    ssize_t length;
    while (engine != NULL && (length = getdelim(&text, &text_size, 0, stdin)) > 0
           && getdelim(&summary, &summary_size, 0, stdin) > 0)
        read_record(engine, text, (size_t)length - 1, summary, stems);
    summarize_engine_free(engine);
    free(text);
    free(summary);
    return 0;
}
