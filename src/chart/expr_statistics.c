/* Distributions: normal, log-normal and uniform.
 *
 * The cumulative normal is West's "Better approximations to cumulative normal functions" (Wilmott
 * Magazine, 2005; Hart's algorithm), the quantile goes by the inverse error function of Giles,
 * "Approximating the erfinv function" (GPU Computing Gems 2, 2010): the same as Vega's, so that the
 * last digits agree. */
#include "chart/expr_private.h"

#include <math.h>

static double
polynomial(const double *coefficients, size_t count, double x)
{
  double sum = coefficients[0];
  for (size_t i = 1; i < count; i++)
    sum = sum * x + coefficients[i];
  return sum;
}
#define POLYNOMIAL(coefficients, x) polynomial((coefficients), G_N_ELEMENTS(coefficients), (x))

static const double sqrt_2_pi = 2.5066282746310002;

static double
density_normal(double z)
{
  return exp(-0.5 * z * z) / sqrt_2_pi;
}

static double
cumulative_normal(double z)
{
  static const double numerator[] = { 3.52624965998911e-02, 0.700383064443688, 6.37396220353165,
                                      33.912866078383,      112.079291497871,  221.213596169931,
                                      220.206867912376 };
  static const double denominator[] = { 8.83883476483184e-02, 1.75566716318264, 16.064177579207,
                                        86.7807322029461,     296.564248779674, 637.333633378831,
                                        793.826512519948,     440.413735824752 };
  double x = fabs(z), tail = exp(-x * x / 2);
  if (x > 37)
    tail = 0;
  else if (x < 7.07106781186547)
    tail = tail * POLYNOMIAL(numerator, x) / POLYNOMIAL(denominator, x);
  else /* a continued fraction */
    tail = tail / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
  return z > 0 ? 1 - tail : tail;
}

static double
inverse_erf(double x)
{
  static const double centre[] = {
    -3.6444120640178196996e-21, -1.685059138182016589e-19,  1.2858480715256400167e-18,
    1.115787767802518096e-17,   -1.333171662854620906e-16,  2.0972767875968561637e-17,
    6.6376381343583238325e-15,  -4.0545662729752068639e-14, -8.1519341976054721522e-14,
    2.6335093153082322977e-12,  -1.2975133253453532498e-11, -5.4154120542946279317e-11,
    1.051212273321532285e-09,   -4.1126339803469836976e-09, -2.9070369957882005086e-08,
    4.2347877827932403518e-07,  -1.3654692000834678645e-06, -1.3882523362786468719e-05,
    0.0001867342080340571352,   -0.00074070253416626697512, -0.0060336708714301490533,
    0.24015818242558961693,     1.6536545626831027356
  };
  static const double middle[] = {
    2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07,
    1.8239629214389227755e-08, 1.5027403968909827627e-06, -4.013867526981545969e-06,
    2.9234449089955446044e-06, 1.2475304481671778723e-05, -4.7318229009055733981e-05,
    6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
    0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066,
    -0.0037512085075692412107, 0.005370914553590063617,   1.0052589676941592334,
    3.0838856104922207635
  };
  static const double tail[] = {
    -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09,
    -3.7894654401267369937e-09, 7.6157012080783393804e-09,  -1.4960026627149240478e-08,
    2.9147953450901080826e-08,  -6.7711997758452339498e-08, 2.2900482228026654717e-07,
    -9.9298272942317002539e-07, 4.5260625972231537039e-06,  -1.9681778105531670567e-05,
    7.5995277030017761139e-05,  -0.00021503011930044477347, -0.00013871931833623122026,
    1.0103004648645343977,      4.8499064014085844221
  };
  double w = -log((1 - x) * (1 + x));
  if (w < 6.25)
    return POLYNOMIAL(centre, w - 3.125) * x;
  if (w < 16)
    return POLYNOMIAL(middle, sqrt(w) - 3.25) * x;
  return (isfinite(w) ? POLYNOMIAL(tail, sqrt(w) - 5) : (double)INFINITY) * x;
}

typedef enum Distribution {
  DENSITY,
  CUMULATIVE,
  QUANTILE,
} Distribution;

/* Mean and standard deviation as arguments 1 and 2, with 0 and 1 by default. */
static void
read_normal(const ExprCall *call, double *mean, double *deviation)
{
  double given = expr_arg_number(call, 1);
  *mean = isnan(given) ? 0 : given;
  *deviation = expr_is_nullish(expr_arg(call, 2)) ? 1 : expr_arg_number(call, 2);
}

static double
quantile_normal(double p, double mean, double deviation)
{
  if (p < 0 || p > 1)
    return (double)NAN;
  return mean + deviation * G_SQRT2 * inverse_erf(2 * p - 1);
}

static ExprValue
evaluate_normal(const ExprCall *call)
{
  double value = expr_arg_number(call, 0), mean, deviation;
  read_normal(call, &mean, &deviation);
  if (call->function->variant == QUANTILE)
    return expr_number(quantile_normal(value, mean, deviation));
  double z = (value - mean) / deviation;
  return expr_number(call->function->variant == DENSITY ? density_normal(z) / deviation
                                                        : cumulative_normal(z));
}

static ExprValue
evaluate_log_normal(const ExprCall *call)
{
  double value = expr_arg_number(call, 0), mean, deviation;
  read_normal(call, &mean, &deviation);
  if (call->function->variant == QUANTILE)
    return expr_number(exp(quantile_normal(value, mean, deviation)));
  double z = (log(value) - mean) / deviation;
  if (call->function->variant == CUMULATIVE)
    return expr_number(cumulative_normal(z));
  return expr_number(value <= 0 ? 0 : density_normal(z) / (deviation * value));
}

/* densityUniform(value, max) and densityUniform(value, min, max). */
static ExprValue
evaluate_uniform(const ExprCall *call)
{
  double value = expr_arg_number(call, 0), min = expr_arg_number(call, 1),
         max = expr_arg_number(call, 2);
  if (expr_is_nullish(expr_arg(call, 2))) {
    max = expr_is_nullish(expr_arg(call, 1)) ? 1 : min;
    min = 0;
  }
  bool within = value >= min && value <= max;
  if (call->function->variant == DENSITY)
    return expr_number(within ? 1 / (max - min) : 0);
  if (call->function->variant == QUANTILE)
    return expr_number(value >= 0 && value <= 1 ? min + value * (max - min) : (double)NAN);
  return expr_number(value < min ? 0 : value > max ? 1 : (value - min) / (max - min));
}

#define DISTRIBUTION(text, function, id)                                                           \
  {                                                                                                \
    .name = (text), .min = 1, .max = 3, .evaluate = (function), .type = EXPR_TYPE_NUMBER,          \
    .variant = (id)                                                                                \
  }

const ExprFunction expr_statistics_functions[] = {
  DISTRIBUTION("densityNormal", evaluate_normal, DENSITY),
  DISTRIBUTION("cumulativeNormal", evaluate_normal, CUMULATIVE),
  DISTRIBUTION("quantileNormal", evaluate_normal, QUANTILE),
  DISTRIBUTION("densityLogNormal", evaluate_log_normal, DENSITY),
  DISTRIBUTION("cumulativeLogNormal", evaluate_log_normal, CUMULATIVE),
  DISTRIBUTION("quantileLogNormal", evaluate_log_normal, QUANTILE),
  DISTRIBUTION("densityUniform", evaluate_uniform, DENSITY),
  DISTRIBUTION("cumulativeUniform", evaluate_uniform, CUMULATIVE),
  DISTRIBUTION("quantileUniform", evaluate_uniform, QUANTILE),
  { .name = NULL },
};
