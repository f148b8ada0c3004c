/* Runs a fuzz target without a fuzzer: on every text of a directory, and on
 * changes of it that are the same each time. */
#include "corpus.h"
#include "fuzz.h"

enum { CHANGES = 12, MOST_BYTES = 2000 };

static uint64_t state = 0x2545F4914F6CDD1Du;

/* xorshift64 (Marsaglia 2003). */
static size_t below(size_t limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return limit > 0 ? (size_t)(state >> 11) % limit : 0;
}

/* Moves what is behind 'at' by 'size' bytes, and fills the gap. */
static size_t insert(char *text, size_t length, size_t at, const char *bytes,
                     size_t size)
{
    memmove(text + at + size, text + at, length - at);
    memmove(text + at, bytes, size);
    return length + size;
}

static size_t change(char *text, size_t length)
{
    static const char *const pieces[] = {
        ".", " ", "\n", "\n\n", "\"", "\xC2\xAB ", " \xC2\xBB", "(", ")", "M. ",
        "etc.", "\xE2\x80\xA6", " - ", "l'", "\xE2\x80\x99", "\xC2\xA0", "1. ",
        "\xC2\xAD", "_", "\xCC\x81", "\xFF", "\xE2\x82", "-", "A",
    };
    size_t at = below(length + 1), left = length - at;
    const char *piece = pieces[below(sizeof pieces / sizeof pieces[0])];
    char copy[64];
    size_t size = below(left < sizeof copy ? left + 1 : sizeof copy);
    switch (below(4)) {
    case 0:
        if (left > 0)
            text[at] = (char)below(256);
        return length;
    case 1:
        memmove(text + at, text + at + size, left - size);
        return length - size;
    case 2:
        memcpy(copy, text + at, size);
        return insert(text, length, below(length + 1), copy, size);
    default:
        return insert(text, length, at, piece, strlen(piece));
    }
}

static void run(const char *text, size_t length)
{
    LLVMFuzzerTestOneInput((const uint8_t *)text, length);
}

/* A part of a text, with up to sixteen changes. */
static void run_changed(const corpus_text *text)
{
    char changed[MOST_BYTES + 16 * 64];
    size_t most = text->length < MOST_BYTES ? text->length : MOST_BYTES;
    size_t from = below(text->length - most + 1), length = most;
    memcpy(changed, text->bytes + from, most);
    for (size_t i = below(16); i > 0; i--)
        length = change(changed, length);
    run(changed, length);
}

int main(int argc, char **argv)
{
    read_corpus(argc > 1 ? argv[1] : "tests/corpus");
    printf("1..%zu\n", corpus_count);
    run("", 0);
    for (size_t i = 0; i < corpus_count; i++) {
        run(corpus[i].bytes, corpus[i].length);
        for (int k = 0; k < CHANGES; k++)
            run_changed(&corpus[i]);
        printf("ok %zu - %s, and changes of it\n", i + 1, corpus[i].name);
        fflush(stdout);
    }
    free_corpus();
    return 0;
}
