/* Figures as pictures of their own: as they stand on the page, and made for the presets. */
#include "compose/figure_private.h"

enum { SHRINKING_PASSES = 8 };
#define SHRINK 0.88 /* of text and lines, where a chart does not fit its picture */

/* The figure on paper of its own. */
static const Scene *
picture_of(Composer *composer, const Figure *figure)
{
  const Theme *theme = composer->theme;
  double height;
  Figure alone = *figure;
  alone.data = NULL;
  SceneNode *node = (SceneNode *)figure_node(composer, &alone, (FigureRows){ 0 }, &height);
  node->x = node->y = theme->figure_margin;
  SceneBuilder builder = scene_builder(composer->arena);
  scene_add(&builder, node);
  Scene *scene = arena_new0(composer->arena, Scene);
  scene->width = figure->width + 2 * theme->figure_margin;
  scene->height = MAX(height, figure->height) + 2 * theme->figure_margin;
  if (!composer->preset || !composer->preset->transparent)
    scene->background = theme->colours[COLOUR_PAPER];
  scene->root = scene_builder_end(&builder, ROLE_NONE);
  scene->title = figure->title;
  scene->description = figure->alt;
  scene->source = figure->source;
  scene->language = composer->voice.language;
  return scene;
}

static void
copy_faults(const DiagList *from, DiagList *to)
{
  for (size_t i = 0; i < diag_total(from); i++) {
    const Diag *diag = diag_at(from, i);
    diag_add(to, diag->severity, diag->code, diag->place, diag->hint, "%s", diag->message);
  }
}

/* One attempt: the figure in the preset's size, its texts and lines at `shrink` of theirs. */
static Figure
fit_figure(Composer *composer, const Block *block, double width, double shrink)
{
  const Preset *preset = composer->preset;
  double margins = 2 * composer->theme->figure_margin;
  double wide = preset->width > 0 ? preset->width / shrink - margins : width;
  double high = preset->height > 0 ? preset->height / shrink - margins : 0;
  return figure_new(composer, block, MAX(wide, 20), MAX(high, 0));
}

static bool
fits(const Preset *preset, const Scene *scene, const Scene *plot, double shrink)
{
  bool high = preset->height <= 0 || scene->height * shrink <= preset->height + 0.5;
  return high && (!plot || plot->width * shrink <= scene->width * shrink + 0.5);
}

/* Where a chart has too much for its picture, its type gives way before anything is cut off. */
static Figure
preset_figure(Composer *composer, const Block *block, const Preset *preset, double width,
              ChartPicture *picture)
{
  Composer other = *composer;
  other.preset = preset;
  other.theme = preset->theme;
  other.attachments = NULL; /* the page brings them along */
  double shrink = 1;
  for (int i = 0;; i++, shrink *= SHRINK) {
    g_autoptr(DiagList) diags = diag_list_new();
    other.diags = diags;
    Figure figure = fit_figure(&other, block, width, shrink);
    const Scene *scene = picture_of(&other, &figure);
    if (i < SHRINKING_PASSES && !fits(preset, scene, figure.plot, shrink))
      continue;
    copy_faults(diags, composer->diags);
    if (i > 0)
      diag_warning(composer->diags, "preset-too-small", block->span,
                   "shorten title and labels, or show less in the chart",
                   "the chart does not fit %s in its type, which is set at %.0f%%", preset->name,
                   shrink * 100);
    *picture = (ChartPicture){ preset->name, scene, preset->ppi, preset->enlarge * shrink };
    return figure;
  }
}

static void
keep_chart(Composer *composer, const Figure *figure, const GArray *pictures)
{
  BriefingChart chart = { .id = figure->id,
                          .title = figure->title,
                          .subtitle = figure->subtitle,
                          .alt = figure->alt,
                          .source = figure->source,
                          .note = figure->note,
                          .picture_count = pictures->len };
  chart.pictures = arena_dup(composer->arena, pictures->data, pictures->len * sizeof(ChartPicture));
  g_array_append_val(composer->charts, chart);
}

void
figure_export(Composer *composer, const Block *block, const Figure *figure)
{
  if (!figure->plot || block->image)
    return;
  g_autoptr(GArray) pictures = g_array_new(FALSE, FALSE, sizeof(ChartPicture));
  Figure alone = *figure;
  alone.number = NULL;
  ChartPicture picture = { .scene = picture_of(composer, &alone), .enlarge = 1 };
  g_array_append_val(pictures, picture);
  for (const Preset *const *preset = composer->presets; preset && *preset; preset++) {
    preset_figure(composer, block, *preset, figure->width, &picture);
    g_array_append_val(pictures, picture);
  }
  keep_chart(composer, figure, pictures);
}

void
figure_export_alone(Composer *composer, const Block *block)
{
  const Theme *theme = composer->theme;
  double width = theme_columns_width(theme, (int)theme->columns);
  g_autoptr(GArray) pictures = g_array_new(FALSE, FALSE, sizeof(ChartPicture));
  ChartPicture picture;
  Figure figure = preset_figure(composer, block, composer->presets[0], width, &picture);
  g_array_append_val(pictures, picture);
  if (figure.plot)
    keep_chart(composer, &figure, pictures);
}
