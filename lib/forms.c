/*
 * forms.c - the stems of the commonest forms, as data
 *
 * A new engine has met no word, and a stem costs a microsecond.  Nine of ten
 * words of a French text are among these forms.  They have the stems of one
 * release of libstemmer, whatever release the others are stemmed by.
 */
#include "internal.h"

#include "french_forms.h"

/* FNV-1a (Fowler, Noll and Vo), 32 bits. */
static uint32_t hash(const char *form, uint32_t length)
{
    uint32_t hashed = 0x811C9DC5;
    for (uint32_t i = 0; i < length; i++)
        hashed = (hashed ^ (unsigned char)form[i]) * 0x01000193;
    return hashed;
}

static const char *form_at(uint32_t i)
{
    return form_text[form_places[i] / FORM_ROW] + form_places[i] % FORM_ROW;
}

uint32_t smz_find_form(const char *form, uint32_t length)
{
    uint32_t bucket = hash(form, length) / (UINT32_MAX / FORM_BUCKETS + 1);
    for (uint32_t i = form_starts[bucket]; i < form_starts[bucket + 1]; i++)
        if (form_lengths[i] == length && memcmp(form_at(i), form, length) == 0)
            return form_entries[i];
    return SMZ_RARE;
}
