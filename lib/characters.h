/*
 * characters.h - decoding, and the classes of characters
 *
 * Every stage asks these of every other byte, so they are inline as far as
 * Latin-1 goes; utf8.c answers for the rest.
 */
#ifndef SUMMARIZE_CHARACTERS_H
#define SUMMARIZE_CHARACTERS_H

#include <stdbool.h>
#include <stdint.h>

/* ---- Decoding ----------------------------------------------------------- */

/* The same as smz_next() behind ASCII. */
uint32_t smz_next_wide(const char *text, uint32_t *at);
uint32_t smz_previous_wide(const char *text, uint32_t begin, uint32_t *at);

/* Decodes the character at 'at' and steps over it; 0 at 'end'. */
static inline uint32_t smz_next(const char *text, uint32_t *at, uint32_t end)
{
    if (*at >= end)
        return 0;
    unsigned char first = (unsigned char)text[*at];
    if (first >= 0x80)
        return smz_next_wide(text, at);
    ++*at;
    return first;
}

static inline uint32_t smz_peek(const char *text, uint32_t at, uint32_t end)
{
    return smz_next(text, &at, end);
}

/* The character before 'at', 0 at 'begin'; steps back over it. */
static inline uint32_t smz_previous(const char *text, uint32_t begin,
                                    uint32_t *at)
{
    if (*at <= begin)
        return 0;
    unsigned char last = (unsigned char)text[*at - 1];
    if (last >= 0x80)
        return smz_previous_wide(text, begin, at);
    --*at;
    return last;
}

static inline uint32_t smz_peek_back(const char *text, uint32_t begin,
                                     uint32_t at)
{
    return smz_previous(text, begin, &at);
}

/* The same for a text that may not be UTF-8: U+FFFD for a bad sequence. */
uint32_t smz_next_unchecked(const char *text, uint32_t *at, uint32_t end);
/* Writes a character, returns its 1 to 4 bytes. */
uint32_t smz_encode(uint32_t character, char *out);
/* How many characters [begin, end) holds. */
uint32_t smz_count_chars(const char *text, uint32_t begin, uint32_t end);

/* ---- Classes ------------------------------------------------------------ */

enum {
    SMZ_IS_UPPER = 1, SMZ_IS_LOWER = 2, SMZ_IS_LETTER = 4, SMZ_IS_DIGIT = 8,
    SMZ_IS_BLANK = 16, SMZ_IS_NEWLINE = 32,
    SMZ_IS_JOINER = 64  /* in abbreviations, addresses: . - _ @ / & § ° º */
};

extern const uint8_t smz_latin_classes[256];
uint32_t smz_classify_wide(uint32_t character);

static inline bool smz_is_any(uint32_t character, uint32_t classes)
{
    uint32_t its = character < 0x100 ? smz_latin_classes[character]
                                     : smz_classify_wide(character);
    return (its & classes) != 0;
}

static inline bool smz_is_upper(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_UPPER);
}

static inline bool smz_is_lower(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_LOWER);
}

static inline bool smz_is_letter(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_LETTER);
}

static inline bool smz_is_digit(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_DIGIT);
}

static inline bool smz_is_alnum(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_LETTER | SMZ_IS_DIGIT);
}

static inline bool smz_is_newline(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_NEWLINE);
}

/* White space on a line. */
static inline bool smz_is_blank(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_BLANK);
}

/* Either. */
static inline bool smz_is_space(uint32_t character)
{
    return smz_is_any(character, SMZ_IS_BLANK | SMZ_IS_NEWLINE);
}

static inline bool smz_is_apostrophe(uint32_t character)
{
    return character == '\'' || character == 0x2019 || character == 0x02BC
           || character == 0x2032;
}

bool smz_is_picture(uint32_t character);
bool smz_is_symbol(uint32_t character);

#endif
