#include "compose/figure_private.h"
#include "compose/pages_private.h"
#include "compose/typography_private.h"

#define GAP_AFTER_NUMBER 1.0
#define GAP_BEFORE_PLOT 7.0
#define GAP_BEFORE_SOURCE 6.0
#define LEAST_PLOT 100.0
#define AXES_HEIGHT 40.0 /* what axes take of a figure's height, about */
#define AXES_WIDTH 20.0
#define LEAST_SHARE 0.3 /* of a given height: what longer texts must leave to the plot */

enum { SOURCE_LINES = 2 }; /* of source and note, about */

/* A title may be a text, a list of lines, or {text, subtitle}; set as prose. */
static const char *
title_text(const Composer *composer, const Node *node)
{
  if (node_is(node, NODE_MAP))
    node = node_get(node, "text");
  if (!node_is(node, NODE_LIST))
    return text_typeset(composer, node_text(node, NULL));
  g_autoptr(GString) out = g_string_new(NULL);
  for (size_t i = 0; i < node->count; i++)
    g_string_append_printf(out, "%s%s", i ? " " : "", node_text(node->items[i], ""));
  return text_typeset(composer, out->str);
}

/* The theme's configuration with the size of this kind of figure on a page, from which pictures of
 * other sizes are stretched. */
static const Node *
chart_config(const Composer *composer, const Block *block)
{
  const Theme *theme = composer->theme;
  Arena *arena = composer->arena;
  bool half = attributes_has(&block->attributes, "half");
  double height = half ? theme->figure_height_half : theme->figure_height_full;
  height = height / theme->figure_scale - AXES_HEIGHT;
  double width = theme_columns_width(theme, (int)theme->columns / (half ? 2 : 1));
  width = width / theme->figure_scale - AXES_WIDTH;
  Span none = { 0 };
  NodeEntry sizes[] = {
    { "continuousHeight", none, node_new_number(arena, MAX(height, 20), none) },
    { "continuousWidth", none, node_new_number(arena, MAX(width, 20), none) },
  };
  NodeEntry view = { "view", none, node_new_map(arena, sizes, G_N_ELEMENTS(sizes), none) };
  const Node *over = node_new_map(arena, &view, 1, none);
  return node_merge(arena, over, theme->config);
}

static void
attach_figure(const Composer *composer, const Figure *figure, const GPtrArray *tables)
{
  compose_attach_chart(composer->arena, composer->attachments,
                       &(ChartAttachments){ .name = figure->id,
                                            .figure = figure->id,
                                            .title = figure->title,
                                            .tables = tables,
                                            .spec = figure->spec });
}

/* Height that a page leaves to the plot, under a heading where sections begin pages. */
static double
plot_room(const Composer *composer, const Figure *figure)
{
  const Theme *theme = composer->theme;
  double room = theme->page_height - theme->margin_top - theme->margin_bottom;
  room -= figure_head_height(composer, figure) + GAP_BEFORE_PLOT + GAP_BEFORE_SOURCE;
  room -= SOURCE_LINES * theme->types[TYPE_FIGURE_SOURCE].leading;
  if (theme->page_level > 0)
    room -= theme->types[TYPE_H2].leading + theme->space_after_heading[1] + theme->space_figure;
  return MAX(room, LEAST_PLOT);
}

/* Where charts are drawn larger than they were made for, their height gives way. */
static const Node *
spec_within(const Composer *composer, const Node *spec, double room)
{
  double most = room / composer->theme->figure_scale - AXES_HEIGHT;
  const Node *height = node_get(spec, "height");
  if (!node_is(height, NODE_NUMBER) || height->number <= most)
    return spec;
  return node_with(composer->arena, spec, "height",
                   node_new_number(composer->arena, most, height->span));
}

static const Scene *
scaled_plot(const Composer *composer, const Scene *plot, double room)
{
  double scale = composer->theme->figure_scale;
  if (!plot || fabs(scale - 1) < 1e-9)
    return plot;
  if (plot->height * scale > room)
    scale = MAX(room / plot->height, MIN(scale, 1));
  return scene_scaled(composer->arena, plot, scale);
}

static const ChartHouse *
chart_house(const Composer *composer)
{
  const Preset *preset = composer->preset;
  ChartHouse *house = theme_house(composer->arena, composer->theme);
  if (preset) {
    house->tone = preset->tone;
    house->patterns = preset->patterns;
    house->pattern_count = preset->pattern_count;
  }
  return house;
}

/* `height` 0: as high as the specification says. */
static const Scene *
compile_plot(Composer *composer, const Block *block, Figure *figure, double height)
{
  const Document *document = composer->document;
  double scale = composer->theme->figure_scale, width = figure->width / scale;
  double room = plot_room(composer, figure);
  g_autoptr(GPtrArray) tables = g_ptr_array_new();
  const Node *spec = figure->spec;
  if (height <= 0 && fabs(scale - 1) > 1e-9)
    spec = spec_within(composer, spec, room);
  if (composer->preset)
    spec = preset_recolour(composer->arena, composer->preset, spec);
  ChartContext context = {
    .catalog = document->catalog,
    .metrics = composer->metrics,
    .config = chart_config(composer, block),
    .house = chart_house(composer),
    .locale = composer->voice.locale,
    .language = composer->voice.language,
    .root = document->root,
    .folder = block->folder,
    .follow_links = document->follow_links,
    .width = width,
    .height = height,
    .labels_from_package = true,
    .shown = composer->attachments || composer->appendix ? tables : NULL,
    .page_texts = true,
  };
  const Scene *plot = chart_compile(composer->arena, spec, &context, composer->diags);
  if (plot && height <= 0 && plot->width > width + 1)
    diag_add(composer->diags, plot->width > width * 1.05 ? DIAG_ERROR : DIAG_WARNING,
             "figure-too-wide", place_of_span(block->attributes.span),
             "leave its width out, or give it the class .full",
             "the chart is %.0f points wide, and the figure %.0f", plot->width, width);
  if (plot && composer->attachments)
    attach_figure(composer, figure, tables);
  if (plot)
    figure->data = appendix_keep(composer, block, figure, tables);
  return scaled_plot(composer, plot, room);
}

/* The specification with the image's text as its description, where it has none of its own. */
static const Node *
described(const Composer *composer, const Block *block, const Node *spec)
{
  bool lacks = node_is(spec, NODE_MAP) && !node_text(node_get(spec, "description"), NULL);
  if (!lacks || !block->text || !*block->text)
    return spec;
  const Node *text = node_new_string(composer->arena, block->text, block->span);
  return node_with(composer->arena, spec, "description", text);
}

/* The alternative text: the author's, or one made from the data or the title, with a warning. */
static const char *
alternative(Composer *composer, const Block *block, const Node *spec, const Figure *figure)
{
  const char *given = node_text(node_get(spec, "description"), block->text);
  if (given && *given)
    return given;
  if (composer->access == ACCESS_REQUIRED || !chart_allows(spec, "missing-description"))
    access_report(composer, "missing-description", block->span,
                  block->image ? "write it between the brackets: ![what is shown](…)"
                               : "add description: what is shown, and what it says",
                  "the figure has no text for those who cannot see it");
  if (figure->plot && figure->plot->description)
    return figure->plot->description;
  return arena_printf(composer->arena, "%s%s%s", figure->title ? figure->title : figure->number,
                      figure->subtitle ? ". " : "", figure->subtitle ? figure->subtitle : "");
}

static const char *
labelled(const Composer *composer, StringName name, const char *text)
{
  if (!text || !*text)
    return NULL;
  return strings_fill(composer->arena, composer->voice.strings->texts[name],
                      text_typeset(composer, text), NULL);
}

/* The author's note, and what the program must add to it. */
static const char *
figure_note(const Composer *composer, const Node *spec, const Scene *plot)
{
  const char *own = node_text(node_path(spec, "usermeta.sholu.note"), NULL);
  const char *rounded =
      plot && plot->rounded ? composer->voice.strings->texts[STRING_ROUNDED] : NULL;
  if (own && rounded)
    own = arena_printf(composer->arena, "%s %s", own, rounded);
  return labelled(composer, STRING_NOTE, own ? own : rounded);
}

static const char *
figure_source(Composer *composer, const Node *spec)
{
  const char *given = node_text(node_path(spec, "usermeta.sholu.source"), NULL);
  if (given)
    return labelled(composer, STRING_SOURCE, given);
  const char *const *tables =
      spec ? chart_sources(composer->arena, spec, composer->document->catalog) : NULL;
  return source_text(composer, tables);
}

/* Sets a text as a paragraph below `y`; where it ends. */
static double
add_text(const Composer *composer, SceneBuilder *out, TypeName name, const char *text, double width,
         double y)
{
  TextBlock block = { .type = &composer->theme->types[name], .text = text, .width = width };
  block.role = ROLE_PARAGRAPH;
  return text_block_add(composer, out, &block, y);
}

/* "Data: appendix", which leads there. */
static double
add_data_link(const Composer *composer, SceneBuilder *out, const Figure *figure, double y)
{
  const TextRun run = { .text = composer->voice.strings->texts[STRING_APPENDIX_LINK],
                        .href = figure->data };
  const TextLayout layout = { .type = &composer->theme->types[TYPE_FIGURE_SOURCE],
                              .width = figure->width };
  if (!figure->data)
    return y;
  TextLines lines = text_layout(composer, &layout, (TextRuns){ &run, 1 });
  SceneBuilder paragraph = scene_builder(composer->arena);
  for (size_t i = 0; i < lines.count; i++, y += lines.height)
    scene_add(&paragraph, node_placed(composer->arena, lines.items[i].node, 0, y));
  if (out)
    scene_add(out, scene_builder_end(&paragraph, ROLE_PARAGRAPH));
  return y;
}

static double
add_head(const Composer *composer, SceneBuilder *out, const Figure *figure)
{
  double y = add_text(composer, out, TYPE_FIGURE_NUMBER, figure->number, figure->width, 0);
  y += figure->number ? GAP_AFTER_NUMBER : 0;
  y = add_text(composer, out, TYPE_FIGURE_TITLE, figure->title, figure->width, y);
  return add_text(composer, out, TYPE_FIGURE_SUBTITLE, figure->subtitle, figure->width, y);
}

double
figure_head_height(const Composer *composer, const Figure *figure)
{
  return add_head(composer, NULL, figure);
}

/* The height of source and notes with the gap above them; 0: there are none. */
static double
foot_height(const Composer *composer, const Figure *figure)
{
  double y = add_text(composer, NULL, TYPE_FIGURE_SOURCE, figure->source, figure->width, 0);
  y = add_text(composer, NULL, TYPE_FIGURE_SOURCE, figure->note, figure->width, y);
  y = add_data_link(composer, NULL, figure, y);
  return y > 0 ? y + GAP_BEFORE_SOURCE : 0;
}

/* What title, source and notes leave of a figure's height to its plot; 0: all that it wants. */
static double
plot_height(const Composer *composer, const Figure *figure)
{
  if (figure->height <= 0)
    return 0;
  double rest = figure->height - figure_head_height(composer, figure) - GAP_BEFORE_PLOT -
                foot_height(composer, figure);
  return MAX(rest, figure->height * LEAST_SHARE);
}

/* A note on roundings shows once the chart is compiled, and may take a line from the plot. */
static void
add_plot_and_note(Composer *composer, const Block *block, const Node *spec, Figure *figure)
{
  figure->note = figure_note(composer, spec, NULL);
  double height = plot_height(composer, figure);
  figure->plot = compile_plot(composer, block, figure, height);
  figure->note = figure_note(composer, spec, figure->plot);
  double rest = plot_height(composer, figure);
  if (rest < height)
    figure->plot = compile_plot(composer, block, figure, rest);
}

#define PICTURE_PPI 150.0 /* where the file does not say */

/* A picture in its own size, or as the figure and the page have room for it. */
static const Scene *
picture_plot(const Composer *composer, const SceneImage *image, const Figure *figure)
{
  double ppi = image->ppi >= 1 ? image->ppi : PICTURE_PPI;
  Scene *scene = arena_new0(composer->arena, Scene);
  SceneNode *node = scene_new(composer->arena, SCENE_RECT, ROLE_NONE);
  double most = plot_room(composer, figure) * image->width / image->height;
  scene->width = node->rect.width = MIN(MIN(figure->width, most), image->width * 72 / ppi);
  scene->height = node->rect.height = scene->width * image->height / image->width;
  node->fill.image = image;
  SceneBuilder builder = scene_builder(composer->arena);
  scene_add(&builder, node);
  scene->root = scene_builder_end(&builder, ROLE_NONE);
  return scene;
}

Figure
figure_new(Composer *composer, const Block *block, double width, double height)
{
  const Label *label = label_of(composer, block);
  const Node *spec = described(composer, block, node_fill(composer, block->node));
  Figure figure = { .width = width, .height = height, .spec = spec, .anchor = label->id };
  figure.number = composer->preset ? NULL : label->text;
  figure.id = label->id ? label->id : arena_printf(composer->arena, "chart-%d", label->number);
  figure.title = title_text(composer, node_get(spec, "title"));
  figure.subtitle = title_text(composer, node_get(spec, "subtitle"));
  if (!figure.subtitle)
    figure.subtitle = title_text(composer, node_path(spec, "title.subtitle"));
  figure.source = figure_source(composer, spec);
  if (block->image) {
    figure.plot = picture_plot(composer, block->image, &figure);
    figure.note = figure_note(composer, spec, NULL);
  } else if (node_is(spec, NODE_MAP)) {
    add_plot_and_note(composer, block, spec, &figure);
  } else if (spec) {
    diag_error(composer->diags, "chart-type", spec->span, "write mark: …, encoding: …",
               "a chart must be a map");
  }
  figure.alt = alternative(composer, block, spec, &figure);
  if (!figure.source && spec && !chart_allows(spec, "missing-source"))
    diag_warning(composer->diags, "missing-source", block->span,
                 block->image ? "add {source=\"…\"} after it"
                              : "add usermeta: {sholu: {source: …}}",
                 "the figure does not name its source");
  return figure;
}

#define EMPTY_PLOT 60.0 /* height of the panel where a chart could not be drawn */

double
figure_plot_end(const Composer *composer, const Figure *figure, double head)
{
  double height = figure->plot ? figure->plot->height : EMPTY_PLOT;
  return MAX(figure_head_height(composer, figure), head) + GAP_BEFORE_PLOT + height;
}

/* A chart that could not be drawn leaves an empty panel: its place shows. */
static double
add_plot(const Composer *composer, SceneBuilder *out, const Figure *figure, double y)
{
  if (!figure->plot) {
    scene_add(out, filled_rect(composer->arena, composer->theme->colours[COLOUR_PANEL], 0, y,
                               figure->width, EMPTY_PLOT));
    return y + EMPTY_PLOT;
  }
  SceneBuilder builder = scene_builder(composer->arena);
  scene_add(&builder, figure->plot->root);
  SceneNode *group = scene_builder_end(&builder, ROLE_NONE);
  group->y = y;
  scene_add(out, group);
  return y + figure->plot->height;
}

const SceneNode *
figure_node(const Composer *composer, const Figure *figure, FigureRows rows, double *height)
{
  SceneBuilder caption = scene_builder(composer->arena), content = caption, all = caption;
  double y = add_head(composer, &caption, figure);
  scene_add(&content, scene_builder_end(&caption, ROLE_CAPTION));
  y = add_plot(composer, &content, figure, MAX(y, rows.head) + GAP_BEFORE_PLOT);
  SceneNode *node = scene_builder_end(&content, ROLE_FIGURE);
  node->group.name = figure->id;
  node->group.language = composer->foreign ? composer->voice.language : NULL;
  node->group.alt = figure->alt;
  node->group.anchor = figure->anchor;
  node->group.width = figure->width;
  node->group.height = y;
  scene_add(&all, node);
  double start = MAX(y, rows.plot) + GAP_BEFORE_SOURCE;
  if (figure->height > 0)
    start = MAX(start, figure->height - foot_height(composer, figure) + GAP_BEFORE_SOURCE);
  double end = start;
  end = add_text(composer, &all, TYPE_FIGURE_SOURCE, figure->source, figure->width, end);
  end = add_text(composer, &all, TYPE_FIGURE_SOURCE, figure->note, figure->width, end);
  end = add_data_link(composer, &all, figure, end);
  *height = end > start ? end : y;
  return scene_builder_end(&all, ROLE_NONE);
}
