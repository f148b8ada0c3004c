/*
 * analyze.c - stages 1 to 6 in a row: from strings to the values of sentences
 */
#include "engine.h"

/* ---- Errors ------------------------------------------------------------- */

summarize_error smz_make_error(summarize_status status,
                               summarize_argument argument, size_t offset)
{
    return (summarize_error){ (int32_t)status, (int32_t)argument, offset,
                              summarize_status_message(status) };
}

summarize_error smz_no_error(void)
{
    return smz_make_error(SUMMARIZE_OK, SUMMARIZE_TEXT, 0);
}

summarize_error smz_no_memory(void)
{
    return smz_make_error(SUMMARIZE_ERROR_MEMORY, SUMMARIZE_TEXT, 0);
}

bool smz_failed(const summarize_error *error)
{
    return error->status != SUMMARIZE_OK;
}

/* ---- Strings ------------------------------------------------------------ */

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
    summarize_error error = smz_make_error(SUMMARIZE_ERROR_ENCODING, s.argument,
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
        return smz_make_error(SUMMARIZE_ERROR_TOO_LONG, s->argument, 0);
    if (s->bytes == NULL && s->length > 0)
        return smz_make_error(SUMMARIZE_ERROR_ARGUMENT, s->argument, 0);
    if (s->bytes == NULL)
        s->bytes = "";
    return smz_no_error();
}

/* Makes a string valid: as it is, repaired into 'buffer', or an error. */
static summarize_error make_valid(string *s, bool repair, smz_buffer *buffer)
{
    size_t bad = smz_check(s->bytes, s->length);
    if (bad == s->length)
        return smz_no_error();
    if (!repair)
        return encoding_error(*s, bad);
    char *valid = smz_reserve(buffer, s->length, 1);
    if (valid == NULL)
        return smz_no_memory();
    smz_repair(s->bytes, s->length, valid);
    s->bytes = valid;
    return smz_no_error();
}

static summarize_error check_string(string *s, bool repair, smz_buffer *buffer)
{
    summarize_error error = check_length(s);
    return smz_failed(&error) ? error : make_valid(s, repair, buffer);
}

/* Finds the words and marks of a string; valid tells whether it is. */
static bool scan(string s, smz_maps *maps, smz_text *text, bool *valid)
{
    size_t elements = s.length / 64 + 2;
    uint64_t *words = smz_reserve(&maps->words, elements, sizeof *words);
    uint64_t *marks = smz_reserve(&maps->marks, elements, sizeof *marks);
    uint64_t *code = smz_reserve(&maps->code, elements / 64 + 1, sizeof *code);
    if (words == NULL || marks == NULL || code == NULL)
        return false;
    *valid = smz_scan(s.bytes, (uint32_t)s.length, words, marks, code);
    *text = (smz_text){ s.bytes, (uint32_t)s.length, words, marks, code };
    return true;
}

/* The check of the text comes with the scan. */
summarize_error smz_scan_text(summarize_engine *engine, const char *bytes,
                              size_t length, bool repair, smz_text *text)
{
    string s = { bytes, length, SUMMARIZE_TEXT };
    summarize_error error = check_length(&s);
    for (bool valid = false; !valid && !smz_failed(&error);) {
        if (!scan(s, &engine->maps, text, &valid))
            return smz_no_memory();
        if (!valid)
            error = make_valid(&s, repair, &engine->repaired);
    }
    return error;
}

void smz_give_back(const smz_document *document, smz_buffer *buffer)
{
    enum { LONG_TEXT = 1 << 24 };
    if (document->text.length >= LONG_TEXT)
        smz_release(buffer);
}

/* The marks of a long text go where its terms will stand, once the sentences
 * are found. */
static void hand_over_marks(summarize_engine *engine, smz_document *document)
{
    smz_buffer *marks = &engine->maps.marks, *terms = &engine->weigher.terms;
    if (terms->capacity >= marks->capacity)
        return;
    smz_give_back(document, terms);
    if (terms->data == NULL) {
        *terms = *marks;
        *marks = (smz_buffer){ NULL, 0 };
        document->text.marks = NULL;
    }
}

/* ---- Reading a document ------------------------------------------------- */

/* Reads the words of a stretch of text; false when out of memory. */
static bool read_words(summarize_engine *engine, const smz_text *text,
                       smz_sentence *sentence)
{
    uint32_t count = smz_tokenize(text, sentence, &engine->words);
    return count != UINT32_MAX
           && smz_stem(engine->stemmer, text, engine->words.data, count,
                       &engine->readings);
}

static bool read_sentence(summarize_engine *engine, smz_document *document,
                          smz_sentence *sentence)
{
    if (sentence->kind != SUMMARIZE_SENTENCE)  /* counted, not weighed */
        return smz_tokenize(&document->text, sentence, &engine->words)
               != UINT32_MAX;
    if (!read_words(engine, &document->text, sentence))
        return false;
    document->plain_words += sentence->words;
    smz_read_cues(&document->text, sentence, engine->words.data,
                  &engine->readings);
    return smz_weigh(&engine->weigher, document, sentence, &engine->readings,
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
    return read_words(engine, text, &whole)
           && smz_weigh_probe(&engine->weigher, document, probe,
                              &engine->readings,
                              smz_stemmer_count(engine->stemmer));
}

static bool read_string(summarize_engine *engine, const smz_document *document,
                        string s, smz_probe *probe)
{
    smz_text text;
    smz_span all = { 0, (uint32_t)s.length };
    bool valid;
    return scan(s, &engine->probe_maps, &text, &valid)
           && read_probe(engine, document, &text, all, probe);
}

/* The terms of the title that was given, or else found, if it has any. */
static bool read_title(summarize_engine *engine, smz_document *document,
                       string title)
{
    smz_probe *titled = &document->titled;
    if (title.length > 0 && !read_string(engine, document, title, titled))
        return false;
    if (titled->distinct == 0 && document->title.begin < document->title.end
        && !read_probe(engine, document, &document->text, document->title,
                       titled))
        return false;
    if (titled->distinct == 0)
        titled->marks = NULL;  /* it says nothing */
    return true;
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
    return read_string(engine, document, query, &probe)
           && smz_rank_query(document, &probe, &engine->ranks);
}

summarize_error smz_analyze(summarize_engine *engine, const char *bytes,
                            size_t length, const summarize_options *o,
                            smz_document *document)
{
    string title = { o->title, o->title_length, SUMMARIZE_TITLE };
    string query = { o->query, o->query_length, SUMMARIZE_QUERY };
    bool repair = o->flags & SUMMARIZE_REPLACE_INVALID;
    *document = (smz_document){ .source = length > 0 ? bytes : "",
                                .method = o->method,
                                .counted = o->method != SUMMARIZE_DEFAULT
                                           || query.length > 0 };
    summarize_error error = smz_scan_text(engine, bytes, length, repair,
                                          &document->text);
    if (!smz_failed(&error))
        error = check_string(&title, repair, &engine->repaired_title);
    if (!smz_failed(&error))
        error = check_string(&query, repair, &engine->repaired_query);
    if (smz_failed(&error))
        return error;
    if (!smz_segment(document, &engine->sentences, o->flags))
        return smz_no_memory();
    hand_over_marks(engine, document);
    smz_classify(document);
    if (!read_sentences(engine, document) || !rank(engine, document, title)
        || !rank_query(engine, document, query))
        return smz_no_memory();
    return smz_no_error();
}

const smz_stemmer *smz_engine_stemmer(const summarize_engine *engine)
{
    return engine->stemmer;
}
