#include "compose/pages_private.h"

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
  TextStyle style = type_style(type, composer->voice.language);
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
      return strings_fill(composer->arena, composer->voice.strings->texts[STRING_DATA_VERSION],
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
      strings_fill(composer->arena, composer->voice.strings->texts[STRING_PAGE], page, pages);
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
  const char *heading = section ? heading_title(composer, section) : NULL;
  add_line(composer, out, composer->short_title, left, heading ? half : right - left, y,
           ALIGN_LEFT);
  add_line(composer, out, heading, right - half, half, y, ALIGN_RIGHT);
  scene_add(out, straight_rule(composer->arena, theme->colours[COLOUR_GRID], left, y + RULE_GAP,
                               right, y + RULE_GAP, 0.5));
}

void
furniture_add(Composer *composer, SceneBuilder *out, size_t number, size_t total,
              const Block *section)
{
  SceneBuilder builder = scene_builder(composer->arena);
  if (number > 1 && composer->theme->running) {
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
