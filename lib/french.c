/* french.c - the French that the stages ask of, as data: every table is sorted by
 * bytes (a test checks it), so that a word is found in ten comparisons. */
#include "french.h"

#include <stddef.h>
#include <string.h>

#include "internal.h"
#include "lanes.h"

/* ---- Words -------------------------------------------------------------- */

/* The parts words play in cue phrases, by which authors say what a text is
 * about: "nous (avons) proposons", "notre article", "en conclusion". */
enum cue {
    NO_CUE, WE_DO, HAVE, DO, THIS, OUR, ARTICLE, CE, PAPER, WORK, L, LE, AIM,
    GOAL, EN, SUM, POUR, CONCLUDE
};

#define STOP     SMZ_STOP
#define STARTER  SMZ_STARTER
#define GLUED    SMZ_GLUED
#define STRICT   SMZ_STRICT
#define FUNCTION SMZ_FUNCTION
#define FIRST    SMZ_FIRST
#define LEANING  SMZ_LEANING
#define DAY      SMZ_DAY
#define WE       SMZ_WE
#define ASKS     SMZ_ASKS
#define PARTICLE SMZ_PARTICLE
#define DATE     SMZ_DATE
#define HAS      SMZ_AUXILIARY
#define POINTS   SMZ_POINTS
#define DEFINITE SMZ_ARTICLE
#define ROLE     SMZ_ROLE
#define TIME     SMZ_TIME
#define C(cue)   ((uint32_t)(cue) << 20)

/* Words stand in their tables, not behind pointers: see find_word(). */
typedef struct entry { char word[44]; uint32_t value; } entry;

static const entry lexicon[] = {
    { "a", STOP | FUNCTION | HAS }, { "aborderons", C(DO) },
    { "abordions", C(DO) }, { "abordons", C(DO) }, { "abordé", C(DO) },
    { "abordée", C(DO) }, { "abordées", C(DO) }, { "abordés", C(DO) },
    { "accusé", ROLE }, { "accusée", ROLE }, { "acteur", ROLE },
    { "actrice", ROLE }, { "actuellement", GLUED }, { "affaire", ROLE },
    { "afin", STOP | STARTER | GLUED }, { "agence", ROLE },
    { "agresseur", ROLE }, { "ai", STOP | HAS }, { "aie", STOP },
    { "aient", STOP }, { "aies", STOP },
    { "ailleurs", STOP | STARTER | GLUED },
    { "ainsi", STOP | STARTER | GLUED | STRICT | LEANING }, { "ait", STOP },
    { "alinéa", FUNCTION },
    { "alors", STOP | STARTER | GLUED | STRICT | LEANING },
    { "animateur", ROLE }, { "animatrice", ROLE }, { "année", TIME },
    { "années", TIME }, { "août", DATE },
    { "après", STOP | STARTER | GLUED | STRICT },
    { "article", FUNCTION | C(ARTICLE) }, { "articles", FUNCTION },
    { "artiste", ROLE }, { "as", STOP | HAS }, { "association", ROLE },
    { "athlète", ROLE }, { "attaque", ROLE },
    { "au", STOP | STARTER | GLUED | STRICT | FUNCTION | LEANING },
    { "au-delà", STOP }, { "au-dessous", STOP }, { "au-dessus", STOP },
    { "aucun", STOP | STARTER | GLUED }, { "aucune", STOP | STARTER | GLUED },
    { "aujourd'hui", STOP | STARTER | GLUED }, { "auquel", STOP },
    { "aura", STOP }, { "auraient", STOP }, { "aurais", STOP },
    { "aurait", STOP }, { "auriez", STOP }, { "auront", STOP },
    { "aussi", STOP | STARTER | GLUED | LEANING }, { "auteur", ROLE },
    { "autre", STOP | STARTER | GLUED }, { "autres", STOP | STARTER | GLUED },
    { "aux", STOP | STARTER | GLUED | STRICT | FUNCTION },
    { "auxquelles", STOP }, { "auxquels", STOP }, { "avaient", STOP },
    { "avais", STOP }, { "avait", STOP },
    { "avant", STOP | STARTER | GLUED | STRICT },
    { "avec", STOP | STARTER | GLUED | STRICT | FUNCTION },
    { "avez", STOP | HAS }, { "aviez", STOP }, { "avion", ROLE },
    { "avions", STOP }, { "avocat", ROLE }, { "avocate", ROLE },
    { "avoir", STOP }, { "avons", STOP | HAS | C(HAVE) }, { "avr", DATE },
    { "avril", DATE }, { "ayant", STOP }, { "ayez", STOP }, { "ayons", STOP },
    { "bateau", ROLE }, { "bien", STARTER }, { "blessé", ROLE },
    { "bon", STARTER }, { "bonjour", STARTER | GLUED },
    { "bref", STARTER | C(SUM) }, { "but", C(GOAL) }, { "bâtiment", ROLE },
    { "c'", STOP | STARTER | GLUED | STRICT | FIRST | LEANING },
    { "c'est-à-dire", STOP }, { "candidat", ROLE }, { "candidate", ROLE },
    { "car", STOP | STARTER | FUNCTION | LEANING },
    { "ce", STOP | STARTER | GLUED | STRICT | FUNCTION | FIRST | LEANING | DATE | C(CE) },
    { "ceci", STOP | STARTER | GLUED | FIRST },
    { "cela", STOP | STARTER | GLUED | FIRST | LEANING },
    { "celle", STOP | STARTER | GLUED | FIRST | LEANING },
    { "celles", STOP | STARTER | GLUED | FIRST | LEANING },
    { "celui", STOP | STARTER | GLUED | FIRST | LEANING },
    { "cependant", STOP | STARTER | GLUED | STRICT | LEANING },
    { "certain", STOP }, { "certaine", STOP },
    { "certaines", STOP | STARTER | GLUED },
    { "certains", STOP | STARTER | GLUED | STRICT },
    { "certes", STARTER | GLUED },
    { "ces", STOP | STARTER | GLUED | STRICT | LEANING | POINTS },
    { "cet", STOP | STARTER | GLUED | STRICT | POINTS | C(THIS) },
    { "cette", STOP | STARTER | GLUED | STRICT | LEANING | POINTS },
    { "ceux", STOP | STARTER | GLUED | FIRST | LEANING },
    { "cf", STARTER | GLUED }, { "champion", ROLE }, { "championne", ROLE },
    { "chanteur", ROLE }, { "chanteuse", ROLE },
    { "chaque", STOP | STARTER | GLUED }, { "chercheur", ROLE },
    { "chercheuse", ROLE }, { "chez", STOP | STARTER | GLUED | FUNCTION },
    { "ci", STOP }, { "ci-après", STOP }, { "ci-contre", STOP },
    { "ci-dessous", STOP }, { "ci-dessus", STOP }, { "cinq", GLUED },
    { "club", ROLE }, { "combien", ASKS },
    { "comme", STOP | STARTER | GLUED | STRICT },
    { "comment", STOP | STARTER | GLUED | ASKS }, { "commune", ROLE },
    { "compagnie", ROLE }, { "comédien", ROLE }, { "comédienne", ROLE },
    { "concernant", GLUED | STRICT }, { "conclure", C(CONCLUDE) },
    { "conclusion", C(SUM) }, { "conducteur", ROLE }, { "conductrice", ROLE },
    { "constructeur", ROLE }, { "contacté", GLUED }, { "contactée", GLUED },
    { "contre", STOP | STARTER | GLUED | STRICT }, { "couple", ROLE },
    { "côté", GLUED },
    { "d'", STOP | STARTER | GLUED | STRICT | LEANING | PARTICLE },
    { "d'après", STARTER | GLUED },
    { "dans", STOP | STARTER | GLUED | STRICT | FUNCTION },
    { "de", STOP | STARTER | GLUED | STRICT | FUNCTION | LEANING | PARTICLE },
    { "demain", STARTER | GLUED },
    { "depuis", STOP | STARTER | GLUED | STRICT }, { "derrière", GLUED },
    { "des", STOP | STARTER | GLUED | STRICT | FUNCTION | PARTICLE },
    { "deux", STOP | STARTER | GLUED }, { "devaient", STOP },
    { "devait", STOP }, { "devant", GLUED },
    { "dimanche", GLUED | STRICT | DAY | DATE }, { "dirigeant", ROLE },
    { "dirigeante", ROLE }, { "dix", GLUED }, { "document", ROLE },
    { "doit", STOP }, { "doivent", STOP },
    { "donc", STOP | STARTER | GLUED | LEANING }, { "dont", STOP | FUNCTION },
    { "dossier", ROLE }, { "drame", ROLE },
    { "du", STOP | STARTER | GLUED | STRICT | FUNCTION | PARTICLE },
    { "duquel", STOP }, { "durant", STOP | GLUED | STRICT },
    { "dès", STOP | STARTER | GLUED | STRICT }, { "début", GLUED },
    { "déc", DATE }, { "décembre", DATE }, { "décennie", TIME },
    { "décision", ROLE }, { "décrirons", C(DO) }, { "décrit", C(DO) },
    { "décrivons", C(DO) }, { "défendons", C(DO) }, { "défendrons", C(DO) },
    { "défendu", C(DO) }, { "définitive", C(SUM) }, { "déjà", STOP },
    { "député", ROLE }, { "députée", ROLE }, { "désormais", STARTER | GLUED },
    { "elle", STOP | STARTER | GLUED | STRICT | FIRST | LEANING },
    { "elle-même", STOP },
    { "elles", STOP | STARTER | GLUED | STRICT | FIRST | LEANING },
    { "elles-mêmes", STOP },
    { "en", STOP | STARTER | GLUED | STRICT | FUNCTION | LEANING | C(EN) },
    { "encore", STOP }, { "enfin", STOP | STARTER | GLUED | STRICT | LEANING },
    { "enseigne", ROLE }, { "ensuite", STARTER | GLUED | STRICT | LEANING },
    { "entraîneur", ROLE },
    { "entre", STOP | STARTER | GLUED | STRICT | FUNCTION },
    { "entreprise", ROLE }, { "er", DATE }, { "es", STOP },
    { "est", STOP | FUNCTION | HAS },
    { "et", STOP | STARTER | GLUED | FUNCTION | LEANING | DATE },
    { "eu", STOP }, { "eue", STOP }, { "eues", STOP },
    { "eurent", STOP | HAS }, { "eus", STOP }, { "eut", STOP | HAS },
    { "eux", STOP }, { "eux-mêmes", STOP }, { "explorerons", C(DO) },
    { "explorions", C(DO) }, { "explorons", C(DO) }, { "exploré", C(DO) },
    { "explorée", C(DO) }, { "explorées", C(DO) }, { "explorés", C(DO) },
    { "explosion", ROLE }, { "exposerons", C(DO) }, { "exposions", C(DO) },
    { "exposons", C(DO) }, { "exposé", C(DO) }, { "exposée", C(DO) },
    { "exposées", C(DO) }, { "exposés", C(DO) },
    { "face", STARTER | GLUED | STRICT }, { "faire", STOP }, { "fais", STOP },
    { "faisaient", STOP }, { "faisait", STOP }, { "fait", STOP },
    { "faites", STOP }, { "faut", STARTER }, { "faute", GLUED },
    { "femme", ROLE }, { "fera", STOP }, { "feront", STOP },
    { "festival", ROLE }, { "fillette", ROLE }, { "film", ROLE },
    { "fin", GLUED }, { "firme", ROLE }, { "fois", STOP | TIME },
    { "fondation", ROLE }, { "font", STOP }, { "formation", ROLE },
    { "furent", STOP | HAS }, { "fussent", STOP }, { "fut", STOP | HAS },
    { "févr", DATE }, { "février", DATE }, { "fût", STOP }, { "garçon", ROLE },
    { "grand", STARTER }, { "groupe", ROLE }, { "grâce", STARTER | GLUED },
    { "géant", ROLE }, { "h", DATE }, { "heure", DATE }, { "heures", DATE },
    { "hier", STARTER | GLUED | DATE }, { "homme", ROLE }, { "hors", STOP },
    { "humoriste", ROLE }, { "ici", STOP | STARTER },
    { "il", STOP | STARTER | GLUED | STRICT | FIRST | LEANING },
    { "ils", STOP | STARTER | GLUED | STRICT | FIRST | LEANING },
    { "immeuble", ROLE }, { "impossible", STARTER | GLUED },
    { "incendie", ROLE }, { "incident", ROLE }, { "individu", ROLE },
    { "initialement", GLUED }, { "institution", ROLE },
    { "interrogé", GLUED | STRICT }, { "interrogée", GLUED | STRICT },
    { "interrogés", GLUED }, { "introduirons", C(DO) },
    { "introduisons", C(DO) }, { "introduit", C(DO) }, { "intéressé", ROLE },
    { "intéressée", ROLE }, { "invité", GLUED }, { "invitée", GLUED },
    { "j'", STOP | STARTER | GLUED | STRICT }, { "jamais", STARTER | GLUED },
    { "janv", DATE }, { "janvier", DATE },
    { "je", STOP | STARTER | GLUED | STRICT },
    { "jeudi", GLUED | STRICT | DAY | DATE }, { "jeune", ROLE },
    { "joueur", ROLE }, { "joueuse", ROLE }, { "jour", DATE },
    { "journaliste", ROLE }, { "journée", TIME }, { "juil", DATE },
    { "juillet", DATE }, { "juin", DATE }, { "jusqu'", STOP | GLUED },
    { "jusque", STOP },
    { "l'", STOP | STARTER | GLUED | STRICT | PARTICLE | DEFINITE | C(L) },
    { "la", STOP | STARTER | GLUED | STRICT | FUNCTION | PARTICLE | DEFINITE },
    { "laquelle", STOP },
    { "le", STOP | STARTER | GLUED | STRICT | FUNCTION | PARTICLE | DATE | DEFINITE | C(LE) },
    { "lequel", STOP },
    { "les", STOP | STARTER | GLUED | STRICT | FUNCTION | DEFINITE },
    { "lesquelles", STOP }, { "lesquels", STOP },
    { "leur", STOP | STARTER | GLUED | STRICT | FUNCTION | POINTS },
    { "leurs", STOP | STARTER | GLUED | STRICT | POINTS },
    { "lors", STOP | STARTER | GLUED | STRICT }, { "lorsqu'", STOP },
    { "lorsque", STOP | STARTER | GLUED | STRICT }, { "lui", STOP | LEANING },
    { "lui-même", STOP }, { "lundi", GLUED | STRICT | DAY | DATE },
    { "là", STOP | STARTER }, { "là-bas", STOP }, { "là-dessus", STOP },
    { "m'", STOP }, { "ma", STOP | STARTER }, { "magistrat", ROLE },
    { "mai", DATE },
    { "mais", STOP | STARTER | GLUED | STRICT | FUNCTION | LEANING },
    { "malfaiteur", ROLE }, { "malgré", STARTER | GLUED | STRICT },
    { "mardi", GLUED | STRICT | DAY | DATE }, { "marque", ROLE },
    { "mars", DATE }, { "matinée", TIME }, { "me", STOP },
    { "merci", STARTER }, { "mercredi", GLUED | STRICT | DAY | DATE },
    { "mes", STOP | STARTER | GLUED }, { "mesure", ROLE },
    { "mieux", STARTER | GLUED }, { "min", DATE }, { "ministre", ROLE },
    { "mis", DATE }, { "moi", STOP }, { "moi-même", STOP },
    { "moins", STOP | STARTER | GLUED }, { "mon", STOP | STARTER },
    { "montrerons", C(DO) }, { "montrions", C(DO) }, { "montrons", C(DO) },
    { "montré", C(DO) }, { "montrée", C(DO) }, { "montrées", C(DO) },
    { "montrés", C(DO) }, { "mouvement", ROLE }, { "musicien", ROLE },
    { "même", STOP | STARTER }, { "mêmes", STOP },
    { "n'", STOP | STARTER | GLUED }, { "navire", ROLE },
    { "ne", STOP | STARTER | GLUED | FUNCTION }, { "ni", STOP | FUNCTION },
    { "non", STOP | STARTER }, { "nos", STOP | STARTER | GLUED | WE },
    { "notre", STOP | STARTER | GLUED | WE | C(OUR) },
    { "nous", STOP | STARTER | GLUED | STRICT | WE | C(WE_DO) },
    { "nous-mêmes", STOP }, { "nov", DATE }, { "novembre", DATE },
    { "nuit", TIME }, { "numéro", FUNCTION }, { "né", GLUED },
    { "néanmoins", STARTER | GLUED | LEANING }, { "née", GLUED },
    { "nôtre", STOP }, { "objectif", C(AIM) }, { "occasion", TIME },
    { "oct", DATE }, { "octobre", DATE }, { "on", STOP | STARTER | FIRST },
    { "ont", STOP | FUNCTION | HAS }, { "opération", ROLE },
    { "or", STOP | STARTER | FUNCTION | LEANING }, { "organisation", ROLE },
    { "ou", STOP | STARTER | GLUED | FUNCTION }, { "oui", STOP | STARTER },
    { "outre", STARTER | GLUED | STRICT }, { "ouvrage", ROLE },
    { "où", STOP | STARTER | GLUED | FUNCTION | ASKS }, { "papier", C(PAPER) },
    { "par", STOP | STARTER | GLUED | STRICT | FUNCTION | LEANING },
    { "parce", STOP | STARTER | GLUED },
    { "parmi", STOP | STARTER | GLUED | STRICT }, { "parti", ROLE },
    { "pas", STOP | STARTER | GLUED }, { "patron", ROLE },
    { "patronne", ROLE }, { "pendant", STOP | STARTER | GLUED },
    { "personne", STARTER | GLUED }, { "peu", STOP }, { "peut", STOP },
    { "peut-être", STOP }, { "peuvent", STOP }, { "peux", STOP },
    { "phénomène", ROLE }, { "pilote", ROLE }, { "plateforme", ROLE },
    { "plus", STOP | STARTER | GLUED },
    { "plusieurs", STOP | STARTER | GLUED | STRICT }, { "plutôt", STOP },
    { "porte-parole", ROLE },
    { "pour", STOP | STARTER | GLUED | STRICT | FUNCTION | C(POUR) },
    { "pourquoi", STOP | STARTER | GLUED | ASKS }, { "pourra", STOP },
    { "pourraient", STOP }, { "pourrait", STOP },
    { "pourtant", STOP | STARTER | GLUED | STRICT | LEANING },
    { "pouvaient", STOP }, { "pouvait", STOP }, { "prince", ROLE },
    { "princesse", ROLE }, { "procès", ROLE }, { "programme", ROLE },
    { "projet", ROLE }, { "proposerons", C(DO) }, { "proposions", C(DO) },
    { "proposons", C(DO) }, { "proposé", C(DO) }, { "proposée", C(DO) },
    { "proposées", C(DO) }, { "proposés", C(DO) }, { "près", STOP },
    { "présent", GLUED | C(THIS) }, { "présentateur", ROLE },
    { "présentatrice", ROLE }, { "présente", GLUED },
    { "présenterons", C(DO) }, { "présentions", C(DO) },
    { "présentons", C(DO) }, { "présenté", C(DO) }, { "présentée", C(DO) },
    { "présentées", C(DO) }, { "présentés", C(DO) }, { "prévenu", ROLE },
    { "prévenue", ROLE },
    { "puis", STOP | STARTER | GLUED | STRICT | LEANING }, { "puisqu'", STOP },
    { "puisque", STOP | STARTER | GLUED }, { "puisse", STOP },
    { "période", TIME }, { "qu'", STOP | STARTER | GLUED | STRICT },
    { "quadragénaire", ROLE }, { "quand", STOP | STARTER | GLUED | STRICT },
    { "quant", STARTER | GLUED }, { "quatre", GLUED },
    { "que", STOP | STARTER | GLUED | FUNCTION },
    { "quel", STOP | STARTER | GLUED | ASKS },
    { "quelle", STOP | STARTER | GLUED | ASKS },
    { "quelles", STOP | STARTER | GLUED | ASKS }, { "quelqu'un", STOP },
    { "quelqu'une", STOP }, { "quelque", STOP },
    { "quelques", STOP | STARTER | GLUED | STRICT }, { "quelques-unes", STOP },
    { "quelques-uns", STOP }, { "quels", STOP | STARTER | GLUED | ASKS },
    { "qui", STOP | STARTER | GLUED | FUNCTION }, { "quinquagénaire", ROLE },
    { "quoi", STOP | STARTER | GLUED }, { "quoiqu'", STOP },
    { "quoique", STOP }, { "rappeur", ROLE }, { "reste", STARTER },
    { "rien", STARTER }, { "roman", ROLE }, { "romancier", ROLE },
    { "romancière", ROLE }, { "réalisateur", ROLE }, { "réalisatrice", ROLE },
    { "réforme", ROLE }, { "résultat", STARTER }, { "résumer", C(CONCLUDE) },
    { "résumé", C(SUM) }, { "s'", STOP | STARTER | GLUED },
    { "sa", STOP | STARTER | FUNCTION | POINTS }, { "saison", TIME },
    { "samedi", GLUED | STRICT | DAY | DATE },
    { "sans", STOP | STARTER | GLUED | STRICT | FUNCTION },
    { "se", STOP | FUNCTION }, { "selon", STOP | STARTER | GLUED | STRICT },
    { "semaine", TIME }, { "sept", DATE }, { "septembre", DATE },
    { "septuagénaire", ROLE }, { "sera", STOP }, { "seraient", STOP },
    { "serais", STOP }, { "serait", STOP }, { "serez", STOP },
    { "serons", STOP }, { "seront", STOP },
    { "ses", STOP | STARTER | GLUED | FUNCTION | POINTS },
    { "seul", STARTER | GLUED }, { "seule", STARTER | GLUED },
    { "seules", STARTER | GLUED }, { "seuls", STARTER | GLUED },
    { "sexagénaire", ROLE },
    { "si", STOP | STARTER | GLUED | STRICT | FUNCTION }, { "sien", STOP },
    { "sinon", STOP | GLUED }, { "site", ROLE }, { "six", GLUED },
    { "société", ROLE }, { "soi", STOP }, { "soi-même", STOP },
    { "soient", STOP }, { "soirée", TIME }, { "sois", STOP },
    { "soit", STOP | STARTER }, { "somme", C(SUM) }, { "sommes", STOP },
    { "son", STOP | STARTER | FUNCTION | POINTS },
    { "sont", STOP | FUNCTION | HAS },
    { "sous", STOP | STARTER | GLUED | FUNCTION }, { "soyez", STOP },
    { "soyons", STOP }, { "sportif", ROLE }, { "sportive", ROLE },
    { "star", ROLE }, { "structure", ROLE }, { "suis", STOP },
    { "sur", STOP | STARTER | GLUED | STRICT | FUNCTION }, { "suspect", ROLE },
    { "suspecte", ROLE }, { "syndicat", ROLE }, { "sénateur", ROLE },
    { "sénatrice", ROLE }, { "t'", STOP }, { "ta", STOP | STARTER },
    { "tandis", STOP }, { "tant", STOP }, { "te", STOP },
    { "tel", STOP | STARTER }, { "telle", STOP | STARTER }, { "telles", STOP },
    { "tels", STOP }, { "tes", STOP | STARTER | GLUED }, { "texte", ROLE },
    { "tireur", ROLE }, { "toi", STOP }, { "toi-même", STOP },
    { "ton", STOP | STARTER }, { "toujours", STOP | STARTER | GLUED },
    { "tous", STOP | STARTER | GLUED }, { "tout", STOP | STARTER | GLUED },
    { "toute", STOP | STARTER | GLUED },
    { "toutefois", STARTER | GLUED | STRICT | LEANING },
    { "toutes", STOP | STARTER | GLUED }, { "travail", C(WORK) },
    { "trentenaire", ROLE }, { "trois", STARTER | GLUED }, { "trop", STOP },
    { "très", STOP | STARTER | GLUED }, { "tu", STOP | STARTER },
    { "tueur", ROLE }, { "un", STOP | STARTER | GLUED | STRICT | FUNCTION },
    { "une", STOP | STARTER | GLUED | STRICT | FUNCTION }, { "usine", ROLE },
    { "va", STOP }, { "vedette", ROLE },
    { "vendredi", GLUED | STRICT | DAY | DATE }, { "vers", STOP | FUNCTION },
    { "via", STOP | GLUED }, { "victime", ROLE }, { "village", ROLE },
    { "ville", ROLE }, { "vis-à-vis", STOP }, { "vive", STARTER },
    { "voici", STOP | STARTER | GLUED }, { "voilà", STOP | STARTER | GLUED },
    { "voiture", ROLE }, { "vont", STOP }, { "vos", STOP | STARTER | GLUED },
    { "votre", STOP | STARTER | GLUED },
    { "vous", STOP | STARTER | GLUED | STRICT }, { "vous-même", STOP },
    { "vous-mêmes", STOP }, { "voyez", STARTER | GLUED },
    { "vu", STOP | STARTER }, { "véhicule", ROLE }, { "y", STOP | STARTER },
    { "z'", STOP }, { "à", STOP | STARTER | GLUED | STRICT | FUNCTION | ASKS | DATE },
    { "âgé", GLUED }, { "âgée", GLUED },
    { "ça", STOP | STARTER | GLUED | FIRST | LEANING },
    { "également", GLUED | LEANING }, { "élu", ROLE }, { "élue", ROLE },
    { "époque", TIME }, { "équipe", ROLE }, { "établissement", ROLE },
    { "étaient", STOP }, { "étais", STOP }, { "était", STOP },
    { "étant", STOP }, { "étude", ROLE }, { "étudierons", C(DO) },
    { "étudiions", C(DO) }, { "étudions", C(DO) }, { "étudié", C(DO) },
    { "étudiée", C(DO) }, { "étudiées", C(DO) }, { "étudiés", C(DO) },
    { "été", STOP | HAS }, { "évaluerons", C(DO) }, { "évaluions", C(DO) },
    { "évaluons", C(DO) }, { "évalué", C(DO) }, { "évaluée", C(DO) },
    { "évaluées", C(DO) }, { "évalués", C(DO) }, { "êtes", STOP },
    { "être", STOP }
};

/* Which part may follow which. */
static const uint32_t cue_pairs[] = {
    [WE_DO] = 1u << DO,
    [HAVE] = 1u << DO,
    [THIS] = 1u << ARTICLE,
    [OUR] = 1u << ARTICLE | 1u << WORK | 1u << AIM | 1u << GOAL,
    [CE] = 1u << PAPER | 1u << WORK,
    [L] = 1u << AIM,
    [LE] = 1u << GOAL,
    [EN] = 1u << SUM,
    [POUR] = 1u << CONCLUDE,
    [CONCLUDE] = 0
};

/* Openings that lean on the sentence before: after a pronoun or connective the
 * reader asks who, or what was said.  The longest that fits decides. */
static const entry openings[] = {
    { "ainsi", 1 }, { "alors", 1 }, { "au contraire", 1 }, { "aussi", 1 },
    { "c'", 1 }, { "car", 1 }, { "ce", 1 }, { "cela", 1 }, { "celle", 1 },
    { "celles", 1 }, { "celui", 1 }, { "cependant", 1 }, { "ces derniers", 1 },
    { "cette dernière", 1 }, { "ceux", 1 }, { "d'ailleurs", 1 },
    { "de plus", 1 }, { "de son côté", 1 }, { "donc", 1 }, { "elle", 1 },
    { "elles", 1 }, { "en effet", 1 }, { "en outre", 1 }, { "en revanche", 1 },
    { "enfin", 1 }, { "ensuite", 1 }, { "et", 1 }, { "il", 1 },
    { "il est clair", 0 }, { "il est possible", 0 }, { "il est probable", 0 },
    { "il est vrai", 0 }, { "il faut", 0 }, { "il s'agit", 0 },
    { "il y a", 0 }, { "ils", 1 }, { "lui", 1 }, { "mais", 1 },
    { "néanmoins", 1 }, { "or", 1 }, { "par ailleurs", 1 },
    { "par contre", 1 }, { "pourtant", 1 }, { "puis", 1 }, { "toutefois", 1 },
    { "ça", 1 }, { "également", 1 }
};

/* ---- Full stops --------------------------------------------------------- */

#define NAME    SMZ_BEFORE_NAME
#define SELDOM  SMZ_SELDOM_FINAL
#define NEVER   SMZ_NEVER_FINAL
#define OFTEN   SMZ_OFTEN_FINAL
#define CAPITAL 8  /* before a name when written with one capital: "Me" */

static const entry abbreviations[] = {
    { "a.m", OFTEN }, { "adj", NAME }, { "adr", OFTEN }, { "adv", NEVER },
    { "al", SELDOM }, { "alin", SELDOM }, { "all", NEVER }, { "am", SELDOM },
    { "anc", NEVER }, { "angl", NEVER }, { "ann", SELDOM },
    { "annexe", SELDOM }, { "ant", NEVER }, { "ap", NEVER }, { "app", SELDOM },
    { "approx", NEVER }, { "appt", SELDOM }, { "apr", NEVER },
    { "arr", SELDOM }, { "art", SELDOM }, { "arts", SELDOM }, { "auj", NEVER },
    { "av", NEVER }, { "ave", SELDOM }, { "avr", OFTEN }, { "b.p", SELDOM },
    { "bd", SELDOM }, { "bibl", OFTEN }, { "biblio", OFTEN },
    { "bld", SELDOM }, { "boul", SELDOM }, { "bp", SELDOM },
    { "bros", SELDOM }, { "bât", SELDOM }, { "c-à-d", NEVER },
    { "c.-à-d", NEVER }, { "c.c", NEVER }, { "c.f", NEVER }, { "c.p", SELDOM },
    { "c.q.f.d", OFTEN }, { "c.à.d", NEVER }, { "cap", CAPITAL },
    { "cath", NEVER }, { "cdt", NAME }, { "cf", NEVER }, { "ch", SELDOM },
    { "chap", SELDOM }, { "chr", NAME }, { "cie", OFTEN }, { "cl", SELDOM },
    { "cm", SELDOM }, { "cne", NAME }, { "co", SELDOM },
    { "col", SELDOM | CAPITAL }, { "coll", NEVER }, { "conf", NEVER },
    { "conj", NEVER }, { "coord", NEVER }, { "corp", SELDOM },
    { "cp", SELDOM }, { "càd", NEVER }, { "d.n", SELDOM }, { "dept", SELDOM },
    { "dim", OFTEN }, { "dir", NEVER }, { "dom", CAPITAL }, { "dpt", NEVER }, { "dr", NAME },
    { "drs", NAME }, { "déc", OFTEN }, { "dép", SELDOM }, { "e.g", NEVER },
    { "ed", SELDOM }, { "env", NEVER }, { "esc", SELDOM }, { "esp", NEVER },
    { "etc", OFTEN }, { "ex", NEVER }, { "f", SELDOM }, { "fax", SELDOM },
    { "ff", SELDOM }, { "fig", SELDOM }, { "figs", SELDOM }, { "fol", SELDOM },
    { "fr", NEVER | CAPITAL }, { "fém", NEVER }, { "fév", OFTEN },
    { "févr", OFTEN }, { "g", OFTEN }, { "gal", NAME }, { "gouv", NAME },
    { "gr", NEVER }, { "gén", NAME }, { "h", OFTEN }, { "h.t", OFTEN },
    { "ha", SELDOM }, { "hab", NEVER }, { "hon", NAME }, { "hr", SELDOM },
    { "hrs", OFTEN }, { "ht", OFTEN }, { "i.e", NEVER }, { "ibid", OFTEN },
    { "id", SELDOM }, { "idem", OFTEN }, { "ill", OFTEN },
    { "illustr", OFTEN }, { "imp", OFTEN }, { "impr", OFTEN },
    { "inc", SELDOM }, { "interj", NEVER }, { "intr", NEVER },
    { "introd", NEVER }, { "inv", NEVER }, { "invar", NEVER },
    { "ital", NEVER }, { "j.-c", SELDOM }, { "janv", OFTEN }, { "jc", SELDOM },
    { "jr", SELDOM }, { "juil", OFTEN }, { "juill", OFTEN }, { "k", OFTEN },
    { "kg", OFTEN }, { "km", OFTEN }, { "l", OFTEN }, { "lat", NEVER },
    { "lcl", NAME }, { "litt", NEVER }, { "liv", SELDOM }, { "loc", NEVER },
    { "loc.cit", NEVER }, { "lt", NAME }, { "ltd", SELDOM }, { "lun", OFTEN },
    { "m", NAME }, { "mar", OFTEN }, { "masc", NEVER }, { "max", OFTEN }, { "md", SELDOM },
    { "mds", OFTEN }, { "me", CAPITAL }, { "mes", CAPITAL }, { "mg", SELDOM },
    { "mgr", NAME }, { "mgrs", NAME }, { "min", OFTEN }, { "mio", OFTEN },
    { "ml", SELDOM }, { "mlle", NAME }, { "mlles", NAME }, { "mm", NAME },
    { "mme", NAME }, { "mmes", NAME }, { "mn", SELDOM }, { "moy", NEVER },
    { "mr", NAME }, { "mrd", OFTEN }, { "mrs", NAME }, { "ms", NAME },
    { "mss", SELDOM }, { "n", SELDOM }, { "n.b", NEVER }, { "n.d", NAME },
    { "n.d.l.r", NEVER }, { "n.d.t", NEVER }, { "n.s", OFTEN },
    { "ndlr", NEVER }, { "ndt", NEVER }, { "no", SELDOM }, { "nov", OFTEN },
    { "num", SELDOM }, { "n°", SELDOM }, { "nº", SELDOM }, { "oct", OFTEN },
    { "op", NEVER }, { "op.cit", NEVER }, { "p", SELDOM }, { "p.-s", OFTEN },
    { "p.e", NEVER }, { "p.ex", NEVER }, { "p.m", OFTEN }, { "parag", SELDOM },
    { "paragr", SELDOM }, { "pass", OFTEN }, { "pdt", NAME }, { "ph", NAME },
    { "ph.d", OFTEN }, { "phd", OFTEN }, { "pl", SELDOM }, { "pm", SELDOM },
    { "postf", NEVER }, { "pp", SELDOM }, { "pr", NAME }, { "prof", NAME },
    { "pron", NEVER }, { "prot", NEVER }, { "prov", NEVER }, { "préf", NEVER },
    { "prép", NEVER }, { "prés", NAME }, { "q.e.d", OFTEN }, { "qq", NEVER },
    { "qqch", NEVER }, { "qqn", NEVER }, { "qque", NEVER }, { "quest", NEVER },
    { "r.a.s", OFTEN }, { "r.d", SELDOM }, { "r.n", SELDOM }, { "r.p", NAME },
    { "r.s.v.p", OFTEN }, { "ref", SELDOM }, { "resp", NEVER },
    { "rte", SELDOM }, { "réf", SELDOM }, { "réimpr", NEVER },
    { "rép", NEVER }, { "rés", SELDOM }, { "rév", NAME }, { "rééd", NEVER },
    { "s", OFTEN }, { "s.d", OFTEN }, { "s.e", NAME }, { "s.l", OFTEN },
    { "s.m", NAME }, { "s.n", OFTEN }, { "s.s", NAME }, { "s.v", NEVER },
    { "s.v.p", OFTEN }, { "sam", OFTEN }, { "sarl", OFTEN }, { "sc", NEVER },
    { "sec", OFTEN }, { "sect", SELDOM }, { "sept", OFTEN }, { "sgt", NAME },
    { "sous-sect", SELDOM }, { "spéc", NEVER }, { "spécialt", NEVER },
    { "sq", SELDOM }, { "sqq", OFTEN }, { "sr", SELDOM }, { "ss", SELDOM },
    { "st", NAME }, { "ste", NAME }, { "stes", NAME }, { "sts", NAME },
    { "subst", NEVER }, { "suiv", OFTEN }, { "suppl", OFTEN },
    { "svp", OFTEN }, { "syn", NEVER }, { "sén", NAME }, { "t", SELDOM },
    { "t.t.c", OFTEN }, { "t.v.a", OFTEN }, { "tab", SELDOM },
    { "tel", SELDOM }, { "th", NAME }, { "tom", SELDOM }, { "trad", NEVER },
    { "trans", NEVER }, { "ttc", OFTEN }, { "tva", OFTEN }, { "tél", SELDOM },
    { "univ", NEVER }, { "v", SELDOM }, { "v.f", OFTEN }, { "v.o", OFTEN },
    { "ven", OFTEN }, { "vid", NEVER }, { "viz", NEVER }, { "vol", SELDOM },
    { "vols", SELDOM }, { "vs", NEVER }, { "vv", SELDOM }, { "vve", NAME },
    { "§", SELDOM }, { "éd", SELDOM }, { "ét", SELDOM }
};

static const char extensions[][24] = {
    "asp", "be", "ca", "ch", "co", "com", "csv", "de", "doc", "docx", "edu",
    "eu", "exe", "fr", "gouv", "gov", "htm", "html", "info", "io", "jpg", "js",
    "me", "mp3", "mp4", "net", "org", "pdf", "php", "png", "py", "tv", "txt",
    "uk", "xls", "xlsx", "zip"
};

/* ---- What is not prose -------------------------------------------------- */

#define WHOLE SMZ_WHOLE
#define COLON SMZ_COLON
#define DATES SMZ_DATES
#define NAMES SMZ_NAMES
#define SHORT SMZ_SHORT
#define ANY   SMZ_ANY

/* Openings of what stands around a text, and what must follow them. */
static const entry boilerplate[] = {
    { "a lire aussi", COLON }, { "abonnez-vous pour", SHORT },
    { "abonnez-vous à", SHORT }, { "accepter les cookies", WHOLE },
    { "accueil", WHOLE }, { "actualisé le", DATES }, { "adresse", COLON },
    { "afp", WHOLE }, { "aimez-nous sur", SHORT },
    { "ajouter aux favoris", WHOLE }, { "ajouté le", DATES },
    { "article", COLON }, { "article détaillé", COLON },
    { "article réservé aux abonnés", WHOLE }, { "articles connexes", COLON },
    { "aucun commentaire", WHOLE }, { "auteur", COLON }, { "auteurs", COLON },
    { "avec", NAMES }, { "avec afp", WHOLE }, { "catégorie", COLON },
    { "catégories", COLON }, { "cc", COLON },
    { "ce contenu n'est pas", SHORT }, { "ce site utilise des cookies", ANY },
    { "cet article est réservé", SHORT }, { "cette vidéo n'est pas", SHORT },
    { "cliquez ici", SHORT }, { "cliquez sur", SHORT }, { "commenter", WHOLE },
    { "communiqué de presse", WHOLE },
    { "conditions générales d'utilisation", WHOLE }, { "contact", COLON },
    { "contact presse", COLON }, { "contactez-nous", WHOLE },
    { "contacts", COLON }, { "contenu sponsorisé", WHOLE },
    { "copyright", NAMES }, { "copyright ©", NAMES }, { "courriel", COLON },
    { "crédit", COLON | NAMES }, { "crédit photo", COLON | NAMES },
    { "crédit photos", COLON }, { "crédits", COLON | NAMES },
    { "crédits photo", COLON }, { "crédits photos", COLON },
    { "créé le", DATES }, { "date", COLON }, { "de", COLON },
    { "de notre correspondant", NAMES }, { "de notre correspondante", NAMES },
    { "de notre envoyé spécial", NAMES }, { "dernière mise à jour le", DATES },
    { "dernière modification le", DATES }, { "diffusé le", DATES },
    { "doi", COLON }, { "durée de lecture", COLON },
    { "décision attaquée", COLON }, { "déjà abonné", SHORT },
    { "e-mail", COLON }, { "en cliquant sur", ANY }, { "en images", WHOLE },
    { "en poursuivant votre navigation", ANY }, { "en savoir plus", WHOLE },
    { "en vidéo", WHOLE }, { "envoyer par e-mail", WHOLE },
    { "envoyer par mail", WHOLE }, { "envoyé", COLON },
    { "envoyé de mon iphone", WHOLE }, { "envoyé de mon mobile", WHOLE },
    { "fax", COLON }, { "gérer mes cookies", WHOLE }, { "horaires", COLON },
    { "il vous reste", SHORT }, { "illustration", COLON }, { "image", COLON },
    { "imprimer", WHOLE }, { "imprimer cet article", WHOLE },
    { "inscription", COLON }, { "inscriptions", COLON },
    { "inscrivez-vous à", SHORT }, { "isbn", COLON },
    { "la rédaction", WHOLE }, { "laisser un commentaire", WHOLE },
    { "le", DATES }, { "lien", COLON }, { "liens", COLON },
    { "lire aussi", WHOLE | COLON }, { "lire la suite", WHOLE },
    { "lire plus", WHOLE }, { "lire également", COLON }, { "légende", COLON },
    { "mail", COLON }, { "mentions légales", WHOLE }, { "menu", WHOLE },
    { "mis en ligne", COLON }, { "mis en ligne le", DATES },
    { "mis à jour le", DATES }, { "mise à jour le", DATES },
    { "modifié le", DATES }, { "mot-clé", COLON }, { "mots clés", COLON },
    { "mots-clés", COLON }, { "newsletter", WHOLE },
    { "nous contacter", WHOLE }, { "nous utilisons des cookies", ANY },
    { "n° de pourvoi", COLON }, { "n° rg", SHORT }, { "objet", COLON },
    { "palette", COLON }, { "par", COLON | NAMES }, { "partager", WHOLE },
    { "partager cet article", WHOLE }, { "partager sur", COLON | SHORT },
    { "partager via", SHORT }, { "partagez", COLON },
    { "partagez sur", SHORT }, { "paru le", DATES },
    { "photo", COLON | NAMES }, { "photo d'archives", WHOLE },
    { "photo d'illustration", WHOLE }, { "photos", COLON | NAMES },
    { "plan du site", WHOLE }, { "politique de confidentialité", WHOLE },
    { "portail", COLON }, { "posté le", DATES }, { "posté par", NAMES },
    { "pourvoi n", COLON }, { "première publication", DATES },
    { "propos recueillis par", COLON | NAMES }, { "précédent", WHOLE },
    { "publicité", WHOLE }, { "publié", COLON | DATES },
    { "publié le", DATES }, { "publié par", COLON | NAMES },
    { "qui sommes-nous", WHOLE }, { "recevez nos", SHORT },
    { "recevez notre", SHORT }, { "rechercher", WHOLE },
    { "rejoignez-nous sur", SHORT }, { "renseignements", COLON },
    { "reportage", COLON }, { "retour", WHOLE },
    { "retour en haut de page", WHOLE }, { "retrouvez-nous sur", SHORT },
    { "reuters", WHOLE }, { "rubrique", COLON }, { "réagir", WHOLE },
    { "rédigé le", DATES }, { "rédigé par", NAMES }, { "réf", COLON },
    { "référence", COLON }, { "références", COLON }, { "réservation", COLON },
    { "réservations", COLON }, { "réservé aux abonnés", WHOLE },
    { "s'abonner", WHOLE }, { "s'inscrire", WHOLE }, { "se connecter", WHOLE },
    { "signaler un abus", WHOLE }, { "site", COLON },
    { "site internet", COLON }, { "site web", COLON }, { "sommaire", WHOLE },
    { "source", COLON }, { "sources", COLON }, { "suivant", WHOLE },
    { "suivez-nous", COLON }, { "suivez-nous sur", SHORT },
    { "sur le même sujet", WHOLE }, { "tag", COLON }, { "tags", COLON },
    { "tarif", COLON }, { "tarifs", COLON }, { "temps de lecture", COLON },
    { "texte", COLON | NAMES }, { "texte et photos", COLON },
    { "tous droits réservés", WHOLE }, { "tout accepter", WHOLE },
    { "tout refuser", WHOLE }, { "traduction", COLON },
    { "traduit par", NAMES }, { "tweeter", WHOLE }, { "tél", COLON },
    { "télécharger", WHOLE }, { "téléchargez l'application", SHORT },
    { "téléphone", COLON }, { "url", COLON }, { "vidéo", COLON },
    { "voir aussi", WHOLE | COLON }, { "voir plus", WHOLE },
    { "voir également", COLON }, { "votre navigateur", SHORT }, { "©", NAMES },
    { "à", COLON }, { "à lire aussi", WHOLE | COLON },
    { "à lire également", WHOLE | COLON }, { "à voir aussi", WHOLE | COLON },
    { "à écouter aussi", COLON }, { "écrit le", DATES },
    { "écrit par", NAMES }
};

/* ---- Apostrophes and hyphens -------------------------------------------- */

static const char elided[][24] = {
    "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quoiqu",
    "s", "t", "z"
};

static const char clitics[][24] = {
    "ce", "ci", "elle", "elles", "en", "eux", "il", "ils", "je", "la", "le",
    "les", "leur", "lui", "là", "m", "me", "moi", "nous", "on", "t", "te",
    "toi", "tu", "vous", "y"
};

static const char wholes[][24] = {
    "c'est-à-dire", "chez-elle", "chez-eux", "chez-lui", "chez-moi",
    "chez-nous", "chez-soi", "chez-toi", "chez-vous", "garde-à-vous",
    "jusqu'au-boutisme", "jusqu'au-boutiste", "jusqu'au-boutistes",
    "laissez-passer", "on-dit", "par-là", "rendez-vous", "soi-disant",
    "sot-l'y-laisse"
};

/* ---- Looking up --------------------------------------------------------- */

#define COUNT(table) (sizeof (table) / sizeof (table)[0])

/* How many bytes two words share from their start. */
static uint32_t match(const char *word, uint32_t length, const char *listed)
{
    uint32_t i = 0;
    while (i < length && listed[i] != '\0' && word[i] == listed[i])
        i++;
    return i;
}

/* The first eight bytes, so that a larger number comes later. */
static uint64_t first_eight(const char *word, uint32_t length)
{
    char bytes[8] = { 0 };
    for (uint32_t i = 0; i < length && i < 8; i++)
        bytes[i] = word[i];
    return __builtin_bswap64(smz_load_eight(bytes));
}

/* A table of words, 'size' bytes from one to the next. */
typedef struct table { const char *words; size_t size, count; } table;

#define TABLE(name) (table){ (const char *)(name), sizeof (name)[0], \
                             COUNT(name) }

static uint64_t key_at(const table *t, size_t i)
{
    return __builtin_bswap64(smz_load_eight(t->words + i * t->size));
}

/* The last whose first eight bytes do not come behind those of a word.  There
 * is nothing to foresee in a binary search: so no branch hangs on it. */
static size_t find_place(const table *t, uint64_t key)
{
    size_t place = 0;
    for (size_t left = t->count; left > 1;) {
        size_t half = left / 2;
        place += key_at(t, place + half) <= key ? half : 0;
        left -= half;
    }
    return place;
}

/* The index of a word, or the count; it may hold any byte. */
static size_t find_word(table t, const char *word, uint32_t length)
{
    uint64_t key = first_eight(word, length);
    for (size_t i = find_place(&t, key) + 1; i-- > 0;) {
        const char *listed = t.words + i * t.size;
        if (key_at(&t, i) != key)
            break;
        if (match(word, length, listed) == length && listed[length] == '\0')
            return i;
    }
    return t.count;
}

/* How many bytes of an opening may be listed: as many as it shares with the
 * listed ones that come right before it. */
static uint32_t match_any(table t, const char *opening, uint32_t length)
{
    uint64_t key = first_eight(opening, length);
    size_t i = find_place(&t, key);
    uint32_t most = match(opening, length, t.words + i * t.size);
    while (i-- > 0 && key_at(&t, i) == key) {
        uint32_t other = match(opening, length, t.words + i * t.size);
        most = other > most ? other : most;
    }
    return most;
}

uint32_t smz_lexicon(const char *word, uint32_t length)
{
    size_t i = find_word(TABLE(lexicon), word, length);
    return i < COUNT(lexicon) ? lexicon[i].value : 0;
}

bool smz_is_cue(uint32_t first, uint32_t second)
{
    return first < COUNT(cue_pairs) && (cue_pairs[first] >> second & 1) != 0;
}

bool smz_leans(const char *opening, uint32_t length)
{
    uint32_t reach = match_any(TABLE(openings), opening, length);
    for (uint32_t end = reach; end > 0; end--) {
        if (end < length && opening[end] != ' ' && opening[end - 1] != '\'')
            continue;
        size_t i = find_word(TABLE(openings), opening, end);
        if (i < COUNT(openings))
            return openings[i].value == 1;
    }
    return false;
}

smz_abbreviation smz_find_abbreviation(const char *word, uint32_t length,
                                       bool capital, bool mixed)
{
    size_t i = find_word(TABLE(abbreviations), word, length);
    uint32_t value = i < COUNT(abbreviations) ? abbreviations[i].value
                                              : SMZ_ORDINARY;
    if (value >= CAPITAL)
        return mixed ? SMZ_BEFORE_NAME : (smz_abbreviation)(value - CAPITAL);
    bool madam = length > 2 && word[0] == 'm' && word[1] != 'g';
    if (value == SMZ_BEFORE_NAME && !capital && !madam)
        return SMZ_SELDOM_FINAL;
    return (smz_abbreviation)value;
}

uint32_t smz_find_boilerplate(const char *opening, uint32_t length)
{
    size_t i = find_word(TABLE(boilerplate), opening, length);
    return i < COUNT(boilerplate) ? boilerplate[i].value : 0;
}

uint32_t smz_match_boilerplate(const char *opening, uint32_t length)
{
    return match_any(TABLE(boilerplate), opening, length);
}

bool smz_is_extension(const char *word, uint32_t length)
{
    return find_word(TABLE(extensions), word, length) < COUNT(extensions);
}

bool smz_is_elided(const char *word, uint32_t length)
{
    return find_word(TABLE(elided), word, length) < COUNT(elided);
}

bool smz_is_clitic(const char *word, uint32_t length)
{
    return find_word(TABLE(clitics), word, length) < COUNT(clitics);
}

bool smz_is_whole(const char *word, uint32_t length)
{
    return find_word(TABLE(wholes), word, length) < COUNT(wholes);
}
