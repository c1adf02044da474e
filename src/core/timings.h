/* Where the milliseconds go: named phases, nested, in the order first entered. NULL is accepted
 * everywhere and costs nothing. */
#pragma once

#include <glib.h>
#include <stdio.h>

typedef struct Timings Timings;

Timings *timings_new(void);
void timings_free(Timings *timings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Timings, timings_free)

/* `phase` is static. A phase's time excludes that of phases entered inside it. */
void timings_enter(Timings *timings, const char *phase);
void timings_leave(Timings *timings);
void timings_print(const Timings *timings, FILE *stream);
