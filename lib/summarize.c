/*
 * summarize.c - the public functions: engines, options, documents, summaries
 */
#include "engine.h"

struct summarize_document {
    smz_document view;   /* all of its arrays stand behind it, in one block */
};

/* ---- Versions and errors ------------------------------------------------ */

uint32_t summarize_version(void)
{
    return SUMMARIZE_VERSION_MAJOR << 16 | SUMMARIZE_VERSION_MINOR << 8
           | SUMMARIZE_VERSION_PATCH;
}

const char *summarize_version_string(void)
{
    return smz_version_string();
}

const char *summarize_status_message(summarize_status status)
{
    switch (status) {
    case SUMMARIZE_OK:             return "no error";
    case SUMMARIZE_ERROR_MEMORY:   return "out of memory";
    case SUMMARIZE_ERROR_ARGUMENT: return "a NULL where a value is needed";
    case SUMMARIZE_ERROR_OPTIONS:  return "an option is out of range";
    case SUMMARIZE_ERROR_ENCODING: return "not valid UTF-8";
    case SUMMARIZE_ERROR_TOO_LONG: return "longer than 2147483647 bytes";
    case SUMMARIZE_ERROR_BUSY:     return "the engine is in use elsewhere";
    case SUMMARIZE_ERROR_STEMMER:  return "libstemmer has no French stemmer";
    default:                       return "unknown error";
    }
}

static void tell(summarize_error *to, summarize_error error)
{
    if (to != NULL)
        *to = error;
}

/* ---- Engines ------------------------------------------------------------ */

static summarize_engine *new_engine(summarize_error *error)
{
    bool missing = false;
    summarize_engine *engine = smz_allocate(sizeof *engine);
    if (engine != NULL) {
        atomic_flag_clear(&engine->busy);
        engine->stemmer = smz_stemmer_new(&missing);
        if (engine->stemmer != NULL)
            return engine;
    }
    smz_free(engine);
    *error = smz_make_error(missing ? SUMMARIZE_ERROR_STEMMER
                                : SUMMARIZE_ERROR_MEMORY, SUMMARIZE_ENGINE, 0);
    return NULL;
}

summarize_engine *summarize_engine_new(summarize_error *error)
{
    summarize_error made = smz_no_error();
    summarize_engine *engine = new_engine(&made);
    tell(error, made);
    return engine;
}

static void release_buffers(summarize_engine *engine)
{
    smz_buffer *const buffers[] = {
        &engine->weigher.slots, &engine->weigher.terms,
        &engine->weigher.counts,
        &engine->weigher.vocabulary, &engine->weigher.salience,
        &engine->weigher.idf, &engine->weigher.promise,
        &engine->weigher.marks,
        &engine->selector.order, &engine->selector.spare,
        &engine->selector.keys, &engine->selector.candidates,
        &engine->selector.marks, &engine->selector.chosen,
        &engine->repaired, &engine->repaired_title, &engine->repaired_query,
        &engine->maps.words, &engine->maps.marks, &engine->maps.code,
        &engine->probe_maps.words, &engine->probe_maps.marks,
        &engine->probe_maps.code,
        &engine->sentences, &engine->words, &engine->readings.buffer,
        &engine->ranks,
    };
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        smz_release(buffers[i]);
}

void summarize_engine_trim(summarize_engine *engine)
{
    if (engine == NULL || atomic_flag_test_and_set(&engine->busy))
        return;
    release_buffers(engine);
    smz_stemmer_clear(engine->stemmer);
    atomic_flag_clear(&engine->busy);
}

void summarize_engine_free(summarize_engine *engine)
{
    if (engine == NULL)
        return;
    release_buffers(engine);
    smz_stemmer_free(engine->stemmer);
    smz_free(engine);
}

/* The caller's engine, held, or a new one; NULL with '*error' filled in. */
static summarize_engine *enter(summarize_engine *engine, summarize_error *error)
{
    if (engine == NULL)
        return new_engine(error);
    if (!atomic_flag_test_and_set(&engine->busy))
        return engine;
    *error = smz_make_error(SUMMARIZE_ERROR_BUSY, SUMMARIZE_ENGINE, 0);
    return NULL;
}

static void leave(summarize_engine *given, summarize_engine *engine)
{
    if (given == NULL)
        summarize_engine_free(engine);
    else
        atomic_flag_clear(&engine->busy);
}

/* ---- Options ------------------------------------------------------------ */

enum {
    KNOWN_FLAGS = SUMMARIZE_REPLACE_INVALID | SUMMARIZE_LINE_BREAKS
                  | SUMMARIZE_CUT
};

#define FIELD(name) offsetof(summarize_options, name)

/* Copies what the caller's struct and ours share; what is more must be zero. */
static summarize_error copy_options(const summarize_options *from,
                                    summarize_options *to)
{
    *to = (summarize_options){ .size = sizeof *to };
    if (from == NULL)
        return smz_no_error();
    if (from->size < sizeof from->size)
        return smz_make_error(SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS, 0);
    size_t shared = from->size < sizeof *to ? from->size : sizeof *to;
    memcpy(to, from, shared);
    const char *bytes = (const char *)from;
    for (size_t i = sizeof *to; i < from->size; i++)
        if (bytes[i] != 0)
            return smz_make_error(SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS,
                                  i);
    return smz_no_error();
}

static summarize_error read_options(const summarize_options *from,
                                    summarize_options *to)
{
    summarize_error error = copy_options(from, to);
    size_t bad = 0;
    if (smz_failed(&error))
        return error;
    if (to->max_percent > 100)
        bad = FIELD(max_percent);
    else if (to->flags & ~(uint32_t)KNOWN_FLAGS)
        bad = FIELD(flags);
    else if (to->method > SUMMARIZE_LEAD)
        bad = FIELD(method);
    return bad == 0 ? smz_no_error()
                    : smz_make_error(SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS,
                                 bad);
}

/* Reads the options and takes an engine; NULL with '*error' filled in. */
static summarize_engine *begin(summarize_engine *engine,
                               const summarize_options *options,
                               summarize_options *ours, summarize_error *error)
{
    *error = read_options(options, ours);
    return smz_failed(error) ? NULL : enter(engine, error);
}

/* ---- Summaries ---------------------------------------------------------- */

/* A document that was analyzed apart has all it needs in its own block. */
static summarize_result *choose(summarize_engine *engine,
                                const smz_document *document,
                                const summarize_options *options,
                                summarize_error *error)
{
    smz_selection selection;
    summarize_result *result = NULL;
    if (!(options->flags & SUMMARIZE_CUT))
        smz_give_back(document, &engine->maps.words);
    bool selected = smz_select(&engine->selector, document, options,
                               &selection);
    smz_give_back(document, &engine->weigher.terms);
    smz_give_back(document, &engine->weigher.vocabulary);
    if (selected)
        result = smz_pack_result(document, &selection, &engine->selector);
    *error = result != NULL ? smz_no_error() : smz_no_memory();
    return result;
}

summarize_result *summarize_run(summarize_engine *engine, const char *text,
                                size_t length, const summarize_options *options,
                                summarize_error *error)
{
    summarize_options o;
    summarize_error e;
    smz_document document;
    summarize_result *result = NULL;
    summarize_engine *held = begin(engine, options, &o, &e);
    if (held != NULL) {
        e = smz_analyze(held, text, length, &o, &document);
        if (!smz_failed(&e))
            result = choose(held, &document, &o, &e);
        leave(engine, held);
    }
    tell(error, e);
    return result;
}

/* ---- Documents ---------------------------------------------------------- */

enum { ALIGNMENT = 16, MOST_PADDING = 8 * ALIGNMENT };  /* bytes */

/* Copies 'size' bytes to '*to' and moves that behind them, aligned. */
static void *put(char **to, const void *from, size_t size)
{
    void *copy = *to;
    if (size > 0)
        memcpy(copy, from, size);
    *to += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return copy;
}

/* Copies what selecting needs out of the engine, into one block.  Its size fits
 * size_t: all of it stands in memory already. */
static summarize_document *keep(const smz_document *d)
{
    size_t length = d->text.length;
    size_t bits = (length / 64 + 2) * sizeof (uint64_t);
    size_t sentences = d->sentence_count * sizeof *d->sentences;
    size_t terms = d->term_total * sizeof *d->terms;
    size_t salience = d->vocabulary_count * sizeof *d->salience;
    bool repaired = d->text.bytes != d->source;
    summarize_document *kept = smz_allocate(
        sizeof *kept + length * (repaired ? 2 : 1) + bits + sentences + terms
        + salience + MOST_PADDING);
    if (kept == NULL)
        return NULL;
    char *to = (char *)kept;
    put(&to, d, sizeof *d);
    kept->view.source = put(&to, d->source, length);
    kept->view.text.bytes = repaired ? put(&to, d->text.bytes, length)
                                     : kept->view.source;
    kept->view.text.words = put(&to, d->text.words, bits);
    kept->view.text.marks = kept->view.text.code = NULL;
    kept->view.sentences = put(&to, d->sentences, sentences);
    kept->view.terms = put(&to, d->terms, terms);
    kept->view.salience = put(&to, d->salience, salience);
    kept->view.counts = NULL;
    kept->view.vocabulary = NULL;
    kept->view.titled.marks = NULL;
    kept->view.idf = kept->view.promise = NULL;
    return kept;
}

summarize_document *summarize_analyze(summarize_engine *engine,
                                      const char *text, size_t length,
                                      const summarize_options *options,
                                      summarize_error *error)
{
    summarize_options o;
    summarize_error e;
    smz_document document;
    summarize_document *kept = NULL;
    summarize_engine *held = begin(engine, options, &o, &e);
    if (held != NULL) {
        e = smz_analyze(held, text, length, &o, &document);
        if (!smz_failed(&e) && (kept = keep(&document)) == NULL)
            e = smz_no_memory();
        leave(engine, held);
    }
    tell(error, e);
    return kept;
}

summarize_result *summarize_select(summarize_engine *engine,
                                   const summarize_document *document,
                                   const summarize_options *options,
                                   summarize_error *error)
{
    summarize_options o;
    summarize_error e;
    summarize_result *result = NULL;
    summarize_engine *held = begin(engine, options, &o, &e);
    if (held != NULL) {
        if (document == NULL)
            e = smz_make_error(SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_DOCUMENT, 0);
        else
            result = choose(held, &document->view, &o, &e);
        leave(engine, held);
    }
    tell(error, e);
    return result;
}

void summarize_document_free(summarize_document *document)
{
    smz_free(document);
}

/* ---- Words -------------------------------------------------------------- */

/* Where the words go that were found, as far as there is room. */
typedef struct word_list {
    summarize_range *words;
    size_t           capacity, count;
    uint32_t         byte, chars;  /* code points before that byte */
} word_list;

static void list_word(word_list *list, const smz_text *text, smz_word word)
{
    uint32_t end = word.begin + word.length;
    if (list->words != NULL && list->count < list->capacity) {
        list->chars += smz_count_chars(text->bytes, list->byte, word.begin);
        uint32_t chars = smz_count_chars(text->bytes, word.begin, end);
        list->words[list->count] = (summarize_range){
            word.begin, word.length, list->chars, chars,
        };
        list->chars += chars;
        list->byte = end;
    }
    list->count++;
}

static bool list_words(summarize_engine *engine, const smz_document *document,
                       word_list *list)
{
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        uint32_t count = smz_tokenize(&document->text, &document->sentences[i],
                                      &engine->words);
        if (count == UINT32_MAX)
            return false;
        const smz_word *words = engine->words.data;
        for (uint32_t k = 0; k < count; k++)
            list_word(list, &document->text, words[k]);
    }
    return true;
}

int summarize_words(summarize_engine *engine, const char *text, size_t length,
                    summarize_range *words, size_t capacity, size_t *count,
                    summarize_error *error)
{
    smz_document document = { .source = text };
    word_list list = { words, capacity, 0, 0, 0 };
    summarize_error e = words == NULL && capacity > 0
        ? smz_make_error(SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_TEXT, 0)
        : smz_no_error();
    summarize_engine *held = smz_failed(&e) ? NULL : enter(engine, &e);
    if (held != NULL) {
        e = smz_scan_text(held, text, length, false, &document.text);
        if (!smz_failed(&e) && (!smz_segment(&document, &held->sentences, 0)
                            || !list_words(held, &document, &list)))
            e = smz_no_memory();
        leave(engine, held);
    }
    if (count != NULL)
        *count = smz_failed(&e) ? 0 : list.count;
    tell(error, e);
    return !smz_failed(&e);
}
