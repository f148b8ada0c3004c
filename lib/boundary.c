/*
 * boundary.c - stage 2, its full stops: which of them end a sentence?
 *
 * It is judged by the word before it, the closing marks behind it and the word
 * after those.  docs/segmentation.md says what each rule is worth.
 */
#include "segment.h"

/* What the word before a lone full stop is. */
typedef enum word_class {
    ORDINARY,
    BEFORE_NAME, SELDOM_FINAL, NEVER_FINAL, OFTEN_FINAL,  /* abbreviations */
    INITIAL,       /* "E." */
    ACRONYM,       /* "S.N.C.F." */
    ENUMERATOR     /* "1." where a sentence starts */
} word_class;

/* A run of terminators, and what is around it. */
typedef struct stop {
    uint32_t begin, end;
    bool lone;             /* one full stop */
    bool ellipsis, exclaims, asks;
    smz_span word;         /* what stands right before a lone full stop */
    uint32_t chars;        /* of that word */
    word_class class;
    uint32_t closers;      /* where the closing marks behind it end */
    bool closed;           /* there are some */
    uint32_t ahead;        /* the first that is no white space behind them */
    uint32_t next;         /* the first behind opening marks and dashes, too */
    bool spaced, opened, dashed;
    uint32_t quotes, brackets;  /* as in the segmenter, behind the closers */
    bool straight;
} stop;

static stop read_run(const segmenter *s, uint32_t position)
{
    stop r = { .begin = position, .end = position };
    uint32_t dots = 0, c;
    while (is_terminator(c = at(s, r.end))) {
        dots += c == '.';
        r.ellipsis |= c == ELLIPSIS;
        r.exclaims |= c != '.' && c != ELLIPSIS;
        r.asks |= c == '?';
        r.end = after(s, r.end);
    }
    r.ellipsis |= dots >= 3 && !r.exclaims;
    r.lone = dots == 1 && !r.exclaims && !r.ellipsis;
    return r;
}

/* "(...)" and "[…]" stand for words left out: where such a mark ends, or 0. */
static uint32_t skip_omission(const segmenter *s, const stop *r)
{
    if (!RULE(OMISSIONS) || !r->ellipsis || r->exclaims)
        return 0;
    uint32_t begin = skip_blanks_back(s, r->begin, s->start);
    uint32_t end = skip_blanks(s, r->end);
    return is_any_of(before(s, begin), "([") && is_any_of(at(s, end), ")]")
           ? end + 1 : 0;
}

static bool is_token(uint32_t c)
{
    return smz_is_any(c, SMZ_IS_LETTER | SMZ_IS_DIGIT | SMZ_IS_JOINER)
           || (c >= 0x300 && c < 0x370);
}

/* What stands before 'end' without a space: a word, "S.N.C", "J.-C", "n°". */
static smz_span token_before(const segmenter *s, uint32_t end)
{
    uint32_t begin = end, back = end;
    while (back > s->start && end - back < WORD_REACH
           && is_token(smz_previous(s->bytes, s->start, &back)))
        begin = back;
    return (smz_span){ begin, end };
}

static bool token_holds(const segmenter *s, smz_span token, const char *any)
{
    const char *bytes = s->bytes + token.begin;
    for (; *any != '\0'; any++)
        if (memchr(bytes, *any, token.end - token.begin) != NULL)
            return true;
    return false;
}

/* Capitals, one or two letters between full stops: "S.N.C.F", "J.-P". */
static bool is_acronym(const segmenter *s, smz_span token)
{
    uint32_t letters = 0, dots = 0;
    for (uint32_t i = token.begin; i < token.end;) {
        uint32_t c = smz_next(s->bytes, &i, token.end);
        if (c == '.' || c == '-') {
            dots += c == '.';
            letters = 0;
        } else if (!smz_is_letter(c) || ++letters > 2
                   || (letters == 1 && !smz_is_upper(c))) {
            return false;
        }
    }
    return dots > 0;
}

static bool is_made_of(const segmenter *s, smz_span token, const char *any)
{
    for (uint32_t i = token.begin; i < token.end; i++)
        if (!is_any_of((unsigned char)s->bytes[i], any))
            return false;
    return token.begin < token.end;
}

/* Do only marks stand between the start of the sentence and 'position'? */
static bool is_first(const segmenter *s, uint32_t position)
{
    return s->word_at >= position;
}

/* "Art. 5. –", "Section 2. –": a number and a dash behind one word. */
static bool is_numbered(const segmenter *s, const stop *r)
{
    enum { REACH = 12 };
    return RULE(NUMBERED) && s->word_at <= r->word.begin
           && r->word.begin - s->word_at <= REACH
           && smz_is_digit(at(s, r->word.begin))
           && is_dash(at(s, skip_blanks(s, r->end)));
}

/* "1.", "1.2.", "a.", "II." before an item. */
static bool is_enumerator(const segmenter *s, const stop *r)
{
    bool number = r->chars <= 6 && is_made_of(s, r->word, "0123456789.");
    if (number && r->chars <= 2) {
        uint32_t begin = skip_blanks_back(s, r->word.begin, s->start);
        if (is_any_of(before(s, begin), ":;"))
            return true;
    }
    if (!is_first(s, r->word.begin))
        return is_numbered(s, r);
    bool letter = r->chars == 1 && smz_is_lower(at(s, r->word.begin));
    return number || letter || is_made_of(s, r->word, "IVXLC")
           || is_numbered(s, r);
}

static smz_abbreviation find_abbreviation(const segmenter *s, uint32_t begin,
                                          uint32_t end)
{
    char folded[FOLDED];
    uint32_t length = smz_fold(s->bytes + begin, end - begin, folded, FOLDED);
    bool capital = smz_is_upper(at(s, begin));
    bool mixed = capital && !smz_is_upper(at(s, after(s, begin)));
    return smz_find_abbreviation(folded, length, capital, mixed);
}

/* Does an abbreviation of citations stand there: the "Pal." of "Gaz. Pal."? */
static bool cites_at(const segmenter *s, uint32_t position)
{
    uint32_t end = letters_end(s, position);
    return at(s, end) == '.'
           && find_abbreviation(s, position, end) == SMZ_CITED;
}

/* The word before "c." in "Roux c. France", "Roux et autres c. France". */
static bool is_party(const segmenter *s, smz_span word)
{
    static const char others[] = "autres";
    uint32_t length = word.end - word.begin;
    return smz_is_upper(at(s, word.begin))
           || (length == sizeof others - 1
               && memcmp(s->bytes + word.begin, others, length) == 0);
}

/* Is an abbreviation as "civ." part of a citation?  A figure or another one
 * follows it, or a mark stands before it. */
static bool is_cited(const segmenter *s, const stop *r)
{
    uint32_t begin = skip_blanks_back(s, r->word.begin, s->start);
    bool versus = r->chars == 1;
    if (versus)
        return is_party(s, token_before(s, begin));
    return smz_is_digit(at(s, r->next)) || cites_at(s, r->next)
           || is_any_of(before(s, begin), ".,;");
}

static word_class class_of_abbreviation(const segmenter *s, const stop *r)
{
    if (r->word.end - r->word.begin > SMZ_LONGEST_ABBREVIATION)
        return ORDINARY;
    uint32_t begin = r->word.begin, end = r->word.end;
    while (begin < end && is_any_of((unsigned char)s->bytes[begin], "-."))
        begin++;
    if (!RULE(ABBREVIATIONS))
        return ORDINARY;
    smz_abbreviation found = find_abbreviation(s, begin, end);
    if (found == SMZ_CITED)
        return is_cited(s, r) ? SELDOM_FINAL : ORDINARY;
    return (word_class)found;
}

static word_class classify_word(const segmenter *s, const stop *r)
{
    enum { LONGEST = 24 };  /* bytes of such a word */
    uint32_t length = r->word.end - r->word.begin;
    if (length == 0 || length > LONGEST)
        return ORDINARY;
    word_class class = class_of_abbreviation(s, r);
    if (RULE(INITIALS) && r->chars == 1 && smz_is_upper(at(s, r->word.begin)))
        return class == BEFORE_NAME ? class : INITIAL;
    if (RULE(ACRONYMS) && class == ORDINARY && is_acronym(s, r->word))
        return ACRONYM;
    return RULE(ENUMERATORS) && is_enumerator(s, r) ? ENUMERATOR : class;
}

static void read_word(const segmenter *s, stop *r)
{
    r->word = token_before(s, r->begin);
    r->chars = smz_count_chars(s->bytes, r->word.begin, r->word.end);
    if (r->lone)
        r->class = classify_word(s, r);
}

/* ---- Closing marks ------------------------------------------------------ */

/* Each of these steps over one mark or note that closes a sentence and returns
 * where it ends, 'position' when nothing closes there. */

/* "[12]", "(1)", "[réf. nécessaire]", in Markdown "[^a]"; behind a quotation
 * "(art. 3)", too. */
static uint32_t skip_note(const segmenter *s, const stop *r,
                          uint32_t position)
{
    enum { LONGEST = 20 };
    bool square = at(s, position) == '[', words = square || r->closed;
    bool label = square && at(s, position + 1) == '^';
    uint32_t begin = position + 1 + label;
    for (uint32_t end = begin; end - position < LONGEST;) {
        uint32_t c = at(s, end);
        if (c == (square ? ']' : ')'))
            return RULE(NOTES) && end > begin ? end + 1 : position;
        if (!smz_is_digit(c) && !(label && is_token(c))
            && !(words && (smz_is_lower(c) || is_any_of(c, " ."))))
            break;
        end = after(s, end);
    }
    return position;
}

/* What closes though blanks stand before it: "oui. »". */
static uint32_t close_spaced(const segmenter *s, const stop *r,
                             uint32_t position)
{
    uint32_t mark = skip_blanks(s, position), c = at(s, mark);
    uint32_t next = after(s, mark), then = at(s, next);
    if (r->closed && c == '(') {
        next = skip_note(s, r, mark);
        return next > mark ? next : position;
    }
    bool closes = is_closing_quote(c) || (c >= 0x1F000 && smz_is_picture(c))
                  || (c == '"' && r->straight
                      && (is_space_or_end(then) || is_any_of(then, ".,;:)")));
    return RULE(SPACED_CLOSERS) && closes ? mark : position;
}

/* A straight quotation mark does when one is open, or right behind the
 * terminator. */
static bool is_closer(const segmenter *s, const stop *r, uint32_t position)
{
    uint32_t c = at(s, position);
    if (c == '"')
        return r->straight || (position == r->end
                               && is_space_or_end(at(s, position + 1)));
    return is_closing_quote(c) || is_closing_bracket(c) || smz_is_apostrophe(c)
           || (is_terminator(c) && r->closed);
}

static uint32_t close_one(const segmenter *s, stop *r, uint32_t position)
{
    uint32_t c = at(s, position), next = after(s, position);
    if (smz_is_blank(c))
        return close_spaced(s, r, position);
    if (smz_is_picture(c) || is_superscript(c))
        return next;
    if (c == '(' || c == '[')
        return skip_note(s, r, position);
    if (!RULE(CLOSERS) || !is_closer(s, r, position))
        return position;
    r->closed = true;
    r->straight = r->straight && c != '"';
    r->quotes -= is_closing_quote(c) && r->quotes > 0;
    r->brackets -= is_closing_bracket(c) && r->brackets > 0;
    return next;
}

static void read_closers(const segmenter *s, stop *r)
{
    uint32_t next = r->end;
    do {
        r->closers = next;
        next = close_one(s, r, r->closers);
    } while (next > r->closers);
}

/* ---- Words -------------------------------------------------------------- */

/* A few capitals: "SNCF". */
static bool is_shouted(const segmenter *s, smz_span word)
{
    uint32_t capitals = 0;
    for (uint32_t i = word.begin; i < word.end;) {
        uint32_t c = smz_next(s->bytes, &i, word.end);
        if (smz_is_lower(c))
            return false;
        capitals += smz_is_upper(c);
    }
    return capitals > 0 && word.end - word.begin <= 5;
}

/* Is it a word as people write before a full stop, hyphens or a bracket
 * included? */
static bool ends_in_word(const segmenter *s, const stop *r)
{
    if (r->chars == 0)
        return is_any_of(before(s, r->begin), ")]");
    for (uint32_t i = r->word.begin; i < r->word.end;) {
        uint32_t c = smz_next(s->bytes, &i, r->word.end);
        if (!smz_is_letter(c) && c != '-')
            return false;
    }
    return r->chars >= 3;
}

/* Words that link as often as they open: "de", "d'", "et", "ou". */
static bool is_linking(const segmenter *s, uint32_t begin, uint32_t end)
{
    static const char *const words[] = { "d", "de", "du", "et", "ou" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == end - begin
            && memcmp(words[i], s->bytes + begin, end - begin) == 0)
            return true;
    return false;
}

/* ---- What follows ------------------------------------------------------- */

/* Over opening marks and dashes to the word that starts the next sentence. */
static void read_ahead(const segmenter *s, stop *r)
{
    uint32_t position = skip_blanks(s, r->closers), c;
    r->ahead = r->next = s->end;
    if (smz_is_newline(at(s, position))) {
        if (!s->wrapped)
            return;  /* the line break will tell */
        while (smz_is_space(at(s, position)))
            position = after(s, position);
    }
    r->ahead = position;
    r->spaced = position > r->closers;
    while (RULE(OPENERS) && (c = at(s, position)) != 0
           && position - r->ahead < OPENING_REACH) {
        bool opener = is_opener(c) || c == '\'', dash = is_dash(c);
        bool dots = c == ELLIPSIS || is_any_of(c, ".)]");
        if (!opener && !dash
            && (position == r->ahead || !(smz_is_space(c) || dots)))
            break;
        r->opened |= opener;
        r->dashed |= dash;
        position = after(s, position);
    }
    while (smz_is_space(at(s, position)))
        position = after(s, position);
    r->next = position;
}

static uint32_t second_letter(const segmenter *s, const stop *r)
{
    return at(s, after(s, r->next));
}

/* An ordinary opening, but no particle of a name: "Les oranges", but not the
 * "Le Roux" of "E. Le Roux". */
static bool is_opening(const segmenter *s, const stop *r)
{
    uint32_t end, lexicon = lexicon_at(s, r->next, &end);
    while (smz_is_blank(at(s, end)) || smz_is_apostrophe(at(s, end)))
        end = after(s, end);
    return (lexicon & SMZ_STARTER)
           && !((lexicon & SMZ_PARTICLE) && smz_is_upper(at(s, end)));
}

/* After an initial comes a name, unless an ordinary opening does: "vitamine C.
 * Les oranges". */
static bool ends_with_letter(const segmenter *s, const stop *r)
{
    return r->closed || (RULE(LETTERS) && !is_first(s, r->word.begin)
                         && is_opening(s, r));
}

/* "S.N.C.F. Le trafic"; first names have a hyphen: "J.-P. Le Goff". */
static bool ends_with_acronym(const segmenter *s, const stop *r)
{
    return r->closed || (token_holds(s, r->word, "-") ? is_opening(s, r)
                                                      : is_starter(s, r->next));
}

/* "fig. Les", "art. « Le » ", but neither "al. (2018)" nor "gén. De Gaulle". */
static bool ends_with_abbreviation(const segmenter *s, const stop *r)
{
    bool bracket = is_any_of(at(s, r->ahead), "([");
    return r->closed || (r->opened && !bracket) || is_opening(s, r);
}

static bool ends_before_capital(const segmenter *s, const stop *r)
{
    bool number = smz_is_digit(at(s, r->next));
    switch (r->class) {
    case ENUMERATOR:
        return false;
    case BEFORE_NAME: case NEVER_FINAL:
        return r->closed && is_starter(s, r->next);
    case SELDOM_FINAL:
        return ends_with_abbreviation(s, r);
    case OFTEN_FINAL:
        return !number || r->closed;
    case INITIAL:
        return ends_with_letter(s, r);
    case ACRONYM:
        return ends_with_acronym(s, r);
    default:
        return !(number && r->ellipsis && !r->closed);
    }
}

/* A small letter, but neither "iPhone" nor an item: "b.", "b)". */
static bool is_small(const segmenter *s, const stop *r)
{
    uint32_t second = second_letter(s, r);
    return smz_is_lower(at(s, r->next)) && !smz_is_upper(second)
           && !is_any_of(second, ".)");
}

static bool goes_on_small(const segmenter *s, const stop *r)
{
    uint32_t c = second_letter(s, r);
    return smz_is_lower(c) || smz_is_apostrophe(c);
}

/* "Exemple.Fr", but not "exemple.De" before a blank. */
static bool is_extension(const segmenter *s, const stop *r)
{
    char folded[FOLDED];
    uint32_t end, lexicon = lexicon_at(s, r->next, &end);
    uint32_t length = end - r->next;
    if (length > WORD_REACH
        || ((lexicon & SMZ_STARTER) && smz_is_blank(at(s, end))))
        return false;
    length = smz_fold(s->bytes + r->next, length, folded, FOLDED);
    return smz_is_extension(folded, length);
}

/* "en avril.En mai", but "lemonde.fr", "U.S.A", "notes.V2". */
static bool ends_glued_word(const segmenter *s, const stop *r)
{
    switch (r->class) {
    case BEFORE_NAME: case NEVER_FINAL: case INITIAL: case ACRONYM:
        return false;
    case SELDOM_FINAL: case OFTEN_FINAL:
        return is_starter(s, r->next);
    default:
        break;
    }
    if (token_holds(s, r->word, "."))
        return is_starter(s, r->next);
    if (RULE(ADDRESSES) && is_extension(s, r))
        return false;
    return r->opened || !is_shouted(s, r->word) || goes_on_small(s, r);
}

static bool ends_glued(const segmenter *s, const stop *r)
{
    uint32_t c = at(s, r->next);
    bool ordinary = r->lone && r->class == ORDINARY;
    if (r->lone && r->dashed && at(s, r->ahead) == '-')
        return ordinary;  /* ".- Titre -" */
    if (smz_is_digit(c) && !r->opened)
        return ordinary && ends_in_word(s, r);
    if (smz_is_lower(c) || token_holds(s, r->word, "/@"))
        return false;
    return !r->lone || ends_glued_word(s, r);
}

/* A small letter follows: the sentence goes on, save where somebody typed so
 * after an ordinary word. */
static bool ends_before_small(const segmenter *s, const stop *r)
{
    uint32_t end, lexicon = lexicon_at(s, r->next, &end);
    bool clear = RULE(STARTERS) && (lexicon & SMZ_STARTER)
                 && !is_linking(s, r->next, end);
    if (r->spaced && r->dashed && !r->exclaims && !r->ellipsis)
        return r->class == ORDINARY;  /* the next item of a list */
    if (!r->spaced || r->opened)
        return false;
    if (r->asks && !r->closed && !r->dashed)
        return (lexicon & SMZ_ASKS) != 0;
    if (!r->closed)
        return clear && r->lone && r->class == ORDINARY && ends_in_word(s, r);
    return clear && !r->lone && before(s, r->closers) == '.';
}

static bool ends(const segmenter *s, const stop *r)
{
    uint32_t c = at(s, r->next);
    if (!r->spaced && !r->closed)
        return RULE(GLUED) && ends_glued(s, r);
    if (RULE(SMALL) && is_small(s, r))
        return ends_before_small(s, r);
    if (r->exclaims && r->dashed && smz_closes_crosshead(s, r->ahead))
        return false;
    if (smz_is_alnum(c) || (c != 0 && (r->dashed || r->opened)))
        return ends_before_capital(s, r);
    return r->spaced && smz_is_symbol(c) && (!r->lone || r->class == ORDINARY);
}

/* What follows without a space looks like a start, at least. */
static bool may_end(const segmenter *s, const stop *r)
{
    uint32_t c = at(s, r->next);
    bool inside = smz_is_digit(before(s, r->begin)) && !r->opened;
    return r->next < s->end
           && (r->spaced || r->closed || smz_is_upper(c)
               || (smz_is_digit(c) && !inside) || (r->dashed && r->opened));
}

/* A bracket that was opened lately and will be closed soon is kept whole. */
static bool in_bracket(const segmenter *s, const stop *r)
{
    uint32_t depth = r->brackets, position = r->closers;
    if (!RULE(BRACKETS) || depth == 0
        || position - s->bracket_at >= BRACKET_AGE)
        return false;
    uint32_t left = s->end - position;
    const char *c = s->bytes + position;
    const char *end = c + (left < BRACKET_REACH ? left : BRACKET_REACH);
    for (; c < end && depth > 0 && *c != '\n'; c++) {
        depth += *c == '(' || *c == '[';
        depth -= *c == ')' || *c == ']';
    }
    return depth == 0;
}

/* ---- At a glance -------------------------------------------------------- */

/* Most full stops need no more than a look at what stands right around them; no
 * rule above says otherwise than these. */

/* Back over small letters of ASCII and the French ones that C3 leads. */
static uint32_t skip_small_back(const segmenter *s, uint32_t position)
{
    const unsigned char *bytes = (const unsigned char *)s->bytes;
    while (position > s->start) {
        unsigned char last = bytes[position - 1];
        if (last >= 'a' && last <= 'z')
            position--;
        else if (last >= 0xA0 && last != 0xB7 && bytes[position - 2] == 0xC3)
            position -= 2;
        else
            break;
    }
    return position;
}

/* Of letters that are small but for the first. */
static bool is_no_abbreviation(const char *word, uint32_t length, bool capital)
{
    char folded[SMZ_LONGEST_ABBREVIATION];
    memcpy(folded, word, length);
    folded[0] = (char)(word[0] | (capital ? 0x20 : 0));
    return smz_find_abbreviation(folded, length, capital, capital)
           == SMZ_ORDINARY;
}

/* Behind a closing mark, or a word in small letters but the first that is no
 * abbreviation. */
static bool stands_plainly(const segmenter *s, uint32_t position)
{
    uint32_t begin = skip_small_back(s, position);
    bool small = position - begin >= 3, capital = false;
    if (begin == position && begin > s->start)
        return is_any_of((unsigned char)s->bytes[begin - 1], "\")");
    if (small && begin > s->start && s->bytes[begin - 1] >= 'A'
        && s->bytes[begin - 1] <= 'Z') {
        capital = true;
        begin--;
    }
    uint32_t length = position - begin;
    if (!small || begin == s->start || length >= WORD_REACH
        || !is_any_of((unsigned char)s->bytes[begin - 1], " '"))
        return false;
    return length > SMZ_LONGEST_ABBREVIATION
           || is_no_abbreviation(s->bytes + begin, length, capital);
}

/* A word of ASCII at 'position' that begins with a capital, and is no extension
 * as in "Exemple.Fr". */
static bool is_plain_capital(const segmenter *s, uint32_t position)
{
    char small[SMZ_LONGEST_EXTENSION];
    uint32_t length = 0;
    if (!smz_is_upper((unsigned char)s->bytes[position]))
        return false;
    while (position + length < s->end) {
        unsigned char c = (unsigned char)s->bytes[position + length];
        if (c >= 0x80)
            return false;
        if (!smz_is_letter(c))
            break;
        if (length == SMZ_LONGEST_EXTENSION)
            return true;
        small[length++] = (char)(c | 0x20);
    }
    return !smz_is_extension(small, length);
}

/* A capital or figure behind one space and maybe a quotation mark, or a capital
 * behind nothing. */
static bool goes_on_plainly(const segmenter *s, uint32_t position)
{
    const char *c = s->bytes + position;
    if (s->end - position < 3)
        return false;
    if (c[0] != ' ')
        return RULE(GLUED) && (unsigned char)c[0] < 0x80
               && is_plain_capital(s, position);
    bool quotes = RULE(OPENERS) && c[1] == '"';
    unsigned char first = (unsigned char)c[quotes ? 2 : 1];
    return first < 0x80 && smz_is_any(first, SMZ_IS_UPPER | SMZ_IS_DIGIT);
}

/* "100.000", or a line break that judges for itself, or the end: here no sentence
 * ends by the full stop. */
static bool ends_nothing(const segmenter *s, uint32_t position)
{
    uint32_t behind = at(s, position + 1);
    return behind == 0 || (behind == '\n' && !s->wrapped)
           || (smz_is_digit(behind) && smz_is_digit(before(s, position)));
}

/* Judges a full stop as far as a glance tells. */
static bool read_plain_stop(const segmenter *s, uint32_t position,
                            uint32_t *end)
{
    *end = 0;
    if (s->bytes[position] != '.')
        return false;
    if (ends_nothing(s, position))
        return true;
    *end = position + 1;
    return s->brackets == 0 && goes_on_plainly(s, position + 1)
           && stands_plainly(s, position);
}

/* ---- The judgement ------------------------------------------------------ */

uint32_t smz_read_terminators(segmenter *s, uint32_t position, uint32_t *end)
{
    if (RULE(GLANCE) && read_plain_stop(s, position, end))
        return position + 1;
    find_first_word(s);
    *end = 0;
    stop r = read_run(s, position);
    r.quotes = s->quotes;
    r.straight = s->straight;
    r.brackets = s->brackets;
    uint32_t omission = skip_omission(s, &r);
    if (omission > 0) {
        uint32_t next = skip_blanks(s, omission);
        if (smz_is_upper(at(s, next)) && is_starter(s, next))
            *end = omission;
        return r.end;
    }
    read_closers(s, &r);
    read_ahead(s, &r);
    if (may_end(s, &r)) {
        read_word(s, &r);
        if (ends(s, &r) && !in_bracket(s, &r))
            *end = r.closers;
    }
    s->quotes = r.quotes;
    s->brackets = r.brackets;
    s->straight = r.straight;
    return r.closers;
}
