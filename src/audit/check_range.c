/* range: values lie between bounds.
 *
 *   range: {values: SELECT label, value …, minimum: 0, maximum: 100}
 *
 * Missing values are passed over. */
#include "audit/check_private.h"

#include <math.h>

static void
tell(const Check *check, const CheckRow *row, Span span, double bound, const char *side)
{
  const CheckValue *value = &row->values[0];
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  check_report(check, "out-of-range", span, "correct the value, its unit, or the bound",
               "%s %s is %s of %s", row->label,
               check_number_text(check, value->value, value->decimals), side,
               g_ascii_formatd(text, sizeof text, "%.12g", bound));
}

static void
run(const Check *check)
{
  double minimum = check_option(check, "minimum", (double)-INFINITY);
  double maximum = check_option(check, "maximum", (double)INFINITY);
  if (isinf(minimum) && isinf(maximum)) {
    diag_error(check->diags, "bad-check", check->node->span, CHECK_RANGE.example,
               "%s: a range needs a minimum or a maximum", check->name);
    return;
  }
  CheckRows rows;
  if (!check_query(check, "values", 1, &rows))
    return;
  for (size_t i = 0; i < rows.count; i++) {
    double value = rows.items[i].values[0].value;
    if (value < minimum)
      tell(check, &rows.items[i], rows.span, minimum, "below the minimum");
    else if (value > maximum)
      tell(check, &rows.items[i], rows.span, maximum, "above the maximum");
  }
}

static const char *const KEYS[] = { "values", "minimum", "maximum", NULL };

const CheckKind CHECK_RANGE = {
  .name = "range",
  .example = "range: {values: SELECT label, value FROM …, minimum: 0, maximum: 100}",
  .keys = KEYS,
  .run = run,
};
