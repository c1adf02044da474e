/* Taking colours from Vega's schemes. */
#include "chart/scheme_private.h"

#include <glib.h>
#include <math.h>
#include <string.h>

enum { HEX = 6 };

/* The count behind a name such as "blues-9"; *length becomes that of the name alone. */
static size_t
count_suffix(const char *name, size_t *length)
{
  const char *dash = strrchr(name, '-');
  *length = strlen(name);
  if (!dash || !g_ascii_isdigit(dash[1]) || strlen(dash) > 4)
    return 0;
  size_t count = 0;
  for (const char *digit = dash + 1; *digit; digit++) {
    if (!g_ascii_isdigit(*digit))
      return 0;
    count = count * 10 + (size_t)(*digit - '0');
  }
  *length = (size_t)(dash - name);
  return count;
}

const Scheme *
scheme_find(const char *name, size_t *count)
{
  size_t length, given = count_suffix(name, &length);
  for (const Scheme *scheme = scheme_table; scheme->name; scheme++)
    if (strlen(scheme->name) == length && g_ascii_strncasecmp(scheme->name, name, length) == 0) {
      if (count)
        *count = given;
      return scheme;
    }
  return NULL;
}

static const char **
list_names(void)
{
  size_t count = 0;
  while (scheme_table[count].name)
    count++;
  const char **names = g_new0(const char *, count + 1);
  for (size_t i = 0; i < count; i++)
    names[i] = scheme_table[i].name;
  return names;
}

const char *const *
scheme_names(void)
{
  static gsize once;
  static const char *const *names;
  if (g_once_init_enter(&once)) {
    names = list_names();
    g_once_init_leave(&once, 1);
  }
  return names;
}

size_t
scheme_size(const Scheme *scheme)
{
  return strlen(scheme->hex) / HEX;
}

static double
channel(const char *hex)
{
  return (g_ascii_xdigit_value(hex[0]) * 16 + g_ascii_xdigit_value(hex[1])) / 255.0;
}

static Colour
stop_colour(const Scheme *scheme, size_t stop)
{
  const char *hex = scheme->hex + stop * HEX;
  return (Colour){ channel(hex), channel(hex + 2), channel(hex + 4), 1 };
}

static double
mix_channel(double a, double b, double t)
{
  return floor((a * 255) * (1 - t) + (b * 255) * t + 0.5) / 255;
}

Colour
scheme_at(const Scheme *scheme, double t)
{
  size_t size = scheme_size(scheme);
  t = isnan(t) ? 0 : CLAMP(t, 0, 1);
  if (scheme->kind == SCHEME_CATEGORICAL)
    return stop_colour(scheme, MIN((size_t)(t * (double)size), size - 1));

  double position = t * (double)(size - 1);
  size_t stop = MIN((size_t)position, size - 2);
  double rest = position - (double)stop;
  Colour a = stop_colour(scheme, stop), b = stop_colour(scheme, stop + 1);
  return (Colour){ mix_channel(a.r, b.r, rest), mix_channel(a.g, b.g, rest),
                   mix_channel(a.b, b.b, rest), 1 };
}

size_t
scheme_colours(const Scheme *scheme, size_t count, Colour *out)
{
  return scheme_colours_extent(scheme, 0, 1, count, out);
}

size_t
scheme_colours_extent(const Scheme *scheme, double from, double to, size_t count, Colour *out)
{
  for (size_t i = 0; i < count; i++)
    out[i] = scheme->kind == SCHEME_CATEGORICAL
                 ? stop_colour(scheme, i % scheme_size(scheme))
                 : scheme_at(scheme, from + (to - from) * ((double)(i + 1) / (double)(count + 1)));
  return count;
}
