/* Stage 4: what becomes of a word's form, and of the many that are kept. */
#include "../lib/stem.c"

#include <stdlib.h>

#include "tap.h"

static smz_stemmer *make_stemmer(void)
{
    bool missing;
    return smz_stemmer_new(&missing);
}

static smz_reading read_word(smz_stemmer *s, const char *word, size_t length)
{
    smz_text text = { word, (uint32_t)length, NULL, NULL, NULL };
    smz_word whole = { 0, (uint32_t)length, 0 };
    smz_readings readings = { .count = 0 };
    EXPECT(smz_stem(s, &text, &whole, 1, &readings));
    smz_reading reading = readings.words[0];
    smz_release(&readings.buffer);
    return reading;
}

static uint32_t term_of(smz_stemmer *s, const char *word)
{
    return read_word(s, word, strlen(word)).term;
}

/* ---- One form ----------------------------------------------------------- */

/* Forms that lead to the same term, and after each group an empty one. */
static const char *const alike[] = {
    "État", "état", "Etat", "ÉTAT", "E\xCC\x81tat", "états", "",
    "oeuvre", "œuvre", "Œuvres", "OEUVRE", "",
    "naïf", "naif", "NAÏF", "",
    "maire", "maires", "Maire", "MAIRES", "",
    "chantera", "chanter", "chantait", "Chantée", "chanterons", "",
    "aujour\u00ADd'huis", "aujourd\u2019huis", "",
    "gou-\nvernement", "gouvernement", "gouvernements", "",
};

static void spellings_of_a_word_are_one_term(void)
{
    smz_stemmer *s = make_stemmer();
    uint32_t first = 0;
    for (size_t i = 0; i < sizeof alike / sizeof alike[0]; i++) {
        uint32_t term = alike[i][0] != '\0' ? term_of(s, alike[i]) : 0;
        tap_about("%s", alike[i]);
        EXPECT(first == 0 || term == 0 || term == first);
        EXPECT(term != 0 || alike[i][0] == '\0');
        first = term;
    }
    smz_stemmer_free(s);
}

static void different_words_are_different_terms(void)
{
    static const char *const words[] = {
        "maire", "marché", "forêt", "ville", "pont", "2024", "3,5",
        "rendez-vous",
    };
    smz_stemmer *s = make_stemmer();
    for (uint32_t i = 0; i < 8; i++)
        EXPECT(term_of(s, words[i]) == i + 1);
    EXPECT(smz_stemmer_count(s) == 9);
    smz_stemmer_free(s);
}

static void stop_words_and_single_letters_have_no_term(void)
{
    static const char *const empty[] = {
        "le", "Le", "LES", "d'", "D\xE2\x80\x99", "être", "été", "aujourd'hui",
        "-il", "-t", "x", "é", "7", "",
    };
    smz_stemmer *s = make_stemmer();
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
        tap_about("%s", empty[i]);
        EXPECT(term_of(s, empty[i]) == 0);
    }
    EXPECT(smz_stemmer_count(s) == 1);
    smz_stemmer_free(s);
}

static void a_reading_tells_what_the_lexicon_says(void)
{
    smz_stemmer *s = make_stemmer();
    for (int met = 0; met < 2; met++) {
        EXPECT(read_word(s, "Lundi", 5).lexicon & SMZ_DAY);
        EXPECT(read_word(s, "nous", 4).lexicon & SMZ_WE);
        EXPECT(read_word(s, "rade", 4).lexicon == 0);
    }
    smz_stemmer_free(s);
}

static void a_term_keeps_its_stem_and_entry(void)
{
    smz_stemmer *s = make_stemmer();
    uint32_t length, term = term_of(s, "Présidents");
    const char *text = smz_stemmer_text(s, term, &length);
    EXPECT(length == 9 && memcmp(text, "president", 9) == 0);
    EXPECT(smz_stemmer_records(s)[term].entry == smz_find_entry(text, length));
    EXPECT(smz_stemmer_records(s)[term].entry != SMZ_RARE);
    smz_stemmer_free(s);
}

/* ---- Long forms --------------------------------------------------------- */

/* Forms of all lengths that differ in their last byte alone. */
static void long_forms_are_told_apart(void)
{
    smz_stemmer *s = make_stemmer();
    char word[200];
    memset(word, 'q', sizeof word);
    for (uint32_t length = 2; length <= 120; length++) {
        word[length - 1] = 'x';
        uint32_t x = read_word(s, word, length).term;
        word[length - 1] = 'z';
        uint32_t z = read_word(s, word, length).term;
        tap_about("%u bytes", length);
        EXPECT(x != z && x != 0 && z != 0);
        EXPECT(read_word(s, word, length).term == z);
        word[length - 1] = 'x';
        EXPECT(read_word(s, word, length).term == x);
        word[length - 1] = 'q';
    }
    smz_stemmer_free(s);
}

static void endless_forms_are_cut(void)
{
    enum { LENGTH = 100000 };
    smz_stemmer *s = make_stemmer();
    char *word = malloc(LENGTH);
    memset(word, 'w', LENGTH);
    uint32_t term = read_word(s, word, LENGTH).term, length;
    EXPECT(term != 0);
    EXPECT(read_word(s, word, LENGTH / 2).term == term);
    smz_stemmer_text(s, term, &length);
    EXPECT(length <= LONGEST_FORM);
    free(word);
    smz_stemmer_free(s);
}

static void long_forms_stem_as_short_ones_do(void)
{
    smz_stemmer *s = make_stemmer();
    uint32_t one = term_of(s, "anticonstitutionnellement");
    uint32_t other = term_of(s, "Anticonstitutionnelle");
    EXPECT(one != 0 && one == other);
    smz_stemmer_free(s);
}

/* ---- Many forms --------------------------------------------------------- */

static uint32_t read_number(smz_stemmer *s, uint32_t number, bool is_long)
{
    char word[64];
    int length = snprintf(word, sizeof word,
                          is_long ? "kwz-un-mot-tres-long-%u" : "kwz%u",
                          number);
    return read_word(s, word, (size_t)length).term;
}

static void stem_is(smz_stemmer *s, uint32_t term, const char *expected)
{
    uint32_t length;
    const char *text = smz_stemmer_text(s, term, &length);
    EXPECT(length == strlen(expected) && memcmp(text, expected, length) == 0);
}

static void a_sweep_changes_no_answer(void)
{
    smz_stemmer *s = make_stemmer();
    for (uint32_t i = 0; i <= MOST_FORMS; i++)
        read_number(s, i, i % 16 == 0);
    EXPECT(s->form_count == MOST_FORMS + 1);
    EXPECT(smz_stemmer_sweep(s));
    EXPECT(s->form_count <= MOST_FORMS / 4 * 3);
    for (int again = 0; again < 2; again++) {
        stem_is(s, term_of(s, "États"), "etat");
        stem_is(s, read_number(s, 77, false), "kwz77");
        stem_is(s, read_number(s, 16, true), "kwz-un-mot-tres-long-16");
        EXPECT(term_of(s, "Etat") == term_of(s, "état"));
        EXPECT(term_of(s, "les") == 0);
        EXPECT(read_word(s, "mardi", 5).lexicon & SMZ_DAY);
    }
    smz_stemmer_free(s);
}

/* Forms met since the last sweep stay, the others go. */
static void a_sweep_keeps_what_was_met_lately(void)
{
    smz_stemmer *s = make_stemmer();
    enum { OFTEN = 1000 };
    uint32_t next = MOST_FORMS / 4 * 3;
    for (uint32_t i = 0; i < next; i++)
        read_number(s, i, i % 2 == 0);
    EXPECT(smz_stemmer_sweep(s) && s->form_count == next);
    for (uint32_t i = 0; i < OFTEN; i++)
        read_number(s, i, i % 2 == 0);
    while (s->form_count <= MOST_FORMS)
        read_number(s, next++, false);
    uint32_t kept = OFTEN + MOST_FORMS + 1 - MOST_FORMS / 4 * 3;
    EXPECT(smz_stemmer_sweep(s));
    EXPECT(s->form_count == kept);
    EXPECT(smz_stemmer_count(s) == kept + 1);
    for (uint32_t i = 0; i < OFTEN; i++)
        EXPECT(read_number(s, i, i % 2 == 0) <= kept);
    EXPECT(s->form_count == kept);
    smz_stemmer_free(s);
}

/* More forms in one text than the swept table has slots. */
static void a_huge_vocabulary_is_swept_too(void)
{
    smz_stemmer *s = make_stemmer();
    for (uint32_t i = 0; i < MOST_FORMS * 4 + 1000; i++)
        read_number(s, i, false);
    EXPECT(smz_stemmer_sweep(s));
    EXPECT(s->form_count <= MOST_FORMS / 4 * 3);
    EXPECT(s->forms.capacity <= 10000000);
    stem_is(s, read_number(s, 5, false), "kwz5");
    smz_stemmer_free(s);
}

static void few_forms_are_not_swept(void)
{
    smz_stemmer *s = make_stemmer();
    uint32_t term = term_of(s, "pont");
    EXPECT(smz_stemmer_sweep(s) && s->form_count == 1);
    EXPECT(term_of(s, "pont") == term);
    smz_stemmer_free(s);
}

/* A word of ten letters, by its number. */
static void write_word(char word[16], uint64_t number)
{
    memset(word, 0, 16);
    for (uint32_t i = 0; i < 9; i++, number /= 26)
        word[i] = (char)('a' + number % 26);
    word[9] = 'k';
}

static uint32_t longest_run(const smz_stemmer *s)
{
    const form *forms = s->forms.data;
    uint32_t run = 0, longest = 0;
    for (uint32_t i = 0; i < s->form_slots; i++) {
        run = is_free(&forms[i]) ? 0 : run + 1;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Words that one engine has to look for in one place. */
static void words_made_to_collide_do_so_in_one_engine(void)
{
    enum { WORDS = 1000, SHIFT = 64 - 11 };  /* 2 * FEWEST_SLOTS slots */
    smz_stemmer *s = make_stemmer(), *other = make_stemmer();
    uint32_t met = 0;
    for (uint64_t number = 0; met < WORDS; number++) {
        char word[16];
        uint64_t lower[2];
        write_word(word, number);
        smz_lower_short(word, 10, lower);
        key k = { lower[0], lower[1] };
        if (hash_key(k, s->factors[0], s->factors[1], SHIFT) != 0)
            continue;
        read_word(s, word, 10);
        read_word(other, word, 10);
        met++;
    }
    tap_about("%u and %u slots in a row", longest_run(s), longest_run(other));
    EXPECT(longest_run(s) >= WORDS);
    EXPECT(longest_run(other) < WORDS / 5);
    smz_stemmer_free(other);
    smz_stemmer_free(s);
}

static void clearing_forgets_all_but_how_to_stem(void)
{
    smz_stemmer *s = make_stemmer();
    for (uint32_t i = 0; i < 5000; i++)
        read_number(s, i, i % 2 == 0);
    size_t large = s->forms.capacity;
    smz_stemmer_clear(s);
    EXPECT(smz_stemmer_count(s) == 1 && s->form_count == 0);
    EXPECT(s->forms.capacity < large);
    EXPECT(term_of(s, "pont") == 1 && term_of(s, "ponts") == 1);
    stem_is(s, 1, "pont");
    smz_stemmer_free(s);
}

static void freeing_nothing_is_fine(void)
{
    smz_stemmer_free(NULL);
    EXPECT(true);
}

int main(void)
{
    RUN(spellings_of_a_word_are_one_term);
    RUN(different_words_are_different_terms);
    RUN(stop_words_and_single_letters_have_no_term);
    RUN(a_reading_tells_what_the_lexicon_says);
    RUN(a_term_keeps_its_stem_and_entry);
    RUN(long_forms_are_told_apart);
    RUN(endless_forms_are_cut);
    RUN(long_forms_stem_as_short_ones_do);
    RUN(a_sweep_changes_no_answer);
    RUN(a_sweep_keeps_what_was_met_lately);
    RUN(a_huge_vocabulary_is_swept_too);
    RUN(few_forms_are_not_swept);
    RUN(words_made_to_collide_do_so_in_one_engine);
    RUN(clearing_forgets_all_but_how_to_stem);
    RUN(freeing_nothing_is_fine);
    return tap_end();
}
