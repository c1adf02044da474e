/* Markdown → blocks with their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "compose/document_private.h"

static const char *const KINDS[BLOCK_KIND_COUNT] = {
  [BLOCK_DOCUMENT] = "document", [BLOCK_PARAGRAPH] = "p", [BLOCK_HEADING] = "h",
  [BLOCK_LIST] = "list",         [BLOCK_ITEM] = "item",   [BLOCK_QUOTE] = "quote",
  [BLOCK_CODE] = "code",         [BLOCK_HTML] = "html",   [BLOCK_RULE] = "rule",
  [BLOCK_TABLE] = "table",       [BLOCK_ROW] = "row",     [BLOCK_CELL] = "cell",
  [BLOCK_CHART] = "chart",       [BLOCK_QUERY] = "query", [BLOCK_DIV] = "div",
  [BLOCK_PAGE_BREAK] = "break",  [BLOCK_NOTE] = "note",
};

static void
dump_inline(GString *out, const Inline *item)
{
  static const char MARKS[] = { 't', '|', '=', '@', '^', '!' };
  if (item->kind == INLINE_BREAK) {
    g_string_append_c(out, '|');
    return;
  }
  g_string_append_printf(out, "%c", MARKS[item->kind]);
  if (item->style)
    g_string_append_printf(out, "%u", item->style);
  g_string_append_printf(out, "<%s>", item->text);
  if (item->href)
    g_string_append_printf(out, "(%s)", item->href);
}

/* "h1#id.class[inlines]{children}" */
static void
dump_block(GString *out, const Block *block)
{
  g_string_append(out, KINDS[block->kind]);
  if (block->kind == BLOCK_HEADING)
    g_string_append_printf(out, "%d", block->level);
  if (block->ordered)
    g_string_append_printf(out, "%u", block->start);
  if (block->attributes.id)
    g_string_append_printf(out, "#%s", block->attributes.id);
  for (const char *const *name = block->attributes.classes; name && *name; name++)
    g_string_append_printf(out, ".%s", *name);
  for (size_t i = 0; i < block->inlines.count; i++)
    dump_inline(out, &block->inlines.items[i]);
  if (block->kind == BLOCK_CODE)
    g_string_append_printf(out, "<%s>", block->text);
  if (block->caption.count) {
    g_string_append(out, " caption");
    for (size_t i = 0; i < block->caption.count; i++)
      dump_inline(out, &block->caption.items[i]);
  }
  if (!block->first)
    return;
  g_string_append_c(out, '{');
  for (const Block *child = block->first; child; child = child->next) {
    dump_block(out, child);
    if (child->next)
      g_string_append_c(out, ' ');
  }
  g_string_append_c(out, '}');
}

typedef struct Case {
  const char *markdown, *expected, *code; /* code: of the only fault; NULL: none */
} Case;

static const Case CASES[] = {
  { "Hello", "document{pt<Hello>}", NULL },
  { "a *b* **c** `d`", "document{pt<a >t1<b>t< >t2<c>t< >t4<d>}", NULL },
  { "# Head {#sec-x .wide}", "document{h1#sec-x.widet<Head>}", NULL },
  { "## {{ a*b }} and {{ c*d }} ##", "document{h2=< a*b >t< and >=< c*d >}", NULL },
  { "up {{ a || 'x}}' | .1f }} now", "document{pt<up >=< a || 'x}}' | .1f >t< now>}", NULL },
  { "**{{ x }}**", "document{p=2< x >}", NULL },
  { "one {{ a\n+ b }} two", "document{pt<one >=< a\n+ b >t< two>}", NULL },
  { "code `{{ x }}` stays", "document{pt<code >t4<{{ x }}>t< stays>}", NULL },
  { "brace \\{{ x }}", "document{pt<brace >t<{{ x }}>}", NULL },
  { "brace {{ x", "document{pt<brace {{ x>}", "unclosed-figure" },
  { "a\nb  \nc", "document{pt<a>t< >t<b>|t<c>}", NULL },
  { "see @fig-a-b, @tbl-c.", "document{pt<see >@<fig-a-b>t<, >@<tbl-c>t<.>}", NULL },
  { "me@fig-x @fig- @figure", "document{pt<me@fig-x @fig- @figure>}", NULL },
  { "[go](http://x.kz/?a=1&amp;b) on", "document{pt<go>(http://x.kz/?a=1&b)t< on>}", NULL },
  { "&laquo;&#1083;&#x43b;", "document{pt<«>t<л>t<л>}", NULL },
  { "&bogus;", "document{pt<&bogus;>}", "unknown-entity" },
  { "- a\n- b\n  1. c", "document{list{item{pt<a>} item{pt<b> list1{item{pt<c>}}}}}", NULL },
  { "7. a\n\n8. b", "document{list7{item{pt<a>} item{pt<b>}}}", NULL },
  { "> a\n> b", "document{quote{pt<a>t< >t<b>}}", NULL },
  { "```c\n{{ x }}\n  y\n```", "document{code<{{ x }}\n  y\n>}", NULL },
  { "a\n\n---\n\nb", "document{pt<a> rule pt<b>}", NULL },
  { "::: {.note}\nhello\n:::\nafter", "document{div.note{pt<hello>} pt<after>}", NULL },
  { "::: note\na\n\n::: {.b}\nc\n:::\n:::", "document{div.note{pt<a> div.b{pt<c>}}}", NULL },
  { "::: note\na", "document{div.note{pt<a>}}", "unclosed-div" },
  { "a\n\n:::", "document{pt<a>}", "unopened-div" },
  { "a\n\n{{< pagebreak >}}\n\nb", "document{pt<a> break pt<b>}", NULL },
  { "::: note\n|a|\n|---|\n|1|\n:::\n\nb",
    "document{div.note{table{row{cellt<a>} row{cellt<1>}}} pt<b>}", NULL },
  { "|a|\n|---|\n::: note\n\nb\n\n:::", "document{table{row{cellt<a>}} div.note{pt<b>}}", NULL },
  { "::: note\n|a|\n|---|\n:::\n|1|", "document{div.note{table{row{cellt<a>} row{cellt<1>}}}}",
    "misplaced-block" },
  { "{{< video >}}", "document", "unknown-shortcode" },
  { "text[^1] on\n\n[^1]: The note.\n[^b]: Other",
    "document{pt<text>^<1>t< on> "
    "note#1t< The note.>t< > note#bt< Other>}",
    NULL },
  { "|a|b|\n|---|--:|\n|{{x|.1f}}|2|\n\n: Cap {#tbl-x}",
    "document{table#tbl-x captiont<Cap>{row{cellt<a> cellt<b>} row{cell=<x|.1f> cellt<2>}}}",
    NULL },
  { "|a|b|\n|---|---|\n|1|2|\nTable: Cap",
    "document{table captiont<Cap>{row{cellt<a> cellt<b>} "
    "row{cellt<1> cellt<2>}}}",
    NULL },
  { "```chart {#fig-a .half}\nmark: bar\n```", "document{chart#fig-a.half}", NULL },
  { "```chart\n```", "document{chart}", "empty-block" },
  { "![alt](pic.png)", "document{chart}", "image-not-read" },
  { "![alt](pic.jpg)", "document{chart}", "image-not-supported" },
  { "![alt](../../../etc/x.json)", "document{chart}", "chart-not-read" },
  { "a <!-- b --> c<br>d", "document{pt<a >t< c>|t<d>}", NULL },
  { "a <b>c</b>", NULL, "html-ignored" },
  { "<div>\nraw\n</div>", "document{htmlt<<div>>t<\n>t<raw>t<\n>t<</div>>t<\n>}", NULL },
};

static Block *
parse(Arena *arena, const char *markdown, DiagList *diags)
{
  Source *source = source_from_text(arena, "doc.md", markdown, strlen(markdown));
  MarkdownContext context = { arena, source, "/nowhere", "/nowhere", diags };
  return markdown_parse(&context, 0);
}

static void
test_blocks(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    const Case *item = &CASES[i];
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GString) out = g_string_new(NULL);
    dump_block(out, parse(arena, item->markdown, diags));
    if (item->expected && strcmp(out->str, item->expected) != 0)
      fail_msg("%s\n gave %s\n not  %s", item->markdown, out->str, item->expected);
    const char *code = diag_total(diags) ? diag_at(diags, 0)->code : NULL;
    if (g_strcmp0(code, item->code) != 0)
      fail_msg("%s\n gave the fault %s, not %s", item->markdown, code, item->code);
  }
}

/* "[words]{lang=ru}": the texts of the first block with their languages. */
static const struct {
  const char *markdown, *expected, *code;
} SPANS[] = {
  { "a [b]{lang=ru} c", "a |ru:b| c", NULL },
  { "[*a* _b_ `c`]{lang=kk}", "kk:a|kk: |kk:b|kk: |kk:c", NULL },
  { "**[a]{lang=ru}**_[b]{lang=kk}_", "ru:a|kk:b", NULL },
  { "[a [b]{lang=ru} c]{lang=kk}", "kk:a |ru:b|kk: c", NULL },
  { "[[a](http://b)]{lang=kk} [[c]{lang=ru}](http://d)", "kk:a| |ru:c", NULL },
  { "[{{x}} y]{.z lang=ru}", "ru:x|ru: y", NULL },
  { "[a\nb]{lang=ru-KZ}", "ru-KZ:a|ru-KZ: |ru-KZ:b", NULL },
  { "[a]{.b} [c]{blang=ru} [d] {lang=ru} [e]", "[a]{.b} [c]{blang=ru} [d] {lang=ru} [e]", NULL },
  { "\\[a]{lang=ru} `[b]{lang=ru}` c", "[a]{lang=ru} |[b]{lang=ru}| c", NULL },
  { "[a\n\nb]{lang=ru} c", "[a", NULL },
  { "[`a]{lang=ru} b` c", "[|a]{lang=ru} b| c", NULL },
  { "[a]{lang=?} b", "a| b", "bad-language" },
  { "[a]{lang=ru", "[a]{lang=ru", NULL },
};

static void
test_spans(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(SPANS); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autoptr(GString) out = g_string_new(NULL);
    InlineList list = parse(arena, SPANS[i].markdown, diags)->first->inlines;
    for (size_t k = 0; k < list.count; k++)
      g_string_append_printf(out, "%s%s%s%s", k ? "|" : "",
                             list.items[k].language ? list.items[k].language : "",
                             list.items[k].language ? ":" : "", list.items[k].text);
    if (strcmp(out->str, SPANS[i].expected) != 0)
      fail_msg("%s\n gave %s\n not  %s", SPANS[i].markdown, out->str, SPANS[i].expected);
    assert_true(g_strcmp0(diag_total(diags) ? diag_at(diags, 0)->code : NULL, SPANS[i].code) == 0);
  }
}

/* The n-th inline of the first block stands at this line and column. */
static void
test_places(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  const Block *root = parse(arena, "one *two*\nthree {{ four }} @fig-five", diags);
  static const struct {
    size_t index, line, column;
    const char *text;
  } PLACES[] = {
    { 0, 1, 1, "one " },   { 1, 1, 6, "two" },       { 3, 2, 1, "three " },
    { 4, 2, 9, " four " }, { 6, 2, 18, "fig-five" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
    const Inline *item = &root->first->inlines.items[PLACES[i].index];
    assert_string_equal(item->text, PLACES[i].text);
    Place place = place_of_span(item->span);
    assert_int_equal(place.line, PLACES[i].line);
    assert_int_equal(place.column, PLACES[i].column);
  }
}

static char *
repeat(const char *unit, size_t times, const char *after)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < times; i++)
    g_string_append(out, unit);
  g_string_append(out, after);
  return g_string_free(out, FALSE);
}

/* Hostile input ends in time and without a crash. */
static void
test_hostile(void **state)
{
  (void)state;
  static const char *const UNITS[] = {
    "> ",         "- ",           "::: a\n",
    "{{",         "{{'",          "[^a]",
    "`",          "``` ",         "*a ",
    "[",          "![",           "\\{{",
    "{{ x }}",    "|a|\n|---|\n", "<?>\n",
    "@fig-",      "[^1]:",        "&#0;",
    ": x\n\n",    "{#",           "{{< pagebreak >}}\n",
    "# {",        "![a](b.png)",  "a\xc2\xa0",
    "```chart\n", "1. ",          "[a]{lang=ru} ",
    "[a]{lang=",  "]{lang=ru}",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++) {
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(DiagList) diags = diag_list_new();
    g_autofree char *text = repeat(UNITS[i], 20000, "end");
    assert_non_null(parse(arena, text, diags));
  }
}

static void
test_front_matter(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  static const char TEXT[] = "---\ntitle: A\nauthor: [B, C]\ntitel: D\nlang: kk\n"
                             "figures:\n  x: SELECT 1\n  y: {sql: SELECT 2, format: .1f}\n"
                             "  z: 3\n---\nbody";
  Source *source = source_from_text(arena, "doc.md", TEXT, strlen(TEXT));
  FrontMatter front;
  size_t start = front_matter_parse(arena, source, &front, diags);
  assert_string_equal(TEXT + start, "body");
  assert_string_equal(front.title, "A");
  assert_string_equal(front.author, "B, C");
  assert_string_equal(front.language, "kk");
  assert_int_equal(front.figure_count, 2);
  assert_string_equal(front.figures[1].sql, "SELECT 2");
  assert_string_equal(front.figures[1].format, ".1f");
  assert_int_equal(diag_total(diags), 2);
  assert_string_equal(diag_at(diags, 0)->code, "unknown-property");
  assert_int_equal(diag_at(diags, 0)->place.line, 4);
  assert_non_null(strstr(diag_at(diags, 0)->hint, "title"));
  assert_string_equal(diag_at(diags, 1)->code, "bad-figure");
  assert_int_equal(diag_at(diags, 1)->place.line, 9);
}

static void
test_text_figures(void **state)
{
  (void)state;
  g_autoptr(Arena) arena = arena_new();
  g_autoptr(DiagList) diags = diag_list_new();
  static const char TEXT[] = "title: 'Grew by {{ a }} and {{ b }}'";
  Source *source = source_from_text(arena, "c.yaml", TEXT, strlen(TEXT));
  Span span = { source, 7, strlen(TEXT) };
  InlineList list = inlines_from_text(arena, "Grew by {{ a }} and {{ b }}", span, diags);
  assert_int_equal(list.count, 4);
  assert_int_equal(list.items[3].kind, INLINE_FIGURE);
  assert_int_equal(place_of_span(list.items[3].span).column, 31);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_blocks),       cmocka_unit_test(test_places),
    cmocka_unit_test(test_hostile),      cmocka_unit_test(test_front_matter),
    cmocka_unit_test(test_text_figures), cmocka_unit_test(test_spans),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
