/* What is typed plainly becomes what is printed, by language: quotes, apostrophes, dashes,
 * ellipses, the true minus, and the spaces that do not part what belongs together. */
#pragma once

#include "compose/composer_private.h"

/* All runs of a paragraph: a quotation may open in one and close in another. Code, addresses, the
 * numbers of notes and what is marked as literal stay as they are. */
TextRuns runs_typeset(const Composer *composer, TextRuns runs);

/* The same for one text; NULL gives NULL. */
const char *text_typeset(const Composer *composer, const char *text);
