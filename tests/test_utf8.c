/* Stage 1: what is UTF-8, what is done about the rest, and what characters are.
 */
#include "../lib/utf8.c"
#include "../lib/scan.c"

#include <stdlib.h>

#include "tap.h"

enum { MOST_CODE_POINT = 0x10FFFF };

/* ---- Checking and repairing --------------------------------------------- */

/* A bad text, where its first bad byte is, and how it is read. */
static const struct {
    const char *bytes;
    size_t      offset;
    const char *repaired;
} invalid[] = {
    { "\x80", 0, "?" },                          /* continuation alone */
    { "a\xBFz", 1, "a?z" },
    { "\xC0\x80", 0, "??" },                     /* overlong */
    { "\xC1\xBF", 0, "??" },
    { "\xE0\x80\x80", 0, "???" },
    { "\xE0\x9F\xBF", 0, "???" },
    { "\xF0\x80\x80\x80", 0, "????" },
    { "\xF0\x8F\xBF\xBF", 0, "????" },
    { "\xED\xA0\x80", 0, "???" },                /* surrogates */
    { "\xED\xBF\xBF", 0, "???" },
    { "\xF4\x90\x80\x80", 0, "????" },           /* above U+10FFFF */
    { "\xF5\x80\x80\x80", 0, "????" },
    { "\xFF\xFE", 0, "??" },                     /* never in UTF-8 */
    { "\xC3", 0, "?" },                          /* cut short */
    { "\xC3z", 0, "?z" },
    { "\xE2\x82", 0, "?" },
    { "\xE2\x82z", 0, "?z" },
    { "\xF0\x9F\x98", 0, "?" },
    { "\xF0\x9F\x98z", 0, "?z" },
    { "\xF0\x9Fz", 0, "?z" },
    { "\xE2\x82\xE2\x82\xAC", 0, "?\xE2\x82\xAC" },
    { "\xC3\xC3\xA9", 0, "?\xC3\xA9" },
    { "\xE9t\xE9", 0, "?t?" },                   /* Latin-1 */
    { "caf\xE9.", 3, "caf?." },
    { "12345678\x80", 8, "12345678?" },          /* behind a full word */
    { "1234567\xC3", 7, "1234567?" },
    { "123456789abcde\xE2\x82", 14, "123456789abcde?" },
};

enum { INVALID = sizeof invalid / sizeof invalid[0] };

static void every_bad_sequence_is_found_where_it_begins(void)
{
    for (size_t i = 0; i < INVALID; i++) {
        size_t length = strlen(invalid[i].bytes);
        tap_about("bad sequence %zu", i);
        EXPECT(smz_check(invalid[i].bytes, length) == invalid[i].offset);
    }
}

/* Decodes, with a question mark for U+FFFD. */
static size_t read_all(const char *bytes, size_t length, char *out)
{
    size_t used = 0;
    for (uint32_t at = 0; at < length;) {
        uint32_t c = smz_next_unchecked(bytes, &at, (uint32_t)length);
        if (c == 0xFFFD)
            out[used++] = '?';
        else
            used += smz_encode(c, out + used);
    }
    out[used] = '\0';
    return used;
}

static void a_bad_sequence_reads_as_one_replacement(void)
{
    for (size_t i = 0; i < INVALID; i++) {
        char out[64];
        read_all(invalid[i].bytes, strlen(invalid[i].bytes), out);
        tap_about("bad sequence %zu", i);
        EXPECT(strcmp(out, invalid[i].repaired) == 0);
    }
}

static void repairing_moves_no_offset(void)
{
    for (size_t i = 0; i < INVALID; i++) {
        char out[64];
        size_t length = strlen(invalid[i].bytes);
        uint32_t read = 0, written = 0;
        smz_repair(invalid[i].bytes, length, out);
        tap_about("bad sequence %zu", i);
        EXPECT(smz_check(out, length) == length);
        while (read < length) {
            uint32_t c = smz_next_unchecked(invalid[i].bytes, &read,
                                            (uint32_t)length);
            uint32_t repaired = smz_next(out, &written, (uint32_t)length);
            EXPECT(read == written);
            EXPECT(c == 0xFFFD ? !smz_is_alnum(repaired)
                                     && !smz_is_space(repaired)
                               : c == repaired);
        }
    }
}

static bool is_surrogate(uint32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

static void every_code_point_survives(void)
{
    for (uint32_t c = 0; c <= MOST_CODE_POINT; c++) {
        char out[4];
        uint32_t at = 0, length = is_surrogate(c) ? 0 : smz_encode(c, out);
        if (length == 0)
            continue;
        tap_about("U+%04X", c);
        bool read = smz_check(out, length) == length
                    && smz_next(out, &at, length) == c && at == length
                    && smz_previous(out, 0, &at) == c && at == 0
                    && smz_count_chars(out, 0, length) == 1;
        if (!read)
            EXPECT(read);
    }
}

static void valid_text_is_accepted_whole(void)
{
    static const char text[] = "\xEF\xBB\xBF" "Où\0 \xF0\x9F\x98\x80, "
                               "ça\xE2\x80\xA6 \xF4\x8F\xBF\xBF \xED\x9F\xBF";
    EXPECT(smz_check(text, sizeof text - 1) == sizeof text - 1);
    EXPECT(smz_check(text + 3, sizeof text - 4) == sizeof text - 4);
    EXPECT(smz_check(text, 0) == 0);
    EXPECT(smz_check(NULL, 0) == 0);
}

static void stepping_stops_at_both_ends(void)
{
    static const char text[] = "é";
    uint32_t at = 2;
    EXPECT(smz_next(text, &at, 2) == 0 && at == 2);
    EXPECT(smz_next_unchecked(text, &at, 2) == 0 && at == 2);
    EXPECT(smz_peek(text, 0, 2) == 0xE9);
    EXPECT(smz_peek_back(text, 0, 2) == 0xE9);
    at = 0;
    EXPECT(smz_previous(text, 0, &at) == 0 && at == 0);
    EXPECT(smz_count_chars("aé\xE2\x82\xAC", 0, 6) == 3);
    EXPECT(smz_count_chars("aé\xE2\x82\xAC", 1, 3) == 1);
}

/* ---- Classes ------------------------------------------------------------ */

static void letters_have_a_case_or_none(void)
{
    EXPECT(smz_is_upper('A') && smz_is_upper(0xC9) && smz_is_upper(0x152));
    EXPECT(!smz_is_upper('a') && !smz_is_upper(0xD7) && !smz_is_upper('1'));
    EXPECT(smz_is_lower('z') && smz_is_lower(0xE9) && smz_is_lower(0x153));
    EXPECT(!smz_is_lower(0xF7) && !smz_is_lower('Z') && !smz_is_lower('-'));
    EXPECT(smz_is_letter(0x4E2D) && smz_is_letter(0x5D0));
    EXPECT(!smz_is_upper(0x4E2D) && !smz_is_lower(0x4E2D));
    EXPECT(!smz_is_letter(0x2019) && !smz_is_letter(0x2BC));
}

static void figures_above_the_line_are_no_digits(void)
{
    EXPECT(smz_is_digit('0') && smz_is_digit('9') && smz_is_digit(0x663));
    EXPECT(smz_is_digit(0xBD) && smz_is_alnum('7') && smz_is_alnum('k'));
    EXPECT(!smz_is_digit(0xB9) && !smz_is_digit(0xB2) && !smz_is_digit(0x2075));
    EXPECT(!smz_is_digit('a') && !smz_is_alnum('.') && !smz_is_alnum(0x2026));
}

/* What Python's str.isspace() tells. */
static bool is_python_space(uint32_t c)
{
    return (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x20) || c == 0x85
           || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
           || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F
           || c == 0x3000;
}

static void white_space_is_what_python_strips(void)
{
    for (uint32_t c = 0; c <= MOST_CODE_POINT; c++)
        if (smz_is_space(c) != is_python_space(c)) {
            tap_about("U+%04X", c);
            EXPECT(smz_is_space(c) == is_python_space(c));
        }
    EXPECT(smz_is_newline('\n') && smz_is_newline('\r')
           && smz_is_newline(0x2028) && !smz_is_newline(' '));
    EXPECT(smz_is_blank(0x202F) && smz_is_blank('\t') && !smz_is_blank('\n'));
    EXPECT(!smz_is_space(0x200B) && !smz_is_space(0xFEFF));
}

static void classes_do_not_overlap(void)
{
    for (uint32_t c = 0; c <= MOST_CODE_POINT; c++) {
        int classes = smz_is_letter(c) + smz_is_digit(c) + smz_is_newline(c)
                      + smz_is_blank(c) + smz_is_apostrophe(c);
        bool cased = smz_is_upper(c) || smz_is_lower(c);
        bool fine = classes <= 1 && !(smz_is_upper(c) && smz_is_lower(c))
                    && (!cased || smz_is_letter(c));
        if (!fine) {
            tap_about("U+%04X", c);
            EXPECT(fine);
        }
    }
}

static void apostrophes_and_pictures(void)
{
    EXPECT(smz_is_apostrophe('\'') && smz_is_apostrophe(0x2019));
    EXPECT(!smz_is_apostrophe('"') && !smz_is_apostrophe(0x2018));
    EXPECT(smz_is_picture(0x1F600) && smz_is_picture(0x2764));
    EXPECT(smz_is_picture(0xFE0F) && !smz_is_picture('a'));
    EXPECT(smz_is_symbol('$') && smz_is_symbol(0x20AC) && smz_is_symbol(0x1A)
           && smz_is_symbol(0xFFFD) && !smz_is_symbol(0));
    EXPECT(!smz_is_symbol('a') && !smz_is_symbol(0xE9) && !smz_is_symbol('.'));
}

/* ---- Bit maps ----------------------------------------------------------- */

/* Shows a bit map below its text: 'x' for each bit. */
static const char *drawn(const char *text, bool marks)
{
    static char out[256];
    uint64_t words[4], looked[4], code;
    uint32_t length = (uint32_t)strlen(text);
    smz_scan(text, length, words, looked, &code);
    for (uint32_t i = 0; i < length; i++) {
        const uint64_t *bits = marks ? looked : words;
        out[i] = bits[i / 64] >> i % 64 & 1 ? 'x' : '-';
    }
    out[length] = '\0';
    return out;
}

static void words_are_letters_and_digits(void)
{
    EXPECT(strcmp(drawn("l'ami, 3,5 a_b", false), "x-xxx--x-x-xxx") == 0);
    EXPECT(strcmp(drawn("été", false), "xxxxx") == 0);
    EXPECT(strcmp(drawn("e\xCC\x81t", false), "xxxx") == 0);
    EXPECT(strcmp(drawn("a\xC2\xAD" "b c", false), "xxxx-x") == 0);
    EXPECT(strcmp(drawn("\xC2\xA0\xE2\x80\xAF\xC2\xB2", false), "-------") == 0);
}

static void marks_are_what_may_end_a_sentence(void)
{
    EXPECT(strcmp(drawn("Oui. Non!", true), "---x----x") == 0);
    EXPECT(strcmp(drawn("a\nb\r\n", true), "-x-xx") == 0);
    EXPECT(strcmp(drawn("motLe", true), "---x-") == 0);
    EXPECT(strcmp(drawn("a-b -c", true), "----x-") == 0);
    EXPECT(strcmp(drawn("\xC2\xAB" "a\xC2\xBB", true), "x--x-") == 0);
    EXPECT(strcmp(drawn("a\xE2\x80\xA6", true), "-x--") == 0);
    EXPECT(strcmp(drawn("(a)", true), "x-x") == 0);
}

static void bits_are_found_across_elements(void)
{
    uint64_t bits[6] = { 0, 0, (uint64_t)1 << 3, ~(uint64_t)0, 0, 0 };
    EXPECT(smz_find(bits, 0, 256) == 131);
    EXPECT(smz_find(bits, 131, 256) == 131);
    EXPECT(smz_find(bits, 132, 256) == 192);
    EXPECT(smz_find(bits, 0, 131) == 131 && smz_find(bits, 0, 64) == 64);
    EXPECT(smz_find(bits, 0, 128) == 128 && smz_find(bits, 9, 9) == 9);
    EXPECT(smz_find(bits, 10, 9) == 9);
    EXPECT(smz_find_clear(bits, 131, 256) == 132);
    EXPECT(smz_find_clear(bits, 192, 256) == 256);
    EXPECT(smz_find_clear(bits, 200, 250) == 250);
}

static void all_lengths_around_an_element_are_scanned(void)
{
    char text[200];
    memset(text, 'a', sizeof text);
    for (uint32_t length = 1; length < sizeof text; length++) {
        uint64_t *words = malloc((length / 64 + 2) * sizeof *words);
        uint64_t *marks = malloc((length / 64 + 2) * sizeof *marks);
        uint64_t code;
        smz_scan(text, length, words, marks, &code);
        tap_about("%u letters", length);
        EXPECT(smz_find_clear(words, 0, length) == length);
        EXPECT(smz_find(marks, 0, length) == length);
        free(words);
        free(marks);
    }
}

/* ---- Folding ------------------------------------------------------------ */

static const char *folded(const char *word)
{
    static char out[256];
    out[smz_fold(word, (uint32_t)strlen(word), out, 200)] = '\0';
    return out;
}

static const char *stripped(const char *word)
{
    static char out[256];
    uint32_t length = smz_fold(word, (uint32_t)strlen(word), out, 200);
    out[smz_strip_accents(out, length)] = '\0';
    return out;
}

static void folding_forgets_how_a_word_is_written(void)
{
    EXPECT(strcmp(folded("ÉTAT"), "état") == 0);
    EXPECT(strcmp(folded("E\xCC\x81TAT"), "état") == 0);
    EXPECT(strcmp(folded("L\xE2\x80\x99"), "l'") == 0);
    EXPECT(strcmp(folded("l'"), "l'") == 0);
    EXPECT(strcmp(folded("re\xC2\xAD" "fuge"), "refuge") == 0);
    EXPECT(strcmp(folded("re\xE2\x80\x8B" "fuge"), "refuge") == 0);
    EXPECT(strcmp(folded("\xC5\x92UVRE"), "\xC5\x93uvre") == 0);
    EXPECT(strcmp(folded("\xC5\xB8"), "\xC3\xBF") == 0);
    EXPECT(strcmp(folded("gou-\nverne"), "gouverne") == 0);
    EXPECT(strcmp(folded("porte-clefs"), "porte-clefs") == 0);
    EXPECT(strcmp(folded("\xCE\x91\xCE\xA3"), "\xCE\xB1\xCF\x83") == 0);
    EXPECT(strcmp(folded(""), "") == 0);
}

static void accents_and_ligatures_come_off(void)
{
    EXPECT(strcmp(stripped("Éçàùïœæ"), "ecauioeae") == 0);
    EXPECT(strcmp(stripped("C\xC5\x92UR"), "coeur") == 0);
    EXPECT(strcmp(stripped("nai\xCC\x88" "f"), "naif") == 0);
    EXPECT(strcmp(stripped("\xC4\x8C" "apek"), "capek") == 0);
    EXPECT(strcmp(stripped("ß"), "ß") == 0);
}

static void folding_stops_before_the_end_of_its_room(void)
{
    char out[32];
    for (uint32_t capacity = 0; capacity < 24; capacity++) {
        memset(out, '#', sizeof out);
        uint32_t used = smz_fold("aé\xE2\x84\xAAßà\xC3\x89t\xC3\xA9", 15, out,
                                 capacity);
        tap_about("room for %u bytes", capacity);
        EXPECT(used <= capacity && out[capacity] == '#');
        EXPECT(smz_check(out, used) == used);
    }
}

/* Both write in place or into fixed room, so neither may grow without bound. */
static void no_code_point_outgrows_its_room(void)
{
    for (uint32_t c = 1; c <= MOST_CODE_POINT; c++) {
        char one[4], out[32];
        uint32_t length = is_surrogate(c) ? 0 : smz_encode(c, one);
        if (length == 0)
            continue;
        uint32_t used = smz_fold(one, length, out, 24);
        bool fine = used <= 24 && smz_check(out, used) == used;
        uint32_t bare = smz_strip_accents(out, used);
        bool fits = fine && bare <= used && smz_check(out, bare) == bare;
        if (!fits) {
            tap_about("U+%04X: %u, %u, %u bytes", c, length, used, bare);
            EXPECT(fits);
        }
    }
}

static void endless_words_fold_to_their_beginning(void)
{
    enum { LENGTH = 100000 };
    char *word = malloc(LENGTH), out[136];
    for (uint32_t i = 0; i < LENGTH; i += 2)
        memcpy(word + i, "\xCC\x81", 2);
    uint32_t used = smz_fold(word, LENGTH, out, 128);
    EXPECT(used <= 128 && smz_check(out, used) == used);
    memset(word, 'a', LENGTH);
    EXPECT(smz_fold(word, LENGTH, out, 128) == 125);
    free(word);
}

static void the_version_names_the_data(void)
{
    const char *version = smz_version_string();
    EXPECT(strncmp(version, "0.1.0 (utf8proc ", 16) == 0);
    EXPECT(strstr(version, ", Unicode ") != NULL);
    EXPECT(smz_version_string() == version);
}

int main(void)
{
    RUN(every_bad_sequence_is_found_where_it_begins);
    RUN(a_bad_sequence_reads_as_one_replacement);
    RUN(repairing_moves_no_offset);
    RUN(every_code_point_survives);
    RUN(valid_text_is_accepted_whole);
    RUN(stepping_stops_at_both_ends);
    RUN(letters_have_a_case_or_none);
    RUN(figures_above_the_line_are_no_digits);
    RUN(white_space_is_what_python_strips);
    RUN(classes_do_not_overlap);
    RUN(apostrophes_and_pictures);
    RUN(words_are_letters_and_digits);
    RUN(marks_are_what_may_end_a_sentence);
    RUN(bits_are_found_across_elements);
    RUN(all_lengths_around_an_element_are_scanned);
    RUN(folding_forgets_how_a_word_is_written);
    RUN(accents_and_ligatures_come_off);
    RUN(folding_stops_before_the_end_of_its_room);
    RUN(no_code_point_outgrows_its_room);
    RUN(endless_words_fold_to_their_beginning);
    RUN(the_version_names_the_data);
    return tap_end();
}
