/* Mentions: the labels of the data that a text names, and where. */
#pragma once

#include "audit/evidence.h"

/* A concept that a sentence names. */
typedef struct Mention {
  const Concept *concept;
  double strength; /* how much of its label is there: up to 1 */
  size_t at;       /* byte of one of its words in the passage */
  bool base;       /* years: what is compared with, and so not what the sentence is about */
} Mention;

/* Appends a Mention for each word of each label that `words` name, but for years. The words of a
 * member stand near each other; those of a measure or a table may be anywhere. */
void mentions_find(const Evidence *evidence, WordList words, GArray *mentions);
