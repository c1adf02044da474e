/* Ordinal scales: discrete values to a list of colours, shapes, dashes or numbers, which starts
 * over when it is shorter. */
#include "chart/scale_private.h"

const ScaleKind SCALE_ORDINAL = {
  .name = "ordinal",
  .discrete = true,
  .types = { TYPE_NOMINAL, TYPE_ORDINAL },
};
