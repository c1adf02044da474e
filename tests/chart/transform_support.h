/* Transforms over rows given as JSON, without a view. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_near.h"
#include "chart/params_private.h"
#include "chart/transform_private.h"

#include <string.h>

typedef struct Fixture {
  Arena *arena;
  DiagList *diags;
  Catalog *catalog;
  ChartContext context;
  Compilation compilation;
} Fixture;

static inline Fixture *
fixture_new(void)
{
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->arena = arena_new();
  fixture->diags = diag_list_new();
  fixture->catalog = catalog_new(fixture->diags);
  fixture->context.catalog = fixture->catalog;
  fixture->compilation = (Compilation){
    .arena = fixture->arena,
    .diags = fixture->diags,
    .context = &fixture->context,
    .tables = g_hash_table_new(NULL, NULL),
    .texts = g_hash_table_new(g_str_hash, g_str_equal),
  };
  return fixture;
}

static inline void
fixture_free(Fixture *fixture)
{
  g_hash_table_unref(fixture->compilation.tables);
  g_hash_table_unref(fixture->compilation.texts);
  catalog_free(fixture->catalog);
  diag_list_free(fixture->diags);
  arena_free(fixture->arena);
  g_free(fixture);
}

/* The rows of a specification of data and transforms; NULL after a fault. */
static inline const Table *
transformed(Fixture *fixture, const char *spec)
{
  const Source *source = source_from_text(fixture->arena, "spec.json",
                                          arena_strdup(fixture->arena, spec), strlen(spec));
  const Node *node = node_parse(fixture->arena, source, fixture->diags);
  if (!node)
    fail_msg("no JSON: %s", spec);
  fixture->compilation.spec = node;
  const Pipeline *pipeline = pipeline_of_data(&fixture->compilation, node_get(node, "data"));
  const Node *transforms = node_get(node, "transform");
  for (size_t i = 0; pipeline && transforms && i < transforms->count; i++)
    pipeline = transform_apply(pipeline, transforms->items[i], &(View){ 0 });
  return pipeline ? pipeline_run(pipeline) : NULL;
}

static inline const Column *
column_of(const Table *table, const char *name)
{
  assert_non_null(table);
  int at = table_column(table, name);
  if (at < 0)
    fail_msg("no column %s", name);
  return &table->columns[at];
}

static inline double
number_at(const Table *table, const char *name, size_t row)
{
  assert_true(row < table->row_count);
  return column_number(column_of(table, name), row);
}

/* Numbers that are the same, or missing both. */
#define assert_same(actual, expected, tolerance)                                                   \
  do {                                                                                             \
    double same_actual_ = (actual), same_expected_ = (expected);                                   \
    if (isnan(same_expected_) ? !isnan(same_actual_)                                               \
                              : !(fabs(same_actual_ - same_expected_) <= (tolerance)))             \
      fail_msg("%s is %.17g, not %.17g", #actual, same_actual_, same_expected_);                   \
  } while (0)

/* A table as text: "a b | 1 x | …"; missing cells are "-". */
static inline char *
table_text(Arena *arena, const Table *table)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < table->column_count; i++)
    if (table->columns[i].name[0] != '#')
      g_string_append_printf(text, "%s%s", text->len ? " " : "", table->columns[i].name);
  for (size_t row = 0; row < table->row_count; row++) {
    g_string_append(text, " |");
    for (size_t i = 0; i < table->column_count; i++) {
      const Column *column = &table->columns[i];
      if (column->name[0] == '#')
        continue;
      if (column_is_missing(column, row))
        g_string_append(text, " -");
      else if (column_is_text(column))
        g_string_append_printf(text, " %s", column_string(column, row));
      else
        g_string_append_printf(text, " %g", column_number(column, row));
    }
  }
  return arena_strdup(arena, text->str);
}
