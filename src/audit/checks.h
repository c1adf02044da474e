/* Checks: what a document or a data package declares that its figures satisfy, and the claims that
 * the document makes.
 *
 *   audit:
 *     strict: true        # a build is refused what the audit finds
 *     checks:
 *       - name: Box office by origin
 *         sum: {parts: SELECT origin, tenge_bn FROM …, total: SELECT …}
 *
 * A check is a map with the name of its kind as a key and what it checks under it, and perhaps
 * `name` (in messages), `note` (told with a fault) and `waived`: a reason for which faults are
 * notes. A package's descriptor has the same list under `checks`. The kinds are listed in
 * check_private.h.
 *
 * A number stands for all that it is rounded from: 24.2 for 24.15 up to 24.25. Where a query
 * plainly names a table's column, the file tells how many decimals are written, and numbers of a
 * column declared as integers of scale 1 are exact; elsewhere the shortest form of the number
 * tells; the columns of a UNION are those of its first SELECT. A check's own `rounding` (the unit:
 * 0.1, 100; 0 is exact) goes before both. */
#pragma once

#include "compose/passages.h"

typedef struct ChecksRequest {
  Document *document;
  const ComposeOptions *compose;
} ChecksRequest;

/* Runs the checks of the document, then those of its packages. What does not agree is an error at
 * the check's place, or a note where the check says so; so are checks that cannot be read. */
void audit_checks(Arena *arena, const ChecksRequest *request, DiagList *diags);

/* Errors for the claims that do not hold. */
void audit_claims(Arena *arena, const PassageList *passages, DiagList *diags);

/* Does the document itself ask for strictness? Faults of what stands under `audit:`, the checks
 * aside, go to `diags`. */
bool audit_is_strict(const Document *document, DiagList *diags);
