/* Axes, titles, headers and legends in the scene JSON. */
#include "render/scene_json_private.h"

#include <math.h>
#include <string.h>

static const char *
text_of(const SceneNode *node)
{
  if (node->kind != SCENE_TEXT)
    return "";
  return node->text.full ? node->text.full : node->text.text;
}

static void
add_label(GString *list, const SceneNode *node)
{
  const char *text = text_of(node);
  if (!text || !*text)
    return;
  g_string_append(list, list->len ? ",[" : "[");
  append_decimal(list, node->position, 5);
  g_string_append_c(list, ',');
  append_json_string(list, text);
  g_string_append_c(list, ']');
}

static void
add_position(GString *list, const SceneNode *node)
{
  if (node->hidden || !paint_visible(&node->stroke.paint) || !(node->stroke.width > 0))
    return;
  if (list->len)
    g_string_append_c(list, ',');
  append_decimal(list, node->position, 5);
}

static void
collect_axis(AxisParts *axis, const SceneNode *node, int depth)
{
  if (depth > SCENE_DEPTH_MAX)
    return;
  if (node->role == ROLE_AXIS_LABEL)
    add_label(axis->labels, node);
  else if (node->role == ROLE_AXIS_TICK)
    add_position(axis->ticks, node);
  else if (node->role == ROLE_AXIS_GRID)
    add_position(axis->grid, node);
  else if (node->role == ROLE_AXIS_DOMAIN && !node->hidden)
    axis->domain |= paint_visible(&node->stroke.paint) && node->stroke.width > 0;
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect_axis(axis, node->group.children[i], depth + 1);
}

static void
axis_parts_free(void *data)
{
  AxisParts *axis = data;
  g_string_free(axis->labels, TRUE);
  g_string_free(axis->ticks, TRUE);
  g_string_free(axis->grid, TRUE);
  g_free(axis);
}

GPtrArray *
json_axes_new(void)
{
  return g_ptr_array_new_with_free_func(axis_parts_free);
}

static AxisParts *
axis_for(GPtrArray *axes, const SceneNode *node)
{
  const char *name = node->group.name;
  for (guint i = 0; name && i < axes->len; i++) {
    AxisParts *axis = axes->pdata[i];
    if (g_strcmp0(axis->name, name) == 0)
      return axis;
  }
  AxisParts *axis = g_new0(AxisParts, 1);
  axis->name = name;
  axis->group = node;
  axis->labels = g_string_new(NULL);
  axis->ticks = g_string_new(NULL);
  axis->grid = g_string_new(NULL);
  g_ptr_array_add(axes, axis);
  return axis;
}

void
json_add_axis(GPtrArray *axes, const SceneNode *node)
{
  AxisParts *axis = axis_for(axes, node);
  if (!axis->title || !*axis->title)
    axis->title = node->group.title;
  if (axis->offset == 0)
    axis->offset = node->group.offset;
  if (axis->label_angle == 0)
    axis->label_angle = node->group.label_angle;
  collect_axis(axis, node, 0);
}

void
json_append_axis(GString *out, const AxisParts *axis)
{
  bool empty = !axis->labels->len && !axis->ticks->len && !axis->grid->len && !axis->domain;
  if (empty && (!axis->title || !*axis->title))
    return;
  if (out->str[out->len - 1] != '[')
    g_string_append(out, ",\n");
  g_string_append_c(out, '{');
  json_add_text(out, "orient", axis->group->group.orient);
  if (axis->offset != 0)
    json_add_number(out, "offset", axis->offset);
  json_add_text(out, "title", axis->title);
  if (axis->label_angle != 0)
    json_add_number(out, "labelAngle", axis->label_angle);
  json_add_list(out, "labels", axis->labels);
  json_add_list(out, "ticks", axis->ticks);
  json_add_list(out, "grid", axis->grid);
  if (axis->domain)
    g_string_append(out, ",\"domain\":true");
  g_string_append_c(out, '}');
}

/* All texts of one role below a node, joined as lines. */
static void
join_texts(GString *out, const SceneNode *node, SceneRole role, int depth)
{
  if (depth > SCENE_DEPTH_MAX)
    return;
  if (node->role == role && node->kind == SCENE_TEXT) {
    if (out->len)
      g_string_append_c(out, '\n');
    g_string_append(out, text_of(node) ? text_of(node) : "");
  }
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    join_texts(out, node->group.children[i], role, depth + 1);
}

static void
add_joined(GString *out, const char *key, const SceneNode *node, SceneRole role)
{
  g_autoptr(GString) text = g_string_new(NULL);
  join_texts(text, node, role, 0);
  json_add_text(out, key, text->str);
}

void
json_add_title(GString *out, const SceneNode *node)
{
  json_add_separator(out);
  g_string_append_c(out, '{');
  json_add_text(out, "view", node->group.name);
  add_joined(out, "text", node, ROLE_TITLE_TEXT);
  add_joined(out, "subtitle", node, ROLE_SUBTITLE_TEXT);
  g_string_append_c(out, '}');
}

static void
collect_nodes(GPtrArray *out, const SceneNode *node, SceneRole role, int depth)
{
  if (depth > SCENE_DEPTH_MAX)
    return;
  if (node->role == role)
    g_ptr_array_add(out, (gpointer)node);
  for (size_t i = 0; node->kind == SCENE_GROUP && i < node->group.child_count; i++)
    collect_nodes(out, node->group.children[i], role, depth + 1);
}

static GPtrArray *
nodes_of(const SceneNode *node, SceneRole role)
{
  GPtrArray *found = g_ptr_array_new();
  collect_nodes(found, node, role, 0);
  return found;
}

void
json_add_header(GString *out, const SceneNode *node)
{
  g_autoptr(GPtrArray) labels = nodes_of(node, ROLE_HEADER_LABEL);
  json_add_separator(out);
  g_string_append_c(out, '{');
  json_add_text(out, "channel", node->group.name);
  add_joined(out, "title", node, ROLE_HEADER_TITLE);
  if (labels->len)
    json_add_key(out, "labels");
  for (guint i = 0; i < labels->len; i++) {
    g_string_append_c(out, i ? ',' : '[');
    append_json_string(out, text_of(labels->pdata[i]));
  }
  g_string_append(out, labels->len ? "]}" : "}");
}

/* ---- legends ---- */

static void
append_entries(GString *out, const GPtrArray *symbols, const GPtrArray *labels)
{
  json_add_key(out, "entries");
  g_string_append_c(out, '[');
  for (guint i = 0; i < symbols->len; i++) {
    const SceneNode *symbol = symbols->pdata[i];
    g_string_append(out, i ? ",\n{" : "\n{");
    if (i < labels->len)
      json_add_text(out, "label", text_of(labels->pdata[i]));
    if (symbol->kind == SCENE_SYMBOL) {
      json_add_text(out, "shape", symbol->symbol.shape ? symbol->symbol.shape : "circle");
      json_add_number(out, "size", symbol->symbol.size);
    }
    json_add_paints(out, symbol);
    g_string_append_c(out, '}');
  }
  g_string_append_c(out, ']');
}

static void
append_ramp(GString *out, const GPtrArray *ramps)
{
  const SceneNode *first = ramps->pdata[0];
  if (first->fill.gradient) {
    double length = first->kind == SCENE_RECT ? fmax(first->rect.width, first->rect.height) : 0;
    json_add_number(out, "length", length);
    json_append_stops(out, first->fill.gradient);
    return;
  }
  json_add_key(out, "bands");
  for (guint i = 0; i < ramps->len; i++) {
    g_string_append_c(out, i ? ',' : '[');
    json_append_colour(out, ((const SceneNode *)ramps->pdata[i])->fill.colour);
  }
  g_string_append_c(out, ']');
}

void
json_add_legend(GString *out, const SceneNode *node)
{
  g_autoptr(GPtrArray) symbols = nodes_of(node, ROLE_LEGEND_SYMBOL);
  g_autoptr(GPtrArray) labels = nodes_of(node, ROLE_LEGEND_LABEL);
  g_autoptr(GPtrArray) ramps = nodes_of(node, ROLE_LEGEND_RAMP);
  json_add_separator(out);
  g_string_append_c(out, '{');
  json_add_text(out, "title", node->group.title);
  json_add_text(out, "orient", node->group.orient);
  json_add_text(out, "type", ramps->len ? "gradient" : "symbol");
  if (ramps->len) {
    append_ramp(out, ramps);
    g_autoptr(GString) along = g_string_new(NULL);
    for (guint i = 0; i < labels->len; i++)
      add_label(along, labels->pdata[i]);
    json_add_list(out, "labels", along);
  } else {
    append_entries(out, symbols, labels);
  }
  g_string_append_c(out, '}');
}
