/*
 * speed.c - how fast the library is, beside yardsticks of the same run
 *
 *     speed FILE...              ratios, medians of interleaved rounds
 *     speed --passes N FILE...   summarizes all texts N times with one engine
 *
 * A FILE holds texts, a NUL byte between two.  Times are CPU time of the
 * thread, so that neighbours disturb little; ratios are made within a round, so
 * that what still disturbs hits both sides.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "internal.h"
#include "speed.h"

enum { ROUNDS = 15, SELDOM = 5, MEGABYTE = 1000000 };

/* ---- Memory ------------------------------------------------------------- */

static unsigned long allocations;  /* of the library: see meson.build */

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *data, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *data, size_t size);

void *__wrap_calloc(size_t count, size_t size)
{
    allocations++;
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *data, size_t size)
{
    allocations++;
    return __real_realloc(data, size);
}

static void *get(size_t size)
{
    void *data = malloc(size + 1);
    if (data == NULL) {
        fputs("speed: out of memory\n", stderr);
        exit(2);
    }
    return data;
}

/* ---- Texts -------------------------------------------------------------- */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long size = ftell(file);
    rewind(file);
    char *bytes = get((size_t)size);
    *length = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return bytes;
}

typedef struct corpus {
    article *texts;
    size_t count, bytes;
} corpus;

static corpus read_corpus(char **paths)
{
    corpus c = { 0 };
    char *all = get(0);
    size_t total = 0;
    for (; *paths != NULL; paths++) {
        size_t length;
        char *bytes = read_file(*paths, &length);
        all = realloc(all, total + length + 1);
        if (all == NULL)
            exit(2);
        memcpy(all + total, bytes, length);
        total += length;
        all[total++] = '\0';
        free(bytes);
    }
    c.texts = get(total / 2 * sizeof *c.texts);
    for (char *at = all, *end = all + total; at < end;) {
        size_t length = strlen(at);
        if (length > 0)
            c.texts[c.count++] = (article){ at, length };
        c.bytes += length;
        at += length + 1;
    }
    return c;
}

/* One text of 'length' bytes: all articles in a row, as often as need be. */
static article join(const corpus *c, size_t length)
{
    char *bytes = get(length), *to = bytes;
    for (size_t i = 0; to < bytes + length; i = (i + 1) % c->count) {
        size_t left = (size_t)(bytes + length - to);
        size_t size = c->texts[i].length + 2;
        if (size > left)
            break;
        memcpy(to, c->texts[i].bytes, size - 2);
        memcpy(to + size - 2, "\n\n", 2);
        to += size;
    }
    memset(to, ' ', (size_t)(bytes + length - to));
    return (article){ bytes, length };
}

/* A corpus as one text. */
static article whole(const corpus *c)
{
    return join(c, c->bytes + 2 * c->count);
}

/* ---- The clock ---------------------------------------------------------- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(const double *values, int count)
{
    double sorted[ROUNDS];
    memcpy(sorted, values, (size_t)count * sizeof *values);
    qsort(sorted, (size_t)count, sizeof *sorted, by_value);
    return sorted[count / 2];
}

/* ---- What is measured --------------------------------------------------- */

/* All that one measurement may need. */
typedef struct sample {
    corpus articles;
    article all;                 /* the same as one text */
    const char *path;         /* and as a file, for wc */
    summarize_engine *engine; /* one that has met all words */
    stages *stages;           /* likewise */
    uint64_t *words, *marks, *code;  /* room for the bit maps of 'all' */
} sample;

static volatile uint64_t sink;  /* keeps computations from being left out */

static void run(summarize_engine *engine, article t, uint32_t percent)
{
    summarize_options options = { .size = sizeof options,
                                  .max_sentences = percent > 0 ? 0 : 3,
                                  .max_percent = percent };
    summarize_result *result =
        summarize_run(engine, t.bytes, t.length, &options, NULL);
    sink += summarize_result_count(result);
    summarize_result_free(result);
}

static void run_all(summarize_engine *engine, const corpus *c)
{
    for (size_t i = 0; i < c->count; i++)
        run(engine, c->texts[i], 0);
}

static void run_warm(const sample *s)
{
    run_all(s->engine, &s->articles);
}

static void run_cold(const sample *s)
{
    summarize_engine *engine = summarize_engine_new(NULL);
    run_all(engine, &s->articles);
    summarize_engine_free(engine);
}

static void run_fresh(const sample *s)
{
    run_all(NULL, &s->articles);
}

static void run_stemming(const sample *s)
{
    for (size_t i = 0; i < s->articles.count; i++)
        run_stages(s->stages, s->articles.texts[i], PACK, 1);
}

static void run_scalar(const sample *s)
{
    sink += hash_words(s->all);
}

static void run_bits(const sample *s)
{
    sink += hash_words_by_bits(s->all, s->words, s->marks, s->code);
}

/* A process apart, with what it takes to start. */
static double time_wc(const sample *s)
{
    struct rusage used = { 0 };
    pid_t child = fork();
    if (child == 0) {
        setenv("LC_ALL", "C.UTF-8", 1);
        if (freopen("/dev/null", "w", stdout) != NULL)
            execlp("wc", "wc", "-w", s->path, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || wait4(child, NULL, 0, &used) != child)
        return 0;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
           + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

/* ---- Rounds ------------------------------------------------------------- */

typedef struct measure {
    const char *name;
    void (*run)(const sample *s);  /* NULL: wc */
    int every;                     /* how many rounds */
    double times[ROUNDS], ratios[ROUNDS];
    int count;
} measure;

static double time_of(const measure *m, const sample *s)
{
    if (m->run == NULL)
        return time_wc(s);
    double start = now();
    m->run(s);
    return now() - start;
}

/* The first measure is what the ratios are to: its time over theirs. */
static void measure_round(measure *measures, int count, int round,
                          const sample *s)
{
    double first = 0;
    for (int i = 0; i < count; i++) {
        measure *m = &measures[i];
        if (round % m->every != 0)
            continue;
        double time = time_of(m, s);
        if (i == 0)
            first = time;
        m->times[m->count] = time;
        m->ratios[m->count++] = first / time;
    }
}

static void compare(const sample *s)
{
    measure measures[] = {
        { .name = "tokenise, fold and hash, plain C", .run = run_scalar,
          .every = 1 },
        { .name = "tokenise and hash from bit maps", .run = run_bits,
          .every = 1 },
        { .name = "wc -w, LC_ALL=C.UTF-8", .every = 1 },
        { .name = "summarise, one warm engine", .run = run_warm, .every = 1 },
        { .name = "summarise, one cold engine", .run = run_cold, .every = 3 },
        { .name = "summarise, an engine a text", .run = run_fresh, .every = 5 },
        { .name = "summarise, stemming all words", .run = run_stemming,
          .every = 3 },
    };
    int count = (int)(sizeof measures / sizeof measures[0]);
    double bytes = (double)s->articles.bytes;
    for (int round = 0; round < ROUNDS; round++)
        measure_round(measures, count, round, s);
    printf("%zu texts, %.1f MB\n\n", s->articles.count, bytes / MEGABYTE);
    printf("%-36s %8s %8s %8s\n", "", "ns/byte", "MB/s", "ratio");
    for (int i = 0; i < count; i++) {
        double time = median(measures[i].times, measures[i].count);
        printf("%-36s %8.2f %8.0f %8.2f\n", measures[i].name,
               time / bytes * 1e9, bytes / time / MEGABYTE,
               median(measures[i].ratios, measures[i].count));
    }
}

/* ---- Stages ------------------------------------------------------------- */

static double time_stages(const sample *s, int last)
{
    double start = now();
    for (size_t i = 0; i < s->articles.count; i++)
        run_stages(s->stages, s->articles.texts[i], last, 0);
    return now() - start;
}

/* What a stage takes is what it adds to those before it. */
static void show_stages(const sample *s)
{
    double times[STAGES][ROUNDS], before = 0;
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < STAGES; i++)
            times[i][round] = time_stages(s, i);
    double all = median(times[PACK], ROUNDS);
    printf("\nstage           share  ns/byte\n");
    for (int i = 0; i < STAGES; i++) {
        double time = median(times[i], ROUNDS);
        printf("%-14s %5.1f %% %8.3f\n", stage_names[i],
               (time - before) / all * 100,
               (time - before) / (double)s->articles.bytes * 1e9);
        before = time;
    }
}

/* ---- Long texts --------------------------------------------------------- */

/* The best of a few runs, in ns a byte. */
static double time_text(summarize_engine *engine, article t, uint32_t percent)
{
    double best = 0;
    for (int i = 0; i < 3; i++) {
        double start = now();
        run(engine, t, percent);
        double time = (now() - start) / (double)t.length * 1e9;
        best = i == 0 || time < best ? time : best;
    }
    return best;
}

static double time_once(article t)
{
    double start = now();
    run(NULL, t, 0);
    return (now() - start) / (double)t.length * 1e9;
}

/* A number of kB in /proc/self/status; 0 where there is none. */
static double status(const char *name)
{
    char line[128];
    double kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, name, strlen(name)) == 0)
            kilobytes = atof(line + strlen(name));
    if (file != NULL)
        fclose(file);
    return kilobytes;
}

/* What is free in the process must count when it is used again. */
static void forget_freed_memory(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

/* What reading a text takes in memory beyond it, in a process of its own. */
static double peak_memory(article t)
{
    int ends[2];
    double bytes = 0;
    if (pipe(ends) != 0)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        FILE *reset = fopen("/proc/self/clear_refs", "w");
        if (reset != NULL) {
            fputs("5", reset);
            fclose(reset);
        }
        forget_freed_memory();
        double before = status("VmRSS:");
        run(NULL, t, 0);
        bytes = (status("VmHWM:") - before) * 1024;
        _exit(write(ends[1], &bytes, sizeof bytes) != sizeof bytes);
    }
    close(ends[1]);
    if (read(ends[0], &bytes, sizeof bytes) != sizeof bytes)
        bytes = 0;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return bytes;
}

static void show_long_texts(const sample *s, const size_t *sizes, int count)
{
    printf("\n%-14s %8s %8s %8s %8s\n", "one text", "warm", "cold", "10 %",
           "memory");
    for (int i = 0; i < count; i++) {
        article t = join(&s->articles, sizes[i] * MEGABYTE);
        run(s->engine, t, 0);
        double peak = peak_memory(t);
        printf("%4zu MB, ns/byte %8.2f %8.2f %8.2f %8.2f B/byte\n", sizes[i],
               time_text(s->engine, t, 0), time_once(t),
               time_text(s->engine, t, 10), peak / (double)t.length);
        free((char *)t.bytes);
    }
}

/* ---- Texts that try to be slow ------------------------------------------ */

typedef struct hostile {
    const char *name;
    const char *unit;   /* repeated; NULL: words that never repeat */
} hostile;

static const hostile hostiles[] = {
    { "full stops", "." }, { "full stops, spaced", ". " },
    { "one long word", "a" }, { "one letter, full stop", "a. " },
    { "no word twice", NULL }, { "no full stop", "le chat dort " },
    { "Greek", "\xCE\xBB\xCF\x8C\xCE\xB3\xCE\xBF\xCF\x82 " },
    { "brackets", "(" }, { "guillemets", "\xC2\xAB " }, { "quotes", "\"a " },
    { "capitals", "aB" }, { "hyphens", "a-" }, { "apostrophes", "l'" },
    { "line breaks", "\n" }, { "short lines", "a\n" },
    { "indents", "\n   " }, { "spaces", " " }, { "initials", "A. " },
    { "acronym", "A." }, { "numbers", "1.000 " }, { "addresses", "http://a" },
    { "combining marks", "e\xCC\x81" }, { "bullets", "- A" },
    { "dashes", " -" }, { "open sentence", "Le. chat (" },
};

static article make_hostile(const hostile *h, size_t length)
{
    char *bytes = get(length + 32);
    size_t used = 0;
    for (uint32_t i = 1; used < length; i++)
        if (h->unit != NULL) {
            memcpy(bytes + used, h->unit, strlen(h->unit));
            used += strlen(h->unit);
        } else {
            used += (size_t)sprintf(bytes + used, "%08x ", i * 2654435761u);
        }
    return (article){ bytes, used };
}

static void show_hostile(const hostile *h, size_t size)
{
    article small = make_hostile(h, size / 10), large = make_hostile(h, size);
    summarize_engine *engine = summarize_engine_new(NULL);
    double first = time_text(engine, small, 0);
    double second = time_text(engine, large, 0);
    printf("%-22s %8.2f %8.2f %8.2f\n", h->name, first, second,
           second / first);
    summarize_engine_free(engine);
    free((char *)small.bytes);
    free((char *)large.bytes);
}

/* ---- Threads ------------------------------------------------------------ */

typedef struct worker {
    const sample *sample;
    summarize_engine *engine;
    double time;
} worker;

static void *work(void *data)
{
    worker *w = data;
    double start = now();
    run_all(w->engine, &w->sample->articles);
    w->time = now() - start;
    return NULL;
}

static void show_threads(const sample *s)
{
    double ratios[ROUNDS];
    worker other = { s, summarize_engine_new(NULL), 0 };
    work(&other);
    for (int i = 0; i < ROUNDS; i++) {
        worker one = { s, s->engine, 0 };
        pthread_t thread;
        work(&one);
        double alone = one.time;
        if (pthread_create(&thread, NULL, work, &other) != 0)
            return;
        work(&one);
        pthread_join(thread, NULL);
        ratios[i] = (one.time + other.time) / 2 / alone;
    }
    summarize_engine_free(other.engine);
    printf("\ntwo threads, CPU time a text against one: %.2f\n",
           median(ratios, ROUNDS));
}

/* ---- Allocations -------------------------------------------------------- */

static void show_allocations(const sample *s)
{
    allocations = 0;
    run_all(s->engine, &s->articles);
    printf("allocations a text, warm: %.3f\n",
           (double)allocations / (double)s->articles.count);
}

/* ---- The program -------------------------------------------------------- */

static const char *write_file(article t)
{
    static char path[] = "/tmp/speed-XXXXXX";
    int file = mkstemp(path);
    FILE *stream = file < 0 ? NULL : fdopen(file, "wb");
    if (stream == NULL || fwrite(t.bytes, 1, t.length, stream) != t.length
        || fclose(stream) != 0) {
        perror(path);
        exit(2);
    }
    return path;
}

static sample make_sample(char **paths)
{
    sample s = { .articles = read_corpus(paths) };
    s.all = whole(&s.articles);
    s.engine = summarize_engine_new(NULL);
    s.stages = new_stages();
    s.words = get(s.all.length / 8 + 16);
    s.marks = get(s.all.length / 8 + 16);
    s.code = get(s.all.length / 512 + 16);
    return s;
}

static void show_all(sample *s)
{
    static const size_t sizes[] = { 1, 10, 50 };
    s->path = write_file(s->all);
    run_warm(s);
    run_stemming(s);
    compare(s);
    unlink(s->path);
    show_stages(s);
    show_allocations(s);
    show_threads(s);
    show_long_texts(s, sizes, 3);
    printf("\n%-22s %8s %8s %8s\n", "hostile, ns/byte", "100 kB", "1 MB",
           "ratio");
    for (size_t i = 0; i < sizeof hostiles / sizeof hostiles[0]; i++)
        show_hostile(&hostiles[i], MEGABYTE);
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    bool passes = argc > 3 && strcmp(argv[1], "--passes") == 0;
    if (argc < 2 || (argv[1][0] == '-' && !passes)) {
        fputs("usage: speed [--passes N] FILE...\n", stderr);
        return 2;
    }
    sample s = make_sample(argv + (passes ? 3 : 1));
    if (!passes)
        show_all(&s);
    for (int i = passes ? atoi(argv[2]) : 0; i > 0; i--)
        run_all(s.engine, &s.articles);
    if (passes)
        printf("%zu\n", s.articles.bytes);
    return 0;
}
