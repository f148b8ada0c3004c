/* Reads a text alone, and checks what holds of its sentences, however they are
 * told apart: the ranges, that white space around the text changes none, and
 * that bad bytes move none. */
#include "fuzz.h"

static summarize_result *read_text(const char *text, size_t length,
                                   uint32_t flags)
{
    summarize_options o = { .size = sizeof o, .method = SUMMARIZE_LEAD };
    o.flags = flags | SUMMARIZE_REPLACE_INVALID;
    summarize_result *result = summarize_run(NULL, text, length, &o, NULL);
    require(result != NULL, "every text can be read");
    require_none(broken_property(result, text, length, &o));
    return result;
}

/* Every line break ends a sentence, when that is asked for. */
static void require_lines(const char *text, size_t length)
{
    summarize_result *lines = read_text(text, length, SUMMARIZE_LINE_BREAKS);
    for (size_t i = 0; i < summarize_result_count(lines); i++) {
        summarize_sentence s = sentence_of(lines, i);
        uint32_t at = (uint32_t)s.offset, end = at + (uint32_t)s.length;
        while (at < end)
            require(!smz_is_newline(smz_next_unchecked(text, &at, end)),
                    "every line break ends a sentence");
    }
    summarize_result_free(lines);
}

/* The same sentences, 'shift' bytes later. */
static void require_same(const summarize_result *a, const summarize_result *b,
                         size_t shift)
{
    size_t count = summarize_result_count(a);
    require(count == summarize_result_count(b),
            "neither white space around a text nor bad bytes make sentences");
    for (size_t i = 0; i < count; i++) {
        summarize_sentence s = sentence_of(a, i), moved = sentence_of(b, i);
        require(s.offset + shift == moved.offset && s.length == moved.length,
                "neither of them moves a boundary");
        require(s.kind == moved.kind && s.words == moved.words,
                "neither of them changes a kind");
    }
}

static void check_padded(const char *text, size_t length,
                         const summarize_result *result, const char *before,
                         const char *after)
{
    size_t shift = strlen(before), end = strlen(after);
    char *padded = malloc(shift + length + end + 1);
    memcpy(padded, before, shift);
    memcpy(padded + shift, text, length);
    memcpy(padded + shift + length, after, end);
    summarize_result *other = read_text(padded, shift + length + end, 0);
    require_same(result, other, shift);
    summarize_result_free(other);
    free(padded);
}

/* What stands in for bad bytes makes the sentences that they make, in place. */
static void check_repaired(const char *text, size_t length,
                           const summarize_result *result)
{
    if (smz_check(text, length) == length)
        return;
    char *repaired = malloc(length);
    smz_repair(text, length, repaired);
    require(smz_check(repaired, length) == length, "what is repaired is valid");
    summarize_result *other = read_text(repaired, length, 0);
    require_same(result, other, 0);
    summarize_result_free(other);
    free(repaired);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input input = { data, size };
    size_t length;
    char *text = take_string(&input, size, &length);
    bool marked = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
    summarize_result *result = read_text(text, length, 0);
    require_lines(text, length);
    check_padded(text, length, result, "", "\n");
    if (!marked)
        check_padded(text, length, result, "\xEF\xBB\xBF", "");
    check_repaired(text, length, result);
    summarize_result_free(result);
    free(text);
    return 0;
}
