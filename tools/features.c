/*
 * features.c - what the library sees in texts, for training
 *
 *     features stems < RECORDS    the distinct stems of each text, a line each
 *     features forms < RECORDS    its words, folded, each with the entry of its
 *                                 stem: "maisons 2745"
 *     features terms < RECORDS    a line for each term of each text
 *     features sentences < RECORDS
 *
 * RECORDS are triples of strings, each ended by a NUL byte: a text, the summary
 * that somebody wrote of it, its title.  A line for a term holds: 1 if the
 * written summary holds it, tf, sf, index of the first sentence, capitalised
 * occurrences, number of sentences, IDF.  A text ends with an empty line.
 *
 * For sentences the output is binary, in the machine's own numbers.  A text is
 * the number of its plain sentences n and of the features (two uint32); for each
 * sentence its first byte, its end, its words, L, 1 if it leans on the last, 1 if
 * its quotation marks do not pair, the number of its terms (seven uint32) and its
 * features (floats); the entry of each term in the table of stems, or -1 (int32),
 * sentence by sentence; then n x n floats, the salience of the terms that two
 * sentences share.
 */
#include <stdio.h>
#include <stdlib.h>

#include <libstemmer.h>

#include "engine.h"

static void print_stems(const smz_stemmer *stemmer, const smz_document *d)
{
    for (uint32_t i = 0; i < d->vocabulary_count; i++) {
        uint32_t length;
        const char *text = smz_stemmer_text(stemmer, d->vocabulary[i].id,
                                            &length);
        printf("%.*s%s", (int)length, text,
               i + 1 < d->vocabulary_count ? " " : "");
    }
    putchar('\n');
}

/* The entry of the stem that libstemmer itself finds: the engine would ask the
 * table that is to be made. */
static uint32_t entry_of(struct sb_stemmer *snowball, const char *form,
                         uint32_t length)
{
    char stem[128];
    const sb_symbol *found =
        sb_stemmer_stem(snowball, (const sb_symbol *)form, (int)length);
    length = (uint32_t)sb_stemmer_length(snowball);
    if (found == NULL || length >= sizeof stem)
        return SMZ_RARE;
    memcpy(stem, found, length);
    return smz_find_entry(stem, smz_strip_accents(stem, length));
}

/* Prints the forms of the words whose stems idf.c lists. */
static void print_forms(smz_stemmer *stemmer, struct sb_stemmer *snowball,
                        const smz_document *d)
{
    smz_buffer words = { NULL, 0 };
    smz_readings readings = { .count = 0 };
    for (uint32_t i = 0; i < d->sentence_count; i++) {
        smz_sentence sentence = d->sentences[i];
        uint32_t count = smz_tokenize(&d->text, &sentence, &words);
        const smz_word *word = words.data;
        smz_stem(stemmer, &d->text, word, count, &readings);
        for (uint32_t k = 0; k < count; k++) {
            char form[128];
            uint32_t length = smz_fold(d->text.bytes + word[k].begin,
                                       word[k].length, form, sizeof form);
            uint32_t entry = readings.words[k].term != 0
                                 ? entry_of(snowball, form, length) : SMZ_RARE;
            if (entry != SMZ_RARE)
                printf("%.*s %u\n", (int)length, form, entry);
        }
    }
    smz_release(&words);
    smz_release(&readings.buffer);
}

/* Marks the stems of the written summary, by the engine's numbers. */
static unsigned char *mark_stems(const smz_stemmer *stemmer,
                                 const smz_document *summary)
{
    unsigned char *marks = calloc(smz_stemmer_count(stemmer) + 1, 1);
    for (uint32_t i = 0; marks != NULL && i < summary->vocabulary_count; i++)
        marks[summary->vocabulary[i].id] = 1;
    return marks;
}

static void print_terms(const smz_document *d, const unsigned char *marks,
                        uint32_t mark_count)
{
    for (uint32_t i = 0; i < d->vocabulary_count; i++) {
        const smz_term *t = &d->vocabulary[i];
        int held = t->id < mark_count && marks[t->id];
        printf("%d %u %u %u %u %u %.4f\n", held, t->count, t->sentences,
               t->first, t->capitals, d->plain_count, d->idf[i]);
    }
    putchar('\n');
}

static void print_sentence(const smz_scene *scene, const smz_sentence *s)
{
    double features[SMZ_FEATURES];
    float narrow[SMZ_FEATURES];
    uint32_t head[7] = { s->bytes.begin, s->bytes.end, s->words, s->length,
                         (s->surface & SMZ_LEANS) != 0,
                         (s->surface & SMZ_UNBALANCED) != 0, s->distinct };
    smz_read_features(scene, s, features);
    for (int i = 0; i < SMZ_FEATURES; i++)
        narrow[i] = (float)features[i];
    fwrite(head, sizeof head, 1, stdout);
    fwrite(narrow, sizeof narrow, 1, stdout);
}

static void print_entries(const smz_stemmer *stemmer, const smz_document *d,
                          const smz_sentence *s)
{
    for (uint32_t i = 0; i < s->distinct; i++) {
        uint32_t id = d->vocabulary[d->terms[s->terms + i]].id;
        uint32_t entry = smz_stemmer_records(stemmer)[id].entry;
        fwrite(&entry, sizeof entry, 1, stdout);
    }
}

static float shared_salience(const smz_document *d, const smz_sentence *a,
                             const smz_sentence *b)
{
    double sum = 0;
    for (uint32_t i = 0; i < a->distinct; i++)
        for (uint32_t k = 0; k < b->distinct; k++)
            if (d->terms[a->terms + i] == d->terms[b->terms + k])
                sum += d->salience[d->terms[a->terms + i]];
    return (float)sum;
}

static void print_sentences(const smz_stemmer *stemmer,
                            const smz_document *d)
{
    uint32_t head[2] = { d->plain_count, SMZ_FEATURES };
    smz_scene scene = smz_set_scene(d);
    fwrite(head, sizeof head, 1, stdout);
    for (uint32_t i = 0; i < d->sentence_count; i++)
        if (d->sentences[i].kind == SUMMARIZE_SENTENCE)
            print_sentence(&scene, &d->sentences[i]);
    for (uint32_t i = 0; i < d->sentence_count; i++)
        if (d->sentences[i].kind == SUMMARIZE_SENTENCE)
            print_entries(stemmer, d, &d->sentences[i]);
    for (uint32_t i = 0; i < d->sentence_count; i++)
        for (uint32_t k = 0; k < d->sentence_count; k++) {
            const smz_sentence *a = &d->sentences[i], *b = &d->sentences[k];
            float shared = shared_salience(d, a, b);
            if (a->kind == SUMMARIZE_SENTENCE && b->kind == SUMMARIZE_SENTENCE)
                fwrite(&shared, sizeof shared, 1, stdout);
        }
}

/* The written summary is read first, as its stems stay numbered in the engine
 * while the text is read. */
static void print_record(summarize_engine *engine, struct sb_stemmer *snowball,
                         char **strings, size_t length, const char *what)
{
    summarize_options options = { .size = sizeof options };
    smz_document document;
    smz_stemmer *stemmer = engine->stemmer;
    smz_analyze(engine, strings[1], strlen(strings[1]), &options, &document);
    unsigned char *marks = mark_stems(stemmer, &document);
    uint32_t mark_count = smz_stemmer_count(stemmer);
    options.title = strings[2];
    options.title_length = strlen(strings[2]);
    smz_analyze(engine, strings[0], length, &options, &document);
    if (what[0] == 't')
        print_terms(&document, marks, mark_count);
    else if (what[0] == 'f')
        print_forms(stemmer, snowball, &document);
    else if (what[1] == 't')
        print_stems(stemmer, &document);
    else
        print_sentences(stemmer, &document);
    free(marks);
}

/* Reads the next triple; stores the length of the text. */
static int read_record(char **strings, size_t *sizes, size_t *length)
{
    for (int i = 0; i < 3; i++) {
        ssize_t read = getdelim(&strings[i], &sizes[i], 0, stdin);
        if (read <= 0)
            return 0;
        if (i == 0)
            *length = (size_t)read - 1;
    }
    return 1;
}

int main(int argc, char **argv)
{
    const char *what = argc == 2 ? argv[1] : "";
    if (strcmp(what, "stems") != 0 && strcmp(what, "terms") != 0
        && strcmp(what, "forms") != 0 && strcmp(what, "sentences") != 0) {
        fprintf(stderr,
                "usage: features stems|forms|terms|sentences < RECORDS\n");
        return 2;
    }
    char *strings[3] = { NULL, NULL, NULL };
    size_t sizes[3] = { 0, 0, 0 }, length = 0;
    summarize_engine *engine = summarize_engine_new(NULL);
    struct sb_stemmer *snowball = sb_stemmer_new("french", "UTF_8");
    while (engine != NULL && read_record(strings, sizes, &length))
        print_record(engine, snowball, strings, length, what);
    sb_stemmer_delete(snowball);
    summarize_engine_free(engine);
    for (int i = 0; i < 3; i++)
        free(strings[i]);
    return 0;
}
