/* whole: shares make a whole within their rounding.
 *
 *   whole: {shares: SELECT label, share …, of: 100} */
#include "audit/check_private.h"

#include <math.h>

static bool
check_signs(const Check *check, const CheckRows *shares)
{
  for (size_t i = 0; i < shares->count; i++) {
    const CheckValue *share = &shares->items[i].values[0];
    if (share->value >= 0)
      continue;
    check_report(check, "whole-differs", shares->span, "a share of a whole is not below zero",
                 "the share %s is %s", shares->items[i].label,
                 check_number_text(check, share->value, share->decimals));
    return false;
  }
  return true;
}

static void
run(const Check *check)
{
  double whole = check_option(check, "of", 100);
  CheckRows shares;
  if (!check_query_whole(check, "shares", &shares) || !check_signs(check, &shares))
    return;
  CheckSum sum = check_sum_rows(&shares);
  if (check_sum_agrees(&sum, whole, 0, check_option(check, "within", (double)NAN)))
    return;
  const char *rest = check_number_text(check, fabs(whole - sum.value), sum.decimals);
  check_report(check, "whole-differs", shares.span,
               sum.value < whole
                   ? "a share is missing or too small; or say what the whole is: of: …"
                   : "shares overlap or are too large; or say what the whole is: of: …",
               "%s make %s, %s %s than %g; rounding explains less than %s",
               check_rows_text(check, &shares), check_number_text(check, sum.value, sum.decimals),
               rest, sum.value < whole ? "less" : "more", whole,
               check_number_text(check, sum.slack, sum.decimals + 1));
}

static const char *const KEYS[] = { "shares", "of", "within", "rounding", NULL };

const CheckKind CHECK_WHOLE = {
  .name = "whole",
  .example = "whole: {shares: SELECT label, share FROM …, of: 100}",
  .keys = KEYS,
  .run = run,
};
