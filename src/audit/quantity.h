/* Quantities: the numbers of a plain text as people write them, in digits or in words, with their
 * currency, scale, unit and hedge, in one language.
 *
 * "nearly US$1.3 billion" is one quantity: 1.3e9, in [1.25e9, 1.3e9], money in USD. Every number of
 * the text is found exactly once; one that measures nothing (a year, a date, an ordinal, the number
 * of a figure, part of a name or code) is found with the role that says so, and is never audited.
 */
#pragma once

#include "core/arena.h"

#include <stdbool.h>

typedef enum QuantityRole {
  QUANTITY_MEASURE,   /* to be supported by data */
  QUANTITY_YEAR,      /* 2024; "2015–2024" are two; value is the year */
  QUANTITY_DATE,      /* 16 November 2025, 16.11.2025, 10:30 */
  QUANTITY_ORDINAL,   /* third, 3rd, 3-й, үшінші; value is the rank */
  QUANTITY_REFERENCE, /* Figure 3, Section 2.1, table 4, p. 12, note 3, § 5 */
  QUANTITY_NAME,      /* Culture 2030, COVID-19, G20, Covid, PDF/A-3, version 1.2, ISO 9001 */
  QUANTITY_CODE,      /* telephone, postcode, DOI, URL, decree No. 345, article 12 of a law */
  QUANTITY_IDLE,      /* "one" and its like as pronoun or article, "one of", "first of all" */
  QUANTITY_ROLE_COUNT,
} QuantityRole;

typedef enum Dimension {
  DIMENSION_NUMBER,   /* a bare number: a count, or of a unit that is not known */
  DIMENSION_MONEY,    /* `currency` says of what */
  DIMENSION_PERCENT,  /* value 63 is 63 %; also shares in words: half is 50, two-thirds 66.67 */
  DIMENSION_POINTS,   /* percentage points: value 1.3; a unit of "points" may be those of a score */
  DIMENSION_MULTIPLE, /* 1.5 times, doubled (2), threefold (3), twice as many (2) */
  DIMENSION_COUNT,
} Dimension;

typedef enum Hedge {
  HEDGE_NONE,
  HEDGE_ABOUT,    /* about, around, some, roughly; шамамен; около, порядка */
  HEDGE_OVER,     /* more than, over, above; -нан астам */
  HEDGE_UNDER,    /* less than, under, below */
  HEDGE_NEARLY,   /* nearly, almost */
  HEDGE_AT_LEAST, /* at least; от 5 млн */
  HEDGE_UP_TO,    /* up to, at most; not the "to" of "rose to" */
} Hedge;

typedef struct Quantity {
  size_t start, end; /* bytes of the whole phrase: sign, hedge, currency, scale, unit */
  size_t number_start, number_end; /* of the digits or number words alone, with their sign */
  QuantityRole role;
  Dimension dimension;
  char currency[4]; /* ISO 4217; "" where not money; "$" alone is USD, "£" GBP, "₸" KZT */
  double value;     /* in units of 1: "43.9 billion" is 4.39e10; percent and points as written */
  double low, high; /* what the printed digits and the hedge leave open; both belong to it */
  double scale;     /* of the scale word: 1e9; 1: none */
  int digits;       /* significant digits as printed, trailing zeros of whole numbers not counted
                       where a hedge stands before them; words: those of their value, zeros off */
  int decimals;     /* digits after the decimal mark */
  Hedge hedge;
  int sign;      /* of a sign that is written: -1 or +1; 0: none */
  int range_end; /* "10–20", "from 10 to 20 million", "between 3 and 5 %": index of the other
                    end, whose scale, currency and unit this one shares; -1: none */
  int pair;      /* "43.9 billion tenge (US$83 million)": index of the same amount in another
                    currency; -1: none */
  bool base; /* of years: in the case by which the language compares: «2022 жылғыдан көп» */
  const char *unit; /* the unit or noun that follows as written: "km", "organisations"; NULL */
} Quantity;

/* Is it written in digits, not in words? `text` as it was read from. */
bool quantity_has_digits(const Quantity *quantity, const char *text);

typedef struct QuantityList {
  const Quantity *items; /* in the order of the text */
  size_t count;
} QuantityList;

/* Reads `text` (UTF-8, any content). `language`: "en", "ru", "kk" (a tag such as "ru-KZ" counts as
 * its language; others read as English). All in `arena`. Linear in the text's length. */
QuantityList quantities_read(Arena *arena, const char *text, const char *language);
