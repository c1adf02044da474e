/* holds: an expression over the document's figures and tables is true.
 *
 *   holds: box > base */
#include "audit/check_private.h"

static void
run(const Check *check)
{
  const Node *node = node_get(check->node, "expression");
  if (!node_is(node, NODE_STRING)) {
    diag_error(check->diags, "bad-check", node ? node->span : check->node->span,
               CHECK_HOLDS.example, "%s: holds needs an SQL expression", check->name);
    return;
  }
  Claim claim = { .sql = node->string, .span = node->span };
  compose_claims(check->arena, check->request->document, check->request->compose, &claim, 1,
                 check->diags);
  const char *values = claim.values ? arena_printf(check->arena, ": %s", claim.values) : "";
  if (claim.verdict == CLAIM_FAILS)
    check_report(check, "holds-not", node->span, "correct the figures, or the check",
                 "%s is not true%s", node->string, values);
  else if (claim.verdict == CLAIM_MISSING)
    check_report(check, "holds-not", node->span, "it must be true or false: box > base",
                 "%s cannot be told%s", node->string,
                 claim.values ? values : ": a value is missing");
}

static const char *const KEYS[] = { "expression", NULL };

const CheckKind CHECK_HOLDS = {
  .name = "holds",
  .example = "holds: box > base",
  .keys = KEYS,
  .run = run,
};
