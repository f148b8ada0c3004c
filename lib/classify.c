/*
 * classify.c - stage 2, its end: sentences -> kinds
 *
 * What a segment is hangs on its neighbours, too: headings, captions, the title
 * over again; and so does what a sentence needs beside it.
 */
#include "classify.h"

enum { TITLE_REACH = 5 };  /* segments from the top */

static bool is_plain(const smz_document *document, uint32_t i)
{
    return document->sentences[i].kind == SUMMARIZE_SENTENCE;
}

/* ---- Headings ----------------------------------------------------------- */

/* Short, and nothing ends it; or in capitals, whatever ends it. */
static bool looks_like_heading(const smz_shape *s, bool alone)
{
    if (s->span.end - s->span.begin > SMZ_LONGEST_SHORT
        || s->words > SMZ_LONGEST_HEADING || s->colon)
        return false;
    return !s->ended || (alone && s->shouted && s->words > 1);
}

static bool is_alone(const smz_document *document, uint32_t i)
{
    const smz_sentence *s = document->sentences;
    return (i == 0 || s[i - 1].paragraph != s[i].paragraph)
           && (i + 1 == document->sentence_count
               || s[i + 1].paragraph != s[i].paragraph);
}

/* A line of its own that is marked; with a full stop it may be a comment. */
static bool is_marked_heading(const smz_document *document, uint32_t i)
{
    const char *bytes = document->text.bytes;
    smz_span span = document->sentences[i].bytes;
    uint32_t length = span.end - span.begin;
    return length <= SMZ_LONGEST_SHORT
           && smz_skip_heading_mark(bytes, span) > span.begin
           && is_alone(document, i)
           && memchr(bytes + span.begin, '\n', length) == NULL
           && smz_last_mark(bytes, span) != '.';
}

/* Sets what each segment looks like by itself; returns one more than the last
 * that is a sentence and ends as one. */
static uint32_t look_at_all(smz_document *document)
{
    uint32_t prose = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        smz_sentence *sentence = &document->sentences[i];
        smz_shape s = smz_look(document, sentence);
        if (smz_is_fragment(&s))
            sentence->kind = SUMMARIZE_FRAGMENT;
        else if (is_marked_heading(document, i)
                 || looks_like_heading(&s, is_alone(document, i)))
            sentence->kind = SUMMARIZE_HEADING;
        else if (s.ended)
            prose = i + 1;
        sentence->surface |= s.colon ? SMZ_ANNOUNCES : 0;
    }
    return prose;
}

/* ---- Lists -------------------------------------------------------------- */

/* The first character of an item, behind its "• ", "- ", "3. " or "b) "; 0 if
 * the segment is none. */
static uint32_t first_of_item(const smz_document *document, uint32_t i)
{
    const char *bytes = document->text.bytes;
    smz_span span = document->sentences[i].bytes;
    uint32_t position = span.begin, c = smz_next(bytes, &position, span.end);
    bool marked = smz_is_bullet(c) || c == '-' || c == 0x2013;
    if (smz_is_alnum(c)) {
        while (smz_is_digit(c))
            c = smz_next(bytes, &position, span.end);
        c = smz_is_letter(c) ? smz_next(bytes, &position, span.end) : c;
        marked = c == '.' || c == ')';
    }
    if (!marked || !smz_is_space(smz_peek(bytes, position, span.end)))
        return 0;
    while (smz_is_space(c = smz_next(bytes, &position, span.end)))
        continue;
    return c;
}

/* The last item of a list has the full stop for all of them: it is no more of a
 * sentence than the others. */
static void mark_last_items(smz_document *document)
{
    for (uint32_t i = 1; i < document->sentence_count; i++)
        if (is_plain(document, i) && !is_plain(document, i - 1)
            && first_of_item(document, i - 1) != 0
            && smz_is_lower(first_of_item(document, i)))
            document->sentences[i].kind = SUMMARIZE_FRAGMENT;
}

/* ---- Captions ----------------------------------------------------------- */

enum { CAPTION_SENTENCES = 2 };

/* "© Agence" */
static bool is_credit(const smz_document *document, uint32_t i)
{
    const smz_sentence *s = &document->sentences[i];
    return s->kind == SUMMARIZE_FRAGMENT
           && smz_peek(document->text.bytes, s->bytes.begin, s->bytes.end)
                  == 0xA9;
}

/* What leads to the credit of a photograph in one paragraph is its caption. */
static void mark_captions(smz_document *document)
{
    smz_sentence *s = document->sentences;
    for (uint32_t i = 1; i < document->sentence_count; i++) {
        uint32_t begin = i;
        if (!is_credit(document, i))
            continue;
        while (begin > 0 && s[begin - 1].paragraph == s[i].paragraph
               && i - begin <= CAPTION_SENTENCES)
            begin--;
        if (i - begin <= CAPTION_SENTENCES)
            while (begin < i)
                s[begin++].kind = SUMMARIZE_FRAGMENT;
    }
}

/* ---- The title ---------------------------------------------------------- */

static bool is_same(const smz_document *document, smz_span a, smz_span b)
{
    uint32_t length = a.end - a.begin;
    return length == b.end - b.begin
           && memcmp(document->text.bytes + a.begin,
                     document->text.bytes + b.begin, length) == 0;
}

/* Does a heading entitle what follows?  "Chers amis," does not. */
static bool is_title(const smz_document *document, uint32_t i)
{
    smz_span span = document->sentences[i].bytes;
    return document->sentences[i].kind == SUMMARIZE_HEADING
           && is_alone(document, i)
           && smz_last_mark(document->text.bytes, span) != ',';
}

/* A line that comes twice at the top, or the first if it is a heading. */
static smz_span find_title(const smz_document *document, uint32_t prose)
{
    const smz_sentence *s = document->sentences;
    uint32_t top = document->sentence_count < TITLE_REACH
                       ? document->sentence_count : TITLE_REACH;
    for (uint32_t i = 0; i < top; i++)
        for (uint32_t k = i + 1; k < top; k++)
            if (s[i].kind != SUMMARIZE_FRAGMENT && prose > 0
                && is_alone(document, i) && is_alone(document, k)
                && is_same(document, s[i].bytes, s[k].bytes))
                return s[i].bytes;
    for (uint32_t i = 0; i < prose; i++)
        if (s[i].kind != SUMMARIZE_FRAGMENT)
            return is_title(document, i) ? s[i].bytes : (smz_span){ 0, 0 };
    return (smz_span){ 0, 0 };
}

static void mark_title(smz_document *document)
{
    smz_span title = document->title;
    for (uint32_t i = 0; title.end > 0 && i < document->sentence_count; i++)
        if (is_same(document, document->sentences[i].bytes, title))
            document->sentences[i].kind = SUMMARIZE_HEADING;
    document->title.begin = smz_skip_heading_mark(document->text.bytes, title);
}

/* ---- Announcements ------------------------------------------------------ */

/* What a colon announces says little without the sentence that ends so, and
 * that says little without what it announces: a list that is no prose never
 * comes. */
static void mark_announced(smz_document *document)
{
    smz_sentence *s = document->sentences;
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        if (!(s[i].surface & SMZ_ANNOUNCES))
            continue;
        if (i + 1 < document->sentence_count && is_plain(document, i + 1))
            s[i + 1].surface |= is_plain(document, i) ? SMZ_LEANS : 0;
        else
            s[i].surface |= SMZ_UNKEPT;
    }
}

/* ---- Paragraphs --------------------------------------------------------- */

enum {
    LONG_PARAGRAPH = 3,    /* plain sentences, or more */
    MANY_PARAGRAPHS = 6    /* long ones: the first and last frame the text */
};

/* The plain sentences of a paragraph: 'begin' is the first of them, 'end' the
 * first segment past its paragraph. */
typedef struct paragraph { uint32_t begin, end, sentences; } paragraph;

/* The next long paragraph at or after segment 'at'; none holds no sentence. */
static paragraph next_paragraph(const smz_document *document, uint32_t at)
{
    const smz_sentence *s = document->sentences;
    while (at < document->sentence_count) {
        paragraph p = { at, at, 0 };
        for (; p.end < document->sentence_count
               && s[p.end].paragraph == s[at].paragraph; p.end++)
            if (is_plain(document, p.end) && p.sentences++ == 0)
                p.begin = p.end;
        if (p.sentences >= LONG_PARAGRAPH)
            return p;
        at = p.end;
    }
    return (paragraph){ 0, 0, 0 };
}

static void mark_sentences(smz_document *document, paragraph p, uint16_t mark)
{
    for (uint32_t i = p.begin; i < p.end; i++)
        if (is_plain(document, i))
            document->sentences[i].surface |= mark;
}

/* A text of many long paragraphs says at the start of each what it is about,
 * and at its own end what it comes to; others, as news, tell it once. */
static void mark_paragraphs(smz_document *document)
{
    paragraph first = next_paragraph(document, 0), last = first, p = first;
    uint32_t count = 0;
    for (; p.sentences > 0; p = next_paragraph(document, p.end)) {
        last = p;
        count++;
    }
    if (count < MANY_PARAGRAPHS)
        return;
    for (p = first; p.sentences > 0; p = next_paragraph(document, p.end))
        document->sentences[p.begin].surface |= SMZ_STARTS;
    mark_sentences(document, first, SMZ_INTRODUCES);
    mark_sentences(document, last, SMZ_CONCLUDES);
}

/* ---- The stage ---------------------------------------------------------- */

static void number(smz_document *document)
{
    document->plain_count = 0;
    for (uint32_t i = 0; i < document->sentence_count; i++)
        if (document->sentences[i].kind == SUMMARIZE_SENTENCE)
            document->sentences[i].order = document->plain_count++;
}

/* A text without prose is taken as it is, but for its code: a list, a lone
 * headline. */
static void accept_all(smz_document *document)
{
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        smz_shape s = smz_look(document, &document->sentences[i]);
        smz_look_at_words(&s);
        if (s.words > 0 && !smz_is_code(&s))
            document->sentences[i].kind = SUMMARIZE_SENTENCE;
    }
    document->title = (smz_span){ 0, 0 };
    document->bare = true;
}

void smz_classify(smz_document *document)
{
    uint32_t prose = look_at_all(document);
    mark_last_items(document);
    mark_captions(document);
    document->title = find_title(document, prose);
    mark_title(document);
    number(document);
    if (document->plain_count == 0) {
        accept_all(document);
        number(document);
    }
    mark_announced(document);
    mark_paragraphs(document);
}
