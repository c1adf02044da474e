/* Mutated specifications: whatever is deleted, doubled, misspelt, exchanged or enlarged in a golden
 * specification, the compiler must neither crash nor hang, and must tell where every fault is.
 *
 *   fuzz-test_mutations                       a few hundred mutations, as ctest runs it
 *   fuzz-test_mutations COUNT [SEED [FILE…]]  more of them, of the goldens or of other files
 *   fuzz-test_mutations --theme NAME …        as charts of a theme, with all that a house adds
 *
 * A mutation that fails is printed as JSON, to be kept as a case of tests/faults. */
#include "chart/chart.h"
#include "compose/compose.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixed_metrics.h"
#include "fuzz/fuzz.h"

enum { MUTATIONS = 400, SEED = 1, SECONDS_EACH = 5, MOST_CHANGES = 3, DEEP = 300, LONG = 3000 };

typedef struct Mutator {
  Arena *arena;
  GRand *random;
  size_t at; /* nodes until the one that is changed */
  bool done;
} Mutator;

/* ---- writing ---- */

static void append_json(GString *out, const Node *node);

static void
append_string(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (; *text; text++)
    if (*text == '"' || *text == '\\')
      g_string_append_printf(out, "\\%c", *text);
    else if ((unsigned char)*text < ' ')
      g_string_append_printf(out, "\\u%04x", (unsigned)*text);
    else
      g_string_append_c(out, *text);
  g_string_append_c(out, '"');
}

static void
append_items(GString *out, const Node *node)
{
  bool map = node->kind == NODE_MAP;
  g_string_append_c(out, map ? '{' : '[');
  for (size_t i = 0; i < node->count; i++) {
    g_string_append(out, i ? ", " : "");
    if (map) {
      append_string(out, node->entries[i].key);
      g_string_append(out, ": ");
    }
    append_json(out, map ? node->entries[i].value : node->items[i]);
  }
  g_string_append_c(out, map ? '}' : ']');
}

static void
append_json(GString *out, const Node *node)
{
  if (node->kind == NODE_STRING)
    append_string(out, node->string);
  else if (node->kind == NODE_MAP || node->kind == NODE_LIST)
    append_items(out, node);
  else if (node->kind == NODE_NUMBER)
    g_string_append(out, node->scalar ? node->scalar : "0");
  else
    g_string_append(out, node->kind == NODE_NULL ? "null" : node->boolean ? "true" : "false");
}

/* ---- changes ---- */

/* Values that are seldom what a property expects, as JSON. */
static const char *const STRANGE[] = {
  "null",
  "true",
  "false",
  "0",
  "-0.0",
  "-1",
  "1e308",
  "-1e308",
  "5e-324",
  "1e999",
  "123456789012345678901234567890",
  "\"\"",
  "\"NaN\"",
  "\"-Infinity\"",
  "\"1e308\"",
  "\"\\u0000x\"",
  "\"\xf0\x9f\x98\x80\"",
  "\"datum.a\"",
  "\"((((\"",
  "[]",
  "[[]]",
  "[null]",
  "[1e308, -1e308]",
  "[0, 0]",
  "[\"a\", 1, null, {}]",
  "{}",
  "{\"expr\": \"1 +\"}",
  "{\"expr\": \"datum.x / 0\"}",
  "{\"field\": \"nowhere\"}",
  "{\"param\": \"nobody\"}",
  "{\"value\": {\"expr\": \"width * 1e300\"}}",
  "{\"signal\": \"x\"}",
  "{\"repeat\": \"row\"}",
  "{\"year\": 1e9}",
  "{\"scheme\": \"nope\"}",
  "{\"step\": -1}",
  "{\"type\": \"log\"}",
  "\"quantitative\"",
  "\"temporal\"",
  "\"nominal\"",
  "\"count\"",
  "\"argmax\"",
  "\"log\"",
  "\"utcyearmonthdatehours\"",
  "\"%Y %\"",
  "\".999999999f\"",
  "\"container\"",
};

static const Node *
parse(Arena *arena, const char *json)
{
  g_autoptr(DiagList) diags = diag_list_new();
  const Source *source = source_from_text(arena, "strange.json", json, strlen(json));
  const Node *node = node_parse(arena, source, diags);
  return node ? node : node_new_boolean(arena, true, (Span){ 0 });
}

static const Node *
strange(Mutator *mutator)
{
  guint32 kind = (guint32)g_rand_int_range(mutator->random, 0, G_N_ELEMENTS(STRANGE) + 3);
  if (kind < G_N_ELEMENTS(STRANGE))
    return parse(mutator->arena, STRANGE[kind]);
  g_autoptr(GString) text = g_string_new(NULL);
  int size = kind == G_N_ELEMENTS(STRANGE) ? DEEP : LONG;
  for (int i = 0; i < size; i++)
    g_string_append(text, kind == G_N_ELEMENTS(STRANGE) ? "[" : i ? ", 1" : "[1");
  for (int i = 0; i < (kind == G_N_ELEMENTS(STRANGE) ? DEEP : 1); i++)
    g_string_append_c(text, ']');
  return parse(mutator->arena, text->str);
}

static char *
misspell(Mutator *mutator, const char *word)
{
  g_autoptr(GString) text = g_string_new(word);
  if (text->len == 0)
    return arena_strdup(mutator->arena, "x");
  gsize at = (gsize)g_rand_int_range(mutator->random, 0, (gint32)text->len);
  if (g_rand_boolean(mutator->random))
    g_string_erase(text, (gssize)at, 1);
  else
    g_string_insert_c(text, (gssize)at, (char)g_rand_int_range(mutator->random, 'a', 'z' + 1));
  return arena_strdup(mutator->arena, text->str);
}

static const Node *
change_map(Mutator *mutator, const Node *node)
{
  size_t count = node->count, at = (size_t)g_rand_int_range(mutator->random, 0, (gint32)count);
  NodeEntry *entries = arena_array(mutator->arena, NodeEntry, count + 1);
  memcpy(entries, node->entries, count * sizeof *entries);
  switch (g_rand_int_range(mutator->random, 0, 4)) {
  case 0:
    memmove(&entries[at], &entries[at + 1], (count - at - 1) * sizeof *entries);
    count--;
    break;
  case 1:
    entries[count++] = entries[at];
    break;
  case 2:
    entries[at].key = misspell(mutator, entries[at].key);
    break;
  default:
    entries[at].value = strange(mutator);
  }
  return node_new_map(mutator->arena, entries, count, node->span);
}

static const Node *
change_list(Mutator *mutator, const Node *node)
{
  size_t count = node->count, at = (size_t)g_rand_int_range(mutator->random, 0, (gint32)count);
  const Node **items = arena_array(mutator->arena, const Node *, count + 1);
  memcpy(items, node->items, count * sizeof *items);
  if (g_rand_boolean(mutator->random))
    items[count++] = items[at];
  else
    items[at] = strange(mutator);
  return node_new_list(mutator->arena, items, count, node->span);
}

static const Node *
change(Mutator *mutator, const Node *node)
{
  bool filled = (node->kind == NODE_MAP || node->kind == NODE_LIST) && node->count > 0;
  if (filled && g_rand_int_range(mutator->random, 0, 5) > 0)
    return node->kind == NODE_MAP ? change_map(mutator, node) : change_list(mutator, node);
  if (node->kind == NODE_STRING && g_rand_boolean(mutator->random))
    return node_new_string(mutator->arena, misspell(mutator, node->string), node->span);
  return strange(mutator);
}

static size_t
count_nodes(const Node *node)
{
  size_t count = 1;
  for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++)
    count += count_nodes(node->entries[i].value);
  for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++)
    count += count_nodes(node->items[i]);
  return count;
}

/* A copy in which the node that the mutator counts to is another. */
static const Node *
mutate(Mutator *mutator, const Node *node)
{
  if (mutator->done || mutator->at-- > 0) {
    if (mutator->done || (node->kind != NODE_MAP && node->kind != NODE_LIST))
      return node;
    Node *copy = arena_dup(mutator->arena, node, sizeof *node);
    const Node **items = arena_array(mutator->arena, const Node *, MAX(node->count, 1));
    NodeEntry *entries = arena_array(mutator->arena, NodeEntry, MAX(node->count, 1));
    for (size_t i = 0; i < node->count; i++)
      if (node->kind == NODE_LIST)
        items[i] = mutate(mutator, node->items[i]);
      else
        entries[i] = (NodeEntry){ node->entries[i].key, node->entries[i].key_span,
                                  mutate(mutator, node->entries[i].value) };
    if (node->kind == NODE_LIST)
      copy->items = items;
    else
      copy->entries = entries;
    return copy;
  }
  mutator->done = true;
  return change(mutator, node);
}

/* ---- one mutation ---- */

static struct {
  int count;
  guint32 seed;
  const char *theme; /* NULL: none */
  char **files;      /* NULL: the goldens */
} asked = { MUTATIONS, SEED, NULL, NULL };

static char current[1 << 20]; /* what is being compiled, for the handlers below */

static bool
has_place(const Diag *diag)
{
  return diag->place.file && diag->place.line > 0 && diag->place.column > 0;
}

/* Counts the errors that have no place. */
static size_t
compile_text(const char *json, const char *folder)
{
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  g_autoptr(Catalog) catalog = catalog_new(diags);
  size_t lost = 0;
  ChartContext context = {
    .catalog = catalog, .metrics = &FIXED_METRICS, .root = folder, .folder = folder
  };
  if (asked.theme)
    compose_chart_theme(arena, NULL, asked.theme, &context, diags);
  const Source *source = source_from_text(arena, "spec.json", json, strlen(json));
  const Node *spec = node_parse(arena, source, diags);
  const Scene *scene = spec ? chart_compile(arena, spec, &context, diags) : NULL;
  if (!scene && diag_count(diags, DIAG_ERROR) == 0) {
    fprintf(stderr, "refused without a word: %s\n", json);
    lost++;
  }
  for (size_t i = 0; i < diag_total(diags); i++) {
    const Diag *diag = diag_at(diags, i);
    if (diag->severity != DIAG_ERROR || has_place(diag))
      continue;
    fprintf(stderr, "no place: %s [%s]: %s\n", diag->message, diag->code, json);
    lost++;
  }
  return lost;
}

static size_t
try_mutation(const Node *spec, const char *folder, GRand *random)
{
  g_autoptr(Arena) arena = arena_new();
  int changes = g_rand_int_range(random, 1, MOST_CHANGES + 1);
  for (int i = 0; i < changes; i++) {
    gint32 nodes = (gint32)MIN(count_nodes(spec), G_MAXINT32 - 1);
    Mutator mutator = { arena, random, (size_t)g_rand_int_range(random, 0, nodes), false };
    spec = mutate(&mutator, spec);
  }
  g_autoptr(GString) json = g_string_new(NULL);
  append_json(json, spec);
  g_strlcpy(current, json->str, sizeof current);
  alarm(SECONDS_EACH);
  size_t lost = compile_text(json->str, folder);
  alarm(0);
  return lost;
}

/* ---- all of them ---- */

static gint
compare_paths(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
spec_paths(void)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  for (char **file = asked.files; file && *file; file++)
    g_ptr_array_add(paths, g_strdup(*file));
  if (asked.files)
    return paths;
  g_autoptr(GDir) folder = g_dir_open(SHOLU_TEST_DIR "/golden", 0, NULL);
  assert_non_null(folder);
  for (const char *name; (name = g_dir_read_name(folder));)
    if (g_str_has_suffix(name, ".vl.yaml"))
      g_ptr_array_add(paths, g_build_filename(SHOLU_TEST_DIR "/golden", name, NULL));
  g_ptr_array_sort(paths, compare_paths);
  return paths;
}

static void
test_mutations(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) paths = spec_paths();
  g_autoptr(GRand) random = g_rand_new_with_seed(asked.seed);
  size_t lost = 0;
  assert_true(paths->len > 0);
  fuzzed = current;
  catch_crashes();
  for (int i = 0; i < asked.count; i++) {
    const char *path = g_ptr_array_index(paths, (guint)i % paths->len);
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_path_get_dirname(path);
    const Source *source = source_load(arena, path, 0, &error);
    const Node *spec = source ? node_parse(arena, source, diags) : NULL;
    assert_non_null(spec);
    lost += try_mutation(spec, folder, random);
  }
  assert_int_equal(lost, 0);
}

int
main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_mutations) };
  if (argc > 2 && strcmp(argv[1], "--theme") == 0) {
    asked.theme = argv[2];
    argc -= 2;
    argv += 2;
  }
  if (argc > 1)
    asked.count = atoi(argv[1]);
  if (argc > 2)
    asked.seed = (guint32)strtoul(argv[2], NULL, 10);
  if (argc > 3)
    asked.files = argv + 3;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
