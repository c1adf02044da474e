/* The structure that is recorded while a scene is drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render/pdf_metadata_private.h"
#include "render/pdf_tags_private.h"
#include "render_fixture.h"

#include <cairo-pdf.h>

/* A group of the nodes that follow, up to NULL. */
static SceneNode *
group_of(SceneRole role, ...)
{
  SceneBuilder builder = scene_builder(arena);
  va_list nodes;
  va_start(nodes, role);
  for (SceneNode *node; (node = va_arg(nodes, SceneNode *));)
    scene_add(&builder, node);
  va_end(nodes);
  return scene_builder_end(&builder, role);
}
#define GROUP(role, ...) group_of(role, __VA_ARGS__, NULL)
#define TEXT(text) make_text(arena, ROLE_NONE, text, 10, 20)
#define RECT() make_rect(arena, 5, 5, 30, 20)

static SceneNode *
heading(int level, const char *title)
{
  SceneNode *node = GROUP(ROLE_HEADING, TEXT(title));
  node->group.level = level;
  node->group.title = title;
  return node;
}

static SceneNode *
named(SceneNode *node, const char *name)
{
  node->group.name = name;
  return node;
}

static SceneNode *
linked(const char *href, SceneNode *text)
{
  SceneNode *node = GROUP(ROLE_LINK, text);
  node->group.href = href;
  return node;
}

/* "P(#0,0 Link(#0,1 ->0))": marks by page and number, links by their index. */
static void
dump(GString *out, const PdfElement *element)
{
  g_string_append_printf(out, "%s(", element->type);
  for (guint i = 0; i < element->kids->len; i++) {
    const PdfKid *kid = &g_array_index(element->kids, PdfKid, i);
    g_string_append(out, i ? " " : "");
    if (kid->kind == KID_ELEMENT)
      dump(out, kid->element);
    else
      g_string_append_printf(out, kid->kind == KID_MARK ? "#%u,%u" : "%u->%u", kid->page,
                             kid->index);
  }
  g_string_append_c(out, ')');
}

static PdfTags *
record(SceneNode *const *roots, size_t count)
{
  PdfTags *tags = pdf_tags_new();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(NULL, NULL, 200, 200);
  cairo_t *cairo = cairo_create(surface);
  Canvas canvas = { .cairo = cairo, .fonts = fonts, .tags = tags };
  for (size_t i = 0; i < count; i++) {
    Scene *scene = arena_new0(arena, Scene);
    *scene = (Scene){ .width = 200, .height = 200, .root = roots[i], .description = "Alt" };
    pdf_tags_begin_page(tags, scene, 1);
    canvas_draw_scene(&canvas, scene);
    pdf_tags_end_page(tags, cairo);
    cairo_show_page(cairo);
  }
  path_finish(&canvas.path);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(surface);
  pdf_tags_prune(tags);
  return tags;
}

static void
assert_tags(SceneNode *root, const char *expected)
{
  g_autoptr(PdfTags) tags = record(&root, 1);
  g_autoptr(GString) out = g_string_new(NULL);
  dump(out, tags->document);
  assert_string_equal(out->str, expected);
}

static void
roles_become_elements(void **state)
{
  (void)state;
  SceneNode *item = GROUP(ROLE_LIST_ITEM, GROUP(ROLE_LIST_LABEL, TEXT("•")),
                          GROUP(ROLE_LIST_BODY, GROUP(ROLE_PARAGRAPH, TEXT("x"))));
  assert_tags(GROUP(ROLE_NONE, GROUP(ROLE_LIST, item)),
              "Document(L(LI(Lbl(#0,0) LBody(P(#0,1)))))");
  SceneNode *row =
      GROUP(ROLE_TABLE_ROW, GROUP(ROLE_TABLE_HEADER, TEXT("a")), group_of(ROLE_TABLE_CELL, NULL));
  assert_tags(GROUP(ROLE_TABLE, GROUP(ROLE_CAPTION, TEXT("c")), GROUP(ROLE_NONE, row, RECT())),
              "Document(Table(Caption(#0,0) TR(TH(#0,1) TD())))");
  assert_tags(GROUP(ROLE_QUOTE, GROUP(ROLE_PARAGRAPH, TEXT("q")), GROUP(ROLE_CODE, TEXT("c"))),
              "Document(BlockQuote(P(#0,0) P(Code(#0,1))))");
  assert_tags(GROUP(ROLE_CONTENTS, GROUP(ROLE_CONTENTS_ITEM, linked("#a", TEXT("A")))),
              "Document(TOC(TOCI(Reference(Link(0->0 #0,0)))))");
  assert_tags(GROUP(ROLE_CALLOUT, GROUP(ROLE_NOTE, GROUP(ROLE_SPAN, TEXT("n")))),
              "Document(Div(Note(Span(#0,0))))");
}

/* What is no text, and what is said to be none, has no place in the structure. */
static void
the_rest_is_artifact(void **state)
{
  (void)state;
  assert_tags(GROUP(ROLE_NONE, RECT(), named(GROUP(ROLE_ARTIFACT, TEXT("head")), "header"),
                    GROUP(ROLE_PARAGRAPH, RECT(), TEXT("x"), RECT(), TEXT("y"))),
              "Document(P(#0,0 #0,1))");
  assert_tags(GROUP(ROLE_ARTIFACT, GROUP(ROLE_PARAGRAPH, TEXT("x"))), "Document()");
  assert_tags(GROUP(ROLE_NONE, GROUP(ROLE_PARAGRAPH, RECT()), TEXT("loose"), TEXT("text")),
              "Document(P(#0,0))");
  assert_tags(GROUP(ROLE_TABLE, TEXT("loose")), "Document(P(#0,0))");
}

/* All of a figure is one piece of content, but for its caption. */
static void
figures_are_whole(void **state)
{
  (void)state;
  SceneNode *chart = GROUP(ROLE_CHART, RECT(), GROUP(ROLE_AXIS, TEXT("1"), RECT()));
  SceneNode *figure =
      GROUP(ROLE_FIGURE, GROUP(ROLE_CAPTION, TEXT("c")), chart, GROUP(ROLE_ARTIFACT, RECT()));
  assert_tags(figure, "Document(Figure(Caption(#0,0) #0,1))");
  assert_tags(chart, "Document(Figure(#0,0))");
}

static void
parts_go_on_over_pages(void **state)
{
  (void)state;
  SceneNode *pages[] = {
    GROUP(ROLE_NONE,
          named(GROUP(ROLE_QUOTE, named(GROUP(ROLE_PARAGRAPH, TEXT("a")), "part-2")), "part-1")),
    GROUP(ROLE_NONE, named(GROUP(ROLE_QUOTE, named(GROUP(ROLE_PARAGRAPH, TEXT("b")), "part-2"),
                                 GROUP(ROLE_PARAGRAPH, TEXT("c"))),
                           "part-1")),
  };
  g_autoptr(PdfTags) tags = record(pages, G_N_ELEMENTS(pages));
  g_autoptr(GString) out = g_string_new(NULL);
  dump(out, tags->document);
  assert_string_equal(out->str, "Document(BlockQuote(P(#0,0 #1,0) P(#1,1)))");
}

/* One link over two lines is one element with a place for each. */
static void
links_are_joined(void **state)
{
  (void)state;
  static const char HREF[] = "https://example.org";
  char *copy = arena_strdup(arena, HREF);
  assert_tags(GROUP(ROLE_PARAGRAPH, linked(HREF, TEXT("one ")), linked(copy, TEXT("two")),
                    linked("https://example.org/2", TEXT("three"))),
              "Document(P(Link(0->0 #0,0 0->1) Link(0->2 #0,1)))");
  SceneNode *far = TEXT("beyond the page");
  far->x = 5000;
  assert_tags(GROUP(ROLE_PARAGRAPH, linked(HREF, far)), "Document(P(Span(#0,0)))");
}

static void
headings_skip_no_level(void **state)
{
  (void)state;
  SceneNode *root = GROUP(ROLE_NONE, heading(2, "a"), heading(4, "b"), heading(3, "c"),
                          heading(1, "d"), heading(6, "e"));
  g_autoptr(PdfTags) tags = record(&root, 1);
  g_autoptr(GString) out = g_string_new(NULL);
  dump(out, tags->document);
  assert_string_equal(out->str, "Document(H1(#0,0) H2(#0,1) H2(#0,2) H1(#0,3) H2(#0,4))");
  assert_int_equal(tags->headings->len, 5);
  assert_string_equal(g_array_index(tags->headings, PdfHeading, 3).title, "d");
  assert_int_equal(g_array_index(tags->headings, PdfHeading, 4).depth, 2);
}

static void
standards_are_read(void **state)
{
  (void)state;
  static const struct {
    const char *names;
    unsigned standards; /* 0: refused */
  } CASES[] = {
    { "none", PDF_PLAIN },
    { "a-3a,ua-1", PDF_A_3A | PDF_UA_1 },
    { " ua-1 ", PDF_UA_1 },
    { "a-2u, ua-1", PDF_A_2U | PDF_UA_1 },
    { "a-3u", PDF_A_3U },
    { "a-3u,a-3u", PDF_A_3U },
    { "", 0 },
    { "none,ua-1", 0 },
    { "a-2u,a-3a", 0 },
    { "a-1b", 0 },
    { "ua-1,", 0 },
    { "UA-1", 0 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GError) error = NULL;
    assert_int_equal(pdf_standards_parse(CASES[i].names, &error), CASES[i].standards);
    assert_int_equal(error == NULL, CASES[i].standards != 0);
  }
}

/* Only whole dates are written, always with a time. */
static void
dates_are_whole(void **state)
{
  (void)state;
  static const struct {
    const char *date, *written;
  } CASES[] = {
    { NULL, "" },
    { "2024-03-07", "2024-03-07T00:00:00Z" },
    { "2024-03-07T12:00:01Z", "2024-03-07T12:00:01Z" },
    { "7 March 2024", "" },
    { "2024-03", "" },
    { "2024-03-07T12:00:01+05:00", "" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    PdfInfo info = pdf_info(&(RenderOptions){ .date = CASES[i].date }, "t", "en");
    assert_string_equal(info.date, CASES[i].written);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(roles_become_elements), cmocka_unit_test(the_rest_is_artifact),
    cmocka_unit_test(figures_are_whole),     cmocka_unit_test(parts_go_on_over_pages),
    cmocka_unit_test(links_are_joined),      cmocka_unit_test(headings_skip_no_level),
    cmocka_unit_test(standards_are_read),    cmocka_unit_test(dates_are_whole),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
