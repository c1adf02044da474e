/* Reports: a number that is contradicted, one that is matched, a claim that fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "audit/checks.h"
#include "audit/report.h"

static const ComposeOptions OPTIONS = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };

typedef struct Reported {
  Arena *arena;
  DiagList *diags;
  Document *document;
  const AuditReport *report;
} Reported;

static Reported
audit_briefing(const char *folder)
{
  Reported made = { .arena = arena_new(), .diags = diag_list_new() };
  g_autofree char *root = g_build_filename(SHOLU_TEST_DIR, "faults", folder, NULL);
  g_autofree char *path = g_build_filename(root, "briefing.md", NULL);
  made.document = document_load(made.arena, path, root, made.diags, NULL);
  assert_non_null(made.document);
  made.report =
      audit_document(made.arena, made.document, &(AuditOptions){ .compose = &OPTIONS }, made.diags);
  PassageList passages = compose_passages(made.arena, made.document, &OPTIONS, made.diags);
  audit_claims(made.arena, &passages, made.diags);
  return made;
}

static void
reported_finish(Reported *made)
{
  document_free(made->document);
  diag_list_free(made->diags);
  arena_free(made->arena);
}

static char *
write_report(const Reported *made, const char *format)
{
  GString *out = g_string_new(NULL);
  const AuditFormat *found = audit_format(format);
  assert_non_null(found);
  found->write(out, &(ReportRequest){ made->report, made->diags, false });
  return g_string_free(out, FALSE);
}

static const Node *
parse_report(const Reported *made, const char *format)
{
  g_autofree char *text = write_report(made, format);
  size_t faults = diag_total(made->diags);
  const Source *source = source_from_text(made->arena, format, text, strlen(text));
  const Node *root = node_parse(made->arena, source, made->diags);
  assert_int_equal(diag_total(made->diags), faults);
  assert_true(node_is(root, NODE_MAP));
  return root;
}

static void
assert_keys(const Node *map, const char *const *keys)
{
  assert_true(node_is(map, NODE_MAP));
  for (; *keys; keys++)
    if (!node_get(map, *keys))
      fail_msg("there is no %s", *keys);
}

static void
test_json(void **state)
{
  (void)state;
  static const char *const TOP[] = { "file", "coverage", "numbers", "faults", NULL };
  static const char *const COVERAGE[] = { "bound",     "matched",      "derived",  "waived",
                                          "unmatched", "contradicted", "left out", NULL };
  static const char *const NUMBER[] = { "status", "text", "line", "column", NULL };
  static const char *const FAULT[] = { "code",   "severity", "file", "line",
                                       "column", "message",  "hint", NULL };
  Reported made = audit_briefing("check-contradicted");
  const Node *root = parse_report(&made, "json");
  assert_keys(root, TOP);
  assert_keys(node_get(root, "coverage"), COVERAGE);
  assert_float_equal(node_number(node_path(root, "coverage.contradicted"), 0), 1, 0);
  const Node *numbers = node_get(root, "numbers"), *faults = node_get(root, "faults");
  assert_int_equal(numbers->count, made.report->count);
  for (size_t i = 0; i < numbers->count; i++)
    assert_keys(numbers->items[i], NUMBER);
  assert_int_equal(faults->count, 2);
  for (size_t i = 0; i < faults->count; i++)
    assert_keys(faults->items[i], FAULT);
  assert_string_equal(node_string(node_get(faults->items[0], "code"), ""), "number-contradicted");
  assert_string_equal(node_string(node_get(faults->items[1], "code"), ""), "claim-fails");
  assert_float_equal(node_number(node_get(faults->items[0], "line"), 0), 7, 0);
  reported_finish(&made);
}

/* What SARIF 2.1.0 requires, by section: log (3.13), run (3.14), tool (3.18), driver (3.19),
 * rule (3.49), result (3.27), message (3.11). */
static void
test_sarif(void **state)
{
  (void)state;
  Reported made = audit_briefing("check-contradicted");
  const Node *root = parse_report(&made, "sarif");
  assert_string_equal(node_string(node_get(root, "version"), ""), "2.1.0");
  const Node *runs = node_get(root, "runs");
  assert_true(node_is(runs, NODE_LIST) && runs->count == 1);
  const Node *run = runs->items[0];
  assert_string_equal(node_string(node_path(run, "tool.driver.name"), ""), "sholu");
  const Node *rules = node_path(run, "tool.driver.rules"), *results = node_get(run, "results");
  assert_int_equal(rules->count, 2);
  assert_int_equal(results->count, 2);
  for (size_t i = 0; i < results->count; i++) {
    const Node *result = results->items[i], *locations = node_get(result, "locations");
    const char *rule = node_string(node_get(rules->items[i], "id"), "");
    assert_string_equal(node_string(node_get(result, "ruleId"), "-"), rule);
    assert_string_equal(node_string(node_get(result, "level"), ""), "error");
    assert_non_null(node_string(node_path(result, "message.text"), NULL));
    assert_true(node_is(locations, NODE_LIST) && locations->count == 1);
    const Node *place = node_get(locations->items[0], "physicalLocation");
    assert_non_null(node_string(node_path(place, "artifactLocation.uri"), NULL));
    double start = node_number(node_path(place, "region.startColumn"), 0);
    assert_true(node_number(node_path(place, "region.startLine"), 0) >= 1 && start >= 1);
    assert_true(node_number(node_path(place, "region.endColumn"), 0) > start);
  }
  reported_finish(&made);
}

/* Nothing of a file's name, a message or a hint may end what it stands in. */
static void
test_github(void **state)
{
  (void)state;
  static const AuditReport NONE;
  g_autoptr(Arena) arena = arena_new();
  Reported made = { .arena = arena, .diags = diag_list_new(), .report = &NONE };
  const Place place = { .file = "a,b:c%.md", .line = 3, .column = 5, .width = 2 };
  diag_add(made.diags, DIAG_ERROR, "odd", place, "50%\nor: so", "100%%\r\n::error::, %s", "x");
  diag_add(made.diags, DIAG_NOTE, "told", (Place){ 0 }, NULL, "no place");
  g_autofree char *text = write_report(&made, "github");
  assert_string_equal(text, "::error file=a%2Cb%3Ac%25.md,line=3,col=5,endColumn=7,title=odd::"
                            "100%25  ::error::, x%0A50%25 or: so\n"
                            "::notice title=told::no place\n");
  diag_list_free(made.diags);
}

static void
test_short(void **state)
{
  (void)state;
  Reported made = audit_briefing("check-contradicted");
  g_autofree char *text = write_report(&made, "short");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  assert_int_equal(g_strv_length(lines), 4);
  assert_non_null(strstr(lines[0], "briefing.md:7:22: error: "));
  assert_true(g_str_has_suffix(lines[0], " [number-contradicted]"));
  assert_true(g_str_has_suffix(lines[1], " [claim-fails]"));
  assert_string_equal(lines[2], "1 number: 1 contradicted; 1 left out");
  reported_finish(&made);
}

static void
test_names(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  assert_null(audit_format("xml"));
  assert_string_equal(audit_format_names(arena), "there are human, short, json, sarif, github");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_json),  cmocka_unit_test(test_sarif), cmocka_unit_test(test_github),
    cmocka_unit_test(test_short), cmocka_unit_test(test_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
