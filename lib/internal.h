/*
 * internal.h - what flows from stage to stage
 *
 * A text goes through eight stages, in this order:
 *
 *     utf8.c      bytes      -> checked text    valid, decoded
 *     scan.c      the same                      which bytes are words, marks
 *     segment.c   text       -> sentences       where each begins and ends
 *     boundary.c  the same                      does a full stop end one?
 *     fragment.c  sentences  -> kinds           bylines, links, code
 *     classify.c  the same                      headings, captions, the title
 *     tokenize.c  sentence   -> words           elision, clitics, numbers
 *     stem.c      words      -> terms           stop words drop out here
 *     forms.c     the same                      the stems of common words
 *     cues.c      beside the terms              openings, cue phrases
 *     idf.c       the same                      how rare a stem is
 *     weigh.c     terms      -> weights         TF-IDF, the salience of a term
 *     rank.c      weights    -> values          the text, its title, the query
 *     graph.c     the same                      by the published methods
 *     limits.c    values     -> selection       what the caller allows
 *     select.c    the same                      no repeats
 *     render.c    selection  -> summary         the only stage that writes text
 *
 * Each stage reads what the earlier ones left in the document and fills in one
 * more part of it; none goes back.  analyze.c and summarize.c run them
 * (engine.h); memory.c alone allocates.
 */
#ifndef SUMMARIZE_INTERNAL_H
#define SUMMARIZE_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "characters.h"
#include "summarize.h"

/* [begin, end) of something: bytes or array elements. */
typedef struct smz_span { uint32_t begin, end; } smz_span;

/* A count that is kept in a byte. */
static inline uint8_t smz_at_most_255(uint32_t count)
{
    return (uint8_t)(count < UINT8_MAX ? count : UINT8_MAX);
}

/* ---- memory.c: growing arrays, kept by the engine from text to text ----- */

typedef struct smz_buffer { void *data; size_t capacity; } smz_buffer;

/* Allocates the room that smz_reserve() found missing. */
void *smz_grow(smz_buffer *buffer, size_t count, size_t size);
void smz_release(smz_buffer *buffer);

/* Makes room for 'count' elements of 'size' bytes, keeping what is there.
 * Returns the array, or NULL (and the buffer as it was) when out of memory. */
static inline void *smz_reserve(smz_buffer *buffer, size_t count, size_t size)
{
    bool enough = buffer->data != NULL && count <= buffer->capacity / size;
    return enough ? buffer->data : smz_grow(buffer, count, size);
}

/* 'size' zeroed bytes that the caller owns; NULL when out of memory. */
void *smz_allocate(size_t size);
void smz_free(void *data);

/* ---- Stage 1, utf8.c: bytes -> checked text ----------------------------- */

typedef struct smz_text {
    const char     *bytes;  /* valid UTF-8 */
    uint32_t        length;
    const uint64_t *words;  /* bit i: byte i belongs to a letter or digit */
    const uint64_t *marks;  /* bit i: the segmenter looks at byte i */
    const uint64_t *code;   /* bit i: code may be among 64 bytes from 64 i on */
} smz_text;

/* The offset of the first byte that is not UTF-8, or 'length'. */
size_t smz_check(const char *bytes, size_t length);
/* "0.1.0 (utf8proc 2.8.0, Unicode 14.0.0)" */
const char *smz_version_string(void);
/* Copies text with each maximal bad sequence of n bytes replaced by one
 * character of n bytes, so that no offset moves. */
void smz_repair(const char *bytes, size_t length, char *out);
/* Fills the bit maps, words and marks of length / 64 + 2 elements, code of
 * length / 4096 + 1; false when the bytes are not valid, and the maps of no
 * use. */
bool smz_scan(const char *bytes, uint32_t length, uint64_t *words,
              uint64_t *marks, uint64_t *code);
/* May there be code in these bytes?  Else they hold no brace, no angle bracket,
 * no semicolon, and nothing such as "window." or "function(". */
bool smz_may_hold_code(const smz_text *text, smz_span bytes);
/* The bit maps of a text have length / 64 + 2 elements, so that one may look
 * into the next element, too, and 'from' and 'end' be the length. */

/* The position of the first bit that is set at or after 'from', once all are
 * flipped by 'flip'; if there is none before it, 'end' or more. */
uint32_t smz_find_far(const uint64_t *bits, uint32_t from, uint32_t end,
                      uint64_t flip);

/* The same, but never more than 'end'.  Most are in the same element or the
 * next. */
static inline uint32_t smz_find_near(const uint64_t *bits, uint32_t from,
                                     uint32_t end, uint64_t flip)
{
    uint32_t element = from / 64, found;
    uint64_t rest = (bits[element] ^ flip) >> from % 64;
    uint64_t next = bits[element + 1] ^ flip;
    if (rest != 0)
        found = from + (uint32_t)__builtin_ctzll(rest);
    else if (next != 0)
        found = (element + 1) * 64 + (uint32_t)__builtin_ctzll(next);
    else
        found = smz_find_far(bits, from, end, flip);
    return found < end ? found : end;
}

/* The position of the first bit that is set (or not) at or after 'from', at
 * most 'end'. */
static inline uint32_t smz_find(const uint64_t *bits, uint32_t from,
                                uint32_t end)
{
    return smz_find_near(bits, from, end, 0);
}

static inline uint32_t smz_find_clear(const uint64_t *bits, uint32_t from,
                                      uint32_t end)
{
    return smz_find_near(bits, from, end, ~(uint64_t)0);
}

/* Folds a word: NFC, lower case, ’ to ', without soft hyphens and zero-width
 * characters.  Stops before 'capacity' bytes; returns how many it wrote. */
uint32_t smz_fold(const char *word, uint32_t length, char *out,
                  uint32_t capacity);
/* Drops the accents of folded text in place, œ and æ to two letters. */
uint32_t smz_strip_accents(char *word, uint32_t length);

/* ---- Stage 2, segment.c to classify.c: text -> sentences ---------------- */

/* What is seen on the surface of a sentence. */
enum {
    SMZ_QUOTE_FIRST  = 1,   /* starts with a quotation mark */
    SMZ_QUOTED       = 2,   /* holds one */
    SMZ_UNBALANCED   = 4,   /* quotation marks or brackets do not pair, or it
                               stands inside of a quotation */
    SMZ_CUE_PHRASE   = 8,   /* a cue phrase: "nous proposons" */
    SMZ_WEEKDAY      = 16,
    SMZ_AUTHORS      = 32,  /* nous, notre, cet article, outside quotations */
    SMZ_PRONOUN      = 64,  /* its first word is one */
    SMZ_LEANS        = 128, /* opens with a pronoun or connective that needs
                               the sentence before it */
    SMZ_QUESTION     = 256, /* a question mark ends it */
    SMZ_PERFECT      = 512, /* tells what has happened: "a annoncé" */
    SMZ_REFERS       = 1024, /* opens with what was named: "son dossier" */
    SMZ_STARTS       = 2048, /* a long paragraph */
    SMZ_INTRODUCES   = 4096, /* in the first of many long paragraphs */
    SMZ_CONCLUDES    = 8192, /* in the last of them */
    SMZ_ANNOUNCES    = 16384, /* a colon ends it: the next one belongs to it */
    SMZ_UNKEPT       = 32768  /* and there is none, as what comes is no prose */
};

typedef struct smz_sentence {
    smz_span bytes;
    uint32_t paragraph;
    uint32_t words;      /* as the public header counts */
    uint32_t length;     /* L: runs of letters and digits */
    uint32_t terms;      /* where its distinct terms begin in the document's */
    uint32_t distinct;   /* |U|: how many they are */
    uint32_t content;    /* N: its content words, repeated ones too */
    uint32_t order;      /* its number among the plain sentences */
    uint32_t shared;     /* how many of U the sentence before holds */
    uint32_t fresh;      /* how many of U no sentence before holds */
    uint16_t surface;    /* SMZ_QUOTE_FIRST ... */
    uint8_t  kind;       /* summarize_kind */
    uint8_t  commas;     /* at most 255 */
    uint8_t  numbers;    /* words that start with a digit, at most 255 */
    uint8_t  names;      /* words capitalised inside of it, at most 255 */
    uint8_t  pointers;   /* pronouns and such: "il", "son"; at most 255 */
    double   value;      /* v: what a summary gains by it */
} smz_sentence;

typedef struct smz_term {
    uint32_t id;         /* the engine's number of the stem */
    uint32_t count;      /* tf */
    uint32_t sentences;  /* sf */
    uint32_t first;      /* f: the first sentence, among the plain ones */
    uint32_t last;       /* 1 + the last sentence so far */
    uint32_t capitals;   /* capitalised, not only for opening a sentence */
    uint32_t place;      /* among the document's terms, in the last sentence */
} smz_term;

/* A title or a query, as terms of the document. */
typedef struct smz_probe {
    const uint8_t *marks;  /* of each term of the vocabulary: 1 if it is in */
    uint32_t distinct;     /* its stems, those the document lacks included */
} smz_probe;

/* All that is known of one text.  Arrays belong to an engine, or to the one
 * block of a summarize_document. */
typedef struct smz_document {
    const char   *source;    /* the caller's bytes */
    smz_text      text;      /* the same, made valid */
    smz_span      title;     /* found in the text; empty: none */
    smz_sentence *sentences;
    uint32_t      sentence_count;
    uint32_t      plain_count, plain_words;
    double        extent;    /* 0: a short text, 1: a long one; or between */
    uint32_t     *terms;     /* distinct terms of each sentence, by number */
    uint8_t      *counts;    /* how often each occurs there, at most 255; if
                                wanted */
    uint32_t      term_total;
    smz_term     *vocabulary;
    uint32_t      vocabulary_count;
    double       *salience;  /* p, of each term of the vocabulary */
    double       *idf;       /* inverse document frequency, likewise */
    double       *promise;   /* what it promises of a sentence, likewise */
    uint32_t      method;
    bool          counted;   /* counts are wanted: by a query or method */
    bool          queried;   /* a query was given, and the text answers it */
    bool          bare;      /* without prose: what else holds words passes as
                                sentences, but for code */
    smz_probe     titled;    /* the title's terms, if it has any */
} smz_document;

static inline bool smz_has_title(const smz_document *document)
{
    return document->titled.distinct > 0;
}

bool smz_segment(smz_document *document, smz_buffer *sentences,
                 uint32_t flags);
/* Sets kinds and the title, counts the plain sentences, marks paragraphs. */
void smz_classify(smz_document *document);

/* ---- Stage 3, tokenize.c: sentence -> words ----------------------------- */

enum {
    SMZ_CAPITAL = 1,     /* begins with a capital letter */
    SMZ_SHOUTED = 2,     /* all capitals, two at least */
    SMZ_IN_QUOTE = 4,    /* inside a quotation */
    SMZ_DIGIT = 8        /* begins with a digit */
};

typedef struct smz_word {
    uint32_t begin;
    uint32_t length;     /* bytes */
    uint32_t marks;      /* SMZ_CAPITAL ... */
} smz_word;

/* Finds the words of one sentence and what is seen of it on the way: words,
 * length, commas, numbers, quotation marks.  Returns how many words there are,
 * UINT32_MAX when out of memory. */
uint32_t smz_tokenize(const smz_text *text, smz_sentence *sentence,
                      smz_buffer *words);

/* ---- Stage 4, stem.c: words -> terms ------------------------------------ */

/* What is known of a word's form. */
typedef struct smz_reading {
    uint32_t term;          /* the engine's number of its stem; 0: stop word */
    uint32_t lexicon : 24;  /* SMZ_STOP ... of french.h */
    uint32_t sweep : 8;     /* of the table of forms, when it was met last */
} smz_reading;

/* One occurrence of a term: twice its number, as above but never 0, and 1 if it
 * is capitalised, but not only for coming first. */
typedef uint32_t smz_mention;

/* What is known of the words of a sentence. */
typedef struct smz_readings {
    smz_buffer   buffer;    /* holds them all */
    smz_reading *words;     /* of each word */
    uint32_t     count;
    smz_mention *mentions;  /* of terms, in their order */
    uint32_t     mention_count;
    uint32_t    *telling;   /* the numbers of the words that are SMZ_TELLING */
    uint32_t     telling_count;
} smz_readings;

typedef struct smz_stemmer smz_stemmer;

/* NULL when out of memory, or with '*missing' set when libstemmer was built
 * without French. */
smz_stemmer *smz_stemmer_new(bool *missing);
void smz_stemmer_free(smz_stemmer *stemmer);
/* Forgets the forms not met lately, once there are too many.  To be called
 * between documents, as it numbers the stems anew; false: out of memory. */
bool smz_stemmer_sweep(smz_stemmer *stemmer);
/* Forgets all of them, with their memory. */
void smz_stemmer_clear(smz_stemmer *stemmer);
/* Reads every word, into the buffer of the readings, which the caller releases;
 * false when out of memory. */
bool smz_stem(smz_stemmer *stemmer, const smz_text *text,
              const smz_word *words, uint32_t count, smz_readings *readings);
/* What is known of a stem. */
typedef struct smz_stem_record {
    uint32_t text;         /* where its text stands, */
    uint16_t length;       /* in bytes */
    int8_t   promises[2];  /* as smz_promises() and */
    double   idf;          /* smz_idf() say of */
    uint32_t entry;        /* its place in the tables of idf.c */
} smz_stem_record;

/* The records of all stems, by their numbers; they stand until the next word.
 * The first is that of no stem. */
const smz_stem_record *smz_stemmer_records(const smz_stemmer *stemmer);
/* How many stems there are, and 1 + the largest number. */
uint32_t smz_stemmer_count(const smz_stemmer *stemmer);
/* The text of a stem, without a final NUL; it stands until the next word. */
const char *smz_stemmer_text(const smz_stemmer *stemmer, uint32_t term,
                             uint32_t *length);

/* idf.c: where a folded stem stands among the commonest, SMZ_RARE if it is
 * none of them. */
#define SMZ_RARE UINT32_MAX
uint32_t smz_find_entry(const char *stem, uint32_t length);
/* The stem that stands there, without a final NUL. */
const char *smz_entry_text(uint32_t entry, uint32_t *length);
/* The inverse document frequency of its stem, as a natural logarithm. */
double smz_idf(uint32_t entry);
/* How much rather than others a written summary takes up a sentence with it,
 * below 0 for what is told beside the news, and what a long text adds to that,
 * in steps of french_weights.h. */
const int8_t *smz_promises(uint32_t entry);

/* forms.c: where the stem of a folded form stands, if both are among the
 * commonest, or SMZ_RARE. */
uint32_t smz_find_form(const char *form, uint32_t length);

/* cues.c: what the words say of their sentence beside their content. */
void smz_read_cues(const smz_text *text, smz_sentence *sentence,
                   const smz_word *words, const smz_readings *readings);

/* ---- Stage 5, weigh.c: terms -> weights --------------------------------- */

/* Where a stem of the engine stands in the vocabulary of the document. */
typedef struct smz_slot { uint32_t document, term; } smz_slot;

typedef struct smz_weigher {
    smz_buffer slots, terms, counts, vocabulary, salience, idf, promise, marks;
    uint32_t   document;  /* the number of the one at hand, never 0 */
    uint32_t   probe;     /* the number of the title or query */
} smz_weigher;

void smz_weigh_start(smz_weigher *weigher, smz_document *document);
/* Adds the terms of the next plain sentence; false: out of memory. */
bool smz_weigh(smz_weigher *weigher, smz_document *document,
               smz_sentence *sentence, const smz_readings *readings,
               uint32_t stem_count);
/* Finds the salience of every term, once all sentences are there. */
bool smz_weigh_finish(smz_weigher *weigher, smz_document *document,
                      const smz_stemmer *stemmer);

bool smz_weigh_probe(smz_weigher *weigher, const smz_document *document,
                     smz_probe *probe, const smz_readings *readings,
                     uint32_t stem_count);

/* ---- Stage 6, rank.c: weights -> values --------------------------------- */

/* What a sentence is valued by, each about 0 to 1 (docs/algorithm.md). */
enum smz_feature {
    SMZ_ONE,             /* 1 */
    SMZ_SALIENCE,        /* the salience of its terms, summed */
    SMZ_MEAN_SALIENCE,   /* the same for each term */
    SMZ_FREQUENCY,       /* how often the text repeats its terms, on average */
    SMZ_LOGARITHMS,      /* the same, by logarithms, summed */
    SMZ_RARITY,          /* the IDF of its terms, on average */
    SMZ_PROMISE,         /* what its terms promise, summed */
    SMZ_OVERLONG,        /* by what it exceeds 35 words */
    SMZ_BREVITY,         /* the less words, the more */
    SMZ_PLACE,           /* how far from the start, by logarithm */
    SMZ_OPENING,         /* the first sentence */
    SMZ_SECOND,          /* the second */
    SMZ_DEPTH,           /* how far from the start, as a share of the text */
    SMZ_CLOSING,         /* the last sentence */
    SMZ_PARAGRAPHS,      /* it opens a long paragraph */
    SMZ_INTRODUCTION,    /* in the first of many long paragraphs */
    SMZ_CONCLUSION,      /* in the last of them */
    SMZ_NEWS,            /* share of terms that are met for the first time */
    SMZ_SHARED,          /* share of terms that the sentence before holds */
    SMZ_PROPER_NAMES,    /* words capitalised inside of it */
    SMZ_NAMELESS,        /* no word capitalised inside of it */
    SMZ_POINTERS,        /* pronouns and such: "il", "cette", "son" */
    SMZ_NUMBERS,
    SMZ_COMMAS,
    SMZ_CUES,            /* a cue phrase */
    SMZ_DAYS,            /* a day of the week */
    SMZ_SPEAKERS,        /* the authors, outside quotations */
    SMZ_QUOTE_OPENS,     /* it starts with a quotation mark */
    SMZ_QUOTES,          /* it holds one */
    SMZ_PRONOUNS,        /* its first word is a pronoun */
    SMZ_LEANINGS,        /* it leans on the sentence before */
    SMZ_REFERENCES,      /* it opens with what was named before */
    SMZ_QUESTIONS,       /* a question mark ends it */
    SMZ_PERFECTS,        /* what has happened: "a annoncé", "ont été" */
    SMZ_TITLE_SHARE,     /* share of the title's terms in it */
    SMZ_TITLE_COSINE,    /* cosine of its terms to the title's */
    SMZ_FEATURES
};

/* What all sentences of a document have in common. */
typedef struct smz_scene {
    const smz_document *document;
    double              norm;   /* of the vector of all counts */
} smz_scene;

smz_scene smz_set_scene(const smz_document *document);
void smz_read_features(const smz_scene *scene, const smz_sentence *sentence,
                       double features[SMZ_FEATURES]);
/* The value of every plain sentence. */
void smz_rank(smz_document *document);
/* graph.c: the same by another method; false: out of memory. */
bool smz_rank_published(smz_document *document, smz_buffer *buffer);
/* Prefers the sentences that answer a query; false: out of memory. */
bool smz_rank_query(smz_document *document, const smz_probe *query,
                    smz_buffer *buffer);
/* Which neighbours of a sentence are taken, too. */
enum { SMZ_BEFORE = 1, SMZ_BEHIND = 2 };
/* What a sentence is worth beside these neighbours: without the one before it
 * an opening may lean on nothing, without the one behind it a colon may
 * announce nothing.  1: what it is worth by itself. */
double smz_connection(const smz_document *document,
                      const smz_sentence *sentence, uint32_t neighbours);
/* Does it end in a colon, and what that announces is not there? */
static inline bool smz_is_unkept(const smz_sentence *sentence,
                                 uint32_t neighbours)
{
    return (sentence->surface & SMZ_UNKEPT)
           || ((sentence->surface & SMZ_ANNOUNCES)
               && !(neighbours & SMZ_BEHIND));
}
/* Words: about as a summary without limits; see limits.c. */
#define SMZ_SCORE_SPREAD 12.0
/* What a sentence says for its length when it stands alone. */
double smz_density(const smz_document *document, const smz_sentence *sentence,
                   double spread);
/* The same from 0 to 1, for the reader. */
double smz_score(const smz_document *document, const smz_sentence *sentence);

/* Sorts 'order', 'count' numbers of elements, from the largest key down; equal
 * keys stay as they are.  'spare' is as large. */
void smz_sort(uint32_t *order, uint32_t *spare, uint32_t count,
              const double *keys);
/* The natural logarithm of a count above 0, the same on every machine; of one
 * above 255 smz_ln_large() tells. */
extern const double smz_logarithms[257];
double smz_ln_large(uint32_t count);

static inline double smz_ln(uint32_t count)
{
    return count < 256 ? smz_logarithms[count] : smz_ln_large(count);
}

/* ---- Stage 7, limits.c and select.c: values -> selection ---------------- */

typedef struct smz_selection {
    uint32_t *chosen;      /* ascending */
    uint32_t  count;
    uint32_t  cut;         /* bytes kept of the only one chosen; 0: all */
} smz_selection;

typedef struct smz_selector {
    smz_buffer order, spare, keys, candidates, marks, chosen;
} smz_selector;

bool smz_select(smz_selector *selector, const smz_document *document,
                const summarize_options *options, smz_selection *selection);

/* ---- Stage 8, render.c: selection -> summary ---------------------------- */

/* Writes what [begin, end) of the source holds, each run of white space as one
 * space, unless 'out' is NULL; returns the bytes, stores the code points unless
 * 'chars' is NULL. */
size_t smz_render(const smz_document *document, smz_span bytes, char *out,
                  uint32_t *chars);
/* The result that the caller owns; NULL when out of memory. */
summarize_result *smz_pack_result(const smz_document *document,
                                  const smz_selection *selection,
                                  smz_selector *spare);

#endif
