/* corpus.h - the texts of tests/corpus */
#ifndef CORPUS_H
#define CORPUS_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXTS = 256, LONGEST_NAME = 64 };

typedef struct corpus_text {
    char   name[LONGEST_NAME];
    char  *bytes;
    size_t length;
} corpus_text;

static corpus_text corpus[MOST_TEXTS];
static size_t corpus_count;

/* Reads a file whole; NULL if it cannot.  The caller frees it. */
static inline char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = size < 0 ? NULL : malloc((size_t)size + 1);
    *length = bytes != NULL ? fread(bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    return bytes;
}

static inline int compare_texts(const void *a, const void *b)
{
    return strcmp(((const corpus_text *)a)->name,
                  ((const corpus_text *)b)->name);
}

/* Fills 'corpus' with the .txt files of a directory, by name.  A test that
 * finds none has nothing to say, and ends the program. */
static inline void read_corpus(const char *directory)
{
    DIR *folder = opendir(directory);
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char path[1024];
        size_t length = strlen(entry->d_name);
        if (corpus_count == MOST_TEXTS || length < 5 || length >= LONGEST_NAME
            || strcmp(entry->d_name + length - 4, ".txt") != 0)
            continue;
        corpus_text *text = &corpus[corpus_count];
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        text->bytes = read_file(path, &text->length);
        memcpy(text->name, entry->d_name, length + 1);
        corpus_count += text->bytes != NULL;
    }
    if (folder != NULL)
        closedir(folder);
    if (corpus_count == 0) {
        printf("Bail out! no texts in %s\n", directory);
        exit(2);
    }
    qsort(corpus, corpus_count, sizeof corpus[0], compare_texts);
}

static inline void free_corpus(void)
{
    while (corpus_count > 0)
        free(corpus[--corpus_count].bytes);
}

#endif
