/* Words of a text, and when one stands for another: "Kazakhstan" for "Kazakhstan’s", «Алматы» for
 * «Алматыда». Inflection is told by a common beginning, in every language alike; a dictionary would
 * know more, and Kazakh has none in Debian. */
#pragma once

#include "core/arena.h"

#include <stdbool.h>

typedef struct Word {
  const char *text;  /* folded: lower case, "ё" as "е" */
  size_t length;     /* characters */
  size_t start, end; /* bytes in the text */
  bool name;         /* begins with a capital */
  bool function;     /* "of", «в», «және»: says nothing of what is measured */
} Word;

typedef struct WordList {
  const Word *items;
  size_t count;
} WordList;

/* Letters and digits that stand together; in `arena`. */
WordList words_read(Arena *arena, const char *text);

/* Do they share a stem? `label` is the word as a table has it. */
bool word_matches(const Word *label, const Word *word);

/* Does each word of the first list that says anything match one of the second? */
bool words_within(WordList inner, WordList outer);

/* Does one of the phrases, which end with NULL, end right before byte `at` of the text, or begin
 * there? */
bool phrase_before(const char *text, size_t at, const char *const *phrases);
bool phrase_behind(const char *text, size_t at, const char *const *phrases);

/* The first `letters` of a word as a number: with three those that may match it are found, with
 * five those of one stem told apart. */
guint word_key(const Word *word, int letters);
