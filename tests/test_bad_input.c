/* Texts that nobody writes and every program meets.  All promises hold of them
 * under every limit, and none of them is slow: a quadratic stage would meet the
 * time limit of the test. */
#include "properties.h"
#include "tap.h"

/* Bytes; what runs under valgrind, too, is mostly read in the smaller size. */
enum { MEGABYTE = 1 << 20, MANY = 1 << 17 };

static summarize_engine *engine;

/* ---- Helpers ------------------------------------------------------------ */

static const summarize_options limits[] = {
    { 0 },
    { .max_sentences = 1 }, { .max_sentences = UINT32_MAX },
    { .max_words = 1 }, { .max_words = UINT32_MAX },
    { .max_chars = 1 }, { .max_chars = UINT32_MAX },
    { .max_percent = 1 }, { .max_percent = 100 },
    { .max_words = 5, .flags = SUMMARIZE_CUT },
    { .max_chars = 1, .flags = SUMMARIZE_CUT },
    { .max_chars = 20, .flags = SUMMARIZE_CUT | SUMMARIZE_LINE_BREAKS },
    { .method = SUMMARIZE_LEAD, .max_words = 20 },
    { .method = SUMMARIZE_CENTROID, .max_percent = 10 },
    { .method = SUMMARIZE_LEXRANK }, { .method = SUMMARIZE_TEXTRANK },
};

enum { LIMITS = sizeof limits / sizeof limits[0] };

static void expect_words(const char *text, size_t length)
{
    size_t count = 0;
    if (!EXPECT(summarize_words(engine, text, length, NULL, 0, &count, NULL)))
        return;
    summarize_range *words = malloc((count + 1) * sizeof *words);
    summarize_words(engine, text, length, words, count, &count, NULL);
    const char *broken = broken_words(words, count, text, length);
    tap_about("words: %s", broken != NULL ? broken : "");
    EXPECT(broken == NULL);
    free(words);
}

/* Every promise, under a few limits; returns how many sentences there are. */
static size_t expect_sane(const char *text, size_t length, uint32_t flags,
                          size_t tries)
{
    size_t sentences = 0;
    for (size_t i = 0; i < tries; i++) {
        summarize_error error;
        summarize_options options = limits[i];
        options.size = sizeof options;
        options.flags |= flags;
        summarize_result *r =
            summarize_run(engine, text, length, &options, &error);
        const char *broken = broken_property(r, text, length, &options);
        tap_about("limits %zu: %s", i, broken != NULL ? broken
                                                     : error.message);
        EXPECT(r != NULL && broken == NULL);
        sentences = i == 0 ? summarize_result_count(r) : sentences;
        summarize_result_free(r);
    }
    return sentences;
}

static size_t sentences_of(const char *text)
{
    expect_words(text, strlen(text));
    return expect_sane(text, strlen(text), 0, LIMITS);
}

/* A piece over and over, with few limits, since such texts are there to find
 * what takes too long. */
static size_t repeat(const char *piece, size_t size)
{
    size_t length = strlen(piece), count = size / length;
    char *text = malloc(count * length + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * length, piece, length);
    text[count * length] = '\0';
    size_t sentences = expect_sane(text, count * length, 0, 2);
    expect_words(text, count * length);
    free(text);
    return sentences;
}

/* ---- Next to nothing ---------------------------------------------------- */

static void white_space_holds_no_sentence(void)
{
    EXPECT(sentences_of("") == 0);
    EXPECT(sentences_of(" ") == 0);
    EXPECT(sentences_of("\r\n\t \xC2\xA0\xE2\x80\xAF\xE3\x80\x80\n") == 0);
    EXPECT(sentences_of("\xEF\xBB\xBF") == 0);
}

static void a_word_is_a_sentence(void)
{
    EXPECT(sentences_of("Bonjour") == 1);
    EXPECT(sentences_of("a") == 1);
    EXPECT(sentences_of("7") == 1);
    EXPECT(sentences_of("  Bonjour.  ") == 1);
    EXPECT(sentences_of("\xC3\xA9") == 1);
}

static void marks_alone_are_no_prose(void)
{
    static const char *const marks[] = {
        ".", "...", "?!", "-", "\"", "\xC2\xAB \xC2\xBB", "(", ")", "'",
        "\xE2\x80\xA6", "_", "\xCC\x81", "\xC2\xAD", "\xE2\x80\x8B",
        "\xF0\x9F\x98\x80", "* * *", "\x01\x02",
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t length;
        sentences_of(marks[i]);
        summarize_result *r = summarize_run(engine, marks[i], strlen(marks[i]),
                                            NULL, NULL);
        tap_about("%s", marks[i]);
        EXPECT(summarize_result_selection(r, &length) == NULL && length == 0);
        summarize_result_free(r);
    }
}

static void no_terminator_is_needed(void)
{
    EXPECT(sentences_of("Le chat dort sur le vieux tapis") == 1);
    EXPECT(sentences_of("Le chat dort. Le chien aboie dans la cour") == 2);
}

static size_t sentences_of_many(const char *piece)
{
    return repeat(piece, MANY);
}

/* ---- Much of it --------------------------------------------------------- */

static void a_megabyte_is_read_in_a_moment(void)
{
    EXPECT(repeat("a", MEGABYTE) == 1);
    EXPECT(repeat(".", MEGABYTE) == 1);
    EXPECT(repeat("\"", MEGABYTE) == 1);
    EXPECT(repeat("(", MEGABYTE) == 1);
    EXPECT(repeat("\n", MEGABYTE) == 0);
}

static void words_may_have_no_end(void)
{
    EXPECT(sentences_of_many("a") == 1);
    EXPECT(sentences_of_many("\xC3\xA9") == 1);
    EXPECT(sentences_of_many("\xE4\xB8\xAD") == 1);
    EXPECT(sentences_of_many("a-") == 1);
    EXPECT(sentences_of_many("l'") == 1);
    EXPECT(sentences_of_many("l\xE2\x80\x99") == 1);
    EXPECT(sentences_of_many("0,") == 1);
    EXPECT(sentences_of_many("A.") == 1);
    EXPECT(sentences_of_many("_") == 1);
}

static void texts_may_be_nothing_but_marks(void)
{
    static const char *const marks[] = {
        ".", "!", "?", "\xE2\x80\xA6", "\"", "\xC2\xAB", "\xC2\xBB", "(", ")",
        "[", "-", "\xE2\x80\x93", "'", "\xE2\x80\x9C", ",", "\xE2\x80\xA2",
        ". ", "\" ", "( ", "- ", " -", "\xC2\xAB ", ".\n", "\xC2\xAD",
        "\xCC\x81", "\xE2\x80\x8D",
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t sentences = sentences_of_many(marks[i]);
        tap_about("%s: %zu sentences", marks[i], sentences);
        EXPECT(sentences > 0);
    }
}

static void texts_may_be_nothing_but_white_space(void)
{
    EXPECT(sentences_of_many("\n") == 0);
    EXPECT(sentences_of_many("\r\n") == 0);
    EXPECT(sentences_of_many(" ") == 0);
    EXPECT(sentences_of_many("\xC2\xA0") == 0);
    EXPECT(sentences_of_many("\n\t ") == 0);
}

static void sentences_may_be_short_and_many(void)
{
    EXPECT(sentences_of_many("Oui. ") == MANY / 5);
    EXPECT(sentences_of_many("a\n\n") == MANY / 3);
    EXPECT(sentences_of_many("M. ") >= 1);
    EXPECT(sentences_of_many("J.-C. ") >= 1);
    EXPECT(sentences_of_many("etc. ") >= 1);
    EXPECT(sentences_of_many("1. ") >= 1);
    EXPECT(sentences_of_many("a.b ") >= 1);
    EXPECT(sentences_of_many("\xC2\xAB a. \xC2\xBB ") >= 1);
    EXPECT(sentences_of_many("(a. ") >= 1);
    EXPECT(sentences_of_many("a) ") >= 1);
    EXPECT(sentences_of_many("motLe ") >= 1);
    EXPECT(sentences_of_many("- A -B") >= 1);
    EXPECT(sentences_of_many("http://a.b/ ") >= 1);
    EXPECT(sentences_of_many("http:") >= 1);
    EXPECT(sentences_of_many("a-\nb") >= 1);
    EXPECT(sentences_of_many("{ ") >= 1);
    EXPECT(sentences_of_many("Le 3 mai, ") >= 1);
    EXPECT(sentences_of_many("\xF0\x9F\x98\x80 ") >= 1);
}

/* Around the 64 bits that are looked at in one step. */
static void words_may_have_any_length(void)
{
    for (int length = 50; length < 140; length++) {
        char text[512];
        snprintf(text, sizeof text, "%.*s de %.*s", length,
                 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                 "aaaaaaaaaaaaaaaaaaa", length,
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
                 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
                 "bbbbbbbbbbbbbbbbbbb");
        size_t count = 0;
        EXPECT(summarize_words(engine, text, strlen(text), NULL, 0, &count,
                               NULL) && count == 3);
        expect_words(text, strlen(text));
        expect_sane(text, strlen(text), 0, 1);
    }
}

/* ---- Marks that do not pair --------------------------------------------- */

static void an_open_mark_does_not_swallow_the_text(void)
{
    static const char *const marks[] = { "\"", "\xC2\xAB ", "\xE2\x80\x9C", "(",
                                         "[", "\xC2\xBB", ")", "'" };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        char text[1024];
        snprintf(text, sizeof text,
                 "Le maire a %ssalué les pompiers venus nombreux ce jour-là.\n\n"
                 "La cérémonie a duré une heure. Il faisait froid. Les enfants "
                 "ont chanté devant la mairie.\n", marks[i]);
        size_t sentences = sentences_of(text);
        tap_about("%s: %zu sentences", marks[i], sentences);
        EXPECT(sentences == 4);
    }
}

/* A mark without a letter joins nothing to the words around it. */
static void marks_join_no_words(void)
{
    static const struct { const char *text; size_t words; } cases[] = {
        { "rendez-_- d\xE2\x80\x99", 2 },
        { "\xC3\x89tat-\xEF\xBB\xBF ?[1]", 2 },
        { "art. 3-\xC2\xAD l'", 3 },
        { "www.a.fr(\xEF\xBB\xBF, d\xE2\x80\x99", 2 },
        { "www.a.frJ.-C.\xC2\xAD: [1]", 3 },
        { "pont._ suite", 2 },
        { "C\xC3\xB4te-d'_ x", 2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *text = cases[i].text;
        size_t count = 0, length = strlen(text);
        sentences_of(text);
        EXPECT(summarize_words(engine, text, length, NULL, 0, &count, NULL));
        tap_about("\"%s\": %zu words", text, count);
        EXPECT(count == cases[i].words);
    }
}

static void marks_at_the_end_belong_to_the_last_sentence(void)
{
    EXPECT(sentences_of("Le pont ferme ce soir. \"") == 1);
    EXPECT(sentences_of("Le pont ferme ce soir. \"\n") == 1);
    EXPECT(sentences_of("Le pont ferme ce soir. )\n\nIl rouvre demain.") == 2);
}

/* ---- Odd characters ----------------------------------------------------- */

static void expect_summary(const char *text, size_t length, const char *summary,
                           size_t summary_length)
{
    size_t found;
    summarize_result *r = summarize_run(engine, text, length, NULL, NULL);
    const char *written = summarize_result_text(r, &found);
    EXPECT(found == summary_length
           && memcmp(written, summary, summary_length) == 0);
    summarize_result_free(r);
}

static void a_nul_is_a_character(void)
{
    static const char text[] = "Le mot \0 est au milieu de cette phrase.";
    expect_summary(text, sizeof text - 1, text, sizeof text - 1);
    EXPECT(expect_sane(text, sizeof text - 1, 0, LIMITS) == 1);
    expect_words(text, sizeof text - 1);
    static const char zeroes[100];
    expect_sane(zeroes, sizeof zeroes, 0, LIMITS);
}

static void line_ends_may_be_those_of_any_system(void)
{
    static const char *const ends[] = { "\n", "\r\n", "\r", "\xE2\x80\xA8",
                                        "\xC2\x85" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[512];
        const char *e = ends[i];
        snprintf(text, sizeof text,
                 "La foire ouvre samedi matin.%s%sElle dure trois jours.%s"
                 "L'entrée est libre.%s", e, e, e, e);
        tap_about("line end %zu", i);
        EXPECT(sentences_of(text) == 3);
        summarize_result *r = summarize_run(engine, text, strlen(text), NULL,
                                            NULL);
        EXPECT(sentence_of(r, 1).paragraph == 1);
        summarize_result_free(r);
    }
}

static void accents_may_be_characters_of_their_own(void)
{
    static const char text[] =
        "L'e\xCC\x81te\xCC\x81 a e\xCC\x81te\xCC\x81 sec. La re\xCC\x81"
        "colte de ble\xCC\x81 a souffert ici.";
    EXPECT(sentences_of(text) == 2);
    size_t count;
    EXPECT(summarize_words(engine, text, strlen(text), NULL, 0, &count, NULL));
    EXPECT(count == 12);
}

static void soft_hyphens_and_emoji_are_kept(void)
{
    static const char text[] = "Le gou\xC2\xAD" "ver\xC2\xAD" "ne\xC2\xAD"
        "ment a souri \xF0\x9F\x98\x80 aux journalistes venus nombreux.";
    EXPECT(sentences_of(text) == 1);
    expect_summary(text, strlen(text), text, strlen(text));
    sentences_of("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 Oui. "
                 "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7 Non \xE2\x9D\xA4\xEF\xB8\x8F");
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void random_bytes_are_read_as_replaced(void)
{
    uint64_t state = 0x9E3779B97F4A7C15u;
    for (size_t length = 1; length < 30000; length = length * 5 / 2 + 1) {
        char *text = malloc(length);
        for (size_t i = 0; i < length; i++)
            text[i] = (char)(next_random(&state) >> 24);
        tap_about("%zu bytes", length);
        expect_sane(text, length, SUMMARIZE_REPLACE_INVALID, LIMITS);
        free(text);
    }
}

/* Pieces that the rules look for, in an order that no author would choose. */
static const char *const pieces[] = {
    " ", " ", ". ", ".", "\n", "\n\n", "\r\n", "\xC2\xA0", ", ", " - ",
    "\xE2\x80\x93 ", "\xC2\xAB ", " \xC2\xBB", "\"", "(", ")",
    "\xE2\x80\xA6", "! ", " ?", ": ", "l'", "d\xE2\x80\x99", "M. ", "etc.",
    "J.-C.", "art. 3", "Le", "le", "pont", "Paris", "n\xC2\xB0 4", "3,5",
    "10 000", "a-t-il", "rendez-", "\xC3\x89tat", "e\xCC\x81t",
    "\xC5\x93uvre", "www.a.fr", "[1]", "\xE2\x80\xA2 ", "1) ",
    "Publi\xC3\xA9 le ", "\xC2\xA9 ", "\xC2\xAD", "A.", "\xF0\x9F\x98\x80",
    "_", "1er", "\xEF\xBB\xBF", "\t", "-", "- ", "a", "\xC2\xBD", "\xD9\xA0"
};

/* Writes so many pieces; returns how many bytes they have. */
static size_t write_pieces(uint64_t *state, uint64_t count, char *text)
{
    size_t length = 0;
    for (uint64_t i = 0; i < count; i++) {
        const char *piece =
            pieces[next_random(state) % (sizeof pieces / sizeof pieces[0])];
        size_t size = strlen(piece);
        memcpy(text + length, piece, size);
        length += size;
    }
    return length;
}

static void random_pieces_keep_every_promise(void)
{
    uint64_t state = 42;
    for (int round = 0; round < 300; round++) {
        char text[2048];
        uint64_t count = next_random(&state) % 120;
        size_t length = write_pieces(&state, count, text);
        expect_sane(text, length, 0, LIMITS);
        expect_words(text, length);
    }
}

/* ---- The end of the text ------------------------------------------------ */

#ifndef _WIN32
#include <sys/mman.h>
#include <unistd.h>

/* A page that nobody may read comes right behind each text. */
static void nothing_behind_a_text_is_read(void)
{
    static const char *const texts[] = { "3\n\xC2\xBD", "5\n\xD9\xA0" };
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *pages;
    char text[2048];
    uint64_t state = 7;
    EXPECT(posix_memalign(&pages, page, 2 * page) == 0);
    char *end = (char *)pages + page;
    EXPECT(mprotect(end, page, PROT_NONE) == 0);
    for (uint64_t round = 0; round < 3000; round++) {
        size_t length = write_pieces(&state, round % 12, text);
        if (round < 2)
            length = strlen(strcpy(text, texts[round]));
        memcpy(end - length, text, length);
        const summarize_options *options = &limits[round % LIMITS];
        summarize_options given = *options;
        given.size = sizeof given;
        summarize_result *r =
            summarize_run(engine, end - length, length, &given, NULL);
        tap_about("round %u", (unsigned)round);
        EXPECT(r != NULL);
        summarize_result_free(r);
    }
    mprotect(end, page, PROT_READ | PROT_WRITE);
    free(pages);
}

#else

static void nothing_behind_a_text_is_read(void)
{
    tap_skip("needs pages");
}

#endif

/* ---- Odd arguments ------------------------------------------------------ */

static void a_title_may_be_longer_than_its_text(void)
{
    enum { LONG = 100000 };
    static const char text[] = "Le pont est ouvert. La route reste fermée hier.";
    char *title = malloc(LONG);
    for (size_t i = 0; i < LONG; i++)
        title[i] = "le pont neuf "[i % 13];
    summarize_options options = { .size = sizeof options, .title = title,
                                  .title_length = LONG, .query = title,
                                  .query_length = LONG };
    summarize_result *r = summarize_run(engine, text, strlen(text), &options,
                                        NULL);
    EXPECT(broken_property(r, text, strlen(text), &options) == NULL);
    EXPECT(sentence_of(r, 0).rank == 0);
    summarize_result_free(r);
    free(title);
}

static void a_title_may_be_nothing_but_marks(void)
{
    static const char text[] = "Le pont est ouvert. La route reste fermée hier.";
    static const char *const titles[] = { "", " ", "...", "le la les", "\n" };
    for (size_t i = 0; i < 5; i++) {
        summarize_options options = {
            .size = sizeof options, .title = titles[i], .query = titles[i],
            .title_length = strlen(titles[i]), .query_length = strlen(titles[i])
        };
        summarize_result *r = summarize_run(engine, text, strlen(text),
                                            &options, NULL);
        const char *broken = broken_property(r, text, strlen(text), &options);
        tap_about("title %zu: %s", i, broken != NULL ? broken : "");
        EXPECT(r != NULL && broken == NULL);
        summarize_result_free(r);
    }
}

int main(void)
{
    engine = summarize_engine_new(NULL);
    RUN(white_space_holds_no_sentence);
    RUN(a_word_is_a_sentence);
    RUN(marks_alone_are_no_prose);
    RUN(no_terminator_is_needed);
    RUN(a_megabyte_is_read_in_a_moment);
    RUN(words_may_have_no_end);
    RUN(texts_may_be_nothing_but_marks);
    RUN(texts_may_be_nothing_but_white_space);
    RUN(sentences_may_be_short_and_many);
    RUN(words_may_have_any_length);
    RUN(marks_join_no_words);
    RUN(marks_at_the_end_belong_to_the_last_sentence);
    RUN(an_open_mark_does_not_swallow_the_text);
    RUN(a_nul_is_a_character);
    RUN(line_ends_may_be_those_of_any_system);
    RUN(accents_may_be_characters_of_their_own);
    RUN(soft_hyphens_and_emoji_are_kept);
    RUN(random_bytes_are_read_as_replaced);
    RUN(random_pieces_keep_every_promise);
    RUN(nothing_behind_a_text_is_read);
    RUN(a_title_may_be_longer_than_its_text);
    RUN(a_title_may_be_nothing_but_marks);
    summarize_engine_free(engine);
    return tap_end();
}
