/* Numbers as text: d3-format's mini-language, complete, and ICU number skeletons. Locale-free with
 * respect to the environment. Formula and rules: d3-format's documentation. */
#pragma once

#include "core/locale.h"

#include <glib.h>
#include <stdbool.h>

/* [[fill]align][sign][symbol][0][width][,][.precision][~][type] */
typedef struct NumberFormat {
  char fill[8]; /* one UTF-8 character */
  char align;   /* > < ^ = */
  char sign;    /* - + ( space */
  char symbol;  /* 0, $ or # */
  bool zero, comma, trim;
  int width;
  int precision; /* -1: default of the type */
  char type;     /* 0, or one of "%bcdefgoprsXxn" */
} NumberFormat;

/* False, and *format untouched, when the specifier is not valid or its width is above 1,000. As in
 * d3, any other letter as type stands for none. */
bool number_format_parse(const char *specifier, NumberFormat *format);

/* Appends `value` as d3's locale.format(specifier) prints it. */
void
number_format_append(GString *out, const NumberFormat *format, const Locale *locale, double value);

/* d3's formatPrefix: all values in the SI unit that fits `reference` (0, infinite or NaN: none). */
void number_format_append_prefix(GString *out, const NumberFormat *format, const Locale *locale,
                                 double reference, double value);

/* A number as JavaScript prints it (shortest that reads back; exponents from 1e21 and below 1e-6).
 */
void number_append_plain(GString *out, double value);

/* Appends by an ICU skeleton without the leading "::", as "compact-long .00"; `language` is a BCP
 * 47 tag, an unknown one means "en". Minus, group separator and the space before "%" are those of
 * Locale. False, and nothing appended, if the skeleton is not valid. Thread-safe. */
bool number_format_skeleton(GString *out, const char *skeleton, const char *language, double value);
