/*
 * idf.c - what other French texts tell of a stem
 *
 * How rare it is, and what it promises of a sentence that holds it, for the
 * commonest stems: two tables in one order.
 */
#include "internal.h"

#include "french_idf.h"
#include "french_promises.h"

const char *smz_entry_text(uint32_t entry, uint32_t *length)
{
    *length = idf_lengths[entry];
    return idf_text[idf_places[entry] / IDF_ROW] + idf_places[entry] % IDF_ROW;
}

/* Compares a stem to entry i as strcmp() would. */
static int compare(const char *stem, uint32_t length, uint32_t i)
{
    uint32_t size;
    const char *entry = smz_entry_text(i, &size);
    int order = memcmp(stem, entry, length < size ? length : size);
    return order != 0 ? order : (int)length - (int)size;
}

uint32_t smz_find_entry(const char *stem, uint32_t length)
{
    uint32_t low = 0, high = IDF_COUNT;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = compare(stem, length, middle);
        if (order == 0)
            return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return SMZ_RARE;
}

double smz_idf(uint32_t entry)
{
    return entry == SMZ_RARE ? IDF_UNKNOWN : idf_values[entry] / IDF_SCALE;
}

const int8_t *smz_promises(uint32_t entry)
{
    static const int8_t none[2] = { 0, 0 };
    return entry == SMZ_RARE ? none : promises[entry];
}
