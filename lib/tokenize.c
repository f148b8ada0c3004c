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
#include "lanes.h"

enum {
    MOST_PARTS = 16,     /* of a compound; more are words of their own */
    LONGEST_PART = 16,   /* bytes of an elision or clitic */
    LONGEST_WHOLE = 32,  /* bytes of what french.c lists as whole */
    MOST_EDGES = 256,    /* of runs that are listed at once */
    AHEAD = 4            /* edges that are looked at for each word */
};

#define NO_EDGE UINT32_MAX

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

static smz_span run_at(const tokenizer *t, uint32_t position)
{
    return (smz_span){ position,
                       smz_find_clear(t->bits, position, t->end) };
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
        else
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
static smz_span next_run(tokenizer *t, uint32_t position)
{
    for (;;) {
        uint32_t begin = smz_find(t->bits, position, t->end);
        read_gap(t, position, begin);
        if (begin >= t->end)
            return (smz_span){ t->end, t->end };
        smz_span run = run_at(t, begin);
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
    return is_word_at(t, position) && holds_letter(t, run_at(t, position));
}

/* ---- Words -------------------------------------------------------------- */

static bool is_shouted(const tokenizer *t, uint32_t begin, uint32_t end)
{
    uint32_t capitals = 0;
    while (begin < end) {
        uint32_t c = smz_next(t->bytes, &begin, end);
        if (smz_is_lower(c))
            return false;
        capitals += smz_is_upper(c);
    }
    return capitals > 1;
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

static inline void add_marked(tokenizer *t, uint32_t begin, uint32_t end,
                       uint32_t marks)
{
    if (make_room(t, 1))
        t->words[t->count++] = (smz_word){ begin, end - begin,
                                           marks | t->quoted };
}

static void add_word(tokenizer *t, uint32_t begin, uint32_t end)
{
    uint32_t first = at(t, begin), marks = 0;
    if (smz_is_upper(first))
        marks = SMZ_CAPITAL | (is_shouted(t, begin, end) ? SMZ_SHOUTED : 0);
    else if (smz_is_digit(first))
        marks = SMZ_DIGIT;
    add_marked(t, begin, end, marks);
}

typedef bool word_test(const char *word, uint32_t length);

static bool is_listed(const tokenizer *t, uint32_t begin, uint32_t end,
                      uint32_t longest, word_test *test)
{
    char folded[LONGEST_WHOLE + 4];
    if (end - begin > longest)
        return false;
    return test(folded, smz_fold(t->bytes + begin, end - begin, folded,
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
        if (!is_run_at(t, next))
            break;
        smz_span run = next_run(t, end);
        parts[(*count)++] = end;
        end = run.end;
    }
    return end;
}

/* Cuts the clitics off the end of a compound: "donnez-le-moi". */
static void add_compound(tokenizer *t, uint32_t begin, uint32_t end,
                         const uint32_t *parts, uint32_t count)
{
    uint32_t kept = count;
    bool shouted = is_shouted(t, begin, end);
    if (!is_listed(t, begin, end, LONGEST_WHOLE, smz_is_whole))
        while (kept > 0) {
            uint32_t part = after(t, parts[kept - 1]);
            uint32_t part_end = run_at(t, part).end;
            if ((smz_is_upper(at(t, part)) && !shouted)
                || !is_listed(t, part, part_end, LONGEST_PART, smz_is_clitic))
                break;
            kept--;
        }
    add_word(t, begin, kept < count ? parts[kept] : end);
    for (uint32_t i = kept; i < count; i++)
        add_word(t, parts[i], i + 1 < count ? parts[i + 1] : end);
}

/* Does an apostrophe, full stop or such at 'end' join the runs around it? */
static bool joins(const tokenizer *t, uint32_t begin, uint32_t end,
                  uint32_t next)
{
    uint32_t c = at(t, end), last = smz_peek_back(t->bytes, begin, end);
    bool figures = smz_is_digit(last) && smz_is_digit(at(t, next));
    switch (c) {
    case '.': case '@': case 0xB7:
        return true;
    case ',': case ':': case '/':
        return figures;
    case 0xA0: case 0x202F:
        return figures && run_at(t, next).end - next == 3;
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

static bool is_address(const tokenizer *t, uint32_t begin, uint32_t end)
{
    const char *s = t->bytes + begin;
    uint32_t length = end - begin, left = t->end - end;
    return (length >= 4 && length <= 5 && memcmp(s, "http", 4) == 0 && left > 3
            && memcmp(t->bytes + end, "://", 3) == 0)
           || (length == 3 && memcmp(s, "www", 3) == 0 && left > 1
               && t->bytes[end] == '.');
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

/* "#climat", "@dupont", "°C": the mark belongs to the word. */
static uint32_t with_mark(const tokenizer *t, uint32_t begin, uint32_t end)
{
    uint32_t back = begin, c = smz_previous(t->bytes, t->begin, &back);
    bool free = back == t->begin
                || !is_word_at(t, back - 1);
    bool degree = c == 0xB0 && end - begin == 1;
    return c != 0 && free && (c == '#' || c == '@' || degree) ? back : begin;
}

/* "n°" */
static uint32_t with_degree(const tokenizer *t, uint32_t begin, uint32_t end)
{
    uint32_t c = at(t, end), first = at(t, begin) | 0x20;
    return c == 0xB0 && end == begin + 1 && first == 'n' ? after(t, end) : end;
}

/* "J.-C.", "c.-à-d.": the next run, behind both marks. */
static uint32_t skip_initial(const tokenizer *t, uint32_t begin, uint32_t end)
{
    bool initial = end == after(t, begin) && at(t, end) == '.'
                   && is_hyphen(at(t, end + 1));
    return initial ? after(t, end + 1) : after(t, end);
}

/* An apostrophe behind a compound: "va-t'en" has a clitic more, "Côte-d'Or" and
 * "trompe-l'œil" go on.  Returns where the compound ends. */
static uint32_t read_apostrophe(tokenizer *t, uint32_t end, uint32_t part)
{
    uint32_t next = after(t, end), letter = at(t, after(t, part)) | 0x20;
    if (!smz_is_apostrophe(at(t, end)) || !is_run_at(t, next))
        return end;
    if (letter == 't' || letter == 'm')
        return next;
    smz_span run = next_run(t, end);
    return run.end;
}

/* "l'", with what follows only if the whole is listed: "c'est-à-dire". */
static uint32_t read_elision(tokenizer *t, uint32_t begin, uint32_t next)
{
    uint32_t parts[MOST_PARTS], count;
    uint32_t ahead = next;
    while (is_word_at(t, ahead) || is_hyphen(at(t, ahead)))
        ahead = after(t, ahead);
    if (is_listed(t, begin, ahead, LONGEST_WHOLE, smz_is_whole)) {
        smz_span run = next_run(t, next);
        ahead = read_compound(t, run.end, parts, &count);
        add_word(t, begin, ahead);
        return ahead;
    }
    add_word(t, begin, next);
    return next;
}

/* A word that starts with the run given; returns where it ends. */
static uint32_t read_word(tokenizer *t, smz_span run)
{
    uint32_t begin = with_mark(t, run.begin, run.end), end = run.end;
    uint32_t parts[MOST_PARTS], count;
    if (end < t->end && t->bytes[end] == ' ') {
        add_word(t, begin, end);
        return end;
    }
    if (is_address(t, run.begin, end)) {
        uint32_t address = address_end(t, end);
        add_word(t, begin, address);
        return pass_over(t, end, address);
    }
    for (;;) {
        uint32_t next = skip_initial(t, begin, end);
        if (smz_is_apostrophe(at(t, end))
            && is_listed(t, begin, end, LONGEST_PART, smz_is_elided))
            return read_elision(t, begin, next);
        if (!is_run_at(t, next) || !joins(t, begin, end, next))
            break;
        end = next_run(t, end).end;
    }
    uint32_t compound = read_compound(t, end, parts, &count);
    if (count > 0)
        compound = read_apostrophe(t, compound, parts[count - 1]);
    if (count > 0)
        add_compound(t, begin, compound, parts, count);
    else
        add_word(t, begin, with_degree(t, begin, end));
    return compound;
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

/* An element of the bit map, without what lies behind the sentence, which need
 * not be listed, but for one byte: so it is seen whether a run ends with it. */
static uint64_t bits_of(const tokenizer *t, uint32_t element)
{
    bool last = element == t->end / 64;
    return last ? t->bits[element] & ~(uint64_t)0 >> (63 - t->end % 64)
                : t->bits[element];
}

/* Lists where the runs of the sentence at or after 'from' begin and end, in
 * turn, as far as there is room.  Returns how many edges there are; NO_EDGE
 * comes behind the last. */
static uint32_t list_edges(const tokenizer *t, uint32_t from, uint32_t *edges)
{
    uint32_t element = from / 64, last = (t->end - 1) / 64, *to = edges;
    uint64_t bits = bits_of(t, element) & ~(uint64_t)0 << from % 64, before = 0;
    for (;;) {
        uint64_t left = bits ^ (bits << 1 | before);
        for (; left != 0; left &= left - 1)
            *to++ = element * 64 + (uint32_t)__builtin_ctzll(left);
        if (element == last || to - edges + 64 > MOST_EDGES)
            break;
        before = bits >> 63;
        bits = bits_of(t, ++element);
    }
    for (int i = 0; i < AHEAD; i++)
        to[i] = NO_EDGE;
    return (uint32_t)(to - edges) + (element == last ? AHEAD : 0);
}

/* The class of the first letter or digit of a run, when it is of ASCII or
 * French; or 0. */
static uint32_t class_of_run(const char *run)
{
    unsigned char first = (unsigned char)run[0];
    if (first < 0x80)
        return smz_latin_classes[first];
    return first == 0xC3
               ? smz_latin_classes[0xC0 | ((unsigned char)run[1] & 0x3F)] : 0;
}

static uint32_t marks_of(const tokenizer *t, uint32_t class, uint32_t begin,
                         uint32_t end)
{
    if (class & SMZ_IS_DIGIT)
        return SMZ_DIGIT;
    char second = t->bytes[begin + 1];
    if (!(class & SMZ_IS_UPPER))
        return 0;
    bool small = second >= 'a' && second <= 'z' && begin + 1 < end;
    return SMZ_CAPITAL
           | (!small && is_shouted(t, begin, end) ? SMZ_SHOUTED : 0);
}

/* "l'", "qu'", before a word that cannot make a listed whole of it: those have
 * a hyphen. */
static bool is_plain_elision(const tokenizer *t, const uint32_t *edges)
{
    uint32_t begin = edges[0], end = edges[1], next = edges[2], then = edges[3];
    if (t->bytes[end] != '\'' || end - begin > 2 || next != end + 1)
        return false;
    char letters[2] = { (char)(t->bytes[begin] | 0x20), t->bytes[begin + 1] };
    return then < t->end && (unsigned char)t->bytes[then] < 0x80
           && t->bytes[then] != '-' && smz_is_elided(letters, end - begin);
}

#define BIT(mark) ((uint64_t)1 << (mark))

/* Does a mark that joins nothing follow a run, or the end? */
static bool ends_at_mark(const tokenizer *t, uint32_t end, uint32_t next)
{
    static const uint64_t marks = BIT(' ') | BIT(',') | BIT('.') | BIT(';')
                                  | BIT(':') | BIT('!') | BIT('?') | BIT(')')
                                  | BIT('"');
    unsigned char mark = (unsigned char)t->bytes[end];
    if (mark >= 64 || !(marks >> mark & 1))
        return false;
    if (mark == ' ' || end + 1 == t->end)
        return true;
    unsigned char then = (unsigned char)t->bytes[end + 1];
    bool plain = mark == '.' || mark == ':' ? then <= ' '
                                            : then < 0x80 && then != '-';
    return next > end + 1 && plain;
}

/* Does the mark right before a run belong to the word: "#climat", "°C"? */
static bool is_marked(const tokenizer *t, uint32_t begin)
{
    char mark = ' ';
    if (begin > t->begin)
        mark = t->bytes[begin - 1];
    return mark == '#' || mark == '@' || mark == '\xB0';
}

/* Reads the run [edges[0], edges[1]) if it is a plain word for what stands
 * around it: where the word ends, or 0. */
static uint32_t plain_end(const tokenizer *t, const uint32_t *edges)
{
    uint32_t end = edges[1];
    if (end >= t->end)
        return 0;
    if (is_plain_elision(t, edges))
        return end + 1;
    return ends_at_mark(t, end, edges[2]) ? end : 0;
}

/* Adds the words from edges[0] on that begin with a small letter of ASCII, at
 * 'begin' or behind one space, and that a space of the sentence follows.
 * Returns the edges left. */
static inline const uint32_t *add_even_words(const tokenizer *t,
                                             const uint32_t *edges,
                                             uint32_t begin, smz_word **words)
{
    const char *bytes = t->bytes;
    uint32_t quoted = t->quoted;
    smz_word *to = *words;
    for (; edges[1] < t->end && edges[0] == begin
           && (unsigned char)(bytes[begin] - 'a') < 26
           && bytes[edges[1]] == ' '; edges += 2) {
        *to++ = (smz_word){ begin, edges[1] - begin, quoted };
        begin = edges[1] + 1;
    }
    *words = to;
    return edges;
}

/* Reads plain words, which nearly all are, one after the other: most begin with
 * a small letter, and one space stands before and behind them.  'position' is
 * where the gap before the first begins, and then before the first that may not
 * be plain.  Returns the edges left. */
static const uint32_t *read_plain_words(tokenizer *t, const uint32_t *edges,
                                        const uint32_t *edges_end,
                                        uint32_t *position)
{
    const char *bytes = t->bytes;
    smz_word *first = t->words + t->count, *to = first;
    uint32_t at = *position, unspaced = 0;
    uint32_t expected = NO_EDGE;  /* where a run begins behind one space */
    for (; edges < edges_end && edges[0] < t->end; edges += 2) {
        uint32_t begin = edges[0], end = edges[1];
        bool spaced = end < t->end && bytes[end] == ' ';
        uint32_t class = class_of_run(bytes + begin);
        if (!(class & (SMZ_IS_LETTER | SMZ_IS_DIGIT))
            || (begin != expected && is_marked(t, begin))
            || (!spaced && (end = plain_end(t, edges)) == 0))
            break;
        uint32_t marks = marks_of(t, class, begin, edges[1]);
        t->numbers += marks == SMZ_DIGIT;
        if (begin != expected) {
            t->spaced &= to == first;
            read_gap(t, at, begin);
            unspaced += !t->spaced;
        }
        *to++ = (smz_word){ begin, end - begin, marks | t->quoted };
        at = end;
        expected = NO_EDGE;
        if (spaced) {
            edges = add_even_words(t, edges + 2, end + 1, &to) - 2;
            at = edges[1];
            expected = at + 1;
        }
    }
    uint32_t count = (uint32_t)(to - first);
    t->spaced &= count == 0;
    t->count += count;
    t->sentence->length += count;
    t->sentence->words += count - unspaced;
    *position = at;
    return edges;
}

/* ---- The stage ---------------------------------------------------------- */

/* Reads the words from 'position' on, as many as their edges can be listed at
 * once; returns where to go on. */
static uint32_t read_stretch(tokenizer *t, uint32_t position)
{
    uint32_t listed[MOST_EDGES + AHEAD];
    uint32_t count = list_edges(t, position, listed);
    const uint32_t *edges = listed, *end = listed + count - (AHEAD - 1);
    while (make_room(t, count / 2)) {
        edges = read_plain_words(t, edges, end, &position);
        if (edges >= end)
            return position;
        if (edges[0] >= t->end)
            break;
        smz_span run = next_run(t, position);
        if (run.begin >= run.end)
            return t->end;
        position = read_word(t, run);
        while (edges < end && edges[0] < position)
            edges += 2;
    }
    read_gap(t, position, t->end);
    return t->end;
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
    uint32_t position = t.begin;
    while (position < t.end && !t.failed)
        position = read_stretch(&t, position);
    judge_quotes(&t);
    sentence->numbers = smz_at_most_255(t.numbers);
    sentence->commas = smz_at_most_255(t.commas);
    return t.failed ? UINT32_MAX : t.count;
}
