#include "compose/pages_private.h"

#include "core/time_format.h"

#include <string.h>

#define MM(value) ((value)*72.0 / 25.4)

/* From the page's edges. */
#define HEADER_BASELINE MM(13)
#define FOOTER_BASELINE MM(12)
#define RULE_GAP 6.0

/* One line of running text, shortened to `width`; aligned in [x, x + width]. */
static void
add_line(const Composer *composer, SceneBuilder *out, const char *text, double x, double width,
         double y, TextAlign align)
{
  if (!text || !*text)
    return;
  const Type *type = &composer->theme->types[TYPE_RUNNING];
  TextStyle style = type_style(type, composer->language);
  g_autoptr(GString) shown = g_string_new(text);
  double needed = text_measure(composer->metrics, &style, shown->str, shown->len).width;
  for (size_t end = MIN(shown->len, 300); needed > width && end > 0;) {
    do
      end--;
    while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80);
    while (end > 0 && text[end - 1] == ' ')
      end--;
    g_string_printf(shown, "%.*s…", (int)end, text);
    needed = text_measure(composer->metrics, &style, shown->str, shown->len).width;
  }
  if (align == ALIGN_RIGHT)
    x += width - needed;
  SceneNode *node = scene_text(composer->arena, composer->metrics, &style,
                               arena_strdup(composer->arena, shown->str), x, y);
  node->fill = paint_solid(type->colour);
  scene_add(out, node);
}

/* "data version 1.0.0" of the first package that has one. */
static const char *
version_text(const Composer *composer)
{
  for (const Package *const *at = composer->document->packages; *at; at++) {
    if ((*at)->version)
      return strings_fill(composer->arena, composer->strings->texts[STRING_DATA_VERSION],
                          (*at)->version, NULL);
  }
  return NULL;
}

static void
add_footer(Composer *composer, SceneBuilder *out, size_t number, size_t total)
{
  const Theme *theme = composer->theme;
  double left = theme->margin_left, right = theme->page_width - theme->margin_right;
  double y = theme->page_height - FOOTER_BASELINE;
  char *page = arena_printf(composer->arena, "%zu", number);
  char *pages = arena_printf(composer->arena, "%zu", total);
  const char *numbers =
      strings_fill(composer->arena, composer->strings->texts[STRING_PAGE], page, pages);
  const char *version = version_text(composer);
  const char *organisation = composer->document->front.organisation;
  const char *line = organisation && version
                         ? arena_printf(composer->arena, "%s · %s", organisation, version)
                     : organisation ? organisation
                                    : version;
  const double page_width = 60;
  scene_add(out, straight_rule(composer->arena, theme->colours[COLOUR_GRID], left, y - 13, right,
                               y - 13, 0.5));
  add_line(composer, out, line, left, right - left - page_width, y, ALIGN_LEFT);
  add_line(composer, out, numbers, right - page_width, page_width, y, ALIGN_RIGHT);
}

static void
add_header(Composer *composer, SceneBuilder *out, const Block *section)
{
  const Theme *theme = composer->theme;
  double left = theme->margin_left, right = theme->page_width - theme->margin_right;
  double y = HEADER_BASELINE, half = (right - left) / 2 - 8;
  const char *heading = section ? text_from_inlines(composer, section->inlines) : NULL;
  add_line(composer, out, composer->title, left, heading ? half : right - left, y, ALIGN_LEFT);
  add_line(composer, out, heading, right - half, half, y, ALIGN_RIGHT);
  scene_add(out, straight_rule(composer->arena, theme->colours[COLOUR_GRID], left, y + RULE_GAP,
                               right, y + RULE_GAP, 0.5));
}

void
furniture_add(Composer *composer, SceneBuilder *out, size_t number, size_t total,
              const Block *section)
{
  SceneBuilder builder = scene_builder(composer->arena);
  if (number > 1) {
    add_header(composer, &builder, section);
    SceneNode *header = scene_builder_end(&builder, ROLE_ARTIFACT);
    header->group.name = "header";
    scene_add(out, header);
  }
  add_footer(composer, &builder, number, total);
  SceneNode *footer = scene_builder_end(&builder, ROLE_ARTIFACT);
  footer->group.name = "footer";
  scene_add(out, footer);
}

const char *
date_text(const Composer *composer, const char *iso)
{
  double ms = strlen(iso) == 10 ? time_parse(iso, "%Y-%m-%d", composer->locale, true) : (double)NAN;
  if (isnan(ms))
    return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  time_format_append(out, composer->strings->texts[STRING_DATE], composer->locale, ms, true);
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

typedef struct Band {
  Composer *composer;
  SceneBuilder builder;
  double y;
} Band;

/* Sets a paragraph in the band from `y`; where it ends. */
static double
band_text(Band *band, TypeName type, const char *text, double x, double width, double y,
          SceneRole role)
{
  if (!text || !*text)
    return y;
  const Composer *composer = band->composer;
  TextLayout layout = { .type = &composer->theme->types[type], .width = width };
  TextLines lines = text_layout(composer, &layout, runs_from_text(composer, text));
  SceneBuilder builder = scene_builder(composer->arena);
  for (size_t i = 0; i < lines.count; i++, y += lines.height) {
    if (lines.items[i].node) {
      lines.items[i].node->x += x;
      lines.items[i].node->y += y;
      scene_add(&builder, lines.items[i].node);
    }
  }
  SceneNode *group = scene_builder_end(&builder, role);
  if (role == ROLE_HEADING) {
    group->group.level = 1;
    group->group.title = text;
  }
  scene_add(&band->builder, group);
  return y;
}

/* The title and what belongs to it stand over the body's columns; who and when, in the columns
 * before them, on the same first line. */
void
lay_title(Composer *composer, Flow *flow)
{
  const Theme *theme = composer->theme;
  const FrontMatter *front = &composer->document->front;
  if (!front->title)
    return;
  double body = theme_column_x(theme, (int)theme->body_column) - theme->margin_left;
  double width = theme->page_width - theme->margin_right - theme->margin_left - body;
  double top = theme->band_top - theme->margin_top;
  Band band = { composer, scene_builder(composer->arena), 0 };
  double y = band_text(&band, TYPE_TITLE, composer->title, body, width, top, ROLE_HEADING);
  y = band_text(&band, TYPE_SUBTITLE, prose_fill(composer, front->subtitle, front->subtitle_span),
                body, width, y + 6, ROLE_PARAGRAPH);
  y = band_text(&band, TYPE_BYLINE, front->author, body, width, y + 12, ROLE_PARAGRAPH);
  double side = body > 60 ? body - theme->gutter : width, x = body > 60 ? 0 : body;
  double shift = (theme->types[TYPE_TITLE].leading - theme->types[TYPE_BYLINE].leading) / 2;
  double aside = body > 60 ? top + shift : y;
  aside = band_text(&band, TYPE_BYLINE, date_of_front(composer), x, side, aside, ROLE_PARAGRAPH);
  aside = band_text(&band, TYPE_BYLINE, front->organisation, x, side, aside, ROLE_PARAGRAPH);
  double height = MAX(y, aside) + theme->band_bottom;
  SceneBuilder builder = scene_builder(composer->arena);
  scene_add(&builder,
            filled_rect(composer->arena, theme->colours[COLOUR_BAND], -theme->margin_left,
                        -theme->margin_top, theme->page_width, height + theme->margin_top));
  scene_add(&builder, scene_builder_end(&band.builder, ROLE_NONE));
  flow_add(flow, (FlowItem){ .node = scene_builder_end(&builder, ROLE_NONE),
                             .x = theme->margin_left,
                             .height = height });
  flow_space(flow, 20);
}
