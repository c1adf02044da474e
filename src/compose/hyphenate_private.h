/* Where words may be parted, from the patterns of Debian's dictionaries. */
#pragma once

#include "core/diag.h"

/* Belongs to a document, and lives in its arena. */
typedef struct Hyphenator Hyphenator;

/* For a language (BCP 47). One without patterns parts no words. The dictionary is read when it is
 * first asked; one that is not there is warned of, once, at `where`. */
Hyphenator *hyphenator_new(Arena *arena, const char *language, Span where, DiagList *diags);

/* May a word's lines end after its n-th letter (from 0)? `word` is UTF-8 in lower case, of letters
 * alone; `points` has room for each of them. At least three letters stay on either side. False: it
 * may not be parted anywhere. NULL hyphenators part nothing. */
bool hyphenator_part(Hyphenator *hyphenator, const char *word, bool *points);
