/* The weights of docs/algorithm.md: which terms a summary speaks of, and what a
 * sentence is worth. */

/* ---- Salience of a term ---- */
#define SALIENCE_COUNT      0.6467  /* ln tf */
#define SALIENCE_SENTENCES  0.8168  /* ln sf */
#define SALIENCE_OPENING   -0.8297  /* in the first sentence */
#define SALIENCE_EARLY      0.2593  /* 1 / (1 + first sentence) */
#define SALIENCE_LATE      -0.6286  /* ln(1 + first sentence) */
#define SALIENCE_LENGTH    -0.4266  /* ln of the number of sentences */
#define SALIENCE_CAPITALS   0.577   /* share of capitalised occurrences */
#define SALIENCE_IDF        -0.0546     /* inverse document frequency */
#define SALIENCE_CONSTANT  -0.6043

/* ---- What is hard to read costs a sentence ---- */
#define UNBALANCED_FACTOR 0.7  /* half a quotation */
#define QUESTION_FACTOR  0.8  /* a question */
/* the two below only when the sentence before is left out */
#define LEANING_FACTOR   0.85  /* "Il", "Mais" */
#define REFERRING_FACTOR 0.91  /* "L'entreprise", "Son dossier" */

/* ---- Value of a sentence, for its length ---- */
static const double value_untitled[SMZ_FEATURES] = {
    [SMZ_ONE] = 0.42217,
    [SMZ_SALIENCE] = 0.16111,
    [SMZ_OVERLONG] = -0.04905,
    [SMZ_BREVITY] = -0.43675,
    [SMZ_PLACE] = -0.00894,
    [SMZ_FREQUENCY] = 0.48735,
    [SMZ_LOGARITHMS] = -0.01256,
    [SMZ_CUES] = 0.05519,
    [SMZ_DAYS] = 0.04054,
    [SMZ_COMMAS] = -0.02823,
    [SMZ_NUMBERS] = -0.01264,
    [SMZ_SPEAKERS] = 0.02058,
    [SMZ_QUOTE_OPENS] = -0.01067,
    [SMZ_QUOTES] = -0.01189,
    [SMZ_PRONOUNS] = -0.00682,
    [SMZ_SHARED] = -0.02766,
};

static const double value_titled[SMZ_FEATURES] = {
    [SMZ_ONE] = 0.43172,
    [SMZ_SALIENCE] = 0.11588,
    [SMZ_OVERLONG] = -0.04521,
    [SMZ_BREVITY] = -0.43686,
    [SMZ_PLACE] = -0.0088,
    [SMZ_FREQUENCY] = 0.30608,
    [SMZ_LOGARITHMS] = -0.00844,
    [SMZ_CUES] = 0.0496,
    [SMZ_DAYS] = 0.03631,
    [SMZ_COMMAS] = -0.02613,
    [SMZ_NUMBERS] = -0.01248,
    [SMZ_SPEAKERS] = 0.018,
    [SMZ_QUOTE_OPENS] = -0.01001,
    [SMZ_QUOTES] = -0.01179,
    [SMZ_PRONOUNS] = -0.00529,
    [SMZ_SHARED] = -0.02131,
    [SMZ_TITLE_SHARE] = 0.05174,
    [SMZ_TITLE_COSINE] = 0.12704,
};
