/*
 * cues.c - stage 4, beside the terms: what words say of their sentence
 *
 * The lexicon has told what each word may mean; here the ones that need their
 * neighbours are read: cue phrases, openings that lean on the sentence before.
 */
#include "internal.h"

#include "french.h"

enum { OPENING = 64 };  /* bytes, more than the longest that is listed */

/* Adds a folded word to an opening of 'used' bytes, as french.c lists them; a
 * clitic without its hyphen.  Returns how many there are then. */
static uint32_t add_word(char opening[OPENING], uint32_t used,
                         const char *word, uint32_t length)
{
    bool clitic = word[0] == '-';
    if (used > 0 && opening[used - 1] != '\'')
        opening[used++] = ' ';
    return used + smz_fold(word + clitic, length - clitic, opening + used,
                           OPENING - used);
}

/* Does the opening lean on the sentence before?  The longest one that is listed
 * tells. */
static bool leans(const smz_text *text, const smz_word *words, uint32_t count)
{
    char opening[OPENING];
    uint32_t used = 0, known = SMZ_OPENING_LONGER;
    bool leaning = false;
    for (uint32_t i = 0; i < count && (known & SMZ_OPENING_LONGER); i++) {
        if (used + words[i].length + 5 > OPENING)
            break;
        used = add_word(opening, used, text->bytes + words[i].begin,
                        words[i].length);
        known = smz_find_opening(opening, used);
        if (known & (SMZ_OPENING_LEANS | SMZ_OPENING_STANDS))
            leaning = known & SMZ_OPENING_LEANS;
    }
    return leaning;
}

/* Is one of the words from the second to 'last' capitalised? */
static bool holds_name(const smz_word *words, uint32_t last)
{
    for (uint32_t i = 1; i <= last; i++)
        if (words[i].marks & SMZ_CAPITAL)
            return true;
    return false;
}

/* Does a pronoun follow an introduction that names nobody, with a comma:
 * "D'après nos informations, ils"? */
static bool resumes(const smz_text *text, const smz_word *words,
                    const smz_readings *readings)
{
    enum { LONGEST = 10 };
    const uint32_t *telling = readings->telling;
    for (uint32_t k = 0; k < readings->telling_count; k++) {
        uint32_t i = telling[k];
        if (i >= LONGEST)
            return false;
        if (i > 0 && (readings->words[i].lexicon & SMZ_NAMED))
            return !holds_name(words, i)
                   && text->bytes[words[i - 1].begin + words[i - 1].length]
                          == ',';
    }
    return false;
}

/* Does the word end as the participles of most verbs do: -é, -ée, -és, -ées? */
static bool is_participle(const smz_text *text, const smz_word *word)
{
    const char *end = text->bytes + word->begin + word->length;
    uint32_t length = word->length;
    if (length > 0 && end[-1] == 's') {
        end--;
        length--;
    }
    if (length > 0 && end[-1] == 'e') {
        end--;
        length--;
    }
    return length > 3 && memcmp(end - 2, "\xC3\xA9", 2) == 0;
}

/* Do the words from 'i' on tell which one is meant: "de Lyon", "Xiaomi",
 * "américain Tom Hanks"? */
static bool is_told_apart(const smz_word *words, const smz_reading *readings,
                          uint32_t i, uint32_t count)
{
    if ((readings[i].lexicon & SMZ_WHICH) || (words[i].marks & SMZ_CAPITAL))
        return true;
    return !(readings[i].lexicon & SMZ_STOP) && i + 1 < count
           && (words[i + 1].marks & SMZ_CAPITAL);
}

/* Does the opening speak of what was named before: "Son dossier", "Cette
 * mesure", "Selon l'entreprise, ", but not "L'entreprise Xiaomi", "La ville
 * de"? */
static bool refers(const smz_word *words, const smz_reading *readings,
                   uint32_t count)
{
    enum { BEFORE = 2 };  /* as in "alors que l'entreprise" */
    static const uint32_t article = SMZ_ARTICLE, role = SMZ_ROLE;
    if (count < 3)
        return false;
    if (readings[0].lexicon & SMZ_POINTS)
        return !(readings[1].lexicon & SMZ_TIME)
               && !(words[1].marks & SMZ_CAPITAL);
    uint32_t i = 0;
    while (i < BEFORE && (readings[i].lexicon & SMZ_STOP)
           && !(readings[i].lexicon & article))
        i++;
    return i + 2 < count && (readings[i].lexicon & article)
           && (readings[i + 1].lexicon & role)
           && !is_told_apart(words, readings, i + 2, count);
}

/* What a word says wherever it stands, with the one before it and the one
 * behind it, as surface bits. */
static uint16_t read_word(const smz_text *text, const smz_word *words,
                          const smz_reading *readings, uint32_t i,
                          uint32_t count)
{
    uint32_t lexicon = readings[i].lexicon;
    uint16_t surface = 0;
    if (lexicon & SMZ_DAY)
        surface |= SMZ_WEEKDAY;
    if ((lexicon & SMZ_WE) && !(words[i].marks & SMZ_IN_QUOTE))
        surface |= SMZ_AUTHORS;
    if (i > 0 && (lexicon & SMZ_ENDS_CUE)
        && smz_is_cue(SMZ_CUE(readings[i - 1].lexicon), SMZ_CUE(lexicon)))
        surface |= SMZ_CUE_PHRASE;
    if ((lexicon & SMZ_AUXILIARY) && i + 1 < count
        && is_participle(text, &words[i + 1]))
        surface |= SMZ_PERFECT;
    return surface;
}

static void read_words(const smz_text *text, smz_sentence *sentence,
                       const smz_word *words, const smz_readings *readings)
{
    uint32_t pointers = 0;
    for (uint32_t k = 0; k < readings->telling_count; k++) {
        uint32_t i = readings->telling[k];
        sentence->surface |= read_word(text, words, readings->words, i,
                                       readings->count);
        pointers += (readings->words[i].lexicon & SMZ_POINTING) != 0;
    }
    sentence->pointers = smz_at_most_255(pointers);
}

/* What they say as the opening. */
static uint16_t read_opening(const smz_text *text, const smz_word *words,
                             const smz_readings *readings)
{
    const smz_reading *known = readings->words;
    uint32_t count = readings->count, first = count > 0 ? known[0].lexicon : 0;
    uint16_t surface = 0;
    if (first & SMZ_FIRST)
        surface |= SMZ_PRONOUN;
    if (((first & SMZ_LEANING) && leans(text, words, count))
        || resumes(text, words, readings))
        surface |= SMZ_LEANS;
    if (refers(words, known, count))
        surface |= SMZ_REFERS;
    return surface;
}

void smz_read_cues(const smz_text *text, smz_sentence *sentence,
                   const smz_word *words, const smz_readings *readings)
{
    read_words(text, sentence, words, readings);
    sentence->surface |= read_opening(text, words, readings);
}
