/* The tables of French: that each is in order and written as it is looked up,
 * and that what looks them up finds all of it. */
#include "../lib/french.c"

#include "tap.h"

/* ---- The tables --------------------------------------------------------- */

/* Any of the tables: words a fixed number of bytes apart. */
typedef struct listing {
    const char *name;
    const void *first;
    size_t      size, count;
} listing;

#define LISTING(name) { #name, name, sizeof name[0], COUNT(name) }

static const listing listings[] = {
    LISTING(lexicon), LISTING(openings), LISTING(abbreviations),
    LISTING(boilerplate), LISTING(extensions), LISTING(elided),
    LISTING(clitics),
    LISTING(wholes),
};

/* An entry begins with its word, as a lone word does. */
static const char *word_at(const listing *t, size_t i)
{
    return (const char *)t->first + i * t->size;
}

static void every_table_ascends_without_duplicates(void)
{
    for (size_t t = 0; t < COUNT(listings); t++)
        for (size_t i = 1; i < listings[t].count; i++) {
            const char *word = word_at(&listings[t], i);
            tap_about("%s in %s", word, listings[t].name);
            EXPECT(strcmp(word_at(&listings[t], i - 1), word) < 0);
        }
}

static void every_word_is_written_as_it_is_looked_up(void)
{
    for (size_t t = 0; t < COUNT(listings); t++)
        for (size_t i = 0; i < listings[t].count; i++) {
            const char *word = word_at(&listings[t], i);
            uint32_t length = (uint32_t)strlen(word);
            char folded[128];
            tap_about("%s in %s", word, listings[t].name);
            EXPECT(length > 0
                   && smz_fold(word, length, folded, sizeof folded) == length
                   && memcmp(folded, word, length) == 0);
        }
}

static void every_entry_says_something(void)
{
    for (size_t i = 0; i < COUNT(lexicon); i++) {
        tap_about("%s", lexicon[i].word);
        EXPECT(lexicon[i].value != 0);
        EXPECT(SMZ_CUE(lexicon[i].value) <= CONCLUDE);
        EXPECT(!(lexicon[i].value & NAMED) || (lexicon[i].value & SMZ_TELLING));
    }
    for (size_t i = 0; i < COUNT(boilerplate); i++)
        EXPECT(boilerplate[i].value != 0);
    for (size_t i = 0; i < COUNT(abbreviations); i++)
        EXPECT(strlen(abbreviations[i].word) <= SMZ_LONGEST_ABBREVIATION);
    for (size_t i = 0; i < COUNT(extensions); i++)
        EXPECT(strlen(extensions[i]) <= SMZ_LONGEST_EXTENSION);
    for (size_t i = 0; i < COUNT(openings); i++)
        EXPECT(openings[i].value != 0 && openings[i].value != (LEANS | STANDS));
}

/* ---- Looking up --------------------------------------------------------- */

static uint32_t length_of(const char *word)
{
    return (uint32_t)strlen(word);
}

static void every_word_of_the_lexicon_is_found(void)
{
    for (size_t i = 0; i < COUNT(lexicon); i++) {
        const char *word = lexicon[i].word;
        tap_about("%s", word);
        EXPECT(smz_lexicon(word, length_of(word)) == lexicon[i].value);
    }
    for (size_t i = 0; i < COUNT(boilerplate); i++) {
        const char *word = boilerplate[i].word;
        tap_about("%s", word);
        EXPECT(smz_find_boilerplate(word, length_of(word))
               == boilerplate[i].value);
    }
}

static void neither_parts_nor_more_are_found(void)
{
    EXPECT(smz_lexicon("cependantes", 11) == 0);
    EXPECT(smz_lexicon("cependan", 8) == 0);
    EXPECT(smz_lexicon("", 0) == 0);
    EXPECT(smz_lexicon("zzz", 3) == 0);
    EXPECT(smz_lexicon("cependant\0x", 11) == 0);
    EXPECT(smz_lexicon("cependant la suite", 9) & STOP);
    EXPECT(smz_find_boilerplate("publi", 5) == 0);
}

static void content_words_are_no_stop_words(void)
{
    static const char *const content[] = {
        "pont", "ministre", "grève", "travail", "article", "objectif",
        "but", "lundi", "janvier",
    };
    for (size_t i = 0; i < COUNT(content); i++) {
        tap_about("%s", content[i]);
        EXPECT(!(smz_lexicon(content[i], length_of(content[i])) & STOP));
    }
}

static uint32_t cue_of(const char *word)
{
    return SMZ_CUE(smz_lexicon(word, length_of(word)));
}

static void cue_phrases_are_pairs(void)
{
    EXPECT(smz_is_cue(cue_of("nous"), cue_of("proposons")));
    EXPECT(smz_is_cue(cue_of("avons"), cue_of("montré")));
    EXPECT(smz_is_cue(cue_of("cet"), cue_of("article")));
    EXPECT(smz_is_cue(cue_of("notre"), cue_of("objectif")));
    EXPECT(smz_is_cue(cue_of("en"), cue_of("conclusion")));
    EXPECT(smz_is_cue(cue_of("pour"), cue_of("conclure")));
    EXPECT(!smz_is_cue(cue_of("proposons"), cue_of("nous")));
    EXPECT(!smz_is_cue(cue_of("nous"), cue_of("article")));
    EXPECT(!smz_is_cue(CONCLUDE, CONCLUDE) && !smz_is_cue(99, DO));
}

static uint32_t opening(const char *words)
{
    return smz_find_opening(words, length_of(words));
}

static void some_openings_lean_on_the_sentence_before(void)
{
    EXPECT(opening("mais") == LEANS && opening("également") == LEANS);
    EXPECT(opening("il") == (LEANS | LONGER) && opening("il faut") == STANDS);
    EXPECT(opening("en") == LONGER && opening("en effet") == LEANS);
    EXPECT(opening("c'") == LEANS && opening("d'") == LONGER);
    EXPECT(opening("en mai") == 0 && opening("illustre") == 0);
    EXPECT(opening("") == 0);
}

/* Else nobody would look for the longer one. */
static void what_a_longer_opening_begins_with_is_listed(void)
{
    for (size_t i = 0; i < COUNT(openings); i++)
        for (uint32_t k = 1; openings[i].word[k] != '\0'; k++) {
            const char *end = openings[i].word + k;
            if (end[0] != ' ' && end[-1] != '\'')
                continue;
            tap_about("%.*s", (int)k, openings[i].word);
            EXPECT(smz_find_opening(openings[i].word, k) & LONGER);
        }
}

static smz_abbreviation kind_of(const char *word, bool capital, bool mixed)
{
    return smz_find_abbreviation(word, length_of(word), capital, mixed);
}

static void abbreviations_hang_on_their_capitals(void)
{
    EXPECT(kind_of("dr", true, true) == SMZ_BEFORE_NAME);
    EXPECT(kind_of("dr", false, false) == SMZ_SELDOM_FINAL);
    EXPECT(kind_of("mme", false, false) == SMZ_BEFORE_NAME);
    EXPECT(kind_of("me", true, true) == SMZ_BEFORE_NAME);
    EXPECT(kind_of("me", false, false) == SMZ_ORDINARY);
    EXPECT(kind_of("etc", false, false) == SMZ_OFTEN_FINAL);
    EXPECT(kind_of("cf", false, false) == SMZ_NEVER_FINAL);
    EXPECT(kind_of("maison", false, false) == SMZ_ORDINARY);
    EXPECT(kind_of("", false, false) == SMZ_ORDINARY);
}

static void short_lists_are_asked_for_whole_words(void)
{
    EXPECT(smz_is_elided("qu", 2) && smz_is_elided("l", 1));
    EXPECT(!smz_is_elided("q", 1) && !smz_is_elided("lo", 2));
    EXPECT(smz_is_clitic("il", 2) && !smz_is_clitic("i", 1));
    EXPECT(smz_is_whole("rendez-vous", 11) && !smz_is_whole("rendez", 6));
    EXPECT(smz_is_extension("fr", 2) && !smz_is_extension("fra", 3));
    EXPECT(!smz_is_elided("", 0) && !smz_is_whole("", 0));
}

int main(void)
{
    RUN(every_table_ascends_without_duplicates);
    RUN(every_word_is_written_as_it_is_looked_up);
    RUN(every_entry_says_something);
    RUN(every_word_of_the_lexicon_is_found);
    RUN(neither_parts_nor_more_are_found);
    RUN(content_words_are_no_stop_words);
    RUN(cue_phrases_are_pairs);
    RUN(some_openings_lean_on_the_sentence_before);
    RUN(what_a_longer_opening_begins_with_is_listed);
    RUN(abbreviations_hang_on_their_capitals);
    RUN(short_lists_are_asked_for_whole_words);
    return tap_end();
}
