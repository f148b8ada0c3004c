/* jobs.c - several pieces at once, their outputs in order
 *
 * Each worker takes the next piece and answers it into the next output of a
 * ring.  Whoever is done with the piece whose turn it is writes that, and all
 * behind it that were done before.  A worker waits only where the ring is full
 * or its own output is.  There is no other thread: one worker alone needs none.
 */
#define _GNU_SOURCE              /* sched_getaffinity() on Linux */
#include "command.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    OUTPUTS_EACH = 8,
    MOST_WORDS = 1 << 19,        /* that are kept for the next text */
    STACK = 1 << 22              /* bytes; JSON may be nested */
};

struct jobs {
    const struct settings *settings;
    struct source   source;      /* guarded by 'reading' */
    pthread_mutex_t reading;
    pthread_mutex_t writing;     /* guards what follows */
    pthread_cond_t  advanced;    /* 'written' has grown */
    struct output  *ring;
    size_t          ring_size;
    size_t          taken;       /* pieces */
    size_t          written;
    bool            waiting;     /* for input: answers are not to wait for it */
    bool            shown;       /* a document with a header */
    int             status;
};

/* ---- Writing ------------------------------------------------------------ */

/* Writes what is in an output, the two streams in turn. */
static void write_parts(const struct output *output, size_t begin)
{
    for (size_t i = 0; i <= output->switch_count; i++) {
        size_t end = i < output->switch_count ? output->switches[i]
                                              : output->length;
        if (i % 2 == 0) {
            writer_put(output->bytes + begin, end - begin);
        } else {
            progress_hide();
            writer_tell(output->bytes + begin, end - begin);
        }
        begin = end;
    }
}

static void write_output(struct jobs *jobs, struct output *output)
{
    size_t begin = output->headed && !jobs->shown ? 1 : 0;
    jobs->shown |= output->headed;
    output->headed = false;
    write_parts(output, begin);
    output_clear(output);
}

void output_drain(struct output *output)
{
    struct jobs *jobs = output->jobs;
    pthread_mutex_lock(&jobs->writing);
    while (jobs->written < output->number)
        pthread_cond_wait(&jobs->advanced, &jobs->writing);
    if (!output->drained)
        writer_hold();           /* until it is finished */
    output->drained = true;
    write_output(jobs, output);
    pthread_mutex_unlock(&jobs->writing);
}

static void finish_output(struct jobs *jobs, struct output *output)
{
    if (!output->drained)
        writer_hold();
    write_output(jobs, output);
    if (output->drained || jobs->waiting)
        writer_flush();
    writer_release();
    if (output->failed)
        jobs->status = EXIT_FAILED;
    progress_add(output->documents, output->amount);
}

static void finish(struct jobs *jobs, struct output *output)
{
    pthread_mutex_lock(&jobs->writing);
    output->done = true;
    while ((output = &jobs->ring[jobs->written % jobs->ring_size])->done) {
        finish_output(jobs, output);
        output->done = false;
        jobs->written++;
    }
    pthread_cond_broadcast(&jobs->advanced);
    pthread_mutex_unlock(&jobs->writing);
}

/* ---- Working ------------------------------------------------------------ */

/* Waits for room in the ring; NULL when nobody reads what would be written. */
static struct output *next_output(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->writing);
    while (jobs->taken - jobs->written == jobs->ring_size)
        pthread_cond_wait(&jobs->advanced, &jobs->writing);
    struct output *output = NULL;
    jobs->waiting = source_waits(&jobs->source);
    if (jobs->waiting)
        writer_flush();
    if (!writer_failed())
        output = &jobs->ring[jobs->taken % jobs->ring_size];
    pthread_mutex_unlock(&jobs->writing);
    return output;
}

static bool take(struct jobs *jobs, struct worker *worker)
{
    struct output *output;
    pthread_mutex_lock(&jobs->reading);
    bool taken = (output = next_output(jobs)) != NULL
                 && source_next(&jobs->source, &worker->piece);
    if (taken) {
        output->settings = jobs->settings;
        output->jobs = jobs;
        output->number = jobs->taken++;
        output->amount = worker->piece.amount;
        output->documents = 0;
        output->drained = output->failed = false;
        worker->output = output;
    }
    pthread_mutex_unlock(&jobs->reading);
    return taken;
}

static void run_piece(struct worker *worker)
{
    struct piece *piece = &worker->piece;
    if (worker->engine == NULL)
        worker->engine = summarize_engine_new(NULL);
    if (piece->kind == PIECE_FILE)
        failure_tell(worker->output, piece->name, &piece->failure);
    else if (piece->kind == PIECE_TEXT)
        text_run(worker);
    else
        jsonl_run(worker);
}

/* What a long text took is not kept for the short ones. */
static void trim(struct worker *worker)
{
    if (piece_trim(&worker->piece))
        summarize_engine_trim(worker->engine);
    buffer_trim(&worker->repaired);
    if (worker->word_capacity > MOST_WORDS) {
        free(worker->words);
        worker->words = NULL;
        worker->word_capacity = 0;
    }
}

static void *work(void *argument)
{
    struct jobs *jobs = argument;
    struct worker worker = { .settings = jobs->settings };
    while (take(jobs, &worker)) {
        run_piece(&worker);
        finish(jobs, worker.output);
        trim(&worker);
    }
    summarize_engine_free(worker.engine);
    piece_free(&worker.piece);
    buffer_free(&worker.repaired);
    free(worker.words);
    return NULL;
}

/* ---- Threads ------------------------------------------------------------ */

/* Starts up to 'count' threads: where there are not so many to be had, fewer
 * do the work.  Returns how many. */
static uint32_t start(struct jobs *jobs, pthread_t threads[], uint32_t count)
{
    pthread_attr_t attributes;
    uint32_t started = 0;
    if (pthread_attr_init(&attributes) != 0)
        return 0;
    pthread_attr_setstacksize(&attributes, STACK);
    while (started < count
           && pthread_create(&threads[started], &attributes, work, jobs) == 0)
        started++;
    pthread_attr_destroy(&attributes);
    return started;
}

/* This thread works, too. */
static void run(struct jobs *jobs, pthread_t threads[])
{
    pthread_mutex_init(&jobs->reading, NULL);
    pthread_mutex_init(&jobs->writing, NULL);
    pthread_cond_init(&jobs->advanced, NULL);
    uint32_t started = start(jobs, threads, jobs->settings->jobs - 1);
    work(jobs);
    for (uint32_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    progress_hide();
    pthread_cond_destroy(&jobs->advanced);
    pthread_mutex_destroy(&jobs->writing);
    pthread_mutex_destroy(&jobs->reading);
}

uint32_t jobs_processors(void)
{
#ifdef __linux__
    cpu_set_t mine;
    if (sched_getaffinity(0, sizeof mine, &mine) == 0)
        return (uint32_t)CPU_COUNT(&mine);
#endif
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (uint32_t)count : 1;
}

int jobs_run(const struct settings *settings)
{
    struct jobs jobs = { .settings = settings, .source.settings = settings };
    bool alone = settings->jobs == 1;
    jobs.ring_size = alone ? 1 : (size_t)settings->jobs * OUTPUTS_EACH;
    jobs.ring = calloc(jobs.ring_size, sizeof *jobs.ring);
    pthread_t *threads = calloc(settings->jobs, sizeof *threads);
    if (settings->progress)
        progress_start(source_total(settings));
    if (jobs.ring != NULL && threads != NULL) {
        run(&jobs, threads);
    } else {
        fputs("summarize: out of memory\n", stderr);
        jobs.status = EXIT_FAILED;
    }
    source_free(&jobs.source);
    free(threads);
    free(jobs.ring);
    return jobs.status;
}
