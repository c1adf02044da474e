#include "data/cell_private.h"

#include <glib.h>
#include <math.h>

bool
list_contains(const char *list, const char *text, size_t size)
{
  for (const char *item = list;; item++) {
    size_t length = strcspn(item, "\n");
    if (length == size && memcmp(item, text, size) == 0)
      return true;
    item += length;
    if (*item == '\0')
      return false;
  }
}

int
boolean_parse(const char *text, size_t size, const Field *field)
{
  const char *yes = field && field->true_values ? field->true_values : "true\nTrue\nTRUE\n1";
  const char *no = field && field->false_values ? field->false_values : "false\nFalse\nFALSE\n0";

  if (list_contains(yes, text, size))
    return 1;
  return list_contains(no, text, size) ? 0 : -1;
}

/* xsd:gYear: four digits or more, perhaps negative. */
static bool
parse_year(const char *text, size_t size, double *value)
{
  NumberShape shape;
  return size < 12 && *text != '+' && number_parse(text, size, '.', value, &shape) &&
         !shape.fraction && shape.digits >= 4;
}

bool
cell_parse(const Field *field, const NumberStyle *style, const char *text, size_t size,
           double *value)
{
  NumberShape shape;
  int boolean;

  switch (field->type) {
  case COLUMN_NUMBER:
    return number_parse_styled(text, size, style, value, &shape);
  case COLUMN_INTEGER:
    return number_parse_styled(text, size, style, value, &shape) && !shape.fraction;
  case COLUMN_YEAR:
    return parse_year(text, size, value);
  case COLUMN_BOOLEAN:
    boolean = boolean_parse(text, size, field);
    *value = boolean;
    return boolean >= 0;
  case COLUMN_DATE:
    *value = date_parse(text, size, field);
    return !isnan(*value);
  case COLUMN_STRING:
  case COLUMN_JSON:
  case COLUMN_TYPE_COUNT:
    break;
  }
  return false;
}
