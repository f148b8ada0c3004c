/* idf.c - how rare a stem is in French news, from the table in french_idf.h */
#include "internal.h"

#include "french_idf.h"

/* Compares a stem to entry i as strcmp() would. */
static int compare(const char *stem, uint32_t length, uint32_t i)
{
    const char *entry = idf_text[idf_places[i] / IDF_ROW]
                        + idf_places[i] % IDF_ROW;
    uint32_t size = idf_lengths[i];
    int order = memcmp(stem, entry, length < size ? length : size);
    return order != 0 ? order : (int)length - (int)size;
}

double smz_find_idf(const char *stem, uint32_t length)
{
    uint32_t low = 0, high = IDF_COUNT;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = compare(stem, length, middle);
        if (order == 0)
            return idf_values[middle] / IDF_SCALE;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return IDF_UNKNOWN;
}
