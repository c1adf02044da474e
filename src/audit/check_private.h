/* What the kinds of checks share. A new kind is a file check_NAME.c with a CheckKind, declared
 * here, and one line in the table of checks.c. */
#pragma once

#include "audit/checks.h"

/* One declared check. */
typedef struct Check {
  Arena *arena;
  const ChecksRequest *request;
  DiagList *diags;
  const char *name;   /* the kind's where it has none */
  const char *note;   /* NULL: none */
  const char *waived; /* NULL: faults are errors */
  const Node *node;   /* a map of the kind's keys */
} Check;

typedef struct CheckKind {
  const char *name;
  const char *example;
  const char *const *keys; /* ended by NULL; the first is meant where a text stands for the map */
  void (*run)(const Check *check);
} CheckKind;

extern const CheckKind CHECK_SUM, CHECK_WHOLE, CHECK_RATE, CHECK_MAGNITUDE, CHECK_RANGE,
    CHECK_HOLDS;

/* A finding: an error, or where the check is waived a note. `hint` may be NULL. */
void check_report(const Check *check, const char *code, Span span, const char *hint,
                  const char *format, ...) G_GNUC_PRINTF(5, 6);

/* A fact that is told though it is no fault. */
void check_tell(const Check *check, const char *code, Span span, const char *hint,
                const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The number under a key; `otherwise` where there is none, and after a fault. */
double check_option(const Check *check, const char *key, double otherwise);

enum { CHECK_COLUMNS = 2 };

typedef struct CheckValue {
  double value; /* NaN: missing */
  double half;  /* it stands for value ± half, the upper end left out; 0: exact */
  int decimals; /* as written; 0 at least */
  double scale; /* what 1 stands for, as its column declares */
} CheckValue;

typedef struct CheckRow {
  const char *label;
  CheckValue values[CHECK_COLUMNS];
} CheckRow;

typedef struct CheckRows {
  const CheckRow *items;
  size_t count;
  bool labelled; /* else labels are "row 3" */
  Span span;
} CheckRows;

/* Runs the query under `key`. Its last `numbers` columns (at most CHECK_COLUMNS) are numbers, those
 * before them label the row. False, and a fault, where it fails, gives no row or no numbers. */
bool check_query(const Check *check, const char *key, size_t numbers, CheckRows *rows);

/* The same with missing values (of the first column) refused. */
bool check_query_whole(const Check *check, const char *key, CheckRows *rows);

typedef struct CheckSum {
  double value;
  double slack; /* of rounding */
  double error; /* of arithmetic */
  int decimals; /* the most of any */
} CheckSum;
CheckSum check_sum_rows(const CheckRows *rows);

/* Does a sum differ from a number by no more than rounding and `within` (NaN: none) explain? The
 * ends of what rounding leaves open are outside. */
bool check_sum_agrees(const CheckSum *sum, double number, double half, double within);

/* "24.2"; "Foreign 24.2, Domestic 17.5 and 3 more". */
const char *check_number_text(const Check *check, double value, int decimals);
const char *check_rows_text(const Check *check, const CheckRows *rows);
