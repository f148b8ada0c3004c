/*
 * The whole result for every text of the corpus, as a hash, so that compilers,
 * levels of optimization and machines can be compared: all of them must select
 * the same and score the same to nine digits.
 *
 *     test_golden GOLDEN CORPUS           compares
 *     test_golden --write GOLDEN CORPUS   writes GOLDEN anew
 *
 * After a change that is meant to change results: ninja -C build golden
 */
#include <libstemmer.h>

#include "corpus.h"
#include "properties.h"
#include "tap.h"

enum { MOST_LINES = 1024, LONGEST_LINE = 128 };

typedef char line[LONGEST_LINE];

/* ---- Hashing ------------------------------------------------------------ */

/* FNV-1a of eight bytes, the lowest first on every machine. */
static void add(uint64_t *hash, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        *hash = (*hash ^ (value >> i * 8 & 0xFF)) * 1099511628211u;
}

static void add_sentence(uint64_t *hash, const summarize_sentence *s)
{
    const uint64_t fields[] = {
        s->offset, s->length, s->char_offset, s->char_length,
        (uint64_t)(s->score * 1e9 + 0.5), s->rank, s->words, s->paragraph,
        s->kind, s->selected, s->kept,
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        add(hash, fields[i]);
}

static uint64_t hash_result(const summarize_result *result)
{
    uint64_t hash = 14695981039346656037u;
    size_t length;
    const char *text = summarize_result_text(result, &length);
    summarize_range title;
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_sentence s = sentence_of(result, i);
        add_sentence(&hash, &s);
    }
    for (size_t i = 0; i < length; i++)
        add(&hash, (unsigned char)text[i]);
    summarize_result_title(result, &title);
    add(&hash, title.offset);
    add(&hash, title.length);
    return hash;
}

/* ---- What the results rest on ------------------------------------------- */

static bool is_in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The stems of a text, as libstemmer finds them. */
static void add_stems(uint64_t *hash, struct sb_stemmer *stemmer,
                      const corpus_text *text)
{
    for (size_t begin = 0, end = 0; begin < text->length; begin = end + 1) {
        end = begin;
        while (end < text->length && is_in_word(text->bytes[end]))
            end++;
        const sb_symbol *stem = sb_stemmer_stem(
            stemmer, (const sb_symbol *)text->bytes + begin,
            (int)(end - begin));
        for (int i = 0; i < sb_stemmer_length(stemmer); i++)
            add(hash, stem[i]);
    }
}

/* Another release of libstemmer or of Unicode may give other results; then
 * there is nothing to compare. */
static void write_basis(line basis)
{
    uint64_t hash = 14695981039346656037u;
    struct sb_stemmer *stemmer = sb_stemmer_new("french", "UTF_8");
    for (size_t i = 0; i < corpus_count; i++)
        add_stems(&hash, stemmer, &corpus[i]);
    sb_stemmer_delete(stemmer);
    const char *unicode = strstr(summarize_version_string(), "Unicode");
    snprintf(basis, LONGEST_LINE, "stems %016llx, %.32s",
             (unsigned long long)hash, unicode != NULL ? unicode : "");
}

/* ---- Lines -------------------------------------------------------------- */

static const struct {
    const char       *name;
    summarize_options options;
} settings[] = {
    { "free", { 0 } },
    { "words", { .max_words = 100 } },
    { "percent", { .max_percent = 60 } },
    { "query", { .max_sentences = 4, .query = "travaux et prix de la ville",
                 .query_length = 27 } },
    { "title", { .max_chars = 400, .title = "La ville et ses habitants",
                 .title_length = 25 } },
    { "cut", { .max_chars = 40, .flags = SUMMARIZE_CUT } },
    { "centroid", { .method = SUMMARIZE_CENTROID } },
    { "lexrank", { .method = SUMMARIZE_LEXRANK } },
    { "textrank", { .method = SUMMARIZE_TEXTRANK } },
};

enum { SETTINGS = sizeof settings / sizeof settings[0] };

/* The basis, then "hash sentences name setting" of every text under every
 * setting. */
static size_t write_lines(line *lines)
{
    size_t count = 1;
    write_basis(lines[0]);
    summarize_engine *engine = summarize_engine_new(NULL);
    for (size_t i = 0; i < corpus_count; i++)
        for (size_t k = 0; k < SETTINGS && count < MOST_LINES; k++) {
            summarize_options o = settings[k].options;
            o.size = sizeof o;
            summarize_result *r = summarize_run(engine, corpus[i].bytes,
                                                corpus[i].length, &o, NULL);
            snprintf(lines[count++], LONGEST_LINE, "%016llx %zu %.64s %.16s",
                     (unsigned long long)hash_result(r),
                     summarize_result_count(r), corpus[i].name,
                     settings[k].name);
            summarize_result_free(r);
        }
    summarize_engine_free(engine);
    return count;
}

static size_t read_lines(const char *path, line *lines)
{
    FILE *file = fopen(path, "r");
    size_t count = 0;
    while (file != NULL && count < MOST_LINES
           && fgets(lines[count], LONGEST_LINE, file) != NULL) {
        lines[count][strcspn(lines[count], "\r\n")] = '\0';
        count++;
    }
    if (file != NULL)
        fclose(file);
    return count;
}

/* ---- The test ----------------------------------------------------------- */

static line expected[MOST_LINES], found[MOST_LINES];
static size_t expected_count, found_count;

static void the_list_is_that_of_the_corpus(void)
{
    EXPECT(found_count == expected_count && found_count > 0);
    EXPECT(found_count == 1 + corpus_count * SETTINGS);
}

static void results_are_those_of_every_machine(void)
{
    if (strcmp(found[0], expected[0]) != 0) {
        tap_skip("made with another libstemmer or Unicode");
        return;
    }
    for (size_t i = 1; i < found_count && i < expected_count; i++) {
        tap_about("%s, expected %.16s", found[i], expected[i]);
        EXPECT(strcmp(found[i], expected[i]) == 0);
    }
    if (tap.failures > 0)
        printf("# If results were meant to change: ninja -C build golden\n");
}

static int write_file(const char *path)
{
    FILE *file = fopen(path, "w");
    for (size_t i = 0; file != NULL && i < found_count; i++)
        fprintf(file, "%s\n", found[i]);
    return file == NULL || fclose(file) != 0;
}

int main(int argc, char **argv)
{
    bool write = argc > 1 && strcmp(argv[1], "--write") == 0;
    if (argc != 3 + write) {
        fprintf(stderr, "usage: test_golden [--write] GOLDEN CORPUS\n");
        return 2;
    }
    read_corpus(argv[2 + write]);
    found_count = write_lines(found);
    if (write) {
        free_corpus();
        return write_file(argv[2]);
    }
    expected_count = read_lines(argv[1], expected);
    RUN(the_list_is_that_of_the_corpus);
    RUN(results_are_those_of_every_machine);
    free_corpus();
    return tap_end();
}
