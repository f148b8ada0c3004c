/* writer.c - standard output and standard error */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int write_error;          /* errno of the first write that failed */
static bool terminal;            /* where people wait for each line */

/* For standard output; whole pieces where that can be. */
static char waiting[1 << 16];
static size_t waiting_length;

/* ---- Signals ------------------------------------------------------------ */

/* Whoever asks the command to end finds whole lines in its output: a signal
 * that comes in the middle of a piece waits for its last byte, and a second one
 * does not.  Either the writer sees the signal, or the signal sees it hold. */
static atomic_int holding, pending;

static void on_signal(int number)
{
    if (atomic_exchange(&pending, number) != 0 || !atomic_load(&holding))
        raise(number);           /* to die of it: its handler is gone */
}

static void end_if_asked(void)
{
    int number = atomic_load(&pending);
    if (number != 0)
        raise(number);
}

static void catch(int number)
{
    struct sigaction before, action = { .sa_handler = on_signal };
    action.sa_flags = SA_RESTART | SA_NODEFER;
    action.sa_flags |= (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    /* What nohup(1) and shells ignored stays ignored. */
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

void writer_hold(void)
{
    if (atomic_fetch_add(&holding, 1) == 0)
        end_if_asked();
}

void writer_release(void)
{
    if (atomic_fetch_sub(&holding, 1) == 1)
        end_if_asked();
}

/* ---- Writing ------------------------------------------------------------ */

/* A stream that is closed is not to be taken for the first file opened: what
 * stands in its place refuses whatever the stream is for. */
static void occupy(int stream)
{
    int how = stream == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (fcntl(stream, F_GETFD) < 0)
        (void)open("/dev/null", how);
}

void writer_open(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        occupy(stream);
    terminal = isatty(STDOUT_FILENO);
    signal(SIGPIPE, SIG_IGN);    /* a closed pipe is an error of write() */
    catch(SIGINT);
    catch(SIGTERM);
    catch(SIGHUP);
}

/* Returns 0 or an errno. */
static int write_all(int stream, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(stream, bytes, length);
        if (count < 0 && errno != EINTR)
            return errno;
        bytes += count > 0 ? count : 0;
        length -= count > 0 ? (size_t)count : 0;
    }
    return 0;
}

static void write_out(const char *bytes, size_t length)
{
    if (write_error == 0)
        write_error = write_all(STDOUT_FILENO, bytes, length);
}

void writer_flush(void)
{
    writer_hold();
    write_out(waiting, waiting_length);
    waiting_length = 0;
    writer_release();
}

void writer_put(const char *bytes, size_t length)
{
    if (length > sizeof waiting - waiting_length)
        writer_flush();
    if (length > sizeof waiting) {
        write_out(bytes, length);
    } else {
        memcpy(waiting + waiting_length, bytes, length);
        waiting_length += length;
    }
    if (terminal)
        writer_flush();
}

/* What cannot be written to standard error cannot be told either. */
void writer_tell(const char *bytes, size_t length)
{
    writer_flush();              /* what came before is to be seen before */
    (void)write_all(STDERR_FILENO, bytes, length);
}

bool writer_failed(void)
{
    return write_error != 0;
}

/* A reader that had enough, as in "summarize … | head", is no news. */
int writer_close(int status, bool quiet)
{
    writer_flush();
    if (close(STDOUT_FILENO) != 0 && write_error == 0)
        write_error = errno;
    if (write_error == 0)
        return status;
    if (write_error != EPIPE && !quiet)
        fprintf(stderr, "summarize: cannot write: %s\n",
                strerror(write_error));
    return EXIT_FAILED;
}
