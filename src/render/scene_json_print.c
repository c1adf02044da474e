#include "render/scene_json_private.h"

void
json_add_key(GString *out, const char *key)
{
  bool first = out->len == 0 || out->str[out->len - 1] == '{';
  g_string_append_printf(out, "%s\"%s\":", first ? "" : ",", key);
}

void
json_add_text(GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  json_add_key(out, key);
  append_json_string(out, text);
}

void
json_add_number(GString *out, const char *key, double value)
{
  json_add_key(out, key);
  append_decimal(out, value, 5);
}

void
json_add_separator(GString *list)
{
  if (list->len)
    g_string_append(list, ",\n");
}

void
json_add_list(GString *out, const char *key, const GString *list)
{
  if (!list->len)
    return;
  json_add_key(out, key);
  g_string_append_printf(out, "[%s]", list->str);
}

void
json_append_colour(GString *out, Colour colour)
{
  char hex[8];
  colour_to_hex(colour, hex);
  g_string_append_printf(out, "\"%s\"", hex);
}

void
json_append_stops(GString *out, const Gradient *gradient)
{
  json_add_key(out, "stops");
  g_string_append_c(out, '[');
  for (size_t i = 0; i < gradient->stop_count; i++) {
    g_string_append(out, i ? ",[" : "[");
    append_decimal(out, gradient->stops[i].offset, 3);
    g_string_append_c(out, ',');
    json_append_colour(out, gradient->stops[i].colour);
    g_string_append_c(out, ']');
  }
  g_string_append_c(out, ']');
}

static void
append_gradient(GString *out, const Gradient *gradient)
{
  g_string_append_printf(out, "{\"gradient\":\"%s\"", gradient->radial ? "radial" : "linear");
  const struct {
    const char *name;
    double value;
  } places[] = { { "x1", gradient->x1 }, { "y1", gradient->y1 }, { "x2", gradient->x2 },
                 { "y2", gradient->y2 }, { "r1", gradient->r1 }, { "r2", gradient->r2 } };
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
    if (gradient->given & (1u << i))
      json_add_number(out, places[i].name, places[i].value);
  json_append_stops(out, gradient);
  g_string_append_c(out, '}');
}

static bool
add_paint(GString *out, const char *key, const char *opacity_key, const Paint *paint)
{
  if (!paint_visible(paint))
    return false;
  json_add_key(out, key);
  double opacity = paint->gradient ? paint->opacity : paint->colour.a;
  if (paint->gradient)
    append_gradient(out, paint->gradient);
  else
    json_append_colour(out, paint->colour);
  if (opacity < 1)
    json_add_number(out, opacity_key, opacity);
  return true;
}

void
json_add_paints(GString *out, const SceneNode *node)
{
  static const char *const CAPS[] = { "butt", "round", "square" };
  const Stroke *stroke = &node->stroke;
  add_paint(out, "fill", "fillOpacity", &node->fill);
  if (!(stroke->width > 0) || !add_paint(out, "stroke", "strokeOpacity", &stroke->paint))
    return;
  if (stroke->width != 1)
    json_add_number(out, "strokeWidth", stroke->width);
  if (stroke->cap != CAP_BUTT)
    json_add_text(out, "strokeCap", CAPS[stroke->cap]);
  if (stroke->dash_count == 0)
    return;
  json_add_key(out, "strokeDash");
  for (size_t i = 0; i < stroke->dash_count; i++) {
    g_string_append_c(out, i ? ',' : '[');
    append_decimal(out, stroke->dash[i], 3);
  }
  g_string_append_c(out, ']');
}
