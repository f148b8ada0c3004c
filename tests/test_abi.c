/* What other programs were compiled against: sizes, places and values that may
 * never change.  A struct may grow at its end; then a size changes here and
 * nothing else. */
#include "summarize.h"
#include "tap.h"

/* Two numbers: for pointers of 8 bytes, and of 4. */
#define IS(value, of_64, of_32) \
    EXPECT((value) == (sizeof (void *) == 8 ? (size_t)(of_64) : (size_t)(of_32)))

/* All fields of a struct follow each other without padding. */
#define FOLLOWS(type, field, before) \
    EXPECT(offsetof(type, field) \
           == offsetof(type, before) + sizeof ((type *)NULL)->before)

static void pointers_have_a_known_size(void)
{
    EXPECT(sizeof (void *) == 8 || sizeof (void *) == 4);
    EXPECT(sizeof (size_t) == sizeof (void *) && sizeof (double) == 8);
}

static void errors_never_grow(void)
{
    IS(sizeof (summarize_error), 24, 16);
    IS(offsetof(summarize_error, status), 0, 0);
    IS(offsetof(summarize_error, argument), 4, 4);
    IS(offsetof(summarize_error, offset), 8, 8);
    IS(offsetof(summarize_error, message), 16, 12);
}

static void ranges_never_grow(void)
{
    IS(sizeof (summarize_range), 32, 16);
    IS(offsetof(summarize_range, offset), 0, 0);
    IS(offsetof(summarize_range, length), 8, 4);
    IS(offsetof(summarize_range, char_offset), 16, 8);
    IS(offsetof(summarize_range, char_length), 24, 12);
}

static void options_keep_their_places(void)
{
    IS(sizeof (summarize_options), 64, 44);
    IS(offsetof(summarize_options, size), 0, 0);
    IS(offsetof(summarize_options, max_sentences), 8, 4);
    IS(offsetof(summarize_options, max_words), 12, 8);
    IS(offsetof(summarize_options, max_chars), 16, 12);
    IS(offsetof(summarize_options, max_percent), 20, 16);
    IS(offsetof(summarize_options, flags), 24, 20);
    IS(offsetof(summarize_options, method), 28, 24);
    IS(offsetof(summarize_options, title), 32, 28);
    IS(offsetof(summarize_options, title_length), 40, 32);
    IS(offsetof(summarize_options, query), 48, 36);
    IS(offsetof(summarize_options, query_length), 56, 40);
    FOLLOWS(summarize_options, title, method);
}

static void sentences_keep_their_places(void)
{
    IS(sizeof (summarize_sentence), 64, 48);
    IS(offsetof(summarize_sentence, offset), 0, 0);
    IS(offsetof(summarize_sentence, length), 8, 4);
    IS(offsetof(summarize_sentence, char_offset), 16, 8);
    IS(offsetof(summarize_sentence, char_length), 24, 12);
    IS(offsetof(summarize_sentence, score), 32, 16);
    IS(offsetof(summarize_sentence, rank), 40, 24);
    IS(offsetof(summarize_sentence, words), 44, 28);
    IS(offsetof(summarize_sentence, paragraph), 48, 32);
    IS(offsetof(summarize_sentence, kind), 52, 36);
    IS(offsetof(summarize_sentence, selected), 56, 40);
    IS(offsetof(summarize_sentence, kept), 60, 44);
    FOLLOWS(summarize_sentence, score, char_length);
}

static void values_never_change(void)
{
    EXPECT(SUMMARIZE_OK == 0 && SUMMARIZE_ERROR_MEMORY == 1);
    EXPECT(SUMMARIZE_ERROR_ARGUMENT == 2 && SUMMARIZE_ERROR_OPTIONS == 3);
    EXPECT(SUMMARIZE_ERROR_ENCODING == 4 && SUMMARIZE_ERROR_TOO_LONG == 5);
    EXPECT(SUMMARIZE_ERROR_BUSY == 6 && SUMMARIZE_ERROR_STEMMER == 7);
    EXPECT(SUMMARIZE_TEXT == 0 && SUMMARIZE_TITLE == 1 && SUMMARIZE_QUERY == 2);
    EXPECT(SUMMARIZE_OPTIONS == 3 && SUMMARIZE_ENGINE == 4);
    EXPECT(SUMMARIZE_DOCUMENT == 5);
    EXPECT(SUMMARIZE_DEFAULT == 0 && SUMMARIZE_CENTROID == 1);
    EXPECT(SUMMARIZE_LEXRANK == 2 && SUMMARIZE_TEXTRANK == 3);
    EXPECT(SUMMARIZE_LEAD == 4);
    EXPECT(SUMMARIZE_REPLACE_INVALID == 1 && SUMMARIZE_LINE_BREAKS == 2);
    EXPECT(SUMMARIZE_CUT == 4);
    EXPECT(SUMMARIZE_SENTENCE == 0 && SUMMARIZE_HEADING == 1);
    EXPECT(SUMMARIZE_FRAGMENT == 2);
    EXPECT(SUMMARIZE_MAX_LENGTH == 2147483647u);
}

int main(void)
{
    RUN(pointers_have_a_known_size);
    RUN(errors_never_grow);
    RUN(ranges_never_grow);
    RUN(options_keep_their_places);
    RUN(sentences_keep_their_places);
    RUN(values_never_change);
    return tap_end();
}
