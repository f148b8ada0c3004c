/* idf.c - how rare a stem is in French news, from the table in french_idf.h */
#include "internal.h"

#include "french_idf.h"

double smz_find_idf(const char *stem, uint32_t length)
{
    uint32_t low = 0, high = IDF_COUNT;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        uint32_t size = idf_places[middle + 1] - idf_places[middle];
        int order = memcmp(stem, idf_text + idf_places[middle],
                           length < size ? length : size);
        if (order == 0 && length == size)
            return idf_values[middle] / IDF_SCALE;
        if (order < 0 || (order == 0 && length < size))
            high = middle;
        else
            low = middle + 1;
    }
    return IDF_UNKNOWN;
}
