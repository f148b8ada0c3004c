/* Stage 4, the table of forms: it must say what libstemmer would. */
#include "../lib/forms.c"

#include <libstemmer.h>

#include "tap.h"

enum { FORMS = sizeof form_entries / sizeof form_entries[0] };

static void every_form_of_the_table_is_found(void)
{
    EXPECT(form_starts[0] == 0 && form_starts[FORM_BUCKETS] == FORMS);
    for (uint32_t i = 0; i < FORMS; i++) {
        tap_about("%.*s", (int)form_lengths[i], form_at(i));
        EXPECT(smz_find_form(form_at(i), form_lengths[i]) == form_entries[i]);
    }
}

static void other_forms_are_not_found(void)
{
    static const char *const others[] = {
        "xyzzyx", "maison\xC2\xAD", "Maison", "é", "le", "d'",
    };
    EXPECT(smz_find_form("maison", 6) != SMZ_RARE);
    EXPECT(smz_find_form("maison\0", 7) == SMZ_RARE);
    EXPECT(smz_find_form("maiso", 5) == SMZ_RARE);
    EXPECT(smz_find_form("", 0) == SMZ_RARE);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        tap_about("%s", others[i]);
        EXPECT(smz_find_form(others[i], (uint32_t)strlen(others[i]))
               == SMZ_RARE);
    }
}

/* Does libstemmer find the listed stem of form i? */
static bool stems_alike(struct sb_stemmer *snowball, uint32_t i)
{
    char stem[128];
    uint32_t length;
    const char *listed = smz_entry_text(form_entries[i], &length);
    const sb_symbol *found = sb_stemmer_stem(
        snowball, (const sb_symbol *)form_at(i), form_lengths[i]);
    uint32_t size = (uint32_t)sb_stemmer_length(snowball);
    memcpy(stem, found, size);
    size = smz_strip_accents(stem, size);
    return size == length && memcmp(stem, listed, length) == 0;
}

/* Releases from 3.0 on leave a stem of its own to one form in 500. */
static void the_stems_are_those_of_libstemmer(void)
{
    struct sb_stemmer *snowball = sb_stemmer_new("french", "UTF_8");
    uint32_t others = 0;
    sb_stemmer_stem(snowball, (const sb_symbol *)"genoux", 6);
    bool newer = sb_stemmer_length(snowball) == 5;
    for (uint32_t i = 0; i < FORMS; i++) {
        bool alike = stems_alike(snowball, i);
        tap_about("%.*s", (int)form_lengths[i], form_at(i));
        EXPECT(alike || newer);
        others += !alike;
    }
    EXPECT(others <= FORMS / 200);
    sb_stemmer_delete(snowball);
}

int main(void)
{
    RUN(every_form_of_the_table_is_found);
    RUN(other_forms_are_not_found);
    RUN(the_stems_are_those_of_libstemmer);
    return tap_end();
}
