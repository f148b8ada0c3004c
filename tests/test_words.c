/*
 * test_words.c - words read at once, against each word read closely
 *
 * Most words are plain for what stands around them (tokenize.c).  They must be
 * the same when read_word() looks at each, wherever they stand in the bit map
 * and however little room there is for them.  What read_word() itself sees at
 * once, tests/spec/words.txt tells.
 */
#include "../lib/tokenize.c"

#include "corpus.h"
#include "maps.h"
#include "random.h"
#include "tap.h"

enum { ROUNDS = 4000, MOST = 600 };

/* What decides something for a word, and what makes it plain. */
static const char *const pieces[] = {
    "le ", "maire ", "été ", "à ", "Paris ", "État ", "ÉTAT ", "SNCF ",
    "œuvre ", "Œuvre ", "2024 ", "12 ", "a", "A", "É", "é", "l'", "L'", "l’",
    "qu'", "Qu’", "c'", "C'est-à-dire ", "c’est-à-dire ", "jusqu'",
    "aujourd'hui", "z'", "'", "’", "''", "-", "-il ", "-t-il", "-la", "-ci ",
    "rendez-vous ", "va-t'en ", "Côte-d'Or ", "dis-\n", " ", "  ", "\n",
    "\xC2\xA0", "\xE2\x80\xAF", ",", ", ", ".", ". ", "...", "…", ";", " ; ",
    ":", " : ", "!", "?", "%", " % ", "(", ")", "\"", " \"", "« ", " »", "“",
    "”", "1,5 ", "1.000", "3/4", "12:30", "#tag ", "@nom ", "°C ", "n° ",
    "http://a.fr/b ", "www.a.fr ", "www. ", "J.-C. ", "étudiant·e·s ", "_",
    "\xC2\xAD", "\xCC\x81", "÷", "ß ", "ÿ ", "Ω ", "中",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst ",
};

static uint32_t make_text(char text[MOST])
{
    return join_pieces(pieces, sizeof pieces / sizeof pieces[0], text, MOST);
}

/* ---- Both ways ---------------------------------------------------------- */

static void read_all_closely(tokenizer *t)
{
    uint32_t position = t->begin;
    for (;;) {
        smz_span run = next_run(t, position);
        if (run.begin >= run.end)
            return;
        position = read_word(t, run);
    }
}

static tokenizer make_tokenizer(const smz_text *text, smz_sentence *sentence,
                                smz_buffer *words)
{
    sentence->words = sentence->length = 0;
    return (tokenizer){ .bytes = text->bytes, .bits = text->words,
                        .begin = sentence->bytes.begin,
                        .end = sentence->bytes.end, .sentence = sentence,
                        .buffer = words, .spaced = true };
}

static bool are_equal(const tokenizer *a, const tokenizer *b)
{
    const smz_sentence *s = a->sentence, *r = b->sentence;
    return a->count == b->count && a->numbers == b->numbers
           && a->commas == b->commas && s->words == r->words
           && s->length == r->length && s->surface == r->surface
           && memcmp(a->balance, b->balance, sizeof a->balance) == 0
           && (a->count == 0 || memcmp(a->words, b->words,
                                       a->count * sizeof (smz_word)) == 0);
}

/* Compares the words of [begin, end), with no room at first. */
static bool is_read_alike(const smz_text *text, uint32_t begin, uint32_t end)
{
    smz_buffer plain_words = { NULL, 0 }, close_words = { NULL, 0 };
    smz_sentence plain_sentence = { .bytes = { begin, end } };
    smz_sentence close_sentence = plain_sentence;
    tokenizer plain = make_tokenizer(text, &plain_sentence, &plain_words);
    tokenizer close = make_tokenizer(text, &close_sentence, &close_words);
    read_words(&plain);
    read_all_closely(&close);
    bool equal = !plain.failed && are_equal(&plain, &close);
    smz_release(&plain_words);
    smz_release(&close_words);
    return equal;
}

/* The same in a block of its own, so that a byte read behind it is noticed. */
static bool is_text_read_alike(const char *bytes, uint32_t length,
                               uint32_t begin, uint32_t end)
{
    char *own = malloc(length > 0 ? length : 1);
    maps m = new_maps(length);
    memcpy(own, bytes, length);
    smz_text text = { own, length, m.words, m.marks, m.code };
    bool equal = smz_scan(own, length, m.words, m.marks, m.code)
                 && is_read_alike(&text, begin, end);
    free_maps(m);
    free(own);
    return equal;
}

/* ---- Tests -------------------------------------------------------------- */

static void plain_words_are_those_of_a_close_look(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        char text[MOST];
        uint32_t length = make_text(text);
        tap_about("round %d: %.*s", round, (int)length, text);
        EXPECT(is_text_read_alike(text, length, 0, length));
    }
}

/* A sentence may begin and end anywhere between two characters. */
static void so_are_those_of_any_part(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        char text[MOST];
        uint32_t length = make_text(text), begin = random_below(length + 1);
        uint32_t end = begin + random_below(length - begin + 1);
        while (begin < length && ((unsigned char)text[begin] & 0xC0) == 0x80)
            begin++;
        while (end < length && ((unsigned char)text[end] & 0xC0) == 0x80)
            end++;
        tap_about("round %d: [%u, %u) of %.*s", round, begin, end, (int)length,
                  text);
        EXPECT(end < begin || is_text_read_alike(text, length, begin, end));
    }
}

static void so_are_those_of_the_corpus(void)
{
    for (size_t i = 0; i < corpus_count; i++) {
        tap_about("%s", corpus[i].name);
        uint32_t length = (uint32_t)corpus[i].length;
        EXPECT(is_text_read_alike(corpus[i].bytes, length, 0, length));
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    read_corpus(argv[1]);
    RUN(plain_words_are_those_of_a_close_look);
    RUN(so_are_those_of_any_part);
    RUN(so_are_those_of_the_corpus);
    free_corpus();
    return tap_end();
}
