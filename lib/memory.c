/* memory.c - the only file that allocates */
#include "internal.h"

#include <stdlib.h>

enum { SMALLEST = 2048 };  /* bytes: below that growing is not worth the call */

/* Growing by a half keeps the copies linear and the waste bounded. */
static size_t grown(size_t capacity, size_t needed)
{
    size_t larger = capacity + capacity / 2;
    if (larger < needed)
        larger = needed;
    return larger < SMALLEST ? SMALLEST : larger;
}

void *smz_grow(smz_buffer *buffer, size_t count, size_t size)
{
    if (count > SIZE_MAX / 2 / size)
        return NULL;
    size_t capacity = grown(buffer->capacity, count * size);
    void *data = realloc(buffer->data, capacity);
    if (data == NULL)
        return NULL;
    buffer->data = data;
    buffer->capacity = capacity;
    return data;
}

void smz_release(smz_buffer *buffer)
{
    free(buffer->data);
    *buffer = (smz_buffer){ NULL, 0 };
}

void *smz_allocate(size_t size)
{
    return calloc(1, size);
}

void smz_free(void *data)
{
    free(data);
}
