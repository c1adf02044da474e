/* What must not be told: sound specifications, the conformance suite; hostile input; and the
 * tables themselves. */
#include "schema_support.h"

/* Right, and odd enough to be taken for wrong. */
static const char *const sound_cases[] = {
  "{}",
  "{mark: bar, $schema: https://example.com, usermeta: {any: {thing: 1}}, name: a}",
  "{mark: bar, data: null}",
  "{mark: bar, data: {sql: SELECT 1}, datasets: {a: [{mark: 1}], b: {c: {d: 1}}}}",
  "{mark: bar, data: {values: [{mrak: 1, list: [[[1]]]}], format: {type: json, property: a.b}}}",
  "{mark: bar, encoding: {x: 'year:O', y: 'sum(revenue):Q', tooltip: ['a:N', {field: b}]}}",
  "{mark: bar, encoding: {x: {field: 2020, type: ordinal, title: 2020}, tooltip: null}}",
  "{mark: bar, encoding: {x: {field: {repeat: row}}, y: {datum: {repeat: layer}}}}",
  "{mark: bar, encoding: {y: {aggregate: {argmax: a}, field: b, stack: normalize}}}",
  "{mark: bar, encoding: {x: {axis: {labelExpr: datum.label, values: {expr: '[1, 2]'}, "
  "gridColor: {condition: [{test: datum.value > 1, value: red}], value: grey}}}}}",
  "{mark: bar, encoding: {x: {axis: {format: {year: '%Y', quarter: 'Q%q'}}}}}",
  "{mark: bar, encoding: {color: {condition: [{test: {field: a, range: [null, 5]}, value: null}, "
  "{param: p, empty: false, field: b, legend: null}], value: {gradient: radial, stops: []}}}}",
  "{mark: bar, encoding: {xx: {any: thing}}}", /* its reader's */
  "{mark: bar, transform: [{fliter: 1}, 5, {filter: a == 1}, {filter: {param: p}}]}",
  "{mark: bar, transform: [{density: a, extent: [0, 1]}, {regression: a, on: b, extent: [0, 1]}]}",
  "{mark: {type: bars, tooltip: {content: data}, cursor: pointer, href: x, aria: false}}",
  "{mark: {type: bar, tooltip: null, url: null, blend: null}, config: {selection: null}}",
  "{mark: {type: bar, width: {band: 0.7}, x: width, y2: {expr: h}, cornerRadius: {expr: r}}}",
  "{mark: {type: boxplot, extent: min-max, ticks: true, box: {size: 9}, median: false}}",
  "{mark: {type: line, point: transparent, strokeDash: null, order: null, fontWeight: 650}}",
  "{mark: bar, title: [two, lines], height: {step: 5, for: offset}, padding: {left: 1}}",
  "{mark: bar, title: null, width: container, view: {stroke: null}, background: null}",
  "{mark: bar, config: {style: {own: {dx: 5, labelAngle: 5, grid: true}}, axisYBand: "
  "{disable: true}}}",
  "{mark: bar, config: {range: {category: {scheme: dark2}, ramp: [red, blue], symbol: [circle]}}}",
  "{mark: bar, params: [{name: a, value: [1, {b: 2}]}, {name: c, expr: a + 1}]}",
  "{facet: {field: a, columns: 2, sort: [x, y]}, spec: {layer: [{mark: bar}]}, columns: 3}",
  "{facet: {row: {field: a, spacing: 5}}, spec: {mark: bar}, spacing: {row: 1, column: 2}}",
  "{repeat: {layer: [a, b]}, spec: {mark: line}, align: each, bounds: flush, center: {row: true}}",
  "{concat: [{mark: bar}, {hconcat: [{mark: bar}]}], columns: 1, resolve: {axis: {x: shared}}}",
};

static void
test_sound_specifications(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(sound_cases); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = check(arena, sound_cases[i]);
    diag_print(diags, stderr, (DiagStyle){ .brief = true });
    assert_int_equal(diag_total(diags), 0);
  }
}

static void
test_what_is_no_object(void **state)
{
  (void)state;
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Arena) arena = arena_new();
  schema_check(NULL, diags);
  schema_check(node_new_number(arena, 5, (Span){ 0 }), diags);
  assert_int_equal(diag_total(diags), 0);
}

/* ---- hostile input ---- */

static void
test_deep_specifications(void **state)
{
  (void)state;
  static const char *const NESTS[][2] = { { "{layer: [", "]}" }, { "{facet: a, spec: ", "}" } };
  for (size_t i = 0; i < G_N_ELEMENTS(NESTS); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t k = 0; k < 90; k++)
      g_string_append(text, NESTS[i][0]);
    g_string_append(text, "{mark: bar, bad: 1}");
    for (size_t k = 0; k < 90; k++)
      g_string_append(text, NESTS[i][1]);
    g_autoptr(DiagList) diags = check(arena, text->str);
    assert_int_equal(diag_total(diags), 1);
  }
}

static void
test_long_names(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autofree char *name = g_strnfill(1000, 'x'), *word = g_strnfill(100000, 'x');
  g_autofree char *text = g_strdup_printf("{mark: bar, title: {%s: 1, anchor: %s}}", name, word);
  g_autoptr(DiagList) diags = check(arena, text);
  assert_int_equal(diag_total(diags), 2);
}

/* Any value under any key of the top level. */
static void
test_odd_values(void **state)
{
  (void)state;
  static const char *const VALUES[] = {
    "null",         "true", "-1e308",  ".nan", "''", "[]", "{}",        "[[[]]]", "{expr: 5}",
    "{expr: null}", "[{}]", "{a: {}}", "[1]",  "x",  "1",  "{type: x}", "[null]", "{layer: {}}",
  };
  static const char *const KEYS[] = {
    "mark", "encoding", "data",    "transform", "layer",   "facet", "repeat", "hconcat",
    "spec", "config",   "params",  "resolve",   "title",   "view",  "width",  "padding",
    "name", "datasets", "$schema", "autosize",  "spacing", "align", "center", "background",
  };
  for (size_t k = 0; k < G_N_ELEMENTS(KEYS); k++)
    for (size_t v = 0; v < G_N_ELEMENTS(VALUES); v++) {
      g_autoptr(Arena) arena = arena_new();
      g_autoptr(DiagList) diags =
          check(arena, arena_printf(arena, "{%s: %s, type: bar}", KEYS[k], VALUES[v]));
      assert_true(diag_total(diags) < 10);
    }
}

/* ---- the tables themselves ---- */

typedef struct Tables {
  GHashTable *seen; /* objects and types */
  size_t properties;
} Tables;

static void visit_object(Tables *tables, const SchemaObject *object);

static void
visit_type(Tables *tables, const SchemaType *type)
{
  if (!type || !g_hash_table_add(tables->seen, (gpointer)type))
    return;
  if (type->words)
    assert_non_null(type->words[0]);
  assert_true(type->least <= type->most);
  visit_type(tables, type->items);
  if (type->object)
    visit_object(tables, type->object);
}

static void
visit_properties(Tables *tables, const SchemaObject *object)
{
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (const SchemaProperty *p = object->properties; p && p->name; p++) {
    if (!g_hash_table_add(names, (gpointer)p->name))
      fail_msg("%s has '%s' twice", object->name, p->name);
    assert_non_null(p->type);
    tables->properties++;
    visit_type(tables, p->type);
  }
}

static void
visit_object(Tables *tables, const SchemaObject *object)
{
  if (!g_hash_table_add(tables->seen, (gpointer)object))
    return;
  assert_non_null(object->name);
  visit_properties(tables, object);
  for (size_t i = 0; object->parents && object->parents[i]; i++)
    visit_object(tables, object->parents[i]);
  for (const SchemaVariant *v = object->variants; v && v->key; v++)
    visit_object(tables, v->object);
  visit_type(tables, object->others);
}

static void
test_tables(void **state)
{
  (void)state;
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  Tables tables = { seen, 0 };
  visit_object(&tables, &SCHEMA_CHART);
  assert_true(tables.properties > 700);
}

/* ---- the conformance suite ---- */

/* Everything there is drawn by Vega-Lite without a warning. */
static size_t
check_folder(const char *path)
{
  g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
  size_t count = 0;
  for (const char *name; folder && (name = g_dir_read_name(folder)); count++) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    const Source *source = source_load(arena, file, 0, NULL);
    assert_non_null(source);
    schema_check(node_parse(arena, source, diags), diags);
    for (size_t i = 0; i < diag_total(diags); i++)
      if (strcmp(diag_at(diags, i)->code, "interactive") != 0) {
        diag_print(diags, stderr, (DiagStyle){ .brief = true });
        fail_msg("%s", name);
      }
  }
  return count;
}

/* How many specifications of the conformance suite there were to check. */
static size_t
check_suite(void)
{
  const char *shared = g_getenv("SHOLU_SHARED");
  g_autofree char *root =
      shared ? g_strdup(shared) : g_build_filename(SHOLU_SOURCE_DIR, "..", "shared", NULL);
  g_autofree char *specs = g_build_filename(root, "conformance", "specs", NULL);
  g_autofree char *authored = g_build_filename(root, "conformance", "authored", "specs", NULL);
  size_t count = check_folder(specs) + check_folder(authored);
  if (count == 0)
    print_message("there is no conformance suite at %s\n", specs);
  return count;
}

static void
test_conformance_suite(void **state)
{
  (void)state;
  if (check_suite() == 0)
    skip();
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_sound_specifications), cmocka_unit_test(test_what_is_no_object),
    cmocka_unit_test(test_deep_specifications),  cmocka_unit_test(test_long_names),
    cmocka_unit_test(test_odd_values),           cmocka_unit_test(test_tables),
    cmocka_unit_test(test_conformance_suite),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
