#include "core/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assert_near.h"

typedef struct Parsed {
  Arena *arena;
  DiagList *diags;
  const Source *source;
  const Node *root;
} Parsed;

static Parsed
parse_bytes(const char *text, size_t length)
{
  Parsed parsed = { .arena = arena_new(), .diags = diag_list_new() };
  parsed.source = source_from_text(parsed.arena, "t.yaml", text, length);
  parsed.root = node_parse(parsed.arena, parsed.source, parsed.diags);
  return parsed;
}

static Parsed
parse(const char *text)
{
  return parse_bytes(text, strlen(text));
}

static void
parsed_clear(Parsed *parsed)
{
  diag_list_free(parsed->diags);
  arena_free(parsed->arena);
}

typedef struct JsonCase {
  const char *text, *json;
} JsonCase;

static void
test_reads(void **state)
{
  (void)state;
  static const JsonCase CASES[] = {
    { "{\"a\": [1, -2.5e3, true, null, \"x\"]}", "{\"a\":[1,-2500,true,null,\"x\"]}" },
    { "a: 1\nb:\n  - x\n  - 'y: z'\n", "{\"a\":1,\"b\":[\"x\",\"y: z\"]}" },
    { "{\"a\":1,\"b\":{\"c\":[]}}", "{\"a\":1,\"b\":{\"c\":[]}}" },
    { "\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"" },
    { "\"\\\\ud83d\"", "\"\\\\ud83d\"" },
    { "", "null" },
    { "'2024'", "\"2024\"" },
    { "[2024, '2024', 0x1f, 1e400, .5, 5., +3]", "[2024,\"2024\",\"0x1f\",Infinity,0.5,5,3]" },
    { "[yes, no, on, null, ~, Null]", "[\"yes\",\"no\",\"on\",null,null,null]" },
    { "a: &x [1]\nb: *x\n", "{\"a\":[1],\"b\":[1]}" },
    { "{\"a\":\t1,\n\t\"b\": 2}", "{\"a\":1,\"b\":2}" },
    { "|\n  kept\n  lines\n", "\"kept\\u000alines\\u000a\"" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Parsed parsed = parse(CASES[i].text);
    assert_non_null(parsed.root);
    assert_int_equal(diag_total(parsed.diags), 0);
    assert_string_equal(node_to_json(parsed.arena, parsed.root), CASES[i].json);
    parsed_clear(&parsed);
  }
}

typedef struct FaultCase {
  const char *text, *code;
  size_t line, column;
} FaultCase;

static void
test_faults_have_places(void **state)
{
  (void)state;
  static const FaultCase CASES[] = {
    { "a: 1\na: 2\n", "duplicate-key", 2, 1 },
    { "{\"a\": 1,\n \"b\" 2}", "syntax-error", 2, 6 },
    { "x: \"фильм\nb: 1\n", "syntax-error", 1, 4 },
    { "{\"ключ\": 1, \"ключ\": 2}", "duplicate-key", 1, 13 },
    { "a: *b\n", "syntax-error", 1, 4 },
    { "a: &b [*b]\n", "syntax-error", 1, 8 },
    { "a: 1\n---\nb: 2\n", "syntax-error", 2, 1 },
    { "a: \xFF\n", "encoding-error", 1, 4 },
    { "? [1, 2]\n: 3\n", "syntax-error", 1, 3 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Parsed parsed = parse(CASES[i].text);
    assert_true(diag_total(parsed.diags) > 0);
    const Diag *diag = diag_at(parsed.diags, 0);
    assert_string_equal(diag->code, CASES[i].code);
    assert_int_equal(diag->place.line, CASES[i].line);
    assert_int_equal(diag->place.column, CASES[i].column);
    parsed_clear(&parsed);
  }
}

static void
test_spans_of_values(void **state)
{
  (void)state;
  Parsed parsed = parse("жыл: 2024\nмән: [1, 'екі']\n");
  const Node *list = node_get(parsed.root, "мән");
  Place place = place_of_span(list->items[1]->span);
  assert_int_equal(place.line, 2);
  assert_int_equal(place.column, 10);
  assert_int_equal(place.width, 5);
  parsed_clear(&parsed);
}

static void
test_bounds(void **state)
{
  (void)state;
  g_autoptr(GString) deep = g_string_new(NULL);
  for (int i = 0; i < 5000; i++)
    g_string_append_c(deep, '[');
  Parsed parsed = parse(deep->str);
  assert_null(parsed.root);
  assert_string_equal(diag_at(parsed.diags, 0)->code, "too-deep");
  parsed_clear(&parsed);

  /* Nine levels of ten aliases each would be a billion nodes. */
  g_autoptr(GString) bomb = g_string_new("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
  for (int i = 1; i < 9; i++) {
    g_string_append_printf(bomb, "a%d: &a%d [", i, i);
    for (int k = 0; k < 10; k++)
      g_string_append_printf(bomb, "%s*a%d", k ? "," : "", i - 1);
    g_string_append(bomb, "]\n");
  }
  parsed = parse(bomb->str);
  assert_null(parsed.root);
  assert_string_equal(diag_at(parsed.diags, 0)->code, "too-large");
  parsed_clear(&parsed);

  parsed = parse_bytes("a: \"x\0y\"\n", 9);
  assert_null(parsed.root);
  parsed_clear(&parsed);
}

static void
test_span_of_a_part(void **state)
{
  (void)state;
  Arena *arena = arena_new();
  DiagList *diags = diag_list_new();
  const char *text = "# Title\n\nmark: bar\nmark: arc\n";
  Source *source = source_from_text(arena, "b.md", text, strlen(text));
  node_parse_span(arena, (Span){ source, 9, strlen(text) }, diags);
  assert_int_equal(diag_total(diags), 1);
  assert_int_equal(diag_at(diags, 0)->place.line, 4);
  assert_string_equal(diag_at(diags, 0)->place.file, "b.md");
  diag_list_free(diags);
  arena_free(arena);
}

static void
test_with_and_merge(void **state)
{
  (void)state;
  Parsed parsed = parse("base: {a: 1, b: {c: 2, d: 3}}\nover: {b: {d: 4, e: 5}, f: 6}\n");
  const Node *merged =
      node_merge(parsed.arena, node_get(parsed.root, "base"), node_get(parsed.root, "over"));
  assert_string_equal(node_to_json(parsed.arena, merged),
                      "{\"a\":1,\"b\":{\"c\":2,\"d\":4,\"e\":5},\"f\":6}");
  const Node *less = node_with(parsed.arena, merged, "b", NULL);
  less = node_with(parsed.arena, less, "g", node_new_string(parsed.arena, "z", (Span){ 0 }));
  assert_string_equal(node_to_json(parsed.arena, less), "{\"a\":1,\"f\":6,\"g\":\"z\"}");
  assert_near(node_number(node_path(merged, "b.e"), 0), 5, 0);
  assert_null(node_path(merged, "b.x.y"));
  parsed_clear(&parsed);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_reads),           cmocka_unit_test(test_faults_have_places),
    cmocka_unit_test(test_spans_of_values), cmocka_unit_test(test_bounds),
    cmocka_unit_test(test_span_of_a_part),  cmocka_unit_test(test_with_and_merge),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
