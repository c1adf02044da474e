/* Units that stand beside no number: those of a typed table's heads and caption. */
#pragma once

#include "audit/quantity.h"

enum { UNITS_TOLD_MOST = 4 };

/* Each as a quantity of one: "1 billion tenge". */
typedef struct UnitsTold {
  Quantity items[UNITS_TOLD_MOST];
  size_t count;
} UnitsTold;

/* Adds what a text says as one quantity, "1 billion tenge"; false: it says neither scale nor unit,
 * or there is no room. */
bool units_tell(Arena *arena, const char *text, const char *language, UnitsTold *units);

/* Adds what heads say of the numbers under them: "billion tenge", "US$ million", «в млрд тенге»,
 * "%". */
void units_tell_heads(Arena *arena, const char *heads, const char *language, UnitsTold *units);
