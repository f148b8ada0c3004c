/*
 * test_lanes.c - what is read many bytes at once, against plain loops
 *
 * Built twice: here for the vectors of this machine, if it has some, and in
 * test_lanes_portable.c for eight bytes in an integer.
 */
#include "../lib/utf8.c"
#include "../lib/scan.c"

#include "corpus.h"
#include "maps.h"
#include "random.h"
#include "tap.h"

enum { ROUNDS = 3000, MOST = 400 };

/* ---- Texts -------------------------------------------------------------- */

/* What French texts hold, what decides something, and what is seldom. */
static const char *const pieces[] = {
    "a", "e", "Z", "x", "7", "_", " ", " ", " ", "-", ".", ",", "?", "!", "\"",
    "(", ")", "[", "]", "'", "\n", "\r", "\t", "\x1C", "\x7F", "/", ":", "@",
    "`", "{", "é", "É", "À", "ÿ", "ß", "×", "÷", "Þ", "œ", "Œ", "Ÿ", "ı", "ª",
    "°", "²", "½", "«", "»", "\xC2\xA0", "\xC2\x85", "\xC2\xAD", "’", "“", "”",
    "…", "–", "—", "\xE2\x80\xA8", "\xE2\x80\xAF", "\xE2\x80\x8B", "•", "€",
    "Ω", "ж", "中", "\xCC\x81", "\xEF\xBB\xBF", "\xEF\xBF\xBD", "ǅ",
    "\xF0\x9F\x98\x80", "\xF0\x9D\x94\x84", "\xF4\x8F\xBF\xBF",
};

static uint32_t make_text(char text[MOST])
{
    return join_pieces(pieces, sizeof pieces / sizeof pieces[0], text, MOST);
}

/* ---- The bit maps ------------------------------------------------------- */

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << i % 64;
}

/* The definition of both maps, one character after the other. */
static void scan_plainly(const char *text, uint32_t length, maps m)
{
    uint32_t before = 0;
    for (uint32_t at = 0; at < length;) {
        uint32_t from = at, c = smz_next(text, &at, length);
        bool word = smz_is_word(c) || c == '_';
        for (uint32_t i = from; word && i < at; i++)
            set_bit(m.words, i);
        if (is_mark(c) || (smz_is_upper(c) && smz_is_lower(before))
            || ((c == '-' || c == 0x2013) && smz_is_blank(before)))
            set_bit(m.marks, from);
        before = c;
    }
}

/* In a copy of its own, so that a look too far is seen by a sanitizer. */
static void expect_scanned(const char *text, uint32_t length)
{
    size_t size = (length / 64 + 2) * 8;
    char *copy = malloc(length + !length);
    maps expected = new_maps(length), found = new_maps(length);
    memcpy(copy, text, length);
    scan_plainly(copy, length, expected);
    for (int wide = 0; wide < 2; wide++) {
        memset(found.words, 0xA5, size);
        memset(found.marks, 0xA5, size);
        EXPECT((wide ? smz_scan : smz_scan_narrow)(
            copy, length, found.words, found.marks, found.code));
        EXPECT(memcmp(found.words, expected.words, size) == 0);
        EXPECT(memcmp(found.marks, expected.marks, size) == 0);
    }
    free_maps(expected);
    free_maps(found);
    free(copy);
}

static void texts_are_scanned_from_any_byte_on(void)
{
    for (size_t i = 0; i < corpus_count; i++)
        for (uint32_t begin = 0; begin < 80; begin++) {
            uint32_t length = (uint32_t)corpus[i].length - begin;
            if (is_continuation(corpus[i].bytes[begin]))
                continue;
            tap_about("%s from byte %u on", corpus[i].name, begin);
            expect_scanned(corpus[i].bytes + begin, length);
        }
}

static void random_characters_are_scanned(void)
{
    for (uint32_t i = 0; i < ROUNDS; i++) {
        char text[MOST];
        tap_about("text %u", i);
        expect_scanned(text, make_text(text));
    }
}

/* Also bytes that are bad by one only, at the end above all. */
static void bad_bytes_are_found(void)
{
    uint32_t bad = 0;
    for (uint32_t i = 0; i < 4 * ROUNDS; i++) {
        char text[MOST];
        uint32_t length = make_text(text);
        if (length == 0)
            continue;
        uint32_t where = i % 2 ? length - 1 : random_below(length);
        text[where] = (char)random_below(256);
        length -= random_below(3) == 0;
        maps m = new_maps(length);
        bool valid = smz_check(text, length) == length;
        tap_about("text %u", i);
        EXPECT(smz_scan(text, length, m.words, m.marks, m.code) == valid);
        bad += !valid;
        free_maps(m);
    }
    EXPECT(bad > ROUNDS / 2 && bad < 4 * ROUNDS);
}

static void any_bytes_are_checked(void)
{
    for (uint32_t i = 0; i < ROUNDS; i++) {
        char bytes[MOST];
        uint32_t length = random_below(MOST);
        for (uint32_t k = 0; k < length; k++)
            bytes[k] = (char)random_below(256);
        maps m = new_maps(length);
        tap_about("bytes %u", i);
        EXPECT(smz_scan(bytes, length, m.words, m.marks, m.code)
               == (smz_check(bytes, length) == length));
        free_maps(m);
    }
}

static bool may_hold_code(const char *bytes, uint32_t length)
{
    maps m = new_maps(length);
    smz_text text = { bytes, length, m.words, m.marks, m.code };
    EXPECT(smz_scan(bytes, length, m.words, m.marks, m.code));
    bool found = smz_may_hold_code(&text, (smz_span){ 0, length });
    free_maps(m);
    return found;
}

static void no_sign_of_code_is_missed(void)
{
    static const char *const signs[] = {
        "{", "}", "</", "/>", ");", "window.", "function("
    };
    enum { LENGTH = 150 };
    char text[LENGTH];
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        for (size_t at = 0; at + strlen(signs[i]) <= LENGTH; at++) {
            memset(text, ' ', sizeof text);
            memcpy(text + at, signs[i], strlen(signs[i]));
            tap_about("%s at byte %zu", signs[i], at);
            EXPECT(may_hold_code(text, LENGTH));
        }
    memset(text, 'e', sizeof text);
    memcpy(text + 70, ", (oui) \"non\" ? ", 17);
    EXPECT(!may_hold_code(text, LENGTH));
}

/* ---- Folding and counting ----------------------------------------------- */

static void expect_lower(const char *word, uint32_t length)
{
    char padded[16] = { 0 }, stored[16], readable[32];
    uint64_t lower[2];
    memset(readable, 'X', sizeof readable);  /* what stands behind the word */
    memcpy(readable, word, length);
    smz_lower_short(readable, length, lower);
    for (uint32_t i = 0; i < length; i++)
        padded[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32
                                                            : word[i]);
    EXPECT(lower[0] == smz_load_eight(padded));
    EXPECT(lower[1] == smz_load_eight(padded + 8));
    smz_store_eight(stored, lower[0]);
    smz_store_eight(stored + 8, lower[1]);
    EXPECT(memcmp(stored, padded, sizeof stored) == 0);
}

static void capitals_of_ascii_are_made_small(void)
{
    for (uint32_t i = 0; i < ROUNDS; i++) {
        char text[MOST];
        uint32_t length = make_text(text);
        tap_about("word %u", i);
        expect_lower(text, length < 16 ? length : random_below(17));
    }
    for (uint32_t i = 0; i < 256; i++) {
        char word[16];
        memset(word, (int)i, sizeof word);
        tap_about("byte %u", i);
        expect_lower(word, 16);
    }
}

static void characters_are_counted(void)
{
    for (size_t i = 0; i < corpus_count; i++) {
        const char *bytes = corpus[i].bytes;
        uint32_t length = (uint32_t)corpus[i].length, count = 0;
        for (uint32_t end = 0; end <= length; end++) {
            tap_about("%u bytes of %s", end, corpus[i].name);
            if (end < 600 || end == length)
                EXPECT(smz_count_chars(bytes, 0, end) == count);
            count += end < length && !is_continuation(bytes[end]);
        }
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    read_corpus(argv[1]);
    RUN(texts_are_scanned_from_any_byte_on);
    RUN(random_characters_are_scanned);
    RUN(bad_bytes_are_found);
    RUN(any_bytes_are_checked);
    RUN(no_sign_of_code_is_missed);
    RUN(capitals_of_ascii_are_made_small);
    RUN(characters_are_counted);
    free_corpus();
    return tap_end();
}
