#include "render/fonts_set_private.h"

#include <string.h>

static TextExtents
measure(const TextMetrics *self, const TextStyle *style, const char *text, size_t length)
{
  /* shaping fills the set's cache, which no caller sees */
  FontSet *fonts = (FontSet *)self;
  const ShapedText *shaped = font_set_shape(fonts, style, text, length);
  return (TextExtents){ shaped->width * style->size + shaped->clusters * style->letter_spacing,
                        shaped->ascent * style->size, shaped->descent * style->size };
}

/* Must the line go on at `at`? Numbers and abbreviations keep the endings that a hyphen joins to
 * them, as Kazakh's "63%-ға", "1-сурет" and "ЖІӨ-дегі", Russian's "2024-го" and English's "5-year";
 * and ranges stay whole. */
static bool
is_joined(const char *text, const char *at)
{
  const char *dash = g_utf8_prev_char(at);
  gunichar mark = g_utf8_get_char(dash), after = g_utf8_get_char(at);
  if (dash == text || (mark != '-' && mark != 0x2013))
    return false;
  gunichar before = g_utf8_get_char(g_utf8_prev_char(dash));
  bool number = before < 0x80 && (g_ascii_isdigit((char)before) || before == '%');
  if (mark == '-')
    return (number || g_unichar_isupper(before)) && g_unichar_islower(after);
  return number && g_unichar_isdigit(after);
}

static void
find_breaks(const TextMetrics *self, const char *text, size_t length, const char *language,
            bool *breaks)
{
  (void)self;
  memset(breaks, 0, (length + 1) * sizeof *breaks);
  if (length == 0 || length > G_MAXINT / 8 || !g_utf8_validate(text, (gssize)length, NULL))
    return;
  glong characters = g_utf8_strlen(text, (gssize)length);
  PangoLogAttr *attributes = g_new0(PangoLogAttr, characters + 1);
  pango_get_log_attrs(text, (int)length, -1,
                      pango_language_from_string(language && *language ? language : "und"),
                      attributes, (int)characters + 1);
  const char *at = text;
  for (glong i = 0; i < characters; i++, at = g_utf8_next_char(at))
    breaks[at - text] = i > 0 && attributes[i].is_line_break && !is_joined(text, at);
  g_free(attributes);
}

void
text_metrics_init(TextMetrics *metrics)
{
  *metrics = (TextMetrics){ measure, find_breaks };
}

const TextMetrics *
font_set_metrics(FontSet *fonts)
{
  return &fonts->metrics;
}
