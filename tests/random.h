/* random.h - random numbers and texts, the same each time */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>
#include <string.h>

static uint32_t random_state = 1;

/* Less than 'limit', which is at most 2^24; 0 if that is 0. */
static inline uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return limit > 0 ? (random_state >> 8) % limit : 0;
}

/* Fills 'text' with some of 'count' pieces, up to 'most' bytes; returns how
 * many. */
static inline uint32_t join_pieces(const char *const *pieces, size_t count,
                                   char *text, uint32_t most)
{
    uint32_t used = 0, wanted = random_below(most);
    for (;;) {
        const char *piece = pieces[random_below((uint32_t)count)];
        uint32_t size = (uint32_t)strlen(piece);
        if (used + size > wanted)
            return used;
        memcpy(text + used, piece, size);
        used += size;
    }
}

#endif
