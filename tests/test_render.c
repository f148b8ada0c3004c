/* Stage 8: how sentences are written. */
#include "properties.h"
#include "tap.h"

/* The summary of a text, all of it. */
static summarize_result *write_all(const char *text, size_t length,
                                   uint32_t flags)
{
    summarize_options o = { .size = sizeof o, .max_percent = 100 };
    o.flags = flags;
    summarize_result *r = summarize_run(NULL, text, length, &o, NULL);
    const char *broken = broken_property(r, text, length, &o);
    tap_about("%s", broken != NULL ? broken : "");
    EXPECT(r != NULL && broken == NULL);
    return r;
}

static void expect_written(const char *text, const char *expected)
{
    summarize_result *r = write_all(text, strlen(text), 0);
    const char *found = summarize_result_text(r, NULL);
    tap_about("\"%s\"", found);
    EXPECT(strcmp(found, expected) == 0);
    summarize_result_free(r);
}

static void a_sentence_is_written_as_it_is(void)
{
    expect_written("L'été fut « sec » et long.", "L'été fut « sec » et long.");
    expect_written("Le pont (neuf) coûte 3,5 M€ !",
                   "Le pont (neuf) coûte 3,5 M€ !");
}

static void white_space_becomes_one_space(void)
{
    expect_written("  Le  pont\t \tneuf ouvre\u00A0: demain \u202F?  ",
                   "Le pont neuf ouvre : demain ?");
    expect_written("le pont neuf de la ville,\nouvre demain matin.",
                   "le pont neuf de la ville, ouvre demain matin.");
    expect_written("le pont neuf de la ville,\r\n ouvre demain matin.",
                   "le pont neuf de la ville, ouvre demain matin.");
}

static void one_space_stands_between_sentences(void)
{
    expect_written("Le pont ouvre demain.   Le bac ferme ce soir.",
                   "Le pont ouvre demain. Le bac ferme ce soir.");
    expect_written("Le pont ouvre demain.\n\n\n\nLe bac ferme ce soir.\n",
                   "Le pont ouvre demain. Le bac ferme ce soir.");
    expect_written("Le pont ouvre !Le bac ferme ce soir.",
                   "Le pont ouvre ! Le bac ferme ce soir.");
}

/* A word keeps the hyphen that divides it, and gets no space. */
static void a_divided_word_is_joined(void)
{
    expect_written("le pont sera inau-\nguré demain matin par le maire.",
                   "le pont sera inau-guré demain matin par le maire.");
    expect_written("le pont - neuf -\nsera ouvert demain matin.",
                   "le pont - neuf - sera ouvert demain matin.");
}

static void a_text_without_sentences_is_written_as_nothing(void)
{
    expect_written("", "");
    expect_written(" \n ", "");
    expect_written("...", "");
}

static void bad_bytes_are_written_as_replacements(void)
{
    static const char text[] = "Le caf\xE9 du \xE2\x82 port ouvre demain matin.";
    summarize_result *r = write_all(text, sizeof text - 1,
                                    SUMMARIZE_REPLACE_INVALID);
    EXPECT(strcmp(summarize_result_text(r, NULL),
                  "Le caf\uFFFD du \uFFFD port ouvre demain matin.") == 0);
    summarize_result_free(r);
}

static void a_nul_is_written_too(void)
{
    static const char text[] = "Le mot \0 est au milieu de la phrase.";
    size_t length;
    summarize_result *r = write_all(text, sizeof text - 1, 0);
    const char *found = summarize_result_text(r, &length);
    EXPECT(length == sizeof text - 1 && memcmp(found, text, sizeof text) == 0);
    summarize_result_free(r);
}

static void offsets_count_bytes_and_characters(void)
{
    static const char text[] = "\u00C9t\u00E9 \U0001F600 sec ici. Le bl\u00E9 "
                               "a souffert.";
    summarize_result *r = write_all(text, strlen(text), 0);
    EXPECT(summarize_result_count(r) == 2);
    summarize_sentence first = sentence_of(r, 0), second = sentence_of(r, 1);
    EXPECT(first.offset == 0 && first.length == 19 && first.char_length == 14);
    EXPECT(second.offset == 20 && second.char_offset == 15);
    EXPECT(second.length == 19 && second.char_length == 18);
    EXPECT(first.words == 3 && second.words == 4);
    summarize_result_free(r);
}

int main(void)
{
    RUN(a_sentence_is_written_as_it_is);
    RUN(white_space_becomes_one_space);
    RUN(one_space_stands_between_sentences);
    RUN(a_divided_word_is_joined);
    RUN(a_text_without_sentences_is_written_as_nothing);
    RUN(bad_bytes_are_written_as_replacements);
    RUN(a_nul_is_written_too);
    RUN(offsets_count_bytes_and_characters);
    return tap_end();
}
