/*
 * lanes.h - bytes compared many at once
 *
 * A block is 64 bytes; each question about them is answered by 64 bits, bit i
 * for byte i.  There is a version for SSE2, one for NEON and one for any
 * machine, eight bytes in one integer; all give the same bits.
 * SUMMARIZE_PORTABLE asks for the last, so that a test can compare them.
 */
#ifndef SUMMARIZE_LANES_H
#define SUMMARIZE_LANES_H

#include <stdint.h>
#include <string.h>

enum { SMZ_BLOCK = 64 };

/* The compiler does not unroll by itself; the shifts become constants. */
#if defined(__GNUC__) && !defined(__clang__)
#define SMZ_UNROLL _Pragma("GCC unroll 8")
#else
#define SMZ_UNROLL
#endif

#if defined(__SSE2__) && !defined(SUMMARIZE_PORTABLE)
#include <emmintrin.h>

enum { SMZ_LANES = 16 };
typedef __m128i smz_lanes;

static inline smz_lanes smz_load_lanes(const char *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static inline smz_lanes smz_or(smz_lanes a, smz_lanes b)
{
    return _mm_or_si128(a, b);
}

static inline smz_lanes smz_with_bits(smz_lanes a, unsigned char bits)
{
    return _mm_or_si128(a, _mm_set1_epi8((char)bits));
}

static inline smz_lanes smz_equal(smz_lanes a, unsigned char byte)
{
    return _mm_cmpeq_epi8(a, _mm_set1_epi8((char)byte));
}

/* Which bytes are from 'least' to 'most', both included: they are moved to the
 * top of the signed range. */
static inline smz_lanes smz_between(smz_lanes a, unsigned char least,
                                    unsigned char most)
{
    __m128i moved = _mm_add_epi8(a, _mm_set1_epi8((char)(0x7F - most)));
    return _mm_cmpgt_epi8(moved, _mm_set1_epi8((char)(0x7E - most + least)));
}

/* The highest bit of each byte. */
static inline uint64_t smz_high_bits(smz_lanes a)
{
    return (uint32_t)_mm_movemask_epi8(a);
}

/* Moves each byte up by 1 or 2 bits; what comes in below is not defined. */
static inline smz_lanes smz_shift(smz_lanes a, int bits)
{
    return _mm_slli_epi16(a, bits);
}

#elif defined(__aarch64__) && defined(__ARM_NEON) \
    && !defined(SUMMARIZE_PORTABLE)
#include <arm_neon.h>

enum { SMZ_LANES = 16 };
typedef uint8x16_t smz_lanes;

static inline smz_lanes smz_load_lanes(const char *bytes)
{
    return vld1q_u8((const uint8_t *)bytes);
}

static inline smz_lanes smz_or(smz_lanes a, smz_lanes b)
{
    return vorrq_u8(a, b);
}

static inline smz_lanes smz_with_bits(smz_lanes a, unsigned char bits)
{
    return vorrq_u8(a, vdupq_n_u8(bits));
}

static inline smz_lanes smz_equal(smz_lanes a, unsigned char byte)
{
    return vceqq_u8(a, vdupq_n_u8(byte));
}

static inline smz_lanes smz_between(smz_lanes a, unsigned char least,
                                    unsigned char most)
{
    return vcleq_u8(vsubq_u8(a, vdupq_n_u8(least)),
                    vdupq_n_u8((uint8_t)(most - least)));
}

static inline uint64_t smz_high_bits(smz_lanes a)
{
    static const int8_t places[16] = { -7, -6, -5, -4, -3, -2, -1, 0,
                                       -7, -6, -5, -4, -3, -2, -1, 0 };
    uint8x16_t high = vandq_u8(a, vdupq_n_u8(0x80));
    uint8x16_t placed = vshlq_u8(high, vld1q_s8(places));
    return (uint64_t)vaddv_u8(vget_low_u8(placed))
           | (uint64_t)vaddv_u8(vget_high_u8(placed)) << 8;
}

static inline smz_lanes smz_shift(smz_lanes a, int bits)
{
    return vshlq_u8(a, vdupq_n_s8((int8_t)bits));
}

#else

enum { SMZ_LANES = 8 };
typedef uint64_t smz_lanes;

#define SMZ_EACH(byte) ((uint64_t)(unsigned char)(byte) * 0x0101010101010101u)

/* The first byte is the lowest, whatever the machine's order. */
static inline smz_lanes smz_load_lanes(const char *bytes)
{
    uint64_t lanes;
    memcpy(&lanes, bytes, sizeof lanes);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    lanes = __builtin_bswap64(lanes);
#endif
    return lanes;
}

static inline smz_lanes smz_or(smz_lanes a, smz_lanes b)
{
    return a | b;
}

static inline smz_lanes smz_with_bits(smz_lanes a, unsigned char bits)
{
    return a | SMZ_EACH(bits);
}

/* The sums of the lower seven bits cannot carry into the next byte. */
static inline smz_lanes smz_equal(smz_lanes a, unsigned char byte)
{
    uint64_t other = a ^ SMZ_EACH(byte);
    return ~(((other & SMZ_EACH(0x7F)) + SMZ_EACH(0x7F)) | other);
}

/* For ranges of ASCII, and for those that begin and end above it. */
static inline smz_lanes smz_between(smz_lanes a, unsigned char least,
                                    unsigned char most)
{
    uint64_t low = a & SMZ_EACH(0x7F);
    uint64_t reached = low + SMZ_EACH(0x80 - (least & 0x7F));
    uint64_t passed = low + SMZ_EACH(0x7F - (most & 0x7F));
    return reached & ~passed & (least < 0x80 ? ~a : a);
}

/* The multiplication moves the highest bit of byte i to bit 56 + i. */
static inline uint64_t smz_high_bits(smz_lanes a)
{
    return ((a & SMZ_EACH(0x80)) >> 7) * 0x0102040810204080u >> 56;
}

static inline smz_lanes smz_shift(smz_lanes a, int bits)
{
    return a << bits;
}

#endif

#endif
