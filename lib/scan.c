/*
 * scan.c - stage 1, its bit maps: which bytes are words, marks, code
 *
 * 64 bytes are asked the same questions at once; what is neither ASCII nor a
 * French letter is read one by one.  Built twice where a machine may have wider
 * vectors than every machine of its kind: see smz_scan().
 */
#include "internal.h"

#include "lanes.h"
#include "scan.h"

#ifdef SMZ_WIDE_LANES
#define SMZ_SCAN smz_scan_wide
#else
#define SMZ_SCAN smz_scan_narrow
#endif

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

/* What is asked of each byte of a block; bit i stands for byte i. */
typedef struct block {
    uint64_t letters, words;  /* of ASCII; words are letters, digits and _ */
    uint64_t small;           /* bit 5: of a letter, whether it is small */
    uint64_t high, lead;      /* beyond ASCII; bit 6: of those, the first */
    uint64_t c3;              /* leads all French letters but œ and Ÿ */
    uint64_t rare;            /* follows it in ß, ÿ and what is no letter */
    uint64_t marks, spaces, hyphens, controls;
    uint64_t signs;           /* of code: ; < = > { | } */
    uint64_t calls;           /* w or ( */
} block;

#ifdef SMZ_PORTABLE_LANES

/* Without vectors a table answers most questions of a byte, a bit for each in a
 * byte of its own: shifted and combined, eight answers make eight bits of each
 * map. */
#define WORD    ((uint64_t)1 << 8)
#define LETTER  (WORD | 1)
#define MARK    ((uint64_t)1 << 16)
#define SPACE   ((uint64_t)1 << 24)
#define HYPHEN  ((uint64_t)1 << 32)
#define CONTROL ((uint64_t)1 << 40)
#define SIGN    ((uint64_t)1 << 48)
#define CALL    ((uint64_t)1 << 56)
#define FOUR(a) a, a, a, a

static const uint64_t answers_of[256] = {
    [0] = FOUR(CONTROL), FOUR(CONTROL), FOUR(CONTROL), FOUR(CONTROL),
          FOUR(CONTROL), FOUR(CONTROL), FOUR(CONTROL), FOUR(CONTROL),
    [' '] = SPACE, ['-'] = HYPHEN, ['_'] = WORD,
    ['!'] = MARK, MARK, ['('] = MARK | CALL, MARK, ['.'] = MARK, ['?'] = MARK,
    ['['] = MARK, [']'] = MARK,
    [';'] = SIGN, SIGN, SIGN, SIGN, ['{'] = SIGN, SIGN, SIGN,
    ['0'] = FOUR(WORD), FOUR(WORD), WORD, WORD,
    ['A'] = FOUR(LETTER), FOUR(LETTER), FOUR(LETTER), FOUR(LETTER),
            FOUR(LETTER), FOUR(LETTER), LETTER, LETTER,
    ['a'] = FOUR(LETTER), FOUR(LETTER), FOUR(LETTER), FOUR(LETTER),
            FOUR(LETTER), LETTER, LETTER, LETTER | CALL, LETTER, LETTER, LETTER
};

static void look_at_eight(block *b, const char *bytes, unsigned shift)
{
    uint64_t x = smz_load_eight(bytes), answers = 0;
    SMZ_UNROLL
    for (unsigned k = 0; k < 8; k++)
        answers |= answers_of[(unsigned char)bytes[k]] << k;
    b->letters |= (answers & 255) << shift;
    b->words |= (answers >> 8 & 255) << shift;
    b->marks |= (answers >> 16 & 255) << shift;
    b->spaces |= (answers >> 24 & 255) << shift;
    b->hyphens |= (answers >> 32 & 255) << shift;
    b->controls |= (answers >> 40 & 255) << shift;
    b->signs |= answers >> 48 & 255;
    b->calls |= answers >> 56 << shift;
    b->small |= smz_high_bits(smz_shift(x, 2)) << shift;
    if ((x & SMZ_EACH(0x80)) == 0)
        return;
    uint64_t other = smz_with_bits(x, 0x20);
    uint64_t rare = smz_equal(other, 0xB7) | smz_equal(other, 0xBF);
    b->high |= smz_high_bits(x) << shift;
    b->lead |= smz_high_bits(x & smz_shift(x, 1)) << shift;
    b->c3 |= smz_high_bits(smz_equal(x, 0xC3)) << shift;
    b->rare |= smz_high_bits(rare) << shift;
}

static block look(const char *bytes)
{
    block b = { 0 };
    for (unsigned i = 0; i < SMZ_BLOCK; i += 8)
        look_at_eight(&b, bytes + i, i);
    return b;
}

#else

static block look(const char *bytes)
{
    block b = { 0 };
    SMZ_UNROLL
    for (unsigned i = 0; i < SMZ_BLOCK; i += SMZ_LANES) {
        smz_lanes x = smz_load_lanes(bytes + i);
        smz_lanes small = smz_with_bits(x, 0x20);
        smz_lanes letters = smz_between(small, 'a', 'z');
        smz_lanes digits = smz_or(smz_between(x, '0', '9'), smz_equal(x, '_'));
        smz_lanes stops = smz_or(smz_equal(x, '.'), smz_equal(x, '?'));
        smz_lanes pairs = smz_or(smz_between(x, '!', '"'),
                                 smz_between(x, '(', ')'));
        smz_lanes square = smz_or(smz_equal(x, '['), smz_equal(x, ']'));
        smz_lanes rare = smz_or(smz_equal(small, 0xB7), smz_equal(small, 0xBF));
        b.letters |= smz_high_bits(letters) << i;
        b.words |= smz_high_bits(smz_or(letters, digits)) << i;
        b.small |= smz_high_bits(smz_shift(x, 2)) << i;
        b.high |= smz_high_bits(x) << i;
        b.lead |= smz_high_bits(smz_shift(x, 1)) << i;
        b.c3 |= smz_high_bits(smz_equal(x, 0xC3)) << i;
        b.rare |= smz_high_bits(rare) << i;
        b.marks |= smz_high_bits(smz_or(smz_or(stops, pairs), square)) << i;
        b.spaces |= smz_high_bits(smz_equal(x, ' ')) << i;
        b.hyphens |= smz_high_bits(smz_equal(x, '-')) << i;
        b.controls |= smz_high_bits(smz_between(x, 0, 0x1F)) << i;
        b.signs |= smz_high_bits(smz_or(smz_between(x, ';', '>'),
                                        smz_between(x, '{', '}')));
        b.calls |= smz_high_bits(smz_or(smz_equal(x, 'w'),
                                        smz_equal(x, '('))) << i;
    }
    b.lead &= b.high;
    return b;
}

#endif

/* What the characters of a block are.  Where one may reach into the next block
 * there are two elements, for either block. */
typedef struct traits {
    uint64_t rest[2];         /* bytes behind the first of a character */
    uint64_t words[2];        /* all bytes of words */
    uint64_t after_small[2];  /* the first byte behind a small letter, */
    uint64_t after_blank[2];  /* behind a blank */
    uint64_t upper, dashes, marks;  /* the first byte of what may be marked */
    bool code;                /* there may be some */
} traits;

static void put_bits(uint64_t bits[2], unsigned from, unsigned end)
{
    for (unsigned i = from; i < end; i++)
        bits[i / 64] |= (uint64_t)1 << i % 64;
}

/* Moves bits by one byte. */
static void put_after(uint64_t bits[2], uint64_t before)
{
    bits[0] |= before << 1;
    bits[1] |= before >> 63;
}

static void put_character(traits *t, unsigned bit, uint32_t size, uint32_t c)
{
    unsigned end = bit + size;
    uint64_t here = (uint64_t)1 << bit;
    put_bits(t->rest, bit + 1, end);
    if (smz_is_word(c))
        put_bits(t->words, bit, end);
    if (smz_is_lower(c))
        put_bits(t->after_small, end, end + 1);
    if (smz_is_blank(c))
        put_bits(t->after_blank, end, end + 1);
    t->upper |= smz_is_upper(c) ? here : 0;
    t->dashes |= c == 0x2013 ? here : 0;
    t->marks |= is_mark(c) ? here : 0;
}

/* Reads the characters led by 'leads' one by one; false at a bad one. */
static bool read_others(traits *t, uint64_t leads, const char *bytes,
                        uint32_t left)
{
    for (; leads != 0; leads &= leads - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(leads), at = bit;
        bool valid;
        uint32_t size = smz_sequence(bytes + bit, left - bit, &valid);
        if (!valid)
            return false;
        put_character(t, bit, size, smz_next(bytes, &at, left));
    }
    return true;
}

/* Signs of code, a bracket behind a letter or a mark behind a w: what stands
 * before the block is not seen and may be either. */
static bool hints_at_code(const block *b)
{
    uint64_t behind_call = b->calls << 1 | 1, behind = b->letters << 1 | 1;
    uint64_t called = b->marks & (behind_call | (b->calls & behind));
    return (b->signs | called) != 0;
}

/* Reads the block at 'bytes', where 'left' of them stand; false when it is not
 * valid. */
static bool read_block(traits *t, const char *bytes, uint32_t left)
{
    block b = look(bytes);
    t->words[0] |= b.words;
    put_after(t->after_small, b.letters & b.small);
    put_after(t->after_blank, b.spaces);
    t->upper = b.letters & ~b.small;
    t->dashes = b.hyphens;
    t->marks = b.marks;
    t->code = hints_at_code(&b);
    if (b.controls != 0)
        read_others(t, b.controls, bytes, left);
    if ((b.high | t->rest[0]) == 0)
        return true;
    uint64_t french = b.c3 & ~(b.rare >> 1) & ~((uint64_t)1 << 63);
    t->rest[0] |= french << 1;
    t->words[0] |= french | french << 1;
    put_after(t->after_small, french << 1 & b.small);
    t->upper |= french & ~(b.small >> 1);
    return read_others(t, b.lead & ~french, bytes, left)
           && t->rest[0] == (b.high & ~b.lead);
}

static void move_on(uint64_t bits[2])
{
    bits[0] = bits[1];
    bits[1] = 0;
}

/* What reaches into the next block stays. */
static void leave_block(traits *t)
{
    move_on(t->rest);
    move_on(t->words);
    move_on(t->after_small);
    move_on(t->after_blank);
}

bool SMZ_SCAN(const char *bytes, uint32_t length, uint64_t *words,
              uint64_t *marks, uint64_t *code)
{
    traits t = { 0 };
    char last[SMZ_BLOCK];
    uint32_t i = 0;
    for (; i < length / 64 + 1; i++) {
        uint32_t left = length - i * SMZ_BLOCK;
        const char *at = bytes + (size_t)i * SMZ_BLOCK;
        if (left < SMZ_BLOCK) {
            memset(last, ' ', sizeof last);
            at = memcpy(last, at, left);
        }
        if (!read_block(&t, at, left))
            return false;
        words[i] = t.words[0];
        marks[i] = t.marks | (t.upper & t.after_small[0])
                   | (t.dashes & t.after_blank[0]);
        if (i % 64 == 0)
            code[i / 64] = 0;
        code[i / 64] |= (uint64_t)t.code << i % 64;
        leave_block(&t);
    }
    words[i] = marks[i] = 0;
    return true;
}
