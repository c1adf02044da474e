/* lookup: columns of another table, by a key. Rules: Vega-Lite's documentation of the lookup
 * transform. Of several rows with one key the last one counts. */
#include "chart/transform_private.h"

#include <string.h>

/* One column that is looked up. */
typedef struct Found {
  const char *column, *as;
} Found;

/* The columns that `from.fields` names, or all of them as members of `as`. */
static bool
read_columns(const Pipeline *other, const Node *node, GArray *found)
{
  const Node *fields = node_path(node, "from.fields");
  Arena *arena = other->compilation->arena;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  if (!fields) {
    const char *as = transform_as(node, 0, NULL);
    for (size_t i = 0; as && i < other->column_count; i++) {
      const char *column = other->columns[i].name;
      g_array_append_val(found, ((Found){ column, arena_printf(arena, "%s.%s", as, column) }));
    }
    if (!as)
      diag_error(other->compilation->diags, "missing-property", node->span,
                 "name `from.fields`, or give the whole row a name in `as`",
                 "the lookup tells no fields");
    return as != NULL;
  }
  if (!transform_fields(other, fields, names))
    return false;
  for (guint i = 0; i < names->len; i++) {
    Found item = { names->pdata[i], transform_as(node, i, names->pdata[i]) };
    g_array_append_val(found, item);
  }
  return true;
}

/* Keys of two types are compared as texts. */
static const char *
comparable(Arena *arena, const char *name, bool same)
{
  return same ? name : arena_printf(arena, "chart_text(%s)", name);
}

static const Pipeline *
join(const Pipeline *from, const Node *node, const Pipeline *other, const char *field,
     const char *key, const GArray *found)
{
  Arena *arena = from->compilation->arena;
  bool same = pipeline_column(from, field)->type == pipeline_column(other, key)->type;
  const char *key_sql = comparable(arena, sql_column(arena, key), same);
  const char *otherwise = transform_literal_sql(arena, node_get(node, "default"));
  g_autofree Measure *measures = g_new0(Measure, found->len + 1);
  g_autoptr(GString) source = g_string_new(NULL);
  g_string_printf(source,
                  "%s AS \"#source\" LEFT JOIN (SELECT max(" ROW_COLUMN_SQL
                  ") AS \"#hit\", %s AS \"#key\"",
                  from->name, key_sql);
  for (guint i = 0; i < found->len; i++) {
    const Found *item = &g_array_index(found, Found, i);
    g_string_append_printf(source, ", %s AS \"#found%u\"", sql_column(arena, item->column), i);
    measures[i] = (Measure){
      .as = item->as,
      .sql = arena_printf(arena,
                          "CASE WHEN \"#other\".\"#hit\" IS NULL THEN %s ELSE "
                          "\"#other\".\"#found%u\" END",
                          otherwise, i),
      .type = pipeline_column(other, item->column)->type,
    };
  }
  g_string_append_printf(source, " FROM %s GROUP BY 2) AS \"#other\" ON \"#other\".\"#key\" IS %s",
                         other->name,
                         comparable(arena,
                                    arena_printf(arena, "\"#source\".%s", sql_column(arena, field)),
                                    same));
  return transform_extend(pipeline_beside(from, other), NULL, source->str, measures, found->len);
}

const Pipeline *
transform_lookup(const Pipeline *from, const Node *node)
{
  DiagList *diags = from->compilation->diags;
  const Node *source = node_get(node, "from"), *data = node_get(source, "data");
  const char *field = transform_field(from, node, "lookup");
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Found));
  if (!field)
    return NULL;
  if (!node_is(data, NODE_MAP)) {
    diag_error(diags, node_get(source, "param") ? "unsupported-transform" : "missing-property",
               (source ? source : node)->span, "give the table in `from: {data: …, key: …}`",
               "a lookup needs data to look into");
    return NULL;
  }
  const Pipeline *other = pipeline_of_data(from->compilation, data);
  const char *key = other ? transform_field(other, source, "key") : NULL;
  if (!key || !read_columns(other, node, found))
    return NULL;
  return join(from, node, other, field, key, found);
}
