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

/* ---- Value of a sentence, for its length ---- */
typedef struct value_weights {
    double constant, salience, overlong, brevity, position, frequency, logs,
        cue, weekday, commas, numbers, authors, quote_first, quoted, pronoun,
        shared, title_share, title_cosine;
} value_weights;

static const value_weights untitled = {
    .constant = 0.42217, .salience = 0.16111, .overlong = -0.04905,
    .brevity = -0.43675, .position = -0.00894, .frequency = 0.48735,
    .logs = -0.01256, .cue = 0.05519, .weekday = 0.04054, .commas = -0.02823,
    .numbers = -0.01264, .authors = 0.02058, .quote_first = -0.01067,
    .quoted = -0.01189, .pronoun = -0.00682, .shared = -0.02766,
};

static const value_weights titled = {
    .constant = 0.43172, .salience = 0.11588, .overlong = -0.04521,
    .brevity = -0.43686, .position = -0.0088, .frequency = 0.30608,
    .logs = -0.00844, .cue = 0.0496, .weekday = 0.03631, .commas = -0.02613,
    .numbers = -0.01248, .authors = 0.018, .quote_first = -0.01001,
    .quoted = -0.01179, .pronoun = -0.00529, .shared = -0.02131,
    .title_share = 0.05174, .title_cosine = 0.12704,
};
