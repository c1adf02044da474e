/* md4c's events into the tree of blocks. */
#pragma once

#include "compose/document_private.h"
#include "compose/mask_private.h"

#include <md4c.h>

/* Deeper containers are laid flat into their parent. */
enum { MAX_DEPTH = 40 };

typedef struct Frame {
  Block *outer; /* what was open before */
  Block *block; /* what this frame opened; outer itself where it is laid flat */
} Frame;

/* What [words]{…} says of its words, and those around it of them. */
typedef struct OpenSpan {
  const char *language, *waiver; /* NULL: nothing */
} OpenSpan;

typedef struct Builder {
  const MarkdownContext *context;
  MaskedText masked;
  size_t base; /* of the body in the source */
  GArray *frames;
  Block *current;  /* innermost open container */
  Block *leaf;     /* what inlines are added to; NULL: none */
  GArray *inlines; /* of the leaf; texts that stand verbatim in the source are NULL until it ends */
  size_t cursor;   /* end of the last text, in the body */
  unsigned emphasis, strong, code;
  const char *href;
  GArray *spans; /* OpenSpan: those around what is read, from the outermost */
  unsigned image_depth;
  GString *image_alt;
  Inline image;
  GString *code_text;
  bool in_html;
  GPtrArray *rows; /* rows of the open table that md4c made of lines with ":::": Mark, Block, … */
  size_t div_depth;
} Builder;

/* Bytes [start, end) of the body, in the source. */
Span builder_span(const Builder *builder, size_t start, size_t end);

/* Does md4c's text point into the body? */
bool builder_owns(const Builder *builder, const char *text);

/* The block and those around it reach over the span. */
void block_grow(Block *block, Span span);

/* The span that is open; zeroed: none. */
OpenSpan builder_span_around(const Builder *builder);

/* An inline in the style that is open. */
Inline builder_inline(const Builder *builder, InlineKind kind, const char *text, Span span);

/* Adds to the open leaf; texts that stand verbatim in the source have no text yet. */
void builder_add(Builder *builder, Inline item);
void builder_close_leaf(Builder *builder);

/* What was hidden as a block of its own takes effect. */
void builder_block_mark(Builder *builder, const Mark *mark);

/* A table ends: lines with ":::" right after it are none of its rows. */
void builder_end_table(Builder *builder, Block *table);

/* A text of md4c, with what was hidden from it brought back. */
void builder_text(Builder *builder, MD_TEXTTYPE type, const char *text, size_t size);
