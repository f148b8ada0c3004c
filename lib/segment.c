/*
 * segment.c - stage 2: text -> sentences
 *
 * One pass from left to right over the marks that stage 1 found.  A run of
 * terminators is judged by the word before it, the closing marks behind it and
 * the word after it; nothing else is looked at, so that time is linear.
 */
#include "segment.h"

/* ---- Sentences ---------------------------------------------------------- */

static void append(segmenter *s, uint32_t begin, uint32_t end)
{
    smz_sentence *sentences =
        smz_reserve(s->out, (size_t)s->count + 1, sizeof *sentences);
    if (sentences == NULL) {
        s->failed = true;
        return;
    }
    if (s->paragraph_ended && s->count > 0)
        s->paragraph++;
    s->paragraph_ended = false;
    sentences[s->count++] = (smz_sentence){
        .bytes = { begin, end }, .paragraph = s->paragraph,
        .surface = s->quoted ? SMZ_UNBALANCED : 0,
    };
}

static uint32_t sentence_begin(const segmenter *s)
{
    uint32_t begin = s->start;
    while (begin < s->end && smz_is_space(at(s, begin)))
        begin = after(s, begin);
    return begin;
}

/* Does the sentence at hand hold a word before 'end'? */
static bool holds_word(segmenter *s, uint32_t end)
{
    find_first_word(s);
    return s->word_at < end;
}

/* Ends the sentence at hand, if it holds a word: marks alone go to the next. */
static bool end_sentence(segmenter *s, uint32_t end)
{
    if (RULE(WORDLESS) && !holds_word(s, end))
        return false;
    uint32_t begin = sentence_begin(s);
    append(s, begin, skip_blanks_back(s, end, begin));
    s->start = end;
    s->quoted = (s->quotes > 0 || s->straight)
                && end - s->quote_at < QUOTE_AGE;
    return true;
}

/* Marks that no sentence took belong to the last one of their paragraph; alone
 * in it, as a rule of dashes, they stay alone. */
static void append_marks(segmenter *s, uint32_t end)
{
    uint32_t begin = sentence_begin(s);
    if (begin >= end)
        return;
    end = skip_blanks_back(s, end, begin);
    if (s->count == 0 || s->paragraph_ended)
        append(s, begin, end);
    else
        ((smz_sentence *)s->out->data)[s->count - 1].bytes.end = end;
}

static void end_paragraph(segmenter *s, uint32_t end)
{
    if (!end_sentence(s, end)) {
        append_marks(s, end);
        s->start = end;
    }
    s->paragraph_ended = true;
    s->quotes = s->brackets = 0;
    s->straight = s->quoted = false;
}

/* ---- Line breaks -------------------------------------------------------- */

enum { LONGEST_WRAPPED = 110 };  /* characters of a line on a page */

/* What is looked at of a line: its length and that of its first word. */
typedef struct line { uint32_t chars, word; } line;

/* Reads the line at 'position' and steps over it. */
static line read_line(const segmenter *s, uint32_t *position)
{
    uint32_t begin = *position, word = begin;
    const char *found = memchr(s->bytes + begin, '\n', s->end - begin);
    uint32_t end = found ? (uint32_t)(found - s->bytes) : s->end;
    *position = end < s->end ? end + 1 : end;
    end = skip_blanks_back(s, end, begin);
    while (word < end && word - begin < WORD_REACH
           && !smz_is_space(at(s, word)))
        word = after(s, word);
    bool overlong = end - begin > 4 * LONGEST_WRAPPED;  /* bytes will do */
    return (line){ overlong ? end - begin
                            : smz_count_chars(s->bytes, begin, end),
                   smz_count_chars(s->bytes, begin, word) };
}

/* Looks at the lines from 'begin' up to the next empty one.  They were wrapped
 * by a program when they fit on a page and most of them are so full that the
 * next word would have made them longer than the longest. */
static void read_block(segmenter *s, uint32_t begin)
{
    uint32_t position = begin, end = begin, lines = 0, full = 0, last = 0;
    s->longest = 0;
    for (line one; position < s->end; lines++, end = position) {
        if ((one = read_line(s, &position)).chars == 0)
            break;
        s->longest = one.chars > s->longest ? one.chars : s->longest;
    }
    bool page = lines >= 3 && s->longest >= 40
                && s->longest <= LONGEST_WRAPPED;
    for (position = begin; page && position < end;) {
        line one = read_line(s, &position);
        full += last > 0 && last + 1 + one.word > s->longest;
        last = one.chars;
    }
    s->wrapped = RULE(WRAPPED) && page && full * 10 >= (lines - 1) * 6;
    s->block_end = end > begin ? end : begin + 1;
}

enum { LONGEST_FUNCTION = 10 };  /* bytes of such a word */

/* Does the word before 'end' need another behind it, as "de la" does? */
static bool ends_open(const segmenter *s, uint32_t end)
{
    uint32_t begin = end, back = end;
    while (back > s->start && end - back <= LONGEST_FUNCTION
           && smz_is_letter(smz_previous(s->bytes, s->start, &back)))
        begin = back;
    uint32_t stop;
    return begin < end && (lexicon_at(s, begin, &stop) & SMZ_FUNCTION) != 0;
}

/* "- Un point", "• un autre": an item of a list. */
static bool is_item(const segmenter *s, uint32_t position)
{
    uint32_t c = at(s, position), next = after(s, position);
    if (!RULE(ITEMS) || !is_dash(c) || !smz_is_blank(at(s, next)))
        return false;
    c = at(s, skip_blanks(s, next));
    return smz_is_upper(c) || smz_is_digit(c);
}

/* "60 / 000 euros": the rest of a number. */
static bool is_thousands(const segmenter *s, uint32_t position)
{
    uint32_t begin = position;
    while (position - begin < 4 && smz_is_digit(at(s, position)))
        position = after(s, position);
    return RULE(THOUSANDS) && position - begin == 3 && at(s, position) == ' ';
}

/* A lone line break in text that was not wrapped: it ends a sentence, unless
 * the sentence plainly goes on. */
static bool is_hard(const segmenter *s, uint32_t end, uint32_t next)
{
    uint32_t last = before(s, end), first = at(s, next);
    bool code = last == ';' && is_any_of(before(s, end - 1), ")}");
    if (is_terminator(last) || last == ':' || code || is_item(s, next))
        return true;
    if (!RULE(OPEN_LINES))
        return true;
    if (smz_is_lower(first))
        return is_any_of(at(s, after(s, next)), ").");
    if (smz_is_digit(last) && smz_is_digit(first))
        return !is_thousands(s, next);
    return last != ',' && last != ';' && !ends_open(s, end);
}

/* In wrapped text a line ends a sentence that is so short that the next word
 * would have stood on it, or before a list or a speech. */
static bool is_hard_wrapped(const segmenter *s, uint32_t end, uint32_t next)
{
    uint32_t word = next;
    if (is_item(s, next))
        return true;
    if (smz_is_lower(at(s, next)))
        return false;
    while (word - next < WORD_REACH && !is_space_or_end(at(s, word)))
        word = after(s, word);
    uint32_t chars = smz_count_chars(s->bytes, s->line, end)
                     + smz_count_chars(s->bytes, next, word) + 1;
    return chars * 4 < s->longest * 3;
}

static uint32_t read_newlines(segmenter *s, uint32_t position)
{
    uint32_t breaks = 0, next = position, c;
    while (next < s->end && smz_is_space(c = at(s, next))) {
        next = after(s, next);
        bool half = c == '\r' && at(s, next) == '\n';
        breaks += smz_is_newline(c) && !half;
    }
    if (position >= s->block_end)
        read_block(s, position);
    uint32_t end = skip_blanks_back(s, position, s->start);
    bool hard = s->wrapped ? is_hard_wrapped(s, end, next)
                           : is_hard(s, end, next);
    if (breaks >= 2 || (s->flags & SUMMARIZE_LINE_BREAKS)
        || (RULE(LINES) && hard))
        end_paragraph(s, position);
    if (breaks >= 2 && next >= s->block_end)
        read_block(s, next);
    s->line = next;
    return next;
}

/* ---- Headings and lists in flat text ------------------------------------ */

/* Is the capital at 'position' the start of a sentence glued to a heading, as
 * in "sur le coupLes secours", and not half a name, as in "BlaBlaCar"? */
static bool is_glued(const segmenter *s, uint32_t position)
{
    uint32_t end, begin = position, back = position, letters = 0;
    if (!RULE(CAMEL) || !smz_is_upper(at(s, position)))
        return false;
    uint32_t lexicon = lexicon_at(s, position, &end);
    if (!(lexicon & SMZ_GLUED))
        return false;
    while (back > s->start && position - back <= WORD_REACH
           && smz_is_letter(smz_previous(s->bytes, s->start, &back))) {
        begin = back;
        letters++;
    }
    if (letters > 0 && smz_is_upper(at(s, begin)) && !(lexicon & SMZ_STRICT))
        return false;
    uint32_t c = at(s, end);
    return smz_is_blank(c) || smz_is_apostrophe(c) || c == ',';
}

static uint32_t read_capital(segmenter *s, uint32_t position)
{
    uint32_t back = position, small = 0;
    while (small < 3 && smz_is_letter(smz_previous(s->bytes, s->start, &back)))
        small++;
    if (small == 3 && is_glued(s, position))
        end_sentence(s, position);
    return after(s, position);
}

/* "PARIS (AFP) - ": where and from whom, before the text. */
static bool is_dateline(const segmenter *s, uint32_t position)
{
    if (!RULE(DATELINES) || position - s->start >= CROSSHEAD_REACH)
        return false;
    uint32_t end = skip_blanks_back(s, position, s->start);
    uint32_t begin = sentence_begin(s), letters = 0, c;
    if (end == begin || before(s, end) != ')' || !smz_is_upper(at(s, begin)))
        return false;
    for (uint32_t back = end - 1; back > begin; letters++) {
        c = smz_previous(s->bytes, begin, &back);
        if (c == '(')
            return letters > 1;
        if (!smz_is_upper(c))
            break;
    }
    return false;
}

/* "- Un titre -Le texte", as news agencies write: is the dash at 'position' the
 * second? */
bool smz_closes_crosshead(const segmenter *s, uint32_t position)
{
    if (!RULE(CROSSHEADS) || position - s->start >= CROSSHEAD_REACH)
        return false;
    uint32_t first = sentence_begin(s), c = at(s, after(s, position));
    return first < position && at(s, first) == at(s, position)
           && smz_is_blank(at(s, after(s, first)))
           && (smz_is_upper(c) || c == '"' || c == GUILLEMET);
}

static uint32_t read_dash(segmenter *s, uint32_t position)
{
    uint32_t next = after(s, position);
    if (is_dateline(s, position) || smz_closes_crosshead(s, position))
        end_sentence(s, next);
    return next;
}

static uint32_t read_bullet(segmenter *s, uint32_t position)
{
    uint32_t next = after(s, position), c = at(s, next);
    if (RULE(BULLETS) && position > s->start
        && (smz_is_blank(c) || smz_is_upper(c)))
        end_sentence(s, position);
    return next;
}

/* ---- Quotation marks and brackets --------------------------------------- */

/* Straight quotation marks open after white space and close before it; where
 * neither tells, they alternate. */
static bool opens(const segmenter *s, uint32_t position)
{
    uint32_t left = before(s, position), right = at(s, position + 1);
    bool may_open = !smz_is_alnum(left), may_close = !smz_is_alnum(right);
    return may_open != may_close ? may_open : !s->straight;
}

static uint32_t read_straight(segmenter *s, uint32_t position)
{
    bool inside = s->straight;
    uint32_t next = position + 1;
    s->straight = opens(s, position);
    s->quote_at = s->straight ? position : s->quote_at;
    bool another = at(s, next) == '"' && smz_is_upper(at(s, next + 1));
    if (inside && smz_is_alnum(before(s, position))
        && (another || is_glued(s, next))) {
        end_sentence(s, next);
        s->straight = false;
    }
    return next;
}

static uint32_t read_closing(segmenter *s, uint32_t position, uint32_t *depth)
{
    uint32_t next = after(s, position);
    if (*depth > 0)
        --*depth;
    if (is_glued(s, next))
        end_sentence(s, next);
    return next;
}

/* ---- The pass ----------------------------------------------------------- */

static uint32_t read_terminators(segmenter *s, uint32_t position)
{
    uint32_t end, next = smz_read_terminators(s, position, &end);
    if (end > 0)
        end_sentence(s, end);
    return next;
}

static uint32_t read_mark(segmenter *s, uint32_t position)
{
    uint32_t c = at(s, position);
    switch (c) {
    case '"':
        return read_straight(s, position);
    case GUILLEMET: case QUOTE:
        s->quotes++;
        s->quote_at = position;
        return after(s, position);
    case END_GUILLEMET: case END_QUOTE:
        return read_closing(s, position, &s->quotes);
    case '(': case '[':
        s->brackets++;
        s->bracket_at = position;
        return position + 1;
    case ')': case ']':
        return read_closing(s, position, &s->brackets);
    case '-': case EN_DASH:
        return read_dash(s, position);
    default:
        return smz_is_newline(c) ? read_newlines(s, position)
               : is_terminator(c) ? read_terminators(s, position)
               : smz_is_upper(c) ? read_capital(s, position)
                                 : read_bullet(s, position);
    }
}

/* A byte order mark is no part of the text. */
static uint32_t skip_byte_order_mark(const smz_text *text)
{
    return text->length >= 3 && memcmp(text->bytes, "\xEF\xBB\xBF", 3) == 0
           ? 3 : 0;
}

bool smz_segment(smz_document *document, smz_buffer *sentences, uint32_t flags)
{
    const smz_text *text = &document->text;
    uint32_t position = skip_byte_order_mark(text);
    segmenter s = { .bytes = text->bytes, .end = text->length, .text = text,
                    .flags = flags, .start = position, .line = position,
                    .out = sentences };
    s.word_at = smz_find(text->words, position, s.end);
    read_block(&s, position);
    for (;;) {
        position = smz_find(text->marks, position, s.end);
        if (position >= s.end || s.failed)
            break;
        position = read_mark(&s, position);
    }
    if (!s.failed && !end_sentence(&s, s.end))
        append_marks(&s, s.end);
    document->sentences = sentences->data;
    document->sentence_count = s.count;
    return !s.failed;
}
