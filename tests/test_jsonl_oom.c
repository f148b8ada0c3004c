/* JSON lines with every allocation made to fail in turn: each line has its own
 * answer, or is told under its number that memory is short. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>

#include "tap.h"

/* ---- Failing ------------------------------------------------------------ */

static unsigned long asked, refused_from, refused_to;
static long blocks_held;

static void *hooked_realloc(void *block, size_t size)
{
    asked++;
    bool refused = asked >= refused_from && asked < refused_to;
    void *moved = refused ? NULL : realloc(block, size);
    blocks_held += moved != NULL && block == NULL;
    return moved;
}

static void *hooked_malloc(size_t size)
{
    return hooked_realloc(NULL, size);
}

static void hooked_free(void *block)
{
    blocks_held -= block != NULL;
    free(block);
}

/* What the library allocates fails in test_oom.c. */
#define malloc hooked_malloc
#define realloc hooked_realloc
#define free hooked_free
#include "../examples/parse.c"
#include "../examples/input.c"
#undef malloc
#undef realloc
#undef free

#include "answers.h"

/* ---- What is asked ------------------------------------------------------ */

/* Tokens of all types that outgrow what jansson sets aside for them. */
static const char lines[] =
    "{\"id\": \"une chaîne plus longue que seize octets\", \"text\": \"Le pont "
    "de bois relie les deux rives. Il a coûté deux millions.\"}\n"
    "{\"id\": 2, \"i\\u0064\": 12345678901234567890123456789, \"text\": "
    "\"Il neige.\", \"a\": [[{\"a\": [true, -1.25e-17]}, 12345678901234567890]]}\n"
    "{\"id\": 3, \"text\": \"Le caf\xE9 de la gare ferme à minuit pile.\"}\n"
    "[\"une ligne qui n'est pas un objet\", 12345678901234567890]\n"
    "{\"id\": 5, \"text\": \"Une chaîne qui ne finit pas\n";

enum { LINES = 5, ROOM = 1 << 10 };

static const struct settings settings = {
    .options = { .size = sizeof settings.options },
    .text_field = "text", .id_field = "id",
};

static char expected[LINES][ROOM];

/* ---- Answers ------------------------------------------------------------ */

/* Splits 'answers' into lines; false when there are not as many as asked. */
static bool split_answers(char split[LINES][ROOM])
{
    size_t at = 0;
    for (int i = 0; i < LINES; i++) {
        const char *begin = answers.bytes + at;
        const char *feed = memchr(begin, '\n', answers.length - at);
        if (feed == NULL || feed - begin >= ROOM)
            return false;
        snprintf(split[i], ROOM, "%.*s", (int)(feed - begin), begin);
        at += (size_t)(feed - begin) + 1;
    }
    return at == answers.length;
}

static bool is_answer(const char *line, int number)
{
    char failure[ROOM];
    snprintf(failure, sizeof failure,
             ", \"line\": %d, \"error\": {\"status\": \"memory\", \"byte\": 0, "
             "\"message\": \"out of memory\"}}", number + 1);
    size_t id = strcspn(expected[number], ",");
    size_t no_id = strlen("{\"id\": null");
    return strcmp(line, expected[number]) == 0
           || (strncmp(line, expected[number], id) == 0
               && strcmp(line + id, failure) == 0)
           || (strncmp(line, "{\"id\": null", no_id) == 0
               && strcmp(line + no_id, failure) == 0);
}

/* Has a new worker answer the lines while some allocations are refused; false
 * when there was no memory for the lines. */
static bool run(unsigned long from, unsigned long to, char split[LINES][ROOM])
{
    struct worker worker = { .settings = &settings };
    refused_from = refused_to = 0;
    EXPECT(buffer_reserve(&answers, sizeof expected));
    asked = 0;
    refused_from = from;
    refused_to = to;
    bool kept = answer(&worker, lines, sizeof lines - 1);
    EXPECT(!kept || split_answers(split));
    free_answers(&worker);
    EXPECT(blocks_held == 0);
    return kept;
}

/* Refuses 'count' allocations from the first on, from the second on, and so on,
 * until there is none left to refuse; of the lines, 'most' may fail. */
static void refuse(unsigned long count, int most)
{
    char split[LINES][ROOM];
    int all_failed = 0;
    unsigned long from = 0;
    do {
        int failed = 0;
        from++;
        tap_about("allocation %lu", from);
        if (!run(from, from + count, split))
            continue;
        for (int i = 0; i < LINES; i++) {
            EXPECT(is_answer(split[i], i));
            failed += strcmp(split[i], expected[i]) != 0;
        }
        EXPECT(failed <= most);
        all_failed += failed;
    } while (asked >= from);
    EXPECT(all_failed > LINES);
}

/* ---- Reading ------------------------------------------------------------ */

/* Lines of one letter each: some are read at once, some take many readings. */
static const size_t lengths[] = { 20, 100000, 0, 500000, 70000, 3 };

enum { LETTERS = sizeof lengths / sizeof lengths[0] };

static FILE *write_letters(int count)
{
    FILE *file = tmpfile();
    for (int i = 0; i < count; i++) {
        for (size_t k = 0; k < lengths[i]; k++)
            putc('a' + i, file);
        putc('\n', file);
    }
    fflush(file);
    return file;
}

/* Expects whole lines from the one numbered 'next' on; returns how many. */
static int expect_lines(const struct buffer *read, int next)
{
    int count = 0;
    for (size_t at = 0; at < read->length && next + count < LETTERS; count++) {
        size_t length = lengths[next + count];
        const char *line = read->bytes + at;
        EXPECT(read->length - at > length && line[length] == '\n');
        EXPECT(length == 0 || (line[0] == 'a' + next + count
                               && memcmp(line, line + 1, length - 1) == 0));
        at += length + 1;
    }
    return count;
}

/* Reads all lines while an allocation is refused; returns how many there were,
 * those left out among them, or -1 when reading failed. */
static int read_all(FILE *file, unsigned long refused, int *left_out)
{
    struct input input = { .file = fileno(file) };
    struct buffer read = { 0 };
    struct failure failure;
    bool dropped, done;
    int count = 0;
    rewind(file);
    asked = 0;
    refused_from = refused;
    refused_to = refused + 1;
    do {
        done = input_lines(&input, &read, &dropped, &failure);
        if (done)
            count += dropped + expect_lines(&read, count);
        *left_out += dropped;
    } while (done && (dropped || read.length > 0));
    input_free(&input);
    buffer_free(&read);
    return done ? count : -1;
}

/* ---- Tests -------------------------------------------------------------- */

static void lines_are_answered(void)
{
    EXPECT(run(0, 0, expected));
    EXPECT(strstr(expected[1], "12345678901234567890123456789,") != NULL);
    EXPECT(strstr(expected[2], "{\"id\": 3, \"line\": 3, ") == expected[2]);
    EXPECT(strstr(expected[3], "not an object") != NULL);
    EXPECT(strstr(expected[4], "unexpected newline") != NULL
           || strstr(expected[4], "premature end") != NULL);
}

static void an_allocation_may_fail(void)
{
    refuse(1, 1);
}

static void some_allocations_may_fail(void)
{
    refuse(3, 3);
}

static void all_allocations_from_one_on_may_fail(void)
{
    refuse(1ul << 31, LINES);
}

static void lines_are_read_once_or_left_out(void)
{
    int left_out = 0, failed = 0;
    for (int letters = 0; letters <= LETTERS; letters++) {
        FILE *file = write_letters(letters);
        unsigned long refused = 0;
        do {
            tap_about("%d lines, allocation %lu", letters, ++refused);
            int count = read_all(file, refused, &left_out);
            EXPECT(count == letters || count == -1);
            failed += count == -1;
        } while (asked >= refused);
        fclose(file);
    }
    tap_about("%d left out, %d failed", left_out, failed);
    EXPECT(left_out > LETTERS && failed > 0);
}

int main(void)
{
    RUN(lines_are_answered);
    RUN(an_allocation_may_fail);
    RUN(some_allocations_may_fail);
    RUN(all_allocations_from_one_on_may_fail);
    RUN(lines_are_read_once_or_left_out);
    return tap_end();
}
