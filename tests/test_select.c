/* Stage 7: which sentences are kept.  That every limit holds of every text is
 * tested in test_api.c and test_bad_input.c; here is that limits are used. */
#include "properties.h"
#include "tap.h"

enum { MANY = 300 };

static char many[MANY * 80];   /* a long text of sentences of twelve words */
static size_t many_length;

/* ---- Helpers ------------------------------------------------------------ */

static void write_many(void)
{
    static const char *const who[] = { "le maire", "la ville", "un pompier",
                                       "une élue", "le préfet", "la région",
                                       "un riverain" };
    static const char *const what[] = { "un pont", "une école", "la gare",
                                        "le marché", "un stade" };
    for (int i = 0; i < MANY; i++)
        many_length += (size_t)snprintf(
            many + many_length, sizeof many - many_length,
            "Hier encore %s%d visitait %s%d avec six amis. ", who[i % 7],
            i % 11, what[i % 5], i % 13);
}

static summarize_result *run(const char *text, size_t length,
                             summarize_options options)
{
    options.size = sizeof options;
    summarize_result *r = summarize_run(NULL, text, length, &options, NULL);
    const char *broken = broken_property(r, text, length, &options);
    tap_about("%s", broken != NULL ? broken : "");
    EXPECT(r != NULL && broken == NULL);
    return r;
}

static totals totals_of_many(summarize_options options)
{
    summarize_result *r = run(many, many_length, options);
    totals t = add_up(r, many);
    summarize_result_free(r);
    return t;
}

static size_t selected(const char *text, summarize_options options)
{
    size_t count;
    summarize_result *r = run(text, strlen(text), options);
    summarize_result_selection(r, &count);
    summarize_result_free(r);
    return count;
}

static bool is_summary(const char *text, summarize_options options,
                       const char *expected)
{
    summarize_result *r = run(text, strlen(text), options);
    const char *found = summarize_result_text(r, NULL);
    bool same = strcmp(found, expected) == 0;
    tap_about("\"%s\"", found);
    summarize_result_free(r);
    return same;
}

#define OPTIONS(...) ((summarize_options){ __VA_ARGS__ })

/* ---- Limits are held and used ------------------------------------------- */

static void as_many_sentences_as_asked_for(void)
{
    static const uint32_t counts[] = { 1, 2, 31, 32, 33, 64, 257, 299, 300, 301,
                                       UINT32_MAX };
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        totals t = totals_of_many(OPTIONS(.max_sentences = counts[i]));
        uint32_t most = counts[i] < MANY ? counts[i] : MANY;
        tap_about("%u sentences", counts[i]);
        EXPECT(t.selected == most);
    }
}

/* Sentences of ten words fill a budget to within ten. */
static void words_are_used_up(void)
{
    for (uint32_t words = 10; words < 3100; words = words * 3 / 2) {
        totals t = totals_of_many(OPTIONS(.max_words = words));
        tap_about("%u words", words);
        EXPECT(t.words <= words);
        EXPECT(t.words + 12 > words || t.selected == MANY);
    }
    EXPECT(totals_of_many(OPTIONS(.max_words = UINT32_MAX)).selected == MANY);
}

static void characters_are_used_up(void)
{
    for (uint32_t chars = 100; chars < 20000; chars = chars * 3 / 2) {
        summarize_result *r = run(many, many_length,
                                  OPTIONS(.max_chars = chars));
        size_t length;
        const char *text = summarize_result_text(r, &length);
        uint32_t found = smz_count_chars(text, 0, (uint32_t)length);
        tap_about("%u characters", chars);
        size_t count;
        summarize_result_selection(r, &count);
        EXPECT(found <= chars && (found + 70 > chars || count == MANY));
        summarize_result_free(r);
    }
    EXPECT(totals_of_many(OPTIONS(.max_chars = UINT32_MAX)).selected == MANY);
}

static void percentages_are_rounded_up(void)
{
    totals all = totals_of_many(OPTIONS(.max_percent = 100));
    EXPECT(all.selected == MANY && all.words == all.plain_words);
    for (uint32_t percent = 1; percent <= 100; percent += 9) {
        totals t = totals_of_many(OPTIONS(.max_percent = percent));
        uint64_t most = (all.words * percent + 99) / 100;
        tap_about("%u %%", percent);
        EXPECT(t.words <= most && t.words + 12 > most);
    }
}

/* A limit that a sentence meets exactly lets it through. */
static void limits_may_be_met_exactly(void)
{
    static const char text[] = "La gare de Quimper ferme à neuf heures.";
    EXPECT(selected(text, OPTIONS(.max_words = 8)) == 1);
    EXPECT(selected(text, OPTIONS(.max_words = 7)) == 0);
    EXPECT(selected(text, OPTIONS(.max_chars = 39)) == 1);
    EXPECT(selected(text, OPTIONS(.max_chars = 38)) == 0);
    EXPECT(selected(text, OPTIONS(.max_percent = 100, .max_words = 8)) == 1);
    EXPECT(selected(text, OPTIONS(.max_percent = 99, .max_words = 8)) == 1);
    EXPECT(selected(text, OPTIONS(.max_percent = 80, .max_words = 8)) == 0);
}

/* The space between two sentences counts as a character. */
static void characters_count_those_between(void)
{
    static const char text[] = "La gare de Quimper ferme à neuf heures.\n\n"
                               "Le port de Douarnenez ouvre vers six heures.";
    EXPECT(selected(text, OPTIONS(.max_chars = 39 + 1 + 44)) == 2);
    EXPECT(selected(text, OPTIONS(.max_chars = 39 + 44)) == 1);
}

static void the_strictest_limit_decides(void)
{
    totals t = totals_of_many(OPTIONS(.max_sentences = 5, .max_words = 1000,
                                      .max_chars = 100000, .max_percent = 90));
    EXPECT(t.selected == 5);
    t = totals_of_many(OPTIONS(.max_sentences = 50, .max_words = 30,
                               .max_chars = 100000, .max_percent = 90));
    EXPECT(t.words <= 30 && t.selected >= 2);
    t = totals_of_many(OPTIONS(.max_sentences = 50, .max_words = 1000,
                               .max_chars = 120, .max_percent = 90));
    EXPECT(t.selected >= 1 && t.selected <= 2);
    t = totals_of_many(OPTIONS(.max_sentences = 50, .max_words = 1000,
                               .max_chars = 100000, .max_percent = 1));
    EXPECT(t.words <= (t.plain_words + 99) / 100 && t.selected >= 2);
}

static void a_percentage_alone_always_yields_a_sentence(void)
{
    static const char text[] =
        "Le maire a rappelé mardi que le pont resterait fermé tout l'été pour "
        "des travaux. Les riverains, eux, demandent une passerelle pour les "
        "piétons et les vélos.";
    EXPECT(selected(text, OPTIONS(.max_percent = 1)) == 1);
    EXPECT(selected(text, OPTIONS(.max_percent = 1, .max_words = 100)) == 0);
    EXPECT(selected(text, OPTIONS(.max_percent = 1, .max_sentences = 1)) == 0);
    EXPECT(selected("Non.", OPTIONS(.max_percent = 1)) == 1);
}

static void without_limits_there_are_one_to_three(void)
{
    totals t = totals_of_many(OPTIONS(0));
    EXPECT(t.selected >= 1 && t.selected <= 3);
    EXPECT(selected("Le chat dort sur le tapis.", OPTIONS(0)) == 1);
}

static void headings_and_fragments_are_never_selected(void)
{
    static const char text[] =
        "Un pont pour deux rives\n\n"
        "Le maire a inauguré mardi le pont qui relie enfin les deux rives.\n\n"
        "Publié le 3 mai 2021\n";
    EXPECT(selected(text, OPTIONS(.max_sentences = 100)) == 1);
    EXPECT(selected(text, OPTIONS(.max_percent = 100)) == 1);
    EXPECT(selected(text, OPTIONS(.method = SUMMARIZE_LEAD)) == 1);
}

/* Sentences of a word or two are taken when there is nothing else, once. */
static void the_shortest_sentences_come_last(void)
{
    enum { SHORT = 200 };
    char text[SHORT * 8];
    size_t length = 0;
    for (int i = 0; i < SHORT; i++) {
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "Non%d. ", i);
        tap_about("%d sentences", i + 1);
        EXPECT(selected(text, OPTIONS(.max_sentences = 1000))
               == (size_t)i + 1);
    }
    EXPECT(selected("Le port de Brest ferme ce soir. Il pleut. Le bac de Roscoff "
                    "part demain matin.", OPTIONS(.max_words = 100)) == 3);
}

/* What was said once is not worth its place twice. */
static void repetition_makes_room_for_something_else(void)
{
    static const char text[] =
        "Le conseil municipal de Quimper a voté la construction d'un pont. "
        "La construction du pont fut votée au conseil municipal de Quimper. "
        "Le port autonome de Brest a lancé la rénovation d'un phare ancien.";
    summarize_result *r = run(text, strlen(text), OPTIONS(.max_sentences = 2));
    size_t count;
    const uint32_t *found = summarize_result_selection(r, &count);
    EXPECT(count == 2 && found[1] == 2);
    summarize_result_free(r);
}

/* One sentence recalls more of the others than are told apart. */
static void a_sentence_may_recall_many_others(void)
{
    enum { VILLAGES = 290, RECALLED = 40, ROOM = VILLAGES * 64 };
    static char text[ROOM];
    size_t length = 0;
    for (int i = 0; i < VILLAGES; i++)
        length += (size_t)snprintf(text + length, ROOM - length,
                                   "La commune prépare la fête du hameau%d. ",
                                   i);
    length += (size_t)snprintf(text + length, ROOM - length,
                               "Ces fêtes ont lieu au");
    for (int i = 0; i < RECALLED; i++)
        length += (size_t)snprintf(text + length, ROOM - length,
                                   " hameau%d,", i);
    snprintf(text + length, ROOM - length, " et ailleurs.");
    EXPECT(selected(text, OPTIONS(.max_sentences = 280)) == 280);
    EXPECT(selected(text, OPTIONS(.max_sentences = 1000)) == VILLAGES + 1);
}

/* ---- A sentence cut ----------------------------------------------------- */

static const char long_one[] =
    "Le pont, vieux de deux siècles, rouvre samedi aux voitures.";

static void cutting_ends_behind_a_word(void)
{
    EXPECT(is_summary(long_one, OPTIONS(.max_words = 2, .flags = SUMMARIZE_CUT),
                      "Le pont…"));
    EXPECT(is_summary(long_one, OPTIONS(.max_words = 6, .flags = SUMMARIZE_CUT),
                      "Le pont, vieux de deux siècles…"));
    EXPECT(is_summary(long_one, OPTIONS(.max_words = 1, .flags = SUMMARIZE_CUT),
                      "Le…"));
}

static void the_ellipsis_counts_as_a_character(void)
{
    EXPECT(is_summary(long_one, OPTIONS(.max_chars = 7, .flags = SUMMARIZE_CUT),
                      "Le…"));
    EXPECT(is_summary(long_one, OPTIONS(.max_chars = 8, .flags = SUMMARIZE_CUT),
                      "Le pont…"));
    EXPECT(is_summary(long_one, OPTIONS(.max_chars = 3, .flags = SUMMARIZE_CUT),
                      "Le…"));
    EXPECT(is_summary(long_one, OPTIONS(.max_chars = 2, .flags = SUMMARIZE_CUT),
                      ""));
}

static void nothing_is_cut_that_fits_or_unasked(void)
{
    EXPECT(is_summary(long_one, OPTIONS(.max_words = 10, .flags = SUMMARIZE_CUT),
                      long_one));
    EXPECT(is_summary(long_one, OPTIONS(.max_words = 9), ""));
    EXPECT(is_summary(long_one, OPTIONS(.max_percent = 1,
                                        .flags = SUMMARIZE_CUT), long_one));
}

static void a_cut_tells_what_it_kept(void)
{
    summarize_result *r = run(long_one, strlen(long_one),
                              OPTIONS(.max_words = 6, .flags = SUMMARIZE_CUT));
    summarize_sentence s = sentence_of(r, 0);
    EXPECT(s.selected == 1 && s.kept == strlen("Le pont, vieux de deux siècles"));
    summarize_result_free(r);
}

int main(void)
{
    write_many();
    RUN(as_many_sentences_as_asked_for);
    RUN(words_are_used_up);
    RUN(characters_are_used_up);
    RUN(percentages_are_rounded_up);
    RUN(limits_may_be_met_exactly);
    RUN(characters_count_those_between);
    RUN(the_strictest_limit_decides);
    RUN(a_percentage_alone_always_yields_a_sentence);
    RUN(without_limits_there_are_one_to_three);
    RUN(headings_and_fragments_are_never_selected);
    RUN(the_shortest_sentences_come_last);
    RUN(repetition_makes_room_for_something_else);
    RUN(a_sentence_may_recall_many_others);
    RUN(cutting_ends_behind_a_word);
    RUN(the_ellipsis_counts_as_a_character);
    RUN(nothing_is_cut_that_fits_or_unasked);
    RUN(a_cut_tells_what_it_kept);
    return tap_end();
}
