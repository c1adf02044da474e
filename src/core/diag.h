/* Faults of the input. A run collects all of them, each with its place, and goes on as far as it
 * can; GError is for the environment's failures only. */
#pragma once

#include "core/source.h"

#include <stdio.h>

typedef enum DiagSeverity {
  DIAG_NOTE,
  DIAG_WARNING,
  DIAG_ERROR,
  DIAG_SEVERITY_COUNT,
} DiagSeverity;

typedef struct Diag {
  DiagSeverity severity;
  const char *code; /* kebab-case, static: "type-error", "unknown-property" */
  Place place;
  const char *message; /* one sentence, no full stop */
  const char *hint;    /* the likely remedy; may be NULL */
} Diag;

typedef struct DiagList DiagList;

DiagList *diag_list_new(void);
void diag_list_free(DiagList *list); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiagList, diag_list_free)

/* Adds one fault; all texts are copied. `code` must be static. `hint` may be NULL. The same fault
 * at the same place is kept once. Beyond 1,000 faults of one code only their number is kept. */
void diag_add(DiagList *list, DiagSeverity severity, const char *code, Place place,
              const char *hint, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* The common cases: an error or a warning at a span. */
void diag_error(DiagList *list, const char *code, Span span, const char *hint, const char *format,
                ...) G_GNUC_PRINTF(5, 6);
void diag_warning(DiagList *list, const char *code, Span span, const char *hint, const char *format,
                  ...) G_GNUC_PRINTF(5, 6);

/* How many of this severity. */
size_t diag_count(const DiagList *list, DiagSeverity severity);
size_t diag_total(const DiagList *list);
const Diag *diag_at(const DiagList *list, size_t index);

typedef struct DiagStyle {
  bool brief;  /* one line each: file:line:col: severity: message [code] */
  bool colour; /* ANSI colours */
} DiagStyle;

/* Prints all in the order they were added:
 *   file:line:col: error: message [code]
 *      12 | the line's text
 *         |     ^~~~
 *         = hint: the remedy */
void diag_print(const DiagList *list, FILE *stream, DiagStyle style);

/* The nearest of `names` (NULL-terminated) to a misspelt one, by edit distance over at most a third
 * of its letters; NULL if none is near. */
const char *diag_suggest(const char *wrong, const char *const *names);
