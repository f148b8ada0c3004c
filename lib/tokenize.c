/*
 * tokenize.c - stage 3: sentence -> words
 *
 * Stage 1 marked the letters and digits; here their runs become words.  A run
 * that is followed by a space, as most are, is one.  An apostrophe cuts off an
 * elision ("l'ami"), a hyphen joins ("rendez-vous") or cuts off clitics
 * ("a-t-il"), and numbers, addresses and acronyms keep their marks inside.
 *
 * What stands between the runs is looked at once, on the way: commas, quotation
 * marks, brackets.
 */
#include "internal.h"

#include "french.h"

enum {
    MOST_PARTS = 16,     /* of a compound; more are words of their own */
    LONGEST_PART = 16,   /* bytes of an elision or clitic */
    LONGEST_WHOLE = 32   /* bytes of what french.c lists as whole */
};

#define NO_MARKS UINT32_MAX

typedef struct tokenizer {
    const char *bytes;
    const uint64_t *bits;
    uint32_t begin, end;     /* of the sentence */
    smz_sentence *sentence;
    smz_buffer *buffer;
    smz_word *words;         /* in the buffer */
    uint32_t count, capacity;
    bool failed;

    bool spaced;             /* white space since the last run */
    uint32_t numbers;        /* runs that begin with a digit */
    uint32_t commas;
    bool guillemets, straight;  /* inside of a quotation, */
    uint32_t quoted;         /* and so SMZ_IN_QUOTE, or 0 */
    int32_t balance[3];      /* «», “”, () that are open */
} tokenizer;

static uint32_t at(const tokenizer *t, uint32_t position)
{
    return smz_peek(t->bytes, position, t->end);
}

static uint32_t after(const tokenizer *t, uint32_t position)
{
    smz_next(t->bytes, &position, t->end);
    return position;
}

static inline uint32_t run_end(const tokenizer *t, uint32_t begin)
{
    return smz_find_clear(t->bits, begin, t->end);
}

/* The first run at or after 'position'; empty at the end. */
static inline smz_span find_run(const tokenizer *t, uint32_t position)
{
    uint32_t begin = smz_find(t->bits, position, t->end);
    return (smz_span){ begin, run_end(t, begin) };
}

static bool is_word_at(const tokenizer *t, uint32_t position)
{
    return position < t->end && (t->bits[position / 64] >> position % 64 & 1);
}

/* ---- Between two runs --------------------------------------------------- */

static void note(tokenizer *t, uint32_t c)
{
    smz_sentence *sentence = t->sentence;
    switch (c) {
    case '"':
        t->straight = !t->straight;
        t->quoted = t->guillemets || t->straight ? SMZ_IN_QUOTE : 0;
        sentence->surface |= SMZ_QUOTED;
        break;
    case 0xAB: case 0xBB:
        t->guillemets = c == 0xAB;
        t->balance[0] += t->guillemets ? 1 : -1;
        t->quoted = t->guillemets || t->straight ? SMZ_IN_QUOTE : 0;
        sentence->surface |= SMZ_QUOTED;
        break;
    case 0x201C: case 0x201D:
        t->balance[1] += c == 0x201C ? 1 : -1;
        break;
    case '(': case ')':
        t->balance[2] += c == '(' ? 1 : -1;
        break;
    default:
        t->spaced |= smz_is_space(c);
    }
}

static inline void read_gap(tokenizer *t, uint32_t begin, uint32_t end)
{
    while (begin < end) {
        uint32_t c = smz_next(t->bytes, &begin, end);
        if (c == ' ')
            t->spaced = true;
        else if (c == ',')
            t->commas++;
        else if (c != '.')  /* most sentences end in one, which says nothing */
            note(t, c);
    }
}

/* ---- Runs --------------------------------------------------------------- */

/* Marks that change a letter or join two are no word without a letter. */
static bool holds_letter(const tokenizer *t, smz_span run)
{
    unsigned char first = (unsigned char)t->bytes[run.begin];
    if (first < 0xC4 && first != '_' && first != 0xC2)
        return true;
    for (uint32_t i = run.begin; i < run.end;)
        if (smz_is_alnum(smz_next(t->bytes, &i, run.end)))
            return true;
    return false;
}

static void count_run(tokenizer *t, smz_span run)
{
    smz_sentence *sentence = t->sentence;
    sentence->length++;
    sentence->words += t->spaced;
    t->spaced = false;
    t->numbers += smz_is_digit(at(t, run.begin));
}

/* The next run at or after 'position' with what stands before it noted; empty
 * at the end. */
static inline smz_span next_run(tokenizer *t, uint32_t position)
{
    for (;;) {
        smz_span run = find_run(t, position);
        read_gap(t, position, run.begin);
        if (run.begin >= run.end)
            return run;
        if (holds_letter(t, run)) {
            count_run(t, run);
            return run;
        }
        position = run.end;
    }
}

/* Does a run that counts begin there? */
static bool is_run_at(const tokenizer *t, uint32_t position)
{
    return is_word_at(t, position) && holds_letter(t, find_run(t, position));
}

/* Reads the run at 'next', with the gap that begins at 'end', if there is one.
 * Returns where it ends, or 'end'. */
static uint32_t read_run_at(tokenizer *t, uint32_t end, uint32_t next)
{
    smz_span run = find_run(t, next);
    if (run.begin != next || run.begin == run.end || !holds_letter(t, run))
        return end;
    read_gap(t, end, next);
    count_run(t, run);
    return run.end;
}

/* ---- Words -------------------------------------------------------------- */

static bool is_shouted(const tokenizer *t, smz_span word)
{
    uint32_t capitals = 0;
    while (word.begin < word.end) {
        uint32_t c = smz_next(t->bytes, &word.begin, word.end);
        if (smz_is_lower(c))
            return false;
        capitals += smz_is_upper(c);
    }
    return capitals > 1;
}

/* The marks of a word that begins with a capital. */
static uint32_t capital_marks(const tokenizer *t, smz_span word)
{
    return SMZ_CAPITAL | (is_shouted(t, word) ? SMZ_SHOUTED : 0);
}

/* Makes room for so many more words. */
static bool make_room(tokenizer *t, uint32_t more)
{
    if (t->capacity - t->count >= more)
        return true;
    smz_word *words = t->failed ? NULL
        : smz_reserve(t->buffer, (size_t)t->count + more, sizeof *words);
    t->failed = words == NULL;
    t->words = words;
    t->capacity = t->failed ? t->count
                            : (uint32_t)(t->buffer->capacity / sizeof *words);
    return !t->failed;
}

static void add_word(tokenizer *t, uint32_t begin, uint32_t end)
{
    uint32_t first = at(t, begin), marks = 0;
    if (smz_is_upper(first))
        marks = capital_marks(t, (smz_span){ begin, end });
    else if (smz_is_digit(first))
        marks = SMZ_DIGIT;
    if (make_room(t, 1))
        t->words[t->count++] = (smz_word){ begin, end - begin,
                                           marks | t->quoted };
}

typedef bool word_test(const char *word, uint32_t length);

static bool is_listed(const tokenizer *t, smz_span word, uint32_t longest,
                      word_test *test)
{
    char folded[LONGEST_WHOLE + 4];
    uint32_t length = word.end - word.begin;
    return length <= longest
           && test(folded, smz_fold(t->bytes + word.begin, length, folded,
                                    sizeof folded));
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* A hyphen at the end of a line, in a word that goes on below. */
static uint32_t skip_line_end(const tokenizer *t, uint32_t position)
{
    uint32_t next = position;
    while (smz_is_space(at(t, next)))
        next = after(t, next);
    return next - position <= LONGEST_PART && smz_is_lower(at(t, next))
           && smz_is_newline(at(t, position)) ? next : position;
}

/* The runs that hyphens join to the one that ends at 'end', as the places where
 * each begins; read as runs on the way. */
static uint32_t read_compound(tokenizer *t, uint32_t end, uint32_t *parts,
                              uint32_t *count)
{
    *count = 0;
    while (*count < MOST_PARTS && is_hyphen(at(t, end))) {
        uint32_t next = skip_line_end(t, after(t, end));
        uint32_t part_end = read_run_at(t, end, next);
        if (part_end == end)
            break;
        parts[(*count)++] = end;
        end = part_end;
    }
    return end;
}

/* Is the part from its hyphen at 'hyphen' on a clitic?  One that goes on in the
 * next line is none. */
static bool is_clitic(const tokenizer *t, uint32_t hyphen, bool shouted)
{
    uint32_t begin = after(t, hyphen);
    return is_word_at(t, begin) && (shouted || !smz_is_upper(at(t, begin)))
           && is_listed(t, find_run(t, begin), LONGEST_PART, smz_is_clitic);
}

/* Cuts the clitics off the end of a compound: "donnez-le-moi". */
static void add_compound(tokenizer *t, smz_span word, const uint32_t *parts,
                         uint32_t count)
{
    uint32_t kept = count;
    bool shouted = is_shouted(t, word);
    while (kept > 0 && is_clitic(t, parts[kept - 1], shouted))
        kept--;
    if (kept < count && is_listed(t, word, LONGEST_WHOLE, smz_is_whole))
        kept = count;
    add_word(t, word.begin, kept < count ? parts[kept] : word.end);
    for (uint32_t i = kept; i < count; i++)
        add_word(t, parts[i], i + 1 < count ? parts[i + 1] : word.end);
}

static bool stands_between_figures(const tokenizer *t, smz_span word,
                                   uint32_t next)
{
    return smz_is_digit(smz_peek_back(t->bytes, word.begin, word.end))
           && smz_is_digit(at(t, next));
}

/* Does an apostrophe, full stop or such behind a word join it to the run at
 * 'next', if there is one? */
static bool joins(const tokenizer *t, smz_span word, uint32_t next)
{
    uint32_t c = at(t, word.end);
    switch (c) {
    case '.': case '@': case 0xB7:
        return true;
    case ',': case ':': case '/':
        return stands_between_figures(t, word, next);
    case 0xA0: case 0x202F:
        return stands_between_figures(t, word, next)
               && find_run(t, next).end - next == 3;
    default:
        return smz_is_apostrophe(c);
    }
}

/* "https://…" ends at white space, less the punctuation of the sentence. */
static uint32_t address_end(const tokenizer *t, uint32_t position)
{
    while (position < t->end && !smz_is_space(at(t, position)))
        position = after(t, position);
    uint32_t back = position;
    while (back > t->begin && !is_word_at(t, back - 1)
           && smz_previous(t->bytes, t->begin, &back) != '/')
        position = back;
    return position;
}

static bool is_address(const tokenizer *t, smz_span run)
{
    const char *s = t->bytes + run.begin, *behind = t->bytes + run.end;
    uint32_t length = run.end - run.begin, left = t->end - run.end;
    return (length >= 4 && length <= 5 && memcmp(s, "http", 4) == 0 && left > 3
            && memcmp(behind, "://", 3) == 0)
           || (length == 3 && memcmp(s, "www", 3) == 0 && left > 1
               && behind[0] == '.');
}

/* Reads over [from, to) as runs, for what is counted of them. */
static uint32_t pass_over(tokenizer *t, uint32_t from, uint32_t to)
{
    uint32_t end = t->end;
    t->end = to;
    while (from < to)
        from = next_run(t, from).end;
    t->end = end;
    return to;
}

static bool may_be_mark(char byte)
{
    return byte == '#' || byte == '@' || byte == '\xB0';
}

/* "#climat", "@dupont", "°C": the mark belongs to the word. */
static uint32_t with_mark(const tokenizer *t, smz_span run)
{
    uint32_t back = run.begin;
    if (back == t->begin || !may_be_mark(t->bytes[back - 1]))
        return run.begin;
    uint32_t c = smz_previous(t->bytes, t->begin, &back);
    bool free = back == t->begin || !is_word_at(t, back - 1);
    bool degree = c == 0xB0 && run.end - run.begin == 1;
    return free && (c == '#' || c == '@' || degree) ? back : run.begin;
}

/* "n°" */
static uint32_t with_degree(const tokenizer *t, smz_span word)
{
    bool letter = word.end == word.begin + 1
                  && (t->bytes[word.begin] | 0x20) == 'n';
    return letter && at(t, word.end) == 0xB0 ? after(t, word.end) : word.end;
}

/* "J.-C.", "c.-à-d.": the next run, behind both marks. */
static uint32_t skip_initial(const tokenizer *t, smz_span word)
{
    bool initial = word.end == after(t, word.begin) && at(t, word.end) == '.'
                   && is_hyphen(at(t, word.end + 1));
    return after(t, word.end + initial);
}

/* An apostrophe behind a compound: "va-t'en" has a clitic more, "Côte-d'Or" and
 * "trompe-l'œil" go on.  Returns where the compound ends. */
static uint32_t read_apostrophe(tokenizer *t, uint32_t end, uint32_t part)
{
    uint32_t next = after(t, end), letter = at(t, after(t, part)) | 0x20;
    if (!smz_is_apostrophe(at(t, end)))
        return end;
    if (letter == 't' || letter == 'm')
        return is_run_at(t, next) ? next : end;
    return read_run_at(t, end, next);
}

/* "l'", with what follows only if the whole is listed: "c'est-à-dire". */
static uint32_t read_elision(tokenizer *t, uint32_t begin, uint32_t next)
{
    uint32_t parts[MOST_PARTS], count;
    uint32_t ahead = is_word_at(t, next) ? find_run(t, next).end : next;
    bool hyphen = is_hyphen(at(t, ahead));
    while (hyphen && (is_word_at(t, ahead) || is_hyphen(at(t, ahead))))
        ahead = after(t, ahead);
    smz_span whole = { begin, ahead };
    if (hyphen && is_listed(t, whole, LONGEST_WHOLE, smz_is_whole))
        next = read_compound(t, next_run(t, next).end, parts, &count);
    add_word(t, begin, next);
    return next;
}

#define BIT(mark) ((uint64_t)1 << (mark))

/* Does a mark that joins nothing follow a run: a space, the end, or one that
 * stands before neither a run, a hyphen nor what is not ASCII, and does not go
 * on as "http:/" and "www." may? */
static bool ends_at_mark(const tokenizer *t, uint32_t end)
{
    static const uint64_t marks = BIT(',') | BIT('.') | BIT(';') | BIT(':')
                                  | BIT('!') | BIT('?') | BIT(')') | BIT('"')
                                  | BIT('%');
    unsigned char mark = end < t->end ? (unsigned char)t->bytes[end] : ' ';
    if (mark >= 64 || !(marks >> mark & 1))
        return mark == ' ';
    if (end + 1 == t->end)
        return true;
    unsigned char then = (unsigned char)t->bytes[end + 1];
    bool address = (mark == ':' && then == '/')
                   || (mark == '.' && then > ' ' && t->bytes[end - 1] == 'w');
    return then < 0x80 && then != '-' && !address && !is_word_at(t, end + 1);
}

/* A word that starts with the run given; returns where it ends. */
static uint32_t read_word(tokenizer *t, smz_span run)
{
    smz_span word = { with_mark(t, run), run.end };
    uint32_t parts[MOST_PARTS], count;
    if (ends_at_mark(t, word.end)) {
        add_word(t, word.begin, word.end);
        return word.end;
    }
    if (is_address(t, run)) {
        uint32_t end = address_end(t, run.end);
        add_word(t, word.begin, end);
        return pass_over(t, run.end, end);
    }
    for (;;) {
        uint32_t next = skip_initial(t, word), end = word.end;
        if (smz_is_apostrophe(at(t, end))
            && is_listed(t, word, LONGEST_PART, smz_is_elided))
            return read_elision(t, word.begin, next);
        if (joins(t, word, next))
            word.end = read_run_at(t, end, next);
        if (word.end == end)
            break;
    }
    uint32_t end = read_compound(t, word.end, parts, &count);
    if (count > 0)
        end = read_apostrophe(t, end, parts[count - 1]);
    if (count > 0)
        add_compound(t, (smz_span){ word.begin, end }, parts, count);
    else
        add_word(t, word.begin, with_degree(t, word));
    return end;
}

static bool ends_in_question(const tokenizer *t)
{
    uint32_t position = t->end;
    uint32_t c = smz_previous(t->bytes, t->begin, &position);
    while (c == 0xBB || c == '"' || c == ')' || smz_is_space(c))
        c = smz_previous(t->bytes, t->begin, &position);
    return c == '?';
}

static void judge_quotes(tokenizer *t)
{
    smz_sentence *sentence = t->sentence;
    uint32_t first = at(t, t->begin);
    if (first == '"' || first == 0xAB || first == 0x201C)
        sentence->surface |= SMZ_QUOTE_FIRST;
    if (ends_in_question(t))
        sentence->surface |= SMZ_QUESTION;
    if (t->straight || t->balance[0] || t->balance[1] || t->balance[2])
        sentence->surface |= SMZ_UNBALANCED;
}

/* ---- Plain words -------------------------------------------------------- */

static bool is_between(char byte, char least, char most)
{
    return byte >= least && byte <= most;
}

/* Does a small letter that French knows stand there? */
static inline bool is_small(const char *letter)
{
    return is_between(letter[0], 'a', 'z')
           || (letter[0] == '\xC3' && (unsigned char)letter[1] >= 0xA0);
}

/* The marks of a word that begins with a letter of ASCII, a small one that
 * French knows or a digit; or else NO_MARKS. */
static inline uint32_t plain_marks(const tokenizer *t, uint32_t begin,
                                   uint32_t end)
{
    const char *word = t->bytes + begin;
    if (is_small(word))
        return 0;
    if (is_between(word[0], 'A', 'Z'))
        return is_between(word[1], 'a', 'z')
                   ? SMZ_CAPITAL : capital_marks(t, (smz_span){ begin, end });
    return is_between(word[0], '0', '9') ? SMZ_DIGIT : NO_MARKS;
}

/* Where "l'" or "qu'" ends, before a word that cannot make a listed whole of
 * it: those have a hyphen.  0 if it is no such elision. */
static uint32_t plain_elision_end(const tokenizer *t, uint32_t begin,
                                  uint32_t end)
{
    uint32_t length = end - begin, next = after(t, end);
    if (length > 2 || !smz_is_apostrophe(at(t, end)))
        return 0;
    char folded[2] = { (char)(t->bytes[begin] | 0x20), t->bytes[begin + 1] };
    if (!smz_is_elided(folded, length) || !is_word_at(t, next))
        return 0;
    uint32_t then = run_end(t, next);
    bool plain = then < t->end && (unsigned char)t->bytes[then] < 0x80
                 && t->bytes[then] != '-';
    return plain ? next : 0;
}

/* Where a plain word ends, whose run ends at 'end' before no space, or 0;
 * '*next' is where the next one may begin. */
static uint32_t plain_end(tokenizer *t, uint32_t begin, uint32_t end,
                          uint32_t *next)
{
    char mark = t->bytes[end];
    if (mark == '\'' || mark == '\xE2')
        return *next = plain_elision_end(t, begin, end);
    if (mark == ',' && t->end - end > 1 && t->bytes[end + 1] == ' ') {
        t->commas++;
        *next = end + 2;
        return end;
    }
    *next = end;
    return ends_at_mark(t, end) ? end : 0;
}

/* Reads words that begin with a small letter and end before a space, as most
 * do; returns where the next one may begin. */
static inline uint32_t read_spaced_words(const tokenizer *t, uint32_t begin,
                                         uint32_t stop, smz_word **words)
{
    const char *bytes = t->bytes;
    const uint64_t *bits = t->bits;
    uint32_t quoted = t->quoted;
    smz_word *to = *words;
    uint64_t others;
    while ((others = ~bits[begin / 64] >> begin % 64) != 0) {
        uint32_t end = begin + (uint32_t)__builtin_ctzll(others);
        if (end >= stop || bytes[end] != ' ' || !is_small(bytes + begin))
            break;
        *to++ = (smz_word){ begin, end - begin, quoted };
        begin = end + 1;
    }
    *words = to;
    return begin;
}

/* Where to stop, so that there is room for all words from 'begin' on: each
 * takes two bytes at least, with what ends it. */
static uint32_t end_of_room(const tokenizer *t, uint32_t begin)
{
    uint32_t room = t->capacity - t->count;
    return room > (t->end - begin) / 2 ? t->end : begin + 2 * room;
}

/* Reads the words from 'begin' on, as long as they are plain for what they
 * begin with and what follows them, as nearly all are: mostly a space.  Returns
 * where to go on, which is 'begin' if there is none. */
static uint32_t read_plain_words(tokenizer *t, uint32_t begin)
{
    const char *bytes = t->bytes;
    smz_word *first = t->words + t->count, *to = first;
    uint32_t stop = end_of_room(t, begin), quoted = t->quoted, numbers = 0;
    uint32_t joined = !t->spaced;  /* words that no white space stands before */
    for (;;) {
        begin = read_spaced_words(t, begin, stop, &to);
        uint32_t end = run_end(t, begin), next = end + 1, marks;
        if (end >= stop || (marks = plain_marks(t, begin, end)) == NO_MARKS)
            break;
        if (bytes[end] != ' ') {
            end = plain_end(t, begin, end, &next);
            if (end == 0)
                break;
            joined += next == end;
        }
        *to++ = (smz_word){ begin, end - begin, marks | quoted };
        numbers += marks == SMZ_DIGIT;
        begin = next;
    }
    uint32_t count = (uint32_t)(to - first);
    t->spaced = count > 0 ? bytes[begin - 1] == ' ' : t->spaced;
    joined -= !t->spaced;  /* the next one is still to come */
    t->count += count;
    t->numbers += numbers;
    t->sentence->length += count;
    t->sentence->words += count - joined;
    return begin;
}

/* ---- The stage ---------------------------------------------------------- */

/* Reads the run given as a word by all rules; returns where to go on. */
static uint32_t read_closely(tokenizer *t, smz_span run)
{
    if (!holds_letter(t, run))
        return run.end;
    count_run(t, run);
    return read_word(t, run);
}

static void read_words(tokenizer *t)
{
    uint32_t position = t->begin;
    while (make_room(t, 2)) {
        smz_span run = find_run(t, position);
        read_gap(t, position, run.begin);
        if (run.begin >= run.end)
            return;
        bool marked = with_mark(t, run) < run.begin;
        position = marked ? run.begin : read_plain_words(t, run.begin);
        if (position == run.begin)
            position = read_closely(t, run);
    }
}

uint32_t smz_tokenize(const smz_text *text, smz_sentence *sentence,
                      smz_buffer *words)
{
    tokenizer t = { .bytes = text->bytes, .bits = text->words,
                    .begin = sentence->bytes.begin, .end = sentence->bytes.end,
                    .sentence = sentence, .buffer = words, .words = words->data,
                    .capacity = (uint32_t)(words->capacity / sizeof (smz_word)),
                    .spaced = true };
    sentence->words = sentence->length = 0;
    read_words(&t);
    judge_quotes(&t);
    sentence->numbers = smz_at_most_255(t.numbers);
    sentence->commas = smz_at_most_255(t.commas);
    return t.failed ? UINT32_MAX : t.count;
}
