#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "built.h"
#include "compose/passages.h"

static const char DOCUMENT[] =
    "---\n"
    "title: Takings of {{ box }} billion\n"
    "data: data.csv\n"
    "figures: {box: SELECT 43.9}\n"
    "kpis:\n"
    "  - {label: Box office, value: \"{{ box }}\", unit: bn}\n"
    "---\n\n"
    "## Rose by 63% {#sec-rise}\n\n"
    "They took {{ box | .0f }} billion, see @sec-rise and `x = 7`.[^1]\n\n"
    "- An item of 12 parts\n"
    "- Another\n\n"
    "| Place | Firms |\n"
    "|-------|------:|\n"
    "| Almaty | 20 |\n\n"
    ": Firms by place\n\n"
    "::: {waived=\"said elsewhere\"}\n"
    "Three reasons.\n"
    ":::\n\n"
    "## Two of [four]{waived=\"a count\"} {claim=\"box > 1\"}\n\n"
    "::: {lang=ru}\nРост.\n:::\n\n"
    "[^1]: After 26.9.\n";

/* kind: text; of a cell also what it stands under. */
static const char EXPECTED[] = "title: Takings of 43.9 billion\n"
                               "kpi: Box office: 43.9 bn\n"
                               "heading: Rose by 63%\n"
                               "paragraph: They took 44 billion, see “Rose by 63%” and x = 7.\n"
                               "paragraph: An item of 12 parts\n"
                               "paragraph: Another\n"
                               "caption: Firms by place\n"
                               "cell: Place (Firms by place)\n"
                               "cell: Firms (Firms by place)\n"
                               "cell: Almaty (Place; Firms by place)\n"
                               "cell: 20 (Firms; Almaty; Firms by place)\n"
                               "paragraph: Three reasons.\n"
                               "heading: Two of four\n"
                               "paragraph: Рост.\n"
                               "footnote:  After 26.9.\n";

static PassageList
passages_of(Built *built)
{
  static const ComposeOptions OPTIONS = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  return compose_passages(built->arena, built->document, &OPTIONS, built->diags);
}

static void
test_order(void **state)
{
  (void)state;
  static const char *const KINDS[] = { "title", "kpi",     "heading",  "paragraph",
                                       "cell",  "caption", "footnote", "figure" };
  Built built = build(DOCUMENT);
  PassageList list = passages_of(&built);
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < list.count; i++) {
    const Passage *passage = &list.items[i];
    g_string_append_printf(text, "%s: %s", KINDS[passage->kind], passage->text);
    if (passage->context)
      g_string_append_printf(text, " (%s)", passage->context);
    g_string_append_c(text, '\n');
  }
  assert_string_equal(text->str, EXPECTED);
  built_finish(&built);
}

static const Passage *
passage_with(PassageList list, const char *text, size_t *at)
{
  for (size_t i = 0; i < list.count; i++) {
    const char *found = strstr(list.items[i].text, text);
    *at = found ? (size_t)(found - list.items[i].text) : 0;
    if (found)
      return &list.items[i];
  }
  fail_msg("no passage has \"%s\"", text);
  return NULL;
}

/* What a stretch of the text is made of, and where it stands. */
static const struct {
  const char *text;
  PieceKind kind;
  size_t line, column;
  const char *waiver;
} PIECES[] = {
  { "43.9 billion", PIECE_FIGURE, 2, 21, NULL },
  { "63%", PIECE_TEXT, 9, 12, NULL },
  { "44", PIECE_FIGURE, 11, 13, NULL },
  { "“Rose", PIECE_REFERENCE, 11, 40, NULL },
  { "x = 7", PIECE_CODE, 11, 55, NULL },
  { "12", PIECE_TEXT, 13, 14, NULL },
  { "20", PIECE_TEXT, 18, 12, NULL },
  { "Three", PIECE_TEXT, 23, 1, "said elsewhere" },
  { "four", PIECE_TEXT, 26, 12, "a count" },
  { "26.9", PIECE_TEXT, 32, 13, NULL },
};

static void
test_pieces(void **state)
{
  (void)state;
  Built built = build(DOCUMENT);
  PassageList list = passages_of(&built);
  for (size_t i = 0; i < G_N_ELEMENTS(PIECES); i++) {
    size_t at;
    const Passage *passage = passage_with(list, PIECES[i].text, &at);
    const PassagePiece *piece = passage_piece(passage, at);
    Place place = place_of_span(passage_span(passage, at, at + 2));
    assert_int_equal(piece->kind, PIECES[i].kind);
    assert_int_equal(place.line, PIECES[i].line);
    assert_int_equal(place.column, PIECES[i].column);
    if (PIECES[i].waiver)
      assert_string_equal(piece->waiver, PIECES[i].waiver);
    else
      assert_null(piece->waiver);
  }
  built_finish(&built);
}

static void
test_languages(void **state)
{
  (void)state;
  Built built = build(DOCUMENT);
  PassageList list = passages_of(&built);
  size_t at;
  assert_string_equal(passage_with(list, "Рост", &at)->language, "ru");
  assert_string_equal(passage_with(list, "After", &at)->language, "en");
  assert_int_equal(passage_with(list, "Рост", &at)->section, 2);
  built_finish(&built);
}

static const char CLAIMING[] =
    "---\ndata: data.csv\nfigures:\n"
    "  box: SELECT 43.9\n  base: SELECT 26.9\n  place: SELECT 'Almaty'\n"
    "  absent: SELECT NULL\n---\n\n"
    "## Takings rose {#sec-rise claim=\"box > base\"}\n\n"
    "A paragraph\nof two lines. {claim=\"base * 2 < box * 1.5 AND place = 'Almaty'\"}\n\n"
    "- An item {claim=\"base > box\"}\n\n"
    "::: {.note claim=\"(SELECT count(*) FROM data) = 3\"}\nA note.\n:::\n\n"
    "::: {claim=\"place\"}\nA text is no truth.\n:::\n\n"
    "::: {claim=\"(SELECT value FROM data WHERE region = 'Astana') > box\"}\nMissing.\n:::\n\n"
    "::: {claim=\"boxes > 1\"}\nThere is no such figure.\n:::\n\n"
    "::: {claim=\"absent > 1\"}\nThe figure has no value.\n:::\n\n"
    "```chart {#fig-x claim=\"1\"}\ntitle: It is\ndescription: So it is.\n"
    "data: {name: data}\nmark: bar\nencoding: {y: {field: region, type: nominal}}\n```\n\n"
    "![Picture](picture.png){claim=\"0\" #fig-y}\n";

static const struct {
  const char *sql;
  ClaimVerdict verdict;
  const char *values;
  size_t line;
} CLAIMS[] = {
  { "box > base", CLAIM_HOLDS, "box = 43.9, base = 26.9", 10 },
  { "base * 2 < box * 1.5 AND place = 'Almaty'", CLAIM_HOLDS,
    "box = 43.9, base = 26.9, place = 'Almaty'", 13 },
  { "base > box", CLAIM_FAILS, "box = 43.9, base = 26.9", 15 },
  { "(SELECT count(*) FROM data) = 3", CLAIM_HOLDS, NULL, 17 },
  { "place", CLAIM_MISSING, "place = 'Almaty'", 21 },
  { "(SELECT value FROM data WHERE region = 'Astana') > box", CLAIM_MISSING, "box = 43.9", 25 },
  { "boxes > 1", CLAIM_FAULTY, NULL, 29 },
  { "absent > 1", CLAIM_FAULTY, NULL, 33 },
  { "1", CLAIM_HOLDS, NULL, 37 },
  { "0", CLAIM_FAILS, NULL, 45 },
};

static void
test_claims(void **state)
{
  (void)state;
  Built built = build(CLAIMING);
  PassageList list = passages_of(&built);
  assert_int_equal(list.claim_count, G_N_ELEMENTS(CLAIMS));
  for (size_t i = 0; i < G_N_ELEMENTS(CLAIMS); i++) {
    assert_string_equal(list.claims[i].sql, CLAIMS[i].sql);
    assert_int_equal(list.claims[i].verdict, CLAIMS[i].verdict);
    assert_int_equal(place_of_span(list.claims[i].span).line, CLAIMS[i].line);
    if (CLAIMS[i].values)
      assert_string_equal(list.claims[i].values, CLAIMS[i].values);
    else
      assert_null(list.claims[i].values);
  }
  for (size_t i = 0; i < list.count; i++)
    assert_null(strstr(list.items[i].text, "claim"));
  built_finish(&built);
}

/* The same of what stands outside the text. */
static void
test_claims_of_their_own(void **state)
{
  (void)state;
  static const ComposeOptions OPTIONS = { .theme_folder = SHOLU_SOURCE_DIR "/templates/themes" };
  Built built = build(CLAIMING);
  Claim claims[] = { { .sql = "box = 43.9;" }, { .sql = " " } };
  compose_claims(built.arena, built.document, &OPTIONS, claims, 2, built.diags);
  assert_int_equal(claims[0].verdict, CLAIM_HOLDS);
  assert_int_equal(claims[1].verdict, CLAIM_FAULTY);
  built_finish(&built);
}

int
main(void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test(test_order), cmocka_unit_test(test_pieces),
                                      cmocka_unit_test(test_languages),
                                      cmocka_unit_test(test_claims),
                                      cmocka_unit_test(test_claims_of_their_own) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
