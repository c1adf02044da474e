/* sum: parts and total agree within their rounding.
 *
 *   sum: {parts: SELECT label, number …, total: SELECT number …, within: 0.5, remainder: allowed}
 *
 * `remainder: allowed`: the parts need not be all of it; what they leave is noted. More than the
 * total they may not be. */
#include "audit/check_private.h"

#include <math.h>

static bool
allows_remainder(const Check *check)
{
  const Node *node = node_get(check->node, "remainder");
  bool allowed = node_is_string(node, "allowed");
  if (node && !allowed && !node_is_string(node, "none"))
    diag_error(check->diags, "bad-check", node->span, "write remainder: allowed",
               "remainder is \"allowed\" or \"none\"");
  return allowed;
}

static void
tell(const Check *check, const CheckRows *parts, const CheckSum *sum, const CheckValue *total)
{
  int decimals = MAX(sum->decimals, total->decimals);
  double remainder = total->value - sum->value, slack = sum->slack + total->half;
  const char *of = check_number_text(check, total->value, total->decimals);
  const char *rest = check_number_text(check, fabs(remainder), decimals);
  const char *open =
      slack > 0 ? arena_printf(check->arena, " (%s to %s before rounding)",
                               check_number_text(check, fabs(remainder) - slack, decimals + 1),
                               check_number_text(check, fabs(remainder) + slack, decimals + 1))
                : "";
  if (remainder > 0 && allows_remainder(check)) {
    check_tell(check, "sum-remainder", parts->span, NULL, "%s leave %s of %s%s",
               check_rows_text(check, parts), rest, of, open);
    return;
  }
  check_report(check, "sum-differs", parts->span,
               remainder > 0
                   ? "a part is missing or too small, or the total too large; write remainder: "
                     "allowed where the parts need not be all"
                   : "something is counted twice, a part is too large, or the total too small",
               "%s make %s, %s %s than the total of %s%s", check_rows_text(check, parts),
               check_number_text(check, sum->value, sum->decimals), rest,
               remainder > 0 ? "less" : "more", of, open);
}

static void
run(const Check *check)
{
  CheckRows parts, totals;
  bool sound = check_query_whole(check, "parts", &parts);
  if (!check_query_whole(check, "total", &totals) || !sound)
    return;
  if (totals.count != 1) {
    diag_error(check->diags, "bad-check", totals.span, "select one row",
               "%s: the total has %zu rows", check->name, totals.count);
    return;
  }
  const CheckValue *total = &totals.items[0].values[0];
  CheckSum sum = check_sum_rows(&parts);
  if (!check_sum_agrees(&sum, total->value, total->half,
                        check_option(check, "within", (double)NAN)))
    tell(check, &parts, &sum, total);
}

static const char *const KEYS[] = { "parts", "total", "within", "remainder", "rounding", NULL };

const CheckKind CHECK_SUM = {
  .name = "sum",
  .example = "sum: {parts: SELECT label, number FROM …, total: SELECT number FROM …}",
  .keys = KEYS,
  .run = run,
};
