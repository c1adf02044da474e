/* The pictures of a briefing's charts, each in all its presets, and charts.json, which lists them
 * for programs that place them. */
#include "sholu_private.h"

#include <math.h>
#include <string.h>

/* Ids come from the document: nothing of them may lead elsewhere. */
static const char *
plain_id(Arena *arena, const char *id)
{
  g_autoptr(GString) name = g_string_new(NULL);
  for (const char *p = id ? id : "chart"; *p && name->len < 100; p = g_utf8_next_char(p)) {
    gunichar letter = g_utf8_get_char(p);
    bool plain = g_unichar_isalnum(letter) || letter == '-' || letter == '_';
    g_string_append_unichar(name, plain ? letter : '-');
  }
  return arena_strndup(arena, name->str, name->len);
}

/* Path of a chart's file below the output folder, without extension. Where an earlier chart has
 * the name, it gets the chart's number, or the next that is free. */
static const char *
chart_path(const Production *production, size_t index, GHashTable *taken)
{
  Arena *arena = production->job->arena;
  const char *plain = plain_id(arena, production->briefing->charts[index].id), *name = plain;
  for (size_t number = index + 1; !g_hash_table_add(taken, (gpointer)name); number++)
    name = arena_printf(arena, "%s-%zu", plain, number);
  return arena_printf(arena, "%s/charts/%s", production->name, name);
}

size_t
count_pictures(const Briefing *briefing)
{
  size_t count = 0;
  for (size_t i = 0; i < briefing->chart_count; i++)
    count += briefing->charts[i].picture_count;
  return count;
}

/* ---- charts.json ---- */

static void
append_member(GString *out, Arena *arena, const char *key, const Node *value)
{
  g_string_append_printf(out, "    \"%s\": %s,\n", key,
                         value ? node_to_json(arena, value) : "null");
}

static void
append_text(GString *out, Arena *arena, const char *key, const char *text)
{
  append_member(out, arena, key, text ? node_new_string(arena, text, (Span){ 0 }) : NULL);
}

static void
append_number(GString *out, Arena *arena, const char *key, double number)
{
  append_member(out, arena, key, number > 0 ? node_new_number(arena, number, (Span){ 0 }) : NULL);
}

/* Sizes are pixels where there are any, else points. */
static void
append_entry(Production *production, const RenderFormat *format, const BriefingChart *chart,
             const ChartPicture *picture, const RenderOptions *options, const char *path)
{
  Arena *arena = production->job->arena;
  GString *out = production->charts;
  bool pixels = strcmp(format->name, "png") == 0;
  double ppi = pixels ? options->ppi : 0, unit = options->scale * (pixels ? ppi / 72 : 1);
  double width = picture->scene->width * unit, height = picture->scene->height * unit;
  g_autofree char *file = g_path_get_basename(production_path(production, path, format));
  g_string_append(out, out->len ? ",\n  {\n" : "  {\n");
  append_text(out, arena, "file", file);
  append_text(out, arena, "id", chart->id);
  append_text(out, arena, "title", chart->title);
  append_text(out, arena, "subtitle", chart->subtitle);
  append_text(out, arena, "alt", chart->alt);
  append_text(out, arena, "source", chart->source);
  append_text(out, arena, "note", chart->note);
  append_text(out, arena, "unit", pixels ? "px" : "pt");
  append_number(out, arena, "width", pixels ? round(width) : round(width * 1000) / 1000);
  append_number(out, arena, "height", pixels ? round(height) : round(height * 1000) / 1000);
  append_number(out, arena, "ppi", ppi);
  append_text(out, arena, "preset", picture->preset);
  append_text(out, arena, "language", picture->scene->language);
  g_string_truncate(out, out->len - 2); /* the last comma */
  g_string_append(out, "\n  }");
}

void
produce_chart_list(Production *production)
{
  if (!production->charts->len)
    return;
  g_autofree char *text = g_strdup_printf("[\n%s\n]\n", production->charts->str);
  char *path = arena_printf(production->job->arena, "%s/%s/charts/charts.json", production->folder,
                            production->name);
  production_add(production, path, g_bytes_new(text, strlen(text)));
}

/* ---- pictures ---- */

static void
produce_picture(Production *production, const RenderFormat *format, const BriefingChart *chart,
                const ChartPicture *picture, const char *path)
{
  RenderOptions options = production->options;
  options.title = picture->scene->title;
  options.ppi = picture->ppi > 0 ? picture->ppi : options.ppi;
  options.scale = picture->enlarge;
  if (produce(production, format, &picture->scene, 1, &options, path))
    append_entry(production, format, chart, picture, &options, path);
}

void
produce_charts(Production *production, const RenderFormat *format)
{
  g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < production->briefing->chart_count; i++) {
    const BriefingChart *chart = &production->briefing->charts[i];
    const char *path = chart_path(production, i, taken);
    for (size_t k = 0; k < chart->picture_count; k++) {
      const ChartPicture *picture = &chart->pictures[k];
      const char *name = picture->preset
                             ? arena_printf(production->job->arena, "%s.%s", path, picture->preset)
                             : path;
      produce_picture(production, format, chart, picture, name);
    }
  }
}
