/* Context: the sentences of a document, what each speaks of, and what was spoken of before it. */
#pragma once

#include "audit/cues.h"
#include "audit/mentions.h"
#include "compose/passages.h"

typedef struct CueMention {
  unsigned cues;
  size_t at;
} CueMention;

typedef struct Sentence {
  size_t passage; /* index */
  size_t start, end;
  size_t pronoun; /* byte of the first word that stands for what was spoken of; SIZE_MAX: none */
  size_t first_quantity, quantity_count; /* in the passage's list */
  const Mention *mentions; /* in the order of the text; a concept may be named more than once */
  size_t mention_count;
  const CueMention *cues;
  size_t cue_count;
} Sentence;

/* Strengths of the concepts that a stretch of text names. */
typedef struct Scope {
  const Mention *mentions; /* each concept once, by id */
  size_t count;
} Scope;

typedef struct Context {
  const Evidence *evidence;
  PassageList passages;
  const QuantityList *quantities; /* of each passage */
  const Sentence *sentences;
  size_t sentence_count;
  const Scope *sections; /* by number */
  Scope document;        /* its title */
} Context;

Context *context_new(Arena *arena, const Evidence *evidence, PassageList passages);

/* The strength of a concept in a scope; 0: it is not named. */
double scope_strength(Scope scope, const Concept *concept);

/* What a text names that is no sentence of the document. */
Scope scope_of_text(Arena *arena, const Evidence *evidence, const char *text, const char *language);
