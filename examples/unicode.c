/* unicode.c - UTF-8 that may be broken */
#include "command.h"

#include <string.h>

static size_t announced(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* The second byte keeps out overlong forms, surrogates and what is above
 * U+10FFFF (table 3-7 of the Unicode standard). */
static bool is_second(unsigned char lead, unsigned char byte)
{
    unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return byte >= least && byte <= most;
}

size_t unicode_sequence(const char *text, size_t left, bool *valid)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = announced(bytes[0]);
    *valid = length == 1;
    if (length < 2 || left < 2 || !is_second(bytes[0], bytes[1]))
        return 1;
    for (size_t i = 2; i < length; i++)
        if (i >= left || (bytes[i] & 0xC0) != 0x80)
            return i;
    *valid = true;
    return length;
}

/* Skips ASCII eight bytes at a time. */
static size_t skip_ascii(const char *text, size_t at, size_t length)
{
    uint64_t eight;
    for (; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            break;
    }
    while (at < length && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

size_t unicode_check(const char *text, size_t length)
{
    size_t at = 0;
    while ((at = skip_ascii(text, at, length)) < length) {
        bool valid;
        size_t size = unicode_sequence(text + at, length - at, &valid);
        if (!valid)
            return at;
        at += size;
    }
    return length;
}

bool unicode_repair(char **text, size_t *length, struct buffer *repaired)
{
    const char *rest = *text;
    size_t left = *length, good = unicode_check(rest, left);
    if (good == left)
        return true;
    repaired->length = 0;
    while (good < left) {
        bool valid;
        size_t bad = unicode_sequence(rest + good, left - good, &valid);
        if (!buffer_append(repaired, rest, good)
            || !buffer_append(repaired, REPLACEMENT, 3))
            return false;
        rest += good + bad;
        left -= good + bad;
        good = unicode_check(rest, left);
    }
    if (!buffer_append(repaired, rest, left))
        return false;
    *text = repaired->bytes;
    *length = repaired->length;
    return true;
}

size_t unicode_unrepaired(const char *text, size_t length, size_t offset)
{
    size_t at = 0, repaired = 0;
    while (at < length && repaired < offset) {
        bool valid;
        size_t size = unicode_sequence(text + at, length - at, &valid);
        at += size;
        repaired += valid ? size : sizeof REPLACEMENT - 1;
    }
    return at;
}

uint32_t unicode_decode(const char *text, size_t length)
{
    static const unsigned char payload[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    uint32_t character = (unsigned char)text[0] & payload[length];
    for (size_t i = 1; i < length; i++)
        character = character << 6 | ((unsigned char)text[i] & 0x3F);
    return character;
}

/* White space but for the no-break spaces, which French typography puts before
 * « ; » and « ! »: those stay. */
bool unicode_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
           || c == 0x2028 || c == 0x2029 || c == 0x205F || c == 0x3000;
}

bool unicode_is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool unicode_is_safe(uint32_t c)
{
    return !unicode_is_control(c) || c == '\t' || c == '\n';
}
