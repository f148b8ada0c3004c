/*
 * tap.h - prints the results of a test program as TAP
 *
 *     static void counts_words(void)
 *     {
 *         EXPECT(count("a b") == 2);
 *     }
 *
 *     int main(void)
 *     {
 *         RUN(counts_words);
 *         return tap_end();
 *     }
 *
 * A test is a function, and its name says what holds.  It goes on after a
 * failed expectation, so that one run tells all; its line is printed at its end.
 */
#ifndef TAP_H
#define TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { TAP_MOST_SHOWN = 10 };  /* failures of one test */

static struct {
    int         count, failed;
    int         failures;    /* of the test at hand */
    const char *skipped;
    char        about[256];  /* which of many cases it is at */
} tap;

/* Says which case is at hand, to be printed should it fail. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
static inline void tap_about(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(tap.about, sizeof tap.about, format, arguments);
    va_end(arguments);
}

static inline bool tap_expect(bool holds, const char *what, const char *file,
                              int line)
{
    if (!holds && tap.failures++ < TAP_MOST_SHOWN)
        printf("# %s:%d: %s%s%s\n", file, line, what,
               tap.about[0] != '\0' ? ", for " : "", tap.about);
    return holds;
}

#define EXPECT(condition) \
    tap_expect((condition), #condition, __FILE__, __LINE__)

static inline void tap_skip(const char *why)
{
    tap.skipped = why;
}

static inline void tap_run(void (*test)(void), const char *function)
{
    char name[128];
    snprintf(name, sizeof name, "%s", function);
    for (char *at = name; (at = strchr(at, '_')) != NULL;)
        *at = ' ';
    tap.failures = 0;
    tap.skipped = NULL;
    tap.about[0] = '\0';
    test();
    tap.failed += tap.failures > 0;
    printf("%s %d - %s", tap.failures > 0 ? "not ok" : "ok", ++tap.count, name);
    if (tap.skipped != NULL && tap.failures == 0)
        printf(" # SKIP %s", tap.skipped);
    printf("\n");
    fflush(stdout);
}

#define RUN(test) tap_run(test, #test)

/* Prints the plan; what main() returns. */
static inline int tap_end(void)
{
    printf("1..%d\n", tap.count);
    return tap.failed > 0;
}

#endif
