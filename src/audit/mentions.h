/* Mentions: the labels of the data that a text names, and where. */
#pragma once

#include "audit/evidence.h"

/* What a mention is for. */
typedef enum MentionUse {
  MENTION_SUBJECT, /* the text is about it, and goes on to be */
  MENTION_HERE,    /* this sentence alone is: "A year earlier it was 5." */
  MENTION_BASE,    /* it is compared with: "since 2021" */
  MENTION_RIVAL,   /* what stands before is compared with it: "4%, above the United States" */
} MentionUse;

/* A concept that a sentence names. */
typedef struct Mention {
  const Concept *concept;
  double strength; /* how much of its label is there: up to 1 */
  size_t at;       /* byte of one of its words in the passage */
  MentionUse use;  /* of years; MENTION_RIVAL of places */
} Mention;

/* Appends a Mention for each word of each label that `words` name, but for years. The words of a
 * member stand near each other; those of a measure or a table may be anywhere. */
void mentions_find(const Evidence *evidence, WordList words, GArray *mentions);
