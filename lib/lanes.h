/*
 * lanes.h - bytes compared many at once
 *
 * A block is 64 bytes; each question about them is answered by 64 bits, bit i
 * for byte i.  There is a version for SSE2, one for NEON and one for any
 * machine, eight bytes in one integer; all give the same bits.
 * SUMMARIZE_PORTABLE asks for the last, so that a test can compare them.
 * SMZ_WIDE_LANES asks for AVX2, which has what scan.c needs of it alone.
 */
#ifndef SUMMARIZE_LANES_H
#define SUMMARIZE_LANES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { SMZ_BLOCK = 64 };

/* The compiler does not unroll by itself. */
#if defined(__GNUC__) && !defined(__clang__)
#define SMZ_UNROLL _Pragma("GCC unroll 8")
#else
#define SMZ_UNROLL
#endif

/* Turns the machine's order of bytes into the lowest first, and back. */
static inline uint64_t smz_lowest_first(uint64_t eight)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/* Eight bytes, the first the lowest, whatever the machine's order. */
static inline uint64_t smz_load_eight(const char *bytes)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    return smz_lowest_first(eight);
}

static inline void smz_store_eight(char *bytes, uint64_t eight)
{
    eight = smz_lowest_first(eight);
    memcpy(bytes, &eight, sizeof eight);
}

#if defined(SMZ_WIDE_LANES)
#include <immintrin.h>

enum { SMZ_LANES = 32 };
typedef __m256i smz_lanes;

/* A byte in every lane.  Its value is hidden from the compiler, which would
 * build each constant anew for each block; so it stays in a register or in
 * memory. */
static inline smz_lanes smz_each(unsigned char byte)
{
    __m256i each = _mm256_set1_epi8((char)byte);
    __asm__("" : "+x"(each));
    return each;
}

static inline smz_lanes smz_load_lanes(const char *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

static inline smz_lanes smz_or(smz_lanes a, smz_lanes b)
{
    return _mm256_or_si256(a, b);
}

static inline smz_lanes smz_with_bits(smz_lanes a, unsigned char bits)
{
    return _mm256_or_si256(a, smz_each(bits));
}

static inline smz_lanes smz_equal(smz_lanes a, unsigned char byte)
{
    return _mm256_cmpeq_epi8(a, smz_each(byte));
}

static inline smz_lanes smz_between(smz_lanes a, unsigned char least,
                                    unsigned char most)
{
    __m256i moved = _mm256_add_epi8(a, smz_each((unsigned char)(0x7F - most)));
    return _mm256_cmpgt_epi8(moved,
                             smz_each((unsigned char)(0x7E - most + least)));
}

static inline uint64_t smz_high_bits(smz_lanes a)
{
    return (uint32_t)_mm256_movemask_epi8(a);
}

static inline smz_lanes smz_shift(smz_lanes a, int bits)
{
    return _mm256_slli_epi16(a, bits);
}

#elif defined(__SSE2__) && !defined(SUMMARIZE_PORTABLE)
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

/* The first 'length' of 16 bytes, all of which can be read, the first the
 * lowest of two integers and zeros behind them; capitals of ASCII as small
 * letters. */
static inline void smz_lower_short(const char *bytes, uint32_t length,
                                   uint64_t lower[2])
{
    static const uint8_t ones[32] = {
        255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255
    };
    __m128i kept = smz_load_lanes((const char *)ones + 16 - length);
    __m128i x = _mm_and_si128(smz_load_lanes(bytes), kept);
    __m128i upper = smz_between(x, 'A', 'Z');
    x = _mm_or_si128(x, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
    _mm_storeu_si128((__m128i *)(void *)lower, x);
}

/* How many bytes continue a character, of SMZ_LANES times 'count', which is at
 * most 255: what a byte can count. */
static inline uint32_t smz_count_rest(const char *bytes, uint32_t count)
{
    __m128i sums = _mm_setzero_si128();
    for (uint32_t i = 0; i < count; i++) {
        __m128i x = smz_load_lanes(bytes + SMZ_LANES * i);
        sums = _mm_sub_epi8(sums, _mm_cmpgt_epi8(_mm_set1_epi8(-64), x));
    }
    sums = _mm_sad_epu8(sums, _mm_setzero_si128());
    return (uint32_t)(_mm_cvtsi128_si32(sums)
                      + _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
}

#elif defined(__aarch64__) && defined(__ARM_NEON) \
    && !defined(__AARCH64EB__) && !defined(SUMMARIZE_PORTABLE)
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

static inline void smz_lower_short(const char *bytes, uint32_t length,
                                   uint64_t lower[2])
{
    static const uint8_t places[16] = { 0, 1, 2, 3, 4, 5, 6, 7,
                                        8, 9, 10, 11, 12, 13, 14, 15 };
    uint8x16_t kept = vcltq_u8(vld1q_u8(places), vdupq_n_u8((uint8_t)length));
    uint8x16_t x = vandq_u8(smz_load_lanes(bytes), kept);
    uint8x16_t upper = smz_between(x, 'A', 'Z');
    x = vorrq_u8(x, vandq_u8(upper, vdupq_n_u8(0x20)));
    vst1q_u64(lower, vreinterpretq_u64_u8(x));
}

static inline uint32_t smz_count_rest(const char *bytes, uint32_t count)
{
    uint8x16_t sums = vdupq_n_u8(0);
    for (uint32_t i = 0; i < count; i++) {
        uint8x16_t x = smz_load_lanes(bytes + SMZ_LANES * i);
        sums = vsubq_u8(sums, smz_between(x, 0x80, 0xBF));
    }
    return vaddlvq_u8(sums);
}

#else
#define SMZ_PORTABLE_LANES

enum { SMZ_LANES = 8 };
typedef uint64_t smz_lanes;

#define SMZ_EACH(byte) ((uint64_t)(unsigned char)(byte) * 0x0101010101010101u)

static inline smz_lanes smz_load_lanes(const char *bytes)
{
    return smz_load_eight(bytes);
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

static inline uint64_t smz_lower_eight(uint64_t x)
{
    return x | (smz_between(x, 'A', 'Z') & SMZ_EACH(0x80)) >> 2;
}

static inline void smz_lower_short(const char *bytes, uint32_t length,
                                   uint64_t lower[2])
{
    const uint64_t all = ~(uint64_t)0;
    uint64_t first = length < 8 ? ~(all << 8 * length) : all;
    uint64_t rest = length > 8 ? all >> 8 * (16 - length) : 0;
    lower[0] = smz_lower_eight(smz_load_eight(bytes) & first);
    lower[1] = smz_lower_eight(smz_load_eight(bytes + 8) & rest);
}

static inline uint32_t smz_count_rest(const char *bytes, uint32_t count)
{
    uint64_t sums = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t x = smz_load_lanes(bytes + SMZ_LANES * i);
        sums += (x & ~(x << 1)) >> 7 & SMZ_EACH(1);
    }
    uint64_t pairs = (sums & 0x00FF00FF00FF00FFu)
                     + (sums >> 8 & 0x00FF00FF00FF00FFu);
    return (uint32_t)((pairs * 0x0001000100010001u) >> 48);
}

#endif

#endif
