/* Checking a specification given as a text. Free the faults. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/schema_private.h"

#include <string.h>

static inline DiagList *
check(Arena *arena, const char *text)
{
  DiagList *diags = diag_list_new();
  const Node *spec = node_parse(arena, source_from_text(arena, "spec", text, strlen(text)), diags);
  assert_non_null(spec);
  assert_int_equal(diag_total(diags), 0);
  schema_check(spec, diags);
  return diags;
}
