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

/* Channel 0, 1 or 2 of a stop, 0 to 255. */
static double
stop_channel(const Scheme *scheme, size_t stop, int channel)
{
  const char *hex = scheme->hex + stop * HEX + channel * 2;
  return g_ascii_xdigit_value(hex[0]) * 16 + g_ascii_xdigit_value(hex[1]);
}

/* Between a stop and the next. */
static Colour
colour_between(const Scheme *scheme, size_t stop, double t)
{
  double channels[3];
  for (int i = 0; i < 3; i++) {
    double from = stop_channel(scheme, stop, i);
    double to = t != 0 ? stop_channel(scheme, stop + 1, i) : from;
    channels[i] = CLAMP(floor(from + t * (to - from) + 0.5) / 255, 0, 1);
  }
  return (Colour){ channels[0], channels[1], channels[2], 1 };
}

/* Every channel has reached its end by then. */
#define FARTHEST 1000.0

Colour
scheme_at(const Scheme *scheme, double t)
{
  size_t size = scheme_size(scheme);
  double within = isnan(t) ? 0 : CLAMP(t, 0, 1), last = (double)(size - 1);
  if (scheme->kind == SCHEME_CATEGORICAL)
    return colour_between(scheme, MIN((size_t)(within * (double)size), size - 1), 0);
  double position = isnan(t) ? 0 : CLAMP(t, -FARTHEST, FARTHEST) * last;
  size_t stop = MIN((size_t)(within * last), size - 2);
  return colour_between(scheme, stop, position - (double)stop);
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
                 ? colour_between(scheme, i % scheme_size(scheme), 0)
                 : scheme_at(scheme, from + (to - from) * ((double)(i + 1) / (double)(count + 1)));
  return count;
}
