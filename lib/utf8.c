/*
 * utf8.c - stage 1: bytes -> checked text
 *
 * Nothing invalid gets past this file, so that later stages decode without
 * looking.  It is the only one that knows of utf8proc, whose tables are asked
 * for characters beyond Latin-1 alone: they are thirty times the price of a
 * look at a byte.
 */
#include "internal.h"

#include <stdio.h>

#include <utf8proc.h>

enum {
    SOFT_HYPHEN = 0xAD,
    REPLACEMENT = 0xFFFD
};

const char *smz_version_string(void)
{
    enum { UNTOLD, BUSY, TOLD };
    static char version[96];
    static atomic_int state = UNTOLD;
    int expected = UNTOLD;
    if (atomic_compare_exchange_strong(&state, &expected, BUSY)) {
        snprintf(version, sizeof version, "%d.%d.%d (utf8proc %s, Unicode %s)",
                 SUMMARIZE_VERSION_MAJOR, SUMMARIZE_VERSION_MINOR,
                 SUMMARIZE_VERSION_PATCH, utf8proc_version(),
                 utf8proc_unicode_version());
        atomic_store(&state, TOLD);
    }
    while (atomic_load(&state) != TOLD)
        continue;
    return version;
}

/* ---- Decoding --------------------------------------------------------------- */

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* How many bytes a lead byte announces; 0 when it is none. */
static uint32_t announced(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/* Table 3-7 of the Unicode standard: the second byte also keeps out overlong
 * forms, surrogates and what is above U+10FFFF. */
static bool is_second(unsigned char lead, unsigned char second)
{
    unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return least <= second && second <= most;
}

/* The length of the sequence at 'bytes', and whether it is a character; if not,
 * it is the maximal part of one, as Unicode recommends to replace. */
static uint32_t sequence(const char *bytes, size_t left, bool *valid)
{
    unsigned char lead = (unsigned char)bytes[0];
    uint32_t length = announced(lead);
    *valid = length == 1;
    if (length < 2 || left < 2 || !is_second(lead, (unsigned char)bytes[1]))
        return 1;
    for (uint32_t i = 2; i < length; i++)
        if (i >= left || !is_continuation(bytes[i]))
            return i;
    *valid = true;
    return length;
}

size_t smz_check(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint64_t eight;
        if (length - at >= sizeof eight) {
            memcpy(&eight, bytes + at, sizeof eight);
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        bool valid;
        uint32_t step = sequence(bytes + at, length - at, &valid);
        if (!valid)
            return at;
        at += step;
    }
    return length;
}

/* One character of each length to stand for what is bad: SUBSTITUTE, a C1
 * control character and U+FFFD.  None of them is a letter or white space. */
static void stand_in(char *out, uint32_t length)
{
    static const char *const characters[] = { "", "\x1A", "\xC2\x9A",
                                              "\xEF\xBF\xBD" };
    memcpy(out, characters[length], length);
}

void smz_repair(const char *bytes, size_t length, char *out)
{
    for (size_t at = 0; at < length;) {
        bool valid;
        uint32_t step = sequence(bytes + at, length - at, &valid);
        if (valid)
            memcpy(out + at, bytes + at, step);
        else
            stand_in(out + at, step);
        at += step;
    }
}

uint32_t smz_next(const char *text, uint32_t *at, uint32_t end)
{
    if (*at >= end)
        return 0;
    const unsigned char *s = (const unsigned char *)text + *at;
    uint32_t length = announced(s[0]);
    *at += length;
    switch (length) {
    case 1: return s[0];
    case 2: return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    case 3: return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    default:
        return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12
               | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
    }
}

uint32_t smz_next_unchecked(const char *text, uint32_t *at, uint32_t end)
{
    if (*at >= end)
        return 0;
    bool valid;
    uint32_t step = sequence(text + *at, end - *at, &valid);
    if (valid)
        return smz_next(text, at, end);
    *at += step;
    return REPLACEMENT;
}

uint32_t smz_peek(const char *text, uint32_t at, uint32_t end)
{
    return smz_next(text, &at, end);
}

uint32_t smz_previous(const char *text, uint32_t begin, uint32_t *at)
{
    if (*at <= begin)
        return 0;
    uint32_t end = *at;
    do
        --*at;
    while (*at > begin && is_continuation(text[*at]));
    return smz_peek(text, *at, end);
}

uint32_t smz_peek_back(const char *text, uint32_t begin, uint32_t at)
{
    return smz_previous(text, begin, &at);
}

uint32_t smz_encode(uint32_t character, char *out)
{
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)character,
                                          (utf8proc_uint8_t *)out);
}

uint32_t smz_count_chars(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = begin; i < end; i++)
        count += !is_continuation(text[i]);
    return count;
}

/* ---- Classes of characters ---------------------------------------------------- */

static utf8proc_category_t category(uint32_t character)
{
    return utf8proc_category((utf8proc_int32_t)character);
}

bool smz_is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (c < 0x100)
        return c >= 0xC0 && c <= 0xDE && c != 0xD7;
    utf8proc_category_t is = category(c);
    return is == UTF8PROC_CATEGORY_LU || is == UTF8PROC_CATEGORY_LT;
}

bool smz_is_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z';
    if (c < 0x100)
        return (c >= 0xDF && c != 0xF7) || c == 0xAA || c == 0xB5 || c == 0xBA;
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool smz_is_letter(uint32_t c)
{
    if (c < 0x100)
        return smz_is_upper(c) || smz_is_lower(c);
    if (c == 0x02BC || (c >= 0x2000 && c < 0x2070))
        return false;  /* an apostrophe; general punctuation, asked often */
    utf8proc_category_t is = category(c);
    return is >= UTF8PROC_CATEGORY_LU && is <= UTF8PROC_CATEGORY_LO;
}

/* Superscript figures are footnote marks more often than numbers. */
static bool is_superscript(uint32_t c)
{
    return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079);
}

bool smz_is_digit(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    if (is_superscript(c) || (c >= 0x2000 && c < 0x2070))
        return false;
    utf8proc_category_t is = category(c);
    return is >= UTF8PROC_CATEGORY_ND && is <= UTF8PROC_CATEGORY_NO;
}

bool smz_is_alnum(uint32_t c)
{
    return smz_is_letter(c) || smz_is_digit(c);
}

bool smz_is_newline(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* What Python's str.isspace() knows, so that nothing is left between two
 * sentences that str.strip() keeps. */
bool smz_is_blank(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || c == '\t' || (c >= 0x1C && c <= 0x1F);
    return c == 0xA0 || c == 0x202F || c == 0x1680 || c == 0x205F || c == 0x3000
           || (c >= 0x2000 && c <= 0x200A);
}

bool smz_is_space(uint32_t c)
{
    return smz_is_blank(c) || smz_is_newline(c);
}

/* A picture, with what changes its colour or joins it to the next. */
bool smz_is_picture(uint32_t c)
{
    return (c >= 0x1F000 && c < 0x20000) || (c >= 0x2600 && c < 0x27C0)
           || c == 0x200D || c == 0xFE0F;
}

/* Arrows, pictures and what else is neither letter nor punctuation; what stands
 * in for bad bytes counts as the U+FFFD it will be read as. */
bool smz_is_symbol(uint32_t c)
{
    return c == 0xA3 || c == 0xA9 || c == 0x20AC || c > 0x2190 || c == 0x1A
           || c == 0x9A
           || (c != 0 && c < 0x80 && strchr("$#@&%+=<>|", (int)c) != NULL);
}

bool smz_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2032;
}

/* Characters without a shape, which live inside words: soft hyphen, zero-width
 * space, joiners, byte order mark. */
static bool is_ignorable(uint32_t c)
{
    return c == SOFT_HYPHEN || (c >= 0x200B && c <= 0x200D) || c == 0x2060
           || c == 0xFEFF;
}

static bool is_combining(uint32_t c)
{
    if (c < 0x300)
        return false;
    utf8proc_category_t is = category(c);
    return is >= UTF8PROC_CATEGORY_MN && is <= UTF8PROC_CATEGORY_ME;
}

static bool is_word(uint32_t c)
{
    return smz_is_alnum(c) || is_ignorable(c) || is_combining(c);
}

/* ---- The bit maps ------------------------------------------------------------- */

/* What the segmenter must see, besides a capital after a small letter and a
 * hyphen after a space. */
static bool is_mark(uint32_t c)
{
    switch (c) {
    case '.': case '!': case '?': case '"': case '(': case ')': case '[':
    case ']': case 0xAB: case 0xBB: case 0x201C: case 0x201D: case 0x2026:
    case 0x203C: case 0x2047: case 0x2048: case 0x2049:
    case 0x2022: case 0x2023: case 0x25A0: case 0x25B6: case 0x25BA:
    case 0x25CF: case 0x25E6:
        return true;
    default:
        return smz_is_newline(c);
    }
}

static void set_bits(uint64_t *bits, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        bits[i / 64] |= (uint64_t)1 << i % 64;
}

void smz_scan(const char *bytes, uint32_t length, uint64_t *words,
              uint64_t *marks)
{
    memset(words, 0, ((size_t)length / 64 + 1) * sizeof *words);
    memset(marks, 0, ((size_t)length / 64 + 1) * sizeof *marks);
    uint32_t before = 0;
    for (uint32_t at = 0; at < length;) {
        uint32_t from = at;
        uint32_t c = smz_next(bytes, &at, length);
        if (is_word(c) || c == '_')
            set_bits(words, from, at);
        bool mark = is_mark(c) || (smz_is_upper(c) && smz_is_lower(before))
                    || ((c == '-' || c == 0x2013) && smz_is_blank(before));
        if (mark)
            set_bits(marks, from, from + 1);
        before = c;
    }
}

static uint32_t find(const uint64_t *bits, uint32_t from, uint32_t end,
                     uint64_t flip)
{
    if (from >= end)
        return end;
    uint32_t element = from / 64;
    uint64_t rest = (bits[element] ^ flip) >> from % 64 << from % 64;
    while (rest == 0) {
        if (++element > (end - 1) / 64)
            return end;
        rest = bits[element] ^ flip;
    }
    uint32_t found = element * 64 + (uint32_t)__builtin_ctzll(rest);
    return found < end ? found : end;
}

uint32_t smz_find(const uint64_t *bits, uint32_t from, uint32_t end)
{
    return find(bits, from, end, 0);
}

uint32_t smz_find_clear(const uint64_t *bits, uint32_t from, uint32_t end)
{
    return find(bits, from, end, ~(uint64_t)0);
}

/* ---- Folding ------------------------------------------------------------------- */

static uint32_t lower(uint32_t c)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/* A word of decomposed letters, or of others than French uses. */
static uint32_t fold_any(const char *word, uint32_t length, char *out,
                         uint32_t capacity)
{
    enum { MOST = 512, LONGEST = 128 };  /* what is longer is no word */
    utf8proc_int32_t letters[MOST];
    while (length > LONGEST)
        smz_previous(word, 0, &length);
    utf8proc_ssize_t count = utf8proc_decompose(
        (const utf8proc_uint8_t *)word, length, letters, MOST,
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE);
    if (count < 0 || count > MOST)
        return 0;
    count = utf8proc_normalize_utf32(letters, count,
                                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    uint32_t used = 0;
    for (utf8proc_ssize_t i = 0; i < count && used + 4 <= capacity; i++) {
        uint32_t c = lower((uint32_t)letters[i]);
        used += smz_encode(smz_is_apostrophe(c) ? '\'' : c, out + used);
    }
    return used;
}

/* Over the hyphen of a word that goes on in the next line. */
static bool skip_line_end(const char *word, uint32_t *at, uint32_t length)
{
    uint32_t next = *at;
    if (!smz_is_newline(smz_peek(word, next, length)))
        return false;
    while (smz_is_space(smz_peek(word, next, length)))
        smz_next(word, &next, length);
    *at = next;
    return true;
}

uint32_t smz_fold(const char *word, uint32_t length, char *out,
                  uint32_t capacity)
{
    uint32_t used = 0;
    for (uint32_t at = 0; at < length && used + 4 <= capacity;) {
        uint32_t c = smz_next(word, &at, length);
        if (c == '-' && skip_line_end(word, &at, length))
            continue;
        if (c < 0x80)
            out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        else if (c >= 0xC0 && c < 0x180)
            used += smz_encode(lower(c), out + used);
        else if (smz_is_apostrophe(c))
            out[used++] = '\'';
        else if (c != SOFT_HYPHEN)
            return fold_any(word, length, out, capacity);
    }
    return used;
}

/* The letter that an accent stands on; "oe" and "ae" for their ligatures. */
static uint32_t strip_accent(uint32_t c, char *out)
{
    if (c == 0x153 || c == 0xE6) {
        out[0] = c == 0x153 ? 'o' : 'a';
        out[1] = 'e';
        return 2;
    }
    utf8proc_int32_t parts[8];
    int class = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE, &class);
    return smz_encode(count > 0 && count <= 8 ? (uint32_t)parts[0] : c, out);
}

uint32_t smz_strip_accents(char *word, uint32_t length)
{
    uint32_t used = 0;
    for (uint32_t at = 0; at < length;) {
        uint32_t c = smz_next(word, &at, length);
        if (c < 0x80)
            word[used++] = (char)c;
        else
            used += strip_accent(c, word + used);
    }
    return used;
}
