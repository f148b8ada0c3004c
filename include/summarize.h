/*
 * summarize.h - short summaries of French texts
 *
 * libsummarize splits a French text into sentences, scores each of them and
 * keeps the best few that fit a budget.  It rewrites nothing: a summary is made
 * of whole sentences of the caller's own text, in their order.
 *
 *     summarize_error error;
 *     summarize_result *result =
 *         summarize_run(NULL, text, length, NULL, &error);
 *     if (result != NULL)
 *         puts(summarize_result_text(result, NULL));
 *     else
 *         fprintf(stderr, "%s (byte %zu)\n", error.message, error.offset);
 *     summarize_result_free(result);
 *
 * Three levels of use: summarize_run() with a NULL engine for one text; with
 * an engine of your own for many; summarize_analyze() and summarize_select()
 * for several summaries of one reading.
 *
 * Text         UTF-8 with a length in bytes; a final NUL is neither needed nor
 *              counted.  The library keeps no pointer to it after the call.
 * Ownership    Engines, documents and results are freed by the caller, in any
 *              order.  Whatever is read from a result lives exactly as long as
 *              that result.
 * Threads      No global state.  An engine serves one thread at a time (a
 *              second one is told SUMMARIZE_ERROR_BUSY); documents and results
 *              never change, so any number of threads may read them.
 * Repeatable   Equal text and options give equal results, whatever the engine
 *              did before and whatever the locale.  Not promised: that scores
 *              and selections stay the same from one version to the next.
 * Units        Offsets and lengths are given in bytes and in code points (the
 *              "characters" of Python); a word is a run of characters without
 *              white space that holds a letter or a digit, so "« oui »" is
 *              one word.
 */
#ifndef SUMMARIZE_H
#define SUMMARIZE_H

#include <stddef.h>
#include <stdint.h>

#if defined(SUMMARIZE_STATIC)
#  define SUMMARIZE_API
#elif defined(_WIN32) && defined(SUMMARIZE_BUILD)
#  define SUMMARIZE_API __declspec(dllexport)
#elif defined(_WIN32)
#  define SUMMARIZE_API __declspec(dllimport)
#else
#  define SUMMARIZE_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version ------------------------------------------------------------ */

#define SUMMARIZE_VERSION_MAJOR 0
#define SUMMARIZE_VERSION_MINOR 1
#define SUMMARIZE_VERSION_PATCH 0

/* Returns the running library's version: major << 16 | minor << 8 | patch. */
SUMMARIZE_API uint32_t summarize_version(void);

/* Returns the same for humans and bug reports, with the Unicode data in use:
 * "0.1.0 (utf8proc 2.8.0, Unicode 14.0.0)".  Static. */
SUMMARIZE_API const char *summarize_version_string(void);

/* ---- Errors ------------------------------------------------------------- */

/* Values never change meaning; new ones are added at the end. */
typedef enum summarize_status {
    SUMMARIZE_OK             = 0,
    SUMMARIZE_ERROR_MEMORY   = 1, /* an allocation failed */
    SUMMARIZE_ERROR_ARGUMENT = 2, /* NULL where a value is needed */
    SUMMARIZE_ERROR_OPTIONS  = 3, /* 'size' unset, or a field out of range */
    SUMMARIZE_ERROR_ENCODING = 4, /* not UTF-8; 'offset' is the bad byte */
    SUMMARIZE_ERROR_TOO_LONG = 5, /* over SUMMARIZE_MAX_LENGTH bytes */
    SUMMARIZE_ERROR_BUSY     = 6, /* the engine is at work in another thread */
    SUMMARIZE_ERROR_STEMMER  = 7  /* libstemmer was built without French */
} summarize_status;

/* Which argument an error is about.  Values never change. */
typedef enum summarize_argument {
    SUMMARIZE_TEXT     = 0, /* the text; also when none is to blame */
    SUMMARIZE_TITLE    = 1, /* options.title */
    SUMMARIZE_QUERY    = 2, /* options.query */
    SUMMARIZE_OPTIONS  = 3, /* any other field of the options */
    SUMMARIZE_ENGINE   = 4, /* the engine */
    SUMMARIZE_DOCUMENT = 5  /* the document */
} summarize_argument;

/* What went wrong, filled in by the call it was passed to; on success it is
 * { SUMMARIZE_OK, 0, 0, "no error" }.  This struct will never grow. */
typedef struct summarize_error {
    int32_t     status;   /* a summarize_status */
    int32_t     argument; /* a summarize_argument */
    size_t      offset;   /* ENCODING: the first bad byte, counted in bytes of
                             that argument; OPTIONS: the bad field's offsetof;
                             else 0 */
    const char *message;  /* English, no final stop, never NULL, static */
} summarize_error;

/* Returns a short English message for any status, known or not; never NULL. */
SUMMARIZE_API const char *summarize_status_message(summarize_status status);

/* ---- Engine ------------------------------------------------------------- */

/* The stemmer, the stem cache and the working memory, kept from one document
 * to the next so that a batch allocates almost nothing.  Its memory grows with
 * the longest text it has read; its cache of word forms is bounded (about
 * 14 MB, twice that while it is swept between two documents).
 *
 * Wherever an engine is asked for, NULL makes one for that call only, which has
 * met no word yet: a page of news then takes two to three times as long. */
typedef struct summarize_engine summarize_engine;

/* Returns a new engine for summarize_engine_free(), or NULL with '*error'
 * filled in (unless NULL): MEMORY or STEMMER. */
SUMMARIZE_API summarize_engine *summarize_engine_new(summarize_error *error);

/* Gives back the memory that an engine keeps between documents; the engine
 * stays usable and answers as before.  NULL is allowed.  Does nothing while
 * the engine is at work in another thread. */
SUMMARIZE_API void summarize_engine_trim(summarize_engine *engine);

/* Frees an engine, but not the documents and results it made.  NULL is
 * allowed.  The engine must not be at work. */
SUMMARIZE_API void summarize_engine_free(summarize_engine *engine);

/* ---- Options ------------------------------------------------------------ */

#define SUMMARIZE_MAX_LENGTH ((size_t)0x7fffffff) /* bytes in one text */

/* How sentences are valued.  All but the default are published methods, for
 * comparison and for those who need them.  Values never change. */
typedef enum summarize_method {
    SUMMARIZE_DEFAULT  = 0, /* docs/algorithm.md */
    SUMMARIZE_CENTROID = 1, /* TF-IDF cosine to the text's centroid (Radev et
                               al. 2004) */
    SUMMARIZE_LEXRANK  = 2, /* Erkan and Radev 2004, continuous weights */
    SUMMARIZE_TEXTRANK = 3, /* Mihalcea and Tarau 2004 */
    SUMMARIZE_LEAD     = 4  /* the first sentences */
} summarize_method;

/* Values never change; an unknown flag is refused. */
typedef enum summarize_flags {
    SUMMARIZE_REPLACE_INVALID = 1, /* read each bad sequence as U+FFFD (as
                                      Python's errors="replace" does), in all
                                      three strings, and do not fail */
    SUMMARIZE_LINE_BREAKS     = 2, /* every line break ends a sentence */
    SUMMARIZE_CUT             = 4  /* when no whole sentence fits, cut the best
                                      one between two words and add U+2026 */
} summarize_flags;

/* Set 'size', leave the rest zero, change what matters:
 *
 *     summarize_options options = { 0 };
 *     options.size = sizeof options;
 *     options.max_words = 100;
 *
 * Zero always means "default", so this struct can grow at its end: an older
 * caller's missing fields read as zero, and a newer caller's extra fields are
 * refused with SUMMARIZE_ERROR_OPTIONS unless they are zero, as are unknown
 * flags and methods.
 *
 * All limits given hold at once.  A sentence is never cut to meet them unless
 * SUMMARIZE_CUT is given, so a summary may be empty; but a percentage alone
 * always yields a sentence, where there is one.  With no limit given the
 * library keeps the 1 to 3 sentences that say most for their length (by the
 * published methods: the best ones, up to 60 words).
 *
 * summarize_analyze() reads method, title, query and the flags other than
 * SUMMARIZE_CUT; summarize_select() reads the limits, SUMMARIZE_CUT and, of the
 * others, only checks the ranges, so that one struct may be passed to both. */
typedef struct summarize_options {
    size_t      size;          /* sizeof (summarize_options) */
    uint32_t    max_sentences; /* 0: no limit */
    uint32_t    max_words;     /* 0: no limit */
    uint32_t    max_chars;     /* code points of the summary; 0: no limit */
    uint32_t    max_percent;   /* 1 to 100, of the words of the text's plain
                                  sentences, rounded up; 0: no limit */
    uint32_t    flags;         /* summarize_flags, or-ed together */
    uint32_t    method;        /* summarize_method */
    const char *title;         /* UTF-8 or NULL: sentences that share its words
                                  weigh more.  NULL: the title found in the
                                  text, if any */
    size_t      title_length;  /* bytes */
    const char *query;         /* UTF-8 or NULL: prefer what answers it */
    size_t      query_length;  /* bytes */
} summarize_options;

/* ---- Summarize ---------------------------------------------------------- */

/* One document's sentences, scores and summary; it never changes. */
typedef struct summarize_result summarize_result;

/* Summarizes the 'length' bytes at 'text' (NULL only with a length of 0).
 *
 * 'engine' may be NULL to use a new one for this call only, 'options' NULL for
 * the defaults, 'error' NULL when the reason for a failure does not matter.
 * A byte order mark at the start of the text is skipped.  A text without
 * sentences is not an error: its summary is empty.
 *
 * Time and memory are linear in the length.  Returns a result for
 * summarize_result_free(), or NULL on failure, with any of the statuses. */
SUMMARIZE_API summarize_result *summarize_run(summarize_engine *engine,
                                              const char *text, size_t length,
                                              const summarize_options *options,
                                              summarize_error *error);

/* ---- One reading, many summaries ---------------------------------------- */

/* A text that was read once: its sentences, terms and values, and a copy of
 * the text itself.  It never changes and needs no engine, so any number of
 * threads may select from it at once, each with an engine of its own. */
typedef struct summarize_document summarize_document;

/* Reads a text, as the first half of summarize_run() does, with the same
 * arguments and errors.  Returns a document for summarize_document_free(), or
 * NULL on failure. */
SUMMARIZE_API summarize_document *
summarize_analyze(summarize_engine *engine, const char *text, size_t length,
                  const summarize_options *options, summarize_error *error);

/* Chooses sentences of a document, as the second half of summarize_run() does:
 *
 *     summarize_run(e, text, length, &o, &error)
 *
 * answers the same as selecting with 'o' from what was analyzed with 'o'.
 * Returns a result for summarize_result_free(), or NULL on failure: MEMORY,
 * OPTIONS, BUSY, STEMMER, or ARGUMENT when 'document' is NULL. */
SUMMARIZE_API summarize_result *
summarize_select(summarize_engine *engine, const summarize_document *document,
                 const summarize_options *options, summarize_error *error);

/* Frees a document, but not the results selected from it.  NULL is allowed. */
SUMMARIZE_API void summarize_document_free(summarize_document *document);

/* ---- Reading a result --------------------------------------------------- */

/* The functions below accept a NULL result and read it as an empty one. */

/* Returns the summary as NUL-terminated UTF-8 (a NUL of the source is kept, so
 * use the length for such texts): the selected sentences in the order of the
 * text, one space between two, white space inside them reduced to single
 * spaces (to none behind the hyphen of a word that goes on in the next line).
 * Stores its length in bytes in '*length' unless that is NULL. */
SUMMARIZE_API const char *summarize_result_text(const summarize_result *result,
                                                size_t *length);

/* A piece of the caller's text, without surrounding white space.  It begins
 * and ends between two characters.  This struct will never grow. */
typedef struct summarize_range {
    size_t offset;      /* first byte */
    size_t length;      /* bytes */
    size_t char_offset; /* first code point */
    size_t char_length; /* code points */
} summarize_range;

/* What a piece of text is.  Values never change; new ones may be added. */
typedef enum summarize_kind {
    SUMMARIZE_SENTENCE = 0, /* a plain sentence */
    SUMMARIZE_HEADING  = 1, /* a title or heading, or the title over again */
    SUMMARIZE_FRAGMENT = 2  /* byline, date line, source, caption, link, code */
} summarize_kind;

/* One sentence of the text, whether selected or not.  Fields are only ever
 * added at the end. */
typedef struct summarize_sentence {
    size_t   offset;      /* as in summarize_range; ranges ascend, never */
    size_t   length;      /* overlap, and leave out nothing but white space */
    size_t   char_offset;
    size_t   char_length;
    double   score;       /* 0 to 1: how much it says for its length; the base
                             of the rank, before repetition counts */
    uint32_t rank;        /* 0 for the best plain sentence; ties favour the
                             earlier; the others follow in text order, so that
                             ranks are a permutation of 0 to count - 1 */
    uint32_t words;       /* see "Units" above */
    uint32_t paragraph;   /* 0 for the first */
    uint32_t kind;        /* summarize_kind; only plain ones are selected */
    uint32_t selected;    /* 1 when part of the summary, else 0 */
    uint32_t kept;        /* how many of its bytes the summary holds: 0, all of
                             'length', or less when SUMMARIZE_CUT cut it */
} summarize_sentence;

/* Returns how many sentences the whole text has. */
SUMMARIZE_API size_t summarize_result_count(const summarize_result *result);

/* Fills the first 'size' bytes of '*sentence' (pass sizeof *sentence) with
 * sentence 'index', zero where this library knows no such field.  Returns 1,
 * or 0 and zeroes at or past the count. */
SUMMARIZE_API int summarize_result_sentence(const summarize_result *result,
                                            size_t index,
                                            summarize_sentence *sentence,
                                            size_t size);

/* Fills '*title' (unless NULL) with the title found in the text, also when
 * options.title was given.  Returns 1, or 0 and zeroes if none was found. */
SUMMARIZE_API int summarize_result_title(const summarize_result *result,
                                         summarize_range *title);

/* What may trouble the reader of a summary.  Values never change; new ones may
 * be added. */
typedef enum summarize_fault {
    SUMMARIZE_FAULT_OPENING  = 1, /* it hangs on the plain sentence before it,
                                     which is not selected: it opens with a
                                     pronoun, a connective or what was named
                                     there ("Il", "Mais", "Son dossier"), or
                                     is announced there by a colon */
    SUMMARIZE_FAULT_UNPAIRED = 2, /* its quotation marks or round brackets do
                                     not pair, or it stands inside of a
                                     quotation */
    SUMMARIZE_FAULT_COLON    = 4, /* it ends in a colon, and what that announces
                                     is not selected */
    SUMMARIZE_FAULT_QUESTION = 8, /* it asks */
    SUMMARIZE_FAULT_FRAGMENT = 16 /* the text has no plain sentences: its
                                     headings and fragments pass as such */
} summarize_fault;

/* Returns what is seen to be wrong with sentence 'index' in the summary:
 * summarize_fault, or-ed together; 0 when it is not selected, or at or past the
 * count.  The default selects such a sentence only where nothing better is to
 * be had or its worth outweighs that.  Of a sentence that was cut the opening
 * alone is judged.  A reader may miss what no mark tells: who the "M. Dupont"
 * is of whom another sentence spoke. */
SUMMARIZE_API uint32_t summarize_result_faults(const summarize_result *result,
                                               size_t index);

/* Returns the indexes of the selected sentences, ascending, and stores how many
 * in '*count' unless that is NULL; NULL when there are none. */
SUMMARIZE_API const uint32_t *
summarize_result_selection(const summarize_result *result, size_t *count);

/* Frees a result and all that was read from it.  NULL is allowed. */
SUMMARIZE_API void summarize_result_free(summarize_result *result);

/* ---- Words -------------------------------------------------------------- */

/* Finds the words that are scored: elisions and clitics cut off ("l’", "ami";
 * "a", "-t", "-il"), compounds and numbers whole ("rendez-vous", "3.076,50").
 *
 * Stores up to 'capacity' of them in 'words' (NULL only with a capacity of 0)
 * and how many there are in '*count' (unless NULL), so that a first call may
 * ask for the number alone.  Returns 1, or 0 with '*error' filled in (unless
 * NULL), as summarize_run() does without options. */
SUMMARIZE_API int summarize_words(summarize_engine *engine, const char *text,
                                  size_t length, summarize_range *words,
                                  size_t capacity, size_t *count,
                                  summarize_error *error);

#ifdef __cplusplus
}
#endif

#endif /* SUMMARIZE_H */
