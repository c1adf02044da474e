/* Documents → pages, measured with fixed widths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "assert_near.h"
#include "built.h"

/* "heading1(paragraph …)": roles with their texts; artifacts and plain groups are passed over. */
static void
dump_node(GString *out, const SceneNode *node, bool artifacts)
{
  if (node->kind == SCENE_TEXT)
    g_string_append(out, node->text.text);
  if (node->kind != SCENE_GROUP || (node->role == ROLE_ARTIFACT && !artifacts))
    return;
  bool named = node->role != ROLE_NONE;
  if (named)
    g_string_append_printf(out, "%s", scene_role_name(node->role));
  if (node->role == ROLE_HEADING)
    g_string_append_printf(out, "%d", node->group.level);
  if (named && node->group.anchor)
    g_string_append_printf(out, "#%s", node->group.anchor);
  if (node->role == ROLE_LINK)
    g_string_append_printf(out, "=%s", node->group.href);
  if (named)
    g_string_append_c(out, '(');
  for (size_t i = 0; i < node->group.child_count; i++)
    dump_node(out, node->group.children[i], artifacts);
  if (named)
    g_string_append_c(out, ')');
}

static char *
dump_page(const Built *built, size_t page, bool artifacts)
{
  GString *out = g_string_new(NULL);
  dump_node(out, built->briefing->pages[page]->root, artifacts);
  return g_string_free(out, FALSE);
}

#define FIGURES                                                                                    \
  "---\ndata: data.csv\nfigures:\n  n: SELECT 1234.5\n  m: {sql: SELECT 2, format: .2f}\n---\n"

static const struct {
  const char *markdown, *expected;
} STRUCTURES[] = {
  { "Hello *you*", "paragraph(Hello you)" },
  { "# One\n\ntext", "heading1#one(One)paragraph(text)" },
  { "## Same\n\n## Same", "heading2#same(Same)heading2#same-1(Same)" },
  { "- a\n- b\n  1. c",
    "list(list-item(list-label(•)list-body(paragraph(a)))list-item(list-label(•)list-body("
    "paragraph(b)list(list-item(list-label(1.)list-body(paragraph(c)))))))" },
  { "9. a\n10. b", "list(list-item(list-label(9.)list-body(paragraph(a)))"
                   "list-item(list-label(10.)list-body(paragraph(b))))" },
  { "> q", "quote(paragraph(q))" },
  { "> q\n> -- A B", "quote(paragraph(q)paragraph(— A B))" },
  { "> q\n>\n> — A", "quote(paragraph(q)paragraph(— A))" },
  { "> q -- not an author", "quote(paragraph(q\u00a0– not an author))" },
  { "::: {.columns}\n::: {.column}\na\n:::\n\n::: {.column}\nb[^n]\n:::\n:::\n\n[^n]: N",
    "paragraph(a)paragraph(blink=#note-1(1))note#note-1(list-label(1)N)" },
  { "::: {.margin}\nm\n:::\n\ntext", "callout(paragraph(m))paragraph(text)" },
  { "::: {.margin}\nm\n:::", "callout(paragraph(m))" },
  { "> ::: {.margin}\n> m\n> :::", "quote(callout(paragraph(m)))" },
  { "```\n a\nb\n```", "code( a b )" },
  { "a\n\n---\n\nb", "paragraph(a)paragraph(b)" },
  { "::: {.callout-tip}\nx\n:::", "callout(paragraph(Tip)paragraph(x))" },
  { "::: {.callout-tip title=\"Mind the gap\"}\nx\n:::",
    "callout(paragraph(Mind the gap)paragraph(x))" },
  { "# H {#sec-h}\n\nsee @sec-h", "heading1#sec-h(H)paragraph(see link=#sec-h(“H”))" },
  { "|A|B|\n|---|---|\n|x|1|\n\n: Cap {#tbl-t}\n\n@tbl-t",
    "table#tbl-t(caption(paragraph(Table 1)paragraph(Cap))table-row(table-header(A)table-header(B))"
    "table-row(table-header(x)table-cell(1)))paragraph(link=#tbl-t(Table\u00a01))" },
  { "one[^n]\n\n[^n]: *Note* text",
    "paragraph(onelink=#note-1(1))note#note-1(list-label(1)Note text)" },
  { FIGURES "{{ n }} {{ m }} {{ n * 2 | ,.0f }} {{ m || 'x' }}",
    "paragraph(1234.5 2.00 2,469 2x)" },
  { FIGURES "{{ (SELECT sum(value) FROM data) | .1f }}", "paragraph(22.5)" },
  { FIGURES "```table\nsql: SELECT region, value FROM data WHERE year = 2024\n```",
    "table(table-row(table-header(region)table-header(value))"
    "table-row(table-header(Almaty)table-cell(12))table-row(table-header(Astana)table-cell(…)))"
    "paragraph(… no data)" },
  { FIGURES
    "```table\nsql: SELECT region, value, year FROM data\nsource: s\ncolumns:\n"
    "  - region\n  - {field: value, total: sum, missing: –}\n  - {field: year, total: –}\n```",
    "table(table-row(table-header(region)table-header(value)table-header(year))"
    "table-row(table-header(Almaty)table-cell(10.5)table-cell(2023))"
    "table-row(table-header(Almaty)table-cell(12.0)table-cell(2024))"
    "table-row(table-header(Astana)table-cell(–)table-cell(2024))"
    "table-row(table-header(Total)table-cell(22.5)table-cell(–)))paragraph(Source: s)" },
  { "```kpi\n- {label: L, value: 12, unit: bn, change: 5%, period: a year}\n- {label: M, value: "
    "x}\n"
    "```",
    "list(list-item(list-body(paragraph(L)paragraph(12 bn)paragraph(+5% a year)))"
    "list-item(list-body(paragraph(M)paragraph(x))))" },
  { FIGURES "```kpi\n- {label: a, value: '{{ n | ,.0f }}'}\n- {label: b, value: 1}\n```",
    "list(list-item(list-body(paragraph(a)paragraph(1,235)))"
    "list-item(list-body(paragraph(b)paragraph(1))))" },
  { "---\ndata: data.csv\nparams: {y: 2024, r: Almaty}\nfigures:\n"
    "  v: SELECT value FROM data WHERE year = :y AND region = :r\n---\n"
    "# In {{ r }}, {{ y }}\n\n{{ v }} {{ y - 1 }} {{ r || '!' }}",
    "heading1#in-r-y(In Almaty, 2024)paragraph(12 2023 Almaty!)" },
  { "---\ndata: data.csv\nparams: {y: 2023}\n---\n```table\nsql: SELECT region FROM data WHERE "
    "year "
    "= :y\n```",
    "table(table-row(table-header(region))table-row(table-cell(Almaty)))" },
  { "---\nparams: {t: \"x' || (SELECT 1) || '\"}\n---\n{{ t }}",
    "paragraph(x' || (SELECT 1) || ')" },
  { "{{ 1 | plural: one=film; other=films }} {{ 0 | plural: other = films ; one=film }}",
    "paragraph(film films)" },
  { "---\nlang: ru\n---\n{{ 21 | plural: one=фильм; few=фильма; many=фильмов }} "
    "{{ 22 | plural: one=фильм; few=фильма; many=фильмов }} "
    "{{ 11 | plural: one=фильм; few=фильма; many=фильмов }} "
    "{{ 1.5 | plural: one=фильм; few=фильма; many=фильмов; other=фильма }}",
    "paragraph(фильм фильма фильмов фильма)" },
  { "---\nlang: kk\n---\n```table\nsql: SELECT column1 AS x FROM (VALUES ('я'), ('ә'), ('а'), "
    "('б')) "
    "ORDER BY x COLLATE locale\nsource: s\n```",
    "table(table-row(table-header(x))table-row(table-cell(а))table-row(table-cell(ә))"
    "table-row(table-cell(б))table-row(table-cell(я)))paragraph(Дереккөз: s)" },
  { "{{< contents >}}\n\n# A\n\n## B\n\n### C",
    "paragraph(Contents)contents(contents-item(link=#a(A 1))contents-item(link=#b(B 1)))"
    "heading1#a(A)heading2#b(B)heading3#c(C)" },
  { "---\nnumber-sections: true\n---\n## A\n\n### B\n\n## C {.unnumbered}\n\n## D {#sec-d}\n\n"
    "### E\n\n@sec-d",
    "heading2#a(1\u2002A)heading3#b(1.1\u2002B)heading2#c(C)heading2#sec-d(2\u2002D)"
    "heading3#e(2.1\u2002E)paragraph(link=#sec-d(section\u00a02))" },
  { "---\ntitle: T\nlang: kk\n---\n|A|\n|---|\n|x|\n\n: C",
    "heading1(T)table(caption(paragraph(1-кесте)paragraph(C))table-row(table-header(A))table-row("
    "table-cell(x)))" },
};

static void
test_structure(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(STRUCTURES); i++) {
    Built built = build(STRUCTURES[i].markdown);
    g_autofree char *dump = dump_page(&built, 0, false);
    if (strcmp(dump, STRUCTURES[i].expected) != 0)
      fail_msg("%s\n gave %s\n not  %s", STRUCTURES[i].markdown, dump, STRUCTURES[i].expected);
    built_finish(&built);
  }
}

#define TEN "a b c, d-e f g’s h (i) 10.5 {{ 1 + 1 }} "

/* Each fault is found once, at its line and column. */
static const struct {
  const char *markdown, *code;
  size_t line, column;
} FAULTS[] = {
  { FIGURES "\n{{ nn }}", "unknown-figure", 8, 4 },
  { FIGURES "\n{{ n + }}", "query-failed", 8, 0 },
  { FIGURES "\n{{ n | .z }}", "bad-format", 8, 8 },
  { FIGURES "\n{{ 1 | ::@@bad }}", "bad-format", 8, 8 },
  { FIGURES "\n{{ NULL }}", "missing-value", 8, 4 },
  { FIGURES "\n{{ }}", "empty-figure", 8, 3 },
  { FIGURES "\n# A {{ bogus | .1f }}", "unknown-figure", 8, 8 },
  { FIGURES "\n|a|\n|---|\n|{{ bogus }}|", "unknown-figure", 10, 5 },
  { "---\nfigures:\n  x: SELECT y FROM nowhere\n---\n{{ x }}", "query-failed", 3, 0 },
  { "---\nfigures:\n  x: SELECT 1 UNION SELECT 2\n---\n{{ x }}", "not-one-value", 3, 6 },
  { "---\nfigures:\n  x: SELECT 1 WHERE 0\n---\n{{ x + 1 }}", "missing-value", 3, 6 },
  { "```kpi\n- {label: a, value: 1}\n```", "kpi-count", 2, 1 },
  { "```kpi\n- {label: a, value: 1}\n- {label: b}\n```", "kpi-value", 3, 3 },
  { "```kpi\n- {label: a, value: 1}\n- b\n```", "kpi-value", 3, 3 },
  { "```kpi\n- {label: a, value: 1}\n- {label: b, value: 1, good: sideways}\n```", "kpi-value", 3,
    30 },
  { "```kpi\n- {label: a, value: 1}\n- {label: b, value: 1, goood: up}\n```", "unknown-property", 3,
    24 },
  { "```kpi\nlabel: a\n```", "kpi-value", 2, 1 },
  { "---\nkpis: none\n---\n", "kpi-value", 2, 7 },
  { "---\ncontents: maybe\n---\n", "front-matter-type", 2, 11 },
  { "---\ntheme: one-pager\n---\na\n\n{{< pagebreak >}}\n\nb", "too-many-pages", 0, 0 },
  { "---\ntheme: ./none.yaml\n---\n", "theme-not-read", 2, 8 },
  { "---\nparams: [1]\n---\n", "front-matter-type", 2, 9 },
  { "---\nparams: {a b: 1}\n---\n", "bad-param", 2, 10 },
  { "---\nparams: {a: [1]}\n---\n", "bad-param", 2, 13 },
  { "---\nparams: {lang: en}\n---\n", "bad-param", 2, 10 },
  { "---\nparams: {n: 1}\nfigures: {N: SELECT 2}\n---\n", "duplicate-name", 3, 11 },
  { "---\nparams: {n: null}\n---\n{{ n }}", "missing-value", 2, 10 },
  { "---\nfigures:\n  x: SELECT :yaer\n---\n{{ x }}", "query-failed", 3, 13 },
  { FIGURES "\n{{ n | plural: one=a; few=b }}", "plural-form", 8, 8 },
  { FIGURES "\n{{ n | plural: one=a; lots=b; other=c }}", "bad-format", 8, 8 },
  { FIGURES "\n{{ n | plural: one }}", "bad-format", 8, 8 },
  { FIGURES "\n{{ 'x' | plural: other=c }}", "bad-format", 8, 10 },
  { "::: {.note}\n" TEN TEN TEN "\n\n- " TEN TEN TEN "one-more.\n:::", "long-callout", 1, 5 },
  { "a\n\n```kpi\n```", "empty-block", 3, 4 },
  { "a @fig-none", "unknown-reference", 1, 3 },
  { "a [b](#none)", "unknown-reference", 1, 4 },
  { "a[^1]", "unknown-note", 1, 4 },
  { "# A {#x}\n\n# B {#x}", "duplicate-id", 3, 5 },
  { "[a](notes.html)", "link-left-out", 1, 2 },
  { "---\ndate: 7 March\ntitle: T\n---\n", "bad-date", 2, 7 },
  { "---\nlang: xx\n---\n", "unknown-language", 2, 7 },
  { "---\ntheme: nosuch\n---\n", "theme-not-read", 2, 8 },
  { "---\ntheme: ../../etc\n---\n", "theme-not-read", 2, 8 },
  { "---\ndata: /../../etc/passwd\n---\n", "data-not-read", 2, 7 },
  { "---\ndata: none.csv\n---\n", "data-not-read", 2, 7 },
  { "```table\ncaption: x\n```", "missing-sql", 2, 1 },
  { "```table\nsql: SELECT x\n```", "query-failed", 2, 0 },
  { "```table\nsql: SELECT 1 AS a\ncolumns: [b]\nsource: s\n```", "unknown-field", 3, 11 },
  { "```table\nsql: SELECT 1 AS a\nsource: s\nqslq: 1\n```", "unknown-property", 4, 1 },
  { "---\ndata: data.csv\n---\n```table\nsql: SELECT region FROM data\nsource: s\ncolumns:\n"
    "  - {field: region, total: true}\n```",
    "bad-total", 8, 28 },
  { "```chart\nmark: bar\n  x: [\n```", "syntax-error", 0, 0 },
  { "```chart\nwidth: 900\ndata: {values: [{a: 1}]}\nmark: bar\nencoding: {x: {field: a, type: "
    "quantitative}}\n```",
    "figure-too-wide", 0, 0 },
  { "```chart\ntitle: T.\ndata: {values: [{a: 1}]}\nmark: bar\n```", "title-stop", 2, 8 },
  { "![Image of a](chart.vl.json)", "alt-opening", 1, 0 },
  { "::: {.sidebar}\na\n:::", "unknown-class", 1, 5 },
  { "::: {.columns}\n::: {.column width=wide}\na\n:::\n:::", "bad-width", 2, 5 },
  { "::: {.columns}\n1\n\n2\n\n3\n\n4\n\n5\n:::", "many-columns", 10, 1 },
};

static const Diag *
find_diag(const DiagList *diags, const char *code, size_t *count)
{
  const Diag *found = NULL;
  *count = 0;
  for (size_t i = 0; i < diag_total(diags); i++) {
    if (strcmp(diag_at(diags, i)->code, code) == 0) {
      found = diag_at(diags, i);
      ++*count;
    }
  }
  return found;
}

static void
test_faults(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    Built built = build(FAULTS[i].markdown);
    size_t count;
    const Diag *diag = find_diag(built.diags, FAULTS[i].code, &count);
    if (count != 1)
      fail_msg("%s\n has %zu faults %s", FAULTS[i].markdown, count, FAULTS[i].code);
    bool line = !FAULTS[i].line || diag->place.line == FAULTS[i].line;
    bool column = !FAULTS[i].column || diag->place.column == FAULTS[i].column;
    if (!line || !column)
      fail_msg("%s\n has its fault at %zu:%zu, not %zu:%zu", FAULTS[i].markdown, diag->place.line,
               diag->place.column, FAULTS[i].line, FAULTS[i].column);
    built_finish(&built);
  }
}

static void
test_hints(void **state)
{
  (void)state;
  Built built =
      build("---\nfigures:\n  box_office: SELECT 1\n---\n{{ box_ofice }} @sec-ab\n\n# A {#sec-a}");
  size_t count;
  assert_string_equal(find_diag(built.diags, "unknown-figure", &count)->hint,
                      "did you mean \"box_office\"?");
  assert_string_equal(find_diag(built.diags, "unknown-reference", &count)->hint,
                      "did you mean @sec-a?");
  built_finish(&built);
}

/* The lowest point of what is drawn between the margins, and that nothing leaves the page. */
static double
lowest_point(const Scene *page)
{
  double lowest = 0;
  for (size_t i = 0; i < page->root->group.child_count; i++) {
    const SceneNode *child = page->root->group.children[i];
    SceneBounds bounds = scene_bounds(child);
    if (bounds.x2 < bounds.x1)
      continue;
    assert_true(bounds.x1 >= -0.01 && bounds.x2 <= page->width + 0.01);
    assert_true(bounds.y1 >= -0.01 && bounds.y2 <= page->height + 0.01);
    if (child->role != ROLE_ARTIFACT)
      lowest = MAX(lowest, bounds.y2);
  }
  return lowest;
}

static void
append_blocks(GString *text, GRand *random, int count)
{
  static const char *const BLOCKS[] = {
    "## A heading of some length that needs two lines on every page of this width\n\n",
    "### Short\n\n",
    "- one\n- two\n  - three\n\n1. four\n\n   more\n\n",
    "> quoted\n> text\n\n",
    "```\ncode code\ncode\n```\n\n",
    "|a|b|\n|---|---:|\n|x|1.5|\n|y|20|\n|z|-3|\n|w|4|\n\n: A table\n\n",
    "::: {.callout-note}\nsomething of note\n:::\n\n",
    ("Loremipsumdolorsitametconsecteturadipiscingelitseddoeiusmodtemporincididuntutlaboreetdolorema"
     "gnaaliqua\n\n"),
    "text with a note[^n]\n\n",
    "---\n\n",
    "![alt](chart.vl.json){.full}\n\n",
    "![alt](chart.vl.json){.half}\n\n![alt](chart.vl.json){.half}\n\n",
  };
  for (int i = 0; i < count; i++) {
    int kind = g_rand_int_range(random, 0, (int)G_N_ELEMENTS(BLOCKS) + 6);
    if (kind < (int)G_N_ELEMENTS(BLOCKS)) {
      g_string_append(text, BLOCKS[kind]);
      continue;
    }
    for (int words = g_rand_int_range(random, 1, 120); words > 0; words--)
      g_string_append(text, words % 7 ? "words " : "and *such* ");
    g_string_append(text, "\n\n");
  }
}

/* Is the last thing on the page, running lines aside, a heading? */
static bool
ends_with_heading(const Scene *page)
{
  SceneRole last = ROLE_NONE;
  for (size_t i = 0; i < page->root->group.child_count; i++) {
    const SceneNode *child = page->root->group.children[i];
    if (child->role != ROLE_ARTIFACT && child->kind == SCENE_GROUP && child->role != ROLE_NOTE)
      last = child->role;
  }
  return last == ROLE_HEADING;
}

static void
test_random_documents(void **state)
{
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (int round = 0; round < 20; round++) {
    g_autoptr(GString) text = g_string_new("---\ntitle: A title\n---\n\n");
    append_blocks(text, random, 60);
    g_string_append(text, "The end.\n\n[^n]: A note of some words.\n");
    Built built = build(text->str);
    const double bottom = 841.8898 - 22 * 72 / 25.4;
    for (size_t i = 0; i < built.briefing->page_count; i++) {
      const Scene *page = built.briefing->pages[i];
      assert_true(lowest_point(page) <= bottom + 0.5);
      assert_false(ends_with_heading(page));
    }
    assert_true(built.briefing->page_count > 1);
    built_finish(&built);
  }
}

static void
test_widows(void **state)
{
  (void)state;
  for (int before = 40; before < 56; before++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < before; i++)
      g_string_append(text, i ? "\\\nline" : "line");
    g_string_append(text, "\n\na\\\nb\\\nc\\\nd\\\ne");
    Built built = build(text->str);
    /* Of the second paragraph, no line stands alone on either page. */
    if (built.briefing->page_count == 2) {
      g_autofree char *page = dump_page(&built, 1, false);
      assert_false(g_str_has_suffix(page, "paragraph(e)"));
      assert_null(strstr(page, "paragraph(bcde)"));
    }
    built_finish(&built);
  }
}

static void
test_long_table(void **state)
{
  (void)state;
  Built built =
      build("```table {#tbl-long}\ncaption: Long\nsource: s\nsql: WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i FROM n\n```");
  assert_int_equal(diag_total(built.diags), 0);
  assert_true(built.briefing->page_count >= 3);
  g_autofree char *first = dump_page(&built, 0, true);
  g_autofree char *second = dump_page(&built, 1, true);
  assert_non_null(strstr(first, "caption(paragraph(Table 1)paragraph(Long))"));
  assert_null(strstr(first, "(continued)"));
  assert_non_null(strstr(second, "Table 1 (continued)"));
  assert_non_null(strstr(second, "artifact(Table 1 (continued)table-row(table-header(i)))"));
  built_finish(&built);
}

static void
test_page_break(void **state)
{
  (void)state;
  Built built = build("a\n\n{{< pagebreak >}}\n\nb\n\n{{< pagebreak >}}\n");
  assert_int_equal(built.briefing->page_count, 2);
  g_autofree char *second = dump_page(&built, 1, false);
  assert_string_equal(second, "paragraph(b)");
  assert_string_equal(built.briefing->pages[1]->label, "2");
  built_finish(&built);
  built = build("");
  assert_int_equal(built.briefing->page_count, 1);
  built_finish(&built);
}

static void
find_role(const SceneNode *node, SceneRole role, GPtrArray *found)
{
  if (node->role == role)
    g_ptr_array_add(found, (gpointer)node);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    find_role(node->group.children[i], role, found);
}

static void
test_charts(void **state)
{
  (void)state;
  Built built =
      build("---\ntitle: T\ndata: data.csv\nfigures:\n  n: SELECT sum(value) FROM data\n---\n"
            "@fig-a\n\n```chart {#fig-a .full}\ntitle: 'Up to {{ n | .1f }}'\nsubtitle: Sub\n"
            "description: Bars of {{ n }}\ndata: {name: data}\nmark: bar\nencoding:\n"
            "  x: {field: region, type: nominal}\n  y: {field: value, type: quantitative}\n"
            "usermeta: {sholu: {source: Me, note: Why}}\n```\n\n![alt](chart.vl.json){.half}\n");
  const Briefing *briefing = built.briefing;
  assert_int_equal(briefing->chart_count, 2);
  assert_string_equal(briefing->charts[0].id, "fig-a");
  assert_string_equal(briefing->charts[0].title, "Up to 22.5");
  assert_string_equal(briefing->charts[0].alt, "Bars of 22.5");
  assert_string_equal(briefing->charts[0].source, "Source: Me");
  assert_string_equal(briefing->charts[1].id, "chart-2");
  assert_string_equal(briefing->charts[1].title, "From a file");
  assert_string_equal(briefing->charts[1].alt, "alt");
  assert_near(briefing->charts[0].pictures[0].scene->background.a, 1, 0);
  g_autoptr(GPtrArray) figures = g_ptr_array_new();
  find_role(briefing->pages[0]->root, ROLE_FIGURE, figures);
  assert_int_equal(figures->len, 2);
  const SceneNode *figure = figures->pdata[0];
  assert_string_equal(figure->group.anchor, "fig-a");
  assert_string_equal(figure->group.alt, "Bars of 22.5");
  assert_near(figure->group.width, 170 * 72 / 25.4, 0.01);
  g_autofree char *page = dump_page(&built, 0, false);
  assert_non_null(strstr(page, "link=#fig-a(Figure\u00a01)"));
  assert_non_null(strstr(page, "caption(paragraph(Figure 1)paragraph(Up to 22.5)paragraph(Sub))"));
  assert_non_null(strstr(page, "paragraph(Source: Me)paragraph(Note: Why)"));
  built_finish(&built);
}

/* Two halves stand side by side, and their plots begin on one line. */
static void
test_halves(void **state)
{
  (void)state;
  Built built =
      build("![a](chart.vl.json){.half}\n\n```chart {.half}\ntitle: A title so long that it takes "
            "more than one line of the figure\ndescription: d\ndata: {url: data.csv}\nmark: bar\n"
            "usermeta: {sholu: {source: s}}\n```\n");
  const SceneNode *root = built.briefing->pages[0]->root;
  const SceneNode *pair = root->group.children[0];
  assert_int_equal(pair->group.child_count, 2);
  const SceneNode *left = pair->group.children[0], *right = pair->group.children[1];
  assert_near(right->x - left->x, 87.5 * 72 / 25.4, 0.01);
  /* number, title and subtitle first, then the plot */
  const SceneNode *left_plot = left->group.children[0]->group.children[1];
  const SceneNode *right_plot = right->group.children[0]->group.children[1];
  assert_near(left_plot->y, right_plot->y, 1e-9);
  built_finish(&built);
}

/* Numbers of a column stand with their decimal marks one under the other. */
static void
test_decimal_alignment(void **state)
{
  (void)state;
  Built built = build("|a|b|\n|---|---|\n|x|1.5|\n|y|12|\n|z|1,234.25|\n|w|…|\n");
  g_autoptr(GPtrArray) cells = g_ptr_array_new();
  find_role(built.briefing->pages[0]->root, ROLE_TABLE_CELL, cells);
  assert_int_equal(cells->len, 4); /* the texts of the first column are the rows' heads */
  double marks[4];
  static const double WHOLE[] = { 1, 2, 5, 1 }; /* characters before the mark */
  for (size_t i = 0; i < 4; i++) {
    const SceneNode *cell = cells->pdata[i];
    const SceneNode *line = cell->group.children[0];
    marks[i] = line->x + line->group.children[0]->x + WHOLE[i] * 4.5;
  }
  for (size_t i = 1; i < 4; i++)
    assert_near(marks[i], marks[0], 1e-9);
  built_finish(&built);
}

/* The last row is bold and ruled off: its first cell is bold, or the table says so. */
static void
test_totals(void **state)
{
  (void)state;
  static const struct {
    const char *markdown;
    bool total;
  } CASES[] = {
    { "|a|b|\n|---|---|\n|x|1|\n|**all**|2|\n", true },
    { "|a|b|\n|---|---|\n|x|1|\n|all|2|\n\n: c {.total}\n", true },
    { "|a|b|\n|---|---|\n|**x**|1|\n|all|2|\n", false },
    { "|a|b|\n|---|---|\n|**all**|2|\n", false },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Built built = build(CASES[i].markdown);
    g_autoptr(GPtrArray) cells = g_ptr_array_new();
    find_role(built.briefing->pages[0]->root, ROLE_TABLE_CELL, cells);
    const SceneNode *last = cells->pdata[cells->len - 1];
    const SceneNode *text = last->group.children[0]->group.children[0];
    assert_int_equal(text->text.style.weight == 700, CASES[i].total);
    built_finish(&built);
  }
}

static void
test_metadata(void **state)
{
  (void)state;
  Built built = build("---\ntitle: T\nsubtitle: S\nauthor: [A, B]\nkeywords: [k, l]\n"
                      "date: 2024-03-07\nlang: ru\n---\ntext");
  const RenderOptions *metadata = &built.briefing->metadata;
  assert_string_equal(metadata->title, "T");
  assert_string_equal(metadata->author, "A, B");
  assert_string_equal(metadata->subject, "S");
  assert_string_equal(metadata->keywords, "k, l");
  assert_string_equal(metadata->date, "2024-03-07");
  assert_string_equal(metadata->language, "ru");
  g_autofree char *page = dump_page(&built, 0, false);
  assert_non_null(strstr(page, "7\u00a0марта 2024"));
  built_finish(&built);
}

static void
test_hostile(void **state)
{
  (void)state;
  static const char *const UNITS[] = {
    "> ",
    "- ",
    "1. ",
    "::: note\n",
    "# a\n",
    "[^1]: x [^1]\n\n",
    "|a|b|\n|---|---|\n|1|2|\n\n: c\n\n",
    "```table\nsql: SELECT 1\n```\n",
    "\xff\xfe",
    "{{ 1 }}",
    "a\xcc\x81",
    "* * *\n",
    "x[^1]",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++) {
    g_autoptr(GString) text = g_string_new("---\ntitle: ''\n---\n");
    for (int k = 0; k < 400; k++)
      g_string_append(text, UNITS[i]);
    g_string_append(text, "\n\n[^1]: note\n");
    Built built = build(text->str);
    for (size_t k = 0; k < built.briefing->page_count; k++)
      lowest_point(built.briefing->pages[k]);
    built_finish(&built);
  }
}

/* Numbers of sections are sought through all that is nested, once. */
static void
test_deep_nesting_is_quick(void **state)
{
  (void)state;
  g_autoptr(GString) text = g_string_new("---\nnumber-sections: true\n---\n");
  for (int i = 0; i < 200; i++)
    g_string_append(text, "::: {.lead}\n");
  g_string_append(text, "# A\n");
  gint64 start = g_get_monotonic_time();
  Built built = build(text->str);
  assert_true(g_get_monotonic_time() - start < 5 * G_USEC_PER_SEC);
  built_finish(&built);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_structure),
    cmocka_unit_test(test_deep_nesting_is_quick),
    cmocka_unit_test(test_faults),
    cmocka_unit_test(test_hints),
    cmocka_unit_test(test_random_documents),
    cmocka_unit_test(test_widows),
    cmocka_unit_test(test_long_table),
    cmocka_unit_test(test_page_break),
    cmocka_unit_test(test_charts),
    cmocka_unit_test(test_halves),
    cmocka_unit_test(test_decimal_alignment),
    cmocka_unit_test(test_metadata),
    cmocka_unit_test(test_totals),
    cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
