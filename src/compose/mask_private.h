/* What CommonMark does not know is hidden from its parser: each construct's bytes are overwritten
 * by others of the same number, so that every offset in the masked copy is one in the source. */
#pragma once

#include "core/diag.h"

typedef enum MarkKind {
  MARK_FIGURE,     /* {{ … }} */
  MARK_FOOTNOTE,   /* [^x] */
  MARK_SPAN_OPEN,  /* [ of [words]{lang=ru} */
  MARK_SPAN_CLOSE, /* ]{lang=ru} */
  MARK_NOTE,       /* [^x]: at the head of a paragraph */
  MARK_DIV_OPEN,   /* ::: {.note} */
  MARK_DIV_CLOSE,  /* ::: */
  MARK_PAGE_BREAK, /* {{< pagebreak >}} */
  MARK_CONTENTS,   /* {{< contents >}} */
  MARK_BAD_SHORTCODE,
  MARK_NONE, /* never in a MaskedText */
} MarkKind;

typedef struct Mark {
  MarkKind kind;
  size_t start, end;       /* bytes of the whole construct in the body */
  size_t inner, inner_end; /* what stands inside: expression, label, attributes (of a span's "[",
                              too) */
} Mark;

typedef struct MaskedText {
  char *text;
  size_t length;
  const Mark *marks; /* in order */
  size_t mark_count;
} MaskedText;

MaskedText mask_text(Arena *arena, const char *text, size_t length);

/* The first mark that ends after `offset`, or NULL. */
const Mark *mask_next(const MaskedText *masked, size_t offset);

/* Where a figure that opens at text[0..1] == "{{" ends (the byte after "}}"), or 0 if it does not
 * before `length` or an empty line. Braces in SQL's quotes do not count. */
size_t mask_figure_end(const char *text, size_t length);
