/* What a language's words do to numbers: one table a language, looked up by phrase. */
#pragma once

#include "core/arena.h"

#include <stdbool.h>

typedef enum ItemKind {
  ITEM_WORD,   /* any other word */
  ITEM_MARK,   /* one sign */
  ITEM_DIGITS, /* a number in digits */

  ITEM_ONES,     /* 0–9; value */
  ITEM_TEENS,    /* 10–19 */
  ITEM_TENS,     /* 20–90 */
  ITEM_HUNDREDS, /* 100–900 in one word: двести */
  ITEM_HUNDRED,  /* 100 that is multiplied: two hundred */
  ITEM_SCALE,    /* thousand, bn, dozen; value */
  ITEM_ORDINAL,  /* third; value is the rank */
  ITEM_SHARE,    /* half, quarter; value below 1 */
  ITEM_MIXED,    /* полтора, полмиллиона: value */
  ITEM_PLUS,     /* "and a half": value is added to the number before it */
  ITEM_ARTICLE,  /* a, an: one before a scale or a share */
  ITEM_AND,

  ITEM_PERCENT,
  ITEM_POINTS,      /* value: points in one, 0.01 for a basis point */
  ITEM_TIMES,       /* times, -fold, раз, есе */
  ITEM_MULTIPLE,    /* doubled: value 2 */
  ITEM_CURRENCY,    /* code */
  ITEM_HEDGE,       /* value is the Hedge of the number that follows */
  ITEM_HEDGE_AFTER, /* of the number before it */
  ITEM_SIGN,        /* plus, minus: value is +1 or -1 */
  ITEM_MONTH,       /* value 1–12 */
  ITEM_CLOCK,       /* a.m., o'clock: after a time */
  ITEM_YEAR,        /* the word "year" where it says that the number beside it is one */
  ITEM_LEAD,        /* in, since: a year may follow; never a unit */
  ITEM_FROM,        /* from, between: begins a range */
  ITEM_TO,          /* to: joins a range */
  ITEM_CHANGE,      /* rose, fell: what makes "up to" a plain "to" */
  ITEM_REFERENCE,   /* figure, section */
  ITEM_CODE,        /* No., article of a law, telephone */
  ITEM_NAME,        /* what is named with a number: version, ISO */
  ITEM_IDLE,        /* looks like a number and counts nothing: first of all */
  ITEM_EACH,        /* every, каждый: before a rank it makes a share */
  ITEM_RANK,        /* a noun that makes the number before it a rank: летие */
  ITEM_OF,          /* out of, in, из: between the parts of "one in five"; value 1: needs words */
  ITEM_PERIOD,      /* quarter, half-year: not a share after an ordinal */
  ITEM_UNIT,        /* km, kg: may touch the digits */
  ITEM_DETERMINER,  /* the, this, его: a year may follow, "one" is a pronoun after it */
  ITEM_STOP,        /* any word that is no unit */
} ItemKind;

enum {
  LEXICON_GLUED = 1 << 0,   /* matches only without spaces, in capitals as written: US$, KZT */
  LEXICON_BEFORE = 1 << 1,  /* a currency that may stand before the number */
  LEXICON_PLURAL = 1 << 2,  /* an indefinite plural where no number stands before it: thousands */
  LEXICON_BARE = 1 << 3,    /* means one of itself without a number: тысяча */
  LEXICON_TOUCH = 1 << 4,   /* only where it touches the digits: 5k; or beside a currency: $5 m */
  LEXICON_WEAK = 1 << 5,    /* a number only beside other number words: семью is also "family";
                                 points: of a score, too */
  LEXICON_CAPITAL = 1 << 7, /* matches only with a capital: May */
  LEXICON_JOINS = 1 << 8,   /* a hedge that begins or joins a range too: от, до */
  LEXICON_FAR = 1 << 9, /* a hedge that a preposition may part from its number: почти на 5 % */
  LEXICON_FREQUENT = 1 << 6, /* an occurrence as well as a multiple: three times a year */
};

typedef struct LexiconLine {
  ItemKind kind;
  double value;
  const char *phrases; /* alternatives divided by "|", lower case, ё as е; a word's end "~" stands
                          for the endings of nouns, "^" for those of adjectives */
  const char *code;    /* of a currency: ISO 4217 */
  unsigned flags;
} LexiconLine;

/* Whether `ending` ("" too) may follow a stem. */
typedef bool LexiconEnding(const char *ending);

typedef struct LexiconTable {
  const char *language;
  const LexiconLine *lines;
  size_t count;
  LexiconEnding *noun, *adjective;
  LexiconEnding *on_digits;      /* what may follow a hyphen after digits: 29-дан; "" never */
  LexiconEnding *ordinal_digits; /* of them, those that make a rank: 3-й */
  LexiconEnding *part;   /* endings of ranks that name a part: одна пятая; NULL: none */
  const char *part_noun; /* beginning of the noun that makes a rank a part: пятая часть */
  LexiconEnding *ablative; /* endings that say "from"; NULL: none */
  LexiconEnding *dative;   /* endings that say "to"; NULL: none */
  char group;              /* what "1.234" or "1,234" groups with: ',' or '.' */
  bool hyphen_ranks;       /* 5-сынып: a hyphen and a noun make a rank */
  bool counts_nouns_after_lead; /* "в 2024 организациях" counts, "in 2024 exports" does not */
  bool one_is_article;          /* бір */
  const char
      *attributive; /* ending of a word that names a property of the next one: «жылғы»; NULL */
  const char *rate_before,
      *rate_behind;              /* words beside the base of a rate: per 1,000; NULL: none */
  const char *const *rate_nouns; /* beginnings of what it may count; NULL: anything */
  const char *const *more; /* words behind a difference: «на 1000 человек больше»; NULL */
  bool verb_last;          /* so that what a number is of stands before it */
  const char *const *home;     /* words for the place that the whole text is about: "the country" */
  const char *const *pronouns; /* that stand for what was spoken of: "they" */
  const char *times_need_lead; /* the word before a multiple, without which it is an occurrence:
                                  "в 2 раза"; NULL: none */
} LexiconTable;

extern const LexiconTable lexicon_en, lexicon_ru, lexicon_kk;

/* Lines for all languages: ISO codes, signs, units of SI. */
extern const LexiconLine lexicon_shared_lines[];
extern const size_t lexicon_shared_count;

typedef struct Lexicon Lexicon;

/* Of "en", "ru", "kk" or a tag that begins so; of English for others. Made once, never freed. */
const Lexicon *lexicon_get(const char *language);
const LexiconTable *lexicon_table(const Lexicon *lexicon);

/* One word or sign of a text. */
typedef struct LexiconWord {
  const char *folded; /* lower case, ё as е */
  bool space;         /* white space stands before it */
  bool upper;         /* all its letters are capitals */
  bool capital;       /* its first letter is */
} LexiconWord;

typedef struct LexiconMatch {
  const LexiconLine *line;
  size_t length;      /* words */
  const char *ending; /* of the last word after its stem; points into it */
} LexiconMatch;

/* The longest phrase that begins with the first of `count` words; false: none. */
bool
lexicon_match(const Lexicon *lexicon, const LexiconWord *words, size_t count, LexiconMatch *match);

/* Whether `ending` is one of `endings`, divided by "|". */
bool lexicon_ending_among(const char *endings, const char *ending);
