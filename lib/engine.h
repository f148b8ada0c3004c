/*
 * engine.h - what the public functions share: the engine, errors, analysis
 */
#ifndef SUMMARIZE_ENGINE_H
#define SUMMARIZE_ENGINE_H

#include "internal.h"

/* The bit maps of a text. */
typedef struct smz_maps { smz_buffer words, marks, code; } smz_maps;

struct summarize_engine {
    atomic_flag  busy;
    smz_stemmer *stemmer;
    smz_weigher  weigher;
    smz_selector selector;
    smz_maps     maps, probe_maps;
    smz_buffer   repaired, repaired_title, repaired_query;
    smz_readings readings;
    smz_buffer   sentences, words, ranks;
};

/* ---- Errors, with the message of their status --------------------------- */

summarize_error smz_make_error(summarize_status status,
                               summarize_argument argument, size_t offset);
summarize_error smz_no_error(void);
summarize_error smz_no_memory(void);
bool smz_failed(const summarize_error *error);

/* ---- analyze.c ---------------------------------------------------------- */

/* Checks the bytes, or repairs them, and finds their words and marks. */
summarize_error smz_scan_text(summarize_engine *engine, const char *bytes,
                              size_t length, bool repair, smz_text *text);
/* Reads a text with options whose ranges were checked; the document stands in
 * the engine until the next one. */
summarize_error smz_analyze(summarize_engine *engine, const char *text,
                            size_t length, const summarize_options *options,
                            smz_document *document);
/* Frees what a very long text needs no more, before it needs other things; of
 * others it is kept for the next. */
void smz_give_back(const smz_document *document, smz_buffer *buffer);
const smz_stemmer *smz_engine_stemmer(const summarize_engine *engine);

#endif
