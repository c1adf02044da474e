/* How a text becomes quantities: signs and words (items), numbers, what stands around them. */
#pragma once

#include "audit/lexicon_private.h"
#include "audit/quantity.h"

#include <glib.h>

/* A number in digits, as printed. */
typedef struct Digits {
  double value;
  int whole; /* digits before the decimal mark, without leading zeros */
  int decimals;
  int zeros;     /* trailing zeros of a whole number */
  bool grouped;  /* 1,234 */
  bool dotted;   /* 2.1.3: a section, a date, an address; value is its first part */
  bool padded;   /* begins with a needless zero: 007 */
  bool fraction; /* ½, 1/2, 2½: value with it */
  bool pure;     /* a fraction without a whole number before it */
} Digits;

/* A word, sign, number in digits, or phrase of the lexicon. */
typedef struct Item {
  ItemKind kind;
  size_t start, end;  /* bytes of the text */
  const char *folded; /* first word: lower case, ё as е */
  bool space;         /* white space stands before it */
  bool capital;       /* begins with a capital letter */
  bool upper;         /* has no small letter */
  bool link;          /* within a web or e-mail address */
  double value;       /* of the lexicon */
  const char *code;
  unsigned flags;
  const char *ending;
  Digits digits;
} Item;

typedef struct Items {
  const char *text;
  const LexiconTable *table;
  const Item *at;
  size_t count;
} Items;

/* Splits `text`; bytes that are no UTF-8 become marks. */
Items items_read(Arena *arena, const char *text, const Lexicon *lexicon);

/* Reads the digits at `text`, with group and decimal marks; returns their bytes, at least one.
 * `group` as in LexiconTable. */
size_t digits_read(const char *text, char group, Digits *digits);

/* U+0020, U+00A0, U+202F and their like: bytes of the one at `text`; 0: none. */
size_t digit_space_length(const char *text);

/* A number among the items. */
typedef struct Number {
  size_t first, last; /* items; `last` is behind the number */
  double value;
  double step; /* what its last printed digit counts */
  double scale;
  int digits, zeros; /* significant digits; trailing zeros of a whole number, counted in them */
  int decimals;
  bool words; /* begins with a word */
  bool ordinal;
  bool share;         /* half, two-thirds: value is below 1 of something */
  bool idle;          /* "one", thousands: nothing is counted */
  bool code;          /* too long or dotted: no amount */
  bool loose;         /* no scale, fraction, group or decimal mark: may be a year, a day, a label */
  const char *ending; /* of the last word or after a hyphen: "дан" */
} Number;

/* Reads a number that begins with item `at`. */
bool number_read(const Items *items, size_t at, Number *number);

/* A quantity being made: where it lies among the items. */
typedef struct Reading {
  Quantity quantity;
  Number number;
  size_t first, last; /* items; `last` is behind the quantity */
} Reading;

/* What stands around a number: sign, hedge, currency before it (not before item `from`), percent,
 * currency, unit, hedge after it. */
void attach(Arena *arena, const Items *items, size_t from, Reading *reading);

/* Decides the role by the context; may take further items into the quantity (a date's). */
void role_decide(const Items *items, Reading *reading);

/* Two rules of role_decide, of years and of decades; false: it is none. */
bool year_decide(const Items *items, Reading *reading);
bool year_decide_decade(const Items *items, Reading *reading);

/* Gives a number a role other than a measure's: its hedge, unit and currency are let go. */
void role_set(Reading *reading, QuantityRole role, double value);

/* The number's text, and the quantity, end before item `last` now. */
void reading_extend(const Items *items, Reading *reading, size_t last);

/* Whether it is one plain run of digits, without a mark, scale, currency or percent. */
bool reading_is_plain(const Reading *reading);

/* Joins ranges and pairs of currencies; inherits scale, unit and role within them. */
void readings_link(const Items *items, GArray *readings);

/* Sets low and high. */
void interval_set(Reading *reading);

/* Whether item `at` exists and is of this kind, or this mark or word. */
static inline bool
item_is(const Items *items, size_t at, ItemKind kind)
{
  return at < items->count && items->at[at].kind == kind;
}

bool item_reads(const Items *items, size_t at, const char *folded);

/* The sign `mark` at item `at`. */
bool item_is_mark(const Items *items, size_t at, const char *mark);

/* Digits within bounds; `bytes` long, 0: of any length. */
bool item_is_digits(const Items *items, size_t at, size_t bytes, double low, double high);

/* Four digits that may be a year. */
bool item_is_year(const Items *items, size_t at);

/* Whether item `at` exists and no space stands before it. */
bool item_touches(const Items *items, size_t at);

/* A word that joins a range where another begins it: до, по. */
bool item_joins(const Items *items, size_t at);

/* The item before `at`; the count of items: there is none. */
size_t item_before(const Items *items, size_t at);

/* Whether item `at` is a hyphen or dash; `glued`: without spaces around it. */
bool item_is_hyphen(const Items *items, size_t at);
bool item_is_dash(const Items *items, size_t at, bool glued);
