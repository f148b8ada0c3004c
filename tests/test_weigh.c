/* Stages 5 and 6: how terms are counted and weighed, and the arithmetic that
 * has to be the same on every machine. */
#include "../lib/idf.c"
#include "../lib/weigh.c"
#include "../lib/engine.h"

#include <math.h>
#include <stdlib.h>

#include "random.h"
#include "tap.h"

/* ---- Arithmetic --------------------------------------------------------- */

static bool is_near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance;
}

static void logarithms_are_those_of_libm(void)
{
    for (uint32_t n = 1; n <= 256; n++) {
        tap_about("%u", n);
        EXPECT(is_near(smz_logarithms[n], log(n), 1e-14));
    }
    for (uint32_t n = 1; n < 256; n++)
        EXPECT(is_near(smz_ln(n), smz_logarithms[n], 0));
}

/* Between two entries of the table a line is drawn: its error is at most an
 * eighth of the square of their distance. */
static void large_logarithms_are_near(void)
{
    const double tolerance = 1.0 / 128 / 128 / 8;
    double before = smz_ln(255);
    for (uint32_t n = 256; n < 4000000000u; n += n / 1000 + 1) {
        double found = smz_ln(n);
        tap_about("%u", n);
        EXPECT(is_near(found, log(n), tolerance));
        EXPECT(found > before);
        before = found;
    }
    EXPECT(is_near(smz_ln(UINT32_MAX), log(UINT32_MAX), tolerance));
}

static void the_sigmoid_is_near_and_ascends(void)
{
    double before = -1;
    for (int i = -2000; i <= 2000; i++) {
        double x = i / 100.0, found = sigmoid(x);
        tap_about("%.2f", x);
        EXPECT(is_near(found, 1 / (1 + exp(-x)), 0.0005));
        EXPECT(found >= before && found > 0 && found < 1);
        EXPECT(is_near(found + sigmoid(-x), 1, 1e-15));
        before = found;
    }
    EXPECT(sigmoid(-8) < sigmoid(-4) && sigmoid(4) < sigmoid(8));
    EXPECT(is_near(sigmoid(0), 0.5, 0));
}

/* ---- Sorting ------------------------------------------------------------ */

enum { MOST_KEYS = 1000 };

static double one_of_sixteen(void)
{
    return random_below(16);
}

/* Of any size and either sign, zeros of both signs among them. */
static double any_number(void)
{
    static const double scales[] = { 0, 1e-300, 1e-9, 1, 1e9, 1e300 };
    double number = (double)random_below(1 << 24) - (1 << 23);
    return number * scales[random_below(6)];
}

/* As many keys from few to many: either way of sorting is met. */
static void sort_keys(double make_key(void))
{
    uint32_t order[MOST_KEYS], spare[MOST_KEYS];
    double keys[MOST_KEYS] = { 0 };
    for (uint32_t count = 0; count < MOST_KEYS; count += 1 + count / 3) {
        for (uint32_t i = 0; i < count; i++) {
            keys[i] = make_key();
            order[i] = i;
        }
        smz_sort(order, spare, count, keys);
        tap_about("%u keys", count);
        for (uint32_t i = 1; i < count; i++) {
            double better = keys[order[i - 1]], worse = keys[order[i]];
            EXPECT(better > worse
                   || (better >= worse && order[i - 1] < order[i]));
        }
    }
}

static void sorting_keeps_the_order_of_equals(void)
{
    sort_keys(one_of_sixteen);
}

static void any_numbers_are_sorted(void)
{
    sort_keys(any_number);
}

/* ---- The table of document frequencies ---------------------------------- */

static const char *entry_at(uint32_t i)
{
    uint32_t length;
    return smz_entry_text(i, &length);
}

static void the_table_of_stems_ascends(void)
{
    for (uint32_t i = 1; i < IDF_COUNT; i++) {
        const char *entry = entry_at(i);
        uint32_t length = idf_lengths[i];
        tap_about("%.*s", (int)length, entry);
        EXPECT(compare(entry, length, i) == 0);
        EXPECT(compare(entry, length, i - 1) > 0);
    }
}

static void every_stem_of_the_table_is_found(void)
{
    for (uint32_t i = 0; i < IDF_COUNT; i++) {
        uint32_t found = smz_find_entry(entry_at(i), idf_lengths[i]);
        tap_about("%.*s", (int)idf_lengths[i], entry_at(i));
        EXPECT(found == i);
        EXPECT(smz_idf(found) > 0 && smz_idf(found) <= IDF_UNKNOWN);
    }
}

static void unknown_stems_are_the_rarest(void)
{
    EXPECT(smz_find_entry("xyzzyx", 6) == SMZ_RARE);
    EXPECT(smz_find_entry("", 0) == SMZ_RARE);
    EXPECT(smz_find_entry("zzzz", 4) == SMZ_RARE);
    EXPECT(smz_find_entry("president\0", 10) == SMZ_RARE);
    EXPECT(is_near(smz_idf(SMZ_RARE), IDF_UNKNOWN, 0));
    EXPECT(smz_promises(SMZ_RARE)[0] == 0 && smz_promises(SMZ_RARE)[1] == 0);
    EXPECT(smz_idf(smz_find_entry("president", 9)) < smz_idf(SMZ_RARE));
}

/* ---- Counting ----------------------------------------------------------- */

static summarize_engine *engine;
static smz_document document;

static void read_text(const char *text)
{
    static const summarize_options options = { .size = sizeof options };
    summarize_error error =
        smz_analyze(engine, text, strlen(text), &options, &document);
    EXPECT(error.status == SUMMARIZE_OK);
}

/* The term of the document that has a stem, and its number; NULL if none. */
static const smz_term *find_term(const char *stem, uint32_t *number)
{
    const smz_stemmer *stemmer = smz_engine_stemmer(engine);
    for (*number = 0; *number < document.vocabulary_count; ++*number) {
        const smz_term *term = &document.vocabulary[*number];
        uint32_t length;
        const char *text = smz_stemmer_text(stemmer, term->id, &length);
        if (length == strlen(stem) && memcmp(text, stem, length) == 0)
            return term;
    }
    bool found = false;
    tap_about("%s", stem);
    EXPECT(found);
    return NULL;
}

static void terms_are_counted_by_text_and_sentence(void)
{
    uint32_t number;
    read_text("Le Pont neuf relie Brest au pont. Il pleut sur la rade de Brest. "
              "Un vieux pont de bois domine la route.");
    EXPECT(document.plain_count == 3);
    const smz_term *pont = find_term("pont", &number);
    EXPECT(pont->count == 3 && pont->sentences == 2 && pont->first == 0);
    EXPECT(pont->capitals == 1);
    const smz_term *brest = find_term("brest", &number);
    EXPECT(brest->count == 2 && brest->sentences == 2 && brest->capitals == 2);
    const smz_term *rade = find_term("rad", &number);
    EXPECT(rade->count == 1 && rade->first == 1 && rade->capitals == 0);
    const smz_sentence *s = document.sentences;
    EXPECT(s[0].distinct == 4 && s[0].content == 5);
    EXPECT(s[1].shared == 1 && s[2].shared == 0);
}

static void each_document_is_counted_anew(void)
{
    uint32_t number;
    for (int i = 0; i < 3; i++) {
        read_text("Le pont de Brest franchit la rade.");
        EXPECT(find_term("pont", &number)->count == 1);
        EXPECT(document.vocabulary_count == 4);
    }
}

/* ---- Salience ----------------------------------------------------------- */

static double salience(const char *stem)
{
    uint32_t number;
    return find_term(stem, &number) != NULL ? document.salience[number] : -1;
}

/* Two terms that are alike in all but how rare they are elsewhere. */
static void salience_takes_the_idf(void)
{
    uint32_t common, rare;
    read_text("La ville et le xyzzyx attendent un geste.");
    find_term("vill", &common);
    find_term("xyzzyx", &rare);
    double difference = document.idf[rare] - document.idf[common];
    EXPECT(difference > 1);
    EXPECT(is_near(document.idf[rare], IDF_UNKNOWN, 0));
    EXPECT(SALIENCE_IDF > 0 || SALIENCE_IDF < 0);
    double logit_common = log(salience("vill") / (1 - salience("vill")));
    double logit_rare = log(salience("xyzzyx") / (1 - salience("xyzzyx")));
    EXPECT(is_near(logit_rare - logit_common, SALIENCE_IDF * difference, 0.001));
}

static void salience_is_a_probability_and_grows_with_use(void)
{
    read_text("Le pont attend. Le pont ploie sous la neige. Le pont casse. "
              "Le chat dort sous un arbre.");
    for (uint32_t i = 0; i < document.vocabulary_count; i++)
        EXPECT(document.salience[i] > 0 && document.salience[i] < 1);
    EXPECT(salience("pont") > salience("neig"));
}

/* ---- Promises and paragraphs -------------------------------------------- */

#define REFORM "Le ministre a annoncé mardi une réforme du code du travail."

/* 'copies' of a sentence of 11 words. */
static void read_copies(int copies)
{
    static char text[300 * sizeof REFORM];
    text[0] = '\0';
    for (int i = 0; i < copies; i++) {
        strcat(text, i > 0 ? " " : "");
        strcat(text, REFORM);
    }
    read_text(text);
    EXPECT((int)document.plain_words == 11 * copies);
}

static void a_text_grows_long_little_by_little(void)
{
    double last = 0;
    for (int copies = 1; copies < 300; copies++) {
        read_copies(copies);
        EXPECT(document.extent >= last && document.extent - last < 0.012);
        last = document.extent;
        EXPECT((last > 0) == (11 * copies > SHORT_TEXT));
        EXPECT((last < 1) == (11 * copies < LONG_TEXT));
    }
}

static void a_sentence_promises_what_its_terms_do(void)
{
    static const int copies[] = { 1, 130, 200 };
    for (int k = 0; k < 3; k++) {
        double features[SMZ_FEATURES], sum = 0;
        read_copies(copies[k]);
        smz_scene scene = smz_set_scene(&document);
        smz_read_features(&scene, &document.sentences[0], features);
        EXPECT(document.vocabulary_count >= 4);
        for (uint32_t i = 0; i < document.vocabulary_count; i++) {
            uint32_t id = document.vocabulary[i].id;
            uint32_t entry = smz_stemmer_records(smz_engine_stemmer(engine))[id].entry;
            EXPECT(entry != SMZ_RARE);
            sum += (promises[entry][0] + document.extent * promises[entry][1])
                   / PROMISE_SCALE;
        }
        EXPECT(is_near(features[SMZ_PROMISE], sum, 1e-12));
    }
}

static void promises_of_both_signs_were_learned(void)
{
    static const uint32_t least[] = { IDF_COUNT / 10, IDF_COUNT / 20 };
    for (int k = 0; k < 2; k++) {
        uint32_t above = 0, below = 0;
        for (uint32_t i = 0; i < IDF_COUNT; i++) {
            above += promises[i][k] > 0;
            below += promises[i][k] < 0;
        }
        EXPECT(above > least[k] && below > least[k]);
    }
}

static void pronouns_lean_behind_an_introduction(void)
{
    static const char *const lean[] = {
        "D'après nos informations, ils ont fui.", "Ils ont fui la ville.",
        "Mercredi, elles étaient encore seize.", "Par le passé, elle a voté."
    };
    static const char *const stand[] = {
        "D'après nos informations, la mine ferme.", "Il y a du monde ici.",
        "Selon Jeanne Orval, elle ferme demain.", "Mercredi, il faut voter.",
    };
    for (int i = 0; i < 4; i++) {
        read_text(lean[i]);
        tap_about("%s", lean[i]);
        EXPECT(document.sentences[0].surface & SMZ_LEANS);
        read_text(stand[i]);
        tap_about("%s", stand[i]);
        EXPECT(!(document.sentences[0].surface & SMZ_LEANS));
    }
}

static void openings_refer_to_what_was_named(void)
{
    static const char *const refer[] = {
        "L'entreprise a fermé hier.", "Selon le quotidien, la mine ferme.",
        "Alors que le syndicat attend, la mine ferme.", "Son dossier est clos.",
        "Les deux hommes ont fui la ville.", "Cette mesure a déplu à tous."
    };
    static const char *const stand[] = {
        "L'entreprise Xiaomi a fermé hier.", "Le quotidien de Lyon est clos.",
        "L'acteur américain Tom Dupont a fui.", "Cette année fut longue.",
        "Le groupe qui gère la mine a fui.", "La France a fermé sa mine."
    };
    for (int i = 0; i < 6; i++) {
        read_text(refer[i]);
        tap_about("%s", refer[i]);
        EXPECT(document.sentences[0].surface & SMZ_REFERS);
        read_text(stand[i]);
        tap_about("%s", stand[i]);
        EXPECT(!(document.sentences[0].surface & SMZ_REFERS));
    }
}

static void words_that_stand_for_others_are_counted(void)
{
    static const struct { const char *text; int count; } cases[] = {
        { "La mairie de Kervoal ferme la piscine lundi.", 0 },
        { "Elle a fermé ses bassins, dit-elle, après cette tempête.", 4 },
        { "Jeanne Orval veut-elle rouvrir son musée ?", 2 },
        { "Quand le musée de Kervoal rouvrira-t-il ?", 1 }
    };
    for (int i = 0; i < 4; i++) {
        read_text(cases[i].text);
        tap_about("%s", cases[i].text);
        EXPECT(document.sentences[0].pointers == cases[i].count);
    }
}

/* A title may tell of whom. */
static void what_leans_is_worth_more_under_a_title(void)
{
    read_text("Elle a fermé ses bassins.");
    const smz_sentence *sentence = &document.sentences[0];
    double untitled = smz_connection(&document, sentence, 0);
    document.titled.distinct = 1;
    double titled = smz_connection(&document, sentence, 0);
    EXPECT(sentence->surface & SMZ_LEANS);
    EXPECT(untitled < titled && titled < 1);
    EXPECT(smz_connection(&document, sentence, SMZ_BEFORE) > 1);
}

#define THREE(what) "Le " what " attend. Le " what " ploie. Le " what " casse.\n\n"

static void the_frame_of_many_long_paragraphs_is_marked(void)
{
    read_text(THREE("pont") "Le train passe.\n\n" THREE("toit") THREE("mur")
              THREE("banc") THREE("quai") THREE("phare") "Le jour finit.");
    EXPECT(document.plain_count == 20);
    const smz_sentence *s = document.sentences;
    for (int i = 0; i < 20; i++) {
        tap_about("sentence %d", i);
        bool starts = i == 0 || (i >= 4 && i < 19 && i % 3 == 1);
        EXPECT(((s[i].surface & SMZ_STARTS) != 0) == starts);
        EXPECT(((s[i].surface & SMZ_INTRODUCES) != 0) == (i < 3));
        EXPECT(((s[i].surface & SMZ_CONCLUDES) != 0) == (i >= 16 && i < 19));
    }
}

static void news_in_a_few_paragraphs_have_no_frame(void)
{
    static const uint16_t frame = SMZ_STARTS | SMZ_INTRODUCES | SMZ_CONCLUDES;
    read_text(THREE("pont") THREE("toit") THREE("mur") THREE("banc")
              THREE("quai") "Le jour finit.");
    EXPECT(document.plain_count == 16);
    for (int i = 0; i < 16; i++)
        EXPECT((document.sentences[i].surface & frame) == 0);
}

/* ---- Titles and queries ------------------------------------------------- */

static void a_probe_marks_the_terms_it_shares(void)
{
    smz_weigher weigher = { .document = 0 };
    smz_sentence sentence = { .order = 0 };
    smz_document d = { .sentences = &sentence };
    smz_probe probe;
    smz_mention words[] = { 2 * 1, 2 * 2, 2 * 3 };
    smz_mention title[] = { 2 * 3, 2 * 9, 2 * 3, 2 * 1 };
    smz_readings text = { .mentions = words, .mention_count = 3 };
    smz_readings other = { .mentions = title, .mention_count = 4 };
    smz_weigh_start(&weigher, &d);
    EXPECT(smz_weigh(&weigher, &d, &sentence, &text, 10));
    EXPECT(d.vocabulary_count == 3 && sentence.distinct == 3);
    EXPECT(smz_weigh_probe(&weigher, &d, &probe, &other, 10));
    EXPECT(probe.distinct == 3);
    EXPECT(probe.marks[0] == 1 && probe.marks[1] == 0 && probe.marks[2] == 1);
    smz_buffer *buffers[] = { &weigher.slots, &weigher.terms, &weigher.counts,
                              &weigher.vocabulary, &weigher.marks };
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        smz_release(buffers[i]);
}

/* Of sentences that are worth the same, the one with answers around it comes
 * first; of those that answer nothing, the one near an answer. */
static void answers_are_heeded_with_their_context(void)
{
#define THREE_OTHERS "Il pleut. Le vent souffle. La neige tombe. "
    static const char text[] =
        THREE_OTHERS "Le port attend la nuit. " THREE_OTHERS THREE_OTHERS
        "Le port ouvre. Le port attend le jour. Le port ferme. " THREE_OTHERS;
    summarize_options options = { .size = sizeof options, .query = "port",
                                  .query_length = 4 };
    uint8_t marks[64] = { 0 };
    smz_probe query = { marks, 1 };
    smz_buffer buffer = { NULL, 0 };
    smz_analyze(engine, text, strlen(text), &options, &document);
    EXPECT(document.plain_count == 16 && document.vocabulary_count < 64);
    smz_sentence *s = document.sentences;
    marks[document.terms[s[3].terms]] = 1;
    for (int i = 0; i < 16; i++)
        s[i].value = 1;
    EXPECT(smz_rank_query(&document, &query, &buffer) && document.queried);
    EXPECT(s[11].value > s[3].value && s[3].value > s[9].value);
    EXPECT(s[9].value > s[8].value && s[8].value > s[0].value);
    smz_release(&buffer);
}

/* The number of a document marks its slots; when it comes round, they are
 * wiped. */
static void four_billion_documents_are_not_confused(void)
{
    smz_weigher weigher = { .document = UINT32_MAX - 1 };
    smz_document d = { .source = "" };
    smz_mention word = 2 * 1;
    smz_readings text = { .mentions = &word, .mention_count = 1 };
    for (int i = 0; i < 4; i++) {
        smz_sentence sentence = { .order = 0 };
        smz_weigh_start(&weigher, &d);
        EXPECT(weigher.document != 0);
        EXPECT(smz_weigh(&weigher, &d, &sentence, &text, 2));
        EXPECT(d.vocabulary_count == 1 && d.vocabulary[0].count == 1);
    }
    smz_buffer *buffers[] = { &weigher.slots, &weigher.terms, &weigher.counts,
                              &weigher.vocabulary };
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        smz_release(buffers[i]);
}

/* So does the number of a probe: a stem that the text lacks counts all the
 * same. */
static void four_billion_probes_are_not_confused(void)
{
    smz_weigher weigher = { .probe = UINT32_MAX - 2 };
    smz_mention word = 2 * 1;
    smz_readings text = { .mentions = &word, .mention_count = 1 };
    for (uint32_t i = 0; i < 4; i++) {
        smz_sentence sentence = { .order = 0 };
        smz_document d = { .sentences = &sentence };
        smz_mention unknown = 2 * (2 + i);
        smz_readings other = { .mentions = &unknown, .mention_count = 1 };
        smz_probe probe;
        smz_weigh_start(&weigher, &d);
        EXPECT(smz_weigh(&weigher, &d, &sentence, &text, 6));
        EXPECT(smz_weigh_probe(&weigher, &d, &probe, &other, 6));
        EXPECT(probe.distinct == 1);
    }
    smz_buffer *buffers[] = { &weigher.slots, &weigher.terms, &weigher.counts,
                              &weigher.vocabulary, &weigher.marks };
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        smz_release(buffers[i]);
}

int main(void)
{
    engine = summarize_engine_new(NULL);
    RUN(logarithms_are_those_of_libm);
    RUN(large_logarithms_are_near);
    RUN(the_sigmoid_is_near_and_ascends);
    RUN(sorting_keeps_the_order_of_equals);
    RUN(any_numbers_are_sorted);
    RUN(the_table_of_stems_ascends);
    RUN(every_stem_of_the_table_is_found);
    RUN(unknown_stems_are_the_rarest);
    RUN(terms_are_counted_by_text_and_sentence);
    RUN(each_document_is_counted_anew);
    RUN(salience_takes_the_idf);
    RUN(salience_is_a_probability_and_grows_with_use);
    RUN(a_text_grows_long_little_by_little);
    RUN(a_sentence_promises_what_its_terms_do);
    RUN(promises_of_both_signs_were_learned);
    RUN(pronouns_lean_behind_an_introduction);
    RUN(openings_refer_to_what_was_named);
    RUN(words_that_stand_for_others_are_counted);
    RUN(what_leans_is_worth_more_under_a_title);
    RUN(the_frame_of_many_long_paragraphs_is_marked);
    RUN(news_in_a_few_paragraphs_have_no_frame);
    RUN(a_probe_marks_the_terms_it_shares);
    RUN(answers_are_heeded_with_their_context);
    RUN(four_billion_documents_are_not_confused);
    RUN(four_billion_probes_are_not_confused);
    summarize_engine_free(engine);
    return tap_end();
}
