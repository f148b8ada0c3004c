/*
 * fragment.c - stage 2, second half: what of a page is none of its text
 *
 * Pages hold more than their text: bylines, sources, links, scripts.  A segment
 * that ends as a sentence does and is longer than a line stays one: precision
 * comes first, as a fragment can never be in a summary.
 */
#include "classify.h"

#include "french.h"
#include "lanes.h"

enum {
    LONGEST_ENDED = 110,  /* bytes of boilerplate that ends and has no label */
    LONGEST_OPENING = 48, /* bytes of it that are compared */
    GLANCE = 16,          /* bytes that tell whether all need be */
    SHORT_WORDS = 8       /* words behind an opening of a few words */
};

static uint32_t first_of(const smz_shape *s)
{
    return smz_peek(s->bytes, s->span.begin, s->span.end);
}

/* ---- Looking at a segment ----------------------------------------------- */

static bool is_closing(uint32_t c)
{
    return c == '"' || c == ')' || c == ']' || c == 0xBB || c == 0x201D
           || c == 0x2019 || c == '\'' || smz_is_space(c);
}

static bool is_terminator(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ';';
}

/* Where the note that ends at 'end' begins, "[12]" or "[^a]"; 'end' if none
 * does. */
static uint32_t skip_note_back(const char *bytes, uint32_t begin, uint32_t end)
{
    enum { LONGEST = 20 };
    bool figures = true;
    if (end - begin < 3 || bytes[end - 1] != ']')
        return end;
    for (uint32_t i = end - 1; i > begin && end - i < LONGEST;) {
        char c = bytes[--i];
        if (c == '[')
            return figures || bytes[i + 1] == '^' ? i : end;
        figures = figures && c >= '0' && c <= '9';
    }
    return end;
}

/* The last character that closes nothing, or what notes stand right behind. */
uint32_t smz_last_mark(const char *bytes, smz_span span)
{
    uint32_t position = span.end;
    bool noted = false;
    while (position > span.begin) {
        uint32_t note = skip_note_back(bytes, span.begin, position);
        uint32_t next = position, c = smz_previous(bytes, span.begin, &next);
        if (note == position && (noted || !is_closing(c)))
            return c;
        noted |= note < position;
        position = note < position ? note : next;
    }
    return smz_peek(bytes, span.begin, span.end);
}

smz_shape smz_look(const smz_document *document, const smz_sentence *sentence)
{
    smz_shape s = { .text = &document->text, .bytes = document->text.bytes,
                    .span = sentence->bytes };
    uint32_t last = smz_last_mark(s.bytes, s.span);
    s.ended = is_terminator(last) || smz_is_picture(last);
    s.colon = last == ':';
    return s;
}

/* The marks around a word left out; empty when there is nothing else. */
static smz_span strip(const char *bytes, smz_span word)
{
    while (word.begin < word.end
           && !smz_is_alnum(smz_peek(bytes, word.begin, word.end)))
        smz_next(bytes, &word.begin, word.end);
    while (word.begin < word.end
           && !smz_is_alnum(smz_peek_back(bytes, word.begin, word.end)))
        smz_previous(bytes, word.begin, &word.end);
    return word;
}

static uint32_t lexicon_of(const char *bytes, smz_span word)
{
    char folded[LONGEST_OPENING];
    uint32_t length = word.end - word.begin;
    if (length >= LONGEST_OPENING)
        return 0;
    length = smz_fold(bytes + word.begin, length, folded, LONGEST_OPENING);
    return smz_lexicon(folded, length);
}

/* Counts one run between white space. */
static void look_at_word(smz_shape *s, smz_span run)
{
    smz_span word = strip(s->bytes, run);
    uint32_t c = smz_peek(s->bytes, run.begin, run.end);
    s->bar |= word.begin == word.end && (c == '|' || c == '>');
    if (word.begin == word.end)
        return;
    s->words++;
    for (uint32_t i = word.begin; s->shouted && i < word.end;)
        s->shouted = !smz_is_lower(smz_next(s->bytes, &i, word.end));
    c = smz_peek(s->bytes, word.begin, word.end);
    uint32_t lexicon = lexicon_of(s->bytes, word);
    if (smz_is_digit(c) || (lexicon & SMZ_DATE))
        s->dates++;
    else if (smz_is_upper(c))
        s->names++;
    else if (lexicon & SMZ_FUNCTION)
        s->links++;
}

/* Were the words counted last names, dates and what links them, alone? */
static bool is_known(const smz_shape *s)
{
    return s->words > 0 && s->names + s->dates + s->links == s->words;
}

/* Counts the words of [begin, end of the segment), as long as a look at them
 * 'goes_on'. */
static void look_closely(smz_shape *s, uint32_t begin, uint32_t rule,
                         bool goes_on(const smz_shape *s, uint32_t rule))
{
    uint32_t end = s->span.end;
    s->words = s->names = s->dates = s->links = 0;
    s->shouted = true;
    s->bar = false;
    while (begin < end) {
        uint32_t next = begin;
        if (smz_is_space(smz_next(s->bytes, &next, end))) {
            begin = next;
            continue;
        }
        while (next < end && !smz_is_space(smz_peek(s->bytes, next, end)))
            smz_next(s->bytes, &next, end);
        look_at_word(s, (smz_span){ begin, next });
        if (!goes_on(s, rule))
            return;
        begin = next;
    }
}

static bool always(const smz_shape *s, uint32_t rule)
{
    (void)s, (void)rule;
    return true;
}

void smz_look_at_words(smz_shape *s)
{
    look_closely(s, s->span.begin, 0, always);
}

/* ---- What is none of the text ------------------------------------------- */

static bool holds(const smz_shape *s, const char *needle)
{
    const char *at = s->bytes + s->span.begin, *end = s->bytes + s->span.end;
    size_t length = strlen(needle);
    while ((at = memchr(at, needle[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) >= length && memcmp(at, needle, length) == 0)
            return true;
        at++;
    }
    return false;
}

bool smz_is_code(const smz_shape *s)
{
    static const char *const signs[] = {
        "{", "}", "</", "/>", ");", "window.", "function("
    };
    if (!smz_may_hold_code(s->text, s->span))
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (holds(s, signs[i]))
            return true;
    return first_of(s) == '<';
}

/* As CommonMark 0.31.2 has it, 4.2, but for marks at the end.  Before a small
 * letter it is more often a comment of a program. */
uint32_t smz_skip_heading_mark(const char *bytes, smz_span span)
{
    enum { MOST = 6 };
    uint32_t position = span.begin;
    while (position < span.end && bytes[position] == '#')
        position++;
    if (position == span.begin || position - span.begin > MOST
        || !smz_is_blank(smz_peek(bytes, position, span.end)))
        return span.begin;
    while (smz_is_blank(smz_peek(bytes, position, span.end)))
        smz_next(bytes, &position, span.end);
    bool small = smz_is_lower(smz_peek(bytes, position, span.end));
    return small ? span.begin : position;
}

/* One word alone that is an address, a hashtag or the initials of a desk:
 * "bur-jmt/fpo". */
static bool is_address(const smz_shape *s)
{
    bool tag = first_of(s) == '#' && s->words <= 4
               && smz_skip_heading_mark(s->bytes, s->span) == s->span.begin;
    bool desk = holds(s, "/") && s->names == 0;
    bool link = holds(s, "://") || holds(s, "www.") || holds(s, "@");
    return tag || (s->words == 1 && !s->ended && (desk || link));
}

bool smz_is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0x25CF || c == 0x25A0 || c == 0x25AA
           || c == 0x2023 || c == 0x25BA || c == 0x25B6 || c == 0x25E6
           || c == '*';
}

/* Does the segment start with "- " or "• "? */
static bool is_item(const smz_shape *s)
{
    uint32_t position = s->span.begin;
    uint32_t c = smz_next(s->bytes, &position, s->span.end);
    return (smz_is_bullet(c) || c == '-' || c == 0x2013)
           && smz_is_space(smz_peek(s->bytes, position, s->span.end));
}

/* Folds the opening of a segment: single spaces, marks before it left out.
 * Stores where each of its bytes comes from. */
static uint32_t fold_opening(const smz_shape *s, char *out, uint32_t *places,
                             uint32_t capacity)
{
    uint32_t used = 0, position = s->span.begin;
    while (position < s->span.end && used + 8 < capacity) {
        uint32_t from = position;
        uint32_t c = smz_next(s->bytes, &position, s->span.end);
        if (used == 0 && !smz_is_alnum(c) && c != 0xA9)
            continue;
        uint32_t before = used;
        if (c > ' ' && c < 0x80)
            out[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        else if (!smz_is_space(c))
            used += smz_fold(s->bytes + from, position - from, out + used, 8);
        else if (used > 0 && out[used - 1] != ' ')
            out[used++] = ' ';
        while (before < used)
            places[before++] = from;
    }
    places[used] = position;
    return used;
}

/* Can what comes still matter to the rule, or to whether all is in capitals?
 * Once the words are many and not all known, it cannot. */
static bool is_open(const smz_shape *s, uint32_t rule)
{
    bool dates = (rule & SMZ_DATES) && s->dates == s->words;
    bool known = is_known(s);
    if (!known && s->words > SHORT_WORDS)
        return false;
    return s->shouted || dates || known
           || (rule & (SMZ_ANY | SMZ_COLON | SMZ_SHORT));
}

/* The next character that is no white space; moves to it. */
static uint32_t next_mark(const smz_shape *s, uint32_t *position)
{
    while (smz_is_space(smz_peek(s->bytes, *position, s->span.end)))
        smz_next(s->bytes, position, s->span.end);
    return smz_peek(s->bytes, *position, s->span.end);
}

/* Does what follows an opening make the segment boilerplate?  What ends in a
 * full stop must hold nothing but names and dates. */
static bool follows(smz_shape *s, uint32_t rule, uint32_t begin)
{
    uint32_t position = begin, end = s->span.end;
    bool colon = next_mark(s, &position) == ':';
    if (!colon)
        rule &= ~(uint32_t)(SMZ_COLON | SMZ_LABEL);
    s->labelled = (rule & SMZ_LABEL) && smz_next(s->bytes, &position, end)
                  && smz_is_upper(next_mark(s, &position));
    if ((rule & ~(uint32_t)SMZ_LABEL) == 0 || s->labelled)
        return s->labelled;
    look_closely(s, begin, rule, is_open);
    bool prose = s->ended && smz_last_mark(s->bytes, s->span) == '.';
    bool known = is_known(s);
    bool owned = first_of(s) == 0xA9;
    return (rule & SMZ_ANY) || (s->words == 0 && (rule & SMZ_WHOLE))
           || (colon && (rule & SMZ_COLON) && (!prose || known))
           || (s->dates == s->words && s->words > 0 && (rule & SMZ_DATES))
           || (known && s->names > 0 && (rule & SMZ_NAMES)
               && (owned || (!s->ended && !s->shouted)))
           || (s->words <= SHORT_WORDS && (rule & SMZ_SHORT) && !prose);
}

/* May a listed opening end before this character? */
static bool is_edge(uint32_t c)
{
    return c == ' ' || c == ':' || c == ',' || c == '!' || c == '?' || c == '.'
           || c == ')' || c == 0;
}

/* Is one of the listed openings there, no longer than 'reach', with what must
 * follow it? */
static bool opens_boilerplate(smz_shape *s, const char *opening,
                              const uint32_t *places, uint32_t length,
                              uint32_t reach)
{
    for (uint32_t end = reach; end > 0; end--) {
        bool edge = end == length || is_edge((unsigned char)opening[end]);
        uint32_t rule = edge ? smz_find_boilerplate(opening, end) : 0;
        if (rule != 0 && follows(s, rule, places[end]))
            return true;
    }
    return false;
}

/* Makes capitals of ASCII small in the first eight bytes, if that is all that
 * folding does to them: they begin with a letter and hold French ones else,
 * single spaces and marks of ASCII. */
static bool fold_first_eight(const smz_shape *s, char out[GLANCE])
{
    uint32_t begin = s->span.begin;
    uint64_t lower[2];
    if (s->text->length - begin < GLANCE || s->span.end - begin < 9
        || !smz_is_letter(first_of(s)))
        return false;
    smz_lanes x = smz_load_lanes(s->bytes + begin);
    uint64_t c3 = smz_high_bits(smz_equal(x, 0xC3)), second = c3 << 1;
    uint64_t small = smz_high_bits(smz_shift(x, 2));
    uint64_t space = smz_high_bits(smz_equal(x, ' '));
    uint64_t odd = (smz_high_bits(x) & ~c3 & ~second) | (second & ~small)
                   | smz_high_bits(smz_between(x, 0, 0x1F))
                   | (space & space << 1);
    smz_lower_short(s->bytes + begin, GLANCE, lower);
    smz_store_eight(out, lower[0]);
    smz_store_eight(out + 8, lower[1]);
    return (odd & 0xFF) == 0;
}

/* Folds no more of a segment than it takes to see that no listed opening goes
 * on so: eight bytes at once, a few, or as many as the longest has. */
static bool is_boilerplate(smz_shape *s)
{
    static const uint32_t capacities[] = { GLANCE, LONGEST_OPENING };
    char opening[LONGEST_OPENING];
    uint32_t places[LONGEST_OPENING], length = 8, reach = length;
    if (fold_first_eight(s, opening)) {
        for (uint32_t i = 0; i < length; i++)
            places[i] = s->span.begin + i;
        reach = smz_match_boilerplate(opening, length);
    }
    for (int i = 0; i < 2 && reach == length; i++) {
        length = fold_opening(s, opening, places, capacities[i]);
        reach = smz_match_boilerplate(opening, length);
    }
    return opens_boilerplate(s, opening, places, length, reach);
}

/* "PARIS (AFP) -" */
static bool is_dateline(const smz_shape *s)
{
    uint32_t position = s->span.end;
    uint32_t c = smz_previous(s->bytes, s->span.begin, &position);
    return (c == '-' || c == 0x2013) && holds(s, ") ") && holds(s, "(");
}

/* "Le 3 mai 2021 à 18:04, Claire Petit a écrit :" */
static bool is_reply(const smz_shape *s)
{
    return s->colon && holds(s, "a écrit");
}

/* "Brest, le 3 mai 2021", "12 commentaires", "Page 2 sur 12", "2019 12 14". */
static bool is_record(const smz_shape *s)
{
    bool page = s->words == 4 && s->dates == 2 && holds(s, " sur ");
    bool count = s->words == 2 && s->dates == 1 && holds(s, "commentaire");
    return !s->ended
           && (s->dates == s->words || page || count
               || (s->dates >= 3 && s->dates + 1 >= s->words && s->names <= 1));
}

/* A segment that ends as a sentence and holds a small letter needs no closer
 * look: it has a word, is not shouted, and all else is for what does not
 * end. */
static bool is_plain_prose(const smz_shape *s)
{
    uint32_t position = s->span.begin, end = s->span.end;
    while (position < end)
        if (smz_is_lower(smz_next(s->bytes, &position, end)))
            return s->ended && first_of(s) != '#';
    return false;
}

/* "[^1]: Ibid.", the note of Markdown. */
static bool is_footnote(const smz_shape *s)
{
    enum { LONGEST = 20 };
    const char *bytes = s->bytes + s->span.begin;
    uint32_t length = s->span.end - s->span.begin;
    if (length < 2 || memcmp(bytes, "[^", 2) != 0)
        return false;
    const char *end = memchr(bytes, ']', length < LONGEST ? length : LONGEST);
    return end != NULL && end + 1 < bytes + length && end[1] == ':';
}

/* "1. ↑ Ibid.", the note of a wiki. */
static bool is_note(const smz_shape *s)
{
    uint32_t position = s->span.begin, c;
    do
        c = smz_next(s->bytes, &position, s->span.end);
    while (position < s->span.end
           && (smz_is_digit(c) || c == '.' || smz_is_space(c)));
    return c == 0x2191;
}

bool smz_is_fragment(smz_shape *s)
{
    uint32_t length = s->span.end - s->span.begin;
    if (smz_is_code(s) || is_note(s) || is_footnote(s))
        return true;
    if (length > SMZ_LONGEST_SHORT)
        return false;
    if (s->ended && length > LONGEST_ENDED)
        return (first_of(s) == 0xA9 || holds(s, ":")) && is_boilerplate(s)
               && (s->labelled || is_known(s));
    if (first_of(s) == '>' || is_boilerplate(s))
        return true;
    if (is_plain_prose(s)) {
        s->shouted = false;
        return is_dateline(s);
    }
    smz_look_at_words(s);
    return s->words == 0 || is_address(s) || is_reply(s) || is_record(s)
           || is_dateline(s)
           || (s->bar && !s->ended)
           || (is_item(s) && !s->ended && s->words <= SMZ_LONGEST_HEADING
               && smz_peek_back(s->bytes, s->span.begin, s->span.end) != '-');
}
