/* Units that differ by a factor: "73.3 TWh" is 73,300 GWh. */
#pragma once

#include <stdbool.h>

typedef struct UnitReading {
  const char *base; /* static, the same for all that can be compared: "Wh"; NULL: not known */
  double factor;    /* to the base */
} UnitReading;

/* Of a unit as tables and texts write it, in any of the languages: "GWh", «ГВт·ч», "tonnes". NULL
 * is not known. */
UnitReading unit_read(const char *unit);

/* Is it a length of time that people reckon in ("years", «лет», «жыл»)? */
bool unit_is_time(const char *unit);
