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
    "{\"i\\u0064\": 12345678901234567890123456789, \"text\": \"Il neige.\", "
    "\"autre\": [[[{\"a\": [true, null, -1.25e-17]}], 1234567890123456789]]}\n"
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
 * until there is none left to refuse. */
static void refuse(unsigned long count)
{
    char split[LINES][ROOM];
    int failed = 0;
    unsigned long from = 0;
    do {
        from++;
        tap_about("allocation %lu", from);
        if (!run(from, from + count, split))
            continue;
        for (int i = 0; i < LINES; i++) {
            EXPECT(is_answer(split[i], i));
            failed += strcmp(split[i], expected[i]) != 0;
        }
    } while (asked >= from);
    EXPECT(failed > LINES);
}

/* Reads a file of the lines while an allocation is refused; returns how many
 * lines there were, those left out among them, or -1 when reading failed. */
static int read_all(FILE *file, unsigned long refused)
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
        count += dropped;
        for (size_t i = 0; i < read.length; i++)
            count += read.bytes[i] == '\n';
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
    refuse(1);
}

static void some_allocations_may_fail(void)
{
    refuse(3);
}

static void all_allocations_from_one_on_may_fail(void)
{
    refuse(1ul << 31);
}

static void no_line_is_read_twice(void)
{
    FILE *file = tmpfile();
    int failed = 0;
    unsigned long refused = 0;
    EXPECT(fwrite(lines, 1, sizeof lines - 1, file) == sizeof lines - 1);
    fflush(file);
    do {
        tap_about("allocation %lu", ++refused);
        int count = read_all(file, refused);
        EXPECT(count == LINES || count == -1);
        failed += count == -1;
    } while (asked >= refused);
    EXPECT(refused > 2 && failed < (int)refused - 1);
    fclose(file);
}

int main(void)
{
    RUN(lines_are_answered);
    RUN(an_allocation_may_fail);
    RUN(some_allocations_may_fail);
    RUN(all_allocations_from_one_on_may_fail);
    RUN(no_line_is_read_twice);
    return tap_end();
}
