/* Functions of colours. Spaces and formulas are d3-color's: L*a*b* and its polar form relative to
 * D50 (Bradford-adapted sRGB primaries), hues in degrees. */
#include "chart/expr_private.h"

#include "core/colour.h"
#include "core/number_format.h"

#include <math.h>

/* Channels in the space's own units; red, green and blue 0 to 255. */
typedef struct Channels {
  double c[3];
  double opacity;
} Channels;

static const char *const channel_names[][4] = {
  [EXPR_COLOUR_RGB] = { "r", "g", "b", "opacity" },
  [EXPR_COLOUR_HSL] = { "h", "s", "l", "opacity" },
  [EXPR_COLOUR_LAB] = { "l", "a", "b", "opacity" },
  [EXPR_COLOUR_HCL] = { "h", "c", "l", "opacity" },
};

/* ---- between the spaces ---- */

static Channels
rgb_from_hsl(Channels hsl)
{
  static const double offsets[3] = { 120, 0, 240 };
  double h = fmod(hsl.c[0], 360) + (hsl.c[0] < 0 ? 360 : 0);
  double s = isnan(hsl.c[0]) || isnan(hsl.c[1]) ? 0 : hsl.c[1], l = hsl.c[2];
  double high = l + (l < 0.5 ? l : 1 - l) * s, low = 2 * l - high;
  Channels rgb = { .opacity = hsl.opacity };
  if (isnan(h))
    h = 0;
  for (int i = 0; i < 3; i++) {
    double hue = fmod(h + offsets[i], 360);
    double part = hue < 60    ? low + (high - low) * hue / 60
                  : hue < 180 ? high
                  : hue < 240 ? low + (high - low) * (240 - hue) / 60
                              : low;
    rgb.c[i] = part * 255;
  }
  return rgb;
}

static Channels
hsl_from_rgb(Channels rgb)
{
  double r = rgb.c[0] / 255, g = rgb.c[1] / 255, b = rgb.c[2] / 255;
  double low = MIN(r, MIN(g, b)), high = MAX(r, MAX(g, b));
  double h = (double)NAN, s = high - low, l = (high + low) / 2;
  if (s > 0) {
    h = r == high ? (g - b) / s + (g < b ? 6 : 0) : g == high ? (b - r) / s + 2 : (r - g) / s + 4;
    s /= l < 0.5 ? high + low : 2 - high - low;
  } else if (!(l > 0 && l < 1)) {
    s = (double)NAN;
  }
  return (Channels){ { h * 60, s, l }, rgb.opacity };
}

static const double white_x = 0.96422, white_z = 0.82521;

static double
linear_from_channel(double channel)
{
  channel /= 255;
  return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double
channel_from_linear(double linear)
{
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055);
}

static double
lab_from_xyz(double t)
{
  const double t1 = 6.0 / 29;
  return t > t1 * t1 * t1 ? pow(t, 1.0 / 3) : t / (3 * t1 * t1) + 4.0 / 29;
}

static double
xyz_from_lab(double t)
{
  const double t1 = 6.0 / 29;
  return t > t1 ? t * t * t : 3 * t1 * t1 * (t - 4.0 / 29);
}

static Channels
lab_from_rgb(Channels rgb)
{
  double r = linear_from_channel(rgb.c[0]), g = linear_from_channel(rgb.c[1]),
         b = linear_from_channel(rgb.c[2]);
  double y = lab_from_xyz(0.2225045 * r + 0.7168786 * g + 0.0606169 * b), x = y, z = y;
  if (!(r == g && g == b)) {
    x = lab_from_xyz((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / white_x);
    z = lab_from_xyz((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / white_z);
  }
  return (Channels){ { 116 * y - 16, 500 * (x - y), 200 * (y - z) }, rgb.opacity };
}

static Channels
rgb_from_lab(Channels lab)
{
  double y = (lab.c[0] + 16) / 116;
  double x = isnan(lab.c[1]) ? y : y + lab.c[1] / 500, z = isnan(lab.c[2]) ? y : y - lab.c[2] / 200;
  x = white_x * xyz_from_lab(x);
  y = xyz_from_lab(y);
  z = white_z * xyz_from_lab(z);
  return (Channels){ { channel_from_linear(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
                       channel_from_linear(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z),
                       channel_from_linear(0.0719453 * x - 0.2289914 * y + 1.4052427 * z) },
                     lab.opacity };
}

static Channels
hcl_from_lab(Channels lab)
{
  double l = lab.c[0], a = lab.c[1], b = lab.c[2];
  if (a == 0 && b == 0)
    return (Channels){ { (double)NAN, l > 0 && l < 100 ? 0 : (double)NAN, l }, lab.opacity };
  double hue = atan2(b, a) * 180 / G_PI;
  return (Channels){ { hue < 0 ? hue + 360 : hue, sqrt(a * a + b * b), l }, lab.opacity };
}

static Channels
lab_from_hcl(Channels hcl)
{
  if (isnan(hcl.c[0]))
    return (Channels){ { hcl.c[2], 0, 0 }, hcl.opacity };
  double hue = hcl.c[0] * G_PI / 180;
  return (Channels){ { hcl.c[2], cos(hue) * hcl.c[1], sin(hue) * hcl.c[1] }, hcl.opacity };
}

static Channels
to_rgb(Channels channels, ExprColourSpace space)
{
  switch (space) {
  case EXPR_COLOUR_HSL:
    return rgb_from_hsl(channels);
  case EXPR_COLOUR_LAB:
    return rgb_from_lab(channels);
  case EXPR_COLOUR_HCL:
    return rgb_from_lab(lab_from_hcl(channels));
  case EXPR_COLOUR_NONE:
  case EXPR_COLOUR_RGB:
  default:
    return channels;
  }
}

static Channels
from_rgb(Channels rgb, ExprColourSpace space)
{
  switch (space) {
  case EXPR_COLOUR_HSL:
    return hsl_from_rgb(rgb);
  case EXPR_COLOUR_LAB:
    return lab_from_rgb(rgb);
  case EXPR_COLOUR_HCL:
    return hcl_from_lab(lab_from_rgb(rgb));
  case EXPR_COLOUR_NONE:
  case EXPR_COLOUR_RGB:
  default:
    return rgb;
  }
}

/* ---- values ---- */

static Channels
channels_of(ExprValue colour)
{
  Channels channels;
  for (int i = 0; i < 3; i++)
    channels.c[i] = expr_to_number(colour.members[i].value);
  channels.opacity = expr_to_number(colour.members[3].value);
  return channels;
}

static ExprValue
value_of(Arena *arena, Channels channels, ExprColourSpace space)
{
  ExprMember *members = arena_array(arena, ExprMember, 4);
  for (int i = 0; i < 3; i++)
    members[i] = (ExprMember){ channel_names[space][i], expr_number(channels.c[i]) };
  members[3] = (ExprMember){ channel_names[space][3], expr_number(channels.opacity) };
  ExprValue value = expr_new_object(arena, members, 4);
  value.colour = space;
  return value;
}

/* 0 to 1 as a channel; what was written as a whole number becomes one again. */
static double
channel_of(double part)
{
  double channel = part * 255;
  return fabs(channel - round(channel)) < 1e-9 ? round(channel) : channel;
}

/* The colour a value means, as red, green and blue; NaN if it is none. */
static Channels
read_rgb(Arena *arena, ExprValue value)
{
  Colour colour;
  if (value.kind == EXPR_OBJECT && value.colour)
    return to_rgb(channels_of(value), (ExprColourSpace)value.colour);
  if (!colour_parse(expr_to_string(arena, value), &colour))
    return (Channels){ { (double)NAN, (double)NAN, (double)NAN }, (double)NAN };
  return (Channels){ { channel_of(colour.r), channel_of(colour.g), channel_of(colour.b) },
                     colour.a };
}

static ExprValue
evaluate_colour(const ExprCall *call)
{
  ExprColourSpace space = (ExprColourSpace)call->function->variant;
  ExprValue first = expr_arg(call, 0);
  if (call->count == 1 && first.kind == EXPR_OBJECT && first.colour == space)
    return first;
  if (call->count == 1)
    return value_of(call->arena, from_rgb(read_rgb(call->arena, first), space), space);
  Channels channels;
  for (size_t i = 0; i < 3; i++)
    channels.c[i] = expr_arg_number(call, i);
  channels.opacity = expr_is_nullish(expr_arg(call, 3)) ? 1 : expr_arg_number(call, 3);
  return value_of(call->arena, channels, space);
}

static double
round_channel(double channel)
{
  return isnan(channel) ? 0 : CLAMP(floor(channel + 0.5), 0, 255);
}

const char *
expr_colour_to_string(Arena *arena, ExprValue colour)
{
  Channels rgb = to_rgb(channels_of(colour), (ExprColourSpace)colour.colour);
  double opacity = isnan(rgb.opacity) ? 1 : CLAMP(rgb.opacity, 0, 1);
  g_autoptr(GString) out = g_string_new(opacity < 1 ? "rgba(" : "rgb(");
  for (int i = 0; i < 3; i++) {
    if (i)
      g_string_append(out, ", ");
    number_append_plain(out, round_channel(rgb.c[i]));
  }
  if (opacity < 1) {
    g_string_append(out, ", ");
    number_append_plain(out, opacity);
  }
  g_string_append_c(out, ')');
  return arena_strndup(arena, out->str, out->len);
}

/* ---- contrast ---- */

/* WCAG 2.0's relative luminance. */
static double
luminance(Channels rgb)
{
  static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;
  for (int i = 0; i < 3; i++) {
    double part = rgb.c[i] / 255;
    sum += weights[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

static ExprValue
evaluate_luminance(const ExprCall *call)
{
  return expr_number(luminance(read_rgb(call->arena, expr_arg(call, 0))));
}

static ExprValue
evaluate_contrast(const ExprCall *call)
{
  double a = luminance(read_rgb(call->arena, expr_arg(call, 0)));
  double b = luminance(read_rgb(call->arena, expr_arg(call, 1)));
  if (isnan(a) || isnan(b))
    return expr_number((double)NAN);
  return expr_number((MAX(a, b) + 0.05) / (MIN(a, b) + 0.05));
}

const ExprFunction expr_colour_functions[] = {
  EXPR_FUNCTION("rgb", 1, 4, evaluate_colour, EXPR_TYPE_TEXT, .variant = EXPR_COLOUR_RGB),
  EXPR_FUNCTION("hsl", 1, 4, evaluate_colour, EXPR_TYPE_TEXT, .variant = EXPR_COLOUR_HSL),
  EXPR_FUNCTION("lab", 1, 4, evaluate_colour, EXPR_TYPE_TEXT, .variant = EXPR_COLOUR_LAB),
  EXPR_FUNCTION("hcl", 1, 4, evaluate_colour, EXPR_TYPE_TEXT, .variant = EXPR_COLOUR_HCL),
  EXPR_FUNCTION("luminance", 1, 1, evaluate_luminance, EXPR_TYPE_NUMBER),
  EXPR_FUNCTION("contrast", 2, 2, evaluate_contrast, EXPR_TYPE_NUMBER),
  { .name = NULL },
};
