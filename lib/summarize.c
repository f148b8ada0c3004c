/*
 * summarize.c - the public functions: checks arguments, runs the stages
 */
#include "internal.h"

struct summarize_engine {
    atomic_flag  busy;
    smz_stemmer *stemmer;
    smz_weigher  weigher;
    smz_selector selector;
    smz_buffer   repaired, word_bits, mark_bits;   /* of the text */
    smz_buffer   repaired_title, repaired_query;
    smz_buffer   probe_word_bits, probe_mark_bits;
    smz_buffer   sentences, words, readings, ranks;
};

struct summarize_document {
    smz_document view;   /* all of its arrays stand behind it, in one block */
};

/* ---- Versions and errors ------------------------------------------------------- */

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

static summarize_error make_error(summarize_status status,
                                  summarize_argument argument, size_t offset)
{
    return (summarize_error){ (int32_t)status, (int32_t)argument, offset,
                              summarize_status_message(status) };
}

static summarize_error no_error(void)
{
    return make_error(SUMMARIZE_OK, SUMMARIZE_TEXT, 0);
}

static summarize_error no_memory(void)
{
    return make_error(SUMMARIZE_ERROR_MEMORY, SUMMARIZE_TEXT, 0);
}

static bool failed(const summarize_error *error)
{
    return error->status != SUMMARIZE_OK;
}

static void tell(summarize_error *to, summarize_error error)
{
    if (to != NULL)
        *to = error;
}

/* ---- Engines --------------------------------------------------------------------- */

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
    *error = make_error(missing ? SUMMARIZE_ERROR_STEMMER
                                : SUMMARIZE_ERROR_MEMORY, SUMMARIZE_ENGINE, 0);
    return NULL;
}

summarize_engine *summarize_engine_new(summarize_error *error)
{
    summarize_error made = no_error();
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
        &engine->weigher.idf, &engine->weigher.marks,
        &engine->selector.order, &engine->selector.spare,
        &engine->selector.keys, &engine->selector.candidates,
        &engine->selector.marks, &engine->selector.chosen,
        &engine->repaired, &engine->word_bits, &engine->mark_bits,
        &engine->repaired_title, &engine->repaired_query,
        &engine->probe_word_bits, &engine->probe_mark_bits,
        &engine->sentences, &engine->words, &engine->readings,
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
    *error = make_error(SUMMARIZE_ERROR_BUSY, SUMMARIZE_ENGINE, 0);
    return NULL;
}

static void leave(summarize_engine *given, summarize_engine *engine)
{
    if (given == NULL)
        summarize_engine_free(engine);
    else
        atomic_flag_clear(&engine->busy);
}

/* ---- Options ------------------------------------------------------------------------ */

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
        return no_error();
    if (from->size < sizeof from->size)
        return make_error(SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS, 0);
    size_t shared = from->size < sizeof *to ? from->size : sizeof *to;
    memcpy(to, from, shared);
    const char *bytes = (const char *)from;
    for (size_t i = sizeof *to; i < from->size; i++)
        if (bytes[i] != 0)
            return make_error(SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS, i);
    return no_error();
}

static summarize_error read_options(const summarize_options *from,
                                    summarize_options *to)
{
    summarize_error error = copy_options(from, to);
    size_t bad = 0;
    if (failed(&error))
        return error;
    if (to->max_percent > 100)
        bad = FIELD(max_percent);
    else if (to->flags & ~(uint32_t)KNOWN_FLAGS)
        bad = FIELD(flags);
    else if (to->method > SUMMARIZE_LEAD)
        bad = FIELD(method);
    return bad == 0 ? no_error()
                    : make_error(SUMMARIZE_ERROR_OPTIONS, SUMMARIZE_OPTIONS,
                                 bad);
}

/* Reads the options and takes an engine; NULL with '*error' filled in. */
static summarize_engine *begin(summarize_engine *engine,
                               const summarize_options *options,
                               summarize_options *ours, summarize_error *error)
{
    *error = read_options(options, ours);
    return failed(error) ? NULL : enter(engine, error);
}

/* ---- Strings ---------------------------------------------------------------------------- */

typedef struct string {
    const char        *bytes;
    size_t             length;
    summarize_argument argument;
} string;

static summarize_error encoding_error(string s, size_t offset)
{
    static const char *const messages[] = {
        "the text is not valid UTF-8", "the title is not valid UTF-8",
        "the query is not valid UTF-8",
        "the text is not valid UTF-8: it looks like UTF-16",
    };
    summarize_error error = make_error(SUMMARIZE_ERROR_ENCODING, s.argument,
                                       offset);
    bool utf16 = s.argument == SUMMARIZE_TEXT && offset == 0 && s.length > 1
                 && (memcmp(s.bytes, "\xFF\xFE", 2) == 0
                     || memcmp(s.bytes, "\xFE\xFF", 2) == 0);
    error.message = messages[utf16 ? 3 : s.argument];
    return error;
}

static summarize_error check_length(string *s)
{
    if (s->length > SUMMARIZE_MAX_LENGTH)
        return make_error(SUMMARIZE_ERROR_TOO_LONG, s->argument, 0);
    if (s->bytes == NULL && s->length > 0)
        return make_error(SUMMARIZE_ERROR_ARGUMENT, s->argument, 0);
    if (s->bytes == NULL)
        s->bytes = "";
    return no_error();
}

/* Makes a string valid: as it is, repaired into 'buffer', or an error. */
static summarize_error make_valid(string *s, bool repair, smz_buffer *buffer)
{
    size_t bad = smz_check(s->bytes, s->length);
    if (bad == s->length)
        return no_error();
    if (!repair)
        return encoding_error(*s, bad);
    char *valid = smz_reserve(buffer, s->length, 1);
    if (valid == NULL)
        return no_memory();
    smz_repair(s->bytes, s->length, valid);
    s->bytes = valid;
    return no_error();
}

static summarize_error check_string(string *s, bool repair, smz_buffer *buffer)
{
    summarize_error error = check_length(s);
    return failed(&error) ? error : make_valid(s, repair, buffer);
}

/* Finds the words and marks of a string; valid tells whether it is. */
static bool scan(string s, smz_buffer *word_bits, smz_buffer *mark_bits,
                 smz_text *text, bool *valid)
{
    size_t elements = s.length / 64 + 2;
    uint64_t *words = smz_reserve(word_bits, elements, sizeof *words);
    uint64_t *marks = smz_reserve(mark_bits, elements, sizeof *marks);
    if (words == NULL || marks == NULL)
        return false;
    *valid = smz_scan(s.bytes, (uint32_t)s.length, words, marks);
    *text = (smz_text){ s.bytes, (uint32_t)s.length, words, marks };
    return true;
}

/* The same of the text, whose check comes with the scan. */
static summarize_error scan_text(summarize_engine *engine, string s,
                                 bool repair, smz_text *text)
{
    summarize_error error = check_length(&s);
    for (bool valid = false; !valid && !failed(&error);) {
        if (!scan(s, &engine->word_bits, &engine->mark_bits, text, &valid))
            return no_memory();
        if (!valid)
            error = make_valid(&s, repair, &engine->repaired);
    }
    return error;
}

/* ---- Reading a document ------------------------------------------------------------------- */

/* Reads the words of a stretch of text; false when out of memory. */
static bool read_words(summarize_engine *engine, const smz_text *text,
                       smz_sentence *sentence, uint32_t *count)
{
    *count = smz_tokenize(text, sentence, &engine->words);
    if (*count == UINT32_MAX)
        return false;
    smz_reading *readings = smz_reserve(&engine->readings, *count,
                                        sizeof *readings);
    return readings != NULL
           && smz_stem(engine->stemmer, text, engine->words.data, *count,
                       readings);
}

static bool read_sentence(summarize_engine *engine, smz_document *document,
                          smz_sentence *sentence)
{
    uint32_t count;
    if (sentence->kind != SUMMARIZE_SENTENCE)  /* counted, not weighed */
        return smz_tokenize(&document->text, sentence, &engine->words)
               != UINT32_MAX;
    if (!read_words(engine, &document->text, sentence, &count))
        return false;
    document->plain_words += sentence->words;
    smz_read_cues(&document->text, sentence, engine->words.data,
                  engine->readings.data, count);
    return smz_weigh(&engine->weigher, document, sentence,
                     engine->words.data, engine->readings.data, count,
                     smz_stemmer_count(engine->stemmer));
}

static bool read_sentences(summarize_engine *engine, smz_document *document)
{
    if (!smz_stemmer_sweep(engine->stemmer))
        return false;
    smz_weigh_start(&engine->weigher, document);
    for (uint32_t i = 0; i < document->sentence_count; i++)
        if (!read_sentence(engine, document, &document->sentences[i]))
            return false;
    return smz_weigh_finish(&engine->weigher, document, engine->stemmer);
}

/* The terms of a title or query that stands at 'bytes' of 'text'. */
static bool read_probe(summarize_engine *engine, const smz_document *document,
                       const smz_text *text, smz_span bytes, smz_probe *probe)
{
    smz_sentence whole = { .bytes = bytes };
    uint32_t count;
    return read_words(engine, text, &whole, &count)
           && smz_weigh_probe(&engine->weigher, document, probe,
                              engine->readings.data, count,
                              smz_stemmer_count(engine->stemmer));
}

static bool read_string(summarize_engine *engine, const smz_document *document,
                        string s, smz_probe *probe)
{
    smz_text text;
    smz_span all = { 0, (uint32_t)s.length };
    bool valid;
    return scan(s, &engine->probe_word_bits, &engine->probe_mark_bits, &text,
                &valid)
           && read_probe(engine, document, &text, all, probe);
}

/* The terms of the title that was given, or else found. */
static bool read_title(summarize_engine *engine, smz_document *document,
                       string title)
{
    if (title.length > 0)
        return read_string(engine, document, title, &document->titled);
    return document->title.begin == document->title.end
           || read_probe(engine, document, &document->text, document->title,
                         &document->titled);
}

static bool rank(summarize_engine *engine, smz_document *document, string title)
{
    if (document->method != SUMMARIZE_DEFAULT)
        return smz_rank_published(document, &engine->ranks);
    if (!read_title(engine, document, title))
        return false;
    smz_rank(document);
    return true;
}

static bool rank_query(summarize_engine *engine, smz_document *document,
                       string query)
{
    smz_probe probe;
    if (query.length == 0)
        return true;
    if (!read_string(engine, document, query, &probe))
        return false;
    smz_rank_query(document, &probe);
    return true;
}

summarize_error smz_analyze(summarize_engine *engine, const char *bytes,
                            size_t length, const summarize_options *o,
                            smz_document *document)
{
    string text = { bytes, length, SUMMARIZE_TEXT };
    string title = { o->title, o->title_length, SUMMARIZE_TITLE };
    string query = { o->query, o->query_length, SUMMARIZE_QUERY };
    bool repair = o->flags & SUMMARIZE_REPLACE_INVALID;
    *document = (smz_document){ .source = length > 0 ? bytes : "",
                                .method = o->method };
    summarize_error error = scan_text(engine, text, repair, &document->text);
    if (!failed(&error))
        error = check_string(&title, repair, &engine->repaired_title);
    if (!failed(&error))
        error = check_string(&query, repair, &engine->repaired_query);
    if (failed(&error))
        return error;
    if (!smz_segment(document, &engine->sentences, o->flags))
        return no_memory();
    smz_classify(document);
    if (!read_sentences(engine, document) || !rank(engine, document, title)
        || !rank_query(engine, document, query))
        return no_memory();
    return no_error();
}

const smz_stemmer *smz_engine_stemmer(const summarize_engine *engine)
{
    return engine->stemmer;
}

/* ---- Summaries ------------------------------------------------------------------------------- */

static summarize_result *choose(summarize_engine *engine,
                                const smz_document *document,
                                const summarize_options *options,
                                summarize_error *error)
{
    smz_selection selection;
    summarize_result *result = NULL;
    if (smz_select(&engine->selector, document, options, &selection))
        result = smz_pack_result(document, &selection, &engine->ranks);
    *error = result != NULL ? no_error() : no_memory();
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
        if (!failed(&e))
            result = choose(held, &document, &o, &e);
        leave(engine, held);
    }
    tell(error, e);
    return result;
}

/* ---- Documents --------------------------------------------------------------------------------- */

/* Copies 'size' bytes to '*to' and moves that behind them, aligned. */
static void *put(char **to, const void *from, size_t size)
{
    void *copy = *to;
    if (size > 0)
        memcpy(copy, from, size);
    *to += (size + 15) / 16 * 16;
    return copy;
}

/* Copies what selecting needs out of the engine, into one block. */
static summarize_document *keep(const smz_document *d)
{
    size_t length = d->text.length, bits = (length / 64 + 2) * sizeof (uint64_t);
    size_t sentences = d->sentence_count * sizeof *d->sentences;
    size_t terms = d->term_total * sizeof *d->terms;
    size_t salience = d->vocabulary_count * sizeof *d->salience;
    bool repaired = d->text.bytes != d->source;
    summarize_document *kept = smz_allocate(
        sizeof *kept + length * (repaired ? 2 : 1) + bits + sentences + terms + salience
        + 16 * 8);
    if (kept == NULL)
        return NULL;
    char *to = (char *)kept;
    put(&to, d, sizeof *d);
    kept->view.source = put(&to, d->source, length);
    kept->view.text.bytes = repaired ? put(&to, d->text.bytes, length)
                                     : kept->view.source;
    kept->view.text.words = put(&to, d->text.words, bits);
    kept->view.text.marks = NULL;
    kept->view.sentences = put(&to, d->sentences, sentences);
    kept->view.terms = put(&to, d->terms, terms);
    kept->view.salience = put(&to, d->salience, salience);
    kept->view.counts = NULL;
    kept->view.vocabulary = NULL;
    kept->view.idf = NULL;
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
        if (!failed(&e) && (kept = keep(&document)) == NULL)
            e = no_memory();
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
            e = make_error(SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_DOCUMENT, 0);
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

/* ---- Words ---------------------------------------------------------------------------------------- */

/* Where the words go that were found, as far as there is room. */
typedef struct word_list {
    summarize_range *words;
    size_t           capacity, count;
    uint32_t         byte, chars;  /* code points before that byte */
} word_list;

static void list_word(word_list *list, const smz_text *text, smz_word word)
{
    uint32_t end = word.begin + word.length;
    if (list->count < list->capacity) {
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
    string whole = { text, length, SUMMARIZE_TEXT };
    summarize_error e = words == NULL && capacity > 0
        ? make_error(SUMMARIZE_ERROR_ARGUMENT, SUMMARIZE_TEXT, 0)
        : no_error();
    summarize_engine *held = failed(&e) ? NULL : enter(engine, &e);
    if (held != NULL) {
        e = scan_text(held, whole, false, &document.text);
        if (!failed(&e) && (!smz_segment(&document, &held->sentences, 0)
                            || !list_words(held, &document, &list)))
            e = no_memory();
        leave(engine, held);
    }
    if (count != NULL)
        *count = failed(&e) ? 0 : list.count;
    tell(error, e);
    return !failed(&e);
}
