/*
 * segments.c - where the sentences of texts are, with a rule left out or without
 *
 *     segments --rules               the names of the rules
 *     segments [RULE...] < TEXTS     where sentences begin and end
 *
 * TEXTS are UTF-8, each ended by a NUL byte.  A line for a text holds the first
 * byte of each sentence and the one behind it: "0-12 13-40".
 */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"
#include "segmentation_rules.h"

uint64_t rules_left_out;

#define STRING(name) #name,
static const char *const names[] = { RULES(STRING) };

static bool leave_out(const char *name)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (strcmp(names[i], name) == 0) {
            rules_left_out |= (uint64_t)1 << i;
            return true;
        }
    fprintf(stderr, "segments: no rule %s\n", name);
    return false;
}

static void print_names(void)
{
    for (int i = 0; i < RULE_COUNT; i++)
        puts(names[i]);
}

static void print_sentences(const smz_document *document)
{
    for (uint32_t i = 0; i < document->sentence_count; i++)
        printf("%u-%u ", document->sentences[i].bytes.begin,
               document->sentences[i].bytes.end);
    putchar('\n');
}

static bool segment(const char *text, uint32_t length, smz_buffer *sentences)
{
    uint64_t *maps = calloc(3, (length / 64 + 2) * sizeof *maps);
    if (maps == NULL || smz_check(text, length) != length) {
        free(maps);
        return false;
    }
    uint64_t *marks = maps + length / 64 + 2, *code = marks + length / 64 + 2;
    smz_document document = { .text = { text, length, maps, marks, code } };
    smz_scan(text, length, maps, marks, code);
    bool done = smz_segment(&document, sentences, 0);
    if (done)
        print_sentences(&document);
    free(maps);
    return done;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--rules") == 0) {
        print_names();
        return 0;
    }
    for (int i = 1; i < argc; i++)
        if (!leave_out(argv[i]))
            return 2;
    char *text = NULL;
    size_t size = 0;
    ssize_t length;
    bool done = true;
    smz_buffer sentences = { NULL, 0 };
    while (done && (length = getdelim(&text, &size, 0, stdin)) > 0)
        done = segment(text, (uint32_t)length - 1, &sentences);
    smz_release(&sentences);
    free(text);
    return done ? 0 : 1;
}
