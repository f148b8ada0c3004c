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

#if defined(__has_include)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

#include "lanes.h"
#include "scan.h"

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

/* ---- Decoding ----------------------------------------------------------- */

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
uint32_t smz_sequence(const char *bytes, size_t left, bool *valid)
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
        uint32_t step = smz_sequence(bytes + at, length - at, &valid);
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
        uint32_t step = smz_sequence(bytes + at, length - at, &valid);
        if (valid)
            memcpy(out + at, bytes + at, step);
        else
            stand_in(out + at, step);
        at += step;
    }
}

uint32_t smz_next_wide(const char *text, uint32_t *at)
{
    const unsigned char *s = (const unsigned char *)text + *at;
    if (s[0] < 0xE0) {
        *at += 2;
        return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
    }
    uint32_t last = s[0] < 0xF0 ? 2 : 3;
    uint32_t high = (s[0] & (0xFFu >> (last + 2))) << 12 | (s[1] & 0x3Fu) << 6
                    | (s[2] & 0x3Fu);
    *at += last + 1;
    return last == 2 ? high : high << 6 | (s[3] & 0x3Fu);
}

uint32_t smz_next_unchecked(const char *text, uint32_t *at, uint32_t end)
{
    if (*at >= end)
        return 0;
    bool valid;
    uint32_t step = smz_sequence(text + *at, end - *at, &valid);
    if (valid)
        return smz_next(text, at, end);
    *at += step;
    return REPLACEMENT;
}

uint32_t smz_previous_wide(const char *text, uint32_t begin, uint32_t *at)
{
    uint32_t end = *at;
    do
        --*at;
    while (*at > begin && is_continuation(text[*at]));
    return smz_peek(text, *at, end);
}

uint32_t smz_encode(uint32_t character, char *out)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)character,
                                          (utf8proc_uint8_t *)out);
}

uint32_t smz_count_chars(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t count = end - begin;
    while (end - begin >= SMZ_LANES) {
        uint32_t steps = (end - begin) / SMZ_LANES;
        steps = steps < UINT8_MAX ? steps : UINT8_MAX;
        count -= smz_count_rest(text + begin, steps);
        begin += SMZ_LANES * steps;
    }
    for (; begin < end; begin++)
        count -= is_continuation(text[begin]);
    return count;
}

/* ---- Classes of characters ---------------------------------------------- */

static utf8proc_category_t category(uint32_t character)
{
    return utf8proc_category((utf8proc_int32_t)character);
}

#define UP (SMZ_IS_LETTER | SMZ_IS_UPPER)
#define LOW (SMZ_IS_LETTER | SMZ_IS_LOWER)
#define NUM SMZ_IS_DIGIT
#define GAP SMZ_IS_BLANK
#define LINE SMZ_IS_NEWLINE
#define JOIN SMZ_IS_JOINER

/* Superscript figures are footnote marks more often than numbers. */
const uint8_t smz_latin_classes[256] = {
    [0x09] = GAP, [0x0A] = LINE, [0x0B] = LINE, [0x0C] = LINE, [0x0D] = LINE,
    [0x1C] = GAP, [0x1D] = GAP, [0x1E] = GAP, [0x1F] = GAP, [0x20] = GAP,
    ['&'] = JOIN, ['-'] = JOIN, ['.'] = JOIN, ['/'] = JOIN,
    ['@'] = JOIN, ['_'] = JOIN, [0xA7] = JOIN, [0xB0] = JOIN,
    ['0'] = NUM, NUM, NUM, NUM, NUM, NUM, NUM, NUM, NUM, NUM,
    ['A'] = UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    ['N'] = UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    ['a'] = LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW,
    ['n'] = LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW,
    [0x85] = LINE, [0xA0] = GAP, [0xAA] = LOW, [0xB5] = LOW, [0xBA] = LOW,
    [0xBC] = NUM, [0xBD] = NUM, [0xBE] = NUM,
    [0xC0] = UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    [0xCC] = UP, UP, UP, UP, UP, UP, UP, UP, UP, UP, UP,
    [0xD8] = UP, UP, UP, UP, UP, UP, UP,
    [0xDF] = LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW,
    [0xEB] = LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW,
    [0xF8] = LOW, LOW, LOW, LOW, LOW, LOW, LOW, LOW,
};

/* General punctuation, asked for more often than all other letters.  White
 * space is what Python's str.isspace() knows, so that nothing is left between
 * two sentences that str.strip() keeps. */
static uint32_t classify_punctuation(uint32_t c)
{
    if (c == 0x2028 || c == 0x2029)
        return LINE;
    return c <= 0x200A || c == 0x202F || c == 0x205F ? GAP : 0;
}

uint32_t smz_classify_wide(uint32_t c)
{
    if (c >= 0x2000 && c < 0x2070)
        return classify_punctuation(c);
    if (c == 0x1680 || c == 0x3000)
        return GAP;
    if (c == 0x02BC)
        return 0;  /* an apostrophe */
    switch (category(c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT:
        return UP;
    case UTF8PROC_CATEGORY_LL:
        return LOW;
    case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO:
        return SMZ_IS_LETTER;
    case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return c >= 0x2070 && c <= 0x2079 ? 0 : NUM;
    default:
        return 0;
    }
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

/* Characters without a shape, which live inside words: soft hyphen, zero-width
 * space, joiners, byte order mark. */
static bool is_ignorable(uint32_t c)
{
    return c == SOFT_HYPHEN || (c >= 0x200B && c <= 0x200D) || c == 0x2060
           || c == 0xFEFF;
}

static bool is_combining(uint32_t c)
{
    if (c < 0x300 || (c >= 0x2000 && c < 0x2070))
        return false;
    utf8proc_category_t is = category(c);
    return is >= UTF8PROC_CATEGORY_MN && is <= UTF8PROC_CATEGORY_ME;
}

bool smz_is_word(uint32_t c)
{
    return smz_is_alnum(c) || is_ignorable(c) || is_combining(c);
}

/* ---- The bit maps ------------------------------------------------------- */

#if defined(SMZ_WIDE_SCAN) && !defined(SUMMARIZE_PORTABLE)

/* glibc knows already.  Where it does not tell, the compiler asks the processor
 * when the library is loaded, which on a virtual machine takes as long as a
 * short summary. */
static bool has_wide_lanes(void)
{
#ifdef CPU_FEATURE_ACTIVE
    return CPU_FEATURE_ACTIVE(AVX2);
#else
    return __builtin_cpu_supports("avx2");
#endif
}

bool smz_scan(const char *bytes, uint32_t length, uint64_t *words,
              uint64_t *marks, uint64_t *code)
{
    return has_wide_lanes()
               ? smz_scan_wide(bytes, length, words, marks, code)
               : smz_scan_narrow(bytes, length, words, marks, code);
}

#else

bool smz_scan(const char *bytes, uint32_t length, uint64_t *words,
              uint64_t *marks, uint64_t *code)
{
    return smz_scan_narrow(bytes, length, words, marks, code);
}

#endif

uint32_t smz_find_far(const uint64_t *bits, uint32_t from, uint32_t end,
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
    return element * 64 + (uint32_t)__builtin_ctzll(rest);
}

bool smz_may_hold_code(const smz_text *text, smz_span bytes)
{
    uint32_t i = bytes.begin / SMZ_BLOCK;
    for (; i * SMZ_BLOCK < bytes.end; i++)
        if (text->code[i / 64] >> i % 64 & 1)
            return true;
    return false;
}

/* ---- Folding ------------------------------------------------------------ */

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
        (const utf8proc_uint8_t *)word, (utf8proc_ssize_t)length, letters, MOST,
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
        unsigned char first = (unsigned char)word[at];
        if (first < 0x80 && first != '-') {
            out[used++] = (char)(first >= 'A' && first <= 'Z' ? first + 32
                                                              : first);
            at++;
            continue;
        }
        uint32_t c = smz_next(word, &at, length);
        if (c == '-' && skip_line_end(word, &at, length))
            continue;
        if (c < 0x80)
            out[used++] = (char)c;
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
