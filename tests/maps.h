/* maps.h - the bit maps of a text */
#ifndef MAPS_H
#define MAPS_H

#include <stdint.h>
#include <stdlib.h>

typedef struct maps { uint64_t *words, *marks, *code; } maps;

/* Those of 'length' bytes, all zero. */
static inline maps new_maps(uint32_t length)
{
    size_t elements = length / 64 + 2;
    return (maps){ calloc(elements, 8), calloc(elements, 8),
                   calloc(elements / 64 + 1, 8) };
}

static inline void free_maps(maps m)
{
    free(m.words);
    free(m.marks);
    free(m.code);
}

#endif
