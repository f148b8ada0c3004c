/*
 * The whole result for every text of the corpus, as hashes, so that compilers,
 * levels of optimization and machines can be compared: all of them must find
 * and select the same, and score the same to the last bit.
 *
 *     test_golden GOLDEN CORPUS           compares
 *     test_golden --write GOLDEN CORPUS   writes GOLDEN anew
 *
 * After a change that is meant to change results: ninja -C build golden
 *
 * Another libstemmer finds other stems, so that three sorts of lines differ in
 * what they rest on:
 *
 *     ranges HASH TEXT    its sentences and their kinds: on nothing else
 *     stems HASH TEXT     the stems of its words: on libstemmer
 *     SETTING HASH TEXT   scores and summary: on both lines above alone
 */
#include <libstemmer.h>
#include <locale.h>

#include "corpus.h"
#include "properties.h"
#include "tap.h"

enum {
    MOST_LINES = 1024,
    LONGEST_LINE = 128,
    MOST_WORDS = 1 << 14,  /* of a text */
    LONGEST_WORD = 64      /* bytes */
};

typedef char line[LONGEST_LINE];

/* ---- Hashing ------------------------------------------------------------ */

static const uint64_t basis = 14695981039346656037u;

/* FNV-1a of eight bytes, the lowest first on every machine. */
static void add(uint64_t *hash, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        *hash = (*hash ^ (value >> i * 8 & 0xFF)) * 1099511628211u;
}

static void add_bytes(uint64_t *hash, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        add(hash, (unsigned char)bytes[i]);
}

static void add_double(uint64_t *hash, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    add(hash, bits);
}

/* Where the sentences are, and what each of them is. */
static uint64_t hash_ranges(const summarize_result *result)
{
    uint64_t hash = basis;
    summarize_range title;
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_sentence s = sentence_of(result, i);
        const uint64_t fields[] = {
            s.offset, s.length, s.char_offset, s.char_length,
            s.words, s.paragraph, s.kind,
        };
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
            add(&hash, fields[k]);
    }
    summarize_result_title(result, &title);
    add(&hash, title.offset);
    add(&hash, title.length);
    return hash;
}

/* What was made of them. */
static uint64_t hash_choice(const summarize_result *result)
{
    uint64_t hash = basis;
    size_t length;
    const char *text = summarize_result_text(result, &length);
    for (size_t i = 0; i < summarize_result_count(result); i++) {
        summarize_sentence s = sentence_of(result, i);
        add_double(&hash, s.score);
        add(&hash, s.rank);
        add(&hash, s.selected);
        add(&hash, s.kept);
    }
    add_bytes(&hash, text, length);
    return hash;
}

/* ---- Stems -------------------------------------------------------------- */

/* Copies a word, ASCII and Latin-1 capitals as small letters. */
static int lower(const char *word, size_t length, sb_symbol *out)
{
    size_t i;
    for (i = 0; i < length && i < LONGEST_WORD; i++) {
        unsigned char c = (unsigned char)word[i];
        bool latin = i > 0 && word[i - 1] == '\xC3' && c >= 0x80 && c < 0x9F;
        out[i] = (c >= 'A' && c <= 'Z') || latin ? c | 0x20 : c;
    }
    return (int)i;
}

static void add_stems(uint64_t *hash, const char *text, size_t length)
{
    static summarize_range words[MOST_WORDS];
    struct sb_stemmer *stemmer = sb_stemmer_new("french", "UTF_8");
    size_t count = 0;
    summarize_words(NULL, text, length, words, MOST_WORDS, &count, NULL);
    for (size_t i = 0; i < count && i < MOST_WORDS; i++) {
        sb_symbol word[LONGEST_WORD];
        int size = lower(text + words[i].offset, words[i].length, word);
        const sb_symbol *stem = sb_stemmer_stem(stemmer, word, size);
        add_bytes(hash, (const char *)stem,
                  (size_t)sb_stemmer_length(stemmer));
    }
    sb_stemmer_delete(stemmer);
}

/* ---- Lines -------------------------------------------------------------- */

static const char title[] = "La ville et ses habitants";
static const char query[] = "travaux et prix de la ville";

static const struct {
    const char       *name;
    summarize_options options;
} settings[] = {
    { "free", { 0 } },
    { "words", { .max_words = 100 } },
    { "percent", { .max_percent = 60 } },
    { "query", { .max_sentences = 4, .query = query,
                 .query_length = sizeof query - 1 } },
    { "title", { .max_chars = 400, .title = title,
                 .title_length = sizeof title - 1 } },
    { "cut", { .max_chars = 40, .flags = SUMMARIZE_CUT } },
    { "centroid", { .method = SUMMARIZE_CENTROID } },
    { "lexrank", { .method = SUMMARIZE_LEXRANK } },
    { "textrank", { .method = SUMMARIZE_TEXTRANK } },
};

/* The lines of a text: ranges, stems, settings. */
enum { SETTINGS = sizeof settings / sizeof settings[0], EACH = 2 + SETTINGS };

static void write_line(line to, const char *name, uint64_t hash,
                       const corpus_text *text)
{
    snprintf(to, LONGEST_LINE, "%.16s %016llx %.64s", name,
             (unsigned long long)hash, text->name);
}

static void write_text(summarize_engine *engine, const corpus_text *text,
                       line *lines)
{
    uint64_t stems = basis;
    add_stems(&stems, text->bytes, text->length);
    add_stems(&stems, title, sizeof title - 1);
    add_stems(&stems, query, sizeof query - 1);
    write_line(lines[1], "stems", stems, text);
    for (size_t i = 0; i < SETTINGS; i++) {
        summarize_options o = settings[i].options;
        o.size = sizeof o;
        summarize_result *r = summarize_run(engine, text->bytes, text->length,
                                            &o, NULL);
        write_line(lines[0], "ranges", hash_ranges(r), text);
        write_line(lines[2 + i], settings[i].name, hash_choice(r), text);
        summarize_result_free(r);
    }
}

static size_t write_lines(line *lines)
{
    size_t count = 0;
    summarize_engine *engine = summarize_engine_new(NULL);
    for (; count + EACH <= MOST_LINES && count < corpus_count * EACH;
         count += EACH)
        write_text(engine, &corpus[count / EACH], lines + count);
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
static const char *locale;  /* NULL: there is no such locale here */

static bool is_expected(size_t i)
{
    return strcmp(found[i], expected[i]) == 0;
}

static void expect_line(size_t i)
{
    tap_about("%s, expected %.32s", found[i], expected[i]);
    EXPECT(is_expected(i));
}

static size_t texts_in_common(void)
{
    return (found_count < expected_count ? found_count : expected_count) / EACH;
}

static void the_list_is_that_of_the_corpus(void)
{
    EXPECT(found_count == expected_count && found_count > 0);
    EXPECT(found_count == corpus_count * EACH);
}

static void the_locale_is_there(void)
{
    if (locale == NULL)
        tap_skip("this machine lacks the locale that LC_ALL asks for");
}

static void sentences_are_those_of_every_machine(void)
{
    for (size_t i = 0; i < texts_in_common(); i++)
        expect_line(i * EACH);
}

/* Most texts hold no word that one release of libstemmer reads unlike the
 * next; what is different for all of them is something else. */
static void most_stems_are_those_of_every_libstemmer(void)
{
    size_t same = 0;
    for (size_t i = 0; i < texts_in_common(); i++)
        same += is_expected(i * EACH + 1);
    printf("# the stems of %zu texts of %zu are the same\n", same,
           texts_in_common());
    EXPECT(same >= texts_in_common() * 3 / 4);
}

static void choices_are_those_of_every_machine(void)
{
    for (size_t i = 0; i < texts_in_common(); i++)
        for (size_t k = 2; k < EACH && is_expected(i * EACH + 1); k++)
            expect_line(i * EACH + k);
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
    locale = setlocale(LC_ALL, "");
    read_corpus(argv[2 + write]);
    found_count = write_lines(found);
    if (write) {
        free_corpus();
        return write_file(argv[2]);
    }
    expected_count = read_lines(argv[1], expected);
    RUN(the_list_is_that_of_the_corpus);
    RUN(the_locale_is_there);
    RUN(sentences_are_those_of_every_machine);
    RUN(most_stems_are_those_of_every_libstemmer);
    RUN(choices_are_those_of_every_machine);
    free_corpus();
    return tap_end();
}
