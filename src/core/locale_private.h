/* Reading a language's conventions from ICU; within core only. */
#pragma once

#include "core/arena.h"
#include "core/locale.h"

/* The conventions of a BCP 47 tag, living in the arena; NULL if CLDR does not know the language.
 * Extensions of the tag (-u-…) are ignored. */
const Locale *locale_load(Arena *arena, const char *tag);

/* A CLDR date pattern ("d MMMM y 'г'.") in d3's directives ("%-d %B %Y г."); free with g_free. The
 * year is always written in full; eras and time zones have no directive and are left out. */
char *locale_directives_from_pattern(const char *pattern);
