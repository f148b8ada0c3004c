/* settings.c - the command line */
#define _POSIX_C_SOURCE 200809L
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char HELP[] =
"Usage: summarize [OPTION]... [FILE]...\n"
"Summarize French texts with their own best sentences.\n"
"Without FILE, or when FILE is -, read standard input.\n"
"\n"
"Length (all limits apply together; without any, 1 to 3 sentences):\n"
"  -n, --sentences N      at most N sentences\n"
"  -w, --words N          at most N words\n"
"  -c, --chars N          at most N characters\n"
"  -p, --percent N        at most N percent of the words\n"
"      --cut              when no sentence fits, cut the best one\n"
"\n"
"Choice:\n"
"  -t, --title TEXT       sentences with words of this title weigh more\n"
"  -Q, --query TEXT       prefer what answers this query\n"
"  -m, --method NAME      default, centroid, lexrank, textrank or lead\n"
"      --line-breaks      every line break ends a sentence\n"
"\n"
"Input:\n"
"      --files-from FILE  read file names from FILE, one per line\n"
"      --encoding NAME    encoding of the input, such as ISO-8859-1\n"
"      --replace-invalid  read what is not valid as U+FFFD, do not fail\n"
"      --jsonl FIELD      each line is a JSON object, FIELD is its text\n"
"      --title-field F    with --jsonl: its title\n"
"      --query-field F    with --jsonl: its query\n"
"      --id-field F       with --jsonl: what identifies it (default: id)\n"
"\n"
"Output:\n"
"      --json             a JSON object with all sentences and scores\n"
"      --mark             the whole text, its best sentences highlighted\n"
"      --list             every sentence: * if chosen, score, rank, text\n"
"      --list=kinds       the title and every sentence with its kind\n"
"      --list=words       the words that are scored, one per line\n"
"      --color=WHEN       highlight by colour: auto, always or never\n"
"  -J, --jobs N           work on N texts at once; 0: one a processor\n"
"  -q, --quiet            no errors, warnings and progress on standard error\n"
"  -h, --help             show this help\n"
"  -V, --version          show the version\n"
"\n"
"Exit status: 0 if all was summarized, 1 if something failed, 2 if the\n"
"command line is wrong.\n";

enum { MOST_JOBS = 256 };

/* What has no short form. */
enum {
    OPTION_CUT = 256,
    OPTION_LINE_BREAKS,
    OPTION_FILES_FROM,
    OPTION_ENCODING,
    OPTION_REPLACE_INVALID,
    OPTION_JSONL,
    OPTION_TITLE_FIELD,
    OPTION_QUERY_FIELD,
    OPTION_ID_FIELD,
    OPTION_JSON,
    OPTION_MARK,
    OPTION_LIST,
    OPTION_COLOR
};

static const struct option LONG_OPTIONS[] = {
    { "sentences", required_argument, NULL, 'n' },
    { "words", required_argument, NULL, 'w' },
    { "chars", required_argument, NULL, 'c' },
    { "percent", required_argument, NULL, 'p' },
    { "title", required_argument, NULL, 't' },
    { "query", required_argument, NULL, 'Q' },
    { "method", required_argument, NULL, 'm' },
    { "jobs", required_argument, NULL, 'J' },
    { "quiet", no_argument, NULL, 'q' },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { "cut", no_argument, NULL, OPTION_CUT },
    { "line-breaks", no_argument, NULL, OPTION_LINE_BREAKS },
    { "files-from", required_argument, NULL, OPTION_FILES_FROM },
    { "encoding", required_argument, NULL, OPTION_ENCODING },
    { "replace-invalid", no_argument, NULL, OPTION_REPLACE_INVALID },
    { "jsonl", required_argument, NULL, OPTION_JSONL },
    { "title-field", required_argument, NULL, OPTION_TITLE_FIELD },
    { "query-field", required_argument, NULL, OPTION_QUERY_FIELD },
    { "id-field", required_argument, NULL, OPTION_ID_FIELD },
    { "json", no_argument, NULL, OPTION_JSON },
    { "mark", no_argument, NULL, OPTION_MARK },
    { "list", optional_argument, NULL, OPTION_LIST },
    { "color", optional_argument, NULL, OPTION_COLOR },
    { NULL, 0, NULL, 0 }
};

/* ---- Usage errors ------------------------------------------------------- */

static int hint(void)
{
    fputs("Try 'summarize --help' for more information.\n", stderr);
    return EXIT_USAGE;
}

/* Arguments may come from strangers, as the names of files do. */
static void tell(const char *text)
{
    bool safe = isatty(STDERR_FILENO);
    for (size_t left = strlen(text), size; left > 0; left -= size) {
        bool valid;
        size = unicode_sequence(text, left, &valid);
        uint32_t character = valid ? unicode_decode(text, size) : 0;
        if (safe && !unicode_is_safe(character))
            fputs(REPLACEMENT, stderr);
        else
            fwrite(text, 1, size, stderr);
        text += size;
    }
}

static int refuse(const char *format, ...)
{
    char message[8192];          /* what is longer is cut */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    fputs("summarize: ", stderr);
    tell(message);
    fputc('\n', stderr);
    return hint();
}

/* ---- Values ------------------------------------------------------------- */

/* A position in a list of names that ends with NULL; -1 when not there. */
static int find_name(const char *const names[], const char *name)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* strtoul() would take signs, white space and the empty string. */
static int read_number(const char *option, const char *text, uint32_t most,
                       uint32_t *number)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    bool digits = text[0] >= '0' && text[0] <= '9' && *end == '\0';
    if (!digits || errno != 0 || value == 0 || value > most)
        return refuse("%s takes a whole number from 1 to %lu, not '%s'",
                      option, (unsigned long)most, text);
    *number = (uint32_t)value;
    return -1;
}

static int read_jobs(const char *text, uint32_t *jobs)
{
    if (strcmp(text, "0") != 0)
        return read_number("--jobs", text, MOST_JOBS, jobs);
    *jobs = jobs_processors();
    if (*jobs > MOST_JOBS)
        *jobs = MOST_JOBS;
    return -1;
}

static int read_method(const char *name, uint32_t *method)
{
    /* In the order of summarize_method. */
    static const char *const names[] = { "default", "centroid", "lexrank",
                                         "textrank", "lead", NULL };
    int found = find_name(names, name);
    if (found < 0)
        return refuse("--method takes default, centroid, lexrank, textrank or "
                      "lead, not '%s'", name);
    *method = (uint32_t)found;
    return -1;
}

static int read_text(const struct settings *settings, const char *option,
                     const char *text, size_t *length)
{
    if (text == NULL)
        return -1;
    *length = strlen(text);
    size_t bad = unicode_check(text, *length);
    if (bad < *length && !settings->replace_invalid)
        return refuse("%s is not valid UTF-8 (byte %zu)", option, bad);
    return -1;
}

static int read_encoding(const char *name, const char **encoding)
{
    /* The empty name would stand for that of the locale. */
    iconv_t decoder = (iconv_t)-1;
    if (name[0] != '\0')
        decoder = iconv_open("UTF-8", name);
    if (decoder == (iconv_t)-1)
        return refuse("unknown encoding '%s'; 'iconv --list' names those "
                      "that are known", name);
    iconv_close(decoder);
    *encoding = name;
    return -1;
}

static int read_form(struct settings *settings, enum form form)
{
    if (settings->form != FORM_SUMMARY && settings->form != form)
        return refuse("only one of --json, --mark and --list can be given");
    settings->form = form;
    return -1;
}

static int read_list(struct settings *settings, const char *what)
{
    static const char *const names[] = { "sentences", "kinds", "words", NULL };
    static const enum form forms[] = { FORM_LIST, FORM_KINDS, FORM_WORDS };
    int found = what != NULL ? find_name(names, what) : 0;
    if (found < 0)
        return refuse("--list takes kinds or words, not '%s'", what);
    return read_form(settings, forms[found]);
}

/* See https://no-color.org. */
static bool has_color(void)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (no_color == NULL || *no_color == '\0')
           && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static int read_color(struct settings *settings, const char *when)
{
    static const char *const names[] = { "never", "always", "auto", NULL };
    int found = when != NULL ? find_name(names, when) : 1;
    if (found < 0)
        return refuse("--color takes auto, always or never, not '%s'", when);
    settings->color = found == 2 ? has_color() : found;
    return -1;
}

/* ---- Options ------------------------------------------------------------ */

static int show(const char *text)
{
    writer_put(text, strlen(text));
    return EXIT_DONE;
}

static int show_version(void)
{
    char version[128];
    snprintf(version, sizeof version, "summarize %s\n",
             summarize_version_string());
    return show(version);
}

static int set(const char **setting, const char *value)
{
    *setting = value;
    return -1;
}

static int set_flag(struct settings *settings, summarize_flags flag)
{
    settings->options.flags |= (uint32_t)flag;
    return -1;
}

static int set_true(bool *setting)
{
    *setting = true;
    return -1;
}

static int read_option(struct settings *settings, int option, const char *value)
{
    summarize_options *options = &settings->options;
    switch (option) {
    case 'n':
        return read_number("--sentences", value, UINT32_MAX,
                           &options->max_sentences);
    case 'w':
        return read_number("--words", value, UINT32_MAX, &options->max_words);
    case 'c':
        return read_number("--chars", value, UINT32_MAX, &options->max_chars);
    case 'p':
        return read_number("--percent", value, 100, &options->max_percent);
    case 't': return set(&options->title, value);
    case 'Q': return set(&options->query, value);
    case 'm': return read_method(value, &options->method);
    case 'J': return read_jobs(value, &settings->jobs);
    case 'q': return set_true(&settings->quiet);
    case 'h': return show(HELP);
    case 'V': return show_version();
    case OPTION_CUT: return set_flag(settings, SUMMARIZE_CUT);
    case OPTION_LINE_BREAKS: return set_flag(settings, SUMMARIZE_LINE_BREAKS);
    case OPTION_FILES_FROM: return set(&settings->files_from, value);
    case OPTION_ENCODING: return read_encoding(value, &settings->encoding);
    case OPTION_REPLACE_INVALID: return set_true(&settings->replace_invalid);
    case OPTION_JSONL: return set(&settings->text_field, value);
    case OPTION_TITLE_FIELD: return set(&settings->title_field, value);
    case OPTION_QUERY_FIELD: return set(&settings->query_field, value);
    case OPTION_ID_FIELD: return set(&settings->id_field, value);
    case OPTION_JSON: return read_form(settings, FORM_JSON);
    case OPTION_MARK: return read_form(settings, FORM_MARK);
    case OPTION_LIST: return read_list(settings, value);
    case OPTION_COLOR: return read_color(settings, value);
    default: return refuse("unknown option");
    }
}

/* What getopt_long() would write to a terminal as it was given. */
static int refuse_option(int found, const char *given)
{
    const char ascii[] = { '-', (char)optopt, '\0' };
    const char *letter = optopt > 0 && optopt < 0x80 ? ascii : "-" REPLACEMENT;
    const struct option *known = LONG_OPTIONS;
    while (known->name != NULL && known->val != optopt)
        known++;
    if (known->name == NULL)
        return refuse("unknown or ambiguous option '%s'",
                      optopt != 0 ? letter : given);
    if (found == ':')
        return refuse("--%s needs a value", known->name);
    return refuse("--%s takes no value", known->name);
}

/* What contradicts itself. */
static int check(const struct settings *settings)
{
    const summarize_options *options = &settings->options;
    bool fields = settings->title_field != NULL || settings->query_field != NULL
                  || settings->id_field != NULL;
    if (fields && settings->text_field == NULL)
        return refuse("--title-field, --query-field and --id-field need "
                      "--jsonl");
    if (settings->text_field != NULL && settings->form != FORM_SUMMARY
        && settings->form != FORM_JSON)
        return refuse("--jsonl goes with neither --mark nor --list");
    if (options->title != NULL && settings->title_field != NULL)
        return refuse("--title and --title-field exclude each other");
    if (options->query != NULL && settings->query_field != NULL)
        return refuse("--query and --query-field exclude each other");
    if (settings->files_from != NULL && settings->file_count > 0)
        return refuse("--files-from takes the place of file names, such as "
                      "'%s'", settings->files[0]);
    return -1;
}

/* A line for those who wait and see nothing happen.  Not for a job that runs in
 * the background, which should leave the terminal alone. */
static bool shows_progress(void)
{
    pid_t foreground = tcgetpgrp(STDERR_FILENO);
    return isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)
           && (foreground < 0 || foreground == getpgrp());
}

/* What is known only when all options were read. */
static int complete(struct settings *settings)
{
    summarize_options *options = &settings->options;
    int status = check(settings);
    if (status < 0)
        status = read_text(settings, "--title", options->title,
                           &options->title_length);
    if (status < 0)
        status = read_text(settings, "--query", options->query,
                           &options->query_length);
    if (settings->replace_invalid)
        set_flag(settings, SUMMARIZE_REPLACE_INVALID);
    if (settings->id_field == NULL)
        settings->id_field = "id";
    settings->safe = isatty(STDOUT_FILENO)
                     || (settings->form == FORM_MARK && settings->color);
    settings->safe_errors = isatty(STDERR_FILENO);
    settings->progress = !settings->quiet && shows_progress();
    return status;
}

int settings_read(struct settings *settings, int argc, char **argv)
{
    int option, status;
    opterr = 0;
    settings->options.size = sizeof settings->options;
    settings->color = has_color();
    settings->jobs = 1;
    while ((option = getopt_long(argc, argv, ":n:w:c:p:t:Q:m:J:qhV",
                                 LONG_OPTIONS, NULL)) != -1) {
        status = option == '?' || option == ':'
                     ? refuse_option(option, argv[optind - 1])
                     : read_option(settings, option, optarg);
        if (status >= 0)
            return status;
    }
    settings->files = argv + optind;
    settings->file_count = argc - optind;
    return complete(settings);
}
