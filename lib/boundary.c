/*
 * boundary.c - stage 2, its full stops: does a run of terminators end a sentence?
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

/* A terminator, or a space before one: "Quoi ?!", "Oui ! ?". */
static stop read_run(const segmenter *s, uint32_t position)
{
    stop r = { .begin = position, .end = position };
    uint32_t dots = 0, c;
    while ((c = at(s, position)) != 0) {
        if (is_terminator(c)) {
            dots += c == '.';
            r.ellipsis |= c == ELLIPSIS;
            r.exclaims |= c != '.' && c != ELLIPSIS;
            r.asks |= c == '?';
        } else if (!smz_is_blank(c) || !is_any_of(at(s, after(s, position)), "!?")) {
            break;
        }
        r.end = position = after(s, position);
    }
    r.ellipsis |= dots >= 3 && !r.exclaims;
    r.lone = dots == 1 && !r.exclaims && !r.ellipsis;
    return r;
}

/* "(...)" and "[…]" stand for words left out. */
static bool is_bracketed(const segmenter *s, const stop *r)
{
    uint32_t begin = skip_blanks_back(s, r->begin, s->start);
    return RULE(OMISSIONS) && r->ellipsis && !r->exclaims
           && is_any_of(before(s, begin), "([")
           && is_any_of(at(s, skip_blanks(s, r->end)), ")]");
}

static bool is_token(uint32_t c)
{
    return smz_is_alnum(c) || is_any_of(c, ".-_@/&") || c == 0xB0 || c == 0xBA
           || c == 0xA7 || (c >= 0x300 && c < 0x370);
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
    for (uint32_t i = token.begin; i < token.end; i++)
        if (is_any_of((unsigned char)s->bytes[i], any))
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
    return smz_find(s->text->words, s->start, position) == position;
}

/* "Art. 5. –", "Article L. 121-1. –" where a sentence starts: no word but these
 * stands before the number.  Without the dash it is a heading of its own. */
static bool is_article(const segmenter *s, const stop *r)
{
    enum { LONGEST = 24 };
    uint32_t begin = smz_find(s->text->words, s->start, r->word.begin), end;
    if (r->word.begin - begin > LONGEST || r->word.begin == begin
        || (at(s, begin) != 'A' && at(s, begin) != 'a'))
        return false;
    if (!is_dash(at(s, skip_blanks(s, r->end))))
        return false;
    lexicon_at(s, begin, &end);
    bool article = (end - begin == 3 || end - begin == 7)
                   && (s->bytes[begin + 1] | 0x20) == 'r'
                   && (s->bytes[begin + 2] | 0x20) == 't';
    uint32_t letters = 0;
    for (; end < r->word.begin; end++)
        letters += smz_is_letter((unsigned char)s->bytes[end]);
    return article && letters <= 1 && smz_is_digit(at(s, r->word.begin));
}

/* "1.", "1.2.", "a.", "II." before an item. */
static bool is_enumerator(const segmenter *s, const stop *r)
{
    bool number = is_made_of(s, r->word, "0123456789.") && r->chars <= 6;
    bool letter = r->chars == 1 && smz_is_lower(at(s, r->word.begin));
    bool roman = is_made_of(s, r->word, "IVXLC");
    if (RULE(ARTICLES) && is_article(s, r))
        return true;
    if (!number && !letter && !roman)
        return false;
    if (is_first(s, r->word.begin))
        return r->chars <= 3 || token_holds(s, r->word, ".");
    uint32_t begin = skip_blanks_back(s, r->word.begin, s->start);
    return number && r->chars <= 2 && is_any_of(before(s, begin), ":;");
}

/* "J.-C." ends a sentence in a date alone: elsewhere it is somebody's name. */
static bool follows_era(const segmenter *s, uint32_t position)
{
    uint32_t end = skip_blanks_back(s, position, s->start);
    smz_span token = token_before(s, end - (before(s, end) == '.'));
    char folded[FOLDED];
    return smz_is_era(folded, smz_fold(s->bytes + token.begin,
                                       token.end - token.begin, folded,
                                       FOLDED));
}

static word_class class_of_abbreviation(const segmenter *s, const stop *r)
{
    uint32_t begin = r->word.begin, end = r->word.end;
    while (begin < end && is_any_of((unsigned char)s->bytes[begin], "-."))
        begin++;
    char folded[FOLDED];
    uint32_t length = smz_fold(s->bytes + begin, end - begin, folded, FOLDED);
    bool capital = smz_is_upper(at(s, begin));
    bool mixed = capital && !smz_is_upper(at(s, after(s, begin)));
    if (RULE(ERAS) && length >= 3 && length <= 4 && memcmp(folded, "j.-c", length) == 0)
        return follows_era(s, begin) ? OFTEN_FINAL : INITIAL;
    return RULE(ABBREVIATIONS) ? (word_class)smz_find_abbreviation(folded, length, capital, mixed) : ORDINARY;
}

static word_class classify_word(const segmenter *s, const stop *r)
{
    if (r->word.begin == r->word.end)
        return ORDINARY;
    word_class class = class_of_abbreviation(s, r);
    if (RULE(INITIALS) && r->chars == 1 && smz_is_upper(at(s, r->word.begin)))
        return class == BEFORE_NAME ? class : INITIAL;
    if (RULE(ACRONYMS) && class == ORDINARY && r->chars >= 3 && is_acronym(s, r->word))
        return ACRONYM;
    return RULE(ENUMERATORS) && is_enumerator(s, r) ? ENUMERATOR : class;
}

/* Is the full stop inside of something: "3.5", "lemonde.fr", "J.-C."? */
static bool is_inner(const segmenter *s, const stop *r)
{
    uint32_t next = at(s, r->end), last = before(s, r->begin);
    if (smz_is_digit(next) && smz_is_digit(last))
        return true;
    if (next == '-' && smz_is_blank(at(s, r->end + 1))
        && !smz_is_lower(at(s, r->end + 2)))
        return false;  /* ".- Titre -" */
    if (smz_is_lower(next) || is_any_of(next, "-_/@\\,;:"))
        return true;
    bool address = token_holds(s, r->word, "@")
                   || (token_holds(s, r->word, "/") && smz_is_letter(next));
    return address && next != 0 && !smz_is_space(next)
           && !is_closing_quote(next) && !is_closing_bracket(next)
           && next != '"';
}

/* ---- Closing marks --------------------------------------------------------------------- */

/* A quotation mark that closes though blanks stand before it: "oui. »". */
static bool closes_later(const segmenter *s, const stop *r, uint32_t position)
{
    uint32_t c = at(s, position), next = at(s, after(s, position));
    if (!RULE(SPACED_CLOSERS))
        return false;
    if (is_closing_quote(c) || (is_terminator(c) && r->closed)
        || (c >= 0x1F000 && smz_is_picture(c)))
        return true;
    return c == '"' && r->straight
           && (is_space_or_end(next) || is_any_of(next, ".,;:)"));
}

/* A note right behind the terminator: "[12]", "(1)", "[réf. nécessaire]". */
static uint32_t skip_note(const segmenter *s, uint32_t position)
{
    enum { LONGEST = 20 };
    bool square = at(s, position) == '[';
    for (uint32_t end = position + 1; end - position < LONGEST;) {
        uint32_t c = at(s, end);
        if (c == (square ? ']' : ')'))
            return end > position + 1 ? end + 1 : position;
        if (!smz_is_digit(c) && !(square && (smz_is_lower(c) || c == ' '
                                             || c == '.')))
            break;
        end = after(s, end);
    }
    return position;
}

static bool closes_straight(const segmenter *s, stop *r, uint32_t position)
{
    uint32_t next = at(s, position + 1);
    bool hugs = position == r->end
                && (is_space_or_end(next) || is_any_of(next, ",;)"));
    if (!r->straight && !hugs)
        return false;
    r->straight = false;
    return true;
}

/* One step over what closes a sentence; returns 'position' when nothing does. */
static uint32_t close_one(const segmenter *s, stop *r, uint32_t position)
{
    uint32_t c = at(s, position), next = after(s, position);
    if (!RULE(CLOSERS))
        return position;
    if (c == '"')
        return closes_straight(s, r, position) ? next : position;
    if (smz_is_apostrophe(c)) {
        uint32_t then = at(s, next);
        return is_space_or_end(then) || is_closing_quote(then)
               || is_any_of(then, "\").,") ? next : position;
    }
    if (is_closing_quote(c))
        r->quotes -= r->quotes > 0;
    else if (is_closing_bracket(c))
        r->brackets -= r->brackets > 0;
    else if (!(is_terminator(c) && r->closed))
        return position;
    return next;
}

static void read_closers(const segmenter *s, stop *r)
{
    uint32_t position = r->end;
    r->quotes = s->quotes;
    r->straight = s->straight;
    r->brackets = s->brackets;
    for (;;) {
        uint32_t c = at(s, position), next = position;
        if (c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079)) {
            position = after(s, position);
            continue;
        }
        if (RULE(NOTES) && (c == '[' || c == '('))
            next = skip_note(s, position);
        else if (smz_is_picture(c))
            next = after(s, position);
        else if (smz_is_blank(c)) {
            uint32_t then = skip_blanks(s, position);
            next = closes_later(s, r, then) ? then : position;
        } else {
            next = close_one(s, r, position);
            r->closed |= next > position;
        }
        if (next == position)
            break;
        position = next;
    }
    r->closers = position;
}

/* ---- Words -------------------------------------------------------------------------------- */

static bool is_vowel(uint32_t c)
{
    return is_any_of(c, "aeiouyAEIOUY") || c == 0xE9 || c == 0xE8 || c == 0xEA;
}

static bool is_letters(const segmenter *s, smz_span word)
{
    for (uint32_t i = word.begin; i < word.end;)
        if (!smz_is_letter(smz_next(s->bytes, &i, word.end)))
            return false;
    return true;
}

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

/* A vowel, or a vowel and what French words end in behind one: no abbreviation
 * looks so. */
static bool ends_like_word(const segmenter *s, const stop *r)
{
    uint32_t position = r->word.end;
    uint32_t last = smz_previous(s->bytes, r->word.begin, &position);
    uint32_t other = smz_previous(s->bytes, r->word.begin, &position);
    bool vowel = is_vowel(last);
    return r->chars >= 4 && is_letters(s, r->word)
           && (vowel || (r->chars >= 5 && is_any_of(last, "stxr")
                         && is_vowel(other)));
}

/* Words that link as often as they open: "de", "d'", "et", "ou". */
static bool is_linking(const segmenter *s, uint32_t begin, uint32_t end)
{
    const char *word = s->bytes + begin;
    uint32_t length = end - begin;
    return (length == 2 && (memcmp(word, "de", 2) == 0
                            || memcmp(word, "du", 2) == 0
                            || memcmp(word, "et", 2) == 0
                            || memcmp(word, "ou", 2) == 0))
           || (length == 1 && *word == 'd');
}

/* ---- What follows ------------------------------------------------------------------------ */

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
    while ((c = at(s, position)) != 0 && position - r->ahead < OPENING_REACH) {
        if (!RULE(OPENERS))
            break;
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

/* Numbers, single letters and Roman figures: what an abbreviation announces. */
static bool announces(const segmenter *s, const stop *r)
{
    uint32_t end;
    lexicon_at(s, r->next, &end);
    smz_span word = { r->next, end };
    return smz_is_digit(at(s, r->next)) || end == after(s, r->next)
           || is_made_of(s, word, "IVXLCDM");
}

/* After an initial comes a name, unless an ordinary opening does and what stands
 * before the letter asks for one: "vitamine C. Les oranges", "J. R. R. Tolkien". */
static bool ends_with_letter(const segmenter *s, const stop *r)
{
    uint32_t end;
    uint32_t lexicon = lexicon_at(s, r->next, &end);
    uint32_t begin = skip_blanks_back(s, r->word.begin, s->start);
    smz_span last = token_before(s, begin);
    if (r->closed || !(lexicon & SMZ_STARTER) || last.begin == last.end)
        return r->closed;
    if (!RULE(LETTERS))
        return false;
    uint32_t then = end;
    while (smz_is_blank(at(s, then)) || smz_is_apostrophe(at(s, then)))
        then = after(s, then);
    bool name_follows = smz_is_upper(at(s, then));
    uint32_t first = at(s, last.begin);
    if (smz_is_lower(first) || smz_is_digit(first))
        return !(name_follows && (lexicon & SMZ_PARTICLE));
    return !name_follows && last.end > after(s, last.begin);
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
        return !announces(s, r)
               && (r->closed || r->opened || is_starter(s, r->next));
    case OFTEN_FINAL:
        return !number || r->closed;
    case INITIAL:
        return ends_with_letter(s, r);
    case ACRONYM:
        return r->closed || is_starter(s, r->next)
               || (r->opened && !is_any_of(at(s, r->ahead), "(["));
    default:
        return !(number && r->ellipsis && !r->closed);
    }
}

/* Does the next word stand as one: "En mai", "L'Etat", "A la", "M. Dupont"? */
static bool is_word_start(const segmenter *s, const stop *r)
{
    uint32_t c = second_letter(s, r);
    bool sir = at(s, r->next) == 'M' && c == '.';
    return sir || smz_is_letter(c) || smz_is_apostrophe(c) || smz_is_blank(c);
}

static bool goes_on_small(const segmenter *s, const stop *r)
{
    uint32_t c = second_letter(s, r);
    return smz_is_lower(c) || smz_is_apostrophe(c);
}

/* "en avril.En mai", but "lemonde.fr", "U.S.A", "notes.V2". */
static bool ends_glued_word(const segmenter *s, const stop *r)
{
    uint32_t end, length;
    bool dotted = token_holds(s, r->word, ".");
    char folded[FOLDED];
    switch (r->class) {
    case BEFORE_NAME: case NEVER_FINAL: case INITIAL: case ACRONYM:
        return false;
    case SELDOM_FINAL:
        return is_starter(s, r->next);
    case OFTEN_FINAL:
        return (r->chars > 2 && !dotted) || is_starter(s, r->next);
    default:
        break;
    }
    if (r->chars == 0)
        return is_closing_quote(before(s, r->begin))
               || is_closing_bracket(before(s, r->begin))
               || is_any_of(before(s, r->begin), "\"%$:;");
    uint32_t first = at(s, r->word.begin);
    if (dotted)
        return is_starter(s, r->next) && goes_on_small(s, r)
               && !token_holds(s, r->word, "/@");
    if (token_holds(s, r->word, "/@")
        || (r->chars == 1 && !smz_is_digit(first)))
        return false;
    lexicon_at(s, r->next, &end);
    length = smz_fold(s->bytes + r->next, end - r->next < WORD_REACH
                      ? end - r->next : 0, folded, FOLDED);
    if (RULE(ADDRESSES) && smz_is_extension(folded, length)
        && !(smz_is_blank(at(s, end)) && is_starter(s, r->next)))
        return false;
    if (r->opened)
        return true;
    return is_shouted(s, r->word) ? goes_on_small(s, r) : is_word_start(s, r);
}

static bool ends_glued(const segmenter *s, const stop *r)
{
    uint32_t c = at(s, r->next);
    bool capital = smz_is_upper(c);
    if (r->dashed && r->lone && (capital || r->opened)
        && at(s, r->ahead) == '-')
        return r->class == ORDINARY || r->class == SELDOM_FINAL
               || r->class == OFTEN_FINAL;  /* ".- Titre -" */
    if (!capital && smz_is_digit(c) && !r->opened)
        return r->lone && r->class == ORDINARY && ends_like_word(s, r);
    if (!capital && !(r->opened && smz_is_digit(c)))
        return false;
    if (r->lone)
        return ends_glued_word(s, r);
    if (token_holds(s, token_before(s, r->begin), "/@"))
        return false;
    uint32_t second = second_letter(s, r);
    return !r->ellipsis || smz_is_lower(second) || smz_is_blank(second)
           || smz_is_apostrophe(second);
}

/* A small letter follows: the sentence goes on, save where somebody typed so
 * after an ordinary word. */
static bool ends_before_small(const segmenter *s, const stop *r)
{
    uint32_t end;
    uint32_t lexicon = lexicon_at(s, r->next, &end);
    bool clear = RULE(STARTERS) && (lexicon & SMZ_STARTER) && !is_linking(s, r->next, end);
    if (r->spaced && r->dashed && !r->exclaims && !r->ellipsis)
        return r->class == ORDINARY;  /* the next item of a list */
    if (!r->spaced || r->opened)
        return false;
    if (r->asks && !r->closed && !r->dashed)
        return (lexicon & SMZ_ASKS) != 0;
    if (!r->closed)
        return r->lone && r->class == ORDINARY
               && ((RULE(TYPED) && ends_like_word(s, r)) || (clear && ends_in_word(s, r)));
    uint32_t last = before(s, r->closers);
    return clear && ((last == '.' && !r->lone)
                     || (last == ')' && r->lone && r->class == ORDINARY));
}

static bool ends(const segmenter *s, const stop *r)
{
    uint32_t c = at(s, r->next);
    if (!r->spaced && !r->closed)
        return RULE(GLUED) && ends_glued(s, r);
    if (RULE(SMALL) && smz_is_lower(c))
        return ends_before_small(s, r);
    if (smz_is_alnum(c) || (c != 0 && (r->dashed || r->opened)))
        return ends_before_capital(s, r);
    return r->spaced && smz_is_symbol(c) && (!r->lone || r->class == ORDINARY);
}

/* A bracket that was opened lately and will be closed soon is kept whole. */
static bool in_bracket(const segmenter *s, const stop *r)
{
    uint32_t depth = r->brackets, position = r->closers;
    if (!RULE(BRACKETS) || depth == 0 || position - s->bracket_at >= BRACKET_AGE)
        return false;
    uint32_t end = s->end - position < BRACKET_REACH ? s->end
                                                     : position + BRACKET_REACH;
    for (; position < end && depth > 0 && s->bytes[position] != '\n'; position++)
        if (is_any_of((unsigned char)s->bytes[position], "(["))
            depth++;
        else if (is_any_of((unsigned char)s->bytes[position], ")]"))
            depth--;
    return depth == 0;
}

uint32_t smz_read_terminators(segmenter *s, uint32_t position, uint32_t *end)
{
    *end = 0;
    stop r = read_run(s, position);
    if (is_bracketed(s, &r))
        return r.end;
    if (r.lone) {
        r.word = token_before(s, r.begin);
        r.chars = smz_count_chars(s->bytes, r.word.begin, r.word.end);
        if (RULE(INNER) && is_inner(s, &r))
            return r.end;
        r.class = classify_word(s, &r);
    }
    read_closers(s, &r);
    read_ahead(s, &r);
    if (r.next < s->end && ends(s, &r) && !in_bracket(s, &r))
        *end = r.closers;
    s->quotes = r.quotes;
    s->brackets = r.brackets;
    s->straight = r.straight;
    return r.closers;
}
