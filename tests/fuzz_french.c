/*
 * fuzz_french.c - how a fuzzer writes French
 *
 * The dictionary has the words that the rules look for.  Here is what stands
 * between and around them, which a list of words cannot make: quotations,
 * lists, initials, numbers, lines, repetitions, and bytes gone wrong.
 */
#include <stdbool.h>
#include <string.h>

#include "fuzz_french.h"

typedef struct draft {
    char  *bytes;
    size_t length, capacity;
} draft;

#define PICK(list) ((list)[below(sizeof (list) / sizeof (list)[0])])

static uint64_t state;

/* xorshift64 (Marsaglia 2003). */
static size_t below(size_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit > 0 ? (size_t)(state >> 11) % limit : 0;
}

/* ---- Finding places ----------------------------------------------------- */

static bool is_one_of(const draft *d, size_t at, const char *bytes)
{
    return memchr(bytes, d->bytes[at], strlen(bytes)) != NULL;
}

/* Behind the last of these bytes that stands before 'at'. */
static size_t behind(const draft *d, size_t at, const char *bytes)
{
    while (at > 0 && !is_one_of(d, at - 1, bytes))
        at--;
    return at;
}

/* The first of these bytes at or behind 'at'. */
static size_t next(const draft *d, size_t at, const char *bytes)
{
    while (at < d->length && !is_one_of(d, at, bytes))
        at++;
    return at;
}

/* Behind the terminator of the sentence that holds 'at'. */
static size_t sentence_end(const draft *d, size_t at)
{
    size_t end = next(d, at, ".!?\n");
    return end < d->length ? end + 1 : end;
}

/* ---- Changing places ---------------------------------------------------- */

/* What does not fit is left out. */
static void insert_bytes(draft *d, size_t at, const char *bytes, size_t size)
{
    if (size > d->capacity - d->length)
        return;
    memmove(d->bytes + at + size, d->bytes + at, d->length - at);
    memcpy(d->bytes + at, bytes, size);
    d->length += size;
}

static void insert(draft *d, size_t at, const char *text)
{
    insert_bytes(d, at, text, strlen(text));
}

static void erase(draft *d, size_t at, size_t size)
{
    size = size < d->length - at ? size : d->length - at;
    memmove(d->bytes + at, d->bytes + at + size, d->length - at - size);
    d->length -= size;
}

static void insert_digits(draft *d, size_t at)
{
    for (size_t i = 1 + below(4); i > 0; i--) {
        char digit[] = { (char)('0' + below(10)), '\0' };
        insert(d, at, digit);
    }
}

/* ---- What is written ---------------------------------------------------- */

static void add_quotation(draft *d, size_t at)
{
    static const char *const marks[][2] = {
        { "« ", " »" }, { "«\u00A0", "\u00A0»" }, { "«\u202F", "\u202F»" },
        { "«", "»" }, { "“", "”" }, { "\"", "\"" }, { "(", ")" }, { "[", "]" },
        { "‹\u00A0", "\u00A0›" }, { "‘", "’" },
    };
    const char *const *pair = PICK(marks);
    if (below(8) > 0)
        insert(d, sentence_end(d, at), pair[1]);
    insert(d, behind(d, at, ".!?\n"), pair[0]);
}

/* A line of a list or a dialogue. */
static void add_item(draft *d, size_t at)
{
    static const char *const markers[] = { "— ", "– ", "- ", "—\u00A0", "• ",
                                           "* ", "– –", "◦ ", "> " };
    static const char *const enders[] = { ". ", ") ", "° ", ".- ", "/ ", ".\t" };
    size_t line = behind(d, at, "\n");
    if (below(2) > 0) {
        insert(d, line, PICK(markers));
    } else {
        insert(d, line, PICK(enders));
        insert_digits(d, line);
    }
}

static void add_number(draft *d, size_t at)
{
    static const char *const separators[] = { ",", ".", " ", "\u00A0", "\u202F",
                                              "/", "-", ":", " h ", "e", "'" };
    static const char *const units[] = { "", " %", "er", "e", "\u00A0€", "°", "½",
                                         "²", " km/h", "ᵉ" };
    insert(d, at, PICK(units));
    insert_digits(d, at);
    for (size_t i = below(4); i > 0; i--) {
        insert(d, at, PICK(separators));
        insert_digits(d, at);
    }
}

static void add_initials(draft *d, size_t at)
{
    static const char *const between[] = { ". ", ".", ".-", ".\u00A0", ".\n" };
    static const char *const capitals[] = { "A", "É", "J", "Ch", "Ph", "M", "Ÿ",
                                            "Œ" };
    for (size_t i = 1 + below(3); i > 0; i--) {
        insert(d, at, PICK(between));
        insert(d, at, PICK(capitals));
    }
}

/* "Les personnes" to "Les pers." */
static void abbreviate(draft *d, size_t at)
{
    size_t begin = behind(d, at, " \n"), end = next(d, begin, " \n.,");
    size_t kept = below(5);
    if (begin + kept >= end)
        return;
    erase(d, begin + kept, end - begin - kept);
    insert(d, begin + kept, ".");
}

static void elide(draft *d, size_t at)
{
    static const char *const letters[] = { "l", "d", "j", "s", "n", "qu", "L",
                                           "D", "jusqu", "entr", "t", "O" };
    static const char *const apostrophes[] = { "'", "’", "ʼ", "′", "’ " };
    size_t begin = behind(d, at, " \n");
    insert(d, begin, PICK(apostrophes));
    insert(d, begin, PICK(letters));
}

static void repeat_sentence(draft *d, size_t at)
{
    char sentence[256];
    size_t begin = behind(d, at, ".!?\n"), size = sentence_end(d, at) - begin;
    size = size < sizeof sentence ? size : sizeof sentence;
    memcpy(sentence, d->bytes + begin, size);
    for (size_t i = 1 + below(4); i > 0; i--)
        insert_bytes(d, begin, sentence, size);
}

static void move_sentence(draft *d, size_t at)
{
    char sentence[256];
    size_t begin = behind(d, at, ".!?\n"), size = sentence_end(d, at) - begin;
    size = size < sizeof sentence ? size : sizeof sentence;
    memcpy(sentence, d->bytes + begin, size);
    erase(d, begin, size);
    insert_bytes(d, below(d->length + 1), sentence, size);
}

static void change_space(draft *d, size_t at)
{
    static const char *const spaces[] = {
        "\u00A0", "\u202F", "\n", "\r\n", "\n\n", "\n \n", "\t", "  ", "\u2003",
        "\u200B", "\u00AD", "", "\v", "\f", "\u2028", "\u2029", "\xC2\x85", "\r",
    };
    size_t space = next(d, at, " \n");
    erase(d, space, space < d->length);
    insert(d, space, PICK(spaces));
}

/* Lines of much the same length, with divided words. */
static void wrap_lines(draft *d, size_t at)
{
    size_t width = 8 + below(80), left = 2 + below(8);
    for (; left > 0 && at + width < d->length; left--, at += width) {
        size_t space = next(d, at + width, " \n");
        if (below(4) == 0)
            insert(d, at + width, "-\n");
        else if (space < d->length)
            d->bytes[space] = '\n';
    }
}

static void shout(draft *d, size_t at)
{
    size_t end = below(2) > 0 ? next(d, at, " \n") : next(d, at, "\n");
    for (at = behind(d, at, " \n"); at < end; at++) {
        bool second = at > 0 && d->bytes[at - 1] == '\xC3'
                      && (unsigned char)d->bytes[at] >= 0xA0;
        if (second || (d->bytes[at] >= 'a' && d->bytes[at] <= 'z'))
            d->bytes[at] = (char)(d->bytes[at] ^ 0x20);
    }
}

static void change_terminator(draft *d, size_t at)
{
    static const char *const terminators[] = {
        ".", "…", "...", " !", "\u00A0?", "?!", "!!!", ".»", ". »", ".)", ".\"",
        ".\u00B9", ".[1]", ".,", ".;", "·", " :", ".\n", ".\n\n", "‽", "⁉",
    };
    size_t place = next(d, at, ".!?");
    erase(d, place, place < d->length);
    insert(d, place, PICK(terminators));
}

static void add_accent(draft *d, size_t at)
{
    static const char *const marks[] = { "\u0301", "\u0327", "\u0308\u0301",
                                         "\u20DD", "\uFE0F", "\u200D", "\uFEFF" };
    insert(d, at, PICK(marks));
}

/* Cut short, too long, a surrogate, no lead byte, beyond the last. */
static void break_character(draft *d, size_t at)
{
    static const char *const bad[] = {
        "\xC3", "\xE2\x80", "\xF0\x9F\x98", "\xC0\xAE", "\xE0\x80\xAE",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\x80", "\xBF\xBF", "\xFF", "\xFE",
        "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80",
    };
    if (below(2) > 0)
        insert(d, at, PICK(bad));
    else
        erase(d, at, 1);
}

/* ---- Changing a text ---------------------------------------------------- */

static size_t any_character(const draft *d)
{
    size_t at = below(d->length + 1);
    while (at > 0 && at < d->length && (d->bytes[at] & 0xC0) == 0x80)
        at--;
    return at;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t capacity,
                               unsigned seed)
{
    static void (*const changes[])(draft *, size_t) = {
        add_quotation, add_item, add_number, add_initials, abbreviate, elide,
        repeat_sentence, move_sentence, change_space, wrap_lines, shout,
        change_terminator, add_accent, break_character,
    };
    draft d = { (char *)data, size, capacity };
    state = (seed + 1) * (uint64_t)0x9E3779B97F4A7C15u;
    if (below(2) > 0)
        return LLVMFuzzerMutate(data, size, capacity);
    for (size_t i = 1 + below(4); i > 0; i--)
        PICK(changes)(&d, any_character(&d));
    return d.length;
}
