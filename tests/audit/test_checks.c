#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "audit/checks.h"

static const ComposeOptions OPTIONS = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };

typedef struct Checked {
  Arena *arena;
  DiagList *diags;
  Document *document;
} Checked;

static void
write_file(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
remove_all(const char *folder)
{
  static const char *const FILES[] = { "doc.md", "shares.csv", "firms.csv", "datapackage.json" };
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autofree char *path = g_build_filename(folder, FILES[i], NULL);
    g_remove(path);
  }
  g_rmdir(folder);
}

/* Counts of firms are exact; shares are written with a decimal, zeros too; takings in millions. */
static const char PACKAGE[] =
    "{\"name\": \"p\", \"resources\": ["
    "{\"name\": \"shares\", \"path\": \"shares.csv\", \"schema\": {\"fields\": ["
    "{\"name\": \"kind\", \"type\": \"string\"}, {\"name\": \"share\", \"type\": \"number\"}]}},"
    "{\"name\": \"firms\", \"path\": \"firms.csv\", \"schema\": {\"fields\": ["
    "{\"name\": \"kind\", \"type\": \"string\"}, {\"name\": \"firms\", \"type\": \"integer\"},"
    "{\"name\": \"tenge_bn\", \"type\": \"number\", \"scale\": 1e9},"
    "{\"name\": \"usd_mn\", \"type\": \"number\", \"scale\": 1e6}]}}]%s}";

/* The document's checks and the package's run, and its claims are told. */
static Checked
check_document(const char *front, const char *body, const char *own)
{
  g_autofree char *folder = g_dir_make_tmp("sholu-checks-XXXXXX", NULL);
  g_autofree char *text =
      g_strdup_printf("---\ndata: datapackage.json\n%s\n---\n\n%s", front, body);
  g_autofree char *package = g_strdup_printf(PACKAGE, own ? own : "");
  g_autofree char *path = g_build_filename(folder, "doc.md", NULL);
  write_file(folder, "doc.md", text);
  write_file(folder, "datapackage.json", package);
  write_file(folder, "shares.csv", "kind,share\na,60.0\nb,30.0\nc,9.8\n");
  write_file(folder, "firms.csv",
             "kind,firms,tenge_bn,usd_mn\nall,121,43.9,83\nprivate,100,24.2,46\nstate,20,17.5,"
             "33\n");
  Checked checked = { .arena = arena_new(), .diags = diag_list_new() };
  checked.document = document_load(checked.arena, path, folder, checked.diags, NULL);
  assert_non_null(checked.document);
  audit_checks(checked.arena, &(ChecksRequest){ checked.document, &OPTIONS }, checked.diags);
  PassageList passages = compose_passages(checked.arena, checked.document, &OPTIONS, checked.diags);
  audit_claims(checked.arena, &passages, checked.diags);
  remove_all(folder);
  return checked;
}

static void
checked_finish(Checked *checked)
{
  document_free(checked->document);
  diag_list_free(checked->diags);
  arena_free(checked->arena);
}

/* "error sum-differs: message", a line each. */
static char *
tell(const DiagList *diags)
{
  static const char *const SEVERITIES[] = { "note", "warning", "error" };
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < diag_total(diags); i++) {
    const Diag *diag = diag_at(diags, i);
    g_string_append_printf(out, "%s%s %s: %s", i ? "\n" : "", SEVERITIES[diag->severity],
                           diag->code, diag->message);
  }
  return g_string_free(out, FALSE);
}

typedef struct Case {
  const char *check, *expected;
} Case;

static void
assert_cases(const Case *cases, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    g_autofree char *front = g_strdup_printf("figures: {box: SELECT 43.9, base: SELECT "
                                             "26.9}\naudit:\n  checks:\n    - %s",
                                             cases[i].check);
    Checked checked = check_document(front, "", NULL);
    g_autofree char *told = tell(checked.diags);
    if (strcmp(told, cases[i].expected) != 0)
      fail_msg("%s\n  gives:    %s\n  expected: %s", cases[i].check, told, cases[i].expected);
    checked_finish(&checked);
  }
}

#define PARTS(parts, total, rest)                                                                  \
  "sum: {parts: \"VALUES " parts "\", total: \"SELECT " total "\"" rest "}"

static const Case SUMS[] = {
  { PARTS("('a', 24.2), ('b', 17.5)", "41.7", ""), "" },
  /* three roundings to one decimal leave 0.15 open */
  { PARTS("('a', 24.2), ('b', 17.5)", "41.8", ""), "" },
  { PARTS("('a', 24.2), ('b', 17.5)", "41.6", ""), "" },
  { PARTS("('a', 24.2), ('b', 17.5)", "41.84", ""),
    "error sum-differs: sum: a 24.2, b 17.5 make 41.7, 0.14 less than the total of 41.84 (0.035 "
    "to "
    "0.245 before rounding)" },
  { PARTS("('a', 24.2), ('b', 17.5)", "41.9", ""),
    "error sum-differs: sum: a 24.2, b 17.5 make 41.7, 0.2 less than the total of 41.9 (0.05 to "
    "0.35 before rounding)" },
  { PARTS("('a', 24.2), ('b', 17.5)", "41.5", ""),
    "error sum-differs: sum: a 24.2, b 17.5 make 41.7, 0.2 more than the total of 41.5 (0.05 to "
    "0.35 before rounding)" },
  { PARTS("('a', 24.2), ('b', 17.5)", "41.9", ", within: 0.2"), "" },
  { PARTS("('a', 24.2), ('b', 17.5)", "41.9", ", rounding: 1"), "" },
  { PARTS("('a', 24.2), ('b', 17.5)", "43.9", ", remainder: allowed"),
    "note sum-remainder: sum: a 24.2, b 17.5 leave 2.2 of 43.9 (2.05 to 2.35 before rounding)" },
  { PARTS("('a', 24.2), ('b', 17.5)", "40.9", ", remainder: allowed"),
    "error sum-differs: sum: a 24.2, b 17.5 make 41.7, 0.8 more than the total of 40.9 (0.65 to "
    "0.95 before rounding)" },
  /* the ends of what rounding leaves open are outside: one and two halves of 0.1 */
  { PARTS("('a', 0.1)", "0.2", ""),
    "error sum-differs: sum: a 0.1 make 0.1, 0.1 less than the total of 0.2 (0.00 to 0.20 before "
    "rounding)" },
  { PARTS("('a', -5.5), ('b', 2.5)", "-3.0", ""), "" },
  { PARTS("('a', -5.5), ('b', 2.5)", "3.1", ""),
    "error sum-differs: sum: a -5.5, b 2.5 make -3.0, 6.1 less than the total of 3.1 (5.95 to "
    "6.25 before rounding)" },
  { PARTS("('a', 24.2), ('b', NULL)", "41.7", ""),
    "error check-missing: sum: b is missing, and missing is not zero" },
  { PARTS("('a', 1), ('b', 1)", "3", ", rounding: -1"), "" },
  { "sum: {parts: SELECT share FROM shares WHERE 0, total: SELECT 1}",
    "error check-empty: sum: the query gives no row" },
  { "sum: {parts: SELECT share FROM shares, total: SELECT share FROM shares}",
    "error bad-check: sum: the total has 3 rows" },
  /* counts of things are not rounded */
  { "{name: Firms, sum: {parts: \"SELECT kind, firms FROM firms WHERE kind <> 'all'\", total: "
    "SELECT "
    "firms FROM firms WHERE kind = 'all'}}",
    "error sum-differs: Firms: private 100, state 20 make 120, 1 less than the total of 121" },
  { "sum: {parts: SELECT kind FROM firms, total: SELECT 1}",
    "error bad-check: sum: the query's last column must be numbers" },
};

static const Case WHOLES[] = {
  { "whole: \"VALUES ('a', 60), ('b', 40)\"", "" },
  { "whole: \"VALUES ('a', 33.3), ('b', 33.3), ('c', 33.3)\"", "" },
  { "whole: \"VALUES ('a', 33.3), ('b', 33.3), ('c', 33.2)\"",
    "error whole-differs: whole: a 33.3, b 33.3, c 33.2 make 99.8, 0.2 less than 100; rounding "
    "explains less than 0.15" },
  { "whole: {shares: \"VALUES (0.25), (0.75)\", of: 1}", "" },
  { "whole: {shares: \"VALUES ('a', 60), ('b', 50)\", within: 10}", "" },
  { "whole: \"VALUES ('a', 110), ('b', -10)\"", "error whole-differs: whole: the share b is -10" },
  /* the file writes 60.0, which is more precise than 60 */
  { "whole: SELECT kind, share FROM shares",
    "error whole-differs: whole: a 60.0, b 30.0, c 9.8 make 99.8, 0.2 less than 100; rounding "
    "explains less than 0.15" },
  { "whole: \"VALUES ('a', 60), ('b', 30), ('c', 9.8)\"", "" },
  { "whole: \"VALUES ('a', 60), ('b', NULL)\"",
    "error check-missing: whole: b is missing, and missing is not zero" },
};

static const Case RATES[] = {
  { "rate: SELECT kind, tenge_bn, usd_mn FROM firms", "" },
  { "rate: \"VALUES ('a', 43.9, 83)\"", "" },
  /* 1.2 to 1.3 and 1.3 to 1.4 only touch */
  { "rate: {pairs: \"VALUES ('a', 1.25, 1), ('b', 1.35, 1)\", rounding: 0}",
    "error rate-differs: rate: no rate explains all pairs, which imply a 1.25 (1.25 to 1.25), b "
    "1.35 (1.35 to 1.35)" },
  { "rate: {pairs: \"VALUES ('a', 5270, 10), ('b', 2635, 5)\", rounding: 0}", "" },
  { "rate: \"VALUES ('a', 26.9, 51), ('b', 43.9, 83), ('c', 20.0, 33)\"",
    "error rate-differs: rate: no rate explains all pairs: c 0.60606 (0.58209 to 0.63077); the "
    "other "
    "2 agree on 0.52515 to 0.53273" },
  { "rate: \"VALUES ('a', 26.9, 51), ('b', NULL, 83), ('c', 0, 33)\"", "" },
  { "rate: \"VALUES ('a', NULL, 51.0), ('b', NULL, 83.0)\"",
    "error check-empty: rate: no pair has both amounts" },
  { "rate: \"VALUES ('a', 'b', 51)\"",
    "error bad-check: rate: the query's last two columns must be numbers" },
  { "rate: SELECT 5", "error bad-check: rate: the query's last two columns must be numbers" },
  { "rate: \"VALUES ('a', 0, 51.0), ('b', NULL, 83.0)\"",
    "error check-empty: rate: no pair has both amounts" },
  { "rate: \"VALUES ('a', 1e308, 1e-308), ('b', 1e-308, 1e308), ('c', 1, 2)\"", "" },
  { "rate: \"VALUES ('a', 1e300, 1e-5), ('b', 1.7e308, 1), ('c', 1.7e308, 1)\"",
    "error rate-differs: rate: no rate explains all pairs: a 1e+305 (3.3333e+304 to 3e+305); "
    "the other 2 agree on 1.1e+308 to ∞" },
  { "rate: \"VALUES ('a', -26.9, 51), ('b', -43.9, 83)\"", "" },
  { "rate: \"VALUES ('a', -26.9, 51), ('b', 43.9, 83), ('c', 27, 51)\"",
    "error rate-differs: rate: no rate explains all pairs: a -0.52745 (-0.53366 to -0.52136); the "
    "other 2 agree on 0.52515 to 0.53273" },
  /* an amount that rounds to nothing leaves all rates above open */
  { "rate: {pairs: \"VALUES ('a', 40000, 30), ('b', 20000, 10000)\", rounding: 100}",
    "error rate-differs: rate: no rate explains all pairs, which imply a 1333.3 (499.38 to ∞), b 2 "
    "(1.9851 to 2.0151)" },
  { "rate: {pairs: \"VALUES ('a', 100, 30), ('b', 20000, 10000)\", rounding: 100}", "" },
};

static const Case MAGNITUDES[] = {
  { "magnitude: \"VALUES ('a', 1.2e9), ('b', 3.4e9), ('c', 2.2e9), ('d', 0.9e9)\"", "" },
  { "magnitude: \"VALUES ('a', 1.2e9), ('b', 3.4e9), ('c', 2.2e9), ('d', 2.1e6)\"",
    "error magnitude-odd: magnitude: d is 2100000, about a thousand times less than the other 3, "
    "which lie between 1200000000 and 3400000000" },
  { "magnitude: \"VALUES ('a', 1.2), ('b', -3.4), ('c', 2.2), ('d', 2100000), ('e', NULL), ('f', "
    "0)\"",
    "error magnitude-odd: magnitude: d is 2100000, about a million times more than the other 3, "
    "which lie between 1.2 and 3.4" },
  /* a hundred times as much is no slip of a unit */
  { "magnitude: \"VALUES ('a', 1.2), ('b', 3.4), ('c', 2.2), ('d', 220)\"", "" },
  /* wide by nature: each ten times the one before */
  { "magnitude: \"VALUES (1), (10), (100), (1000), (10000), (100000)\"", "" },
  /* many small ones, and a path to the greatest */
  { "magnitude: \"VALUES (1), (2), (3), (2), (1), (30), (400), (2000)\"", "" },
  { "magnitude: \"VALUES ('a', 1), ('b', 2), ('c', 2000)\"", "" },
  { "magnitude: \"VALUES ('Goods', 0.524), ('Services', 1100)\"",
    "note magnitude-odd: magnitude: Goods is 0.524, about 2100 times less than Services, 1100" },
  { "magnitude: \"VALUES ('a', 1), ('b', 90)\"", "" },
  { "magnitude: \"VALUES ('a', 1)\"", "" },
  { "magnitude: \"VALUES (1e308), (1e-308), (1), (1e300), (1e-300), (9e999)\"", "" },
  { "{magnitude: \"VALUES ('a', 1), ('b', 2), ('c', 3), ('d', 2000)\", waived: so it was}",
    "note magnitude-odd: magnitude: d is 2000, about a thousand times more than the other 3, which "
    "lie between 1 and 3" },
};

static const Case RANGES[] = {
  { "range: {values: \"SELECT kind, share FROM shares\", minimum: 9.8, maximum: 60}", "" },
  { "range: {values: \"SELECT kind, share FROM shares\", minimum: 9.9}",
    "error out-of-range: range: c 9.8 is below the minimum of 9.9" },
  { "range: {values: \"SELECT kind, share FROM shares\", maximum: 29}",
    "error out-of-range: range: a 60.0 is above the maximum of 29\n"
    "error out-of-range: range: b 30.0 is above the maximum of 29" },
  { "range: {values: \"VALUES ('a', NULL), ('b', -1)\", minimum: 0}",
    "error out-of-range: range: b -1 is below the minimum of 0" },
  { "range: SELECT share FROM shares",
    "error bad-check: range: a range needs a minimum or a maximum" },
};

static const Case HOLDS[] = {
  { "holds: box > base", "" },
  { "{name: Fall, holds: box < base AND (SELECT count(*) FROM shares) = 3}",
    "error holds-not: Fall: box < base AND (SELECT count(*) FROM shares) = 3 is not true: box = "
    "43.9, base = 26.9" },
  { "holds: (SELECT NULL)", "error holds-not: holds: (SELECT NULL) cannot be told: a value is "
                            "missing" },
  { "holds: boxes > 1", "error unknown-figure: there is no figure or column \"boxes\"" },
};

/* What cannot be read as a check. */
static const Case BROKEN[] = {
  { "summ: {}", "error unknown-property: unknown kind or property of a check \"summ\"" },
  { "{name: nothing}", "error bad-check: this check has no kind" },
  { "just words", "error bad-check: a check must be a map, not a string" },
  { "{whole: SELECT 100, holds: '1'}",
    "error bad-check: a check has one kind, and this is \"whole\" already" },
  { "sum: {part: SELECT 1, total: SELECT 1}",
    "error unknown-property: unknown property of sum \"part\"" },
  { "sum: 5", "error bad-check: sum must be a map, not a number" },
  { "sum: {parts: SELECT 1}", "error bad-check: sum: total must be an SQL SELECT" },
  { "whole: SELECT missing FROM shares", "error query-failed: no such column: missing" },
  { "whole: DELETE FROM shares", "error query-failed: table shares may not be modified" },
  { "whole: {shares: SELECT 100, of: much}", "error bad-check: of must be a number, not a string" },
  { "{whole: SELECT 90, waived: true}", "note whole-differs: whole: 90 make 90, 10 less than "
                                        "100; rounding explains less than 0.5" },
};

#define CASES(name, cases)                                                                         \
  static void name(void **state)                                                                   \
  {                                                                                                \
    (void)state;                                                                                   \
    assert_cases(cases, G_N_ELEMENTS(cases));                                                      \
  }

CASES(test_sums, SUMS)
CASES(test_wholes, WHOLES)
CASES(test_rates, RATES)
CASES(test_magnitudes, MAGNITUDES)
CASES(test_ranges, RANGES)
CASES(test_holds, HOLDS)
CASES(test_broken, BROKEN)

/* Numbers beyond all measure are told, not believed. */
static void
test_overflow(void **state)
{
  (void)state;
  Checked checked = check_document("audit: {checks: [sum: {parts: \"VALUES (1e308), (1e308)\", "
                                   "total: SELECT 1e308}]}",
                                   "", NULL);
  assert_int_equal(diag_total(checked.diags), 1);
  assert_string_equal(diag_at(checked.diags, 0)->code, "sum-differs");
  checked_finish(&checked);
}

static void
test_hints(void **state)
{
  (void)state;
  Checked checked = check_document("audit: {checks: [{whole: SELECT 90, note: The rest is abroad}, "
                                   "{whole: SELECT 80, waived: asked}], strict: yes please}",
                                   "", NULL);
  assert_int_equal(diag_total(checked.diags), 3);
  assert_string_equal(diag_at(checked.diags, 0)->message,
                      "strict must be true or false, not a string");
  assert_string_equal(diag_at(checked.diags, 1)->hint,
                      "a share is missing or too small; or say what the whole is: of: …; note: The "
                      "rest is abroad");
  assert_string_equal(diag_at(checked.diags, 2)->hint, "waived: asked");
  assert_int_equal(diag_at(checked.diags, 1)->place.line, 3);
  checked_finish(&checked);
}

/* A descriptor's own checks stand in the descriptor. */
static void
test_package(void **state)
{
  (void)state;
  Checked checked =
      check_document("lang: en", "",
                     ",\n\"checks\": [{\"name\": \"Firms\", \"range\": {\"values\": \"SELECT kind, "
                     "firms FROM firms\", \"maximum\": 120}}]");
  g_autofree char *told = tell(checked.diags);
  assert_string_equal(told, "error out-of-range: Firms: all 121 is above the maximum of 120");
  assert_true(g_str_has_suffix(diag_at(checked.diags, 0)->place.file, "datapackage.json"));
  assert_int_equal(diag_at(checked.diags, 0)->place.line, 2);
  checked_finish(&checked);
}

static void
test_claims(void **state)
{
  (void)state;
  Checked checked = check_document("figures: {box: SELECT 43.9, base: SELECT 26.9}",
                                   "# Takings rose {claim=\"box > base\"}\n\n# They fell "
                                   "{claim=\"box < base\"}\n\n"
                                   "Who knows. {claim=\"(SELECT NULL)\"}\n",
                                   NULL);
  g_autofree char *told = tell(checked.diags);
  assert_string_equal(told, "error claim-fails: the claim box < base is not true: box = 43.9, base "
                            "= 26.9\n"
                            "error claim-fails: the claim (SELECT NULL) cannot be told: a value is "
                            "missing");
  assert_int_equal(diag_at(checked.diags, 0)->place.line, 8);
  checked_finish(&checked);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_sums),     cmocka_unit_test(test_wholes),
    cmocka_unit_test(test_rates),    cmocka_unit_test(test_magnitudes),
    cmocka_unit_test(test_ranges),   cmocka_unit_test(test_holds),
    cmocka_unit_test(test_broken),   cmocka_unit_test(test_hints),
    cmocka_unit_test(test_overflow), cmocka_unit_test(test_package),
    cmocka_unit_test(test_claims),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
