/*
 * yardsticks.c - what speed.c measures the library against
 */
#include "speed.h"

#include <stdio.h>
#include <stdlib.h>

#include <libstemmer.h>

#include "internal.h"

/* ---- Words, hashed ------------------------------------------------------ */

static const uint64_t fnv_basis = 0xCBF29CE484222325u;
static const uint64_t fnv_prime = 0x100000001B3u;

/* 0 between words, 1 for letters and digits of ASCII, 2 for the first byte of
 * others in Latin-1. */
static unsigned char class_of(unsigned char byte)
{
    unsigned char letter = byte | 0x20;
    if ((letter >= 'a' && letter <= 'z') || (byte >= '0' && byte <= '9'))
        return 1;
    return byte == 0xC3 ? 2 : 0;
}

uint64_t hash_words(article t)
{
    unsigned char classes[256], lower[256], kind;
    for (unsigned i = 0; i < 256; i++) {
        classes[i] = class_of((unsigned char)i);
        lower[i] = (unsigned char)(i >= 'A' && i <= 'Z' ? i + 32 : i);
    }
    const unsigned char *at = (const unsigned char *)t.bytes;
    const unsigned char *end = at + t.length;
    uint64_t sum = 0;
    while (at < end) {
        uint64_t hash = fnv_basis;
        const unsigned char *begin = at;
        while (at < end && (kind = classes[*at]) != 0) {
            hash = (hash ^ lower[*at++]) * fnv_prime;
            if (kind == 2 && at < end) {
                unsigned char second = *at++;
                bool upper = second < 0x9F && second != 0x97;
                hash = (hash ^ (second + (upper ? 32u : 0))) * fnv_prime;
            }
        }
        if (at > begin)
            sum += hash;
        else
            at++;
    }
    return sum;
}

/* As many of the bytes at 'word' as it has, up to 16, mixed. */
static uint64_t hash_key(const char *word, uint32_t length)
{
    uint64_t halves[2], low = ~(uint64_t)0, high = 0;
    memcpy(halves, word, sizeof halves);
    if (length < 8)
        low = ((uint64_t)1 << 8 * length) - 1;
    else if (length < 16)
        high = ((uint64_t)1 << 8 * (length - 8)) - 1;
    else
        high = ~(uint64_t)0;
    const uint64_t small = 0x2020202020202020u;
    uint64_t hash = ((halves[0] | small) & low) * fnv_prime;
    hash ^= ((halves[1] | small) & high) * fnv_basis;
    return hash ^ hash >> 32;
}

uint64_t hash_words_by_bits(article t, uint64_t *words, uint64_t *marks,
                            uint64_t *code)
{
    uint32_t length = (uint32_t)t.length, at = 0;
    uint64_t sum = 0;
    smz_scan(t.bytes, length, words, marks, code);
    while ((at = smz_find(words, at, length)) + 16 < length) {
        uint32_t end = smz_find_clear(words, at, length);
        sum += hash_key(t.bytes + at, end - at);
        at = end;
    }
    return sum;
}

/* ---- Stages ------------------------------------------------------------- */

const char *const stage_names[STAGES] = {
    "scan", "segment", "classify", "tokenize", "stem", "weigh", "rank", "select",
    "pack"
};

struct stages {
    smz_stemmer *stemmer;
    struct sb_stemmer *snowball;
    smz_weigher weigher;
    smz_selector selector;
    smz_readings readings;
    smz_buffer word_bits, mark_bits, code_bits, sentences, words;
};

stages *new_stages(void)
{
    bool missing;
    stages *s = calloc(1, sizeof *s);
    if (s == NULL || (s->stemmer = smz_stemmer_new(&missing)) == NULL) {
        fputs("speed: out of memory\n", stderr);
        exit(2);
    }
    s->snowball = sb_stemmer_new("french", "UTF_8");
    return s;
}

static void stem_again(stages *s, const smz_text *text, uint32_t count)
{
    const smz_word *words = s->words.data;
    const smz_reading *readings = s->readings.words;
    for (uint32_t i = 0; i < count; i++) {
        char folded[64];
        if (readings[i].term == 0 || words[i].length > 48)
            continue;
        uint32_t length = smz_fold(text->bytes + words[i].begin,
                                   words[i].length, folded, sizeof folded);
        sb_stemmer_stem(s->snowball, (const sb_symbol *)folded, (int)length);
    }
}

static void read_one(stages *s, smz_document *d, smz_sentence *sentence,
                     int last, int stemming)
{
    uint32_t count = smz_tokenize(&d->text, sentence, &s->words);
    if (last < STEM || sentence->kind != SUMMARIZE_SENTENCE)
        return;
    smz_stem(s->stemmer, &d->text, s->words.data, count, &s->readings);
    if (stemming)
        stem_again(s, &d->text, count);
    d->plain_words += sentence->words;
    if (last < WEIGH)
        return;
    smz_read_cues(&d->text, sentence, s->words.data, &s->readings);
    smz_weigh(&s->weigher, d, sentence, &s->readings,
              smz_stemmer_count(s->stemmer));
}

static void read_all(stages *s, smz_document *d, int last, int stemming)
{
    smz_stemmer_sweep(s->stemmer);
    smz_weigh_start(&s->weigher, d);
    for (uint32_t i = 0; i < d->sentence_count; i++)
        read_one(s, d, &d->sentences[i], last, stemming);
    if (last >= WEIGH)
        smz_weigh_finish(&s->weigher, d, s->stemmer);
}

static void scan(stages *s, article t, smz_document *d)
{
    size_t elements = t.length / 64 + 2;
    uint64_t *words = smz_reserve(&s->word_bits, elements, sizeof *words);
    uint64_t *marks = smz_reserve(&s->mark_bits, elements, sizeof *marks);
    uint64_t *code = smz_reserve(&s->code_bits, elements, sizeof *code);
    smz_scan(t.bytes, (uint32_t)t.length, words, marks, code);
    d->text = (smz_text){ t.bytes, (uint32_t)t.length, words, marks, code };
}

void run_stages(stages *s, article t, int last, int stemming)
{
    summarize_options options = { .size = sizeof options, .max_sentences = 3 };
    smz_document d = { .source = t.bytes };
    smz_selection selection;
    scan(s, t, &d);
    if (last >= SEGMENT)
        smz_segment(&d, &s->sentences, 0);
    if (last >= CLASSIFY)
        smz_classify(&d);
    if (last >= TOKENIZE)
        read_all(s, &d, last, stemming);
    if (last >= RANK)
        smz_rank(&d);
    if (last >= SELECT)
        smz_select(&s->selector, &d, &options, &selection);
    if (last >= PACK)
        summarize_result_free(smz_pack_result(&d, &selection, &s->selector));
}
