/* What the text of one cell means. Nothing here depends on the environment's locale or zone. */
#pragma once

#include "data/package.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* How numbers are written. */
typedef struct NumberStyle {
  const char *decimal; /* "." */
  const char *group;   /* NULL: none; any kind of space stands for all of them */
  bool strip;          /* drop what surrounds the number: currency, per cent */
} NumberStyle;

/* What is seen of a number beside its value. */
typedef struct NumberShape {
  bool fraction; /* a decimal point or an exponent */
  bool padded;   /* leading zeros, as identifiers have: 007 */
  int digits;    /* before the point */
  int decimals;  /* after it, as the exponent moves it; below 0: zeros that stand for nothing */
} NumberShape;

/* An optional sign, digits with at most one `point`, an optional exponent; nothing else. The value
 * is the nearest double. */
bool number_parse(const char *text, size_t size, char point, double *value, NumberShape *shape);

/* The same as written in a style; also NaN, INF and -INF, as Table Schema has them. */
bool number_parse_styled(const char *text, size_t size, const NumberStyle *style, double *value,
                         NumberShape *shape);

/* ISO 8601, strictly, to milliseconds; without a zone it is UTC. */
typedef enum IsoForm {
  ISO_DATE = 1,      /* 2024-01-31 */
  ISO_DATE_TIME = 2, /* 2024-01-31T10:00[:00[.000]][Z|+05:00] */
  ISO_MONTH = 4,     /* 2024-01 */
} IsoForm;

/* `forms`: the IsoForms accepted. */
bool iso_parse(const char *text, size_t size, unsigned forms, double *ms);

/* The date types under a field's format; the text is NUL-terminated. NaN if it does not fit. */
double date_parse(const char *text, size_t size, const Field *field);

/* Is `text` one of the "\n"-joined `list`? */
bool list_contains(const char *list, const char *text, size_t size);

/* true, True, TRUE, 1 and the like, or the field's own; -1 if it is neither. */
int boolean_parse(const char *text, size_t size, const Field *field);

/* The value of a cell of a schema's column, apart from texts; false when it is not of the type. */
bool cell_parse(const Field *field, const NumberStyle *style, const char *text, size_t size,
                double *value);

/* The bytes of the space that `text` starts with (space, U+00A0, U+2009, U+202F, …), or 0. */
size_t space_length(const char *text, size_t size);
