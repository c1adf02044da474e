#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "render_fixture.h"

#include <math.h>

/* The scene's JSON without the line breaks. */
static char *
json_of(const SceneNode *root, Colour background)
{
  const Scene scene = { .width = 100, .height = 100, .background = background, .root = root };
  const Scene *scenes[] = { &scene };
  GError *error = NULL;
  g_autoptr(GBytes) bytes =
      render_format("scene-json")->write(scenes, 1, &(RenderOptions){ 0 }, NULL, &error);
  assert_non_null(bytes);
  GString *out = g_string_new(NULL);
  const char *text = g_bytes_get_data(bytes, NULL);
  for (size_t i = 0; i < g_bytes_get_size(bytes); i++)
    if (text[i] != '\n')
      g_string_append_c(out, text[i]);
  return g_string_free(out, FALSE);
}

static SceneNode *
group_of(SceneRole role, const SceneNode *const *children)
{
  SceneBuilder builder = scene_builder(arena);
  for (; children && *children; children++)
    scene_add(&builder, *children);
  return scene_builder_end(&builder, role);
}
#define GROUP(role, ...) group_of((role), (const SceneNode *const[]){ __VA_ARGS__, NULL })

static void
assert_json(const SceneNode *root, const char *expected)
{
  g_autofree char *json = json_of(root, (Colour){ 0 });
  assert_string_equal(json, expected);
}

static SceneNode *
view_of(SceneNode *group)
{
  group->group.name = "";
  group->group.width = 200;
  group->group.height = 100;
  return group;
}

/* One view with one mark of the node; what it says is between the brackets of "items". */
static void
assert_item(SceneNode *node, const char *type, const char *item)
{
  SceneNode *view = view_of(GROUP(ROLE_VIEW, GROUP(ROLE_MARK, node)));
  view->x = 50; /* where the view stands does not count */
  g_autofree char *expected = g_strdup_printf("{\"views\":[{\"name\":\"\",\"width\":200,\"height\":"
                                              "100,\"marks\":[{\"type\":\"%s\","
                                              "\"items\":[{%s}]}]}]}",
                                              type, item);
  assert_json(GROUP(ROLE_CHART, view), expected);
}

static void
an_empty_scene_has_no_views(void **state)
{
  (void)state;
  g_autofree char *json = json_of(NULL, WHITE);
  assert_string_equal(json, "{\"background\":\"#ffffff\",\"views\":[]}");
}

static void
rects_and_paints(void **state)
{
  (void)state;
  SceneNode *rect = make_rect(arena, 1, 2.5, 3, 4);
  assert_item(rect, "rect", "\"x\":1,\"y\":2.5,\"width\":3,\"height\":4,\"fill\":\"#0000ff\"");
  rect->rect.radii = (CornerRadii){ 1, 2, 0, 0 };
  rect->fill.colour.a = 0.5;
  assert_item(rect, "rect",
              "\"x\":1,\"y\":2.5,\"width\":3,\"height\":4,\"cornerRadiusTopLeft\":1,"
              "\"cornerRadiusTopRight\":2,\"fill\":\"#0000ff\",\"fillOpacity\":0.5");
  rect->rect.radii = (CornerRadii){ 0 };
  rect->fill = (Paint){ 0 };
  const double dash[] = { 4, 2.5 };
  rect->stroke = (Stroke){
    .paint = paint_solid(BLACK), .width = 2, .cap = CAP_ROUND, .dash = dash, .dash_count = 2
  };
  assert_item(rect, "rect",
              "\"x\":1,\"y\":2.5,\"width\":3,\"height\":4,\"stroke\":\"#000000\","
              "\"strokeWidth\":2,\"strokeCap\":\"round\",\"strokeDash\":[4,2.5]");
}

static void
gradients(void **state)
{
  (void)state;
  const GradientStop stops[] = { { 0, WHITE }, { 1, BLUE } };
  const Gradient gradient = { .y1 = 1, .given = 0xf, .stops = stops, .stop_count = 2 };
  SceneNode *rect = make_rect(arena, 0, 0, 1, 1);
  rect->fill = (Paint){ .gradient = &gradient, .opacity = 1 };
  assert_item(rect, "rect",
              "\"x\":0,\"y\":0,\"width\":1,\"height\":1,\"fill\":{\"gradient\":\"linear\","
              "\"x1\":0,\"y1\":1,\"x2\":0,\"y2\":0,\"stops\":[[0,\"#ffffff\"],[1,\"#0000ff\"]]}");
}

static void
symbols_and_arcs(void **state)
{
  (void)state;
  SceneNode *symbol = scene_new(arena, SCENE_SYMBOL, ROLE_NONE);
  symbol->symbol.size = 64;
  symbol->symbol.angle = 270;
  symbol->fill = paint_solid(BLUE);
  assert_item(symbol, "symbol",
              "\"x\":0,\"y\":0,\"size\":64,\"shape\":\"circle\",\"angle\":-90,\"fill\":\"#"
              "0000ff\"");
  SceneNode *arc = scene_new(arena, SCENE_ARC, ROLE_NONE);
  arc->arc.end_angle = G_PI;
  arc->arc.outer_radius = 5;
  arc->arc.pad_angle = 0.01;
  arc->fill = paint_solid(BLUE);
  assert_item(arc, "arc",
              "\"x\":0,\"y\":0,\"startAngle\":0,\"endAngle\":3.14159,\"innerRadius\":0,"
              "\"outerRadius\":5,\"padAngle\":0.01,\"fill\":\"#0000ff\"");
}

static void
lines_areas_and_trails(void **state)
{
  (void)state;
  static const ScenePoint points[] = { { 0, 1, 2, 3, 4 }, { .x = NO_NUMBER }, { 5, 6, 7, 8, 9 } };
  SceneNode *line = scene_new(arena, SCENE_LINE, ROLE_NONE);
  line->path.points = points;
  line->path.point_count = G_N_ELEMENTS(points);
  line->stroke = (Stroke){ .paint = paint_solid(BLACK), .width = 1 };
  assert_item(line, "line", "\"points\":[[0,1],null,[5,6]],\"stroke\":\"#000000\"");
  line->path.interpolate = INTERPOLATE_CATMULL_ROM;
  line->path.tension = 0.5;
  line->kind = SCENE_AREA;
  assert_item(line, "area",
              "\"points\":[[0,1,2,3],null,[5,6,7,8]],\"interpolate\":\"catmull-rom\","
              "\"tension\":0.5,\"stroke\":\"#000000\"");
  line->path.interpolate = INTERPOLATE_LINEAR;
  line->path.tension = 0;
  line->kind = SCENE_TRAIL;
  assert_item(line, "trail", "\"points\":[[0,1,4],null,[5,6,9]],\"stroke\":\"#000000\"");
}

static void
texts(void **state)
{
  (void)state;
  SceneNode *text = make_text(arena, ROLE_NONE, "short…", 3, 4);
  text->text.full = "shortened \"so\"\nor \\ so";
  text->text.style.weight = 700;
  text->text.style.italic = true;
  text->text.align = ALIGN_RIGHT;
  text->text.baseline = BASELINE_LINE_TOP;
  assert_item(text, "text",
              "\"x\":3,\"y\":4,\"text\":\"shortened \\\"so\\\"\\nor \\\\ so\",\"align\":\"right\","
              "\"baseline\":\"line-top\",\"fontSize\":10,\"fontWeight\":700,"
              "\"fontStyle\":\"italic\",\"fill\":\"#000000\"");
}

static void
clips(void **state)
{
  (void)state;
  SceneNode *rect = make_rect(arena, 0, 0, 1, 1);
  rect->clip_mark = true;
  assert_item(rect, "rect",
              "\"x\":0,\"y\":0,\"width\":1,\"height\":1,\"fill\":\"#0000ff\",\"clip\":true");
  rect->item_clip = &(SceneClip){ .x = 5, .width = 9, .height = 8, .radii = { .top_right = 3 } };
  SceneNode *moved = GROUP(ROLE_NONE, rect);
  moved->x = 100;
  assert_item(moved, "rect",
              "\"x\":100,\"y\":0,\"width\":1,\"height\":1,\"fill\":\"#0000ff\",\"clip\":{"
              "\"x\":105,\"y\":0,\"width\":9,\"height\":8,\"cornerRadiusTopRight\":3}");
}

static void
marks_of_several_kinds_are_split(void **state)
{
  (void)state;
  SceneNode *hidden = make_rect(arena, 0, 0, 9, 9);
  hidden->hidden = true;
  SceneNode *mark = GROUP(ROLE_MARK, make_rect(arena, 0, 0, 1, 1), make_rect(arena, 1, 0, 1, 1),
                          hidden, make_rule(arena, ROLE_NONE, 0, 0, 5, 5));
  assert_json(view_of(GROUP(ROLE_VIEW, mark)),
              "{\"views\":[{\"name\":\"\",\"width\":200,\"height\":100,\"marks\":["
              "{\"type\":\"rect\",\"items\":["
              "{\"x\":0,\"y\":0,\"width\":1,\"height\":1,\"fill\":\"#0000ff\"},"
              "{\"x\":1,\"y\":0,\"width\":1,\"height\":1,\"fill\":\"#0000ff\"}]},"
              "{\"type\":\"rule\",\"items\":["
              "{\"x\":0,\"y\":0,\"x2\":5,\"y2\":5,\"stroke\":\"#000000\"}]}]}]}");
}

static SceneNode *
at_position(SceneNode *node, double position)
{
  node->position = position;
  return node;
}

/* The grid stands behind the marks, the rest before them: one axis by their name. */
static void
axes_are_joined_by_name(void **state)
{
  (void)state;
  SceneNode *grid = GROUP(ROLE_AXIS, at_position(make_rule(arena, ROLE_AXIS_GRID, 0, 7, 9, 7), 7));
  SceneNode *label = at_position(make_text(arena, ROLE_AXIS_LABEL, "…", 0, 0), 40);
  label->hidden = true;
  label->text.full = "forty";
  SceneNode *unseen = at_position(make_rule(arena, ROLE_AXIS_TICK, 0, 0, 0, 5), 60);
  unseen->stroke.paint.colour.a = 0;
  SceneNode *axis =
      GROUP(ROLE_AXIS, make_rule(arena, ROLE_AXIS_DOMAIN, 0, 0, 9, 0),
            GROUP(ROLE_NONE, at_position(make_rule(arena, ROLE_AXIS_TICK, 0, 0, 0, 5), 40), unseen),
            label, at_position(make_text(arena, ROLE_AXIS_LABEL, "", 0, 0), 60));
  grid->group.name = axis->group.name = "x";
  grid->group.orient = axis->group.orient = "bottom";
  axis->group.title = "Year";
  axis->group.offset = 12;
  axis->group.label_angle = -90;
  SceneNode *other = GROUP(ROLE_AXIS, at_position(make_text(arena, ROLE_AXIS_LABEL, "0", 0, 0), 0));
  other->group.orient = "left";
  SceneNode *empty = GROUP(ROLE_AXIS, at_position(make_text(arena, ROLE_AXIS_LABEL, "", 0, 0), 0));
  assert_json(view_of(GROUP(ROLE_VIEW, grid, axis, other, empty)),
              "{\"views\":[{\"name\":\"\",\"width\":200,\"height\":100,\"marks\":[],\"axes\":["
              "{\"orient\":\"bottom\",\"offset\":12,\"title\":\"Year\",\"labelAngle\":-90,"
              "\"labels\":[[40,\"forty\"]],\"ticks\":[40],\"grid\":[7],\"domain\":true},"
              "{\"orient\":\"left\",\"labels\":[[0,\"0\"]]}]}]}");
}

static void
titles_and_headers(void **state)
{
  (void)state;
  SceneNode *title = GROUP(ROLE_TITLE, make_text(arena, ROLE_TITLE_TEXT, "Jobs", 0, 0),
                           make_text(arena, ROLE_SUBTITLE_TEXT, "Thou", 0, 0),
                           make_text(arena, ROLE_SUBTITLE_TEXT, "sands", 0, 0));
  SceneNode *other = GROUP(ROLE_TITLE, make_text(arena, ROLE_TITLE_TEXT, "Left", 0, 0));
  other->group.name = "0,0";
  SceneNode *header = GROUP(ROLE_HEADER, make_text(arena, ROLE_HEADER_TITLE, "Origin", 0, 0),
                            make_text(arena, ROLE_HEADER_LABEL, "Europe", 0, 0),
                            make_text(arena, ROLE_HEADER_LABEL, "Japan", 0, 0));
  header->group.name = "row";
  assert_json(GROUP(ROLE_CHART, title, other, header),
              "{\"titles\":[{\"text\":\"Jobs\",\"subtitle\":\"Thou\\nsands\"},"
              "{\"view\":\"0,0\",\"text\":\"Left\"}],\"views\":[],"
              "\"headers\":[{\"channel\":\"row\",\"title\":\"Origin\","
              "\"labels\":[\"Europe\",\"Japan\"]}]}");
}

static void
symbol_legends(void **state)
{
  (void)state;
  SceneNode *symbol = scene_new(arena, SCENE_SYMBOL, ROLE_LEGEND_SYMBOL);
  symbol->symbol.size = 100;
  symbol->symbol.shape = "square";
  symbol->fill = paint_solid(BLUE);
  SceneNode *legend =
      GROUP(ROLE_LEGEND, GROUP(ROLE_NONE, symbol, make_text(arena, ROLE_LEGEND_LABEL, "F", 0, 0)));
  legend->group.title = "sex";
  legend->group.orient = "right";
  assert_json(legend, "{\"views\":[],\"legends\":[{\"title\":\"sex\",\"orient\":\"right\","
                      "\"type\":\"symbol\",\"entries\":[{\"label\":\"F\",\"shape\":\"square\","
                      "\"size\":100,\"fill\":\"#0000ff\"}]}]}");
}

static void
gradient_legends(void **state)
{
  (void)state;
  static const GradientStop stops[] = { { 0, WHITE }, { 1, BLUE } };
  static const Gradient gradient = { .y1 = 1, .given = 0xf, .stops = stops, .stop_count = 2 };
  SceneNode *ramp = make_rect(arena, 0, 0, 16, 200);
  ramp->role = ROLE_LEGEND_RAMP;
  ramp->fill = (Paint){ .gradient = &gradient, .opacity = 1 };
  SceneNode *label = at_position(make_text(arena, ROLE_LEGEND_LABEL, "9", 0, 0), 0.25);
  assert_json(GROUP(ROLE_LEGEND, ramp, label),
              "{\"views\":[],\"legends\":[{\"type\":\"gradient\",\"length\":200,"
              "\"stops\":[[0,\"#ffffff\"],[1,\"#0000ff\"]],\"labels\":[[0.25,\"9\"]]}]}");
  SceneNode *low = make_rect(arena, 0, 0, 16, 20), *high = make_rect(arena, 0, 0, 16, 20);
  low->role = high->role = ROLE_LEGEND_RAMP;
  low->fill = paint_solid(WHITE);
  assert_json(GROUP(ROLE_LEGEND, low, high), "{\"views\":[],\"legends\":[{\"type\":\"gradient\","
                                             "\"bands\":[\"#ffffff\",\"#0000ff\"]}]}");
}

static void
hostile_texts_stay_json(void **state)
{
  (void)state;
  SceneNode *title = GROUP(ROLE_TITLE, make_text(arena, ROLE_TITLE_TEXT, "a\x01\x7f\xff\tb", 0, 0));
  assert_json(title, "{\"titles\":[{\"text\":\"a\\u0001\\u007f\xef\xbf\xbd\\u0009b\"}],"
                     "\"views\":[]}");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_empty_scene_has_no_views),
    cmocka_unit_test(rects_and_paints),
    cmocka_unit_test(gradients),
    cmocka_unit_test(symbols_and_arcs),
    cmocka_unit_test(lines_areas_and_trails),
    cmocka_unit_test(texts),
    cmocka_unit_test(clips),
    cmocka_unit_test(marks_of_several_kinds_are_split),
    cmocka_unit_test(axes_are_joined_by_name),
    cmocka_unit_test(titles_and_headers),
    cmocka_unit_test(symbol_legends),
    cmocka_unit_test(gradient_legends),
    cmocka_unit_test(hostile_texts_stay_json),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
