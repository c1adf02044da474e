/* Interpolation as d3-interpolate and d3-color do it, in their order of operations, so that the
 * rounded colours agree. Channels here are 0 to 255; NaN is a channel without meaning (the hue of a
 * grey, all of a transparent colour), which takes the other colour's value. */
#include "core/colour.h"

#include "core/colour_private.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define NOT_A_NUMBER ((double)NAN)
#define RADIANS_PER_DEGREE (G_PI / 180)
#define DEGREES_PER_RADIAN (180 / G_PI)
#define NO_HUE (-1)

/* CIE D50 white, to which d3-color adapts sRGB (Bradford). */
#define WHITE_X 0.96422
#define WHITE_Z 0.82521

/* D. A. Green's cubehelix, Bull. Astron. Soc. India 39 (2011), as d3-color inverts it. */
#define HELIX_A (-0.14861)
#define HELIX_B 1.78277
#define HELIX_C (-0.29227)
#define HELIX_D (-0.90649)
#define HELIX_E 1.97294

typedef struct Space {
  void (*from_rgb)(const double rgb[3], double out[3]);
  void (*to_rgb)(const double in[3], double rgb[3]);
  int hue; /* index of the hue, or NO_HUE */
  bool long_way;
} Space;

static void
keep_rgb(const double in[3], double out[3])
{
  memcpy(out, in, 3 * sizeof *in);
}

static void
hsl_from_rgb(const double rgb[3], double hsl[3])
{
  double r = rgb[0] / 255, g = rgb[1] / 255, b = rgb[2] / 255;
  double low = MIN(MIN(r, g), b), high = MAX(MAX(r, g), b);
  double hue = NOT_A_NUMBER, saturation = high - low, lightness = (high + low) / 2;
  if (saturation > 0) {
    if (r == high)
      hue = (g - b) / saturation + (g < b ? 6 : 0);
    else if (g == high)
      hue = (b - r) / saturation + 2;
    else
      hue = (r - g) / saturation + 4;
    saturation /= lightness < 0.5 ? high + low : 2 - high - low;
    hue *= 60;
  } else {
    saturation = lightness > 0 && lightness < 1 ? 0 : NOT_A_NUMBER;
  }
  hsl[0] = hue;
  hsl[1] = saturation;
  hsl[2] = lightness;
}

static double
hsl_channel(double hue, double low, double high)
{
  double part = hue < 60    ? low + (high - low) * hue / 60
                : hue < 180 ? high
                : hue < 240 ? low + (high - low) * (240 - hue) / 60
                            : low;
  return part * 255;
}

void
colour_hsl_to_rgb(const double hsl[3], double rgb[3])
{
  double hue = fmod(hsl[0], 360) + (hsl[0] < 0 ? 360 : 0);
  double saturation = isnan(hue) || isnan(hsl[1]) ? 0 : hsl[1];
  double lightness = hsl[2];
  double high = lightness + (lightness < 0.5 ? lightness : 1 - lightness) * saturation;
  double low = 2 * lightness - high;
  rgb[0] = hsl_channel(hue >= 240 ? hue - 240 : hue + 120, low, high);
  rgb[1] = hsl_channel(hue, low, high);
  rgb[2] = hsl_channel(hue < 120 ? hue + 240 : hue - 120, low, high);
}

static double
linear_from_byte(double byte)
{
  double channel = byte / 255;
  return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double
byte_from_linear(double linear)
{
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055);
}

/* CIE 1976: the cube root, linear near black, and its inverse. */
static double
lab_compress(double t)
{
  return t > 216.0 / 24389 ? pow(t, 1.0 / 3) : t / (108.0 / 841) + 4.0 / 29;
}

static double
lab_expand(double t)
{
  return t > 6.0 / 29 ? t * t * t : 108.0 / 841 * (t - 4.0 / 29);
}

static void
lab_from_rgb(const double rgb[3], double lab[3])
{
  double r = linear_from_byte(rgb[0]);
  double g = linear_from_byte(rgb[1]);
  double b = linear_from_byte(rgb[2]);
  double y = lab_compress(0.2225045 * r + 0.7168786 * g + 0.0606169 * b);
  double x = y, z = y;
  if (r != g || g != b) { /* greys shall have no hue at all */
    x = lab_compress((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / WHITE_X);
    z = lab_compress((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / WHITE_Z);
  }
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static void
lab_to_rgb(const double lab[3], double rgb[3])
{
  double y = (lab[0] + 16) / 116;
  double x = WHITE_X * lab_expand(isnan(lab[1]) ? y : y + lab[1] / 500);
  double z = WHITE_Z * lab_expand(isnan(lab[2]) ? y : y - lab[2] / 200);
  y = lab_expand(y);
  rgb[0] = byte_from_linear(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
  rgb[1] = byte_from_linear(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z);
  rgb[2] = byte_from_linear(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
}

/* Hue, chroma, lightness. */
static void
hcl_from_rgb(const double rgb[3], double hcl[3])
{
  double lab[3];
  lab_from_rgb(rgb, lab);
  hcl[2] = lab[0];
  if (lab[1] == 0 && lab[2] == 0) {
    hcl[0] = NOT_A_NUMBER;
    hcl[1] = lab[0] > 0 && lab[0] < 100 ? 0 : NOT_A_NUMBER;
    return;
  }
  hcl[0] = atan2(lab[2], lab[1]) * DEGREES_PER_RADIAN;
  hcl[0] += hcl[0] < 0 ? 360 : 0;
  hcl[1] = sqrt(lab[1] * lab[1] + lab[2] * lab[2]);
}

static void
hcl_to_rgb(const double hcl[3], double rgb[3])
{
  double lab[3] = { hcl[2], 0, 0 };
  if (!isnan(hcl[0])) {
    double angle = hcl[0] * RADIANS_PER_DEGREE;
    lab[1] = cos(angle) * hcl[1];
    lab[2] = sin(angle) * hcl[1];
  }
  lab_to_rgb(lab, rgb);
}

static void
helix_from_rgb(const double rgb[3], double helix[3])
{
  const double ed = HELIX_E * HELIX_D, eb = HELIX_E * HELIX_B;
  const double bc_da = HELIX_B * HELIX_C - HELIX_D * HELIX_A;
  double r = rgb[0] / 255, g = rgb[1] / 255, b = rgb[2] / 255;
  double lightness = (bc_da * b + ed * r - eb * g) / (bc_da + ed - eb);
  double blue = b - lightness;
  double k = (HELIX_E * (g - lightness) - HELIX_C * blue) / HELIX_D;
  double amplitude = sqrt(k * k + blue * blue);
  double saturation = amplitude / (HELIX_E * lightness * (1 - lightness));
  double hue = NOT_A_NUMBER;
  if (!isnan(saturation) && saturation != 0) {
    hue = atan2(k, blue) * DEGREES_PER_RADIAN - 120;
    hue += hue < 0 ? 360 : 0;
  }
  helix[0] = hue;
  helix[1] = saturation;
  helix[2] = lightness;
}

static void
helix_to_rgb(const double helix[3], double rgb[3])
{
  double angle = isnan(helix[0]) ? 0 : (helix[0] + 120) * RADIANS_PER_DEGREE;
  double lightness = helix[2];
  double amplitude = isnan(helix[1]) ? 0 : helix[1] * lightness * (1 - lightness);
  double cosine = cos(angle), sine = sin(angle);
  rgb[0] = 255 * (lightness + amplitude * (HELIX_A * cosine + HELIX_B * sine));
  rgb[1] = 255 * (lightness + amplitude * (HELIX_C * cosine + HELIX_D * sine));
  rgb[2] = 255 * (lightness + amplitude * (HELIX_E * cosine));
}

static const Space spaces[] = {
  [COLOUR_SPACE_RGB] = { keep_rgb, keep_rgb, NO_HUE, false },
  [COLOUR_SPACE_HSL] = { hsl_from_rgb, colour_hsl_to_rgb, 0, false },
  [COLOUR_SPACE_HSL_LONG] = { hsl_from_rgb, colour_hsl_to_rgb, 0, true },
  [COLOUR_SPACE_LAB] = { lab_from_rgb, lab_to_rgb, NO_HUE, false },
  [COLOUR_SPACE_HCL] = { hcl_from_rgb, hcl_to_rgb, 0, false },
  [COLOUR_SPACE_HCL_LONG] = { hcl_from_rgb, hcl_to_rgb, 0, true },
  [COLOUR_SPACE_CUBEHELIX] = { helix_from_rgb, helix_to_rgb, 0, false },
  [COLOUR_SPACE_CUBEHELIX_LONG] = { helix_from_rgb, helix_to_rgb, 0, true },
};

_Static_assert(G_N_ELEMENTS(spaces) == COLOUR_SPACE_CUBEHELIX_LONG + 1, "one row a space");

static double
mix_number(double a, double b, double t)
{
  double distance = b - a;
  if (isnan(distance) || distance == 0)
    return isnan(a) ? b : a;
  return a + t * distance;
}

/* The shorter way round the circle. */
static double
mix_hue(double a, double b, double t)
{
  double distance = b - a;
  if (distance > 180 || distance < -180)
    return a + t * (distance - 360 * floor(distance / 360 + 0.5));
  return mix_number(a, b, t);
}

static double
mix_gamma(double a, double b, double t, double gamma)
{
  double distance = b - a;
  if (gamma == 1 || isnan(distance) || distance == 0)
    return mix_number(a, b, t);
  double start = pow(a, gamma);
  return pow(start + t * (pow(b, gamma) - start), 1 / gamma);
}

static void
read_channels(Colour colour, double rgb[3])
{
  bool seen = colour.a > 0;
  rgb[0] = seen ? colour.r * 255 : NOT_A_NUMBER;
  rgb[1] = seen ? colour.g * 255 : NOT_A_NUMBER;
  rgb[2] = seen ? colour.b * 255 : NOT_A_NUMBER;
}

static double
clamp_byte(double byte)
{
  return isnan(byte) ? 0 : CLAMP(byte, 0, 255) / 255;
}

Colour
colour_mix(Colour a, Colour b, double t, ColourSpace space, double gamma)
{
  const Space *rule = &spaces[space];
  double from_rgb[3], to_rgb[3], from[3], to[3], mixed[3], rgb[3];
  read_channels(a, from_rgb);
  read_channels(b, to_rgb);
  rule->from_rgb(from_rgb, from);
  rule->from_rgb(to_rgb, to);
  bool is_rgb = space == COLOUR_SPACE_RGB;
  bool is_helix = space == COLOUR_SPACE_CUBEHELIX || space == COLOUR_SPACE_CUBEHELIX_LONG;
  if (!(gamma > 0) || isinf(gamma))
    gamma = 1;
  for (int i = 0; i < 3; i++) {
    if (is_rgb)
      mixed[i] = mix_gamma(from[i], to[i], t, gamma);
    else if (i == rule->hue && !rule->long_way)
      mixed[i] = mix_hue(from[i], to[i], t);
    else /* cubehelix bends the lightness alone */
      mixed[i] = mix_number(from[i], to[i], is_helix && i == 2 ? pow(t, gamma) : t);
  }
  rule->to_rgb(mixed, rgb);
  double alpha = mix_number(a.a, b.a, t);
  return (Colour){ clamp_byte(rgb[0]), clamp_byte(rgb[1]), clamp_byte(rgb[2]), CLAMP(alpha, 0, 1) };
}
