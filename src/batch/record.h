/* Record: what the last sound build of an item told, kept from run to run, and what changed in it
 * since the build before. */
#pragma once

#include "core/arena.h"

#include <stddef.h>

typedef struct RecordFigure {
  const char *label; /* its name, or the expression; may come again, in another format */
  const char *text;  /* as it was printed */
} RecordFigure;

typedef struct RecordChange {
  const char *label;
  const char *from, *to; /* NULL: there was none; there is none any more */
} RecordChange;

typedef struct Record {
  const char *title; /* of the document; "" : none */
  size_t pages;
  const RecordFigure *figures;
  size_t figure_count;
  const RecordChange *changes; /* what the build changed */
  size_t change_count;
} Record;

/* The figures that moved, came or went, each label once, in the order of `after` with those that
 * went last. A NULL `before` is a first build, which changes nothing. In `arena`. */
const RecordChange *
record_compare(Arena *arena, const Record *before, const Record *after, size_t *count);

/* As a text for the stamps' journal, and back; what is damaged reads as far as it is sound. */
char *record_text(const Record *record);
Record *record_from_text(Arena *arena, const char *text);
