/* Audit: is every number of a document's text in its data?
 *
 * Each number is bound (an inline figure), matched (by a cell whose labels suit its sentence),
 * derived (by a formula of such cells), waived (with a reason), unmatched (a fault) or contradicted
 * (a fault: its labels point at a cell that says something else). What measures nothing (years,
 * dates, ordinals, names) is left out. */
#pragma once

#include "audit/evidence.h"
#include "compose/passages.h"

typedef enum AuditStatus {
  AUDIT_BOUND,
  AUDIT_MATCHED,
  AUDIT_DERIVED,
  AUDIT_WAIVED,
  AUDIT_UNMATCHED,
  AUDIT_CONTRADICTED,
  AUDIT_LEFT_OUT,
  AUDIT_STATUS_COUNT,
} AuditStatus;

typedef struct AuditNumber {
  AuditStatus status;
  Span span;        /* in the source */
  const char *text; /* as the document says it */
  const Quantity *quantity;
  const Passage *passage;
  Cell cell;               /* matched, or the first that it is derived from; table NULL: none */
  const char *evidence;    /* "box-office[2024].tenge_bn = 43.9", "change of …"; an expression; a
                              reason;    NULL: none */
  const char *told;        /* of matched and derived ones: the evidence in the language of its
                              passage; else NULL */
  const char *nearest;     /* of faults: what would have supported it, a line each; NULL: nothing */
  const char *explanation; /* what was tried, where that was asked; else NULL */
} AuditNumber;

typedef struct AuditReport {
  const char *file;
  const AuditNumber *numbers; /* in the document's order */
  size_t count;
  size_t totals[AUDIT_STATUS_COUNT];
} AuditReport;

typedef struct AuditOptions {
  const ComposeOptions *compose;
  size_t explain; /* tell of the numbers of this line what was tried; 0: of none */
} AuditOptions;

/* Faults go to `diags`. All in `arena`. */
AuditReport *
audit_document(Arena *arena, Document *document, const AuditOptions *options, DiagList *diags);

/* "matched" */
const char *audit_status_name(AuditStatus status);
