/* Easing functions, after R. Penner's equations with d3-ease's parameters: a cubic polynomial, an
 * overshoot of 1.70158, an elastic amplitude of 1 and period of 0.3. */
#include "chart/expr_private.h"

#include <math.h>

/* 2^(-10x), shifted so that it is 1 at 0 and exactly 0 at 1. */
static double
decay(double x)
{
  return (pow(2, -10 * x) - 0.0009765625) * 1.0009775171065494;
}

static double
ease_linear(double t)
{
  return t;
}

static double
ease_quad(double t)
{
  return t * t;
}

static double
ease_cubic(double t)
{
  return t * t * t;
}

static double
ease_sin(double t)
{
  return t == 1 ? 1 : 1 - cos(t * G_PI_2);
}

static double
ease_exp(double t)
{
  return decay(1 - t);
}

static double
ease_circle(double t)
{
  return 1 - sqrt(1 - t * t);
}

/* The mirror image of four parabolas. */
static double
ease_bounce(double t)
{
  const double width = 4.0 / 11, steepness = 1 / (width * width);
  double x = 1 - t;
  if (x < 4.0 / 11)
    return 1 - steepness * x * x;
  if (x < 8.0 / 11)
    return 1 - (steepness * (x - 6.0 / 11) * (x - 6.0 / 11) + 3.0 / 4);
  if (x < 10.0 / 11)
    return 1 - (steepness * (x - 9.0 / 11) * (x - 9.0 / 11) + 15.0 / 16);
  return 1 - (steepness * (x - 21.0 / 22) * (x - 21.0 / 22) + 63.0 / 64);
}

static double
ease_back(double t)
{
  const double overshoot = 1.70158;
  return t * t * (overshoot * (t - 1) + t);
}

static double
ease_elastic(double t)
{
  const double turn = 0.3 / (2 * G_PI), shift = G_PI_2 * turn;
  return decay(1 - t) * sin((shift - (t - 1)) / turn);
}

typedef enum EaseKind {
  EASE_LINEAR,
  EASE_QUAD,
  EASE_CUBIC,
  EASE_SIN,
  EASE_EXP,
  EASE_CIRCLE,
  EASE_BOUNCE,
  EASE_BACK,
  EASE_ELASTIC,
  /* added: where it eases */
  EASE_IN = 0,
  EASE_OUT = 16,
  EASE_IN_OUT = 32,
} EaseKind;

static double (*const eases[])(double) = {
  [EASE_LINEAR] = ease_linear, [EASE_QUAD] = ease_quad, [EASE_CUBIC] = ease_cubic,
  [EASE_SIN] = ease_sin,       [EASE_EXP] = ease_exp,   [EASE_CIRCLE] = ease_circle,
  [EASE_BOUNCE] = ease_bounce, [EASE_BACK] = ease_back, [EASE_ELASTIC] = ease_elastic,
};

static ExprValue
evaluate_ease(const ExprCall *call)
{
  double (*ease)(double) = eases[call->function->variant % EASE_OUT];
  double t = expr_arg_number(call, 0);
  switch (call->function->variant / EASE_OUT) {
  case 0:
    return expr_number(ease(t));
  case 1:
    return expr_number(1 - ease(1 - t));
  default:
    return expr_number(t < 0.5 ? ease(2 * t) / 2 : 1 - ease(2 - 2 * t) / 2);
  }
}

#define EASE(text, id)                                                                             \
  {                                                                                                \
    .name = (text), .min = 1, .max = 1, .evaluate = evaluate_ease, .type = EXPR_TYPE_NUMBER,       \
    .variant = (int)(id)                                                                           \
  }
/* The plain name is one of the three. */
#define EASES(text, id, plain)                                                                     \
  EASE(text, (id) + (plain)), EASE(text "In", (id) + EASE_IN), EASE(text "Out", (id) + EASE_OUT),  \
      EASE(text "InOut", (id) + EASE_IN_OUT)

const ExprFunction expr_ease_functions[] = {
  EASE("easeLinear", EASE_LINEAR),
  EASES("easeQuad", EASE_QUAD, EASE_IN_OUT),
  EASES("easeCubic", EASE_CUBIC, EASE_IN_OUT),
  EASES("easePoly", EASE_CUBIC, EASE_IN_OUT),
  EASES("easeSin", EASE_SIN, EASE_IN_OUT),
  EASES("easeExp", EASE_EXP, EASE_IN_OUT),
  EASES("easeCircle", EASE_CIRCLE, EASE_IN_OUT),
  EASES("easeBounce", EASE_BOUNCE, EASE_OUT),
  EASES("easeBack", EASE_BACK, EASE_IN_OUT),
  EASES("easeElastic", EASE_ELASTIC, EASE_OUT),
  { .name = NULL },
};
