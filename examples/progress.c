/* progress.c - how far the work is, for those who wait
 *
 * One line on standard error, which starts after a second, and which the next
 * one and whatever else is written there overwrite. */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double FIRST = 1.0, EVERY = 0.2;    /* seconds */

static struct {
    bool   started;
    double start, next;          /* seconds */
    size_t total, amount;
    size_t documents;
    int    width;                /* of the line that is shown */
} progress;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Like 0:07, 12:30 and 1:02:00. */
static int write_time(char *to, size_t room, double seconds)
{
    static const double most = 1e6;  /* seconds: nobody waits as long */
    unsigned long all = (unsigned long)(seconds < most ? seconds + 0.5 : most);
    unsigned long hours = all / 3600, minutes = all / 60 % 60;
    if (hours > 0)
        return snprintf(to, room, "%lu:%02lu:%02lu", hours, minutes, all % 60);
    return snprintf(to, room, "%lu:%02lu", minutes, all % 60);
}

static void show(double elapsed)
{
    char line[128], left[32];
    double done = 0;
    int width = snprintf(line, sizeof line, "summarize: %zu done, %.0f/s",
                         progress.documents,
                         (double)progress.documents / elapsed);
    if (progress.total > 0)
        done = (double)progress.amount / (double)progress.total;
    if (done > 0 && done <= 1) {
        write_time(left, sizeof left, elapsed / done - elapsed);
        width += snprintf(line + width, sizeof line - (size_t)width,
                          ", %.0f %%, %s left", done * 100, left);
    }
    fprintf(stderr, "\r%-*s", progress.width, line);
    fflush(stderr);
    progress.width = width;
}

void progress_start(size_t total)
{
    progress.started = true;
    progress.total = total;
    progress.start = now();
    progress.next = progress.start + FIRST;
}

void progress_add(size_t documents, size_t amount)
{
    if (!progress.started)
        return;
    double time = now();
    progress.documents += documents;
    progress.amount += amount;
    if (time < progress.next)
        return;
    show(time - progress.start);
    progress.next = time + EVERY;
}

void progress_hide(void)
{
    if (progress.width == 0)
        return;
    fprintf(stderr, "\r%*s\r", progress.width, "");
    fflush(stderr);
    progress.width = 0;
}
