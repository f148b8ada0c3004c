/*
 * french.c - the French that the stages ask of, as data
 *
 * Every table is sorted by bytes (a test checks it), so that a word is found in
 * ten comparisons.
 */
#include "french.h"

#include <stddef.h>
#include <string.h>

#include "internal.h"
#include "lanes.h"

/* ---- Words -------------------------------------------------------------- */

/* Words stand in their tables, not behind pointers: see find_word().  The less
 * room they take, the more of them the cache holds. */
typedef struct entry { char word[20]; uint32_t value; } entry;
typedef struct phrase { char word[44]; uint32_t value; } phrase;

#include "french_lexicon.h"

/* Which part may follow which. */
static const uint32_t cue_pairs[32] = {
    [WE_DO] = 1u << DO,
    [HAVE] = 1u << DO,
    [THIS] = 1u << ARTICLE,
    [OUR] = 1u << ARTICLE | 1u << WORK | 1u << AIM | 1u << GOAL,
    [CE] = 1u << PAPER | 1u << WORK,
    [L] = 1u << AIM,
    [LE] = 1u << GOAL,
    [EN] = 1u << SUM,
    [POUR] = 1u << CONCLUDE
};

/* Openings that lean on the sentence before: after a pronoun or connective the
 * reader asks who, or what was said; and those that begin alike, but stand.
 * The longest that fits decides. */
#define LEANS  SMZ_OPENING_LEANS
#define STANDS SMZ_OPENING_STANDS
#define LONGER SMZ_OPENING_LONGER

static const entry openings[] = {
    { "ainsi", LEANS }, { "alors", LEANS }, { "au", LONGER },
    { "au contraire", LEANS }, { "aussi", LEANS }, { "c'", LEANS },
    { "car", LEANS }, { "ce", LEANS }, { "cela", LEANS }, { "celle", LEANS },
    { "celles", LEANS }, { "celui", LEANS }, { "cependant", LEANS },
    { "ces", LONGER }, { "ces derniers", LEANS }, { "cette", LONGER },
    { "cette dernière", LEANS }, { "ceux", LEANS }, { "d'", LONGER },
    { "d'ailleurs", LEANS }, { "de", LONGER }, { "de plus", LEANS },
    { "de son", LONGER }, { "de son côté", LEANS }, { "donc", LEANS },
    { "elle", LEANS }, { "elles", LEANS }, { "en", LONGER },
    { "en effet", LEANS }, { "en outre", LEANS }, { "en revanche", LEANS },
    { "enfin", LEANS }, { "ensuite", LEANS }, { "et", LEANS },
    { "il", LEANS | LONGER }, { "il est", LONGER },
    { "il est clair", STANDS }, { "il est possible", STANDS },
    { "il est probable", STANDS }, { "il est vrai", STANDS },
    { "il faut", STANDS }, { "il s'", LONGER }, { "il s'agit", STANDS },
    { "il y", LONGER }, { "il y a", STANDS }, { "ils", LEANS },
    { "lui", LEANS }, { "mais", LEANS }, { "néanmoins", LEANS },
    { "or", LEANS }, { "par", LONGER }, { "par ailleurs", LEANS },
    { "par contre", LEANS }, { "pourtant", LEANS }, { "puis", LEANS },
    { "toutefois", LEANS }, { "ça", LEANS }, { "également", LEANS }
};

/* ---- Full stops --------------------------------------------------------- */

#define NAME    SMZ_BEFORE_NAME
#define SELDOM  SMZ_SELDOM_FINAL
#define NEVER   SMZ_NEVER_FINAL
#define OFTEN   SMZ_OFTEN_FINAL
#define CITED   SMZ_CITED
#define CAPITAL 8  /* before a name when written with one capital: "Me" */
#define PROPER  16 /* none but when written with one capital: "Gaz. Pal." */

_Static_assert(SMZ_CITED < CAPITAL, "these are added to one of those");

static const entry abbreviations[] = {
    { "a.m", OFTEN }, { "adj", NAME }, { "adm", CITED }, { "adr", OFTEN },
    { "adv", NEVER }, { "al", SELDOM }, { "alin", SELDOM }, { "all", NEVER },
    { "am", SELDOM }, { "anc", NEVER }, { "angl", NEVER }, { "ann", SELDOM },
    { "annexe", SELDOM }, { "ant", NEVER }, { "ap", NEVER }, { "app", SELDOM },
    { "approx", NEVER }, { "appt", SELDOM }, { "apr", NEVER },
    { "arr", SELDOM }, { "art", SELDOM }, { "arts", SELDOM }, { "auj", NEVER },
    { "av", NEVER }, { "ave", SELDOM }, { "avr", OFTEN }, { "b.p", SELDOM },
    { "bd", SELDOM }, { "bibl", OFTEN }, { "biblio", OFTEN }, { "bld", SELDOM },
    { "boul", SELDOM }, { "bp", SELDOM }, { "bros", SELDOM }, { "bull", CITED },
    { "bât", SELDOM }, { "c", CITED }, { "c-à-d", NEVER }, { "c.-à-d", NEVER },
    { "c.c", NEVER }, { "c.f", NEVER }, { "c.p", SELDOM }, { "c.q.f.d", OFTEN },
    { "c.à.d", NEVER }, { "cah", CITED }, { "cap", CAPITAL }, { "cass", CITED },
    { "cath", NEVER }, { "cdt", NAME }, { "cf", NEVER }, { "ch", SELDOM },
    { "chap", SELDOM }, { "chr", NAME }, { "chron", CITED }, { "cie", OFTEN },
    { "circ", CITED }, { "civ", CITED }, { "cl", SELDOM }, { "cm", SELDOM },
    { "cne", NAME }, { "co", SELDOM }, { "col", SELDOM | CAPITAL },
    { "coll", NEVER }, { "com", CITED }, { "comm", CITED }, { "concl", CITED },
    { "conf", NEVER }, { "confl", CITED }, { "conj", NEVER },
    { "const", CITED }, { "coord", NEVER }, { "corp", SELDOM },
    { "cp", SELDOM }, { "crim", CITED }, { "càd", NEVER }, { "d.n", SELDOM },
    { "dept", SELDOM }, { "dim", OFTEN }, { "dir", NEVER }, { "dom", CAPITAL },
    { "dpt", NEVER }, { "dr", NAME }, { "drs", NAME }, { "déc", OFTEN },
    { "décr", CITED }, { "dép", SELDOM }, { "e.g", NEVER },
    { "e.u.r.l", SELDOM }, { "ed", SELDOM }, { "env", NEVER },
    { "esc", SELDOM }, { "esp", NEVER }, { "etc", OFTEN },
    { "ets", SELDOM | PROPER }, { "ex", NEVER }, { "f", SELDOM },
    { "fax", SELDOM }, { "ff", SELDOM }, { "fig", SELDOM }, { "figs", SELDOM },
    { "fol", SELDOM }, { "fr", NEVER | CAPITAL }, { "fém", NEVER },
    { "fév", OFTEN }, { "févr", OFTEN }, { "g", OFTEN }, { "g.i.e", SELDOM },
    { "gal", NAME }, { "gaz", CITED | PROPER }, { "gouv", NAME },
    { "gr", NEVER }, { "gén", NAME }, { "h", OFTEN }, { "h.t", OFTEN },
    { "ha", SELDOM }, { "hab", NEVER }, { "hon", NAME }, { "hr", SELDOM },
    { "hrs", OFTEN }, { "ht", OFTEN }, { "i.e", NEVER }, { "ibid", OFTEN },
    { "id", SELDOM }, { "idem", OFTEN }, { "ill", OFTEN }, { "illustr", OFTEN },
    { "imp", OFTEN }, { "impr", OFTEN }, { "inc", SELDOM }, { "interj", NEVER },
    { "intr", NEVER }, { "introd", NEVER }, { "inv", NEVER },
    { "invar", NEVER }, { "ital", NEVER }, { "j.-c", SELDOM },
    { "janv", OFTEN }, { "jc", SELDOM }, { "jr", SELDOM }, { "juil", OFTEN },
    { "juill", OFTEN }, { "jur", CITED }, { "k", OFTEN }, { "kg", OFTEN },
    { "km", OFTEN }, { "l", OFTEN }, { "lat", NEVER }, { "lcl", NAME },
    { "litt", NEVER }, { "liv", SELDOM }, { "loc", NEVER },
    { "loc.cit", NEVER }, { "lt", NAME }, { "ltd", SELDOM }, { "lun", OFTEN },
    { "m", NAME }, { "mar", OFTEN }, { "masc", NEVER }, { "max", OFTEN },
    { "md", SELDOM }, { "mds", OFTEN }, { "me", CAPITAL }, { "mes", CAPITAL },
    { "mg", SELDOM }, { "mgr", NAME }, { "mgrs", NAME }, { "min", OFTEN },
    { "mio", OFTEN }, { "ml", SELDOM }, { "mlle", NAME }, { "mlles", NAME },
    { "mm", NAME }, { "mme", NAME }, { "mmes", NAME }, { "mn", SELDOM },
    { "moy", NEVER }, { "mr", NAME }, { "mrd", OFTEN }, { "mrs", NAME },
    { "ms", NAME }, { "mss", SELDOM }, { "n", SELDOM }, { "n.b", NEVER },
    { "n.d", NAME }, { "n.d.l.r", NEVER }, { "n.d.t", NEVER }, { "n.s", OFTEN },
    { "ndlr", NEVER }, { "ndt", NEVER }, { "no", SELDOM }, { "not", CITED },
    { "nov", OFTEN }, { "num", SELDOM }, { "n°", SELDOM }, { "nº", SELDOM },
    { "oct", OFTEN }, { "op", NEVER }, { "op.cit", NEVER }, { "p", SELDOM },
    { "p.-s", OFTEN }, { "p.e", NEVER }, { "p.ex", NEVER }, { "p.m", OFTEN },
    { "pal", CITED }, { "parag", SELDOM }, { "paragr", SELDOM },
    { "pass", OFTEN }, { "pdt", NAME }, { "ph", NAME }, { "ph.d", OFTEN },
    { "phd", OFTEN }, { "pl", SELDOM }, { "plén", CITED }, { "pm", SELDOM },
    { "postf", NEVER }, { "pp", SELDOM }, { "pr", NAME }, { "prof", NAME },
    { "pron", NEVER }, { "prot", NEVER }, { "prov", NEVER }, { "préf", NEVER },
    { "prép", NEVER }, { "prés", NAME }, { "pén", CITED }, { "q.e.d", OFTEN },
    { "qq", NEVER }, { "qqch", NEVER }, { "qqn", NEVER }, { "qque", NEVER },
    { "quest", NEVER }, { "r.a.s", OFTEN }, { "r.d", SELDOM },
    { "r.n", SELDOM }, { "r.p", NAME }, { "r.s.v.p", OFTEN }, { "rapp", CITED },
    { "rec", CITED }, { "ref", SELDOM }, { "req", CITED }, { "resp", NEVER },
    { "rev", CITED }, { "rte", SELDOM }, { "réf", SELDOM }, { "réimpr", NEVER },
    { "rép", NEVER }, { "rés", SELDOM }, { "rév", NAME }, { "rééd", NEVER },
    { "s", OFTEN }, { "s.a", SELDOM }, { "s.a.r.l", SELDOM },
    { "s.a.s", SELDOM }, { "s.c.i", SELDOM }, { "s.c.p", SELDOM },
    { "s.d", OFTEN }, { "s.e", NAME }, { "s.l", OFTEN }, { "s.m", NAME },
    { "s.n", OFTEN }, { "s.n.c", SELDOM }, { "s.s", NAME }, { "s.v", NEVER },
    { "s.v.p", OFTEN }, { "sam", OFTEN }, { "sarl", OFTEN }, { "sc", NEVER },
    { "sec", OFTEN }, { "sect", SELDOM }, { "sept", OFTEN }, { "sgt", NAME },
    { "soc", CITED }, { "somm", CITED }, { "sous-sect", SELDOM },
    { "spéc", NEVER }, { "spécialt", NEVER }, { "sq", SELDOM },
    { "sqq", OFTEN }, { "sr", SELDOM }, { "ss", SELDOM }, { "st", NAME },
    { "ste", NAME }, { "stes", NAME }, { "sts", NAME }, { "sté", SELDOM },
    { "subst", NEVER }, { "suiv", OFTEN }, { "suppl", OFTEN }, { "svp", OFTEN },
    { "syn", NEVER }, { "sén", NAME }, { "t", SELDOM }, { "t.t.c", OFTEN },
    { "t.v.a", OFTEN }, { "tab", SELDOM }, { "tel", SELDOM }, { "th", NAME },
    { "tom", SELDOM }, { "trad", NEVER }, { "trans", NEVER }, { "trib", CITED },
    { "ttc", OFTEN }, { "tva", OFTEN }, { "tél", SELDOM }, { "univ", NEVER },
    { "v", SELDOM }, { "v.f", OFTEN }, { "v.o", OFTEN }, { "ven", OFTEN },
    { "vid", NEVER }, { "viz", NEVER }, { "vol", SELDOM }, { "vols", SELDOM },
    { "vs", NEVER }, { "vv", SELDOM }, { "vve", NAME }, { "§", SELDOM },
    { "éd", SELDOM }, { "éq", SELDOM }, { "ét", SELDOM },
    { "éts", SELDOM | PROPER }
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
#define LABEL SMZ_LABEL
#define DATES SMZ_DATES
#define NAMES SMZ_NAMES
#define SHORT SMZ_SHORT
#define ANY   SMZ_ANY

/* Openings of what stands around a text, and what must follow them. */
static const phrase boilerplate[] = {
    { "a lire aussi", COLON | LABEL }, { "abonnez-vous pour", SHORT },
    { "abonnez-vous pour lire", ANY }, { "abonnez-vous à", SHORT },
    { "absent", COLON | LABEL }, { "absente", COLON | LABEL },
    { "absentes", COLON | LABEL }, { "absents", COLON | LABEL },
    { "absents excusés", COLON | LABEL }, { "accepter les cookies", WHOLE },
    { "accueil", WHOLE }, { "actualisé le", DATES }, { "adresse", COLON },
    { "afp", WHOLE }, { "aimez-nous sur", SHORT },
    { "ajouter aux favoris", WHOLE }, { "ajouté le", DATES },
    { "aller au contenu", SHORT }, { "article", COLON },
    { "article détaillé", COLON }, { "article réservé aux abonnés", WHOLE },
    { "articles connexes", COLON }, { "au nom du peuple français", WHOLE },
    { "aucun commentaire", WHOLE }, { "auteur", COLON }, { "auteurs", COLON },
    { "avec", NAMES }, { "avec afp", WHOLE }, { "catégorie", COLON },
    { "catégories", COLON }, { "cc", COLON },
    { "ce contenu a été bloqué", ANY }, { "ce contenu n'est pas", SHORT },
    { "ce site utilise des cookies", ANY }, { "cet article est réservé", ANY },
    { "cette vidéo n'est pas", SHORT }, { "cliquez ici", SHORT },
    { "cliquez sur", SHORT }, { "commenter", WHOLE },
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
    { "excusé", COLON | LABEL }, { "excusé(e)s", COLON | LABEL },
    { "excusée", COLON | LABEL }, { "excusées", COLON | LABEL },
    { "excusés", COLON | LABEL }, { "fax", COLON },
    { "gérer mes cookies", WHOLE }, { "horaires", COLON },
    { "il vous reste", SHORT }, { "illustration", COLON }, { "image", COLON },
    { "imprimer", WHOLE }, { "imprimer cet article", WHOLE },
    { "indice de confiance", COLON }, { "inscription", COLON },
    { "inscriptions", COLON }, { "inscrivez-vous à", SHORT },
    { "inscrivez-vous à la newsletter", ANY },
    { "inscrivez-vous à nos newsletters", ANY },
    { "inscrivez-vous à notre newsletter", ANY }, { "isbn", COLON },
    { "la rédaction", WHOLE }, { "la suite de cet article est réservée", ANY },
    { "la suite est réservée aux abonnés", ANY },
    { "laisser un commentaire", WHOLE }, { "le", DATES },
    { "les commentaires sont fermés", WHOLE }, { "lien", COLON },
    { "liens", COLON }, { "lire aussi", WHOLE | COLON | LABEL },
    { "lire la suite", WHOLE }, { "lire notre article", COLON | LABEL },
    { "lire notre dossier", COLON | LABEL }, { "lire plus", WHOLE },
    { "lire également", COLON | LABEL }, { "légende", COLON },
    { "mail", COLON }, { "mentions légales", WHOLE }, { "menu", WHOLE },
    { "mis en ligne", COLON }, { "mis en ligne le", DATES },
    { "mis à jour le", DATES }, { "mise à jour le", DATES },
    { "modifié le", DATES }, { "mot-clé", COLON }, { "mots clés", COLON },
    { "mots-clés", COLON }, { "newsletter", WHOLE },
    { "nous contacter", WHOLE }, { "nous utilisons des cookies", ANY },
    { "n° de pourvoi", COLON }, { "n° rg", SHORT }, { "objet", COLON },
    { "ont donné pouvoir", COLON | LABEL }, { "palette", COLON },
    { "par", COLON | NAMES }, { "partager", WHOLE },
    { "partager cet article", WHOLE }, { "partager sur", COLON | SHORT },
    { "partager via", SHORT }, { "partagez", COLON }, { "partagez sur", SHORT },
    { "participaient", COLON | LABEL }, { "participantes", COLON | LABEL },
    { "participants", COLON | LABEL }, { "paru le", DATES },
    { "passer au contenu", SHORT }, { "photo", COLON | NAMES },
    { "photo d'archives", WHOLE }, { "photo d'illustration", WHOLE },
    { "photos", COLON | NAMES }, { "plan du site", WHOLE },
    { "politique de confidentialité", WHOLE }, { "portail", COLON },
    { "posté le", DATES }, { "posté par", NAMES }, { "pourvoi n", COLON },
    { "pouvoirs", COLON | LABEL }, { "première publication", DATES },
    { "prochain bulletin", DATES }, { "procurations", COLON | LABEL },
    { "propos recueillis par", COLON | NAMES }, { "précédent", WHOLE },
    { "présent", COLON | LABEL }, { "présente", COLON | LABEL },
    { "présentes", COLON | LABEL }, { "présents", COLON | LABEL },
    { "président de séance", COLON }, { "présidente de séance", COLON },
    { "publicité", WHOLE }, { "publié", COLON | DATES }, { "publié le", DATES },
    { "publié par", COLON | NAMES }, { "qui sommes-nous", WHOLE },
    { "recevez nos", SHORT }, { "recevez notre", SHORT },
    { "rechercher", WHOLE }, { "rejoignez-nous sur", SHORT },
    { "renseignements", COLON }, { "reportage", COLON },
    { "reproduction interdite", WHOLE }, { "retour", WHOLE },
    { "retour en haut de page", WHOLE }, { "retrouvez-nous sur", SHORT },
    { "reuters", WHOLE }, { "rubrique", COLON }, { "réagir", WHOLE },
    { "rédigé le", DATES }, { "rédigé par", NAMES }, { "réf", COLON },
    { "référence", COLON }, { "références", COLON },
    { "république française", WHOLE }, { "réservation", COLON },
    { "réservations", COLON }, { "réservé aux abonnés", WHOLE },
    { "s'abonner", WHOLE }, { "s'inscrire", WHOLE }, { "se connecter", WHOLE },
    { "secrétaire de séance", COLON }, { "seul le prononcé fait foi", WHOLE },
    { "signaler un abus", WHOLE }, { "site", COLON },
    { "site internet", COLON }, { "site web", COLON }, { "sommaire", WHOLE },
    { "source", COLON }, { "sources", COLON },
    { "soyez la première personne à", SHORT },
    { "soyez le premier à commenter", WHOLE },
    { "soyez le premier à réagir", WHOLE }, { "suivant", WHOLE },
    { "suivez-nous", COLON }, { "suivez-nous sur", SHORT },
    { "suivez-nous sur facebook", ANY }, { "suivez-nous sur instagram", ANY },
    { "suivez-nous sur twitter", ANY }, { "sur le même sujet", WHOLE },
    { "tag", COLON }, { "tags", COLON }, { "tarif", COLON },
    { "tarifs", COLON }, { "temps de lecture", COLON },
    { "texte", COLON | NAMES }, { "texte et photos", COLON },
    { "tous droits réservés", WHOLE }, { "tout accepter", WHOLE },
    { "tout refuser", WHOLE }, { "toute reproduction interdite", WHOLE },
    { "traduction", COLON }, { "traduit par", NAMES }, { "tweeter", WHOLE },
    { "tél", COLON }, { "télécharger", WHOLE },
    { "téléchargez l'application", SHORT }, { "téléphone", COLON },
    { "url", COLON }, { "vidéo", COLON },
    { "voir aussi", WHOLE | COLON | LABEL }, { "voir plus", WHOLE },
    { "voir également", COLON | LABEL },
    { "votre adresse de messagerie ne", ANY },
    { "votre adresse e-mail ne sera pas", ANY }, { "votre navigateur", SHORT },
    { "votre navigateur ne", ANY }, { "vous devez vous connecter", ANY },
    { "vous devez être connecté", ANY }, { "©", NAMES }, { "à", COLON },
    { "à lire aussi", WHOLE | COLON | LABEL },
    { "à lire également", WHOLE | COLON | LABEL },
    { "à voir aussi", WHOLE | COLON | LABEL },
    { "à écouter aussi", COLON | LABEL }, { "écrit le", DATES },
    { "écrit par", NAMES }, { "étaient absents", COLON | LABEL },
    { "étaient excusés", COLON | LABEL }, { "étaient présents", COLON | LABEL }
};

/* ---- Apostrophes and hyphens -------------------------------------------- */

#define LETTER(letter) ((uint32_t)1 << ((letter) - 'a'))

/* Before an apostrophe: one letter, "qu", or */
static const uint32_t elided_letters =
    LETTER('c') | LETTER('d') | LETTER('j') | LETTER('l') | LETTER('m')
    | LETTER('n') | LETTER('s') | LETTER('t') | LETTER('z');
static const char elided[][24] = { "jusqu", "lorsqu", "puisqu", "quoiqu" };

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

static uint64_t four(const unsigned char *bytes)
{
    return bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16
           | (uint64_t)bytes[3] << 24;
}

/* The first eight bytes, so that a larger number comes later; of a shorter word
 * by looks that overlap, as nobody foresees where a loop would end. */
static uint64_t first_eight(const char *word, uint32_t length)
{
    const unsigned char *w = (const unsigned char *)word;
    uint64_t eight = 0;
    if (length >= 8)
        eight = smz_load_eight(word);
    else if (length >= 4)
        eight = four(w) | four(w + length - 4) << 8 * (length - 4);
    else if (length > 0)
        eight = w[0] | (uint64_t)w[length / 2] << 8 * (length / 2)
                | (uint64_t)w[length - 1] << 8 * (length - 1);
    return __builtin_bswap64(eight);
}

/* A table of words, 'size' bytes from one to the next. */
typedef struct table { const char *words; size_t size, count; } table;

#define TABLE(name) (table){ (const char *)(name), sizeof (name)[0], \
                             COUNT(name) }

static uint64_t key_of(const char *listed)
{
    return __builtin_bswap64(smz_load_eight(listed));
}

/* The last whose first eight bytes do not come behind those of a word, or the
 * first of all.  There is nothing to foresee in a binary search: so no branch
 * hangs on it. */
static const char *find_place(const table *t, uint64_t key)
{
    const char *place = t->words;
    for (size_t left = t->count; left > 1;) {
        size_t half = left / 2;
        const char *middle = place + half * t->size;
        place = key_of(middle) <= key ? middle : place;
        left -= half;
    }
    return place;
}

/* The index of a word, or the count; it may hold any byte. */
static size_t find_word(table t, const char *word, uint32_t length)
{
    uint64_t key = first_eight(word, length);
    const char *listed = find_place(&t, key);
    for (; key_of(listed) == key; listed -= t.size) {
        if (match(word, length, listed) == length && listed[length] == '\0')
            return (size_t)(listed - t.words) / t.size;
        if (listed == t.words)
            break;
    }
    return t.count;
}

/* How many bytes of an opening may be listed: as many as it shares with the
 * listed ones that come right before it. */
static uint32_t match_any(table t, const char *opening, uint32_t length)
{
    uint64_t key = first_eight(opening, length);
    const char *listed = find_place(&t, key);
    uint32_t most = match(opening, length, listed);
    while (listed != t.words && key_of(listed -= t.size) == key) {
        uint32_t other = match(opening, length, listed);
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

uint32_t smz_find_opening(const char *opening, uint32_t length)
{
    size_t i = find_word(TABLE(openings), opening, length);
    return i < COUNT(openings) ? openings[i].value : 0;
}

smz_abbreviation smz_find_abbreviation(const char *word, uint32_t length,
                                       bool capital, bool mixed)
{
    size_t i = find_word(TABLE(abbreviations), word, length);
    uint32_t value = i < COUNT(abbreviations) ? abbreviations[i].value
                                              : SMZ_ORDINARY;
    if (value >= PROPER)
        return mixed ? (smz_abbreviation)(value - PROPER) : SMZ_ORDINARY;
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
    if (length == 1)
        return (unsigned char)(word[0] - 'a') < 26
               && (elided_letters >> (word[0] - 'a') & 1);
    if (length == 2)
        return word[0] == 'q' && word[1] == 'u';
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
