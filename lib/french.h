/*
 * french.h - what the stages ask of French
 *
 * The words themselves are in french.c, as data.
 */
#ifndef SUMMARIZE_FRENCH_H
#define SUMMARIZE_FRENCH_H

#include <stdbool.h>
#include <stdint.h>

/* ---- Words -------------------------------------------------------------- */

/* What the lexicon says of a folded word. */
enum {
    SMZ_STOP     = 1 << 0,  /* no content: not a term */
    SMZ_STARTER  = 1 << 1,  /* opens a sentence after a doubtful full stop */
    SMZ_GLUED    = 1 << 2,  /* opens one right after a heading: "coupLes" */
    SMZ_STRICT   = 1 << 3,  /* so often that "MacronLe" is glued too */
    SMZ_FUNCTION = 1 << 4,  /* never ends a line that ends a sentence */
    SMZ_FIRST    = 1 << 5,  /* a subject pronoun, behind its verb, too */
    SMZ_LEANING  = 1 << 6,  /* may open a sentence that leans on the last */
    SMZ_DAY      = 1 << 7,  /* a day of the week */
    SMZ_WE       = 1 << 8,  /* the authors speak */
    SMZ_ASKS     = 1 << 9,  /* opens a question, in small letters too */
    SMZ_PARTICLE = 1 << 10, /* part of a name: "de La Fontaine" */
    SMZ_DATE     = 1 << 11, /* stands in a date: "le", "mai", "à" */
    SMZ_AUXILIARY = 1 << 12, /* makes a perfect: "a", "ont", "est" */
    SMZ_POINTS   = 1 << 13, /* points back when it opens: "son", "cette" */
    SMZ_ARTICLE  = 1 << 14, /* a definite article */
    SMZ_ROLE     = 1 << 15  /* a noun for what was named before: "entreprise" */
};

/* A span of time, which "cette" does not point back to: "cette année". */
#define SMZ_TIME (1 << 16)
/* Opens what tells which one is meant: "de", "qui". */
#define SMZ_WHICH (1 << 17)
/* A subject that was named before: "elle", but not "il", which may name nobody.
 */
#define SMZ_NAMED (1 << 18)

/* The part a word plays in cue phrases, 0 for none: see smz_is_cue(). */
#define SMZ_CUE_SHIFT 19
#define SMZ_CUE(lexicon) ((lexicon) >> SMZ_CUE_SHIFT)
#define SMZ_ENDS_CUE (16u << SMZ_CUE_SHIFT)  /* of those that end one */
#define SMZ_LEXICON 0xFFFFFFu  /* all of its bits */

/* Words that mostly stand for what was named before: "il", "-t-il", "son". */
enum { SMZ_POINTING = SMZ_FIRST | SMZ_POINTS };
/* Words that say something of their sentence wherever they stand. */
#define SMZ_TELLING (SMZ_DAY | SMZ_WE | SMZ_AUXILIARY | SMZ_POINTING \
                     | SMZ_ENDS_CUE)

/* 'word' is folded, elisions keep their apostrophe ("l'"); 0: unknown. */
uint32_t smz_lexicon(const char *word, uint32_t length);

/* Do two words in a row make a cue phrase, such as "cet article"? */
bool smz_is_cue(uint32_t first, uint32_t second);

/* What is known of an opening; the longest that is known decides. */
enum {
    SMZ_OPENING_LEANS  = 1 << 0,  /* on the sentence before: "mais" */
    SMZ_OPENING_STANDS = 1 << 1,  /* it does not: "il faut" */
    SMZ_OPENING_LONGER = 1 << 2   /* one with a word more may be known, too */
};

/* 'opening' is folded: a space between two words, none after an elision; 0 when
 * nothing is known of it. */
uint32_t smz_find_opening(const char *opening, uint32_t length);

/* ---- Full stops --------------------------------------------------------- */

/* What a full stop after an abbreviation is worth. */
typedef enum smz_abbreviation {
    SMZ_ORDINARY,      /* no abbreviation */
    SMZ_BEFORE_NAME,   /* "M.": never ends a sentence, when capitalised */
    SMZ_SELDOM_FINAL,  /* "art.": ends one only before a clear opening */
    SMZ_NEVER_FINAL,   /* "cf." */
    SMZ_OFTEN_FINAL,   /* "etc.": ends one when a capital follows */
    SMZ_CITED          /* "civ.": as "art." in a citation, else no abbreviation:
                          "Com. 4 juill. 2013", but "un coup de com. Paris" */
} smz_abbreviation;

enum { SMZ_LONGEST_ABBREVIATION = 9 };  /* bytes; a test checks it */

/* 'word' is folded and stands before a full stop; 'capital' says whether its
 * first letter was one, 'mixed' whether the second was none then. */
smz_abbreviation smz_find_abbreviation(const char *word, uint32_t length,
                                       bool capital, bool mixed);

enum { SMZ_LONGEST_EXTENSION = 4 };  /* bytes; a test checks it */

/* Is it the extension of a file or an internet domain, as in "lemonde.fr"? */
bool smz_is_extension(const char *word, uint32_t length);

/* ---- What is not prose -------------------------------------------------- */

/* What must follow an opening for the whole segment to be boilerplate. */
enum {
    SMZ_WHOLE = 1 << 0,  /* nothing */
    SMZ_COLON = 1 << 1,  /* a colon: "Source :" */
    SMZ_DATES = 1 << 2,  /* dates alone: "Publié le" */
    SMZ_NAMES = 1 << 3,  /* names and dates: "Par" */
    SMZ_SHORT = 1 << 4,  /* a few words without a full stop: "Partager sur" */
    SMZ_ANY   = 1 << 5,  /* anything */
    SMZ_LABEL = 1 << 6   /* a colon and a capital: "Présents : Mme" */
};

/* 'opening' is folded, with single spaces; 0 when it is none. */
uint32_t smz_find_boilerplate(const char *opening, uint32_t length);
/* How many bytes an opening shares with the beginning of a listed one, at most:
 * no more of it is listed. */
uint32_t smz_match_boilerplate(const char *opening, uint32_t length);

/* ---- Apostrophes and hyphens -------------------------------------------- */

/* Is it what an apostrophe cuts off: "l", "qu", "jusqu"? */
bool smz_is_elided(const char *word, uint32_t length);
/* Is it cut off at the end of a verb: "il" of "dit-il"? */
bool smz_is_clitic(const char *word, uint32_t length);
/* Is it one word though a clitic or an elision seems to be in it? */
bool smz_is_whole(const char *word, uint32_t length);

#endif
