/*
 * render.c - stage 8: selection -> summary
 *
 * The only stage that writes text.  It writes what the caller's text holds and
 * nothing else: white space is reduced, bad bytes become U+FFFD, and a sentence
 * that was cut ends in an ellipsis.
 */
#include "internal.h"
#include "lanes.h"

/* What summarize_sentence tells, in half of its bytes: a long text has many. */
typedef struct record {
    double   score;
    uint32_t offset, length, char_offset, char_length;
    uint32_t rank, words, paragraph;
    uint8_t  kind, selected, faults;
} record;

struct summarize_result {
    size_t          count;
    summarize_range title;
    bool            titled;
    record         *sentences;
    uint32_t       *selection;
    size_t          selected;
    uint32_t        cut;       /* as in smz_selection */
    char           *text;
    size_t          text_length;
};

static const char ellipsis[] = "\xE2\x80\xA6";

/* ---- Text --------------------------------------------------------------- */

static uint32_t skip_spaces(const char *text, uint32_t at, uint32_t end)
{
    for (uint32_t next = at; at < end; at = next)
        if (!smz_is_space(smz_next(text, &next, end)))
            break;
    return at;
}

/* A word that goes on in the next line keeps its hyphen and gets no space. */
static bool is_divided(const char *text, smz_span bytes, uint32_t at,
                       uint32_t next)
{
    return at > bytes.begin + 1 && text[at - 1] == '-'
           && smz_is_newline(smz_peek(text, at, bytes.end))
           && smz_is_lower(smz_peek_back(text, bytes.begin, at - 1))
           && smz_is_lower(smz_peek(text, next, bytes.end));
}

/* May a byte be part of white space that is not rendered as it stands?  It may
 * if it is a control character or begins one of the characters beyond ASCII. */
static bool may_be_odd(unsigned char byte)
{
    return byte < ' ' || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3);
}

/* Is a byte rendered as it stands?  A space is if neither another, nor the end,
 * nor anything odd follows it. */
static bool is_plain(const char *text, uint32_t at, uint32_t end)
{
    unsigned char byte = (unsigned char)text[at];
    if (byte != ' ')
        return !may_be_odd(byte);
    unsigned char next = at + 1 < end ? (unsigned char)text[at + 1] : ' ';
    return next != ' ' && !may_be_odd(next);
}

/* The end of what is rendered as it stands: characters that cannot be white
 * space, by their first byte, and single spaces between them.  What follows is
 * rendered one by one. */
static uint32_t plain_end(const char *text, uint32_t begin, uint32_t end)
{
    uint32_t at = begin;
    const uint64_t last = (uint64_t)1 << (SMZ_LANES - 1);
    while (end - at >= SMZ_LANES) {
        smz_lanes x = smz_load_lanes(text + at);
        smz_lanes others = smz_or(smz_equal(x, 0xC2),
                                  smz_between(x, 0xE1, 0xE3));
        uint64_t odd = smz_high_bits(smz_or(smz_between(x, 0, 0x1F), others));
        uint64_t spaces = smz_high_bits(smz_equal(x, ' '));
        uint64_t stops = odd | (spaces & (odd | spaces) >> 1);
        if (stops != 0)
            return at + (uint32_t)__builtin_ctzll(stops);
        at += SMZ_LANES - (uint32_t)((spaces & last) != 0);
    }
    while (at < end && is_plain(text, at, end))
        at++;
    return at;
}

/* Renders the character at 'at', white space as one; returns its bytes. */
static uint32_t render_character(const smz_document *document, smz_span bytes,
                                 uint32_t *at, char out[4])
{
    const char *text = document->text.bytes;
    uint32_t from = *at;
    uint32_t c = smz_next_unchecked(document->source, at, bytes.end);
    if (!smz_is_space(c))
        return smz_encode(c, out);
    *at = skip_spaces(text, from, bytes.end);
    out[0] = ' ';
    return is_divided(text, bytes, from, *at) ? 0 : 1;
}

size_t smz_render(const smz_document *document, smz_span bytes, char *out,
                  uint32_t *chars)
{
    const char *text = document->text.bytes;
    bool repaired = text != document->source;
    size_t used = 0;
    uint32_t counted = 0;
    for (uint32_t at = bytes.begin; at < bytes.end;) {
        char encoded[4];
        const char *from = text + at;
        uint32_t end = repaired ? at : plain_end(text, at, bytes.end);
        uint32_t length = end - at;
        if (length > 0) {
            counted += chars != NULL ? smz_count_chars(text, at, end) : 0;
            at = end;
        } else {
            from = encoded;
            length = render_character(document, bytes, &at, encoded);
            counted += length > 0;
        }
        if (out != NULL)
            memcpy(out + used, from, length);
        used += length;
    }
    if (chars != NULL)
        *chars = counted;
    return used;
}

/* The selected sentences, a space between two. */
static size_t render_all(const smz_document *document,
                         const smz_selection *selection, char *out)
{
    size_t used = 0;
    for (uint32_t i = 0; i < selection->count; i++) {
        smz_span bytes = document->sentences[selection->chosen[i]].bytes;
        if (selection->cut > 0)
            bytes.end = bytes.begin + selection->cut;
        if (i > 0)
            out[used++] = ' ';
        used += smz_render(document, bytes, out + used, NULL);
    }
    if (selection->cut > 0) {
        memcpy(out + used, ellipsis, sizeof ellipsis - 1);
        used += sizeof ellipsis - 1;
    }
    return used;
}

/* As many bytes as they can have: U+FFFD takes three for one that is bad. */
static size_t most_rendered(const smz_document *document,
                            const smz_selection *selection)
{
    size_t most = sizeof ellipsis;
    for (uint32_t i = 0; i < selection->count; i++) {
        smz_span bytes = document->sentences[selection->chosen[i]].bytes;
        most += bytes.end - bytes.begin + 1;
    }
    bool repaired = document->text.bytes != document->source;
    return !repaired ? most : most <= SIZE_MAX / 4 ? 3 * most : SIZE_MAX / 2;
}

/* ---- Sentences ---------------------------------------------------------- */

/* Counts code points from left to right. */
typedef struct char_counter {
    const char *bytes;
    uint32_t    at, chars;  /* so many before that byte */
} char_counter;

/* How many stand before 'position', which does not lie before the last one. */
static uint32_t count_up_to(char_counter *c, uint32_t position)
{
    c->chars += smz_count_chars(c->bytes, c->at, position);
    c->at = position;
    return c->chars;
}

/* Fills in what is known of sentence 'i'. */
static void pack_sentence(const smz_document *document, uint32_t i,
                          char_counter *counter, record *out)
{
    const smz_sentence *s = &document->sentences[i];
    uint32_t chars = count_up_to(counter, s->bytes.begin);
    *out = (record){
        .offset = s->bytes.begin, .length = s->bytes.end - s->bytes.begin,
        .char_offset = chars,
        .char_length = count_up_to(counter, s->bytes.end) - chars,
        .words = s->words, .paragraph = s->paragraph, .kind = s->kind,
    };
    if (s->kind == SUMMARIZE_SENTENCE)
        out->score = smz_score(document, s);
}

/* Ranks plain sentences by score, the others after them. */
static bool rank(const smz_document *document, record *sentences,
                 smz_selector *spare)
{
    uint32_t count = document->sentence_count;
    uint32_t others = document->plain_count, used = 0;
    double *keys = smz_reserve(&spare->keys, count, sizeof *keys);
    uint32_t *order = smz_reserve(&spare->order, count, sizeof *order);
    uint32_t *sorted = smz_reserve(&spare->spare, count, sizeof *sorted);
    if (keys == NULL || order == NULL || sorted == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = sentences[i].score;
        if (sentences[i].kind == SUMMARIZE_SENTENCE)
            order[used++] = i;
        else
            sentences[i].rank = others++;
    }
    smz_sort(order, sorted, used, keys);
    for (uint32_t i = 0; i < used; i++)
        sentences[order[i]].rank = i;
    return true;
}

/* What the reader of the summary misses of a sentence that is selected beside
 * these neighbours; of one that was cut, its opening alone is judged. */
static uint32_t find_faults(const smz_document *document, const smz_sentence *s,
                            uint32_t neighbours, bool cut)
{
    uint32_t faults = document->bare ? SUMMARIZE_FAULT_FRAGMENT : 0;
    if (!(neighbours & SMZ_BEFORE) && s->order > 0
        && (s->surface & (SMZ_LEANS | SMZ_REFERS)))
        faults |= SUMMARIZE_FAULT_OPENING;
    if (cut)
        return faults;
    if (s->surface & SMZ_UNBALANCED)
        faults |= SUMMARIZE_FAULT_UNPAIRED;
    if (smz_is_unkept(s, neighbours))
        faults |= SUMMARIZE_FAULT_COLON;
    if (s->surface & SMZ_QUESTION)
        faults |= SUMMARIZE_FAULT_QUESTION;
    return faults;
}

/* Which neighbours of the ith chosen sentence are chosen. */
static uint32_t neighbours_of(const smz_sentence *sentences,
                              const smz_selection *selection, uint32_t i)
{
    const uint32_t *chosen = selection->chosen;
    uint32_t order = sentences[chosen[i]].order;
    bool before = i > 0 && sentences[chosen[i - 1]].order + 1 == order;
    bool behind = i + 1 < selection->count
                  && sentences[chosen[i + 1]].order == order + 1;
    return (before ? SMZ_BEFORE : 0) | (behind ? SMZ_BEHIND : 0);
}

static void mark_selected(const smz_document *document,
                          const smz_selection *selection,
                          summarize_result *result)
{
    const smz_sentence *sentences = document->sentences;
    result->cut = selection->cut;
    for (uint32_t i = 0; i < selection->count; i++) {
        uint32_t chosen = selection->chosen[i];
        uint32_t neighbours = neighbours_of(sentences, selection, i);
        record *r = &result->sentences[chosen];
        r->selected = 1;
        r->faults = (uint8_t)find_faults(document, &sentences[chosen],
                                         neighbours, selection->cut > 0);
        result->selection[i] = chosen;
    }
}

static summarize_range range_of(const smz_document *document, smz_span bytes)
{
    const char *text = document->text.bytes;
    return (summarize_range){
        bytes.begin, bytes.end - bytes.begin,
        smz_count_chars(text, 0, bytes.begin),
        smz_count_chars(text, bytes.begin, bytes.end),
    };
}

_Static_assert(sizeof (summarize_result) % _Alignof (record) == 0,
               "the sentences stand right behind the result");

/* One block: the result, its sentences, their numbers, the text. */
static summarize_result *allocate(const smz_document *document,
                                  const smz_selection *selection)
{
    size_t count = document->sentence_count;
    size_t size = sizeof (summarize_result)
                  + count * sizeof (record)
                  + selection->count * sizeof (uint32_t)
                  + most_rendered(document, selection) + 1;
    summarize_result *result = smz_allocate(size);
    if (result == NULL)
        return NULL;
    result->count = count;
    result->sentences = (record *)(result + 1);
    result->selection = (uint32_t *)(result->sentences + count);
    result->selected = selection->count;
    result->text = (char *)(result->selection + selection->count);
    return result;
}

summarize_result *smz_pack_result(const smz_document *document,
                                  const smz_selection *selection,
                                  smz_selector *spare)
{
    summarize_result *result = allocate(document, selection);
    if (result == NULL)
        return NULL;
    char_counter counter = { document->text.bytes, 0, 0 };
    for (uint32_t i = 0; i < document->sentence_count; i++)
        pack_sentence(document, i, &counter, &result->sentences[i]);
    mark_selected(document, selection, result);
    result->text_length = render_all(document, selection, result->text);
    result->titled = document->title.begin < document->title.end;
    if (result->titled)
        result->title = range_of(document, document->title);
    if (!rank(document, result->sentences, spare)) {
        smz_free(result);
        return NULL;
    }
    return result;
}

/* ---- Reading a result --------------------------------------------------- */

const char *summarize_result_text(const summarize_result *result,
                                  size_t *length)
{
    if (length != NULL)
        *length = result != NULL ? result->text_length : 0;
    return result != NULL ? result->text : "";
}

size_t summarize_result_count(const summarize_result *result)
{
    return result != NULL ? result->count : 0;
}

static summarize_sentence unpack(const summarize_result *result,
                                 const record *r)
{
    uint32_t kept = result->cut > 0 ? result->cut : r->length;
    return (summarize_sentence){
        .offset = r->offset, .length = r->length,
        .char_offset = r->char_offset, .char_length = r->char_length,
        .score = r->score, .rank = r->rank, .words = r->words,
        .paragraph = r->paragraph, .kind = r->kind, .selected = r->selected,
        .kept = r->selected ? kept : 0,
    };
}

int summarize_result_sentence(const summarize_result *result, size_t index,
                              summarize_sentence *sentence, size_t size)
{
    if (sentence == NULL)
        return 0;
    memset(sentence, 0, size);
    if (index >= summarize_result_count(result))
        return 0;
    summarize_sentence known = unpack(result, &result->sentences[index]);
    memcpy(sentence, &known, sizeof known < size ? sizeof known : size);
    return 1;
}

uint32_t summarize_result_faults(const summarize_result *result, size_t index)
{
    bool known = index < summarize_result_count(result);
    return known ? result->sentences[index].faults : 0;
}

int summarize_result_title(const summarize_result *result,
                           summarize_range *title)
{
    bool found = result != NULL && result->titled;
    if (title != NULL)
        *title = found ? result->title : (summarize_range){ 0, 0, 0, 0 };
    return found;
}

const uint32_t *summarize_result_selection(const summarize_result *result,
                                           size_t *count)
{
    size_t selected = result != NULL ? result->selected : 0;
    if (count != NULL)
        *count = selected;
    return selected > 0 ? result->selection : NULL;
}

void summarize_result_free(summarize_result *result)
{
    smz_free(result);
}
