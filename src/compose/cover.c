#include "compose/pages_private.h"

#include "core/time_format.h"

#include <string.h>

#define GAP_TO_SUBTITLE 6.0
#define GAP_TO_BYLINE 12.0
#define GAP_BELOW 20.0
#define LOGO_HEIGHT (12 * 72 / 25.4) /* at most */
#define LOGO_PPI 150.0               /* where the file does not say */
#define NARROWEST_SIDE 60.0 /* points that the columns beside the title need for who and when */

enum { TITLE_LINES = 2 };

const char *
date_text(const Composer *composer, const char *iso)
{
  double ms =
      strlen(iso) == 10 ? time_parse(iso, "%Y-%m-%d", composer->voice.locale, true) : (double)NAN;
  if (isnan(ms))
    return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  time_format_append(out, composer->voice.strings->texts[STRING_DATE], composer->voice.locale, ms,
                     true);
  return arena_strdup(composer->arena, out->str);
}

static const char *
date_of_front(const Composer *composer)
{
  const FrontMatter *front = &composer->document->front;
  const char *text = front->date ? date_text(composer, front->date) : NULL;
  if (front->date && !text)
    diag_warning(composer->diags, "bad-date", front->date_span, "write it as 2025-11-16",
                 "the date is not in the form YYYY-MM-DD and stays as it is");
  return text ? text : front->date;
}

/* The title's type, made smaller by steps until it stands in two lines. */
static const Type *
title_type(const Composer *composer, double width)
{
  static const double STEPS[] = { 1, 28.0 / 34, 24.0 / 34 };
  const Type *full = &composer->theme->types[TYPE_TITLE];
  TextRuns runs = runs_from_text(composer, composer->title);
  Type *type = arena_dup(composer->arena, full, sizeof *full);
  for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
    type->size = full->size * STEPS[i];
    type->leading = full->leading * STEPS[i];
    TextLayout layout = { .type = type, .width = width };
    if (text_widths(composer, type, runs).minimal <= width &&
        text_layout(composer, &layout, runs).count <= TITLE_LINES)
      break;
  }
  return type;
}

/* Title, subtitle and author, one under the other; where they end. */
static double
add_title(Composer *composer, SceneBuilder *out, double x, double width, double y)
{
  const Theme *theme = composer->theme;
  const FrontMatter *front = &composer->document->front;
  TextBlock block = { .x = x, .width = width, .role = ROLE_HEADING };
  block.type = title_type(composer, width);
  block.text = composer->title;
  y = text_block_add(composer, out, &block, y);
  block.role = ROLE_PARAGRAPH;
  block.type = &theme->types[TYPE_SUBTITLE];
  block.text = prose_fill(composer, front->subtitle, front->subtitle_span);
  y = text_block_add(composer, out, &block, y + GAP_TO_SUBTITLE);
  block.type = &theme->types[TYPE_BYLINE];
  block.text = front->author;
  return front->author ? text_block_add(composer, out, &block, y + GAP_TO_BYLINE) : y;
}

/* Date and organisation; where they end. */
static double
add_imprint(Composer *composer, SceneBuilder *out, double x, double width, double y)
{
  TextBlock block = { .x = x, .width = width, .role = ROLE_PARAGRAPH };
  block.type = &composer->theme->types[TYPE_BYLINE];
  block.text = date_of_front(composer);
  y = text_block_add(composer, out, &block, y);
  block.text = composer->document->front.organisation;
  return text_block_add(composer, out, &block, y);
}

/* The logo in a box `width` wide, from its lower left corner, in its own size or smaller. */
static SceneNode *
logo_node(const Composer *composer, double x, double width, double bottom)
{
  const SceneImage *image = composer->document->logo;
  const char *name = composer->document->front.organisation;
  double scale = 72 / (image->ppi >= 1 ? image->ppi : LOGO_PPI);
  scale = MIN(scale, MIN(width / image->width, LOGO_HEIGHT / image->height));
  SceneNode *rect = scene_new(composer->arena, SCENE_RECT, ROLE_NONE);
  rect->rect.width = image->width * scale;
  rect->rect.height = image->height * scale;
  rect->x = x;
  rect->y = bottom - rect->rect.height;
  rect->fill.image = image;
  SceneBuilder builder = scene_builder(composer->arena);
  scene_add(&builder, rect);
  SceneNode *group = scene_builder_end(&builder, name ? ROLE_FIGURE : ROLE_ARTIFACT);
  group->group.alt = name;
  return group;
}

/* The title and what belongs to it stand over the body's columns; who and when, in the columns
 * before them, on the same first line. */
static void
lay_band(Composer *composer, Flow *flow)
{
  const Theme *theme = composer->theme;
  Arena *arena = composer->arena;
  double body = theme_column_x(theme, (int)theme->body_column) - theme->margin_left;
  double width = theme->page_width - theme->margin_right - theme->margin_left - body;
  double top = theme->band_top - theme->margin_top;
  SceneBuilder texts = scene_builder(arena), all = texts;
  double end = add_title(composer, &texts, body, width, top);
  bool side = body > NARROWEST_SIDE;
  double shift = (title_type(composer, width)->leading - theme->types[TYPE_BYLINE].leading) / 2;
  double aside = side ? add_imprint(composer, &texts, 0, body - theme->gutter, top + shift)
                      : add_imprint(composer, &texts, body, width, end);
  bool logo = composer->document->logo != NULL;
  double room = logo ? LOGO_HEIGHT + GAP_TO_BYLINE : 0; /* below date and organisation */
  double height =
      MAX(MAX(end, aside + room) + theme->band_bottom, theme->band_height - theme->margin_top);
  if (logo)
    scene_add(&texts, logo_node(composer, side ? 0 : body, side ? body - theme->gutter : width,
                                height - theme->band_bottom));
  scene_add(&all, filled_rect(arena, theme->colours[COLOUR_BAND], -theme->margin_left,
                              -theme->margin_top, theme->page_width, height + theme->margin_top));
  scene_add(&all, scene_builder_end(&texts, ROLE_NONE));
  flow_add(flow, (FlowItem){ .node = scene_builder_end(&all, ROLE_NONE),
                             .x = theme->margin_left,
                             .height = height });
  flow_space(flow, GAP_BELOW);
}

void
lay_cover(Composer *composer, Flow *flow, Frame body)
{
  const Theme *theme = composer->theme;
  const FrontMatter *front = &composer->document->front;
  if (front->title)
    lay_band(composer, flow);
  if (front->kpis) {
    Frame page = body;
    page.x = theme->margin_left;
    page.width = theme->page_width - theme->margin_left - theme->margin_right;
    lay_kpi_row(composer, flow, front->kpis, page);
    flow_space(flow, GAP_BELOW);
  }
  if (front->contents)
    lay_contents_beside(composer, flow, body);
}
