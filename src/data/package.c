#include "data/package.h"

#include <string.h>

const Field *
schema_field(const Schema *schema, const char *name)
{
  for (size_t i = 0; schema && i < schema->field_count; i++)
    if (strcmp(schema->fields[i].name, name) == 0)
      return &schema->fields[i];
  return NULL;
}
