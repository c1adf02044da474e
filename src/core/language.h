/* What a language decides beside formats: which form a noun takes beside a number, and what comes
 * first in the alphabet. By CLDR (ICU); an unknown tag stands for English. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* CLDR's plural category of a number as it is written without needless zeros: "zero", "one", "two",
 * "few", "many" or "other". Static. */
const char *plural_category(const char *language, double number);

/* Has a text the form of a language's name (BCP 47): "ru", "kk-KZ", "zh-Hant"? */
bool language_is_tag(const char *text);

/* The order of a language's texts. */
typedef struct Collator Collator;

Collator *collator_new(const char *language);
void collator_free(Collator *collator); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Collator, collator_free)

/* < 0, 0 or > 0; texts that the language does not tell apart go by their bytes. At most `length`
 * bytes each; they need not end with NUL. */
int collator_compare(const Collator *collator, const char *a, size_t a_length, const char *b,
                     size_t b_length);
