#include "render/render_private.h"

#include <math.h>

void
append_decimal(GString *out, double value, int places)
{
  static const double POWERS[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  places = CLAMP(places, 0, 6);
  if (!isfinite(value))
    value = 0;
  /* rounded half away from zero; held where a 64-bit integer still takes it */
  double scaled = CLAMP(value, -1e12, 1e12) * POWERS[places];
  guint64 digits = (guint64)(fabs(scaled) + 0.5);
  if (digits == 0) {
    g_string_append_c(out, '0');
    return;
  }
  char buffer[32];
  char *at = buffer + sizeof buffer;
  bool trailing = true;
  for (int i = 0; i < places; i++, digits /= 10) {
    if (digits % 10 != 0)
      trailing = false;
    if (!trailing)
      *--at = (char)('0' + digits % 10);
  }
  if (!trailing)
    *--at = '.';
  do {
    *--at = (char)('0' + digits % 10);
    digits /= 10;
  } while (digits);
  if (scaled < 0)
    *--at = '-';
  g_string_append_len(out, at, buffer + sizeof buffer - at);
}

void
append_json_string(GString *out, const char *text)
{
  g_autofree char *valid = NULL;
  if (text && !g_utf8_validate(text, -1, NULL))
    valid = g_utf8_make_valid(text, -1);
  g_string_append_c(out, '"');
  for (const char *at = valid ? valid : text ? text : ""; *at; at++) {
    unsigned char c = (unsigned char)*at;
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", c);
    else if (c == '\n')
      g_string_append(out, "\\n");
    else if (c < 0x20 || c == 0x7f)
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_c(out, *at);
  }
  g_string_append_c(out, '"');
}
