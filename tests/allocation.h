/*
 * allocation.h - lib/memory.c and lib/stem.c with a hook before each allocation
 *
 * A program that includes this takes these two stages from here instead of the
 * library.  What libstemmer allocates is asked for by the same hook.
 */
#ifndef ALLOCATION_H
#define ALLOCATION_H

#include <stdbool.h>
#include <stdlib.h>

#include <libstemmer.h>

/* Asked before every allocation, which fails when it answers false. */
static bool (*may_allocate)(void);
/* How many blocks the library holds. */
static long blocks_held;
/* What libstemmer says it knows; NULL: the truth. */
static const char **languages;

static bool is_refused(void)
{
    return may_allocate != NULL && !may_allocate();
}

static void *hooked_realloc(void *block, size_t size)
{
    void *moved = is_refused() ? NULL : realloc(block, size);
    blocks_held += moved != NULL && block == NULL;
    return moved;
}

static void *hooked_calloc(size_t count, size_t size)
{
    void *block = is_refused() ? NULL : calloc(count, size);
    blocks_held += block != NULL;
    return block;
}

static void hooked_free(void *block)
{
    blocks_held -= block != NULL;
    free(block);
}

/* libstemmer.h has no guard: stem.c includes it again, under these names. */
struct sb_stemmer *hooked_stemmer_new(const char *algorithm,
                                      const char *encoding)
{
    struct sb_stemmer *made = is_refused() || languages != NULL
        ? NULL : sb_stemmer_new(algorithm, encoding);
    blocks_held += made != NULL;
    return made;
}

void hooked_stemmer_delete(struct sb_stemmer *stemmer)
{
    blocks_held -= stemmer != NULL;
    sb_stemmer_delete(stemmer);
}

const sb_symbol *hooked_stemmer_stem(struct sb_stemmer *stemmer,
                                     const sb_symbol *word, int length)
{
    return is_refused() ? NULL : sb_stemmer_stem(stemmer, word, length);
}

const char **hooked_stemmer_list(void)
{
    return languages != NULL ? languages : sb_stemmer_list();
}

#define realloc hooked_realloc
#define calloc hooked_calloc
#define free hooked_free
#include "../lib/memory.c"
#undef realloc
#undef calloc
#undef free

#define sb_stemmer_new hooked_stemmer_new
#define sb_stemmer_delete hooked_stemmer_delete
#define sb_stemmer_stem hooked_stemmer_stem
#define sb_stemmer_list hooked_stemmer_list
#include "../lib/stem.c"
#undef sb_stemmer_new
#undef sb_stemmer_delete
#undef sb_stemmer_stem
#undef sb_stemmer_list

#endif
