/* The table behind the colour schemes. */
#pragma once

#include "chart/scheme.h"

/* Ends with a NULL name. */
extern const Scheme scheme_table[];
