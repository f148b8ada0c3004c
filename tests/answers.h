/*
 * answers.h - what the command answers to JSON lines, without its streams
 *
 * Stands in for jobs.c: what would go to standard output is kept, and what
 * would go to standard error is left out.
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include <assert.h>

#include "command.h"

static struct buffer answers;    /* to the lines of the last call */
static bool answers_failed;      /* one of them */
static bool answers_lost;        /* for want of memory */

void output_drain(struct output *output)
{
    size_t begin = 0;
    for (size_t i = 0; i <= output->switch_count; i++) {
        size_t end = i < output->switch_count ? output->switches[i]
                                              : output->length;
        assert(begin <= end && end <= output->length);
        if (i % 2 == 0)
            answers_lost |= !buffer_append(&answers, output->bytes + begin,
                                           end - begin);
        begin = end;
    }
    output_clear(output);
}

/* Fills 'answers'; false when there is no memory for the lines or for them. */
static bool answer(struct worker *worker, const char *lines, size_t size)
{
    static struct output output;
    struct piece *piece = &worker->piece;
    output.settings = worker->settings;
    output.failed = false;
    worker->output = &output;
    answers.length = 0;
    *piece = (struct piece){ .kind = PIECE_LINES, .name = "-", .line = 1,
                             .lines = piece->lines };
    piece->lines.length = 0;
    answers_lost = !buffer_append(&piece->lines, lines, size);
    if (answers_lost)
        return false;
    jsonl_run(worker);
    output_drain(&output);
    answers_failed = output.failed;
    return !answers_lost;
}

static void free_answers(struct worker *worker)
{
    summarize_engine_free(worker->engine);
    buffer_free(&worker->piece.lines);
    buffer_free(&worker->repaired);
    buffer_free(&answers);
}

#endif
