/*
 * stem.c - stage 4: words -> terms
 *
 * A stem costs a microsecond, and half of the words of any text were met in an
 * earlier one.  So the engine keeps a table of the forms it has met: one probe
 * tells whether the word is a stop word, its stem and what the lexicon says.
 * A form that was never met is looked for in forms.c; only if that does not
 * list it, either, it is stemmed.
 */
#include "internal.h"

#include <libstemmer.h>

#include "french.h"
#include "lanes.h"

enum {
    INLINE = 16,          /* bytes of a form that fit its key */
    LONGEST_FORM = 128,   /* bytes; what is longer is cut: it is no word */
    LONGEST_STEMMED = 64, /* bytes; what is longer is its own stem */
    /* Kept from one document to the next; what a short text adds to so many
     * still fits the slots. */
    MOST_FORMS = (1 << 17) - (1 << 12),
    MOST_SLOTS = 1 << 18,
    FEWEST_SLOTS = 1 << 10,
    SWEEPS = 255,         /* as many can be told apart */
    BATCH = 32            /* words looked up at once */
};

/* A key holds the form as it is written, but for capitals of ASCII: "État" and
 * "état" are met apart.  Of a long one it holds the hash of what it folds to
 * and LONG, its length and place. */
typedef struct key { uint64_t low, high; } key;

#define LONG ((uint64_t)0xFF << 56)  /* no byte of UTF-8 */

typedef struct form {
    key         key;
    smz_reading reading;  /* last met in sweep 0: a free slot */
} form;

struct smz_stemmer {
    struct sb_stemmer *snowball;
    uint64_t factors[2];  /* of its hashes */
    smz_buffer forms, stems, index, text;
    uint32_t form_slots, form_count;
    uint32_t form_shift;  /* of a hash, to the number of a slot */
    uint32_t index_slots, stem_count;
    uint32_t text_length;
    uint8_t sweep;
    bool half;            /* full when this sweep began */
};

/* ---- Hashes ------------------------------------------------------------- */

/* A product's lower bits know nothing of the higher ones of its factors: the
 * last letters of a word would count for little without the second. */
static uint64_t mix(const smz_stemmer *s, uint64_t low, uint64_t high)
{
    uint64_t hash = low * s->factors[0] + high * s->factors[1];
    hash = (hash ^ hash >> 32) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 32;
}

/* A text of words that all belong into one slot would take quadratic time.  No
 * one can write it who does not know where the memory of the engine lies. */
static void choose_factors(smz_stemmer *s)
{
    uint64_t heap = (uintptr_t)s, stack = (uintptr_t)&heap;
    s->factors[0] = 0x9E3779B97F4A7C15u;
    s->factors[1] = 0xFF51AFD7ED558CCDu;
    for (uint32_t i = 0; i < 4; i++) {
        s->factors[0] = mix(s, heap, stack) | 1;
        s->factors[1] = mix(s, stack, heap) | 1;
    }
}

static uint64_t hash_text(const smz_stemmer *s, const char *text,
                          uint32_t length)
{
    uint64_t hash = length;
    for (uint32_t at = 0, size; at < length; at += size) {
        uint64_t eight = 0;
        size = length - at < 8 ? length - at : 8;
        memcpy(&eight, text + at, size);
        hash = mix(s, hash, eight);
    }
    return hash;
}

/* ---- The text of forms and stems ---------------------------------------- */

static bool store_text(smz_stemmer *s, const char *text, uint32_t length)
{
    if (length >= UINT32_MAX - s->text_length)
        return false;
    char *all = smz_reserve(&s->text, (size_t)s->text_length + length + 1, 1);
    if (all == NULL)
        return false;
    memcpy(all + s->text_length, text, length);
    s->text_length += length;
    return true;
}

static const char *text_at(const smz_stemmer *s, uint32_t place)
{
    return (const char *)s->text.data + place;
}

/* ---- Stems -------------------------------------------------------------- */

static uint32_t *index_slot(smz_stemmer *s, const char *text, uint32_t length)
{
    const smz_stem_record *stems = s->stems.data;
    uint32_t *index = s->index.data;
    uint32_t slot = (uint32_t)hash_text(s, text, length);
    for (;; slot++) {
        uint32_t *found = &index[slot & (s->index_slots - 1)];
        if (*found == 0)
            return found;
        const smz_stem_record *known = &stems[*found];
        if (known->length == length
            && memcmp(text_at(s, known->text), text, length) == 0)
            return found;
    }
}

static bool grow_index(smz_stemmer *s)
{
    if ((s->stem_count + 1) * 2 <= s->index_slots)
        return true;
    uint32_t slots = s->index_slots ? s->index_slots * 2 : FEWEST_SLOTS;
    uint32_t *index = smz_reserve(&s->index, slots, sizeof *index);
    if (index == NULL)
        return false;
    memset(index, 0, slots * sizeof *index);
    s->index_slots = slots;
    const smz_stem_record *stems = s->stems.data;
    for (uint32_t i = 1; i < s->stem_count; i++)
        *index_slot(s, text_at(s, stems[i].text), stems[i].length) = i;
    return true;
}

/* Finds the number of a stem, a new one if need be; 0: out of memory. */
static uint32_t number_stem(smz_stemmer *s, const char *text, uint32_t length,
                            uint32_t entry)
{
    smz_stem_record *stems = smz_reserve(
        &s->stems, (size_t)s->stem_count + 1, sizeof *stems);
    if (stems == NULL || !grow_index(s))
        return 0;
    uint32_t *slot = index_slot(s, text, length), place = s->text_length;
    if (*slot != 0)
        return *slot;
    if (!store_text(s, text, length))
        return 0;
    const int8_t *promises = smz_promises(entry);
    stems[s->stem_count] = (smz_stem_record){
        place, (uint16_t)length, { promises[0], promises[1] },
        smz_idf(entry), entry
    };
    return *slot = s->stem_count++;
}

/* The number of the stem of a folded form; 0: out of memory. */
static uint32_t stem_form(smz_stemmer *s, const char *text, uint32_t length)
{
    char folded[LONGEST_FORM];
    uint32_t entry = smz_find_form(text, length);
    if (entry != SMZ_RARE) {
        text = smz_entry_text(entry, &length);
        return number_stem(s, text, length, entry);
    }
    memcpy(folded, text, length);
    if (length <= LONGEST_STEMMED) {
        const sb_symbol *found = sb_stemmer_stem(
            s->snowball, (const sb_symbol *)text, (int)length);
        if (found == NULL)
            return 0;
        length = (uint32_t)sb_stemmer_length(s->snowball);
        memcpy(folded, found, length);
    }
    length = smz_strip_accents(folded, length);
    return number_stem(s, folded, length, smz_find_entry(folded, length));
}

/* ---- Forms -------------------------------------------------------------- */

static bool is_free(const form *f)
{
    return f->reading.sweep == 0;
}

/* The highest bits of a product know of all bits of its factors. */
static inline uint32_t hash_key(key k, uint64_t first, uint64_t second,
                                uint32_t shift)
{
    return (uint32_t)((k.low * first + k.high * second) >> shift);
}

static uint32_t first_slot(const smz_stemmer *s, key k)
{
    if (k.high >= LONG)
        k.high = LONG;  /* its place may not count */
    return hash_key(k, s->factors[0], s->factors[1], s->form_shift);
}

static bool is_form(const smz_stemmer *s, const form *f, key k,
                    const char *text)
{
    if (f->key.low != k.low)
        return false;
    if (k.high < LONG)
        return f->key.high == k.high;
    uint32_t length = (uint32_t)(k.high >> 32 & 0xFFFF);
    return f->key.high >> 32 == k.high >> 32
           && memcmp(text_at(s, (uint32_t)f->key.high), text, length) == 0;
}

/* The text of a long form, that of a short one is its key. */
static const char *long_text(const smz_stemmer *s, key k)
{
    return k.high >= LONG ? text_at(s, (uint32_t)k.high) : NULL;
}

/* The form, or the free slot where it belongs; 'text' is that of a long one. */
static form *find_form(const smz_stemmer *s, key k, const char *text)
{
    form *forms = s->forms.data;
    for (uint32_t slot = first_slot(s, k);; slot++) {
        form *f = &forms[slot & (s->form_slots - 1)];
        if (is_free(f) || is_form(s, f, k, text))
            return f;
    }
}

/* Moves all forms to a table of 'slots'. */
static bool rebuild(smz_stemmer *s, uint32_t slots)
{
    smz_buffer old = s->forms;
    s->forms = (smz_buffer){ NULL, 0 };
    form *forms = smz_reserve(&s->forms, slots, sizeof *forms);
    if (forms == NULL) {
        s->forms = old;
        return false;
    }
    memset(forms, 0, slots * sizeof *forms);
    const form *from = old.data;
    uint32_t count = s->form_slots;
    s->form_slots = slots;
    s->form_shift = 64 - (uint32_t)__builtin_ctz(slots);
    for (uint32_t i = 0; i < count; i++)
        if (!is_free(&from[i]))
            *find_form(s, from[i].key, long_text(s, from[i].key)) = from[i];
    smz_release(&old);
    return true;
}

/* Single letters and clitics ("-il") say nothing. */
static bool has_content(const char *text, uint32_t length, uint32_t lexicon)
{
    uint32_t second = 0;
    smz_next(text, &second, length);
    return !(lexicon & SMZ_STOP) && second < length && text[0] != '-';
}

/* Enters a form that was never met, 'text' folded. */
static form *add_form(smz_stemmer *s, key k, const char *text, uint32_t length)
{
    if ((s->form_count + 1) * 2 > s->form_slots
        && !rebuild(s, s->form_slots ? s->form_slots * 2 : FEWEST_SLOTS))
        return NULL;
    uint32_t lexicon = smz_lexicon(text, length) & SMZ_LEXICON, term = 0;
    if (has_content(text, length, lexicon)
        && (term = stem_form(s, text, length)) == 0)
        return NULL;
    if (k.high >= LONG) {
        k.high |= s->text_length;
        if (!store_text(s, text, length))
            return NULL;
    }
    form *f = find_form(s, k, text);
    *f = (form){ k, { term, lexicon & SMZ_LEXICON, s->sweep } };
    s->form_count++;
    return f;
}

/* Reads a form that is long, new, or was not met since the last sweep: apart
 * from the loop below, so that it keeps its registers. */
__attribute__((noinline))
static const form *read_form(smz_stemmer *s, key k, const char *word,
                             uint32_t length)
{
    char folded[LONGEST_FORM + 8];
    bool is_long = length > INLINE;
    form *f = is_long ? NULL : find_form(s, k, NULL);
    if (is_long || is_free(f))
        length = smz_fold(word, length, folded, LONGEST_FORM);
    if (is_long) {
        k = (key){ hash_text(s, folded, length),
                   LONG | (uint64_t)length << 32 };
        f = find_form(s, k, folded);
    }
    if (is_free(f))
        return add_form(s, k, folded, length);
    f->reading.sweep = s->sweep;
    return f;
}

/* The keys of words and where they belong.  Those slots are fetched before the
 * first is looked into: the table is larger than the cache, and one wait serves
 * for all.  A word that stands so close to the end of the text that sixteen
 * bytes cannot be read is 'copied'. */
static inline void read_keys(const smz_stemmer *s, const smz_text *text,
                             const smz_word *words, uint32_t count,
                             bool copied, key *keys, uint32_t *slots)
{
    const form *forms = s->forms.data;
    uint64_t first = s->factors[0], second = s->factors[1];
    uint32_t shift = s->form_shift;
    for (uint32_t i = 0; i < count; i++) {
        const char *bytes = text->bytes + words[i].begin;
        uint32_t length = words[i].length <= INLINE ? words[i].length : 0;
        char copy[INLINE];
        uint64_t lower[2];
        if (copied)
            bytes = memcpy(copy, bytes, length);
        smz_lower_short(bytes, length, lower);
        keys[i] = (key){ lower[0], lower[1] };
        slots[i] = hash_key(keys[i], first, second, shift);
        __builtin_prefetch(&forms[slots[i]]);
    }
}

/* Reads words whose keys are known.  A long one has the key of no form; should
 * the table grow on the way, the old slots find nothing: read_form() looks
 * again. */
static bool read_forms(smz_stemmer *s, const smz_text *text,
                       const smz_word *words, uint32_t count, const key *keys,
                       const uint32_t *slots, smz_reading *readings)
{
    const form *forms = s->forms.data;
    for (uint32_t i = 0; i < count; i++) {
        const form *f = &forms[slots[i]];
        while (f->key.low != keys[i].low || f->key.high != keys[i].high) {
            if (is_free(f))
                break;
            f = &forms[(f - forms + 1) & (s->form_slots - 1)];
        }
        if (f->reading.sweep != s->sweep) {
            f = read_form(s, keys[i], text->bytes + words[i].begin,
                          words[i].length);
            if (f == NULL)
                return false;
            forms = s->forms.data;
        }
        readings[i] = f->reading;
    }
    return true;
}

static bool stem_batch(smz_stemmer *s, const smz_text *text,
                       const smz_word *words, uint32_t count,
                       smz_reading *readings)
{
    key keys[BATCH];
    uint32_t slots[BATCH];
    if (text->length - words[count - 1].begin >= INLINE)
        read_keys(s, text, words, count, false, keys, slots);
    else
        read_keys(s, text, words, count, true, keys, slots);
    return read_forms(s, text, words, count, keys, slots, readings);
}

/* Makes room for what is to be read of so many words. */
static bool make_room(smz_readings *readings, uint32_t count)
{
    static const size_t size = sizeof (smz_reading) + sizeof (smz_mention)
                               + sizeof (uint32_t);
    readings->words = smz_reserve(&readings->buffer, count, size);
    if (readings->words == NULL)
        return false;
    readings->mentions = (smz_mention *)(readings->words + count);
    readings->telling = (uint32_t *)(readings->mentions + count);
    readings->count = count;
    return true;
}

static smz_mention mention_of(uint32_t term, bool capital)
{
    return 2 * term + capital;
}

/* Lists the terms and the telling words.  Nobody foresees which are some: so
 * each is written down, and stays if it is. */
static void list_found(smz_readings *readings, const smz_word *words)
{
    smz_readings r = *readings;
    r.mention_count = r.telling_count = 0;
    for (uint32_t i = 0; i < r.count; i++) {
        smz_reading known = r.words[i];
        r.mentions[r.mention_count] = mention_of(known.term,
                                                 words[i].marks & SMZ_CAPITAL);
        r.mention_count += known.term != 0;
        r.telling[r.telling_count] = i;
        r.telling_count += (known.lexicon & SMZ_TELLING) != 0;
    }
    if (r.count > 0 && r.words[0].term != 0)  /* its capital says nothing */
        r.mentions[0] = mention_of(r.words[0].term,
                                   words[0].marks & SMZ_SHOUTED);
    *readings = r;
}

bool smz_stem(smz_stemmer *s, const smz_text *text, const smz_word *words,
              uint32_t count, smz_readings *readings)
{
    if (!make_room(readings, count))
        return false;
    for (uint32_t i = 0; i < count; i += BATCH) {
        uint32_t size = count - i < BATCH ? count - i : BATCH;
        if (!stem_batch(s, text, words + i, size, readings->words + i))
            return false;
    }
    list_found(readings, words);
    return true;
}

static void release_tables(smz_stemmer *s)
{
    smz_release(&s->forms);
    smz_release(&s->stems);
    smz_release(&s->index);
    smz_release(&s->text);
}

static bool has_french(void)
{
    for (const char **name = sb_stemmer_list(); *name != NULL; name++)
        if (strcmp(*name, "french") == 0)
            return true;
    return false;
}

/* ---- The stemmer -------------------------------------------------------- */

static void clear(smz_stemmer *s)
{
    s->form_count = s->text_length = 0;
    s->stem_count = 1;  /* 0 stands for stop words */
    s->sweep = 1;
    s->half = false;
    memset(s->forms.data, 0, s->form_slots * sizeof (form));
    memset(s->index.data, 0, s->index_slots * sizeof (uint32_t));
}

/* Empty tables of the smallest size. */
static bool make_tables(smz_stemmer *s)
{
    s->stem_count = 1;
    s->sweep = 1;
    return rebuild(s, FEWEST_SLOTS) && grow_index(s);
}

static smz_stemmer empty_like(const smz_stemmer *s)
{
    return (smz_stemmer){ .snowball = s->snowball,
                          .factors = { s->factors[0], s->factors[1] } };
}

/* Without memory for new tables the old ones stay, empty. */
void smz_stemmer_clear(smz_stemmer *s)
{
    smz_stemmer fresh = empty_like(s);
    if (make_tables(&fresh)) {
        release_tables(s);
        *s = fresh;
    } else {
        release_tables(&fresh);
        clear(s);
    }
}

/* Numbers the stems of the forms that were met since the last sweep anew. */
static bool keep_met(const smz_stemmer *s, smz_stemmer *fresh)
{
    const form *forms = s->forms.data;
    const smz_stem_record *stems = s->stems.data;
    for (uint32_t i = 0; i < s->form_slots; i++) {
        form f = forms[i];
        if (f.reading.sweep != s->sweep)
            continue;
        const smz_stem_record *known = &stems[f.reading.term];
        if (f.reading.term != 0
            && (f.reading.term = number_stem(fresh, text_at(s, known->text),
                                             known->length, known->entry)) == 0)
            return false;
        const char *text = long_text(s, f.key);
        uint32_t place = fresh->text_length;
        if (f.key.high >= LONG) {
            if (!store_text(fresh, text, (uint32_t)(f.key.high >> 32 & 0xFFFF)))
                return false;
            f.key.high = f.key.high >> 32 << 32 | place;
        }
        *find_form(fresh, f.key, text) = f;
        fresh->form_count++;
    }
    return true;
}

static uint32_t count_met(const smz_stemmer *s)
{
    const form *forms = s->forms.data;
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->form_slots; i++)
        count += forms[i].reading.sweep == s->sweep;
    return count;
}

/* From when the table is half full, it is told which forms are met again. */
static void begin_sweep(smz_stemmer *s)
{
    if (s->half || s->form_count <= MOST_FORMS / 2)
        return;
    s->sweep = (uint8_t)(s->sweep % SWEEPS + 1);
    s->half = true;
}

/* One text may have met more forms than are kept: then none of them is. */
bool smz_stemmer_sweep(smz_stemmer *s)
{
    begin_sweep(s);
    if (s->form_count <= MOST_FORMS)
        return true;
    if (count_met(s) > MOST_FORMS / 4 * 3) {
        smz_stemmer_clear(s);
        return true;
    }
    smz_stemmer fresh = empty_like(s);
    fresh.stem_count = 1;
    if (!rebuild(&fresh, MOST_SLOTS) || !grow_index(&fresh)
        || !keep_met(s, &fresh)) {
        release_tables(&fresh);
        return false;
    }
    fresh.sweep = s->sweep;
    release_tables(s);
    *s = fresh;
    return true;
}

smz_stemmer *smz_stemmer_new(bool *missing)
{
    *missing = false;
    smz_stemmer *s = smz_allocate(sizeof *s);
    if (s == NULL)
        return NULL;
    choose_factors(s);
    s->snowball = sb_stemmer_new("french", "UTF_8");
    if (s->snowball != NULL && make_tables(s))
        return s;
    *missing = s->snowball == NULL && !has_french();
    smz_stemmer_free(s);
    return NULL;
}

void smz_stemmer_free(smz_stemmer *s)
{
    if (s == NULL)
        return;
    sb_stemmer_delete(s->snowball);
    release_tables(s);
    smz_free(s);
}

uint32_t smz_stemmer_count(const smz_stemmer *s)
{
    return s->stem_count;
}

const smz_stem_record *smz_stemmer_records(const smz_stemmer *s)
{
    return s->stems.data;
}

const char *smz_stemmer_text(const smz_stemmer *s, uint32_t term,
                             uint32_t *length)
{
    const smz_stem_record *known = &smz_stemmer_records(s)[term];
    *length = known->length;
    return text_at(s, known->text);
}
